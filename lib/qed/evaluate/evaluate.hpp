// Exact forward evaluation of an imitator on a class: every quantity in one pass over merged states, and
// every reachable node shown to a visitor.
//
// Exact   no rounding anywhere. Argument  proofs-notes/engine.md.
// Cost    (merged states per level) x (transitions per state) x (limbs of a mass), summed over levels.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "qed/evaluate/quantities.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// A reachable node as a per-node claim sees it. References live during the visit.
struct Node {
  Situation situation;
  const TopSet& top;
  const StepLaw& law;
  bool forced;  // this step queries whatever the posterior says; law.query_probability = 1
  std::optional<ModelIndex> truth;  // the demonstrator's index, where it is in the class
  // Reduced weights after (asked, action); empty where that step has probability 0.
  std::span<const Weights> after_answered;  // one per action
  std::span<const Weights> after_asked;     // one per action
};

// Shown each distinct node (posterior, automata) that is reachable at steps 0 … N-1, in breadth-first order;
// `history` makes the first history that reached it, on demand. Past a settled node nothing is shown: all that a
// claim reads rests there. A node that is met again after the tables were swept is shown again.
using NodeVisitor = std::function<void(const Node&, const std::function<History()>& history)>;

struct Limits {
  std::uint64_t max_states = UINT64_MAX;  // merged states held at once
  std::uint64_t max_bytes = UINT64_MAX;   // memory that the pass holds, as it counts it
};

struct Progress {
  unsigned level;
  unsigned horizon;
  std::size_t states;
};

// Of a node, whether its step is not to be trusted: some model that the class does not hold may be collected there.
struct NodeContent;  // node_graph.hpp
using UnknownNodes = std::function<bool(const NodeContent&)>;

struct EvaluateOptions {
  Limits limits;
  std::size_t sweep_from = 1 << 16;  // larger tables of states are swept of the past; only costs change
  bool unspent = false;              // also find Evaluation::unspent
  // Also find Quantities::accumulated, and Quantities::outlooks, each in a pass of its own, while it takes no more
  // states than this over all levels, and no more than the limits at one; 0 is not at all. Neither with a tolerance,
  // nor for a demonstrator outside the class.
  std::uint64_t accumulate = 0, outlook = 0;
  // Above 0, and for the cautious imitator: certified enclosures in place of exact values, for horizons out of exact
  // reach. Unsettled states are dropped, the lightest first, while all that is dropped costs at most this (see
  // Truncation); and where `walk_from` of them or more still multiply from level to level, the rest of the horizon is
  // walked history by history (depth_first.hpp).
  Rational tolerance = 0;
  std::size_t walk_from = 1 << 14;
  // For the cautious imitator: what reaches such a node is dropped there, which gives certified enclosures too (expand.hpp).
  UnknownNodes unknown;
  const std::atomic<bool>* interrupted = nullptr;  // looked at between nodes: what is done is kept
  std::function<void(const Progress&)> progress;   // called once a level

  // Enclosures in place of exact values.
  bool enclosed() const { return tolerance > 0 || unknown; }
};

// Why the pass ended. Anything but `horizon` means that the quantities are exact for `quantities.horizon`
// steps only. `undecided`: no precision told who is collected at a node (by_rule.hpp).
enum class Ended { horizon, state_limit, memory_limit, interrupted, undecided };

// What the nodes of the last step, t = N - 1, have left to spend before that step, over those where something may still
// be asked. From above, by less than 2^-60 for each node; the potential is Phi, the odds are X (imitation/odds.hpp).
struct Unspent {
  Rational S3_before;  // E sum theta^3 over t = 0 … N - 2; exact
  Rational potential;  // E[Phi(h_{N-1})]
  Rational odds;       // E[X(h_{N-1}); E_N]
};

// What was dropped or rounded off. The quantities leave it out, so they are lower ends: a probability is at most `mass`
// higher, a sum S_p at most `steps`, the expected product at most `product`. P_dem(B) is exact all the same; the largest
// query probability and the largest top set are those of the nodes that were visited; there are no occupancies.
struct Truncation {
  Rational mass;
  Rational steps;            // each history that was dropped, times the steps that it still had to go
  Rational product;          // E[prod (1 + theta) so far; dropped], each times 2 to the steps still to go
  std::uint64_t states = 0;  // dropped
  std::uint64_t walked = 0;  // nodes of the trees that were walked
  std::uint64_t decided_exactly = 0;  // of these, where rationals had to decide who is collected
};

struct Evaluation {
  Quantities quantities;
  Work work;
  Ended ended = Ended::horizon;
  // How the passes for quantities.accumulated and quantities.outlooks ended. state_limit: their own count, or the limits'.
  Ended accumulate_ended = Ended::horizon, outlook_ended = Ended::horizon;
  std::optional<Truncation> truncation;  // where the options ask for enclosures
  std::optional<Unspent> unspent;        // where it was asked for, and the demonstrator is in the class
};

// Throws  Defect where the class is not valid (ModelClass::validate), before anything is evaluated;
//         std::invalid_argument where a user's own policy gives a law that is not over the actions, naming the model and
//         the state or history, and where the imitator is not what ImitatorRule asks for, naming it: a step law that is
//         none, say, or a node that settles although it asks or learns there.
Evaluation evaluate(const ModelClass&, const Imitator& = {}, const EvaluateOptions& = {},
                    const NodeVisitor& = {});

}  // namespace qed
