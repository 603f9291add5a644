// What a rule sees, and what hides behind equal scores: directions, moments, pairs and how far apart they are.
#include "qed/scoring/selective.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "qed/scoring/program.hpp"
#include "qed/scoring/report_grid.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {
namespace {

using Vectors = std::vector<std::vector<Rational>>;

std::vector<Expression> scores_of(const std::string& rule, std::size_t outcomes,
                                  const Features& features = {}) {
  return rule_from_text(rule, features).scores(outcomes);
}

Rational apart(const std::vector<Rational>& p, const std::vector<Rational>& q) {
  Rational sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += boost::multiprecision::abs(Rational(p[i] - q[i]));
  return sum / 2;
}

using Scores = std::vector<Extended>;

bool alike(const Scores& at_p, const Scores& at_q) {
  for (std::size_t y = 0; y < at_p.size(); ++y) {
    if (at_p[y].kind() != at_q[y].kind()) return false;
    if (at_p[y].is_finite() && !(at_p[y].enclosure(128) - at_q[y].enclosure(128)).contains(0)) return false;
  }
  return true;
}

// The furthest apart of all reports with a common denominator up to `finest` that score alike.
Rational furthest_on_grid(const std::vector<Expression>& scores, unsigned finest) {
  const auto reports = reports_on_grid(scores.size(), finest);
  const Program program(scores);
  std::vector<Scores> at;
  for (const auto& report : reports) at.push_back(program.at(report, 128));
  Rational most = 0;
  for (std::size_t i = 0; i < reports.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (alike(at[i], at[j])) most = std::max(most, apart(reports[i], reports[j]));
  return most;
}

void expect_pair(const std::vector<Expression>& scores, const Selectivity& found) {
  ASSERT_TRUE(found.hidden);
  const auto& [first, second, distance, most] = *found.hidden;
  const Program program(scores);
  EXPECT_TRUE(alike(program.at(first, 128), program.at(second, 128)));
  EXPECT_EQ(distance, apart(first, second));
  if (most) {
    EXPECT_LE(distance, *most);
  }
}

const std::string two_classes = "(y == 0 ? p[0] : p[1] + p[2])";

TEST(Selective, ACoarseRuleSeesOneMoment) {
  const std::string root = "sqrt(p[0]^2 + (p[1] + p[2])^2)";
  for (const std::string& rule :
       {two_classes + "/" + root, "ln(" + two_classes + ")",
        "2*" + two_classes + " - p[0]^2 - (p[1] + p[2])^2", two_classes + "^2/" + root + "^3"}) {
    const auto scores = scores_of(rule, 3);
    const auto found = selectivity(scores);
    expect_pair(scores, found);
    ASSERT_TRUE(found.seen) << rule;
    EXPECT_EQ(found.seen->blind, (Vectors{{0, 1, -1}})) << rule;
    EXPECT_EQ(found.seen->moments, (Vectors{{0, 1, 1}})) << rule;
    EXPECT_TRUE(found.seen->needs_all) << rule;
    EXPECT_EQ(found.hidden->first, (std::vector<Rational>{0, 1, 0})) << rule;
    EXPECT_EQ(found.hidden->second, (std::vector<Rational>{0, 0, 1})) << rule;
    EXPECT_EQ(found.hidden->most, 1) << rule;
  }
}

TEST(Selective, AStrictRuleSeesEverything) {
  for (const char* name : {"log", "brier", "spherical", "rps", "2*p[y] - sum(p^2) + ln(p[y])"})
    for (const std::size_t n : {2, 3, 4}) {
      const auto found = selectivity(scores_of(name, n));
      ASSERT_TRUE(found.seen) << name;
      EXPECT_TRUE(found.seen->needs_all && found.seen->blind.empty()) << name;
      EXPECT_EQ(found.seen->moments.size(), n - 1) << name;
      EXPECT_FALSE(found.hidden) << name;
    }
}

// A trace of what is not coarse leaves no direction blind.
TEST(Selective, AMillionthIsSeen) {
  const auto found =
      selectivity(scores_of("2*" + two_classes + " - p[0]^2 - (p[1] + p[2])^2 + p[y]/1000000", 3));
  ASSERT_TRUE(found.seen);
  EXPECT_TRUE(found.seen->blind.empty());
  EXPECT_FALSE(found.hidden);
}

TEST(Selective, MomentsAreWholeNumbersWithoutACommonFactor) {
  const auto moments = [](const Features& features, std::size_t n) {
    const auto found = selectivity(scores_of("moments", n, features));
    return found.seen ? found.seen->moments : Vectors{};
  };
  // Up to a constant and a factor: 5, 7, 11 is 5 + 2 (0, 1, 3).
  for (const std::vector<Rational>& x :
       {std::vector<Rational>{0, 1, 3}, {5, 7, 11}, {0, ratio(1, 2), ratio(3, 2)}, {3, 2, 0}})
    EXPECT_EQ(moments({{"x", x}}, 3), (Vectors{{0, 1, 3}}));
  EXPECT_EQ(moments({{"x", {0, 3}}}, 2), (Vectors{{0, 1}}));
  // x + z and z, in the form that shows a 1 and a 0 in turn.
  EXPECT_EQ(moments({{"x", {0, 1, 1, 5}}, {"z", {0, 0, 1, 3}}}, 4), (Vectors{{0, 1, 0, 2}, {0, 0, 1, 3}}));
}

TEST(Selective, KernelsHideWhatTheyDoNotTell) {
  for (const std::size_t n : {2, 3, 4}) {
    EXPECT_FALSE(selectivity(scores_of("kernel:-abs(i - j)", n)).hidden);
    const auto nothing = selectivity(scores_of("kernel:1", n));
    ASSERT_TRUE(nothing.seen && nothing.hidden);
    EXPECT_TRUE(nothing.seen->moments.empty());
    EXPECT_EQ(nothing.hidden->distance, 1);
  }
  const auto scores = scores_of("kernel:i*j", 4);
  const auto mean = selectivity(scores);
  expect_pair(scores, mean);
  EXPECT_EQ(mean.seen->moments, (Vectors{{0, 1, 2, 3}}));
  EXPECT_EQ(mean.hidden->most, 1);
}

TEST(Selective, APairIsShownOnlyWhereBothScoresHaveTheSameValue) {
  // p[y]/p[y] is 1 inside, and has no value (or another) where p[y] = 0.
  const auto p = probabilities(2);
  const std::vector<Expression> scores{p[0] * (Expression(1) / p[0]), p[1] * (Expression(1) / p[1])};
  const auto found = selectivity(scores);
  expect_pair(scores, found);
  EXPECT_EQ(found.hidden->distance, ratio(99, 100));
  EXPECT_FALSE(found.hidden->most);  // at least that
}

// sqrt((p0 + p1)^2) - (p0 + p1) is 0, which its normal form does not see: what is said is no more than what is proved.
TEST(Selective, ThatAllMomentsAreNeededIsSaidOnlyWhereItIsProved) {
  const auto found = selectivity(scores_of("sqrt(p[0]^2 + 2*p[0]*p[1] + p[1]^2) - (p[0] + p[1])", 3));
  ASSERT_TRUE(found.seen);
  EXPECT_EQ(found.seen->blind, (Vectors{{-1, 1, 0}}));
  EXPECT_FALSE(found.seen->needs_all);
}

// ---- Between conditions

TEST(Selective, ZeroOneSeesWhichIsLikeliestAlone) {
  for (const std::size_t n : {2, 3, 4}) {
    const auto scores = scores_of("zero-one", n);
    const auto found = selectivity(scores);
    expect_pair(scores, found);
    // From a vertex to the centre, where the first of the likeliest counts: 1 - 1/n.
    EXPECT_EQ(found.hidden->distance, 1 - ratio(Integer(1), Integer(n)));
    EXPECT_EQ(found.hidden->most, found.hidden->distance);
    if (n < 4) {
      EXPECT_EQ(furthest_on_grid(scores, 6), found.hidden->distance);
    }
  }
}

TEST(Selective, WhereTheBorderScoresOtherwiseThePairIsInside) {
  const auto scores = scores_of("p[0] > 1/2 ? 1 : p[0] < 1/2 ? 2 : 3", 2);
  const auto found = selectivity(scores);
  expect_pair(scores, found);
  EXPECT_LT(found.hidden->distance, ratio(1, 2));
  EXPECT_EQ(found.hidden->most, ratio(1, 2));
}

TEST(Selective, CellsOfOneValueNeedNotBeNeighbours) {
  const auto found = selectivity(scores_of("p[0] > 2/3 ? 1 : p[0] < 1/3 ? 1 : 0", 2));
  ASSERT_TRUE(found.hidden);
  EXPECT_EQ(found.hidden->distance, 1);
  EXPECT_EQ(found.hidden->most, 1);
}

TEST(Selective, ACellHidesWhatItsOwnFormulaDoesNotTell) {
  const auto scores =
      scores_of("p[0] >= 1/2 ? 2*" + two_classes + " - p[0]^2 - (p[1] + p[2])^2 : 2*p[y] - sum(p^2) - 9", 3);
  const auto found = selectivity(scores);
  expect_pair(scores, found);
  EXPECT_FALSE(found.seen);
  EXPECT_EQ(found.hidden->distance, ratio(1, 2));  // (1/2, 1/2, 0) and (1/2, 0, 1/2)
  EXPECT_FALSE(found.hidden->most);
  EXPECT_EQ(furthest_on_grid(scores, 6), ratio(1, 2));
  // A condition that cuts off one report: what is left of the rule is strict, and no pair is shown.
  EXPECT_FALSE(selectivity(scores_of("p[y] > 1/2 ? 2*p[y] - sum(p^2) : p[y] - sum(p^2)", 2)).hidden);
}

// The furthest pair need not have a corner of the cell in it: of the mean of i, where p_3 <= 1/3.
TEST(Selective, NoPairOfACellIsFurtherApartThanTheOneShown) {
  const auto scores =
      scores_of("p[3] <= 1/3 ? -(sum(x*p) - x[y])^2 : 2*p[y] - sum(p^2) - 99", 4, {{"x", {0, 1, 5, 6}}});
  const auto found = selectivity(scores);
  expect_pair(scores, found);
  EXPECT_GE(found.hidden->distance, furthest_on_grid(scores, 6));
  EXPECT_GT(found.hidden->distance, ratio(1, 2));
}

}  // namespace
}  // namespace qed
