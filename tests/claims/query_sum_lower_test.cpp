#include "qed/claims/query_sum_lower.hpp"

#include <gtest/gtest.h>

#include "properties/faults/collecting.hpp"
#include "properties/faults/learning.hpp"
#include "qed/claims/check.hpp"

namespace qed {
namespace {

TEST(CubicQuerySumLower, EveryMemberAttainsItsNumber) {
  // alpha S_3 = 1 - alpha at w = 1/2: N = 1/alpha - 1.
  for (int n = 4; n <= 64; n *= 2) {
    const LowerBound strict = lower_bound(ratio(1, n), ratio(1, 2));
    EXPECT_EQ(strict.alternatives, static_cast<std::size_t>(n - 1));
    EXPECT_EQ(strict.S3, n - 1);
    EXPECT_EQ(strict.scaled, ratio(n - 1, n));
    EXPECT_EQ(strict.truth_retained, 1);
    const LowerBound non_strict = lower_bound(ratio(1, n), ratio(1, 2), Threshold::non_strict);
    EXPECT_EQ(non_strict.S3, n);
    EXPECT_EQ(non_strict.scaled, 1);
    EXPECT_EQ(non_strict.ratio, ratio(1, 3));
  }
}

TEST(CubicQuerySumLower, WhereTheQuotientIsNoWholeNumber) {
  // w = 2/5: odds 3/2; alpha = 2/5: 3/2 / (2/5) = 15/4, so N = 3 under both rules.
  for (const Threshold threshold : {Threshold::strict, Threshold::non_strict}) {
    const LowerBound bound = lower_bound(ratio(2, 5), ratio(2, 5), threshold);
    EXPECT_EQ(bound.S3, 3);
    EXPECT_EQ(bound.scaled, ratio(4, 5));  // 2/5 * 3 / (3/2)
  }
}

TEST(CubicQuerySumLower, TheSharpClaimReportsTheSameRatio) {
  const std::string_view only[] = {"cubic-query-sum-sharp"};
  const ModelClass c = lower_bound_class(ratio(1, 8), ratio(1, 2));
  EXPECT_EQ(check(c, {}, {}, only).claims[0].worst.ratio->exact(), ratio(7, 24));  // 7 of 3 * 8 * 1
}

TEST(CubicQuerySumLower, RefusesWhatTheFamilyDoesNotHave) {
  // alpha = 9/10, w = 2/5: N = 1 alternative of odds 3/2 > 1, alone in the set (query-sum.md).
  EXPECT_THROW(lower_bound_class(ratio(9, 10), ratio(2, 5)), std::invalid_argument);
  EXPECT_THROW(lower_bound_class(ratio(1, 2), ratio(3, 4)), std::invalid_argument);  // 1/3 / (1/2) < 1: N = 0
  EXPECT_THROW(lower_bound_class(ratio(1, 100'000), ratio(1, 2)), std::invalid_argument);
  for (const Rational& outside : {Rational(0), Rational(1), ratio(-1, 2)}) {
    EXPECT_THROW(lower_bound_class(outside, ratio(1, 2)), std::invalid_argument);
    EXPECT_THROW(lower_bound_class(ratio(1, 2), outside), std::invalid_argument);
  }
}

TEST(CubicQuerySumLower, MistakesMissIt) {
  const ModelClass c = lower_bound_class(ratio(1, 4), ratio(1, 2));
  EXPECT_EQ(evaluate(c).quantities.S3, 3);
  EXPECT_EQ(evaluate(c, Imitator("collect-best-only", properties::CollectBestOnly{})).quantities.S3, 0);
  // Nobody is refuted: after step 0 the first alternative agrees, and the second is not above alpha (1 + 1/3).
  EXPECT_EQ(evaluate(c, Imitator("forget-to-update", properties::ForgetToUpdate{})).quantities.S3, 1);
}

}  // namespace
}  // namespace qed
