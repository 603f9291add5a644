// What the imitator keeps when it learns by a scoring rule, on random classes: retention up to the limit of the central
// condition, and small counterexamples above it.
#include "properties/rule_search.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <tuple>

#include "properties/faults/rule_faults.hpp"
#include "qed/claims/formula_score.hpp"
#include "qed/model/class_file.hpp"
#include "tests/shipped_class.hpp"

namespace qed::properties {
namespace {

struct RuleAtEta {
  const char* rule;
  Rational eta;
  std::optional<std::size_t> actions = {};
};

TEST(RuleRetention, HoldsOnRandomClassesWhereTheRuleIsCentral) {
  for (const RuleAtEta& c :
       {RuleAtEta{"log", 1}, RuleAtEta{"brier", 1}, RuleAtEta{"spherical", ratio(1414, 1000), 2}}) {
    SCOPED_TRACE(c.rule);
    RuleSearchOptions options;
    options.actions = c.actions;
    options.classes = 200;
    const RuleSearchReport report = search_by_rule(built_in_rule(c.rule, c.eta), "rule-retention", options);
    EXPECT_EQ(report.classes, 200u);
    EXPECT_EQ(report.violations, 0u);
    EXPECT_EQ(report.undecided, 0u);
    EXPECT_GE(report.interesting, 16u);
    ASSERT_TRUE(report.tightest);
    EXPECT_LE(report.tightest->result.worst.ratio->upper(), 1);
    RecordProperty(std::string(c.rule) + "_interesting", std::to_string(report.interesting));
    RecordProperty(std::string(c.rule) + "_tightest",
                   to_string(report.tightest->result.worst.ratio->exact()));
  }
}

TEST(RuleRetention, FailsAboveTheLimit) {
  for (const RuleAtEta& c : {RuleAtEta{"brier", ratio(3, 2)}, RuleAtEta{"brier", 2}, RuleAtEta{"brier", 3},
                             RuleAtEta{"log", ratio(3, 2)}, RuleAtEta{"log", 2}, RuleAtEta{"spherical", 3}}) {
    SCOPED_TRACE(std::string(c.rule) + " at " + to_string(c.eta));
    const ScoreUpdate rule = built_in_rule(c.rule, c.eta);
    RuleSearchOptions options;
    options.classes = 300;
    const RuleSearchReport report = search_by_rule(rule, "rule-retention", options);
    ASSERT_TRUE(report.counterexample);
    const ModelClass& smallest = report.counterexample->model_class;
    EXPECT_LE(smallest.models.size(), 3u);
    EXPECT_LE(smallest.horizon, 4u);
    EXPECT_EQ(report.counterexample->result.worst.verdict, Verdict::violated);
    // What is saved is read back, and the guarantee is still broken; it was not promised.
    const ModelClass read = parse_class(write_class(smallest), "saved");
    const std::string_view id = "rule-retention";
    const Comparison found = check_by_rule(read, rule, {}, {&id, 1}).check.claims.front().worst;
    EXPECT_EQ(found.verdict, Verdict::not_applicable);
    EXPECT_TRUE(found.detail.ends_with("broken")) << found.detail;
  }
}

// Read back from tests/counterexamples, where they are kept: the smallest, and smaller ones do not violate the claim.
TEST(RuleRetention, TheSmallestCounterexamplesOnTwoCoinsAreKept) {
  const std::string folder = (test::tests_folder() / "counterexamples/").string();
  for (const auto& [file, rule, eta] : {std::tuple{"brier-3-2", "brier", ratio(3, 2)},
                                        {"brier-2", "brier", 2},
                                        {"brier-3", "brier", 3},
                                        {"log-3-2", "log", ratio(3, 2)},
                                        {"log-2", "log", 2},
                                        {"spherical-3", "spherical", 3}}) {
    SCOPED_TRACE(file);
    const auto smallest = smallest_on_two_coins(built_in_rule(rule, eta), "rule-retention");
    ASSERT_TRUE(smallest);
    EXPECT_EQ(smallest->result.worst.verdict, Verdict::violated);
    if (std::getenv("QED_WRITE_COUNTEREXAMPLES"))
      std::ofstream(folder + file + ".json") << write_class(smallest->model_class);
    EXPECT_EQ(read_class(folder + file + ".json"), smallest->model_class);
  }
}

TEST(RuleRetention, NoTwoSmallCoinsContradictItAtTheLimit) {
  EXPECT_FALSE(smallest_on_two_coins(built_in_rule("brier", 1), "rule-retention", 14));
  EXPECT_FALSE(smallest_on_two_coins(built_in_rule("spherical", ratio(1414, 1000)), "rule-retention", 14));
  EXPECT_FALSE(smallest_on_two_coins(built_in_rule("log", 1), "rule-retention", 14));
}

TEST(RuleRetention, CatchesAScoreThatIsCountedTwice) {
  RuleSearchOptions options;
  options.classes = 300;
  EXPECT_GT(
      search_by_rule(with_fault<ScoreCountedTwice>(built_in_rule("brier", 1)), "rule-retention", options)
          .violations,
      0u);
}

// A formula leaves no more undecided than the rule that is built in: nothing.
TEST(RuleRetention, AFormulaIsDecidedOnRandomClasses) {
  RuleSearchOptions options;
  options.classes = 100;
  options.actions = 2;
  for (const std::string formula : {"ln(p[y])", "p[y]/sqrt(sum(p^2))"}) {
    const RuleSearchReport report = search_by_rule(score_update(formula, 1), "rule-retention", options);
    EXPECT_EQ(report.undecided, 0u) << formula;
    EXPECT_EQ(report.violations, 0u) << formula;
  }
}

TEST(RuleQuerySum, HoldsOnRandomClasses) {
  for (const RuleAtEta& c :
       {RuleAtEta{"log", ratio(1, 2)}, RuleAtEta{"log", ratio(1, 3)}, RuleAtEta{"brier", ratio(1, 2)}}) {
    SCOPED_TRACE(c.rule);
    RuleSearchOptions options;
    options.classes = 150;
    const RuleSearchReport report = search_by_rule(built_in_rule(c.rule, c.eta), "rule-query-sum", options);
    EXPECT_EQ(report.classes, 150u);
    EXPECT_EQ(report.violations, 0u);
    EXPECT_GE(report.interesting, 50u);
  }
}

}  // namespace
}  // namespace qed::properties
