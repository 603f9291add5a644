#include "qed/exact/dyadic.hpp"

#include <algorithm>

#include "qed/exact/interval_domain.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/require.hpp"

namespace qed {
namespace {

// |a| < 2^top, and 2^(top - 1) <= |a|.
std::int64_t top_of(const Dyadic& a) {
  return static_cast<std::int64_t>(bit_length(a.mantissa)) + a.exponent;
}

Integer magnitude(const Integer& value) { return value < 0 ? Integer(-value) : value; }

// a / b = (quotient + something in [0, 1)) with at least bits + 1 bits in the quotient; whatever was cut off
// becomes one more bit that is 1, which is all that rounding in a direction needs to know.
Dyadic quotient(const Integer& a, const Integer& b, std::int64_t exponent, unsigned bits, Toward toward) {
  const auto shift =
      std::max<std::int64_t>(0, std::int64_t{bits} + 2 + static_cast<std::int64_t>(bit_length(b)) -
                                    static_cast<std::int64_t>(bit_length(a)));
  Integer whole, rest;
  boost::multiprecision::divide_qr(Integer(magnitude(a) << static_cast<std::size_t>(shift)), magnitude(b),
                                   whole, rest);
  whole <<= 1;
  if (rest != 0) whole += 1;
  return rounded((a < 0) == (b < 0) ? whole : Integer(-whole), exponent - shift - 1, bits, toward);
}

}  // namespace

int sign_of(const Dyadic& a) { return a.mantissa.sign(); }

Dyadic operator-(const Dyadic& a) { return {-a.mantissa, a.exponent}; }

std::strong_ordering operator<=>(const Dyadic& a, const Dyadic& b) {
  if (sign_of(a) != sign_of(b) || sign_of(a) == 0) return sign_of(a) <=> sign_of(b);
  // The highest bit decides, so that numbers far apart are not brought to a common exponent.
  if (const auto order = top_of(a) <=> top_of(b); order != 0) return sign_of(a) > 0 ? order : 0 <=> order;
  const auto least = std::min(a.exponent, b.exponent);
  const Integer x = a.mantissa << static_cast<std::size_t>(a.exponent - least);
  const Integer y = b.mantissa << static_cast<std::size_t>(b.exponent - least);
  return x.compare(y) <=> 0;
}

Rational to_rational(const Dyadic& a) {
  const auto shift = static_cast<std::size_t>(a.exponent < 0 ? -a.exponent : a.exponent);
  return a.exponent < 0 ? ratio(a.mantissa, Integer(Integer(1) << shift)) : Rational(a.mantissa << shift);
}

Dyadic rounded(const Integer& mantissa, std::int64_t exponent, unsigned bits, Toward toward) {
  if (mantissa == 0) return {};
  const std::size_t length = bit_length(mantissa), zeros = trailing_zero_bits(mantissa);
  const std::size_t surplus = length > bits ? length - bits : 0;
  // Cutting the magnitude rounds toward 0; one more unit where the direction leads away from 0.
  Integer cut = magnitude(mantissa) >> std::max(surplus, zeros);
  exponent += static_cast<std::int64_t>(std::max(surplus, zeros));
  if (surplus > zeros) {
    if ((toward == Toward::above) == (mantissa > 0)) cut += 1;
    const std::size_t zeros_left = trailing_zero_bits(cut);
    cut >>= zeros_left;
    exponent += static_cast<std::int64_t>(zeros_left);
  }
  const std::int64_t top = static_cast<std::int64_t>(bit_length(cut)) + exponent;
  if (std::max(top, -top) > interval_domain::largest_end_exponent) interval_domain::refuse_end();
  return {mantissa < 0 ? Integer(-cut) : cut, exponent};
}

Dyadic add(const Dyadic& a, const Dyadic& b, unsigned bits, Toward toward) {
  if (sign_of(a) == 0) return rounded(b.mantissa, b.exponent, bits, toward);
  if (sign_of(b) == 0) return rounded(a.mantissa, a.exponent, bits, toward);
  const bool a_is_larger = top_of(a) >= top_of(b);
  const Dyadic& large = a_is_larger ? a : b;
  Dyadic small = a_is_larger ? b : a;
  // Where |small| < 2^floor, far below what rounding sees, 2^floor or 0 stands for it, on the side to which
  // we round: 10^-10000 + 1 need not be written out in full. That costs 2^-8 units at the most.
  const std::int64_t floor = std::min(large.exponent, top_of(large) - std::int64_t{bits}) - 8;
  if (top_of(small) <= floor) {
    const bool grows = (toward == Toward::above) == (small.mantissa > 0);
    if (!grows) return rounded(large.mantissa, large.exponent, bits, toward);
    small = Dyadic{small.mantissa > 0 ? 1 : -1, floor};
  }
  const auto least = std::min(large.exponent, small.exponent);
  const Integer sum = (large.mantissa << static_cast<std::size_t>(large.exponent - least)) +
                      (small.mantissa << static_cast<std::size_t>(small.exponent - least));
  return rounded(sum, least, bits, toward);
}

Dyadic multiply(const Dyadic& a, const Dyadic& b, unsigned bits, Toward toward) {
  return rounded(a.mantissa * b.mantissa, a.exponent + b.exponent, bits, toward);
}

Dyadic divide(const Dyadic& a, const Dyadic& b, unsigned bits, Toward toward) {
  QED_REQUIRE(sign_of(b) != 0, "a dyadic number is divided by 0");
  if (sign_of(a) == 0) return {};
  return quotient(a.mantissa, b.mantissa, a.exponent - b.exponent, bits, toward);
}

Dyadic rounded(const Rational& q, unsigned bits, Toward toward) {
  if (q == 0) return {};
  return quotient(numerator_of(q), denominator_of(q), 0, bits, toward);
}

}  // namespace qed
