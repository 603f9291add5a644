#include "qed/claims/retention.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

using testing::HandMadeClass;
using testing::q;

TEST(TruthRetention, ComparesTheRisks) {
  HandMadeClass c;
  c.quantities.truth_retained = q(19, 20);
  const Comparison seed = decide_truth_retention(c.facts());
  EXPECT_EQ(seed.verdict, Verdict::holds);
  EXPECT_EQ(seed.bound->exact(), q(4, 5));  // 1 - (1/10) / (1/2)
  EXPECT_EQ(seed.ratio->exact(), q(1, 4));  // (1/20) / (1/5)
  EXPECT_TRUE(seed.interesting);
  const Comparison sharp = decide_truth_retention_sharp(c.facts());
  EXPECT_EQ(sharp.bound->exact(), q(9, 10));  // 1 - (1/10)(2 - 1)
  EXPECT_EQ(sharp.ratio->exact(), q(1, 2));
}

TEST(TruthRetention, ARetentionBelowTheBoundIsAViolation) {
  HandMadeClass c;
  c.quantities.truth_retained = q(17, 20);  // between 4/5 and 9/10: only the sharp one is broken
  EXPECT_EQ(decide_truth_retention(c.facts()).verdict, Verdict::holds);
  EXPECT_EQ(decide_truth_retention_sharp(c.facts()).verdict, Verdict::violated);
  EXPECT_EQ(decide_truth_retention_sharp(c.facts()).ratio->exact(), q(3, 2));
  c.quantities.truth_retained = q(3, 4);
  EXPECT_EQ(decide_truth_retention(c.facts()).verdict, Verdict::violated);
}

TEST(TruthRetention, ABoundOfNothingIsVacuous) {
  HandMadeClass c;
  c.model_class.alpha = q(3, 4);
  c.quantities.truth_retained = q(1, 2);
  const Comparison seed = decide_truth_retention(c.facts());  // 1 - (3/4)/(1/2) = -1/2, as it is
  EXPECT_EQ(seed.bound->exact(), q(-1, 2));
  EXPECT_TRUE(seed.vacuous);
  EXPECT_FALSE(seed.interesting);
  EXPECT_FALSE(decide_truth_retention_sharp(c.facts()).vacuous);  // 1 - 3/4
}

TEST(TruthRetention, ACertainTruthHasNoRisk) {
  HandMadeClass c;
  c.model_class.models.pop_back();
  c.model_class.models[0].prior = 1;
  const Comparison sharp = decide_truth_retention_sharp(c.facts());
  EXPECT_EQ(sharp.verdict, Verdict::holds);
  EXPECT_EQ(sharp.bound->exact(), 1);
  EXPECT_FALSE(sharp.ratio);  // 0/0
  EXPECT_FALSE(sharp.interesting);
  c.quantities.truth_retained = q(99, 100);
  EXPECT_EQ(decide_truth_retention_sharp(c.facts()).verdict, Verdict::violated);
  EXPECT_TRUE(decide_truth_retention_sharp(c.facts()).unbounded_ratio);
}

TEST(TruthRetention, OfAnOutsideDemonstratorNothingIsSaid) {
  HandMadeClass c;
  c.send_demonstrator_outside();
  for (const auto decide : {decide_truth_retention, decide_truth_retention_sharp}) {
    const Comparison r = decide(c.facts());
    EXPECT_EQ(r.verdict, Verdict::not_applicable);
    EXPECT_FALSE(r.value);
    EXPECT_EQ(r.detail, "the demonstrator is outside the class");
  }
}

}  // namespace
}  // namespace qed
