#include "qed/scoring/central.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/central/brier.hpp"
#include "qed/scoring/report_grid.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {
namespace {

const Rational thousandth = ratio(1, 1000);

TEST(Central, LogIsCentralExactlyUpToOne) {
  for (const std::size_t n : {2, 3, 4}) {
    const auto scores = rule_named("log").scores(n);
    EXPECT_EQ(central(scores, 1).finding, Finding::proved);
    EXPECT_EQ(central(scores, ratio(1, 3)).finding, Finding::proved);
    const auto above = central(scores, 1 + thousandth);
    ASSERT_EQ(above.finding, Finding::refuted);
    EXPECT_GT(above.witness->left.lower(), 1);
  }
}

TEST(Central, BrierIsCentralExactlyUpToOne) {
  for (const std::size_t n : {2, 3, 4}) {
    const auto scores = rule_named("brier").scores(n);
    EXPECT_EQ(central(scores, 1).finding, Finding::proved);
    EXPECT_EQ(central(scores, 1).method, Method::exact);
    EXPECT_EQ(central(scores, 1 + thousandth).finding, Finding::refuted);
  }
}

TEST(Central, SphericalIsCentralUpToTheRootOfTwoAtTwoOutcomes) {
  const auto scores = rule_named("spherical").scores(2);
  EXPECT_EQ(central(scores, ratio(14142, 10000)).finding, Finding::proved);  // 1.41421… = 2/sqrt(2)
  EXPECT_EQ(central(scores, ratio(14150, 10000)).finding, Finding::refuted);
  // For more outcomes Hoeffding's lemma ends at 2/sqrt(n); what is known to fail is above sqrt(2).
  EXPECT_EQ(central(rule_named("spherical").scores(4), 1).finding, Finding::proved);
  EXPECT_EQ(central(rule_named("spherical").scores(4), ratio(101, 100)).finding, Finding::undecided);
}

// Half of Brier's and half of the spherical score: no polynomial, and not spherical.
std::vector<Expression> brier_and_spherical() {
  return rule_from_text("(2*p[y] - sum(p^2) + p[y]/sqrt(sum(p^2)))/2").scores(2);
}

TEST(Central, BoxesProveWhatNoLemmaDoes) {
  const auto scores = brier_and_spherical();
  const auto found = central(scores, 1);
  EXPECT_EQ(found.finding, Finding::proved) << found.proof;
  EXPECT_EQ(found.method, Method::certified);
  EXPECT_GT(found.boxes, 100u);
  EXPECT_EQ(central(scores, ratio(13, 10)).finding, Finding::refuted);
}

// Inside the simplex the log score, or Brier's, and a shift that is 0 there and 2 at its boundary.
TEST(Central, WhatIsNotItsNormalFormIsNotProved) {
  const std::string shift = "(1 - p[0]*exp(1 - ln(p[0]))*exp(-1))";
  for (const std::string rule : {"ln(p[y])", "2*p[y] - sum(p^2)", "p[y]/sqrt(sum(p^2))"}) {
    const auto small = rule_from_text(rule + " + 1/10^60*" + shift).scores(2);
    EXPECT_NE(central(small, ratio(1, 2)).finding, Finding::proved) << rule;
    const auto large = rule_from_text(rule + " + 2*" + shift).scores(2);
    EXPECT_EQ(central(large, ratio(1, 2)).finding, Finding::refuted) << rule;
  }
}

TEST(Central, TheStepIsOfTheScoresUnit) {
  for (const std::string unit : {"1/10^40", "300", "10^40"}) {
    const CentralRange range = central_range(rule_from_text("(2*p[y] - sum(p^2))*" + unit).scores(2));
    ASSERT_TRUE(range.refuted) << unit;
    EXPECT_GT(range.certified, 0) << unit;
    EXPECT_LE(*range.refuted, range.certified * ratio(101, 100)) << unit;
  }
}

// k times the log score beside l times Brier's: eta <= 1/(k + l), by Hölder's inequality; attained at two outcomes.
TEST(Central, BesideTheLogScoreByHoelder) {
  for (const std::size_t n : {2, 3, 4}) {
    const auto scores = rule_from_text("ln(p[y]) + 3*(2*p[y] - sum(p^2))").scores(n);
    const CentralRange range = central_range(scores);
    EXPECT_EQ(range.certified, ratio(1, 4)) << range.at_certified.proof;
    ASSERT_TRUE(range.refuted);
    EXPECT_LE(*range.refuted, ratio(1, 4) + thousandth);
  }
  // Two thirds of the log score, and a rest that is central up to 3 alone: at 1 it is looked at there, and not above.
  const auto both = rule_from_text("2*ln(p[y])/3 + (2*p[y] - sum(p^2))/3").scores(3);
  EXPECT_EQ(central(both, 1).finding, Finding::proved);
  EXPECT_NE(central(both, ratio(1001, 1000)).finding, Finding::proved);
  // Nothing but logarithms; two different shares of them; a rest that is not central at all.
  EXPECT_EQ(central(rule_from_text("3*ln(p[y])").scores(3), ratio(3, 10)).finding, Finding::proved);
  EXPECT_NE(central(rule_from_text("y == 0 ? ln(p[0]) : 2*ln(p[1])").scores(2), ratio(1, 4)).finding,
            Finding::proved);
  EXPECT_NE(central(rule_from_text("ln(p[y]) + p[y]").scores(2), ratio(1, 100)).finding, Finding::proved);
  // With a constant, which falls with the share of the rest.
  const auto half = rule_from_text("ln(p[y])/2 + (2*p[y] - sum(p^2))/2").scores(2);
  EXPECT_EQ(central(half, ratio(1, 2), ratio(1, 20)).finding, Finding::proved);
  EXPECT_NE(central(half, ratio(1, 2), ratio(1, 4)).finding, Finding::proved);
}

TEST(Central, TheWitnessIsRightByHand) {
  // Log at eta = 2, truth (1/2, 1/2), model (1, 0): F = 1/2 (1 / (1/2))² = 2.
  const auto scores = rule_named("log").scores(2);
  const std::vector<Rational> truth{ratio(1, 2), ratio(1, 2)}, model{1, 0};
  const Interval left = central_left_side(scores, 2, model, truth, 128);
  EXPECT_TRUE(left.contains(2));
}

TEST(Central, ARuleIsNotProvedWhereItFails) {
  // Boxes must not prove what is false: just above the limit, where no pair on the grid shows it.
  const auto scores = rule_named("spherical").scores(2);
  CentralOptions few;
  few.max_boxes = 20000;
  EXPECT_NE(central(scores, ratio(14143, 10000), 0, few).finding, Finding::proved);
  EXPECT_NE(central(rule_named("brier").scores(2), ratio(1, 2), ratio(2316, 10000), few).finding,
            Finding::proved);
}

// sqrt((p0 - 1/2)²) would be p0 - 1/2 to what takes every variable for a probability: Hoeffding's lemma is for polynomials.
TEST(Central, ARootIsNoPolynomial) {
  const Expression x = Expression::variable(0) - Expression(ratio(1, 2));
  const std::vector<Expression> scores{sqrt(x * x), -sqrt(x * x)};
  EXPECT_NE(central(scores, ratio(1, 2)).finding, Finding::proved);
}

TEST(Central, AnImproperRuleIsCentralForNoEta) {
  // E X > 0 for some pair, and E exp(eta X) >= exp(eta E X) > 1.
  const auto scores = rule_named("linear").scores(2);
  EXPECT_EQ(central(scores, ratio(1, 100)).finding, Finding::refuted);
  const CentralRange range = central_refutation(scores);
  EXPECT_EQ(range.certified, 0);
  EXPECT_EQ(range.refuted, thousandth);
  ASSERT_TRUE(range.at_refuted.witness);
  EXPECT_GT(range.at_refuted.witness->left.lower(), 1);
}

// Near (0, 0) the second order of its F vanishes with p: some box there is always left, and one is enough.
TEST(Central, BoxesGiveUpSoonWhereACornerIsLeft) {
  const CentralRange range = central_range(rule_from_text("pseudo-spherical:3").scores(2));
  EXPECT_EQ(range.certified, 0);
  EXPECT_GT(range.at_certified.left, 0u) << range.at_certified.proof;
  EXPECT_LT(range.at_certified.boxes, 5000u);
  ASSERT_TRUE(range.refuted);
}

TEST(Central, AfterAnInterruptionItIsUndecided) {
  const auto scores = brier_and_spherical();  // proved by boxes alone
  const Rational eta = 1;
  EXPECT_EQ(central(scores, eta).finding, Finding::proved);
  const std::atomic<bool> now = true;
  CentralOptions options;
  options.interrupted = &now;
  const Central found = central(scores, eta, 0, options);
  EXPECT_EQ(found.finding, Finding::undecided);
  EXPECT_EQ(found.boxes, 0u);
  EXPECT_EQ(found.proof.rfind("interrupted: ", 0), 0u) << found.proof;
  const CentralRange range = central_range(scores, thousandth, options);
  EXPECT_EQ(range.certified, 0);
  EXPECT_FALSE(range.refuted);
  EXPECT_TRUE(margins(scores, std::vector{eta}, options).empty());
}

TEST(StrongCentral, TheKnownConstantsAtOneHalf) {
  const auto log_range = strong_range(rule_named("log").scores(3), ratio(1, 2));
  EXPECT_EQ(log_range.certified, ratio(1, 4));
  ASSERT_TRUE(log_range.refuted);
  EXPECT_LE(*log_range.refuted, ratio(1, 4) + thousandth);

  const auto brier = strong_range(rule_named("brier").scores(2), ratio(1, 2));
  EXPECT_GE(brier.certified, ratio(2315, 10000));
  ASSERT_TRUE(brier.refuted);
  EXPECT_LE(*brier.refuted, ratio(2317, 10000));
}

// Three outcomes and more: as at two, and what is refuted there is refuted here, on an edge.
TEST(StrongCentral, BriersConstantIsTheSameForEveryNumberOfOutcomes) {
  for (const std::size_t n : {3, 4}) {
    const auto scores = rule_named("brier").scores(n);
    const auto found = central(scores, ratio(1, 2), ratio(2315, 10000));
    EXPECT_EQ(found.finding, Finding::proved) << found.proof;
    EXPECT_EQ(found.method, Method::certified);
    EXPECT_EQ(central(scores, ratio(1, 2), ratio(2316, 10000)).finding, Finding::refuted);
  }
  const auto range = strong_range(rule_named("brier").scores(3), ratio(1, 2));
  EXPECT_GE(range.certified, ratio(2315, 10000));
  ASSERT_TRUE(range.refuted);
  EXPECT_LE(*range.refuted, ratio(2316, 10000));
}

// The inequality at work: no pair of laws on three or four outcomes has F above what is proved.
TEST(StrongCentral, BriersConstantHoldsOnAGrid) {
  for (const auto& [n, finest] : {std::pair{std::size_t{3}, 5u}, std::pair{std::size_t{4}, 3u}}) {
    const auto scores = rule_named("brier").scores(n);
    const auto reports = reports_on_grid(n, finest);
    for (const auto& p : reports)
      for (const auto& q : reports) {
        Rational apart = 0;
        for (std::size_t i = 0; i < n; ++i) apart += (p[i] - q[i]) * (p[i] - q[i]);
        EXPECT_LE(central_left_side(scores, ratio(1, 2), p, q, 64).lower(), 1 - ratio(2315, 10000) * apart);
      }
  }
}

TEST(StrongCentral, BriersRuleIsRecognisedByWhatItIs) {
  using central_condition::brier_factor;
  EXPECT_EQ(brier_factor(rule_named("brier").scores(3)), Rational(1));
  EXPECT_EQ(brier_factor(rule_from_text("kernel:i == j ? 3 : 0").scores(4)), ratio(3, 2));
  EXPECT_EQ(brier_factor(rule_from_text("y - sum(k, (p[k] - (k == y ? 1 : 0))^2)").scores(3)), Rational(1));
  for (const char* other : {"log", "rps", "asymmetric", "linear", "spherical", "power:3",
                            "2*p[y] - 1.01*sum(p^2)", "2*p[y] - sum(p^2) + p[0]^2", "sum(p^2) - 2*p[y]"})
    EXPECT_EQ(brier_factor(rule_from_text(other).scores(3)), std::nullopt) << other;
}

// A constant that is too large is not proved, by either part: at two outcomes it fails, or what takes more to two does.
TEST(StrongCentral, WhatFailsForBrierIsNotProved) {
  CentralOptions few;
  few.max_boxes = 20000;
  for (const Rational& c : {ratio(2317, 10000), ratio(3, 10), ratio(49, 100)}) {
    Central found;
    central_condition::decide_brier(1, ratio(1, 2), c, few, found);
    EXPECT_EQ(found.finding, Finding::undecided) << c;
    EXPECT_GT(found.left, 0u) << c;
  }
  // At twice the factor eta = 1/2 is Brier's limit 1: c = 0 is all there is.
  Central found;
  central_condition::decide_brier(2, ratio(1, 2), ratio(1, 100), few, found);
  EXPECT_EQ(found.finding, Finding::undecided);
}

TEST(CentralRange, ComesWithinAThousandthOfTheLimit) {
  const auto brier = central_range(rule_named("brier").scores(3));
  EXPECT_EQ(brier.certified, 1);
  ASSERT_TRUE(brier.refuted);
  EXPECT_LE(*brier.refuted, 1 + thousandth);
}

}  // namespace
}  // namespace qed
