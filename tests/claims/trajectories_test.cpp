#include "qed/claims/trajectories.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

using testing::HandMadeClass;
using testing::q;

TEST(ProductGrowthLog, EnclosesTheLogarithm) {
  const HandMadeClass c;  // 2 ln(3/2) = 0.81093… against (4 * 1/4)^(1/3) = 1
  const Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_GT(r.value->lower(), q(81093, 100000));
  EXPECT_LT(r.value->upper(), q(81094, 100000));
  EXPECT_EQ(r.bound->exact(), 1);  // a rational cube root is exact
  EXPECT_TRUE(r.interesting);
}

TEST(ProductGrowthLog, AnIrrationalBoundIsEnclosed) {
  HandMadeClass c;
  c.quantities.S3 = q(1, 2);  // cube root of 2 = 1.2599…
  const Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->method(), Method::certified);
  EXPECT_GT(r.bound->lower(), q(12599, 10000));
  EXPECT_LT(r.bound->upper(), q(12600, 10000));
  EXPECT_LT(r.ratio->upper(), q(65, 100));  // 0.81093/1.2599 = 0.6436…
}

TEST(ProductGrowthLog, NothingAskedIsExactlyNothing) {
  HandMadeClass c;
  c.quantities.S1 = c.quantities.S3 = 0;
  c.quantities.occupancy = {{q(0), q(2)}};
  const Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.value->exact(), 0);
  EXPECT_EQ(r.bound->exact(), 0);
  EXPECT_FALSE(r.ratio);
  EXPECT_FALSE(r.interesting);
}

TEST(ProductGrowthLog, EveryLinkOfTheChainCanFail) {
  HandMadeClass c;
  c.quantities.S1 = q(4, 5);  // 0.81093 > 0.8: the ends of the chain still hold
  Comparison r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "E ln prod (1 + theta) <= S1 is violated");
  c = {};
  c.quantities.S3 = q(1, 5);  // 1 > 4/5
  r = decide_product_growth_log(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "S1^3 <= N^2 S3 is violated");
}

TEST(ProductGrowthLog, AppliesOutsideButNotWhereTheQueryIsSeen) {
  HandMadeClass c;
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_product_growth_log(c.facts()).verdict, Verdict::holds);
  c.model_class.environment.sees_query = true;
  EXPECT_EQ(decide_product_growth_log(c.facts()).verdict, Verdict::not_applicable);
}

// --- trajectory-dominance: the hand-made class has heads alone, P_im = 3/8 with a product of 3/2, P_dem = 1/4 ------------

TEST(TrajectoryDominance, IsTightWhereTheTruthIsTheMinimiser) {
  const HandMadeClass c;
  const Comparison r = decide_trajectory_dominance(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.value->exact(), q(3, 8));
  EXPECT_EQ(r.bound->exact(), q(3, 8));
  EXPECT_EQ(r.ratio->exact(), 1);
  EXPECT_EQ(r.detail, "trajectory heads, K = 3/2 (of 0 events and 1 trajectory; 3 states more)");
  EXPECT_TRUE(r.interesting);
  EXPECT_FALSE(r.vacuous);
}

TEST(TrajectoryDominance, EveryValueOfTheProductIsAK) {
  HandMadeClass c;
  // At K = 2 all of 3/8 is below 1/2; at K = 1 there is 5/16 above 1/4.
  c.quantities.accumulated->trajectories[0].product = {{q(1), q(5, 16)}, {q(2), q(1, 16)}};
  const Comparison r = decide_trajectory_dominance(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.ratio->exact(), q(5, 4));
  EXPECT_NE(r.detail.find(", K = 1 ("), std::string::npos) << r.detail;
  // And what lies below a K counts at that K: 1/4 + 5/16 above 2 1/4.
  c.quantities.accumulated->trajectories[0].product = {{q(1), q(1, 4)}, {q(2), q(5, 16)}};
  EXPECT_EQ(decide_trajectory_dominance(c.facts()).value->exact(), q(9, 16));
}

TEST(TrajectoryDominance, EventsAreDecidedToo) {
  HandMadeClass c;
  c.model_class.events.push_back(Event::contains("heads twice", {1, 1}, 2, 1));
  c.quantities.events.push_back({"heads twice", q(1, 8), q(1, 8), q(1, 16)});
  c.quantities.accumulated->products.push_back({{q(9, 4), q(9, 64)}});
  Comparison r = decide_trajectory_dominance(c.facts());  // 9/4 1/16 = 9/64
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.ratio->exact(), 1);
  EXPECT_EQ(r.detail, "event \"heads twice\", K = 9/4 (of 1 event and 1 trajectory; 3 states more)");
  c.quantities.accumulated->products[0][0].second = q(10, 64);
  r = decide_trajectory_dominance(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.ratio->exact(), q(10, 9));
}

TEST(TrajectoryDominance, WhatTheDemonstratorNeverDoesIsNotImitated) {
  HandMadeClass c;
  c.quantities.accumulated->trajectories[0].demonstrator = 0;
  const Comparison r = decide_trajectory_dominance(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_TRUE(r.unbounded_ratio);
}

TEST(TrajectoryDominance, ABoundOfOneIsReportedOnlyAlone) {
  HandMadeClass c;
  c.quantities.accumulated->trajectories[0] = {{{0, 0}}, {{q(2), q(1)}}, q(1, 2)};
  Comparison r = decide_trajectory_dominance(c.facts());
  EXPECT_TRUE(r.vacuous);
  EXPECT_FALSE(r.interesting);
  EXPECT_EQ(r.bound->exact(), 1);
  c.quantities.accumulated->trajectories.push_back({{{1, 0}}, {{q(3, 2), q(1, 8)}}, q(1, 4)});
  r = decide_trajectory_dominance(c.facts());
  EXPECT_FALSE(r.vacuous);
  EXPECT_EQ(r.ratio->exact(), q(1, 3));  // 1/8 over 3/8, and not 1 over 1
}

TEST(TrajectoryDominance, SaysWhyItDoesNotSpeak) {
  HandMadeClass c;
  c.quantities.accumulated->every_trajectory = false;
  EXPECT_EQ(decide_trajectory_dominance(c.facts()).detail,
            "the class has no events, and more than 1024 trajectories");
  c.quantities.accumulated.reset();
  EXPECT_EQ(decide_trajectory_dominance(c.facts()).detail, "what it is decided from was not evaluated");
  c.model_class.environment.sees_query = true;
  EXPECT_EQ(decide_trajectory_dominance(c.facts()).detail, "the environment sees the query bit");
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_trajectory_dominance(c.facts()).verdict, Verdict::not_applicable);
}

}  // namespace
}  // namespace qed
