// Features of what is done, and how much of each a plan collects on average: all that inverse reinforcement
// learning sees.
//
// Exact   rational.
#pragma once

#include <vector>

#include "qed/scoring/convex_hull.hpp"
#include "qed/training/mdp.hpp"

namespace qed {

// phi: one row of d features for each state and action, d >= 1.
using FeatureMap = std::vector<std::vector<std::vector<Rational>>>;  // [state][action][feature]

// Throws  std::invalid_argument where a row is missing, empty or longer than another, naming the state.
void require_features(const Mdp&, const FeatureMap&);

// E sum_t phi(s_t, a_t) over the plan's steps.
std::vector<Rational> feature_counts(const Mdp&, const Plan&, const FeatureMap&);

// <weights, phi>.     Throws  std::invalid_argument where they are not as many.
Reward reward_from(const FeatureMap&, const std::vector<Rational>& weights);

// The features whose counts can still be moved by what is done, when those of the features before them are
// held.
std::vector<std::size_t> movable_features(const Mdp&, const FeatureMap&, unsigned episode);

// Where the counts lie in the hull of what plans can have.
// Cost    lists the counts of all plans that are certain what to do, equal ones once.
// Throws  std::length_error where these are more than 20,000 in one state.
HullPosition position_among_plans(const Mdp&, const FeatureMap&, unsigned episode,
                                  const std::vector<Rational>& counts);

// Every action is possible at each step and state that can be reached. The plan's counts are then in the
// relative interior of that hull, whatever the features (proofs-notes/planners.md#irl).
bool has_every_action(const Mdp&, const Plan&);

}  // namespace qed
