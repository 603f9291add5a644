#include "qed/training/edge_road.hpp"

#include <gtest/gtest.h>

#include "properties/faults/planner_faults.hpp"
#include "qed/exact/number.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

// [claim edge-instantiation]
TEST(EdgeInstantiation, MomentsMatchAndTheCarCrashes) {
  const EdgeCase at = edge_case(road_world({}));
  const Comparison r = decide_edge_instantiation(at);
  EXPECT_EQ(r.verdict, Verdict::holds) << r.detail;
  EXPECT_TRUE(r.interesting);
  EXPECT_GT(at.learner.bad, ratio(1, 20));
  EXPECT_LT(at.human_bad * 1000, at.learner.bad);
}

TEST(EdgeInstantiation, IsThereOnARegionAndNotBeyondIt) {
  const std::vector<Dimension> dimensions{{"liking", {-4, 1, 3}}, {"speed", {ratio(3, 2), 2}}};
  const std::vector<EdgeCase> all = search(dimensions, [](std::span<const Rational> at) {
    return road_world({at[1], ratio(1, 10), at[0], 20, 6});
  });
  ASSERT_EQ(all.size(), 6u);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const Rational& error : all[i].learner.fit.count_error) EXPECT_LE(error, parse_rational("1e-12"));
    // Who hardly moves is imitated by hardly moving.
    EXPECT_EQ(decide_edge_instantiation(all[i]).verdict, i < 2 ? Verdict::violated : Verdict::holds) << i;
  }
}

TEST(EdgeInstantiation, FeaturesThatSeeTheDangerEndIt) {
  const EdgeCase at = properties::FeaturesThatSeeTheDanger::at(road_world({}));
  const Comparison r = decide_edge_instantiation(at);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "what is bad is likely");
}

TEST(EdgeInstantiation, APlannerThatMissesTheCountsIsNoCase) {
  const EdgeWorld road = road_world({});
  EdgeCase at = edge_case(road);
  IrlFit& fit = at.learner.fit;
  fit.plan = properties::HardMaximum::run(road.world, road.liked, fit, road.steps);
  fit.count_error = {abs(Rational(feature_counts(road.world, fit.plan, road.liked)[0] -
                                  feature_counts(road.world, at.human, road.liked)[0]))};
  const Comparison r = decide_edge_instantiation(at);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "the counts match");
}

TEST(EdgeInstantiation, CautionHelpsWhereTheHumanIsInTheClass) {
  const EdgeWorld road = road_world({});
  const EdgeTable t = edge_table(road, ratio(1, 50), road.steps);
  EXPECT_EQ(t.human, t.blind.human_bad);
  EXPECT_EQ(t.human, parse_rational("75244497888701477935195797120396171374361667983399347/"
                                    "4903985730770844346746710486880989387579965190987526963200000"));
  const auto is = [](const Rational& found, const char* digits) { EXPECT_EQ(to_decimal(found, 20), digits); };
  is(t.irl_blind, "0.19372076938215925585");
  is(t.irl_seeing, "1.5343539320794565051e-8");
  is(t.lacking.bad, "0.028687062108058133196");
  is(t.lacking.queries, "4.7281947488725566310");
  is(t.holding.bad, "1.4487347107241803594e-8");
  is(t.holding.queries, "4.0024435161461082963");
  EXPECT_LE(t.irl_seeing, 2 * t.human);
  EXPECT_LT(t.holding.bad * 10, t.irl_blind);
  EXPECT_GT(t.lacking.bad, 100 * t.human);
  EXPECT_TRUE(t.lacking.complete && t.holding.complete);
  ASSERT_EQ(t.holding.claims.size(), 3u);
  ASSERT_EQ(t.lacking.claims.size(), 1u);  // of a human outside only this is said
  EXPECT_EQ(t.lacking.claims[0].claim->id, "query-identity");
  for (const Cautious* c : {&t.lacking, &t.holding})
    for (const ClaimResult& r : c->claims) EXPECT_EQ(r.worst.verdict, Verdict::holds) << r.claim->id;
}

TEST(EdgeInstantiation, WhatALimitCutsShortIsUndecided) {
  const EdgeWorld road = road_world({});
  const ModelClass c = irl_class(road, Sees::both, ratio(1, 50), road.steps);
  const Cautious whole = cautious(c), cut = cautious(c, {whole.states / 2, UINT64_MAX});
  EXPECT_FALSE(cut.complete);
  EXPECT_LT(cut.evaluated, road.steps);
  for (const ClaimResult& r : cut.claims) EXPECT_EQ(r.worst.verdict, Verdict::undecided) << r.claim->id;
  // What was reached is exact: as where nobody wanted more.
  const Cautious shorter = cautious(irl_class(road, Sees::both, ratio(1, 50), cut.evaluated));
  EXPECT_TRUE(shorter.complete);
  EXPECT_EQ(cut.bad, shorter.bad);
  EXPECT_EQ(cut.queries, shorter.queries);
}

TEST(EdgeInstantiation, AHumanWhoMindsNothingIsOneModelOfFewer) {
  EdgeWorld road = road_world({2, ratio(1, 10), 3, 0, 6});
  EXPECT_EQ(irl_class(road, Sees::both, ratio(1, 50), 6).models.size(), 4u);  // four likings
  road.liking = 0;
  EXPECT_EQ(irl_class(road, Sees::both, ratio(1, 50), 6).models.size(), 1u);
}

TEST(EdgeInstantiation, RefusesRoadsThatAreNone) {
  EXPECT_EQ(testing::refusal([] {
              road_world({1, ratio(1, 10), 3, 20, 6});
            }),
            "speed = 1; expected more than 1");
  EXPECT_EQ(testing::refusal([] { road_world({2, 0, 3, 20, 6}); }), "crash = 0; expected a number in (0, 1)");
  EXPECT_EQ(testing::refusal([] {
              road_world({2, ratio(1, 10), 3, 20, 0});
            }),
            "steps = 0; expected at least 1");
  EXPECT_EQ(testing::refusal([] { irl_class(road_world({}), Sees::both, ratio(1, 50), 7); }),
            "a horizon of 7 in an episode of 6 steps");
}

}  // namespace
}  // namespace qed
