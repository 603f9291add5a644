// Rationals as integer multiples of one unit: sums of many then need no gcd.
#pragma once

#include <span>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

struct InUnits {
  std::vector<Integer> multiples;
  Integer per_one;  // the unit is 1 / per_one, the least common denominator

  Rational value(const Integer& multiple) const { return ratio(multiple, per_one); }
};

InUnits in_units(std::span<const Rational>);

}  // namespace qed
