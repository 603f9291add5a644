#include "qed/scoring/extended.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "qed/exact/number.hpp"
#include "qed/scoring/whole_power.hpp"

namespace qed {

Extended Extended::infinity(bool positive) {
  return Extended(positive ? Kind::plus_infinity : Kind::minus_infinity);
}

Interval Extended::enclosure(unsigned bits) const {
  return value_.is_exact() ? Interval(value_.exact(), bits) : value_.enclosure();
}

std::optional<int> Extended::sign() const {
  if (kind_ == Kind::plus_infinity) return 1;
  if (kind_ == Kind::minus_infinity) return -1;
  if (value_.is_exact()) return value_.exact() > 0 ? 1 : value_.exact() < 0 ? -1 : 0;
  if (value_.lower() > 0) return 1;
  if (value_.upper() < 0) return -1;
  return std::nullopt;
}

Extended Extended::sum(const Extended& a, const Extended& b, unsigned bits) {
  if (!a.is_finite() && !b.is_finite() && a.kind_ != b.kind_) throw UndefinedScore("infinity minus infinity");
  if (!a.is_finite()) return a;
  if (!b.is_finite()) return b;
  if (a.is_exact() && b.is_exact()) return Rational(a.value_.exact() + b.value_.exact());
  return a.enclosure(bits) + b.enclosure(bits);
}

Extended Extended::product(const Extended& a, const Extended& b, unsigned bits) {
  if (a.is_exact() && a.value_.exact() == 0) return a;
  if (b.is_exact() && b.value_.exact() == 0) return b;
  if (a.is_finite() && b.is_finite()) {
    if (a.is_exact() && b.is_exact()) return Rational(a.value_.exact() * b.value_.exact());
    return a.enclosure(bits) * b.enclosure(bits);
  }
  const auto left = a.sign(), right = b.sign();
  if (!left || !right) throw UndefinedScore("infinity times a number whose sign is not known");
  return infinity(*left * *right > 0);
}

namespace {

Integer integer_power(const Integer& base, unsigned exponent) {
  return boost::multiprecision::pow(base, exponent);
}

// The k-th root where it is an integer.
std::optional<Integer> whole_root(const Integer& n, unsigned k) {
  if (k == 1) return n;
  Integer low = 0, high = 1;
  while (integer_power(high, k) <= n) high *= 2;
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (integer_power(middle, k) <= n ? low : high) = middle;
  }
  if (integer_power(low, k) == n) return low;
  return std::nullopt;
}

// Whether an exact power, and a search for an exact root, take no time to speak of; otherwise it is enclosed.
bool stays_small(const Rational& value, const Rational& exponent) {
  const auto bits = [](const Integer& n) {
    return n == 0 ? 1U : boost::multiprecision::msb(Integer(abs(n))) + 1U;
  };
  const auto size = std::max(bits(numerator_of(value)), bits(denominator_of(value)));
  return size <= 4096 && Integer(size) * abs(numerator_of(exponent)) <= 65536;
}

// Inside Extended its own functions hide these.
Interval log_of(const Interval& x) { return log(x); }
Interval exp_of(const Interval& x) { return exp(x); }

constexpr unsigned largest_exponent = 100000, largest_degree = 64;

// What the enclosures refuse is a score without a value, or one whose value these bits do not show.
template <class F>
Extended defined(F enclosure) {
  try {
    return Extended(enclosure());
  } catch (const std::invalid_argument& e) {
    throw UndefinedScore(e.what());
  } catch (const std::overflow_error& e) {
    throw UndefinedScore(e.what());
  }
}

unsigned small(const Integer& n, unsigned limit) {
  if (n > limit) throw UndefinedScore(fmt::format("an exponent of {} is beyond {}", n.str(), limit));
  return n.convert_to<unsigned>();
}

// base^n, n >= 1, of any sign.
Interval enclosed_power(const Interval& base, unsigned n) {
  Interval result = base;
  bool first = true;
  if (n % 2 == 0 && base.lower() < 0 && base.upper() > 0) {
    const Rational reach = std::max(Rational(-base.lower()), base.upper());
    return Interval(Rational(0), enclosed_power(Interval(reach, base.bits()), n).upper(), base.bits());
  }
  for (Interval square = base; n > 0; n /= 2) {
    if (n % 2 == 1) {
      if (first)
        result = square;
      else
        result *= square;
      first = false;
    }
    if (n > 1) square *= square;
  }
  return result;
}

}  // namespace

