// What is left of the horizon, history by history: for classes whose states hardly merge (schedules, say), where a
// level does not fit in memory.
//
// From a node with its mass, the tree of what follows is walked depth first in machine words: weights, probabilities
// and masses are pairs of integers, a lower and an upper end, and every operation rounds outwards. Only the
// comparisons of the top set are decisions; where the ends cannot decide one, the weights on the way are multiplied
// out as rationals. Memory is that of one history.
//
// Cautious imitator only: the step's law is min over the top set, and what is asked.
//   Argument  proofs-notes/engine.md#depth-first
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "qed/evaluate/event_tracker.hpp"
#include "qed/evaluate/node_graph.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/rational.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// A number in [lower, upper], in units of 2^-63.
struct Fixed {
  std::uint64_t lower = 0, upper = 0;
};
// The tightest.   Requires  0 <= q <= 1.
Fixed fixed(const Rational& q);

// A sum of such numbers, and of numbers above 1.
struct FixedSum {
  portable::DoubleLimb lower = 0, upper = 0;
  void add(portable::DoubleLimb low, portable::DoubleLimb high) { lower += low, upper += high; }
  void add(const Fixed& f) { add(f.lower, f.upper); }
  Rational lowest() const;
  Rational highest() const;
};

// The sums over all that was walked; of each, the true value lies between its ends.
struct DepthFirstSums {
  FixedSum S1, S2, S3, S3_collected, S3_lost;
  FixedSum
      product;  // E[prod (1 + theta)] gained: what the walked histories end with, less what they began with
  FixedSum truth_retained;  // P(E_N and walked)
  std::vector<FixedSum> events, events_and_retained;
  std::uint64_t largest_theta = 0;  // in units of 2^-63, from below
  std::size_t largest_top_set = 0;
  std::uint64_t nodes = 0;
  std::uint64_t decided_exactly = 0;  // top sets that the ends could not decide
};

class DepthFirst {
 public:
  // More steps than this are refused: 2 to that power is what a dropped history may add to the product.
  static constexpr unsigned most_steps = 56;

  // All must outlive the walk; the nodes' policies and the events are unfolded further. Once interrupted, what is left
  // of a walk is dropped, and widens the sums.
  DepthFirst(const ModelClass&, NodeGraph& nodes, EventTracker& events,
             const std::atomic<bool>* interrupted = nullptr);
  ~DepthFirst();

  // Walks the `steps_to_go` steps from a node, where the truth was retained up to and including it, or not.
  //   mass      of the node;   tilted  E[prod (1 + theta) so far; at the node]
  // Cost  exponential in steps_to_go, some 100 ns a node.
  void walk(NodeIndex, EventsIndex, bool retained, const Rational& mass, const Rational& tilted,
            unsigned steps_to_go);
  const DepthFirstSums& sums() const;

 private:
  class Walk;
  std::unique_ptr<Walk> walk_;
};

}  // namespace qed
