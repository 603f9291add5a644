// The law of the number of successes in independent trials.
#pragma once

#include "qed/exact/distribution.hpp"

namespace qed {

// Outcome k is k successes, 0 … trials.
// Throws  std::invalid_argument where p is outside [0, 1].
Distribution binomial_law(unsigned trials, const Rational& p);

}  // namespace qed
