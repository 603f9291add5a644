#include "qed/evaluate/by_rule.hpp"

#include <gtest/gtest.h>

#include "properties/generators/model_class.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/oracle/by_score.hpp"
#include "properties/oracle/enumerate.hpp"
#include "properties/twin.hpp"
#include "qed/model/class_file.hpp"
#include "tests/cases.hpp"

namespace qed {
namespace {

// Two models over two actions, equal priors.
ModelClass two_models(std::vector<Rational> truth, std::vector<Rational> rival, Rational alpha,
                      unsigned horizon) {
  ModelClass c;
  c.name = "two models";
  c.actions = {"a", "b"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"truth", ratio(1, 2), Iid{Distribution(std::move(truth))}},
              {"rival", ratio(1, 2), Iid{Distribution(std::move(rival))}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = std::move(alpha);
  c.horizon = horizon;
  c.validate();
  return c;
}

const ModelClass fair_against_certain = [] {
  ModelClass c = two_models({ratio(1, 2), ratio(1, 2)}, {1, 0}, ratio(12, 25), 2);
  c.forced_queries = 1;
  return c;
}();

Quantities under(const ModelClass& c, const std::string& rule, const Rational& eta) {
  const RuleEvaluation found = evaluate_by_rule(c, built_in_rule(rule, eta));
  EXPECT_EQ(found.evaluation.ended, Ended::horizon);
  return found.evaluation.quantities;
}

TEST(ByRule, BrierByHand) {
  // S(truth, .) = 1/2, S(rival, a) = 1, S(rival, b) = -1: after a, the rival weighs exp(eta/2) times the truth.
  // eta = 3/2: exp(3/4) = 2.117, and the truth is collected while 1 > 0.48 x 2.117 = 1.016: it is lost.
  const Quantities lost = under(fair_against_certain, "brier", ratio(3, 2));
  EXPECT_EQ(*lost.truth_retained, ratio(1, 2));
  // After b the rival weighs exp(-9/4) = 0.105 < 0.48: theta = 0 in both cases.
  EXPECT_EQ(lost.S1, 1);
  // eta = 1: exp(1/2) = 1.649, 0.48 x 1.649 = 0.79 < 1: kept, and both are collected: theta = 1 - 1/2. After b the
  // rival weighs exp(-3/2) = 0.223 and is out.
  const Quantities kept = under(fair_against_certain, "brier", 1);
  EXPECT_EQ(*kept.truth_retained, 1);
  EXPECT_EQ(kept.S1, 1 + ratio(1, 4));
  EXPECT_EQ(kept.S3, 1 + ratio(1, 16));
  // Product: (1 + 1)(1 + 1/2) after a, (1 + 1) after b.
  EXPECT_EQ(kept.expected_product, ratio(5, 2));
}

TEST(ByRule, UnderTheLogarithmAModelThatExcludesWhatHappenedLeaves) {
  const Quantities q = under(fair_against_certain, "log", ratio(1, 2));
  // After a: sqrt(2) = 1.414, kept, both collected; after b the rival is gone. As for Brier at 1.
  EXPECT_EQ(*q.truth_retained, 1);
  EXPECT_EQ(q.S1, 1 + ratio(1, 4));
}

TEST(ByRule, EqualityAtTheThresholdIsDecidedThoughTheWeightsAreIrrational) {
  // eta = 1/2, likelihoods 1/2 against 1/4 once: sqrt(2) to 1. The two weights are then sqrt(1/2) and 1/2, whose quotient
  // no interval tells from itself; after the other action sqrt(1/2) against sqrt(3/4).
  ModelClass c = two_models({ratio(1, 2), ratio(1, 2)}, {ratio(1, 8), ratio(7, 8)}, ratio(1, 2), 2);
  c.forced_queries = 1;
  // After a: quotient sqrt(1/4) = 1/2, exactly alpha.
  EXPECT_EQ(under(c, "log", ratio(1, 2)).S1,
            1 + ratio(1, 2) * ratio(3, 8));  // strict: the rival is out after a
  c.threshold = Threshold::non_strict;
  EXPECT_EQ(under(c, "log", ratio(1, 2)).S1, 1 + ratio(3, 8));
}

TEST(ByRule, StatesMergeAcrossOrders) {
  // Weights depend on how often each action was seen, however often: 20 steps have few nodes.
  const ModelClass c = two_models({ratio(1, 3), ratio(2, 3)}, {ratio(1, 2), ratio(1, 2)}, ratio(1, 100), 20);
  for (const std::string& rule : built_in_rules()) {
    const RuleEvaluation found = evaluate_by_rule(c, built_in_rule(rule, ratio(1, 2)));
    EXPECT_EQ(found.evaluation.ended, Ended::horizon);
    EXPECT_LT(found.evaluation.work.nodes, 250u) << rule;
  }
}

TEST(ByRule, AnOpaqueRuleDecidesWhatEnclosuresTellApart) {
  const auto brier = [](const Distribution& law, ActionIndex a, unsigned bits) {
    Rational score = 2 * law[a];
    for (const Rational& p : law) score -= p * p;
    return Interval(score, bits) * root(Interval(Rational(4), bits), 2) / Interval(2, bits);
  };
  const ScoreUpdate opaque("own", 1, EnclosedScore{"own", brier});
  const RuleEvaluation found = evaluate_by_rule(fair_against_certain, opaque);
  EXPECT_EQ(found.evaluation.ended, Ended::horizon);
  EXPECT_EQ(properties::difference(found.evaluation.quantities, under(fair_against_certain, "brier", 1)), "");
}

TEST(ByRule, WhatNoPrecisionTellsIsSaidWithItsHistory) {
  // Two laws that a score of one's own does not tell apart, with constants that nobody knows to be equal.
  const auto third = [](const Distribution&, ActionIndex, unsigned bits) {
    return Interval(ratio(1, 3), bits);
  };
  ModelClass c = two_models({ratio(1, 2), ratio(1, 2)}, {ratio(1, 3), ratio(2, 3)}, ratio(1, 10), 3);
  c.forced_queries = 1;
  const RuleEvaluation found = evaluate_by_rule(c, ScoreUpdate("same", 1, EnclosedScore{"same", third}));
  EXPECT_EQ(found.evaluation.ended, Ended::undecided);
  EXPECT_EQ(found.evaluation.quantities.horizon, 1u);
  EXPECT_EQ(found.evaluation.quantities.S1, 1);
  ASSERT_TRUE(found.undecided);
  EXPECT_EQ(found.undecided->history, (History{{true, 0, 0}}));
  EXPECT_EQ(found.undecided->weights.model, 1u);
}

TEST(ByRule, LimitsKeepWhatIsDone) {
  ModelClass c = two_models({ratio(1, 3), ratio(2, 3)}, {ratio(1, 2), ratio(1, 2)}, ratio(1, 100), 20);
  const RuleEvaluation found = evaluate_by_rule(c, built_in_rule("brier", ratio(1, 2)), {.max_states = 10});
  EXPECT_EQ(found.evaluation.ended, Ended::state_limit);
  const unsigned horizon = found.evaluation.quantities.horizon;
  ASSERT_GT(horizon, 0u);
  ASSERT_LT(horizon, 20u);
  c.horizon = horizon;
  EXPECT_EQ(properties::difference(found.evaluation.quantities, under(c, "brier", ratio(1, 2))), "");
}

// The slow twin, on random classes of every kind.
struct RuleAt {
  std::string rule;
  Rational eta;
};
void PrintTo(const RuleAt& r, std::ostream* out) { *out << r.rule << " at " << to_string(r.eta); }
class RuleTwin : public testing::TestWithParam<RuleAt> {};

TEST_P(RuleTwin, EveryQuantityOnRandomClasses) {
  const auto& [rule, eta] = GetParam();
  const auto differs = [&](const ModelClass& c) {
    const RuleEvaluation found = evaluate_by_rule(c, built_in_rule(rule, eta));
    if (found.undecided) return std::string("undecided");
    return properties::difference(found.evaluation.quantities,
                                  oracle::enumerate(oracle::process_by_rule(c, rule, eta)));
  };
  for (unsigned i = 0; i < test::cases(100); ++i) {
    const ModelClass c = gen::case_of(31, i, gen::Depth::tree).value();
    const std::string found = differs(c);
    if (found.empty()) continue;
    const ModelClass smallest = gen::shrink(
                                    c, [&](const ModelClass& d) { return !differs(d).empty(); }, 500)
                                    .smallest;
    FAIL() << rule << " at " << to_string(eta) << ": " << found << "\nshrunk: " << differs(smallest) << '\n'
           << write_class(smallest);
  }
}
INSTANTIATE_TEST_SUITE_P(Rules, RuleTwin,
                         testing::Values(RuleAt{"log", 1}, RuleAt{"log", ratio(1, 2)}, RuleAt{"log", 2},
                                         RuleAt{"brier", ratio(1, 2)}, RuleAt{"brier", 2},
                                         RuleAt{"spherical", 1}),
                         [](const testing::TestParamInfo<RuleAt>& at) {
                           std::string eta = to_string(at.param.eta);
                           std::ranges::replace(eta, '/', '_');
                           return at.param.rule + "_" + eta;
                         });

// The logarithmic score at eta = 1 is Bayes' rule: the engine's own numbers, for longer horizons too.
TEST(ByRule, TheLogarithmAtOneIsTheEngine) {
  unsigned compared = 0;
  for (unsigned i = 0; i < test::cases(300); ++i) {
    const ModelClass c = gen::case_of(32, i, gen::Depth::any).value();
    const RuleEvaluation found = evaluate_by_rule(c, built_in_rule("log", 1), {.max_states = 3000});
    if (found.evaluation.ended != Ended::horizon) continue;
    ++compared;
    ASSERT_EQ(properties::difference(found.evaluation.quantities, evaluate(c).quantities), "")
        << write_class(c);
  }
  EXPECT_GE(compared, test::cases(280));
}

}  // namespace
}  // namespace qed
