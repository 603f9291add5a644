// Planners: what someone does who looks ahead. A planner has a horizon, a discount and a bound on utility; it
// plans anew at each step, as far as its horizon reaches and the episode lasts. Greedy planners take the best
// action, exactly; noisy ones (Boltzmann-rational) prefer better actions by how much better they are.
//
// Noisy planners are certified and then exact: soft values are enclosed by intervals, and the laws that they
// give are rounded to multiples of 2^-bits by a rule that is part of what the planner *is*
// (NoisyPlanner::bits). From there on everything is rational.
// Note  proofs-notes/planners.md#noisy-planners
#pragma once

#include <optional>
#include <vector>

#include "qed/exact/interval.hpp"
#include "qed/training/mdp.hpp"

namespace qed {

struct Planner {
  std::optional<unsigned> horizon;  // steps that it looks ahead, at least 1; none: to the end of the episode
  Rational discount = 1;            // of a reward one step later, in (0, 1]
  std::optional<Rational> bound;    // a step's reward above it counts as the bound
  friend bool operator==(const Planner&, const Planner&) = default;
};

// The reward as the planner values it.
Reward utility(const Planner&, const Reward&);

// Steps that the planner looks ahead at step t of an episode of so many.
unsigned lookahead(const Planner&, unsigned t, unsigned episode);

// ---- Greedy. ----------------------------------------------------------------------------------------------

// Several actions are best: the planner takes each of them as often, or the first in order of declaration.
enum class Ties { shared, first };

// Where a greedy planner has more than one best action.
struct Tie {
  unsigned step;
  StateIndex state;
  std::vector<ActionIndex> best;
};

struct GreedyPlan {
  Plan plan;
  std::vector<Tie> ties;  // at every step and state, reachable or not
};

// Exact   value iteration on rationals.     Cost  steps x states x actions x successors.
// Throws  std::invalid_argument where the horizon is 0, the discount outside (0, 1], a shape wrong.
GreedyPlan greedy_plan(const Mdp&, const Reward&, const Planner&, unsigned episode, Ties = Ties::shared);

// ---- Noisy. -----------------------------------------------------------------------------------------------

// Soft value iteration: Q_k(s, a) = r(s, a) + discount E V_{k-1}(s'), V_k(s) = ln sum_a exp Q_k(s, a), V_0 =
// 0, and pi_k(a | s) = exp(Q_k(s, a) - V_k(s)), with k steps to go.
struct SoftStep {
  std::vector<Interval> value;             // [state]
  std::vector<std::vector<Interval>> law;  // [state][action]
};
using EnclosedReward = std::vector<std::vector<Interval>>;
// Result  for 1 … steps steps to go.   Exact  certified: contains the true values for every reward in the
//         enclosure.
std::vector<SoftStep> soft_value_iteration(const Mdp&, const EnclosedReward&, const Rational& discount,
                                           unsigned steps, unsigned bits);

struct NoisyPlanner {
  Planner planner;
  Rational rationality;  // beta > 0: rewards are multiplied by it; the larger, the less noise
  // Laws are multiples of 2^-bits: each probability is rounded to the nearest (up where two are as near), 0
  // to 2^-bits; the likeliest action (the first of them) takes what is left. Nothing is impossible for a
  // noisy planner.
  unsigned bits = 16;
  friend bool operator==(const NoisyPlanner&, const NoisyPlanner&) = default;
};

// The enclosed law rounded as NoisyPlanner::bits says; none where the enclosure is too wide to tell.
// Throws  std::invalid_argument where 2^bits is less than the square of the number of actions.
std::optional<Distribution> rounded_law(const std::vector<Interval>& law, unsigned bits);

// How: soft value iteration at a precision that doubles until every rounding is decided.
// Throws  as greedy_plan and rounded_law; std::invalid_argument where beta is not positive;
//         std::runtime_error where 4096 bits do not decide a rounding.
Plan noisy_plan(const Mdp&, const Reward&, const NoisyPlanner&, unsigned episode);

// The plans of several planners that differ in their horizon only share their soft values: the laws for 1 …
// steps steps to go, of the planner that looks as far.
std::vector<std::vector<Distribution>> noisy_laws(const Mdp&, const Reward&, const NoisyPlanner&,
                                                  unsigned steps);
Plan plan_of(const std::vector<std::vector<Distribution>>& laws, const Planner&, unsigned episode);

}  // namespace qed
