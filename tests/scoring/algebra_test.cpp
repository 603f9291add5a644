#include "qed/scoring/algebra.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"

namespace qed {
namespace {

ExaminedRule named(const char* name, std::size_t outcomes) {
  return examined(rule_named(name).scores(outcomes));
}

// What a theorem carried must be what an examination finds, or leaves undecided.
void expect_confirmed(const ExaminedRule& rule) {
  const auto found = properness(rule.scores);
  if (found.proper != Finding::undecided) {
    EXPECT_EQ(rule.found.proper, found.proper) << rule.found.proof << "; " << found.proof;
  }
  if (found.strictly != Finding::undecided) {
    EXPECT_EQ(rule.found.strictly, found.strictly)
        << rule.found.strictly_proof << "; " << found.strictly_proof;
  }
}

TEST(Algebra, ACombinationIsProperAndStrictWithOneStrictPart) {
  const std::vector<WeightedPart> parts{
      {1, named("log", 3)}, {ratio(1, 3), named("brier", 3)}, {0, named("linear", 3)}};
  const auto sum = combined(parts);
  EXPECT_EQ(sum.found.proper, Finding::proved);
  EXPECT_EQ(sum.found.strictly, Finding::proved);
  expect_confirmed(sum);
}

TEST(Algebra, AnImproperPartIsNotCarried) {
  // Brier and a half of linear: the best report for q is q + (2 q - 1)/8-ish, not q.
  const std::vector<WeightedPart> broken{{1, named("brier", 2)}, {ratio(1, 2), named("linear", 2)}};
  EXPECT_EQ(combined(broken).found.proper, Finding::refuted);
  // But parts may mend one another: linear and (p[y] - sum p^2) make Brier's rule.
  const auto p = probabilities(2);
  std::vector<Expression> rest;
  for (std::size_t y = 0; y < 2; ++y) rest.push_back(p[y] - p[0] * p[0] - p[1] * p[1]);
  const std::vector<WeightedPart> mended{{1, named("linear", 2)}, {1, examined(rest)}};
  EXPECT_EQ(mended[1].rule.found.proper, Finding::refuted);
  EXPECT_EQ(combined(mended).found.proper, Finding::proved);
}

TEST(Algebra, ANegativeWeightIsRefused) {
  const std::vector<WeightedPart> parts{{-1, named("log", 2)}};
  EXPECT_THROW(combined(parts), std::invalid_argument);
  EXPECT_THROW(combined({}), std::invalid_argument);
}

TEST(Algebra, AffineMapsKeepEverything) {
  const std::vector<Rational> shift{5, -7};
  const auto moved = affine(named("spherical", 2), ratio(3, 2), shift);
  EXPECT_EQ(moved.found.strictly, Finding::proved);
  expect_confirmed(moved);
  EXPECT_THROW(affine(named("log", 2), 0, shift), std::invalid_argument);
  EXPECT_THROW(affine(named("log", 3), 1, shift), std::invalid_argument);
}

TEST(Algebra, OutcomeWeightingKeepsPropernessAndMultiplyingDoesNot) {
  const std::vector<Rational> weights{1, 2, 1};
  const auto weighted = outcome_weighted(named("log", 3), weights);
  EXPECT_EQ(weighted.found.strictly, Finding::proved);
  expect_confirmed(weighted);
  const auto named_one = rule_named("outcome-weighted-log:1,2,1").scores(3);
  for (std::size_t y = 0; y < 3; ++y) EXPECT_TRUE(is_zero_on_simplex(weighted.scores[y] - named_one[y], 3));
  EXPECT_EQ(multiplied(named("log", 3), weights).found.proper, Finding::refuted);
  const std::vector<Rational> equal{2, 2, 2};
  EXPECT_EQ(multiplied(named("log", 3), equal).found.strictly, Finding::proved);
}

TEST(Algebra, CoarseningIsProperAndBlindWithinAClass) {
  const std::vector<std::size_t> class_of{0, 1, 1};
  const auto coarse = coarsened(named("brier", 2), class_of);
  EXPECT_EQ(coarse.found.proper, Finding::proved);
  EXPECT_EQ(coarse.found.strictly, Finding::refuted);
  EXPECT_EQ(gain(coarse.scores, coarse.found.as_good->truth, coarse.found.as_good->report, 64).sign(), 0);
  EXPECT_NE(coarse.found.as_good->truth, coarse.found.as_good->report);
  expect_confirmed(coarse);
  const std::vector<std::size_t> all_in_one{0, 0, 0}, beyond{0, 1, 2};
  EXPECT_THROW(coarsened(named("brier", 2), all_in_one), std::invalid_argument);
  EXPECT_THROW(coarsened(named("brier", 2), beyond), std::invalid_argument);
}

// What refutes a part refutes the whole, at a pair that is moved along: shown by its gain there.
TEST(Algebra, ACounterexampleOfThePartIsOneOfTheWhole) {
  const auto refuted_at_its_pair = [](const ExaminedRule& rule) {
    ASSERT_EQ(rule.found.proper, Finding::refuted) << rule.found.proof;
    ASSERT_TRUE(rule.found.better);
    const auto& [truth, report, more] = *rule.found.better;
    EXPECT_EQ(truth.size(), rule.outcomes());
    EXPECT_EQ(gain(rule.scores, truth, report, 128).sign(), 1);
    EXPECT_EQ(more.sign(), 1);
  };
  const std::vector<Rational> weights{3, ratio(1, 2)};
  const auto weighted = outcome_weighted(named("linear", 2), weights);
  refuted_at_its_pair(weighted);
  EXPECT_NE(weighted.found.proof.find("outcome weighting"), std::string::npos) << weighted.found.proof;
  const std::vector<std::size_t> class_of{1, 0, 1};
  refuted_at_its_pair(coarsened(named("linear", 2), class_of));
  const std::vector<ExaminedRule> within{ExaminedRule{}, named("linear", 2)};
  refuted_at_its_pair(chained(named("brier", 2), within, class_of));
  refuted_at_its_pair(chained(named("linear", 2), std::vector{ExaminedRule{}, named("brier", 2)}, class_of));
}

TEST(Algebra, AChainOfLogScoresIsTheLogScore) {
  const std::vector<std::size_t> class_of{1, 0, 1};
  const auto chain = chained(named("log", 2), std::vector{ExaminedRule{}, named("log", 2)}, class_of);
  EXPECT_EQ(chain.found.strictly, Finding::proved);
  const auto whole = rule_named("log").scores(3);
  for (std::size_t y = 0; y < 3; ++y) {
    Expression inside = chain.scores[y];  // where the class has some probability
    for (const Condition& condition : conditions_in(inside)) inside = assume(inside, condition, true);
    EXPECT_TRUE(is_zero_on_simplex(inside - whole[y], 3)) << y;
  }
}

// The convention: a class that the report rules out is reported uniform within, so that every report has a score at
// every outcome, and no report beats a truth, at the boundary too.
TEST(Algebra, AChainHasAScoreWhereAClassHasNoProbability) {
  const std::vector<std::size_t> class_of{0, 1, 1};
  const auto chain = chained(named("brier", 2), std::vector{ExaminedRule{}, named("brier", 2)}, class_of);
  EXPECT_EQ(chain.found.proper, Finding::proved);
  EXPECT_EQ(chain.found.strictly, Finding::proved);
  EXPECT_NE(chain.found.proof.find("chaining (sum-closure)"), std::string::npos);
  expect_confirmed(chain);
  // Brier for (1, 0) at the second class is -1; within it, at (1/2, 1/2), it is 1/2.
  const std::vector<Rational> certain{1, 0, 0}, second{0, 1, 0}, both{0, ratio(1, 2), ratio(1, 2)};
  EXPECT_EQ(Program(chain.scores).at(certain, 64)[1].value().exact(), ratio(-1, 2));
  // 1 + 1 for the truth itself, 1 + 1/2 for what is uniform within.
  EXPECT_EQ(gain(chain.scores, second, certain, 64).value().exact(), ratio(-5, 2));
  EXPECT_EQ(gain(chain.scores, second, both, 64).value().exact(), ratio(-1, 2));
  for (int i = 0; i <= 4; ++i)
    for (int j = 0; i + j <= 4; ++j)
      for (int k = 0; k <= 4; ++k)
        for (int l = 0; k + l <= 4; ++l) {
          const std::vector<Rational> truth{ratio(i, 4), ratio(j, 4), ratio(4 - i - j, 4)},
              report{ratio(k, 4), ratio(l, 4), ratio(4 - k - l, 4)};
          EXPECT_EQ(gain(chain.scores, truth, report, 64).sign(), truth == report ? 0 : -1);
        }
}

TEST(Algebra, AChainOfAnImproperPartIsNotCarried) {
  const std::vector<std::size_t> class_of{0, 1, 1}, three{0, 1, 1, 1};
  const std::vector<ExaminedRule> broken{ExaminedRule{}, named("linear", 2)},
      coarse{ExaminedRule{}, named("zero-one", 2)};
  EXPECT_EQ(chained(named("brier", 2), broken, class_of).found.proper, Finding::refuted);
  const auto blind = chained(named("brier", 2), coarse, class_of);
  EXPECT_EQ(blind.found.proper, Finding::proved);
  EXPECT_NE(blind.found.strictly, Finding::proved);
  EXPECT_THROW(chained(named("brier", 2), coarse, three), std::invalid_argument);
  EXPECT_THROW(chained(named("brier", 3), coarse, class_of), std::invalid_argument);
}

}  // namespace
}  // namespace qed
