// Dyadic numbers, mantissa * 2^exponent: binary floating point of any precision, over integers alone, where
// each operation is told in which direction to round. The ground of DyadicInterval.
#pragma once

#include <compare>
#include <cstdint>

#include "qed/exact/rational.hpp"

namespace qed {

// mantissa * 2^exponent, with an odd mantissa; 0 is 0 * 2^0. So equal numbers have equal members.
struct Dyadic {
  Integer mantissa = 0;
  std::int64_t exponent = 0;

  friend bool operator==(const Dyadic&, const Dyadic&) = default;
};

std::strong_ordering operator<=>(const Dyadic& a, const Dyadic& b);
Dyadic operator-(const Dyadic& a);
int sign_of(const Dyadic& a);
Rational to_rational(const Dyadic& a);  // exact

enum class Toward { below, above };

// Results of at most `bits` bits, on the stated side of the exact result and less than one unit in the last
// place away from it (the sum: less than 1 + 2^-6 units); exact wherever the exact result has so few bits.
// Throws  std::overflow_error where the result leaves the range of interval_domain.hpp.
Dyadic rounded(const Integer& mantissa, std::int64_t exponent, unsigned bits, Toward);
Dyadic add(const Dyadic& a, const Dyadic& b, unsigned bits, Toward);
Dyadic multiply(const Dyadic& a, const Dyadic& b, unsigned bits, Toward);
Dyadic divide(const Dyadic& a, const Dyadic& b, unsigned bits, Toward);  // b is not 0
Dyadic rounded(const Rational& q, unsigned bits, Toward);

}  // namespace qed
