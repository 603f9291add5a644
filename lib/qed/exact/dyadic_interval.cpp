#include "qed/exact/dyadic_interval.hpp"

#include <algorithm>
#include <array>

#include "qed/exact/dyadic_functions.hpp"
#include "qed/exact/interval_domain.hpp"

namespace qed {

namespace domain = interval_domain;

DyadicInterval::DyadicInterval(const Rational& lower, const Rational& upper, unsigned bits) : bits_(bits) {
  domain::require_precision(bits);
  domain::require_order(lower, upper);
  lower_ = rounded(lower, bits, Toward::below);
  upper_ = rounded(upper, bits, Toward::above);
}

DyadicInterval operator+(const DyadicInterval& a, const DyadicInterval& b) {
  const unsigned bits = std::max(a.bits_, b.bits_);
  return {add(a.lower_, b.lower_, bits, Toward::below), add(a.upper_, b.upper_, bits, Toward::above), bits};
}

// A product is bilinear, so its extremes are at the corners.
DyadicInterval operator*(const DyadicInterval& a, const DyadicInterval& b) {
  const unsigned bits = std::max(a.bits_, b.bits_);
  const auto corner = [&](bool a_upper, bool b_upper, Toward toward) {
    return multiply(a_upper ? a.upper_ : a.lower_, b_upper ? b.upper_ : b.lower_, bits, toward);
  };
  if (sign_of(a.lower_) >= 0 && sign_of(b.lower_) >= 0)
    return {corner(false, false, Toward::below), corner(true, true, Toward::above), bits};
  const auto corners = [&](Toward toward) {
    return std::array{corner(false, false, toward), corner(false, true, toward), corner(true, false, toward),
                      corner(true, true, toward)};
  };
  return {std::ranges::min(corners(Toward::below)), std::ranges::max(corners(Toward::above)), bits};
}

// For a positive divisor the lower end takes the divisor that brings the lower dividend furthest down: the
// smallest where that dividend is negative, the largest otherwise; and so, mirrored, for the upper end.
DyadicInterval operator/(const DyadicInterval& a, const DyadicInterval& b) {
  if (sign_of(b.lower_) <= 0 && sign_of(b.upper_) >= 0) domain::refuse_divisor(b.lower(), b.upper());
  if (sign_of(b.upper_) < 0) return -a / -b;
  const unsigned bits = std::max(a.bits_, b.bits_);
  return {divide(a.lower_, sign_of(a.lower_) < 0 ? b.lower_ : b.upper_, bits, Toward::below),
          divide(a.upper_, sign_of(a.upper_) < 0 ? b.upper_ : b.lower_, bits, Toward::above), bits};
}

DyadicInterval log(const DyadicInterval& a) {
  if (sign_of(a.lower_) <= 0) domain::refuse_log(a.lower(), a.upper());
  DyadicBounds lower = log_bounds(a.lower_, a.bits_);
  if (a.lower_ == a.upper_) return {std::move(lower.lower), std::move(lower.upper), a.bits_};
  return {std::move(lower.lower), log_bounds(a.upper_, a.bits_).upper, a.bits_};
}

DyadicInterval exp(const DyadicInterval& a) {
  const Dyadic limit = {1, 20};
  static_assert(domain::largest_exp_argument == 1L << 20);
  if (a.upper_ > limit) domain::refuse_exp(a.upper());
  if (a.lower_ < -limit)  // exp is positive and rises: [0, exp(max(upper, -limit))] is an enclosure
    return {Dyadic{}, exp_bounds(std::max(a.upper_, -limit), a.bits_).upper, a.bits_};
  DyadicBounds lower = exp_bounds(a.lower_, a.bits_);
  if (a.lower_ == a.upper_) return {std::move(lower.lower), std::move(lower.upper), a.bits_};
  return {std::move(lower.lower), exp_bounds(a.upper_, a.bits_).upper, a.bits_};
}

DyadicInterval root(const DyadicInterval& a, unsigned degree) {
  domain::require_degree(degree);
  if (sign_of(a.lower_) < 0) domain::refuse_root(a.lower(), a.upper());
  DyadicBounds lower = root_bounds(a.lower_, degree, a.bits_);
  if (a.lower_ == a.upper_) return {std::move(lower.lower), std::move(lower.upper), a.bits_};
  return {std::move(lower.lower), root_bounds(a.upper_, degree, a.bits_).upper, a.bits_};
}

Verdict less_equal(const DyadicInterval& a, const DyadicInterval& b) {
  if (a.upper_ <= b.lower_) return Verdict::holds;
  if (a.lower_ > b.upper_) return Verdict::violated;
  return Verdict::undecided;
}

}  // namespace qed
