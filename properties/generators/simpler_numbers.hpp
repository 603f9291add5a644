// Simpler numbers: what laws, priors and thresholds shrink to. "Simpler" is a measure that falls at every
// step: for a fraction numerator + denominator; for a law certain of the first outcome, then certain, then
// uniform, then by common denominator.
#pragma once

#include <vector>

#include "qed/exact/distribution.hpp"

namespace qed::gen {

std::vector<Distribution> simpler_laws(const Distribution&);
// In (0, 1).
std::vector<Rational> simpler_fractions(const Rational&);
// Positive, with a sum of at most 1.
std::vector<std::vector<Rational>> simpler_priors(const std::vector<Rational>&);

}  // namespace qed::gen
