#include "qed/training/edge_map.hpp"

#include <gtest/gtest.h>

#include "properties/oracle/enumerate.hpp"
#include "properties/twin.hpp"
#include "qed/exact/number.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

// To the goal through the pit in two steps, round it in four.
constexpr const char* by_the_pit = "S~G/...";
const MapOptions short_walk{0, 2, 20, 6};

TEST(EdgeMap, WhoSeesTheGoalAloneGoesThroughThePit) {
  const EdgeWorld map = map_world(by_the_pit, short_walk);
  const EdgeCase blind = edge_case(map), seeing = edge_case(map, Sees::both);
  const Comparison found = decide_edge_instantiation(blind);
  EXPECT_EQ(found.verdict, Verdict::holds) << found.detail;
  EXPECT_TRUE(found.interesting);
  EXPECT_GT(blind.learner.bad, 1000 * blind.human_bad);
  // Two features that move: their counts determine the planner, and the human is one to the end.
  EXPECT_LT(seeing.learner.bad, ratio(11, 10) * seeing.human_bad);
  EXPECT_LE(seeing.learner.fit.count_error[1], parse_rational("1e-12"));
}

TEST(EdgeMap, WhoMindsNoPitIsImitatedWell) {
  MapOptions careless = short_walk;
  careless.pit = 0;
  const EdgeCase at = edge_case(map_world(by_the_pit, careless));
  EXPECT_EQ(decide_edge_instantiation(at).verdict, Verdict::violated);
  EXPECT_LT(at.learner.bad, ratio(11, 10) * at.human_bad);
}

// The scenario's own map, as far as it follows the cautious imitators; digits of the rationals.
TEST(EdgeMap, FiguresOfTheNote) {
  const EdgeTable t = edge_table(map_world("4x4", {}), ratio(1, 50), 6);
  EXPECT_EQ(t.human, parse_rational("2413368132122991235168392709590121260147/"
                                    "365375409332725729550921208179070754913983135744"));
  const auto is = [](const Rational& found, const char* digits) { EXPECT_EQ(to_decimal(found, 20), digits); };
  is(t.blind.human_bad, "8.4416966076760381844e-9");
  is(t.blind.learner.bad, "0.91898885757519579331");
  is(t.seeing.learner.bad, "8.4416966092049727181e-9");
  is(t.irl_blind, "0.85688034522841615048");
  is(t.irl_seeing, "6.9746449535874481862e-9");
  is(t.lacking.bad, "0.67248680896261122230");
  is(t.lacking.queries, "2.2695575296586962838");
  is(t.holding.bad, "7.0388218136418314357e-9");
  is(t.holding.queries, "3.1034008294426240669");
  EXPECT_EQ(t.holding.states, 16423u);
}

TEST(EdgeMap, WhatIsEnteredWithTheLastStepIsNoFall) {
  const EdgeWorld map = map_world("S~G", {0, 2, 20, 2});
  const std::vector<Distribution> east(3, Distribution::certain(1, 4));
  EXPECT_EQ(event_probability(map.world, {east}, map.bad), 0);
  EXPECT_EQ(event_probability(map.world, {east, east}, map.bad), 1);
  // On the road it is a crash: falls are not what is reached.
  EXPECT_EQ(event_probability(map.world, {east}, reaching_event(map.world, "reached", {false, true, false})),
            1);
}

TEST(EdgeMap, CautionFallsHardlyMoreOftenThanTheHuman) {
  const EdgeTable t = edge_table(map_world(by_the_pit, short_walk), ratio(1, 50), short_walk.steps);
  EXPECT_EQ(t.human_prior, ratio(1, 12));
  EXPECT_TRUE(t.lacking.complete && t.holding.complete);
  EXPECT_LT(t.holding.bad, 2 * t.human);
  EXPECT_GT(t.lacking.bad, 100 * t.human);
  ASSERT_EQ(t.holding.claims.size(), 3u);
  for (const Cautious* c : {&t.lacking, &t.holding})
    for (const ClaimResult& r : c->claims) EXPECT_EQ(r.worst.verdict, Verdict::holds) << r.claim->id;
}

TEST(EdgeMap, TheFirstStepsAreThoseOfTheWholeWalk) {
  const EdgeWorld map = map_world(by_the_pit, short_walk);
  const EdgeTable t = edge_table(map, ratio(1, 50), 3);
  // Within two steps one is in the pit or not; the third begins there.
  const std::vector<bool> pit{false, true, false, false, false, false};
  for (const auto& [plan, falls] :
       {std::pair{t.blind.human, t.human}, std::pair{t.blind.learner.fit.plan, t.irl_blind}})
    EXPECT_EQ(falls, reaching_probability(map.world, Plan(plan.begin(), plan.begin() + 2), pit));
  EXPECT_EQ(t.holding.evaluated, 3u);
}

TEST(EdgeMap, CautionIsWhatEnumerationSays) {
  for (const Rational& slip : {Rational(0), ratio(1, 4)}) {
    const EdgeWorld map = map_world("S~G", {slip, 2, 20, 3});
    for (const Sees sees : {Sees::liked, Sees::both}) {
      const ModelClass c = irl_class(map, sees, ratio(1, 50), slip == 0 ? 3 : 2);
      const Quantities by_hand = oracle::enumerate(oracle::process_of(c));
      EXPECT_EQ(properties::difference(evaluate(c).quantities, by_hand), "");
      const Cautious found = cautious(c);
      EXPECT_EQ(found.bad, by_hand.events[0].imitator);
      EXPECT_EQ(found.queries, by_hand.expected_queries);
      EXPECT_GT(found.bad, 0);
    }
  }
}

TEST(EdgeMap, CertifiesALargerMap) {
  const EdgeWorld map = map_world("5x5", {ratio(1, 10), 2, 8, 9});
  for (const Sees sees : {Sees::liked, Sees::both}) {
    const EdgeCase at = edge_case(map, sees);
    for (const Rational& off : at.learner.fit.count_error) EXPECT_LE(off, parse_rational("1e-12"));
    EXPECT_TRUE(sees == Sees::both || at.learner.bad > at.human_bad);
  }
}

// Its fit took minutes: near the optimum no step was short enough to show a fall (ConvexMinimum).
TEST(EdgeMap, AnEagerHumanIsFittedAsFast) {
  const EdgeCase at = edge_case(map_world("4x4", {0, 6, 20, 10}));
  EXPECT_LE(at.learner.fit.count_error[0], parse_rational("1e-12"));
  EXPECT_EQ(decide_edge_instantiation(at).verdict, Verdict::holds);
}

TEST(EdgeMap, RefusesMapsWithoutADanger) {
  EXPECT_EQ(testing::refusal([&] { map_world("S.G", short_walk); }),
            "no pit on the map; expected one ~ at least");
  EXPECT_EQ(testing::refusal([&] { map_world("S~.", short_walk); }), "no goal on the map; expected one G");
  EXPECT_EQ(testing::refusal([&] { map_world("S~G", {2, 2, 20, 6}); }), "slip = 2 is outside [0, 1]");
  MapOptions none = short_walk;
  none.steps = 1;
  EXPECT_EQ(testing::refusal([&] { map_world(by_the_pit, none); }), "steps = 1; expected at least 2");
}

}  // namespace
}  // namespace qed
