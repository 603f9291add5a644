// From a countable class to the finite one that decides everything within the horizon.
//
// The unnormalised weight W(pi|h) = w(pi) x likelihood never exceeds the prior w(pi). So a model with
// w(pi) <= alpha max W at every node that can be reached is never collected, and neither is anything ranked after it:
// it changes no top set, no query and no probability. The nodes are explored with the models found so far, level by
// level; where the largest prior that is still out exceeds alpha times the largest weight at some node, the next
// models are taken, and the exploration starts anew.
//   Argument  proofs-notes/countable.md
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "qed/evaluate/evaluate.hpp"
#include "qed/model/countable.hpp"

namespace qed {

struct ExpandOptions {
  std::size_t max_models = 2000;                   // beside those that are listed, and the demonstrator
  Limits limits;                                   // of the nodes that are explored, as for a pass
  const std::atomic<bool>* interrupted = nullptr;  // looked at between nodes
};

struct Expansion {
  // The listed models, then of each family those found, in order; the demonstrator among them. Within the horizon its
  // process is that of the whole class, up to the unknown nodes.
  ModelClass found;
  std::size_t from_families = 0;  // models of `found` that are not listed
  // Every model that can be collected within the horizon was found. If not, there were more than max_models.
  bool complete = true;
  Rational remaining;     // the prior mass of the models that were not found, at most
  Rational largest_left;  // the largest of their priors, at most; 0 where none is left
  Rational
      least_largest;  // the least, over the nodes that were explored and are known, of max W: exact; 0 without families
  unsigned rounds = 0;  // explorations
  // Where not complete: the nodes at which another model may be collected. For EvaluateOptions::unknown.
  UnknownNodes unknown;
  Ended ended = Ended::horizon;  // anything else: a limit came first, and only the counts mean something

  // Every model of the class was found: it is finite, and no larger horizon needs more.
  bool whole() const { return remaining == 0; }
};

// Exact, for the cautious imitator.
//
// Cost    `rounds` explorations of the nodes of the process, at most one a level and one more.
// Throws  Defect where the class or an enumeration of it is not valid.
Expansion expand(const CountableClass&, const ExpandOptions& = {});

}  // namespace qed
