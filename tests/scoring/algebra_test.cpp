#include "qed/scoring/algebra.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/normal_form.hpp"

namespace qed {
namespace {

ExaminedRule named(const char* name, std::size_t outcomes) {
  return examined(rule_named(name).scores(outcomes));
}

// What a theorem carried must be what an examination finds, or leaves undecided.
void expect_confirmed(const ExaminedRule& rule) {
  const auto found = properness(rule.scores);
  if (found.proper != Finding::undecided) {
    EXPECT_EQ(rule.proper, found.proper) << rule.by << "; " << found.proof;
  }
  if (found.strictly != Finding::undecided) {
    EXPECT_EQ(rule.strictly, found.strictly) << rule.by << "; " << found.strictly_proof;
  }
}

TEST(Algebra, ACombinationIsProperAndStrictWithOneStrictPart) {
  const std::vector<WeightedPart> parts{
      {1, named("log", 3)}, {ratio(1, 3), named("brier", 3)}, {0, named("linear", 3)}};
  const auto sum = combined(parts);
  EXPECT_EQ(sum.proper, Finding::proved);
  EXPECT_EQ(sum.strictly, Finding::proved);
  expect_confirmed(sum);
}

TEST(Algebra, AnImproperPartIsNotCarried) {
  // Brier and a half of linear: the best report for q is q + (2 q - 1)/8-ish, not q.
  const std::vector<WeightedPart> broken{{1, named("brier", 2)}, {ratio(1, 2), named("linear", 2)}};
  EXPECT_EQ(combined(broken).proper, Finding::refuted);
  // But parts may mend one another: linear and (p[y] - sum p^2) make Brier's rule.
  const auto p = probabilities(2);
  std::vector<Expression> rest;
  for (std::size_t y = 0; y < 2; ++y) rest.push_back(p[y] - p[0] * p[0] - p[1] * p[1]);
  const std::vector<WeightedPart> mended{{1, named("linear", 2)}, {1, examined(rest)}};
  EXPECT_EQ(mended[1].rule.proper, Finding::refuted);
  EXPECT_EQ(combined(mended).proper, Finding::proved);
}

TEST(Algebra, ANegativeWeightIsRefused) {
  const std::vector<WeightedPart> parts{{-1, named("log", 2)}};
  EXPECT_THROW(combined(parts), std::invalid_argument);
  EXPECT_THROW(combined({}), std::invalid_argument);
}

TEST(Algebra, AffineMapsKeepEverything) {
  const std::vector<Rational> shift{5, -7};
  const auto moved = affine(named("spherical", 2), ratio(3, 2), shift);
  EXPECT_EQ(moved.strictly, Finding::proved);
  expect_confirmed(moved);
  EXPECT_THROW(affine(named("log", 2), 0, shift), std::invalid_argument);
  EXPECT_THROW(affine(named("log", 3), 1, shift), std::invalid_argument);
}

TEST(Algebra, OutcomeWeightingKeepsPropernessAndMultiplyingDoesNot) {
  const std::vector<Rational> weights{1, 2, 1};
  const auto weighted = outcome_weighted(named("log", 3), weights);
  EXPECT_EQ(weighted.strictly, Finding::proved);
  expect_confirmed(weighted);
  const auto named_one = rule_named("outcome-weighted-log:1,2,1").scores(3);
  for (std::size_t y = 0; y < 3; ++y) EXPECT_TRUE(is_zero_on_simplex(weighted.scores[y] - named_one[y], 3));
  EXPECT_EQ(multiplied(named("log", 3), weights).proper, Finding::refuted);
  const std::vector<Rational> equal{2, 2, 2};
  EXPECT_EQ(multiplied(named("log", 3), equal).strictly, Finding::proved);
}

TEST(Algebra, CoarseningIsProperAndBlindWithinAClass) {
  const std::vector<std::size_t> class_of{0, 1, 1};
  const auto coarse = coarsened(named("brier", 2), class_of);
  EXPECT_EQ(coarse.proper, Finding::proved);
  EXPECT_EQ(coarse.strictly, Finding::refuted);
  expect_confirmed(coarse);
  const std::vector<std::size_t> all_in_one{0, 0, 0}, beyond{0, 1, 2};
  EXPECT_THROW(coarsened(named("brier", 2), all_in_one), std::invalid_argument);
  EXPECT_THROW(coarsened(named("brier", 2), beyond), std::invalid_argument);
}

TEST(Algebra, AChainOfLogScoresIsTheLogScore) {
  const auto coarse = named("log", 2);
  const std::vector<ExaminedRule> within{ExaminedRule{{}, Finding::proved, Finding::proved, "one outcome"},
                                         named("log", 2)};
  const auto chain = chained(coarse, within);
  EXPECT_EQ(chain.strictly, Finding::proved);
  const auto whole = rule_named("log").scores(3);
  for (std::size_t y = 0; y < 3; ++y) EXPECT_TRUE(is_zero_on_simplex(chain.scores[y] - whole[y], 3)) << y;
}

}  // namespace
}  // namespace qed
