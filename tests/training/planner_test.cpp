#include "qed/training/planner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/generators/mdp.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

// "save" pays nothing, and 3 the day after, whatever is done then; "work" pays 1.
struct Savings {
  Mdp mdp{{"poor", "rich"},
          {"work", "save"},
          0,
          {{Distribution::certain(0, 2), Distribution::certain(1, 2)},
           {Distribution::certain(0, 2), Distribution::certain(1, 2)}}};
  Reward reward{{1, 0}, {4, 3}};
};

TEST(GreedyPlanner, LooksAsFarAsItsHorizon) {
  const Savings s;
  // One step: works. Two: saves (0 + 4 against 1 + 1) when it is poor; at the last step of the episode it
  // works.
  const Plan near = greedy_plan(s.mdp, s.reward, {1u, 1, std::nullopt}, 3).plan;
  const Plan far = greedy_plan(s.mdp, s.reward, {2u, 1, std::nullopt}, 3).plan;
  EXPECT_EQ(near[0][0], testing::law({1, 0}));
  EXPECT_EQ(far[0][0], testing::law({0, 1}));
  EXPECT_EQ(far[1][0], testing::law({0, 1}));
  EXPECT_EQ(far[2][0], testing::law({1, 0}));
}

TEST(GreedyPlanner, DiscountsAndBounds) {
  const Savings s;
  // Discount d: saving is worth 4d, working 1 + d; d > 1/3 saves. At 1/3 both are worth 4/3.
  EXPECT_EQ(greedy_plan(s.mdp, s.reward, {2u, ratio(1, 2), std::nullopt}, 2).plan[0][0],
            testing::law({0, 1}));
  EXPECT_EQ(greedy_plan(s.mdp, s.reward, {2u, ratio(1, 4), std::nullopt}, 2).plan[0][0],
            testing::law({1, 0}));
  // Bound 1: the 4 counts as 1, and saving is worth 0 + 1 against 1 + 1.
  EXPECT_EQ(greedy_plan(s.mdp, s.reward, {2u, 1, Rational(1)}, 2).plan[0][0], testing::law({1, 0}));
  EXPECT_EQ(utility({std::nullopt, 1, Rational(2)}, s.reward), (Reward{{1, 0}, {2, 2}}));
}

TEST(GreedyPlanner, TiesAreInTheOpen) {
  const Savings s;
  const Planner planner{2u, ratio(1, 3), std::nullopt};
  const GreedyPlan shared = greedy_plan(s.mdp, s.reward, planner, 2);
  EXPECT_EQ(shared.plan[0][0], testing::law({ratio(1, 2), ratio(1, 2)}));
  ASSERT_EQ(shared.ties.size(), 2u);  // poor or rich: being rich pays 3 more, whatever is done
  EXPECT_EQ(shared.ties[0].step, 0u);
  EXPECT_EQ(shared.ties[0].state, 0u);
  EXPECT_EQ(shared.ties[0].best, (std::vector<ActionIndex>{0, 1}));
  EXPECT_EQ(greedy_plan(s.mdp, s.reward, planner, 2, Ties::first).plan[0][0], testing::law({1, 0}));
}

// The best expected reward to go, over everything that may be done: the recursion that defines it, with
// nothing kept.
Rational best_to_go(const Mdp& mdp, const Reward& reward, const Rational& discount, StateIndex s,
                    unsigned steps) {
  if (steps == 0) return 0;
  std::optional<Rational> best;
  for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
    Rational value = reward[s][a];
    for (StateIndex to = 0; to < mdp.states.size(); ++to)
      if (mdp.next[s][a][to] > 0)
        value += discount * mdp.next[s][a][to] * best_to_go(mdp, reward, discount, to, steps - 1);
    if (!best || value > *best) best = value;
  }
  return *best;
}

Rational worth(const Mdp& mdp, const Reward& reward, const Rational& discount, const Plan& plan) {
  const auto laws = state_laws(mdp, plan);
  Rational sum = 0, factor = 1;
  for (std::size_t t = 0; t < plan.size(); ++t, factor *= discount)
    for (StateIndex s = 0; s < mdp.states.size(); ++s)
      for (ActionIndex a = 0; a < mdp.actions.size(); ++a)
        sum += factor * laws[t][s] * plan[t][s][a] * reward[s][a];
  return sum;
}

