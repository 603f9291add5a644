// The road: at each step stop, cruise (progress 1) or race (progress v > 1, with a chance of a crash, after
// which nothing moves). The human is a noisy planner who likes progress and dislikes racing, so nearly always
// cruises. IRL sees the progress alone; with racing among its features it sees what matters.
//   [claim edge-instantiation]
//
// Note  proofs-notes/planners.md#edge-instantiation
#pragma once

#include "qed/training/edge_instantiation.hpp"

namespace qed {

struct Road {
  Rational speed = 2;             // v, the progress of a race; above 1
  Rational crash = ratio(1, 10);  // the chance of a crash in a race, in (0, 1)
  Rational liking = 3;            // of progress: the human's weight
  Rational dislike = 20;          // of racing
  unsigned steps = 6;
};

// States driving, crashed; actions stop, cruise, race. Bad is a crash, in the last step too.
// Throws  std::invalid_argument where an option is out of range, naming it.
EdgeWorld road_world(const Road&);

}  // namespace qed
