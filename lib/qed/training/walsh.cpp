#include "qed/training/walsh.hpp"

#include <bit>
#include <stdexcept>

#include "qed/training/in_units.hpp"

namespace qed {

std::vector<Rational> walsh_transform(std::vector<Rational> f) {
  if (!std::has_single_bit(f.size()))
    throw std::invalid_argument("a function on " + std::to_string(f.size()) +
                                " words, expected a power of 2");
  InUnits u = in_units(f);
  for (std::size_t bit = 1; bit < f.size(); bit *= 2)
    for (std::size_t y = 0; y < f.size(); ++y)
      if (!(y & bit)) {
        Integer &without = u.multiples[y], &with = u.multiples[y | bit];
        without += with;
        with = without - 2 * with;
      }
  for (std::size_t y = 0; y < f.size(); ++y) f[y] = u.value(u.multiples[y]);
  return f;
}

}  // namespace qed
