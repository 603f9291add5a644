#include "qed/exact/dyadic_functions.hpp"

#include <algorithm>

#include "qed/exact/interval_domain.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/require.hpp"

namespace qed {
namespace {

// Fixed point: the integer n stands for n * 2^-p; a *unit* is 2^-p. Shifting right cuts, rounding toward
// below; where that would matter for negative numbers, they are not shifted.
struct Fixed {
  Integer lower, upper;
};

// floor(m * 2^shift), for m of either sign and a shift in either direction.
Integer floor_shifted(const Integer& m, std::int64_t shift) {
  if (shift >= 0) return m << static_cast<std::size_t>(shift);
  const auto right = static_cast<std::size_t>(-shift);
  if (m >= 0) return m >> right;
  const Integer cut = (-m) >> right;
  return (cut << right) == -m ? Integer(-cut) : Integer(-cut - 1);
}

// atanh t = t + t^3/3 + t^5/5 + … for 0 <= t <= 1/5, where z units <= t <= z + 1 units.
//
// The power P_j, cut at each step, is below t^(2j+1) by e_j units with e_0 <= 1 and
// e_j <= e_(j-1)/25 + 1.4/5 + 1, as the cut square is off by 2t + 1 <= 1.4 units; so e_j <= 2. A term is off
// by less than 2 units (e_j/3 + 1, and 1 for j = 0), the tail after the first P_j = 0, where t^(2j+1) <= 2
// units, by less than 2/(1 - 1/25) < 3: all terms err to the same side, by less than 2 * terms + 3 in all.
Fixed atanh_fixed(const Integer& z, std::size_t p) {
  const Integer square = (z * z) >> p;
  Integer power = z, sum = 0;
  unsigned terms = 0;
  for (; power != 0; ++terms) {
    sum += power / (2 * terms + 1);
    power = (power * square) >> p;
  }
  return {sum, sum + (2 * terms + 3)};
}

// atanh(1/n) for n >= 5 by divisions with small numbers. The count above holds with e_j <= e_(j-1)/25 + 1.
Fixed atanh_of_reciprocal(unsigned n, std::size_t p) {
  Integer power = (Integer(1) << p) / n, sum = 0;
  unsigned terms = 0;
  for (; power != 0; ++terms) {
    sum += power / (2 * terms + 1);
    power /= n * n;
  }
  return {sum, sum + (2 * terms + 3)};
}

// log 2 = 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749), since
// (27/25)^9 (4801 - 1)/(4801 + 1) (8750/8748)^4 = 2. Width at most 28 (2 terms + 3) units.
Fixed log_2(std::size_t p) {
  const Fixed a = atanh_of_reciprocal(26, p), b = atanh_of_reciprocal(4801, p),
              c = atanh_of_reciprocal(8749, p);
  return {18 * a.lower - 2 * b.upper + 8 * c.lower, 18 * a.upper - 2 * b.lower + 8 * c.upper};
}

Fixed times(const Fixed& a, std::int64_t k) {
  return k >= 0 ? Fixed{a.lower * k, a.upper * k} : Fixed{a.upper * k, a.lower * k};
}

DyadicBounds outward(const Fixed& a, std::int64_t exponent, unsigned bits) {
  return {rounded(a.lower, exponent, bits, Toward::below), rounded(a.upper, exponent, bits, Toward::above)};
}

std::int64_t length_of(const Integer& value) { return static_cast<std::int64_t>(bit_length(value)); }

// The whole part of value^(1/degree), value >= 1.
Integer floor_root(const Integer& value, unsigned degree) {
  const auto power = [degree](const Integer& r) { return boost::multiprecision::pow(r, degree); };
  const std::size_t result_bits = (bit_length(value) - 1) / degree + 1;
  if (result_bits <= 8) {
    Integer root = 0;
    for (unsigned bit = 1u << (result_bits - 1); bit != 0; bit >>= 1)
      if (const Integer larger = root + bit; power(larger) <= value) root = larger;
    return root;
  }
  // The root of the leading half, one too large, is a start above the root and near it; from above, Newton's
  // iterates fall until they reach the whole part, and the first that does not fall is there.
  const std::size_t half = result_bits / 2;
  Integer root = (floor_root(value >> (half * degree), degree) + 1) << half;
  for (;;) {
    const Integer next =
        (root * (degree - 1) + value / boost::multiprecision::pow(root, degree - 1)) / degree;
    if (next >= root) return root;
    root = next;
  }
}

}  // namespace

// x = y 2^k with 3/4 <= y < 3/2, and log x = k log 2 + 2 atanh t with t = (y - 1)/(y + 1), |t| <= 1/5.
// Near y = 1 with k = 0 the result is small, so p grows by the zeros between the point and its first bit. The
// error, (2 terms + 3) (2 + 28 |k|) < 2^25 |k| units, is below 2^-6 of the last place with 32 guard bits.
DyadicBounds log_bounds(const Dyadic& x, unsigned bits, unsigned guard) {
  QED_REQUIRE(sign_of(x) > 0, "log of a number that is not positive");
  if (x == Dyadic{1, 0}) return {};
  const std::int64_t length = length_of(x.mantissa);
  const bool leads_with_11 = length >= 2 && (x.mantissa >> static_cast<std::size_t>(length - 2)) == 3;
  const std::int64_t k = length + x.exponent - (leads_with_11 ? 0 : 1);
  const Integer one = Integer(1) << static_cast<std::size_t>(k - x.exponent);  // y = mantissa / one
  Integer above_one = x.mantissa - one;
  const bool negative = above_one < 0;
  if (negative) above_one = -above_one;

  const std::int64_t zeros = k == 0 ? length_of(one) - length_of(above_one) : 0;
  const auto p = static_cast<std::size_t>(bits + guard + zeros + length_of(Integer(k)));
  Fixed result = times(atanh_fixed((above_one << p) / (x.mantissa + one), p), negative ? -2 : 2);
  if (k != 0) {
    const Fixed shift = times(log_2(p), k);
    result = {result.lower + shift.lower, result.upper + shift.upper};
  }
  return outward(result, -static_cast<std::int64_t>(p), bits);
}

// x = k log 2 + r with 0 <= r <= 0.7 or so, and exp x = 2^k (exp t)^(2^s) with t = r 2^-s <= 1/2.
//
// exp t is a Taylor series whose powers, cut at each step, are below by e_j <= e_(j-1)/2 + 1 <= 2 units, so
// the terms by 2 each and the tail after the first P_j = 0 by less than 2/(1 - 1/2) = 4: 2 terms + 4 in all.
// From the lower t to the upper, d above it, exp grows by at most 2d exp(t) <= 4d. Each of the s squarings at
// most doubles the relative error and adds a unit. So the error stays below 2^s (2 terms + 8) units for the
// series and below 2^45 units for r (k < 2^21 times the width of log 2, which is below 2^23 up to 2^20 bits):
// with 64 guard bits and s more it is far below the last place.
DyadicBounds exp_bounds(const Dyadic& x, unsigned bits, unsigned guard) {
  if (sign_of(x) == 0) return {Dyadic{1, 0}, Dyadic{1, 0}};
  unsigned s = 4;
  while (4 * (s + 1) * (s + 1) <= bits) ++s;  // about as many squarings as terms
  const std::size_t p = bits + guard + s;

  const Integer x_units = floor_shifted(x.mantissa, x.exponent + static_cast<std::int64_t>(p));
  const Fixed unit_log = log_2(p);
  auto k = (x_units / unit_log.lower).convert_to<std::int64_t>();
  const auto rest = [&] {
    const Fixed shift = times(unit_log, k);
    return Fixed{x_units - shift.upper, x_units + 1 - shift.lower};
  };
  Fixed r = rest();
  while (r.lower < 0) --k, r = rest();

  const Integer t = r.lower >> s, distance = (r.upper >> s) + 1 - t;
  Integer power = Integer(1) << p, sum = 0;
  unsigned terms = 0;
  while (power != 0) {
    sum += power;
    power = ((power * t) >> p) / ++terms;
  }
  Fixed result{sum, sum + (2 * terms + 4) + 4 * distance};
  for (unsigned i = 0; i < s; ++i)
    result = {(result.lower * result.lower) >> p, ((result.upper * result.upper) >> p) + 1};
  return outward(result, k - static_cast<std::int64_t>(p), bits);
}

// An integer with more than `bits` bits in its root, and an exponent that the degree divides: what is left
// after the whole part of its root is below one unit there. High degrees would need long integers and go over
// exp(log x / degree), whose argument, below 2^20, is known to 2^-(bits + 43).
DyadicBounds root_bounds(const Dyadic& x, unsigned degree, unsigned bits) {
  QED_REQUIRE(sign_of(x) >= 0 && degree >= 1, "root of a negative number, or of degree 0");
  if (sign_of(x) == 0) return {};
  if (degree > 64) {
    const DyadicBounds log_x = log_bounds(x, bits + 64);
    const Dyadic n{Integer(degree) >> trailing_zero_bits(degree),
                   static_cast<std::int64_t>(trailing_zero_bits(degree))};
    return {exp_bounds(divide(log_x.lower, n, bits + 64, Toward::below), bits).lower,
            exp_bounds(divide(log_x.upper, n, bits + 64, Toward::above), bits).upper};
  }
  std::int64_t shift = std::max<std::int64_t>(0, std::int64_t{degree} * (bits + 1) - length_of(x.mantissa));
  while ((x.exponent - shift) % degree != 0) ++shift;
  const Integer scaled = x.mantissa << static_cast<std::size_t>(shift);
  const Integer whole = floor_root(scaled, degree);
  const bool exact = boost::multiprecision::pow(whole, degree) == scaled;
  return outward({whole, exact ? whole : Integer(whole + 1)}, (x.exponent - shift) / degree, bits);
}

}  // namespace qed