RC_GTEST_PROP(GreedyPlanner, NoPlanIsWorthMore, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp mdp = gen::mdp(draw);
  const Reward reward = gen::reward(draw, mdp);
  const auto steps = static_cast<unsigned>(draw.between(1, 4));
  const Planner planner{std::nullopt, draw.pick({Rational(1), ratio(1, 2), ratio(3, 4)}), std::nullopt};
  const Rational best = best_to_go(mdp, reward, planner.discount, mdp.start, steps);
  const GreedyPlan shared = greedy_plan(mdp, reward, planner, steps);
  RC_CLASSIFY(!shared.ties.empty(), "ties");
  RC_ASSERT(worth(mdp, reward, planner.discount, shared.plan) == best);
  RC_ASSERT(worth(mdp, reward, planner.discount,
                  greedy_plan(mdp, reward, planner, steps, Ties::first).plan) == best);
  RC_ASSERT(worth(mdp, reward, planner.discount, gen::plan(draw, mdp, steps)) <= best);
}

TEST(RoundedLaw, IsTheStatedRule) {
  const auto at = [](std::vector<Rational> p) {
    std::vector<Interval> law;
    for (const Rational& q : p) law.emplace_back(q, 64);
    return law;
  };
  // In quarters … of 2^-4: 5.33 -> 5, 0.53 -> 1, 10.13 takes the 10 left.
  EXPECT_EQ(rounded_law(at({ratio(1, 3), ratio(1, 30), ratio(19, 30)}), 4),
            testing::law({ratio(5, 16), ratio(1, 16), ratio(10, 16)}));
  // 0.016 -> 0 -> 1: nothing is impossible.
  EXPECT_EQ(rounded_law(at({ratio(1, 1000), ratio(999, 1000)}), 4),
            testing::law({ratio(1, 16), ratio(15, 16)}));
  // Half a unit goes up: 2.5 -> 3.
  EXPECT_EQ(rounded_law(at({ratio(5, 32), ratio(27, 32)}), 4), testing::law({ratio(3, 16), ratio(13, 16)}));
  // Equal ones: the first takes what is left.
  EXPECT_EQ(rounded_law(at({ratio(1, 3), ratio(1, 3), ratio(1, 3)}), 4),
            testing::law({ratio(6, 16), ratio(5, 16), ratio(5, 16)}));
  // An enclosure across half a unit says nothing.
  const std::vector<Interval> across{Interval(ratio(9, 64), ratio(11, 64), 64),
                                     Interval(ratio(53, 64), ratio(55, 64), 64)};
  EXPECT_EQ(rounded_law(across, 4), std::nullopt);
  EXPECT_THROW(rounded_law(at({ratio(1, 3), ratio(1, 3), ratio(1, 3)}), 3), std::invalid_argument);  // 8 < 9
}

// Certain dynamics: the plan of a noisy planner without discount gives a trajectory a probability in
// proportion to the exponential of its reward. Here by enumeration, for the first step.
RC_GTEST_PROP(NoisyPlanner, IsTheExponentialLawOfTrajectories, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp mdp = gen::mdp(draw, gen::Dynamics::certain);
  const Reward reward = gen::reward(draw, mdp);
  const auto steps = static_cast<unsigned>(draw.between(1, 4));
  const unsigned precision = 192;
  std::vector<Interval> sums(mdp.actions.size(), Interval(Rational(0), precision));
  const std::function<void(StateIndex, unsigned, Rational, ActionIndex)> walk =
      [&](StateIndex s, unsigned t, Rational sum, ActionIndex first) {
        if (t == steps) {
          sums[first] += exp(Interval(sum, precision));
          return;
        }
        for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
          StateIndex to = 0;
          while (mdp.next[s][a][to] == 0) ++to;
          walk(to, t + 1, sum + reward[s][a], t == 0 ? a : first);
        }
      };
  walk(mdp.start, 0, 0, 0);
  Interval total(Rational(0), precision);
  for (const Interval& sum : sums) total += sum;
  const Plan plan = noisy_plan(mdp, reward, {Planner{}, 1, 40}, steps);
  for (ActionIndex a = 0; a < sums.size(); ++a) {
    const Interval p = sums[a] / total;
    const Rational off = ratio(Integer(static_cast<unsigned>(sums.size())), Integer(1) << 40);
    RC_ASSERT(plan[0][mdp.start][a] >= p.lower() - off);
    RC_ASSERT(plan[0][mdp.start][a] <= p.upper() + off);
  }
}

