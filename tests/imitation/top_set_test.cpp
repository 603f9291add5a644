#include "qed/imitation/top_set.hpp"

#include <gtest/gtest.h>

namespace qed {
namespace {

std::vector<ModelIndex> collected(const std::vector<Integer>& weights, const Rational& alpha,
                                  Threshold threshold = Threshold::strict) {
  const TopSet top = TopSet::of(weights, alpha, threshold);
  return {top.begin(), top.end()};
}
using Models = std::vector<ModelIndex>;

TEST(TopSet, DropsModelExactlyAtThreshold) {
  // 1/4 > 1/3 * 1/2, then 1/4 == 1/3 * (1/2 + 1/4)
  EXPECT_EQ(collected({2, 1, 1}, ratio(1, 3)), (Models{0, 1}));
  EXPECT_EQ(collected({2, 1, 1}, ratio(1, 3), Threshold::non_strict), (Models{0, 1, 2}));
}

TEST(TopSet, RanksByWeightAndTiesByIndex) {
  EXPECT_EQ(posterior_order(std::vector<Integer>{1, 3, 2, 3}), (Models{1, 3, 2, 0}));
  EXPECT_EQ(collected({1, 3, 2, 3}, ratio(1, 100)), (Models{1, 3, 2, 0}));
}

TEST(TopSet, NeverCollectsAModelOfWeightZero) {
  EXPECT_EQ(collected({0, 5}, ratio(1, 2), Threshold::non_strict), (Models{1}));
  EXPECT_TRUE(collected({0, 0}, ratio(1, 2)).empty());
}

TEST(TopSet, ASmallerAlphaKeepsASuperset) {
  const std::vector<Integer> weights{40, 30, 20, 7, 3};
  for (int k = 1; k < 99; ++k) {
    const TopSet small = TopSet::of(weights, ratio(k, 100)), large = TopSet::of(weights, ratio(k + 1, 100));
    for (const ModelIndex m : large) EXPECT_TRUE(small.contains(m));
  }
}

}  // namespace
}  // namespace qed
