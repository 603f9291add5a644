// The same danger on a map: a human who walks to the goal round the pits, and planners who learn the reward from what the
// human does. Who sees the goal alone has the human's mean of it, certified, and goes through the pits.
//   [claim edge-instantiation]
//
// Note  proofs-notes/planners.md#edge-instantiation
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

// Bad is that a step begins in a pit (a puddle of grid_world): what is entered with the last step is in no feature.
// Throws  as grid_world; std::invalid_argument where there is no goal or no pit, or fewer than 2 steps.
EdgeWorld map_world(std::string_view map, const MapOptions&);

}  // namespace qed
