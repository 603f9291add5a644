// Whole powers of rationals, exactly.
#pragma once

#include "qed/exact/rational.hpp"

namespace qed {

// base^exponent; 1 for the exponent 0.
// Throws  std::invalid_argument for a negative power of 0.
// Cost    the bits of base times |exponent|: for the caller to bound.
inline Rational whole_power(const Rational& base, int exponent) {
  const auto times = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
  const Integer up = boost::multiprecision::pow(numerator_of(base), times);
  const Integer down = boost::multiprecision::pow(denominator_of(base), times);
  return exponent < 0 ? ratio(down, up) : ratio(up, down);
}

}  // namespace qed
