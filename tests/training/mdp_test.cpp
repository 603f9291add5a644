#include "qed/training/mdp.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/generators/mdp.hpp"
#include "qed/evaluate/demonstrator.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

// "go" leads on with probability 2/3; "stay" stays; the end stays.
Mdp corridor() {
  const Distribution here = Distribution::certain(0, 2), there = Distribution::certain(1, 2);
  return {
      {"door", "end"}, {"stay", "go"}, 0, {{here, testing::law({ratio(1, 3), ratio(2, 3)})}, {there, there}}};
}
const Plan half_and_half{std::vector<Distribution>(2, Distribution::uniform(2)),
                         std::vector<Distribution>(2, Distribution::uniform(2))};

TEST(Mdp, StateLawsByHand) {  // leaves with 1/2 2/3 = 1/3 a step: 1, 2/3, 4/9
  const auto laws = state_laws(corridor(), half_and_half);
  ASSERT_EQ(laws.size(), 3u);
  EXPECT_EQ(laws[0], (std::vector<Rational>{1, 0}));
  EXPECT_EQ(laws[1], (std::vector<Rational>{ratio(2, 3), ratio(1, 3)}));
  EXPECT_EQ(laws[2], (std::vector<Rational>{ratio(4, 9), ratio(5, 9)}));
  EXPECT_EQ(reaching_probability(corridor(), half_and_half, {false, true}), ratio(5, 9));
  EXPECT_EQ(reaching_probability(corridor(), half_and_half, {true, false}), 1);  // the start counts
  // A step begins at the end: the first of two led there.
  EXPECT_EQ(event_probability(corridor(), half_and_half, acting_event(corridor(), "acts", {false, true})),
            ratio(1, 3));
}

TEST(Mdp, ObservationsAreTheRanksOfWhatMayFollow) {
  const Mdp mdp = corridor();
  EXPECT_EQ(observation_names(mdp), (std::vector<std::string>{"next-0", "next-1"}));
  const Environment e = environment_of(mdp);
  EXPECT_EQ(e.states[0].laws[0][0], testing::law({1, 0}));  // stay: only the door, of rank 0
  EXPECT_EQ(e.states[0].laws[0][1], testing::law({ratio(1, 3), ratio(2, 3)}));
  EXPECT_EQ(e.states[0].next[1], (std::vector<StateIndex>{0, 1}));
  EXPECT_EQ(e.states[1].laws[1][1], testing::law({1, 0}));  // at the end: only the end, of rank 0
  EXPECT_EQ(e.states[1].next[1][0], 1u);
}

TEST(Mdp, BehaviourDistancesByHand) {
  // Stays for certain, against half and half: after one step 1/2; after two the history
  // "stay, stay" has 1 against 1/4.
  const Plan stays(2, std::vector<Distribution>(2, Distribution::certain(0, 2)));
  EXPECT_EQ(behaviour_distances(corridor(), stays, half_and_half),
            (std::vector<Rational>{ratio(1, 2), ratio(3, 4)}));
  EXPECT_EQ(behaviour_distances(corridor(), half_and_half, half_and_half), (std::vector<Rational>{0, 0}));
  // Apart only at the end, where it is but one time in three after one step.
  Plan other = half_and_half;
  other[1][1] = Distribution::certain(0, 2);
  EXPECT_EQ(behaviour_distances(corridor(), half_and_half, other), (std::vector<Rational>{0, ratio(1, 6)}));
  EXPECT_THROW(behaviour_distances(corridor(), half_and_half, {half_and_half[0]}), std::invalid_argument);
}

TEST(Mdp, RefusesWhatIsNoWorld) {
  EXPECT_EQ(testing::refusal([] { corridor().validate(); }), "accepted");
  Mdp mdp = corridor();
  mdp.start = 2;
  EXPECT_EQ(testing::refusal([&] { mdp.validate(); }), "the start is state 2 of 2");
  mdp = corridor();
  mdp.next[0].pop_back();
  EXPECT_EQ(testing::refusal([&] { mdp.validate(); }), "dynamics of 1 actions in state \"door\", of 2");
  mdp = corridor();
  mdp.next[1][1] = Distribution::uniform(3);
  EXPECT_EQ(testing::refusal([&] { mdp.validate(); }),
            "after \"go\" in state \"end\": a law over 3 states, of 2");
  mdp = corridor();
  mdp.states[1] = "door";
  EXPECT_EQ(testing::refusal([&] { mdp.validate(); }), "two states are called \"door\"");
  mdp.states[1] = "";
  EXPECT_EQ(testing::refusal([&] { mdp.validate(); }), "states 1: found an empty name, expected a name");
  EXPECT_THROW(corridor().state("dor"), std::invalid_argument);
  EXPECT_EQ(corridor().state("end"), 1u);
  EXPECT_THROW(reaching_probability(corridor(), {}, {true, false}), std::invalid_argument);
  EXPECT_THROW(policy_of(corridor(), {std::vector<Distribution>(1, Distribution::uniform(2))}),
               std::invalid_argument);
}

