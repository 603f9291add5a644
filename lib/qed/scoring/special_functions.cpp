#include "qed/scoring/special_functions.hpp"

#include <algorithm>

namespace qed {
namespace {

constexpr unsigned guard = 32;  // bits; the series below have O(bits) terms of one sign or of rational size

// arctan(1/m) between two consecutive partial sums.
Interval arctan_of_inverse(unsigned m, unsigned bits) {
  const Rational tiny = ratio(Integer(1), Integer(1) << (bits + 16));
  const Integer square = Integer(m) * m;
  Integer power = m;
  Interval sum(Rational(0), bits);
  for (unsigned n = 0;; ++n, power *= square) {
    const Rational term = ratio(Integer(1), power * (2 * n + 1));
    if (term < tiny) return sum + Interval(Rational(-term), term, bits);
    const Interval t(term, bits);
    n % 2 == 0 ? sum += t : sum -= t;
  }
}

// erf of one number x >= 0.
Interval erf_of(const Rational& x, unsigned bits) {
  const unsigned work = bits + guard;
  const Interval point(x, work), square_of_x = square(point);
  if (x > 1 && x * x > bits) {
    const Interval rest = exp(-square_of_x), one(Rational(1), work);
    return {(one - rest).lower(), Rational(1), bits};
  }
  const Rational tiny = ratio(Integer(1), Integer(1) << work);
  Interval term = point, sum(Rational(0), work);
  for (unsigned n = 0;; ++n) {
    if (4 * x * x <= 2 * n + 3 && term.upper() <= tiny) break;
    sum += term;
    term = term * Interval(Rational(2), work) * square_of_x / Interval(Rational(2 * n + 3), work);
  }
  sum += Interval(Rational(0), 2 * std::max(Rational(0), term.upper()), work);
  const Interval value = Interval(Rational(2), work) / root(pi(work), 2) * exp(-square_of_x) * sum;
  return {std::max(Rational(0), value.lower()), std::min(Rational(1), value.upper()), bits};
}

Interval signed_erf_of(const Rational& x, unsigned bits) {
  return x < 0 ? -erf_of(Rational(-x), bits) : erf_of(x, bits);
}

}  // namespace

Interval pi(unsigned bits) {
  const unsigned work = bits + guard;
  const Interval value = Interval(Rational(16), work) * arctan_of_inverse(5, work) -
                         Interval(Rational(4), work) * arctan_of_inverse(239, work);
  return {value.lower(), value.upper(), bits};
}

Interval square(const Interval& x) {
  const Rational a = x.lower() * x.lower(), b = x.upper() * x.upper();
  const bool has_zero = x.contains(Rational(0));
  return {has_zero ? Rational(0) : std::min(a, b), std::max(a, b), x.bits()};
}

Interval erf(const Interval& x) {
  const unsigned bits = x.bits();
  const Rational left = x.lower(), right = x.upper();
  const Interval low = signed_erf_of(left, bits);
  if (left == right) return low;
  return {low.lower(), signed_erf_of(right, bits).upper(), bits};
}

Interval normal_density(const Interval& z) {
  const Interval two(Rational(2), z.bits());
  return exp(-(square(z) / two)) / root(two * pi(z.bits()), 2);
}

Interval normal_cdf(const Interval& z) {
  const unsigned bits = z.bits();
  const Interval value = (Interval(Rational(1), bits) + erf(z / root(Interval(Rational(2), bits), 2))) /
                         Interval(Rational(2), bits);
  return {std::max(Rational(0), value.lower()), std::min(Rational(1), value.upper()), bits};
}

}  // namespace qed
