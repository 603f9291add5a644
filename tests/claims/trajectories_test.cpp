#include "qed/claims/trajectories.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

using testing::HandMadeClass;
using testing::q;

TEST(ProductGrowthLog, EnclosesTheLogarithm) {
  const HandMadeClass c;  // 2 ln(3/2) = 0.81093… against (4 * 1/4)^(1/3) = 1
  const Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_GT(r.value->lower(), q(81093, 100000));
  EXPECT_LT(r.value->upper(), q(81094, 100000));
  EXPECT_EQ(r.bound->exact(), 1);  // a rational cube root is exact
  EXPECT_TRUE(r.interesting);
}

TEST(ProductGrowthLog, AnIrrationalBoundIsEnclosed) {
  HandMadeClass c;
  c.quantities.S3 = q(1, 2);  // cube root of 2 = 1.2599…
  const Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->method(), Method::certified);
  EXPECT_GT(r.bound->lower(), q(12599, 10000));
  EXPECT_LT(r.bound->upper(), q(12600, 10000));
  EXPECT_LT(r.ratio->upper(), q(65, 100));  // 0.81093/1.2599 = 0.6436…
}

TEST(ProductGrowthLog, NothingAskedIsExactlyNothing) {
  HandMadeClass c;
  c.quantities.S1 = c.quantities.S3 = 0;
  c.quantities.occupancy = {{q(0), q(2)}};
  const Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.value->exact(), 0);
  EXPECT_EQ(r.bound->exact(), 0);
  EXPECT_FALSE(r.ratio);
  EXPECT_FALSE(r.interesting);
}

TEST(ProductGrowthLog, EveryLinkOfTheChainCanFail) {
  HandMadeClass c;
  c.quantities.S1 = q(4, 5);  // 0.81093 > 0.8: the ends of the chain still hold
  Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "E ln prod (1 + theta) <= S1 is violated");
  c = {};
  c.quantities.S3 = q(1, 5);  // 1 > 4/5
  r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "S1^3 <= N^2 S3 is violated");
}

TEST(ProductGrowthLog, AppliesOutsideButNotWhereTheQueryIsSeen) {
  HandMadeClass c;
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_product_growth_log(c.facts()).verdict, Verdict::holds);
  c.model_class.environment.sees_query = true;
  EXPECT_EQ(decide_product_growth_log(c.facts()).verdict, Verdict::not_applicable);
}

// Two steps, S = 30. On the grid S N^2/(ln K)^3 = 120/(j ln 2)^3.
HandMadeClass with_event(const Rational& imitator_and_retained, const Rational& demonstrator) {
  HandMadeClass c;
  c.model_class.events.push_back(Event::contains("rare", {1, 1}, 2, 1));
  c.quantities.events.push_back({"rare", imitator_and_retained, imitator_and_retained, demonstrator});
  return c;
}

TEST(Unlikeliness, ShortHorizonsAreDecidedByPowersOfTwo) {
  const Comparison r = decide_unlikeliness(with_event(q(1, 100), q(1, 50)).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->exact(), q(4, 50));  // 2^2 P_dem; the grid has K <= 4 to beat it, and 120/(2 ln 2)^3 > 1
  EXPECT_EQ(r.ratio->exact(), q(1, 8));
  EXPECT_EQ(r.detail, "event \"rare\", 2^N with N = 2 (K over 2^1 … 2^256)");
  EXPECT_FALSE(r.vacuous);
  EXPECT_TRUE(r.interesting);
}

TEST(Unlikeliness, LongHorizonsAreDecidedByTheGrid) {
  // N = 1000, P_dem = 2^-1000, w(mu) = 1 - 2^-40, so that S = 30 (1/w - 1) is about 30/2^40 and S N^2
  // about 2.7e-5.
  HandMadeClass c = with_event(ratio(1, Integer(1) << 40), ratio(1, Integer(1) << 1000));
  c.quantities.horizon = 1000;
  const Rational tiny = ratio(1, Integer(1) << 40);
  c.model_class.models[0].prior = 1 - tiny;
  c.model_class.models[1].prior = tiny;
  const Comparison r = decide_unlikeliness(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->method(), Method::certified);
  EXPECT_EQ(
      r.detail,
      "event \"rare\", K = 2^256 (K over 2^1 … 2^256)");  // K P_dem stays negligible: the largest K is best
  // S N^2/(256 ln 2)^3 with ln 2 between 0.693147 and 0.693148
  const Rational spread = 30 * (1 / (1 - tiny) - 1) * 1000000;
  const auto cube = [](const Rational& x) { return Rational(x * x * x); };
  EXPECT_GT(r.bound->lower(), spread / cube(256 * q(693148, 1000000)));
  EXPECT_LT(r.bound->upper(), spread / cube(256 * q(693147, 1000000)));
}