RC_GTEST_PROP(MdpAsAClass, DistancesLieBetweenTheirBounds, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp mdp = gen::mdp(draw);
  const auto steps = static_cast<unsigned>(draw.between(1, 3));
  const Plan a = gen::plan(draw, mdp, steps), b = gen::plan(draw, mdp, steps);
  const Rational distance = behaviour_distances(mdp, a, b).back();
  const DistanceBounds bounds = behaviour_distance_bounds(mdp, a, b),
                       same = behaviour_distance_bounds(mdp, a, a);
  RC_CLASSIFY(bounds.at_least < distance && distance < bounds.at_most, "strictly between");
  RC_ASSERT(bounds.at_least <= distance);
  RC_ASSERT(distance <= bounds.at_most);
  RC_ASSERT(same.at_most == 0);
  if (steps == 1) RC_ASSERT(bounds.at_least == bounds.at_most);
}

// What the property below is about happens often enough: neither certain nor impossible, in a third of its
// cases.
TEST(MdpAsAClass, EventsAreMostlyOpen) {
  int open = 0;
  for (int i = 0; i < 300; ++i) {
    gen::Draw draw(rc::Random(static_cast<std::uint64_t>(i)));
    const Mdp mdp = gen::mdp(draw);
    const Plan plan = gen::plan(draw, mdp, 3);
    std::vector<bool> bad(mdp.states.size());
    for (std::size_t s = 0; s < bad.size(); ++s) bad[s] = s != mdp.start && draw.chance(50);
    const Rational p = reaching_probability(mdp, plan, bad);
    open += p > 0 && p < 1;
  }
  EXPECT_GE(open, 60);
}

// The plan as a policy in the world as an environment causes the event as often as the plan does in the
// world.
RC_GTEST_PROP(MdpAsAClass, EventsHaveTheSameProbability, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp mdp = gen::mdp(draw);
  const auto steps = static_cast<unsigned>(draw.between(1, 4));
  const Plan plan = gen::plan(draw, mdp, steps);
  std::vector<bool> bad(mdp.states.size());
  for (std::size_t s = 0; s < bad.size(); ++s) bad[s] = draw.chance(s == mdp.start ? 5 : 50);
  ModelClass c = class_in(mdp, "world");
  c.models = {{"plan", 1, policy_of(mdp, plan)}};
  c.demonstrator = ModelIndex{0};
  c.alpha = ratio(1, 2);
  c.horizon = steps;
  c.events = {reaching_event(mdp, "bad", bad), acting_event(mdp, "acts there", bad)};
  c.validate();
  // A step begins there: it was reached within a step less.
  const Rational acts = steps > 1 ? reaching_probability(mdp, Plan(plan.begin(), plan.end() - 1), bad)
                                  : Rational(bad[mdp.start] ? 1 : 0);
  const std::vector<Rational> expected{reaching_probability(mdp, plan, bad), acts};
  const auto events = evaluate(c).quantities.events;
  RC_CLASSIFY(expected[0] > 0 && expected[0] < 1, "neither certain nor impossible");
  RC_CLASSIFY(expected[0] != expected[1], "reached with the last step");
  RC_ASSERT(demonstrator_event_probabilities(c, steps) == expected);
  for (std::size_t i = 0; i < 2; ++i) {
    RC_ASSERT(event_probability(mdp, plan, c.events[i]) == expected[i]);
    RC_ASSERT(events[i].imitator == expected[i]);
  }
  // A plan that is right everywhere but at one place that can be reached is another policy.
  Plan other = plan;
  const ActionIndex taken = plan[0][mdp.start][0] == 1 ? 1 : 0;
  other[0][mdp.start] = Distribution::certain(taken, mdp.actions.size());
  RC_ASSERT(same_policy(mdp, plan, plan));
  RC_ASSERT(same_policy(mdp, plan, other) == (plan[0][mdp.start] == other[0][mdp.start]));
}

}  // namespace
}  // namespace qed
