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

// 1 where a rule is refuted (improper), 3 where properness is undecided, 2 where a rule has no formula at a number of
// outcomes that was asked for.
Status stress_status(const std::vector<StressedRule>&);

std::string stress_text(const std::vector<StressedRule>&, Orientation, const Style&);
// The table of rules that are nearly proper: finding and witness of each.
std::string near_proper_text(const std::vector<StressedRule>&, const Style&);
// demonstrandum-stress/1.
Json stress_json(const std::vector<StressedRule>&, Orientation);
// One suite per rule, one test case per property and number of outcomes.
std::string stress_junit(const std::vector<StressedRule>&);

}  // namespace qed::tool