TEST(Unlikeliness, AMiddlingGridPointIsFound) {
  // As above with P_dem = 2^-60: K = 2^j gives 2^(j-60) + c/(j ln 2)^3, c = 2.728e-5. At j = 28, 29, 30 that
  // is 0.23e-9 + 3.73e-9, 0.47e-9 + 3.36e-9, 0.93e-9 + 3.03e-9: the least is 3.83e-9 at 29.
  HandMadeClass c = with_event(q(1, 1000000000), ratio(1, Integer(1) << 60));
  c.quantities.horizon = 1000;
  const Rational tiny = ratio(1, Integer(1) << 40);
  c.model_class.models[0].prior = 1 - tiny;
  c.model_class.models[1].prior = tiny;
  const Comparison r = decide_unlikeliness(c.facts());
  EXPECT_EQ(r.detail, "event \"rare\", K = 2^29 (K over 2^1 … 2^256)");
  EXPECT_EQ(r.verdict, Verdict::holds);  // 1e-9 <= 3.83e-9
}

TEST(Unlikeliness, WhatTheDemonstratorNeverDoesHasBoundNothing) {
  Comparison r = decide_unlikeliness(with_event(q(0), q(0)).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->exact(), 0);
  EXPECT_FALSE(r.ratio);
  r = decide_unlikeliness(with_event(q(1, 1000), q(0)).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_TRUE(r.unbounded_ratio);
}

TEST(Unlikeliness, ACertainTruthLeavesTwiceTheDemonstrator) {
  HandMadeClass c = with_event(q(1, 8), q(1, 8));
  c.model_class.models.pop_back();
  c.model_class.models[0].prior = 1;  // S = 0: K P_dem alone, at the least K = 2
  const Comparison r = decide_unlikeliness(c.facts());
  EXPECT_EQ(r.bound->exact(), q(1, 4));
  EXPECT_EQ(r.detail, "event \"rare\", K = 2^1 (K over 2^1 … 2^256)");
}

TEST(Unlikeliness, AnEventTooLikelyForItsBoundIsAViolation) {
  const Comparison r = decide_unlikeliness(with_event(q(1, 10), q(1, 50)).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.ratio->exact(), q(5, 4));  // 1/10 over 4/50
}

TEST(Unlikeliness, ABoundOfOneIsVacuousAndTheWorstEventIsReported) {
  HandMadeClass c = with_event(q(1, 2), q(1, 2));
  Comparison r = decide_unlikeliness(c.facts());
  EXPECT_TRUE(r.vacuous);  // 4/2
  EXPECT_FALSE(r.interesting);
  c.quantities.events.push_back({"rarer", q(1, 10), q(1, 10), q(1, 20)});
  r = decide_unlikeliness(c.facts());  // ratios 1/4 and 1/2
  EXPECT_EQ(r.detail, "event \"rarer\", 2^N with N = 2 (K over 2^1 … 2^256)");
  EXPECT_EQ(r.ratio->exact(), q(1, 2));
  EXPECT_TRUE(r.interesting);
}

TEST(Unlikeliness, NeedsEventsATruthAndABlindEnvironment) {
  HandMadeClass c;
  EXPECT_EQ(decide_unlikeliness(c.facts()).detail, "the class has no events");
  c = with_event(q(1, 2), q(1, 2));
  c.model_class.environment.sees_query = true;
  EXPECT_EQ(decide_unlikeliness(c.facts()).detail, "the environment sees the query bit");
  EXPECT_EQ(decide_unlikeliness(c.facts()).verdict, Verdict::not_applicable);
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_unlikeliness(c.facts()).detail, "the demonstrator is outside the class");
}

}  // namespace
}  // namespace qed
