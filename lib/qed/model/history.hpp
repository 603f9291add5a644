// Histories and the indices that everything else is keyed by.
#pragma once

#include <cstdint>
#include <vector>

namespace qed {

using ModelIndex = std::uint32_t;        // order of declaration
using ActionIndex = std::uint32_t;       // order of declaration
using ObservationIndex = std::uint32_t;  // order of declaration

// What a policy may see of one step: the action and the observation, never the query bit.
struct Percept {
  ActionIndex action;
  ObservationIndex observation;
  friend bool operator==(const Percept&, const Percept&) = default;
};

// One step of the process: (q, a, o) of proofs-notes/process.md.
struct HistoryStep {
  bool asked;
  ActionIndex action;
  ObservationIndex observation;
  friend bool operator==(const HistoryStep&, const HistoryStep&) = default;
};
using History = std::vector<HistoryStep>;

}  // namespace qed
