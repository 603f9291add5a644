#include "qed/training/grid_world.hpp"

#include <gtest/gtest.h>

#include "qed/training/planner.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

TEST(GridWorld, StepsGoWhereTheyAreMeantOrAside) {
  const GridWorld g = grid_world("S./#G", ratio(1, 5));
  EXPECT_EQ(g.world.states, (std::vector<std::string>{"1,1", "1,2", "2,2"}));
  // East from the start: 4/5 east; north is off the map and south a wall, each 1/10 and back.
  EXPECT_EQ(g.world.next[0][1], testing::law({ratio(1, 5), ratio(4, 5), 0}));
  // South from the corner: 4/5 to the goal, 1/10 west to the start, 1/10 east off the map.
  EXPECT_EQ(g.world.next[1][2], testing::law({ratio(1, 10), ratio(1, 10), ratio(4, 5)}));
  EXPECT_EQ(g.in_goal[2][0], std::vector<Rational>{1});
  EXPECT_EQ(g.in_goal[1][0], std::vector<Rational>{0});
}

TEST(GridWorld, DrawsTheLikeliestAction) {
  const GridWorld g = grid_world("S~/#G", 0);
  const Plan plan = greedy_plan(g.world, reward_from(g.in_goal, {1}), {}, 3, Ties::first).plan;
  EXPECT_EQ(drawn(g, plan[0]), (std::vector<std::string>{" S> ~v", " ## G>"}));
}

TEST(GridWorld, OpenMapsHavePuddlesWithAWayBetweenThem) {
  // Puddles where row + twice the column is 2 more than a multiple of 5, from 0.
  EXPECT_EQ(grid_world("3x4", 0).map, (std::vector<std::string>{"S~..", "...~", "~..G"}));
  EXPECT_EQ(grid_world("16x16", 0).world.states.size(), 256u);
}

TEST(GridWorld, RefusesMapsThatAreNone) {
  const auto refusal = [](const char* map, const Rational& slip = 0) {
    return testing::refusal([&] { grid_world(map, slip); });
  };
  EXPECT_EQ(refusal("S./."),
            "row 2 of the map has 1 cells and row 1 has 2; expected as many, and one at least");
  EXPECT_EQ(refusal("Sx"), "row 1, column 2 of the map: found \"x\", expected S, G, ~, # or .");
  EXPECT_EQ(refusal(".."), "0 starts on the map; expected one S");
  EXPECT_EQ(refusal("SGG"), "2 goals on the map; expected one G at most");
  EXPECT_EQ(refusal("S"), "1 x 1 cells on the map; expected 2 to 256");
  EXPECT_EQ(refusal("16x17"), "16 x 17 cells on the map; expected 2 to 256");
  EXPECT_EQ(refusal("0x5"), "0 x 5 cells on the map; expected 2 to 256");
  EXPECT_EQ(refusal("4x"), "row 1, column 1 of the map: found \"4\", expected S, G, ~, # or .");
  EXPECT_EQ(refusal("S.", 2), "slip = 2 is outside [0, 1]");
}

}  // namespace
}  // namespace qed
