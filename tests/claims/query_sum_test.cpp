#include "qed/claims/query_sum.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

using testing::HandMadeClass;
using testing::q;

TEST(CubicQuerySum, BoundsOfTheSeedAndTheSharpOneSideBySide) {
  const HandMadeClass c;
  const Comparison seed = decide_cubic_query_sum(c.facts());
  EXPECT_EQ(seed.verdict, Verdict::holds);
  EXPECT_EQ(seed.value->exact(), q(1, 4));
  EXPECT_EQ(seed.bound->exact(), 120000);  // 2 * 1000 * (24 * 2 + 12)
  EXPECT_EQ(seed.ratio->exact(), q(1, 480000));
  const Comparison sharp = decide_cubic_query_sum_sharp(c.facts());
  EXPECT_EQ(sharp.bound->exact(), 30);  // 3 * 10 * (2 - 1)
  EXPECT_EQ(sharp.ratio->exact(), q(1, 120));
  EXPECT_TRUE(sharp.interesting);
}

TEST(CubicQuerySum, ALargerSumIsAViolation) {
  HandMadeClass c;
  c.quantities.S3 = 31;
  EXPECT_EQ(decide_cubic_query_sum_sharp(c.facts()).verdict, Verdict::violated);
  EXPECT_EQ(decide_cubic_query_sum(c.facts()).verdict, Verdict::holds);
  c.quantities.S3 = 120001;
  EXPECT_EQ(decide_cubic_query_sum(c.facts()).verdict, Verdict::violated);
}

TEST(CubicQuerySum, ForcedStepsAreLeftOut) {
  HandMadeClass c;
  c.quantities.forced_steps = 2;
  c.quantities.S3 = 2 + q(1, 4);
  EXPECT_EQ(decide_cubic_query_sum_sharp(c.facts()).value->exact(), q(1, 4));
  EXPECT_EQ(decide_cubic_query_sum(c.facts()).value->exact(), q(1, 4));
  c.quantities.S3 = 2;
  EXPECT_FALSE(decide_cubic_query_sum_sharp(c.facts()).interesting);
}

TEST(CubicQuerySum, LostStepsHaveTheirOwnBound) {
  HandMadeClass c;
  EXPECT_FALSE(decide_cubic_query_sum_lost(c.facts()).interesting);
  c.quantities.S3_lost = 2;
  const Comparison lost = decide_cubic_query_sum_lost(c.facts());
  EXPECT_EQ(lost.verdict, Verdict::holds);
  EXPECT_EQ(lost.bound->exact(), 3);  // 3 (2 - 1): no alpha in it
  EXPECT_EQ(lost.ratio->exact(), q(2, 3));
  EXPECT_TRUE(lost.interesting);
  c.quantities.S3_lost = q(7, 2);
  EXPECT_EQ(decide_cubic_query_sum_lost(c.facts()).verdict, Verdict::violated);
}

TEST(CubicQuerySum, ACertainTruthLeavesNothingToAsk) {
  HandMadeClass c;
  c.model_class.models.pop_back();
  c.model_class.models[0].prior = 1;
  c.quantities.S3 = 0;
  const Comparison sharp = decide_cubic_query_sum_sharp(c.facts());
  EXPECT_EQ(sharp.verdict, Verdict::holds);
  EXPECT_FALSE(sharp.ratio);  // 0/0
  c.quantities.S3 = q(1, 1000);
  EXPECT_EQ(decide_cubic_query_sum_sharp(c.facts()).verdict, Verdict::violated);
}

TEST(CubicQuerySum, OfAnOutsideDemonstratorOnlyTheValueIsReported) {
  HandMadeClass c;
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_cubic_query_sum(c.facts()).verdict, Verdict::not_applicable);
  EXPECT_EQ(decide_cubic_query_sum_sharp(c.facts()).value->exact(), q(1, 4));
  EXPECT_FALSE(decide_cubic_query_sum_sharp(c.facts()).bound);
  EXPECT_EQ(decide_cubic_query_sum_lost(c.facts()).verdict, Verdict::not_applicable);
  EXPECT_FALSE(decide_cubic_query_sum_lost(c.facts()).value);
}

TEST(QueryCount, IsTightForAConstantTheta) {
  HandMadeClass c;  // S1^3 = 1, N^2 S3 = 4 * 1/4
  Comparison r = decide_query_count(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.ratio->exact(), 1);
  EXPECT_TRUE(r.interesting);
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_query_count(c.facts()).verdict, Verdict::holds);
}

TEST(QueryCount, EitherPartCanFail) {
  HandMadeClass c;
  c.quantities.S3 = q(1, 5);
  Comparison r = decide_query_count(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "S1^3 exceeds N^2 S3");
  c = {};
  c.quantities.expected_queries = q(9, 10);  // asks less often than it says
  r = decide_query_count(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "the expected number of queries is 9/10, but S1 is 1");
}

}  // namespace
}  // namespace qed
