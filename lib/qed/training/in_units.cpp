#include "qed/training/in_units.hpp"

namespace qed {

InUnits in_units(std::span<const Rational> numbers) {
  InUnits u{{}, 1};
  for (const Rational& q : numbers)
    if (const Integer d = denominator_of(q); u.per_one % d != 0) u.per_one = lcm(u.per_one, d);
  for (const Rational& q : numbers)
    u.multiples.push_back(numerator_of(q) * Integer(u.per_one / denominator_of(q)));
  return u;
}

}  // namespace qed
