#include "qed/scoring/properness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cctype>

#include "properties/faults/nearly_proper.hpp"
#include "qed/scoring/categorical.hpp"
#include "qed/scoring/formula.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/rule_text.hpp"
#include "qed/scoring/savage.hpp"

namespace qed {
namespace {

struct Expected {
  std::string rule;
  Finding proper, strictly;
};

class NamedRule : public testing::TestWithParam<Expected> {};

TEST_P(NamedRule, IsWhatTheLiteratureSays) {
  for (const std::size_t outcomes : {2, 3, 4}) {
    const auto found = properness(rule_named(GetParam().rule), outcomes);
    EXPECT_EQ(found.proper, GetParam().proper) << outcomes << ": " << found.proof;
    EXPECT_EQ(found.strictly, GetParam().strictly) << outcomes << ": " << found.strictly_proof;
    EXPECT_EQ(found.better.has_value(), found.proper == Finding::refuted);
  }
}

INSTANTIATE_TEST_SUITE_P(Properness, NamedRule,
                         testing::Values(Expected{"log", Finding::proved, Finding::proved},
                                         Expected{"brier", Finding::proved, Finding::proved},
                                         Expected{"spherical", Finding::proved, Finding::proved},
                                         Expected{"pseudo-spherical:3", Finding::proved, Finding::proved},
                                         Expected{"pseudo-spherical:3/2", Finding::proved, Finding::proved},
                                         Expected{"power:3", Finding::proved, Finding::proved},
                                         Expected{"power:3/2", Finding::proved, Finding::proved},
                                         Expected{"rps", Finding::proved, Finding::proved},
                                         Expected{"asymmetric", Finding::proved, Finding::proved},
                                         Expected{"outcome-weighted-log", Finding::proved, Finding::proved},
                                         Expected{"zero-one", Finding::proved, Finding::refuted},
                                         Expected{"linear", Finding::refuted, Finding::refuted},
                                         Expected{"weighted-log", Finding::refuted, Finding::refuted}),
                         [](const auto& named) {
                           std::string name = named.param.rule;
                           for (char& c : name)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           return name;
                         });

TEST(Properness, TheWitnessIsRightByHand) {
  // Linear: at the truth (1/3, 2/3) the report (0, 1) gains 2/3 - (1/9 + 4/9) = 1/9.
  const auto found = properness(rule_named("linear"), 2);
  ASSERT_TRUE(found.better);
  EXPECT_EQ(found.better->truth, (std::vector<Rational>{ratio(1, 3), ratio(2, 3)}));
  EXPECT_EQ(found.better->report, (std::vector<Rational>{0, 1}));
  ASSERT_TRUE(found.better->gain.is_exact());
  EXPECT_EQ(found.better->gain.value().exact(), ratio(1, 9));
}

// With L = ln(1 - p0 p1) < 0 on the open simplex, sqrt(L^2) = -L: the rule is Brier + L/500, where the same report gains on
// every outcome. At the truth (1/4, 3/4) the report (1/4 - d, 3/4 + d) loses 2 d^2 by Brier and gains about
// 8/13 d/500 by L: for d = 1/5000, 8/10^8 against 24.6/10^8.
TEST(Properness, ASquareRootIsNotTakenForWhatWasSquared) {
  const auto scores =
      Formula::parse("2*p[y] - sum(p^2) + (ln(1 - p[0]*p[1]) - sqrt(ln(1 - p[0]*p[1])^2))/1000").scores(2);
  const std::vector<Rational> q{ratio(1, 4), ratio(3, 4)},
      p{ratio(1, 4) - ratio(1, 5000), ratio(3, 4) + ratio(1, 5000)};
  const Program program(scores);
  const auto expected = [&](const std::vector<Rational>& report) {
    const auto s = program.at(report, 128);
    return Extended::sum(Extended::product(q[0], s[0], 128), Extended::product(q[1], s[1], 128), 128);
  };
  ASSERT_GT(expected(p).value().lower(), expected(q).value().upper());
  EXPECT_NE(properness(scores).proper, Finding::proved);
}

// Each looks like Brier's score in normal form, and is another somewhere: p e^(1 - ln p) is 0 at 0 and e elsewhere, by 0 times
// what is beside it; or has no value at some reports.
TEST(Properness, WhatIsNotItsNormalFormIsNotProved) {
  for (const auto& [text, outcomes] : std::vector<std::pair<std::string, std::size_t>>{
           {"p[0]*exp(1-ln(p[0]))*exp(-1) > 1/2 ? 2*p[y]-sum(p^2) : 2*p[y]-sum(p^2)+1/10^9", 2},
           {"p[0] == 1/100 ? 2*p[y]-sum(p^2) + 1 - p[1]*exp(1-ln(p[1]))*exp(-1) : 2*p[y]-sum(p^2)", 3},
           {"2*p[y]-sum(p^2) + (p[0]-1/2)*ln(p[0]-1/2) - (p[0]-1/2)*ln(p[0]-1/2)", 2},
           {"p[0]/p[0] > 1/2 ? 2*p[y]-sum(p^2) : 2*p[y]-sum(p^2)", 2},
           {"p[0] == 1/100 ? 2*p[y]-sum(p^2) + 1/(p[1]-1/3)-1/(p[1]-1/3) : 2*p[y]-sum(p^2)", 3},
           {"p[0] == 0 ? 2*p[y]-sum(p^2) + p[0]*(1/p[0]) : 2*p[y]-sum(p^2)", 2},
           {"2*p[y]-sum(p^2) + sqrt(p[0]-1/2)^2 - p[0]", 2},
           {"2*p[y]-sum(p^2) + 1/(1/(p[0]-1/2)) - p[0]", 2},
           {"exp(ln(p[0]-1/2)) - p[0] + ln(p[y])", 2}}) {
    const auto found = properness(rule_from_text(text).scores(outcomes));
    EXPECT_NE(found.proper, Finding::proved) << text << ": " << found.proof;
    EXPECT_NE(found.strictly, Finding::proved) << text;
  }
  // The first is improper: at the truth (1/10^5, 1 - 1/10^5) the report (0, 1) gains 8/10^10.
  const auto scores =
      rule_from_text("p[0]*exp(1-ln(p[0]))*exp(-1) > 1/2 ? 2*p[y]-sum(p^2) : 2*p[y]-sum(p^2)+1/10^9")
          .scores(2);
  const std::vector<Rational> truth{ratio(1, 100000), ratio(99999, 100000)}, report{0, 1};
  EXPECT_EQ(gain(scores, truth, report, 128).sign(), 1);
}

TEST(Properness, WhatHasNoValueAnywhereIsSaid) {
  const auto found = properness(rule_from_text("ln(p[y] - 1)").scores(2));
  EXPECT_EQ(found.proper, Finding::undecided);
  EXPECT_EQ(found.proof, "the scores have no value at any report that was tried");
  // Nor one that an enclosure could hold.
  EXPECT_EQ(properness(rule_from_text("exp(10^7*p[y])").scores(2)).proof, found.proof);
}

TEST(Properness, GivesUpSoonOnWhatExpandsTooFar) {
  const auto found =
      properness(rule_from_text("2*p[y]-sum(p^2)+sqrt(sum(p^2))^999-sqrt(sum(p^2))^999").scores(3));
  EXPECT_EQ(found.proper, Finding::undecided);
}

TEST(Properness, AfterAnInterruptionItIsUndecided) {
  // Proved by boxes alone: e^p - p, the bend of each term of G, has coefficients of both signs.
  const auto scores = rule_from_text("exp(p[y]) - p[y]^2/2 - sum(p*exp(p) - exp(p) - p^3/3)").scores(2);
  EXPECT_EQ(properness(scores).method, Method::certified);
  const std::atomic<bool> now = true;
  PropernessOptions options;
  options.interrupted = &now;
  const auto found = properness(scores, options);
  EXPECT_EQ(found.proper, Finding::undecided) << found.proof;
  EXPECT_EQ(found.boxes, 0u);
  EXPECT_EQ(found.proof.rfind("interrupted", 0), 0u) << found.proof;
}

TEST(Properness, SaysHowItWasRefuted) {
  EXPECT_EQ(properness(rule_named("linear").scores(2)).method, Method::exact);
  EXPECT_EQ(properness(rule_named("weighted-log").scores(2)).method, Method::certified);
}

TEST(Properness, AConstantRuleIsProperAndNotStrictly) {
  const std::vector<Expression> scores{Expression(1), Expression(2)};
  const auto found = properness(scores);
  EXPECT_EQ(found.proper, Finding::proved);
  EXPECT_EQ(found.strictly, Finding::refuted);
  ASSERT_TRUE(found.as_good);
  EXPECT_NE(found.as_good->truth, found.as_good->report);
  EXPECT_EQ(found.as_good->gain.value().exact(), 0);
}

// A rule that sees only whether y is the first outcome: Brier on the coarse outcome.
TEST(Properness, ACoarseRuleIsNotStrict) {
  const auto p = probabilities(3);
  const std::vector<Expression> coarse{p[0], p[1] + p[2]};
  std::vector<Expression> scores;
  for (const std::size_t y : {0, 1, 1})
    scores.push_back(BrierScore{}(std::span<const Expression>(coarse), y));
  const auto found = properness(scores);
  EXPECT_EQ(found.proper, Finding::proved) << found.proof;
  EXPECT_EQ(found.strictly, Finding::refuted) << found.strictly_proof;
}

// ---- Rules that are nearly proper: none is called proved.

class NearProper : public testing::TestWithParam<std::size_t> {};

TEST_P(NearProper, IsRefutedByACertifiedPair) {
  const auto& fault = properties::nearly_proper_rules()[GetParam()];
  for (const std::size_t outcomes : {2, 3}) {
    const auto scores = fault.rule.scores(outcomes);
    const auto found = properness(scores);
    ASSERT_EQ(found.proper, Finding::refuted) << outcomes << ": " << found.proof;
    // The pair again, from nothing but the formulas.
    const Extended again = gain(scores, found.better->truth, found.better->report, 512);
    EXPECT_EQ(again.sign(), 1) << to_string(again);
  }
}

INSTANTIATE_TEST_SUITE_P(Properness, NearProper,
                         testing::Range(std::size_t{0}, properties::nearly_proper_rules().size()),
                         [](const auto& named) {
                           std::string name(properties::nearly_proper_rules()[named.param].id);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

// ---- Savage

TEST(Savage, FromARuleToItsFunctionAndBackIsTheSameRule) {
  for (const char* name : {"log", "brier", "spherical", "pseudo-spherical:3", "power:3", "rps", "asymmetric"})
    for (const std::size_t outcomes : {2, 3}) {
      const auto scores = rule_named(name).scores(outcomes);
      const auto again = scores_from(savage_function(scores), outcomes);
      for (std::size_t y = 0; y < outcomes; ++y)
        EXPECT_TRUE(is_zero_on_simplex(again[y] - scores[y], outcomes))
            << name << " " << outcomes << " " << y;
    }
}

// A rule that is not proper has no Savage form: the way back gives another rule.
TEST(Savage, AnImproperRuleDoesNotComeBack) {
  const auto scores = rule_named("linear").scores(2);
  const auto again = scores_from(savage_function(scores), 2);
  EXPECT_FALSE(is_zero_on_simplex(again[0] - scores[0], 2));
  EXPECT_EQ(properness(again).proper, Finding::proved);  // G = sum p^2 is convex: it is Brier's rule
}

}  // namespace
}  // namespace qed
