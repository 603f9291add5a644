#include "qed/model/class_file/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace qed {
namespace {

constexpr std::size_t most_digits = 10'000;  // parse_rational's limits
constexpr int largest_exponent = 10'000;

// How often `factor` divides `n`, which is left without it. The square goes first, so divisions are few.
int strip(Integer& n, const Integer& factor) {
  if (n % factor != 0) return 0;
  n /= factor;
  int times = 1 + 2 * strip(n, factor * factor);
  if (n % factor == 0) {
    n /= factor;
    ++times;
  }
  return times;
}

}  // namespace

std::string number_text(const Rational& q) {
  const std::string fraction = to_string(q);
  const auto digits =
      std::count_if(fraction.begin(), fraction.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (static_cast<std::size_t>(digits) <= most_digits) return fraction;

  // The value is mantissa · 10^power, without trailing zeros in the mantissa.
  Integer denominator = denominator_of(q);
  int power = -std::max(strip(denominator, 2), strip(denominator, 5));
  if (denominator != 1) return fraction;  // no decimal, so no text that could be read
  Integer mantissa =
      numerator_of(q * Rational(boost::multiprecision::pow(Integer(10), static_cast<unsigned>(-power))));
  power += strip(mantissa, 10);

  // An exponent from `power` to `power + digits - 1` needs a point in the mantissa and no zeros around it.
  // The one nearest to 0 takes the fewest digits; beyond the largest exponent, zeros do the rest.
  const bool negative = mantissa < 0;
  std::string text = (negative ? Integer(-mantissa) : mantissa).str();
  const int last = power + static_cast<int>(text.size()) - 1;
  const int exponent = std::clamp(std::clamp(0, power, last), -largest_exponent, largest_exponent);
  if (power >= exponent) {
    text.append(static_cast<std::size_t>(power - exponent), '0');
  } else {
    const auto decimals = static_cast<std::size_t>(exponent - power);
    if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
    text.insert(text.size() - decimals, ".");
  }
  return (negative ? "-" : "") + text + (exponent == 0 ? "" : fmt::format("e{}", exponent));
}

}  // namespace qed
