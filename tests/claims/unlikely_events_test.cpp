#include "qed/claims/unlikely_events.hpp"

#include <gtest/gtest.h>

#include "qed/claims/query_tail.hpp"
#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

using testing::HandMadeClass;
using testing::q;

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
  EXPECT_EQ(r.detail, "event \"rare\", 2^N with N = 2");
  EXPECT_EQ(r.decided_by, by_doubling);
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
  EXPECT_EQ(r.detail,
            "event \"rare\", K = 2^256");  // K P_dem stays negligible: the largest K is best
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
  EXPECT_EQ(r.detail, "event \"rare\", K = 2^29");
  EXPECT_EQ(r.decided_by, by_the_mean);
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
  EXPECT_EQ(r.detail, "event \"rare\", K = 2^1");
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
  EXPECT_EQ(r.detail, "event \"rarer\", 2^N with N = 2");
  EXPECT_EQ(r.ratio->exact(), q(1, 2));
  EXPECT_TRUE(r.interesting);
  c.quantities.events[1].imitator_and_retained = q(1, 100);
  r = decide_unlikeliness(c.facts());  // 1/4 of a bound that says nothing, and 1/20 of one that does
  EXPECT_EQ(r.detail, "event \"rarer\", 2^N with N = 2");
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

// --- unlikeliness-finite: m = 3 + 4 ln 10 = 12.21… for two models at alpha = 1/10 -----------------------------------------

TEST(UnlikelinessFinite, ShortHorizonsAreDecidedByPowersOfTwo) {
  const Comparison r = decide_unlikeliness_finite(with_event(q(1, 100), q(1, 50)).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->exact(), q(4, 50));
  EXPECT_EQ(r.detail, "event \"rare\", 2^N with N = 2");
  EXPECT_TRUE(r.interesting);
}

// N = 200 and P_dem = 2^-200, so that 2^N says nothing. At K = 2^193 the first term is 2^-7 = 0.0078 and
// z = (193 ln 2)^3/40000 = 59.86; with gamma = 4 the second is 5 (1 + 4/5/12.2103)^-z = 5 e^-3.799 = 0.1120. Beside it:
// 0.1227 at 2^192, 0.1211 at 2^194, and at 2^193 0.1245 + 0.0078 with gamma = 2, 0.1339 + 0.0078 with gamma = 8.
HandMadeClass long_and_unlikely(const Rational& imitator_and_retained) {
  HandMadeClass c = with_event(imitator_and_retained, ratio(1, Integer(1) << 200));
  c.quantities.horizon = 200;
  return c;
}

TEST(UnlikelinessFinite, LongHorizonsAreDecidedByTheGrid) {
  const HandMadeClass c = long_and_unlikely(q(1, 10));
  const Comparison r = decide_unlikeliness_finite(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->method(), Method::certified);
  EXPECT_GT(r.bound->lower(), q(1195, 10000));
  EXPECT_LT(r.bound->upper(), q(1202, 10000));
  EXPECT_FALSE(r.vacuous);
  EXPECT_EQ(r.detail, "event \"rare\", K = 2^193, gamma = 2^2");
  EXPECT_EQ(r.decided_by, by_the_tail);
  // By the mean it is 30 40000/(193 ln 2)^3 + 2^-7 = 0.509, or more.
  EXPECT_GT(event_bounds(c.facts()).at(0).by_mean.bound.lower(), q(1, 2));
}

TEST(UnlikelinessFinite, TheGridPointIsTheBest) {
  const HandMadeClass c = long_and_unlikely(0);
  const GridBound best = event_bounds(c.facts()).at(0).by_tail;
  EXPECT_EQ(best.k, 193u);
  EXPECT_EQ(best.gamma, 2);
  const Tail tail{2, q(1, 10)};
  for (unsigned k = best.k - 2; k <= best.k + 2; ++k)
    for (int j = least_gamma_exponent; j <= largest_gamma_exponent; ++j) {
      const Rational gamma = j >= 0 ? Rational(Integer(1) << j) : ratio(Integer(1), Integer(1) << -j);
      const Interval log_k = Interval(Rational(k), 128) * log(Interval(2, 128));
      const Interval z = log_k * log_k * log_k / Interval(40000, 128);
      const Interval base = log(Interval(1, 128) + Interval(gamma / (1 + gamma), 128) / tail.m(128));
      const Interval here = Interval(ratio(Integer(1), Integer(1) << (200 - k)), 128) +
                            Interval(1 + gamma, 128) * exp(-(z * base));
      EXPECT_GE(here.upper(), best.bound.lower()) << k << ' ' << j;
      if (k == best.k && j == *best.gamma) {
        EXPECT_LE(here.lower(), best.bound.upper());  // and this is it
      }
    }
}

TEST(UnlikelinessFinite, AnEventTooLikelyForItsBoundIsAViolation) {
  const Comparison r = decide_unlikeliness_finite(long_and_unlikely(q(1, 5)).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_GT(r.ratio->lower(), q(16, 10));
  EXPECT_LT(r.ratio->upper(), q(17, 10));
}

TEST(UnlikelinessFinite, OneModelLeavesTwiceTheDemonstrator) {
  HandMadeClass c = with_event(q(1, 8), q(1, 8));
  c.model_class.models.pop_back();
  c.model_class.models[0].prior = 1;
  const Comparison r = decide_unlikeliness_finite(c.facts());
  EXPECT_EQ(r.bound->exact(), q(1, 4));
  EXPECT_EQ(event_bounds(c.facts()).at(0).by_tail.gamma, std::nullopt);
}

TEST(EventBounds, AreThoseOfTheClaimsSideBySide) {
  const HandMadeClass c = with_event(q(1, 100), q(1, 50));
  const EventBounds b = event_bounds(c.facts()).at(0);
  EXPECT_EQ(b.event, "rare");
  EXPECT_EQ(b.probability, q(1, 100));
  EXPECT_EQ(b.demonstrator, q(1, 50));
  EXPECT_EQ(b.doubling, q(4, 50));
  // By the mean, 2^k/50 + 120/(k ln 2)^3: 5.82 at k = 8 (5.12 + 0.70), 3.61 at 7 (2.56 + 1.05), 2.95 at 6
  // (1.28 + 1.67), 3.52 at 5 (0.64 + 2.88).
  EXPECT_EQ(b.by_mean.k, 6u);
  EXPECT_GT(b.by_mean.bound.lower(), q(29, 10));
  EXPECT_LT(b.by_mean.bound.upper(), q(30, 10));
  EXPECT_TRUE(event_bounds(HandMadeClass().facts()).empty());
}

}  // namespace
}  // namespace qed
