#include "qed/exact/interval.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/exact/interval_domain.hpp"
#include "qed/exact/number.hpp"

namespace qed {
namespace interval_domain {
namespace {

constexpr unsigned least_bits = 2, most_bits = 1u << 20;

std::string text(const Rational& lower, const Rational& upper) {
  return lower == upper ? to_decimal(lower)
                        : fmt::format("[{}, {}]", to_decimal_down(lower), to_decimal_up(upper));
}

[[noreturn]] void refuse(bool wholly_outside, const std::string& message) {
  if (wholly_outside) throw std::invalid_argument(message);
  throw DomainUndecided(message);
}

}  // namespace

void require_precision(unsigned bits) {
  if (bits < least_bits || bits > most_bits)
    throw std::invalid_argument(
        fmt::format("a precision of {} bits is outside {} .. {}", bits, least_bits, most_bits));
}

void require_order(const Rational& lower, const Rational& upper) {
  if (lower > upper)
    throw std::invalid_argument(
        fmt::format("an interval has lower end {} above upper end {}", to_decimal(lower), to_decimal(upper)));
}

void require_degree(unsigned degree) {
  if (degree == 0) throw std::invalid_argument("a root of degree 0; expected a degree of at least 1");
}

void refuse_log(const Rational& lower, const Rational& upper) {
  refuse(upper <= 0, fmt::format("log of {}; expected a positive number", text(lower, upper)));
}
void refuse_root(const Rational& lower, const Rational& upper) {
  refuse(upper < 0, fmt::format("root of {}; expected a number that is not negative", text(lower, upper)));
}
void refuse_divisor(const Rational& lower, const Rational& upper) {
  refuse(lower == 0 && upper == 0,
         fmt::format("division by {}; expected a divisor that is not 0", text(lower, upper)));
}
void refuse_exp(const Rational& upper) {
  throw std::overflow_error(
      fmt::format("exp of {} is too large; expected at most {}", to_decimal_up(upper), largest_exp_argument));
}
void refuse_end() {
  throw std::overflow_error(fmt::format("an interval has an end beyond 2^±{}", largest_end_exponent));
}

}  // namespace interval_domain

Verdict decide_less_equal(const Enclosure& left, const Enclosure& right, Precision precision) {
  interval_domain::require_precision(precision.first);
  interval_domain::require_precision(precision.last);
  if (precision.first > precision.last)
    throw std::invalid_argument(
        fmt::format("a comparison starts at {} bits, above its last precision of {} bits", precision.first,
                    precision.last));
  for (unsigned bits = precision.first;; bits = std::min(2 * bits, precision.last)) {
    try {
      const Verdict verdict = less_equal(left(bits), right(bits));
      if (verdict != Verdict::undecided) return verdict;
    } catch (const DomainUndecided&) {
      // Nothing is known at this precision, as where the enclosures overlap.
    }
    if (bits == precision.last) return Verdict::undecided;
  }
}

}  // namespace qed
