// The merged process as a plain Markov chain, for other tools: states, transitions, and what each step asks.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "qed/evaluate/state_graph.hpp"

namespace qed {

struct Chain {
  struct State {
    Rational theta;  // the query probability; 0 where nothing is asked any more
    bool lost;       // the truth was left out of the top set, at this step or before
    bool done;       // nothing is asked any more
    unsigned depth;  // the first step at which the state can be met
    std::vector<Transition>
        to;  // by state; sums to 1; empty where the state is only met at the last step, horizon - 1
  };
  std::vector<State> states;  // in order of depth; the first is the start
  bool closed = true;         // no state's transitions were left out: the chain is right for every horizon
};

// The chain of the cautious imitator, events left out, as far as the class's horizon reaches.
//
// Result  none where more than max_states would be needed, or the search was interrupted.
// Exact   every row is checked to sum to 1.
std::optional<Chain> chain_of(ModelClass, std::uint64_t max_states, const std::atomic<bool>& interrupted);

}  // namespace qed
