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
  // Brier is not central at 3/2, so nothing is promised: the guarantee is broken, and no claim is violated.
  EXPECT_EQ(above.verdict, Verdict::not_applicable);
  EXPECT_EQ(above.value->exact(), ratio(1, 2));
  EXPECT_EQ(above.bound->exact(), ratio(13, 25));
  EXPECT_EQ(above.ratio->exact(), ratio(25, 24));
  EXPECT_EQ(above.detail, "the rule is not known to be central at this eta: measured, and broken");
  EXPECT_EQ(decided(fair_and_certain(ratio(12, 25), 2), score_update("brier", ratio(3, 2)), "rule-retention")
                .detail,
            "the rule is not central at this eta: measured, and broken");
  const Comparison kept =
      decided(fair_and_certain(ratio(1, 10), 2), built_in_rule("brier", ratio(3, 2)), "rule-retention");
  EXPECT_EQ(kept.detail, "the rule is not known to be central at this eta: measured, and kept");
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

// The seam to rules given as formulas: their scores are as exact as those of the rules that are built in.
struct WrittenOut {
  const char *name, *formula;
  Rational eta;
};
void PrintTo(const WrittenOut& w, std::ostream* out) { *out << w.formula << " at " << to_string(w.eta); }
class FormulaScoreTwin : public testing::TestWithParam<WrittenOut> {};

TEST_P(FormulaScoreTwin, EveryQuantityAndClaim) {
  const auto& [name, formula, eta] = GetParam();
  const ScoreUpdate built_in = score_update(name, eta), spelt = score_update(formula, eta);
  for (unsigned i = 0; i < 60; ++i) {
    const ModelClass c = gen::case_of(33, i, gen::Depth::tree).value();
    const RuleCheck known = check_by_rule(c, built_in, {.max_states = 500});
    const RuleCheck written = check_by_rule(c, spelt, {.max_states = 500});
    ASSERT_FALSE(written.undecided) << in_words(*written.undecided, c);
    ASSERT_EQ(properties::difference(written.check.evaluation.quantities, known.check.evaluation.quantities),
              "");
    ASSERT_EQ(written.check.evaluation.work.nodes, known.check.evaluation.work.nodes);
    for (std::size_t k = 0; k < known.check.claims.size(); ++k) {
      const Comparison &left = written.check.claims[k].worst, &right = known.check.claims[k].worst;
      ASSERT_EQ(left.verdict, right.verdict);
      ASSERT_EQ(left.bound.has_value(), right.bound.has_value());
      if (left.bound) {
        ASSERT_EQ(left.bound->upper(), right.bound->upper());
      }
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Rules, FormulaScoreTwin,
                         testing::Values(WrittenOut{"log", "ln(p[y])", 1},
                                         WrittenOut{"log", "2*ln(sqrt(p[y]))", ratio(1, 2)},
                                         WrittenOut{"log", "ln(p[y])", ratio(2, 3)},
                                         WrittenOut{"brier", "2*p[y] - sum(p^2)", ratio(1, 2)},
                                         WrittenOut{"spherical", "p[y]/sqrt(sum(p^2))", 1}));

// Parts of logarithms: ln(p)/2 twice is ln(p), ln(8)/3 is ln(2), and what is left over cancels.
TEST(FormulaScore, PartsOfLogarithmsAddUp) {
  const ModelClass c = fair_and_certain(ratio(1, 3), 8);
  const auto by = [&](const std::string& rule, const Rational& eta) {
    return evaluate_by_rule(c, score_update(rule, eta));
  };
  const RuleEvaluation halves = by("1/2*ln(p[y])", 1);
  ASSERT_FALSE(halves.undecided);
  EXPECT_EQ(
      properties::difference(halves.evaluation.quantities, by("log", ratio(1, 2)).evaluation.quantities), "");
  EXPECT_EQ(properties::difference(by("ln(p[y]^3)/3", ratio(1, 2)).evaluation.quantities,
                                   halves.evaluation.quantities),
            "");
}

// Mirrored coins: after a and b the weights agree again, whatever the rule.
TEST(FormulaScore, MirroredCoinsStayDecided) {
  ModelClass c = fair_and_certain(ratio(1, 10), 6);
  c.models = {{"left", ratio(1, 2), Iid{Distribution({ratio(1, 3), ratio(2, 3)})}},
              {"right", ratio(1, 2), Iid{Distribution({ratio(2, 3), ratio(1, 3)})}}};
  for (const std::string rule : {"pseudo-spherical:3", "power:5/2", "outcome-weighted-log:1,1",
                                 "p[y]/sqrt(sum(p^2))", "ln(1 + sqrt(p[y]))", "p[y]*ln(p[y])"}) {
    const RuleEvaluation found = evaluate_by_rule(c, score_update(rule, ratio(1, 2)));
    EXPECT_EQ(found.evaluation.ended, Ended::horizon) << rule;
    EXPECT_GT(found.evaluation.quantities.S3, 1) << rule;
  }
}

TEST(FormulaScore, KnowsWhatTheCentralConditionProves) {
  EXPECT_TRUE(score_update("2*p[y] - sum(p^2)", 1).facts(2).central);
  EXPECT_FALSE(score_update("2*p[y] - sum(p^2)", ratio(3, 2)).facts(2).central);
  EXPECT_TRUE(score_update("rps", ratio(1, 4)).facts(1).central);
  EXPECT_TRUE(score_update("brier", 2).facts(2).refuted);
  // Beyond Hoeffding's 2/sqrt(2) nothing is built in; what the checker proves there counts.
  EXPECT_FALSE(built_in_rule("spherical", ratio(71, 50)).facts(3).central);
  EXPECT_FALSE(score_update("moments:x", 1, {{"x", {0, 3}}}).facts(2).central);
  EXPECT_THROW(score_update("moments:x", 1), std::invalid_argument);
  EXPECT_THROW(score_update("brierr", 1), std::invalid_argument);
  EXPECT_THROW(score_update("2*p[", 1), std::invalid_argument);
}

// A constant of the strong condition: built in for Brier, certified for what is no built-in rule.
TEST(FormulaScore, KnowsConstantsOfTheStrongCondition) {
  const RuleFacts known = score_update("brier", ratio(1, 2)).facts(2);
  const RuleFacts written = score_update("2*p[y] - sum(p^2)", ratio(1, 2)).facts(2);
  ASSERT_TRUE(written.strong && known.strong);
  EXPECT_EQ(written.strong->lower(), known.strong->lower());
  const RuleFacts half = score_update("p[y] - sum(p^2)/2", 1).facts(2);  // Brier at 1/2; its best c is 0.2316
  ASSERT_TRUE(half.central && half.strong && half.exact_drop);
  EXPECT_GT(half.strong->exact(), ratio(1, 10));
  EXPECT_LT(half.strong->exact(), ratio(24, 100));
  EXPECT_EQ(*half.exact_drop * 2, half.strong->exact());
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
