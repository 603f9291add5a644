// The slow twin of the engine: every history of the process in turn, with plain rationals. Nothing is merged
// and nothing is shared with the engine but the numbers and the plain data of a class.
//
// Cost    the number of histories: up to (2 |A| |O|)^horizon.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "properties/oracle/process.hpp"
#include "qed/evaluate/quantities.hpp"

namespace qed::oracle {

// One history with a step to come, as the enumeration meets it. References live during the visit.
struct Visit {
  const History& history;
  const Rational& probability;             // P_im(history)
  const std::vector<Rational>& posterior;  // normalised; all zero where no model explains the queried actions
  const std::vector<Law>& predictions;     // per model
  const Law& demonstrator;
  const std::vector<ModelIndex>& top;
  const Rational& query_probability;  // theta; 1 on a forced step
  const Law& answered;                // P(a, q = 0 | h)
  const Law& asked;                   // P(a, q = 1 | h)
  bool forced;
  std::optional<bool> truth_collected;  // none for a demonstrator outside the class
  bool retained;                        // the truth was collected at every step so far, this one included
};
using Visitor = std::function<void(const Visit&)>;

// All quantities, from their definitions. Each history of positive probability at steps 0 … horizon - 1 is
// shown once.
Quantities enumerate(const Process&, const Visitor& = {});

}  // namespace qed::oracle