Interval power(const Interval& base, const Rational& exponent) {
  if (denominator_of(exponent) > largest_degree)
    return exp_of(Interval(exponent, base.bits()) * log_of(base));
  const unsigned up = small(boost::multiprecision::abs(numerator_of(exponent)), largest_exponent);
  const unsigned degree = small(denominator_of(exponent), largest_degree);
  if (up == 0) return Interval(Rational(1), base.bits());
  const Interval result = enclosed_power(degree == 1 ? base : root(base, degree), up);
  return exponent < 0 ? Interval(Rational(1), base.bits()) / result : result;
}

Extended Extended::power(const Extended& base, const Rational& exponent, unsigned bits) {
  if (base.kind_ == Kind::minus_infinity) throw UndefinedScore("a power of minus infinity");
  if (base.kind_ == Kind::plus_infinity) return exponent > 0 ? base : Extended(Rational(0));
  if (base.is_exact()) {
    const Rational& value = base.value_.exact();
    if (value == 0 && exponent < 0) throw UndefinedScore("division by 0");
    if (value < 0 && denominator_of(exponent) != 1)
      throw UndefinedScore(
          fmt::format("the power {} of the negative number {}", exponent.str(), value.str()));
    if (value == 0 || value == 1) return base;
    if (denominator_of(exponent) > largest_degree || !stays_small(value, exponent))
      return defined([&] { return qed::power(base.enclosure(bits), exponent); });
    const unsigned up = small(boost::multiprecision::abs(numerator_of(exponent)), largest_exponent);
    const unsigned degree = small(denominator_of(exponent), largest_degree);
    const auto top =
        degree == 1 ? std::optional(numerator_of(value)) : whole_root(numerator_of(value), degree);
    const auto bottom =
        degree == 1 ? std::optional(denominator_of(value)) : whole_root(denominator_of(value), degree);
    if (top && bottom) {
      const int times = static_cast<int>(up);
      return whole_power(ratio(*top, *bottom), exponent < 0 ? -times : times);
    }
  }
  return defined([&] { return qed::power(base.enclosure(bits), exponent); });
}

Extended Extended::log(const Extended& a, unsigned bits) {
  if (a.kind_ == Kind::minus_infinity) throw UndefinedScore("the logarithm of minus infinity");
  if (a.kind_ == Kind::plus_infinity) return a;
  if (a.is_exact()) {
    if (a.value_.exact() == 0) return infinity(false);
    if (a.value_.exact() == 1) return Rational(0);
    if (a.value_.exact() < 0) throw UndefinedScore("the logarithm of " + a.value_.exact().str());
  }
  return defined([&] { return log_of(a.enclosure(bits)); });
}

Extended Extended::exp(const Extended& a, unsigned bits) {
  if (a.kind_ == Kind::minus_infinity) return Rational(0);
  if (a.kind_ == Kind::plus_infinity) return a;
  if (a.is_exact() && a.value_.exact() == 0) return Rational(1);
  return defined([&] { return exp_of(a.enclosure(bits)); });
}

std::string to_string(const Extended& e) {
  if (e.kind() == Extended::Kind::minus_infinity) return "-inf";
  if (e.kind() == Extended::Kind::plus_infinity) return "inf";
  if (e.is_exact()) return to_string(e.value().exact());
  return fmt::format("{} .. {}", to_decimal_down(e.value().lower()), to_decimal_up(e.value().upper()));
}

}  // namespace qed
