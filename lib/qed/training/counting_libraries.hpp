// Counting the inputs of a circuit with the help of libraries that the project can be built without: a SAT solver that
// knows exclusive ors, CryptoMiniSat, and binary decision diagrams, BuDDy. Their headers stay in one file each.
#pragma once

#include <stdexcept>

namespace qed {

// Whether what needs them can be called.
bool has_model_counting();

class NoModelCounting : public std::runtime_error {
 public:
  NoModelCounting();
};

}  // namespace qed
