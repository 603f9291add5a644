#include "qed/training/edge_map.hpp"

#include <gtest/gtest.h>

#include "qed/exact/number.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

// To the goal through the pit in two steps, round it in four.
constexpr const char* by_the_pit = "S~G/...";
const MapOptions short_walk{0, 2, 20, 6};

TEST(EdgeMap, WhoSeesTheGoalAloneGoesThroughThePit) {
  const MapCase at = map_case(by_the_pit, short_walk);
  const Comparison found = decide_edge_instantiation(at.human_falls, at.goal_only);
  EXPECT_EQ(found.verdict, Verdict::holds) << found.detail;
  EXPECT_TRUE(found.interesting);
  EXPECT_GT(at.goal_only.crash, 1000 * at.human_falls);
  // Two features that move: their counts determine the planner, and the human is one to the end.
  EXPECT_LT(at.goal_and_pits.crash, ratio(11, 10) * at.human_falls);
  EXPECT_LE(at.goal_and_pits.fit.count_error[1], parse_rational("1e-12"));
}

TEST(EdgeMap, WhoMindsNoPitIsImitatedWell) {
  MapOptions careless = short_walk;
  careless.pit = 0;
  const MapCase at = map_case(by_the_pit, careless);
  EXPECT_EQ(decide_edge_instantiation(at.human_falls, at.goal_only).verdict, Verdict::violated);
  EXPECT_LT(at.goal_only.crash, ratio(11, 10) * at.human_falls);
}

TEST(EdgeMap, CertifiesALargerMap) {
  const MapCase at = map_case("6x6", {ratio(1, 10), 2, 8, 12});
  for (const Learner* l : {&at.goal_only, &at.goal_and_pits})
    for (const Rational& off : l->fit.count_error) EXPECT_LE(off, parse_rational("1e-12"));
  EXPECT_GT(at.goal_only.crash, at.human_falls);
}

TEST(EdgeMap, RefusesMapsWithoutADanger) {
  EXPECT_EQ(testing::refusal([&] { map_case("S.G", short_walk); }),
            "no pit on the map; expected one ~ at least");
  EXPECT_EQ(testing::refusal([&] { map_case("S~.", short_walk); }), "no goal on the map; expected one G");
  MapOptions none = short_walk;
  none.steps = 0;
  EXPECT_EQ(testing::refusal([&] { map_case(by_the_pit, none); }), "steps = 0; expected at least 1");
}

}  // namespace
}  // namespace qed
