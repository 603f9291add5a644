// Roots that are rational, found exactly.
#pragma once

#include <optional>

#include "qed/exact/rational.hpp"

namespace qed {

// The root of this degree of a positive integer, where it is an integer.   Requires  degree >= 1.
std::optional<Integer> perfect_root(const Integer&, unsigned degree);
// Of a positive rational, where it is rational.
std::optional<Rational> perfect_root(const Rational&, unsigned degree);

}  // namespace qed
