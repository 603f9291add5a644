// The same danger on a map: a human who walks to the goal round the pits, and planners who learn the reward from what the
// human does. Who sees the goal alone has the human's mean of it, certified, and goes through the pits.
//   [claim edge-instantiation]
//
// Certified then exact.    Note  proofs-notes/planners.md#edge-instantiation
#pragma once

#include <string_view>

#include "qed/training/edge_instantiation.hpp"
#include "qed/training/grid_world.hpp"

namespace qed {

struct MapOptions {
  Rational slip = 0;  // how often a step goes astray
  Rational goal = 2;  // the human's weight of a step in the goal
  Rational pit = 20;  // and against one in a pit
  unsigned steps = 10;
};

struct MapCase {
  GridWorld grid;                    // its puddles are the pits
  Plan human;                        // a noisy planner to the end; laws are multiples of 2^-32
  Rational human_falls;              // P(a pit is entered within the steps), exactly
  Learner goal_only, goal_and_pits;  // Learner::crash: P(a pit is entered)
};

// Cost    that of fit_reward: some seconds for 8 x 8 cells and 20 steps.
// Throws  as grid_world; std::invalid_argument where there is no goal or no pit, or no steps.
MapCase map_case(std::string_view map, const MapOptions&);

}  // namespace qed
