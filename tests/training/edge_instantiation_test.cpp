#include "qed/training/edge_instantiation.hpp"

#include <gtest/gtest.h>

#include "properties/faults/planner_faults.hpp"
#include "qed/exact/number.hpp"

namespace qed {
namespace {

// [claim edge-instantiation]
TEST(EdgeInstantiation, MomentsMatchAndTheCarCrashes) {
  const EdgeCase at = edge_case({});
  const Comparison r = decide_edge_instantiation(at);
  EXPECT_EQ(r.verdict, Verdict::holds) << r.detail;
  EXPECT_TRUE(r.interesting);
  EXPECT_GT(at.progress_only.crash, ratio(1, 20));
  EXPECT_LT(at.human_crash * 1000, at.progress_only.crash);
}

TEST(EdgeInstantiation, IsThereOnARegionAndNotBeyondIt) {
  const std::vector<EdgeCase> all = search({{ratio(3, 2), 2}, {ratio(1, 10)}, {-4, 1, 3}, {20}}, 6);
  ASSERT_EQ(all.size(), 6u);
  for (const EdgeCase& at : all) {
    for (const Rational& error : at.progress_only.fit.count_error) EXPECT_LE(error, parse_rational("1e-12"));
    // Who hardly moves is imitated by hardly moving.
    EXPECT_EQ(decide_edge_instantiation(at).verdict, at.road.liking < 0 ? Verdict::violated : Verdict::holds)
        << to_string(at.road.speed) << " " << to_string(at.road.liking);
  }
}

TEST(EdgeInstantiation, FeaturesThatSeeTheDangerEndIt) {
  const EdgeCase at = properties::FeaturesThatSeeTheDanger::at({});
  const Comparison r = decide_edge_instantiation(at);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "the crash is likely");
}

TEST(EdgeInstantiation, APlannerThatMissesTheCountsIsNoCase) {
  const Road road;
  const RoadWorld world = road_world(road);
  EdgeCase at = edge_case(road);
  at.progress_only.fit.plan =
      properties::HardMaximum::run(world.world, world.progress, at.progress_only.fit, road.steps);
  const Rational counted = feature_counts(world.world, at.progress_only.fit.plan, world.progress)[0];
  at.progress_only.fit.count_error = {
      abs(Rational(counted - feature_counts(world.world, human_plan(road, world), world.progress)[0]))};
  const Comparison r = decide_edge_instantiation(at);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "the counts match");
}

TEST(EdgeInstantiation, CautionHelpsWhereTheHumanIsInTheClass) {
  const EdgeTable t = edge_table({}, ratio(1, 50));
  EXPECT_LE(t.informed.crash, 2 * t.at.human_crash);
  EXPECT_LT(t.holding_crash * 10, t.at.progress_only.crash);
  EXPECT_GT(t.lacking_crash, 100 * t.at.human_crash);
  for (const ClaimResult& r : t.claims) EXPECT_EQ(r.worst.verdict, Verdict::holds) << r.claim->id;
}

TEST(EdgeInstantiation, AHumanWhoMindsNothingIsOneModelOfFewer) {
  Road road;
  road.dislike = 0;
  EXPECT_EQ(irl_class(road, true, ratio(1, 50)).models.size(), 4u);  // four likings
  road.liking = 0;
  EXPECT_EQ(irl_class(road, true, ratio(1, 50)).models.size(), 1u);
}

TEST(EdgeInstantiation, RefusesRoadsThatAreNone) {
  EXPECT_THROW(road_world({1, ratio(1, 10), 3, 20, 6}), std::invalid_argument);
  EXPECT_THROW(road_world({2, 0, 3, 20, 6}), std::invalid_argument);
  EXPECT_THROW(road_world({2, ratio(1, 10), 3, 20, 0}), std::invalid_argument);
}

}  // namespace
}  // namespace qed
