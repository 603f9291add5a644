// What an interval operation accepts, and the words in which it refuses: one place, so that the two
// implementations of Interval refuse the same operands with the same message.
#pragma once

#include <cstdint>

#include "qed/exact/rational.hpp"

namespace qed::interval_domain {

// Ends are 0 or have a magnitude in 2^-(2^26) .. 2^(2^26). As a rational such a number takes 8 MB at the
// most, and the exponents are far from overflow and from the limits of MPFR, whose infinities are thus never
// seen.
inline constexpr std::int64_t largest_end_exponent = std::int64_t{1} << 26;
// exp is evaluated on [-2^20, 2^20], where its values need 1.6 million bits as rationals.
inline constexpr long largest_exp_argument = 1L << 20;

void require_precision(unsigned bits);
void require_order(const Rational& lower, const Rational& upper);
void require_degree(unsigned degree);

// Each is called with an operand [lower, upper] that is not wholly within the domain.
// Throws  std::invalid_argument where it is wholly outside, DomainUndecided otherwise.
[[noreturn]] void refuse_log(const Rational& lower, const Rational& upper);
[[noreturn]] void refuse_root(const Rational& lower, const Rational& upper);
[[noreturn]] void refuse_divisor(const Rational& lower, const Rational& upper);

// Throws  std::overflow_error.
[[noreturn]] void refuse_exp(const Rational& upper);
[[noreturn]] void refuse_end();

}  // namespace qed::interval_domain
