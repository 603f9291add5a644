// Laws, priors and thresholds: small odd numbers, where bugs live, and now and then an extreme one.
#pragma once

#include <vector>

#include "properties/generators/draw.hpp"
#include "qed/exact/distribution.hpp"

namespace qed::gen {

// Denominators up to 8, zeros and certainty included; one in twelve is near-certain (99/100 or 999/1000).
Distribution law(Draw&, std::size_t outcomes);
Distribution near_certain_law(Draw&, std::size_t outcomes);

// Positive, sum at most 1: equal, small fractions, lopsided (down to 1/1000), and in a third of the cases
// short of 1.
std::vector<Rational> priors(Draw&, std::size_t models);

// In (0, 1): mostly 1/2 … 1/20; also above 1/2, tiny (1/1000) and near 1 (999/1000).
Rational alpha(Draw&);

}  // namespace qed::gen
