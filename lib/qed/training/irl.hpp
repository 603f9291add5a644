// [claim irl]   Inverse reinforcement learning: the reward, affine in features, under which a noisy planner
// is the likeliest to have done what was demonstrated; and imitation by running the planner. What is learnt
// has the demonstrator's expected feature counts, whatever else it gets wrong.
//
// The planner looks to the end of an episode of N steps, without discount: then the expected log likelihood
// is <lambda, m> - V_N(start; lambda), concave, with gradient m - E_lambda[counts]. With a discount below 1
// that is false (tests/training/irl_test.cpp).
// Proof  proofs-notes/planners.md#irl
#pragma once

#include <vector>

#include "qed/exact/interval.hpp"
#include "qed/training/feature_counts.hpp"
#include "qed/training/planner.hpp"

namespace qed {

struct IrlFit {
  // Contains the weights of maximum likelihood: unique where no feature's count is the same, up to a
  // combination of those before it, whatever is done; otherwise the one that gives 0 to each feature of which
  // this is so.
  std::vector<Interval> weights;
  std::vector<Interval>
      counts;  // of the noisy planner, over all of these weights: contains the demonstrator's
  // What is run: the noisy planner of rationality 1 whose weights are the middle of the box, rounded to
  // multiples of 2^-96, and whose laws are rounded to multiples of 2^-64 (NoisyPlanner::bits).
  std::vector<Rational> run_weights;
  Plan plan;
  std::vector<Rational> count_error;  // |E_plan[counts] - m| for each feature, exactly
};

// counts: the demonstrator's, m.     bits: where the precision starts.
//
// How: the gradient and Hessian of V_N by recursion along soft value iteration, and convex_minimum. Whether
// there is an optimum is decided exactly first: m must be in the relative interior of the hull of what plans
// can have.
// Exact   certified.
// Throws  std::invalid_argument where shapes do not agree, there is no feature, or there is no optimum;
//         std::length_error as position_among_plans.
// Cost    some dozen passes of steps x states x actions x d^2.
IrlFit fit_reward(const Mdp&, const FeatureMap&, unsigned episode, const std::vector<Rational>& counts,
                  unsigned bits = 128);

// The same, of what a demonstrator does: m is the plan's. Where it has_every_action there is an optimum, and
// nothing is listed.
IrlFit fit_reward(const Mdp&, const FeatureMap&, const Plan& demonstrator, unsigned bits = 128);

}  // namespace qed
