#include "qed/training/late_trigger.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/faults/planner_faults.hpp"
#include "properties/generators/mdp.hpp"
#include "properties/generators/numbers.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

// A yard; who jumps is outside for one step, and then in the yard again. Nobody can get to the cellar.
Mdp yard() {
  const Distribution in = Distribution::certain(0, 3), out = Distribution::certain(1, 3);
  return {{"yard", "outside", "cellar"}, {"stay", "jump"}, 0, {{in, out}, {in, in}, {in, in}}};
}

// Both stay at first. Then the one jumps one time in four, the other three times in four; then both stay. In the
// cellar they would not do the same.
TwoPlans jumpers() {
  const Distribution stays = Distribution::certain(0, 2), jumps = Distribution::certain(1, 2);
  const auto plan = [&](const Rational& p, const Distribution& in_the_cellar) {
    const std::vector<Distribution> quiet{stays, stays, in_the_cellar};
    return Plan{quiet, {testing::law({Rational(1 - p), p}), stays, in_the_cellar}, quiet, quiet};
  };
  return {plan(ratio(1, 4), stays), plan(ratio(3, 4), jumps), 1, {false, true, false}};
}
const Drawn one_in_three{{ratio(1, 4), ratio(1, 8), ratio(3, 8)}, 0};

TEST(LateTrigger, ByHand) {
  const Seen s = what_is_seen(yard(), jumpers(), one_in_three);
  EXPECT_EQ(s.behaviour, (std::vector<Rational>{0, ratio(1, 2), ratio(1, 2), ratio(1, 2)}));
  EXPECT_EQ(s.event, (std::vector<Rational>{0, ratio(1, 2), ratio(1, 2), ratio(1, 2)}));
  EXPECT_EQ(s.share, ratio(1, 3));
  EXPECT_EQ(s.description, ratio(2, 3));
  const Comparison c = decide_late_trigger(s);
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.ratio->exact(), 1);  // behaviour sees no more here than that someone jumped
  EXPECT_TRUE(c.interesting);
}

TEST(LateTrigger, MistakesAreSeen) {
  const auto decided = [&](const OfBehaviour& behaviour, const OfDescriptions& descriptions) {
    return decide_late_trigger(what_is_seen(yard(), jumpers(), one_in_three, behaviour, descriptions));
  };
  // Who looks into the plan finds what they would do in the cellar, at once.
  Comparison c = decided(properties::SeesThePlan::of, best_of_descriptions);
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.detail, "behaviour, 1 step seen");
  // Who forgets does not know any more that someone jumped.
  c = decided(properties::ForgetsWhatItSaw::of, best_of_descriptions);
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.detail, "the event, 4 steps seen");
  c = decided(best_of_behaviour, properties::CountsModels::of);
  EXPECT_EQ(c.verdict, Verdict::holds);  // three models, and the demonstrator has a third
  const Drawn likely{{ratio(1, 2), ratio(1, 4)}, 0};
  c = decide_late_trigger(
      what_is_seen(yard(), jumpers(), likely, best_of_behaviour, properties::CountsModels::of));
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.value->exact(), ratio(1, 6));  // 1/2 in place of 1/3
}

// Without the hypothesis: plans that are alike for one step less than is said.
TEST(LateTrigger, WhoIsNotAlikeIsSeen) {
  TwoPlans plans = jumpers();
  plans.alike = 2;
  const Comparison c = decide_late_trigger(what_is_seen(yard(), plans, one_in_three));
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.detail, "behaviour, 2 steps seen");
}

TEST(LateTrigger, RefusesWhatDoesNotFit) {
  EXPECT_EQ(testing::refusal([] {
              (void)what_is_seen(yard(), jumpers(), Drawn{{Rational(1)}, 1});
            }),
            "the demonstrator is model 1 of 1");
  TwoPlans plans = jumpers();
  plans.other.pop_back();
  EXPECT_THROW((void)what_is_seen(yard(), plans, std::nullopt), std::invalid_argument);
}

RC_GTEST_PROP(LateTrigger, behaviour_tells_nothing_before_and_the_event_after, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp world = gen::mdp(draw);
  const auto steps = static_cast<unsigned>(draw.between(1, 3));
  TwoPlans plans{gen::plan(draw, world, steps), gen::plan(draw, world, steps),
                 static_cast<unsigned>(draw.below(steps + 1)), std::vector<bool>(world.states.size())};
  const auto possible = possible_states(world, steps);
  for (unsigned t = 0; t < plans.alike; ++t)
    for (StateIndex s = 0; s < world.states.size(); ++s)
      if (possible[t][s]) plans.other[t][s] = plans.demonstrator[t][s];
  for (std::size_t s = 0; s < plans.event.size(); ++s) plans.event[s] = s != world.start && draw.chance(50);
  Drawn drawn;
  for (std::size_t n = draw.between(1, 4); n > 0; --n)
    drawn.weights.push_back(ratio(std::size_t{1}, draw.between(4, 9)));
  drawn.demonstrator = draw.below(drawn.weights.size());
  const Comparison c = decide_late_trigger(what_is_seen(world, plans, drawn));
  RC_CLASSIFY(c.interesting, "alike, then told apart by the event");
  RC_ASSERT(c.verdict == Verdict::holds);
}

}  // namespace
}  // namespace qed