TEST(NoisyPlanner, DiscountAndChanceByHand) {
  // One state after the first step, where one action pays 1 and one 0: soft value ln(1 + e). A chance of 1/2
  // to get there, at discount 1/2: Q(go) = (1/4) ln(1 + e) + (1/4) ln 2 against Q(stay) = (1/2) ln 2.
  const Distribution stays = Distribution::certain(0, 2), there = Distribution::certain(1, 2);
  const Mdp mdp{{"here", "there"}, {"stay", "go"}, 0, {{stays, Distribution::uniform(2)}, {there, there}}};
  const Reward reward{{0, 0}, {1, 0}};
  const unsigned precision = 128;
  const Interval e = exp(Interval(Rational(1), precision)), one(Rational(1), precision),
                 quarter(ratio(1, 4), precision);
  const Interval gap = quarter * log((one + e) / Interval(Rational(2), precision));
  const Interval p = one / (one + exp(-gap));
  const Plan plan = noisy_plan(mdp, reward, {{std::nullopt, ratio(1, 2), std::nullopt}, 1, 40}, 2);
  EXPECT_LT(abs(Rational(plan[0][0][1] - p.lower())), ratio(Integer(1), Integer(1) << 39));
  EXPECT_EQ(plan[1][0],
            testing::law({ratio(1, 2), ratio(1, 2)}));  // nothing to choose between, decided at once
}

TEST(NoisyPlanner, IsLessNoisyTheMoreRational) {
  const Savings s;
  Rational last = 1;
  for (const int beta : {1, 2, 4, 8, 16}) {
    const Rational works = noisy_plan(s.mdp, s.reward, {Planner{}, beta, 64}, 2)[0][0][0];
    EXPECT_LT(works, last);
    last = works;
  }
  EXPECT_LT(last, ratio(1, 1'000'000));
}

RC_GTEST_PROP(NoisyPlanner, PlannersOfEveryHorizonShareTheirLaws, ()) {
  gen::Draw draw(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  const Mdp mdp = gen::mdp(draw);
  const Reward reward = gen::reward(draw, mdp);
  const NoisyPlanner noisy{{std::nullopt, ratio(1, 2), Rational(1)}, 2, 12};
  const auto laws = noisy_laws(mdp, reward, noisy, 4);
  for (unsigned h = 1; h <= 4; ++h) {
    NoisyPlanner near = noisy;
    near.planner.horizon = h;
    RC_ASSERT(plan_of(laws, near.planner, 4) == noisy_plan(mdp, reward, near, 4));
  }
}

TEST(Planners, RefuseWhatIsOutOfRange) {
  const Savings s;
  EXPECT_THROW(greedy_plan(s.mdp, s.reward, {0u, 1, std::nullopt}, 2), std::invalid_argument);
  EXPECT_THROW(greedy_plan(s.mdp, s.reward, {std::nullopt, 0, std::nullopt}, 2), std::invalid_argument);
  EXPECT_THROW(greedy_plan(s.mdp, s.reward, {std::nullopt, ratio(3, 2), std::nullopt}, 2),
               std::invalid_argument);
  EXPECT_THROW(greedy_plan(s.mdp, s.reward, {}, 0), std::invalid_argument);
  EXPECT_THROW(greedy_plan(s.mdp, {{1, 0}}, {}, 2), std::invalid_argument);
  EXPECT_THROW(noisy_plan(s.mdp, s.reward, {{}, 0, 16}, 2), std::invalid_argument);
  EXPECT_THROW(noisy_plan(s.mdp, s.reward, {{}, 1, 1}, 2), std::invalid_argument);
}

}  // namespace
}  // namespace qed
