// What `qed stress` found, for people, for programs and for CI.
#pragma once

#include <string>
#include <vector>

#include "json_report.hpp"
#include "properties/rule_guarantees.hpp"
#include "qed/scoring/orientation.hpp"
#include "qed/scoring/stress.hpp"
#include "status.hpp"
#include "terminal.hpp"

namespace qed::tool {

// A rule's examination, and where it was asked for, what the imitator that learns by it keeps.
struct StressedRule {
  StressReport report;
  std::optional<properties::RuleGuarantees> guarantees = {};
};

// "truth (1/3, 2/3), report (0, 1): gain 1/9 (0.111111)". S(p; q) - S(q; q) is what the report gains; and, where S is shown
// as a loss, what its loss is less by.
std::string pair_text(const ReportPair&, Orientation);
// What the random classes say of a promise: refuted by one that violates it.
Finding finding_of(const properties::KeptClaim&);

// 1 where a rule is improper, or a random class violates what is promised of the imitator that learns by it; 3 where
// properness or such a promise is undecided, or the examination was interrupted; 2 where a rule has no formula at a number
// of outcomes that was asked for. That a proper rule is not strictly so, or for which eta it is central, is information.
Status stress_status(const std::vector<StressedRule>&);
// 1 where a rule that is nearly proper is called proved, 3 after an interruption.
Status near_proper_status(const std::vector<StressedRule>&);

std::string stress_text(const std::vector<StressedRule>&, Orientation, const Style&);
// The table of rules that are nearly proper: finding and witness of each.
// mistakes: what is wrong with each, in the order of the rules.
std::string near_proper_text(const std::vector<StressedRule>&, const std::vector<std::string>& mistakes,
                             const Style&);
// demonstrandum-stress/1.
Json stress_json(const std::vector<StressedRule>&, Orientation);
// One suite per rule, one test case per finding and number of outcomes, and per promise. What counts for the status fails or
// is an error; what is information passes or is skipped, with the finding.
std::string stress_junit(const std::vector<StressedRule>&, Orientation);
// One test case per rule and number of outcomes, which fails where it is called proved.
std::string near_proper_junit(const std::vector<StressedRule>&);

}  // namespace qed::tool
