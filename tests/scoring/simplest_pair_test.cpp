// A witness in simpler numbers is still one, and simpler.
#include "qed/scoring/simplest_pair.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "qed/exact/limbs.hpp"
#include "qed/scoring/central.hpp"
#include "qed/scoring/properness.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {
namespace {

Integer common_denominator_of(const std::vector<Rational>& law) {
  Integer common = 1;
  for (const Rational& x : law) common = lcm(common, denominator_of(x));
  return common;
}

// 314159/1000000 = [0; 3, 5, …]: 1/1 and 1/2 are too far, 1/3 is within 1/50 of it.
TEST(SimplestPair, IsTheFirstOnTheWay) {
  const LawPair given{{ratio(314159, 1000000), ratio(685841, 1000000)}, {ratio(1, 2), ratio(1, 2)}};
  const auto near = [](const LawPair& p) { return p.truth[0] > ratio(3, 10) && p.truth[0] < ratio(7, 20); };
  const LawPair found =
      simplified(given, [&](const LawPair& p) { return near(p) && p.report[0] > ratio(2, 5); });
  EXPECT_EQ(found.truth, (std::vector<Rational>{ratio(1, 3), ratio(2, 3)}));
  EXPECT_EQ(found.report, given.report);
}

// The threshold 1/1000 lies between the convergents 0/1 and 1/611323, after 999 steps of 611323.
TEST(SimplestPair, BetweenConvergentsTheThresholdIsFoundExactly) {
  const Rational tiny = ratio(428811L, 262144786432L);
  const LawPair given{{tiny, 1 - tiny}, {ratio(1, 2), ratio(1, 2)}};
  const LawPair found = simplified(
      given, [](const LawPair& p) { return p.truth[0] <= ratio(1, 1000) && p.report[0] == ratio(1, 2); });
  EXPECT_EQ(found.truth, (std::vector<Rational>{ratio(1, 1000), ratio(999, 1000)}));
}

TEST(SimplestPair, WhatAloneIsAWitnessStays) {
  const LawPair given{{ratio(129, 512), ratio(1, 4), ratio(255, 512)}, {0, ratio(31, 64), ratio(33, 64)}};
  const LawPair found =
      simplified(given, [&](const LawPair& p) { return p.truth == given.truth && p.report == given.report; });
  EXPECT_EQ(found.truth, given.truth);
  EXPECT_EQ(found.report, given.report);
}

RC_GTEST_PROP(SimplestPair, isAWitnessStillAndNoLarger, ()) {
  const auto some_law = [](std::size_t n) {
    std::vector<Rational> law;
    Rational sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      law.emplace_back(*rc::gen::inRange(i + 1 == n ? 1 : 0, 1000));
      sum += law.back();
    }
    for (Rational& x : law) x /= sum;
    return law;
  };
  const std::size_t n = *rc::gen::inRange<std::size_t>(2, 5);
  const LawPair given{some_law(n), some_law(n)};
  const Rational width = ratio(1, *rc::gen::inRange(2, 2000));
  const auto close = [&](const std::vector<Rational>& law, const std::vector<Rational>& to) {
    Rational sum = 0;
    bool same_zeros = true;
    for (std::size_t i = 0; i < n; ++i) {
      sum += law[i];
      same_zeros = same_zeros && (law[i] == 0) == (to[i] == 0) && law[i] >= 0;
      if (abs(law[i] - to[i]) > width) return false;
    }
    RC_ASSERT(sum == 1 && same_zeros);  // nothing else is asked about
    return true;
  };
  const auto is_witness = [&](const LawPair& p) {
    return close(p.truth, given.truth) && close(p.report, given.report);
  };
  const LawPair found = simplified(given, is_witness);
  RC_ASSERT(is_witness(found));
  const Integer truth = common_denominator_of(found.truth), report = common_denominator_of(found.report);
  RC_ASSERT(truth <= common_denominator_of(given.truth));
  RC_ASSERT(report <= common_denominator_of(given.report));
  RC_CLASSIFY(truth < common_denominator_of(given.truth), "simpler");
}

// Across the threshold 1/1000003 the truth was found as (428811/262144786432, …) with fractions of 27 digits.
TEST(SimplestPair, RefutesWithNumbersToCheckByHand) {
  const auto scores = rule_from_text("ln(p[y]) + (p[0] > 1/1000003 ? 0 : 1/1000000)").scores(3);
  const Properness found = properness(scores);
  ASSERT_TRUE(found.better) << found.proof;
  EXPECT_EQ(gain(scores, found.better->truth, found.better->report, 512).sign(), 1);
  EXPECT_LT(common_denominator_of(found.better->truth), 10000000);
  EXPECT_LT(common_denominator_of(found.better->report), 10000000);
}

TEST(SimplestPair, OfTheCentralConditionIsAboveOneToo) {
  const auto scores = rule_from_text("spherical").scores(2);
  const Rational eta = ratio(2829, 2000);  // above the square root of 2
  const Central found = central(scores, eta);
  ASSERT_TRUE(found.witness);
  const auto& [truth, report, left, right] = *found.witness;
  EXPECT_GT(central_left_side(scores, eta, report, truth, 512).lower(), 1);
  EXPECT_LT(common_denominator_of(report), 128);  // it began at (63/128, 65/128)
}

// Two cells whose corners have long fractions: inside one of them nothing is told apart.
TEST(SimplestPair, OfEqualScoresIsSimpleToo) {
  const auto scores =
      rule_from_text("p[0] > 12345678/98765432 ? (y == 0 ? 1 : 0) : (y == 0 ? 0 : 12345678/86419754)")
          .scores(2);
  const Properness found = properness(scores);
  EXPECT_EQ(found.proper, Finding::proved) << found.proof;
  ASSERT_TRUE(found.as_good) << found.strictly_proof;
  EXPECT_NE(found.as_good->truth, found.as_good->report);
  EXPECT_EQ(gain(scores, found.as_good->truth, found.as_good->report, 128).sign(), 0);
  EXPECT_LT(common_denominator_of(found.as_good->truth) * common_denominator_of(found.as_good->report), 1000);
}

}  // namespace
}  // namespace qed
