// Inputs that make a wire of a circuit true and meet parity constraints, found by a SAT solver that takes exclusive ors as
// they are: CryptoMiniSat (Soos, Nohl, Castelluccia 2009).
//
// Checked   each input that is found, by running the circuit. That there is no other is the solver's word; where few
//           assignments meet the constraints, count_by_trying (parity.hpp) knows without it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "qed/training/circuit.hpp"
#include "qed/training/parity.hpp"

namespace qed {

struct Survivors {
  std::vector<std::uint64_t> inputs;  // distinct
  bool all;                           // the solver found no other
};

// At most `most` of them.
// Throws  NoModelCounting where the library was built without CryptoMiniSat; BrokenInvariant where what the solver gives
//         does not make the wire true, or breaks a constraint, or was given before.
Survivors find_survivors(const Circuit&, Circuit::Wire, std::span<const Parity>, std::size_t most);

}  // namespace qed
