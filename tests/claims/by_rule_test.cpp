#include "qed/claims/by_rule.hpp"

#include <gtest/gtest.h>

#include "properties/faults/rule_faults.hpp"
#include "properties/generators/model_class.hpp"
#include "properties/twin.hpp"
#include "qed/claims/formula_score.hpp"

namespace qed {
namespace {

// A fair coin (the truth) and a model certain of the first action, over `horizon` steps of which the first is asked.
ModelClass fair_and_certain(const Rational& alpha, unsigned horizon) {
  ModelClass c;
  c.name = "fair and certain";
  c.actions = {"a", "b"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"fair", ratio(1, 2), Iid{Distribution({ratio(1, 2), ratio(1, 2)})}},
              {"certain", ratio(1, 2), Iid{Distribution({1, 0})}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = alpha;
  c.horizon = horizon;
  c.forced_queries = 1;
  c.validate();
  return c;
}

Comparison decided(const ModelClass& c, const ScoreUpdate& rule, std::string_view id) {
  return check_by_rule(c, rule, {}, {&id, 1}).check.claims.front().worst;
}

TEST(RuleRetention, ComparesTheRisks) {
  // exp(3/4) = 2.117 > 1/0.48: lost after a, which comes half the time; allowed is 0.48 (2 - 1).
  const Comparison above =
      decided(fair_and_certain(ratio(12, 25), 2), built_in_rule("brier", ratio(3, 2)), "rule-retention");
  EXPECT_EQ(above.verdict, Verdict::violated);
  EXPECT_EQ(above.value->exact(), ratio(1, 2));
  EXPECT_EQ(above.bound->exact(), ratio(13, 25));
  EXPECT_EQ(above.ratio->exact(), ratio(25, 24));
  EXPECT_NE(above.detail.find("not known to be central"), std::string::npos);
  const Comparison below =
      decided(fair_and_certain(ratio(12, 25), 2), built_in_rule("brier", 1), "rule-retention");
  EXPECT_EQ(below.verdict, Verdict::holds);
  EXPECT_EQ(below.detail, "");
}

TEST(RuleQuerySum, BoundsByHand) {
  const ModelClass c = fair_and_certain(ratio(12, 25), 2);
  // Log at 1/2: 8/alpha (1/w - 1) = 8 x 25/12; at 1/3, m = 1/3: 12 x 25/12.
  EXPECT_EQ(decided(c, built_in_rule("log", ratio(1, 2)), "rule-query-sum").bound->exact(), ratio(50, 3));
  EXPECT_EQ(decided(c, built_in_rule("log", ratio(1, 3)), "rule-query-sum").bound->exact(), 25);
  EXPECT_EQ(decided(c, built_in_rule("log", ratio(2, 3)), "rule-query-sum").bound->exact(), 25);
  // Brier at 1/2: c = (1 - exp(-1/2))/2 = 0.19673, and 2 x 25/12 / c = 21.179.
  const Comparison brier = decided(c, built_in_rule("brier", ratio(1, 2)), "rule-query-sum");
  EXPECT_EQ(brier.verdict, Verdict::holds);
  EXPECT_GT(brier.bound->lower(), ratio(21178, 1000));
  EXPECT_LT(brier.bound->upper(), ratio(21180, 1000));
  // The forced step is left out: theta = 1/2 after a, at log 1/2 (quotient sqrt 2).
  EXPECT_EQ(decided(c, built_in_rule("log", ratio(1, 2)), "rule-query-sum").value->exact(), ratio(1, 16));
}

TEST(RuleQuerySum, WithoutAConstantTheSumIsMeasured) {
  for (const ScoreUpdate& rule :
       {built_in_rule("log", 1), built_in_rule("brier", 1), built_in_rule("spherical", 1)}) {
    const Comparison c = decided(fair_and_certain(ratio(12, 25), 2), rule, "rule-query-sum");
    EXPECT_EQ(c.verdict, Verdict::not_applicable) << rule.name();
    EXPECT_TRUE(c.value) << rule.name();
  }
}

TEST(RuleQuerySum, CatchesAScoreThatIsForgotten) {
  // Both stay collected for ever: theta = 1/2 at each step, and 1/8 a step exceeds 50/3 after 134 of them.
  const Comparison c =
      decided(fair_and_certain(ratio(12, 25), 140),
              properties::with_fault<properties::ScoreForgotten>(built_in_rule("log", ratio(1, 2))),
              "rule-query-sum");
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.value->exact(), ratio(139, 8));
}

TEST(RuleRetention, CatchesAScoreThatIsCountedTwiceByHand) {
  // Brier at 3/4, twice: as at 3/2 above, though the rule is central at 3/4.
  const Comparison c =
      decided(fair_and_certain(ratio(12, 25), 2),
              properties::with_fault<properties::ScoreCountedTwice>(built_in_rule("brier", ratio(3, 4))),
              "rule-retention");
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.detail, "");
}

TEST(CheckByRule, RefusesClaimsAboutThePosterior) {
  const std::string_view id = "cubic-query-sum-sharp";
  EXPECT_THROW(check_by_rule(fair_and_certain(ratio(1, 2), 2), built_in_rule("log", 1), {}, {&id, 1}),
               std::invalid_argument);
  EXPECT_THROW(built_in_rule("bri", 1), std::invalid_argument);
  EXPECT_THROW(built_in_rule("brier", 0), std::invalid_argument);
  EXPECT_THROW(built_in_rule("brier", -1), std::invalid_argument);
  EXPECT_THROW(built_in_rule("brier", ratio(1, 1001)), std::invalid_argument);
}

// The seam to rules given as formulas: Brier's is rational everywhere and so is exact; the spherical one has roots, each a
// constant of its own, and is decided wherever nothing hangs on their being equal.
TEST(FormulaScore, IsTheBuiltInRuleWrittenOut) {
  unsigned decided_spherical = 0;
  for (unsigned i = 0; i < 60; ++i) {
    const ModelClass c = gen::case_of(33, i, gen::Depth::tree).value();
    const auto by = [&](const ScoreUpdate& rule) { return evaluate_by_rule(c, rule, {.max_states = 500}); };
    const RuleEvaluation brier = by(built_in_rule("brier", ratio(1, 2)));
    const RuleEvaluation written = by(score_update("2*p[y] - sum(p^2)", ratio(1, 2)));
    ASSERT_EQ(properties::difference(written.evaluation.quantities, brier.evaluation.quantities), "");
    const RuleEvaluation spherical = by(score_update("p[y]/sqrt(sum(p^2))", 1));
    if (spherical.undecided) continue;
    ++decided_spherical;
    ASSERT_EQ(properties::difference(spherical.evaluation.quantities,
                                     by(built_in_rule("spherical", 1)).evaluation.quantities),
              "");
  }
  EXPECT_GE(decided_spherical, 40u);
}

TEST(FormulaScore, KnowsWhatTheCentralConditionProves) {
  EXPECT_TRUE(score_update("2*p[y] - sum(p^2)", 1).facts(2).central);
  EXPECT_FALSE(score_update("2*p[y] - sum(p^2)", ratio(3, 2)).facts(2).central);
  EXPECT_TRUE(score_update("rps", ratio(1, 4)).facts(1).central);
  EXPECT_THROW(score_update("brierr", 1), std::invalid_argument);
  EXPECT_THROW(score_update("2*p[", 1), std::invalid_argument);
}

TEST(CheckByRule, WhatStaysUndecidedIsNoPass) {
  const auto third = [](const Distribution&, ActionIndex, unsigned bits) {
    return Interval(ratio(1, 3), bits);
  };
  const ModelClass c = fair_and_certain(ratio(1, 2), 3);
  const RuleCheck found = check_by_rule(c, ScoreUpdate("same", 1, EnclosedScore{"same", third}));
  EXPECT_EQ(found.check.verdict(), Verdict::undecided);
  ASSERT_TRUE(found.undecided);
  EXPECT_EQ(
      in_words(*found.undecided, c),
      "no precision told the weight of \"certain\" from what it is compared with: that of \"fair\"; after a "
      "(asked)");
}

}  // namespace
}  // namespace qed
