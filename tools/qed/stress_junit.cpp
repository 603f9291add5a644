// What `qed stress` found as test cases, for CI.
#include <fmt/format.h>

#include "junit_report.hpp"
#include "stress_report.hpp"

namespace qed::tool {

namespace {

using CaseOutcome = TestCase::Outcome;

void add_case(TestSuite& suite, std::string name, CaseOutcome outcome, std::string why) {
  suite.cases.push_back({std::move(name), outcome, outcome == CaseOutcome::passed ? "" : std::move(why)});
}

// What counts for the status.
void add_verdict(TestSuite& suite, std::string name, Finding finding, const std::string& why) {
  const CaseOutcome outcome = finding == Finding::proved    ? CaseOutcome::passed
                              : finding == Finding::refuted ? CaseOutcome::failed
                                                            : CaseOutcome::error;
  add_case(suite, std::move(name), outcome, fmt::format("{}: {}", to_string(finding), why));
}

// What is information.
void add_information(TestSuite& suite, std::string name, Finding finding, const std::string& why) {
  add_case(suite, std::move(name), finding == Finding::proved ? CaseOutcome::passed : CaseOutcome::skipped,
           fmt::format("{}: {}", to_string(finding), why));
}

void add_examination(TestSuite& suite, const Examination& e, Orientation orientation) {
  const std::string at = fmt::format(", {} outcomes", e.outcomes);
  const Properness& p = e.properness;
  if (!e.why_not.empty()) {
    add_verdict(suite, "properness" + at, Finding::undecided, e.why_not);
    return;
  }
  add_verdict(suite, "properness" + at, p.proper, p.better ? pair_text(*p.better, orientation) : p.proof);
  add_information(suite, "strict properness" + at, p.strictly,
                  p.as_good                  ? pair_text(*p.as_good, orientation)
                  : p.strictly_proof.empty() ? p.proof
                                             : p.strictly_proof);
  if (e.central) {
    const CentralRange& c = *e.central;
    std::string why = "no eta is certified";
    if (!c.at_certified.proof.empty()) why += ": " + c.at_certified.proof;
    if (c.refuted) why += "; not for eta = " + to_string(*c.refuted);
    add_information(suite, "central condition" + at, c.certified > 0 ? Finding::proved : Finding::undecided,
                    why);
  }
  if (e.strong)
    add_information(suite,
                    fmt::format("strong central condition at eta = {}{}", to_string(e.strong->eta), at),
                    e.strong->certified > 0 ? Finding::proved : Finding::undecided, "no c is certified");
  if (e.interrupted) add_verdict(suite, "to the end" + at, Finding::undecided, "interrupted");
}

void add_guarantees(TestSuite& suite, const properties::RuleGuarantees& g) {
  for (const auto& kept : g.kept)
    add_verdict(suite, fmt::format("{} at eta = {}", kept.claim, to_string(kept.eta)), finding_of(kept),
                fmt::format("of {} random classes (seed {}) {} violate it, {} are undecided",
                            kept.found.classes, g.seed, kept.found.violations, kept.found.undecided));
  if (g.interrupted)
    add_verdict(suite, "guarantees to the end", Finding::undecided, "interrupted");
  else if (g.kept.empty())
    add_case(suite, "rule-retention", CaseOutcome::skipped,
             "nothing is promised: no eta is certified at two outcomes");
}

}  // namespace

std::string stress_junit(const std::vector<StressedRule>& rules, Orientation orientation) {
  std::vector<TestSuite> suites;
  for (const auto& [report, guarantees] : rules) {
    TestSuite& suite = suites.emplace_back(TestSuite{.name = report.rule.name()});
    for (const Examination& e : report.examinations) add_examination(suite, e, orientation);
    if (guarantees) add_guarantees(suite, *guarantees);
  }
  return junit_document("qed stress", suites);
}

std::string near_proper_junit(const std::vector<StressedRule>& rules) {
  std::vector<TestSuite> suites;
  for (const auto& [report, guarantees] : rules) {
    TestSuite& suite = suites.emplace_back(TestSuite{.name = report.rule.name()});
    for (const Examination& e : report.examinations) {
      const bool proved = e.properness.proper == Finding::proved;
      add_case(suite, fmt::format("not called proper, {} outcomes", e.outcomes),
               proved          ? CaseOutcome::failed
               : e.interrupted ? CaseOutcome::error
                               : CaseOutcome::passed,
               proved ? e.properness.proof : "interrupted");
    }
  }
  return junit_document("qed stress --faults", suites);
}

}  // namespace qed::tool
