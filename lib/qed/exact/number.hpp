// Numbers as text: read exactly, written exactly, and written in decimals for people.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// Reads `[+-]?DIGITS`, `[+-]?DIGITS/DIGITS` or `[+-]?DIGITS[.DIGITS][e[+-]?DIGITS]`, exactly, into lowest
// terms. No spaces; at most 10,000 digits in all and exponents within ±10,000, so that the time is bounded
// too. Leading zeros and a leading "+" say nothing: "+007/014" is 1/2. Throws  std::invalid_argument saying
// what is wrong with the text and what was expected.
Rational parse_rational(std::string_view text);

// "1/2,0,0.25": each as parse_rational reads it.   Throws  as parse_rational.
std::vector<Rational> parse_rationals(std::string_view separated_by_commas);

// "(1/2, 1/3, 1/6)"; what is longer than `most` characters in four decimals.
std::string tuple_text(std::span<const Rational>, std::size_t most = std::string::npos);

// `digits` significant decimal digits, rounded half to even, in plain or (below 10^-4, from 10^digits on)
// scientific notation. An exact value that needs fewer digits has no trailing zeros ("0.25"); a rounded one
// keeps them ("0.250000"). For people; no verdict reads it, though parse_rational can.
// Throws  std::invalid_argument where digits = 0.
std::string to_decimal(const Rational& q, unsigned digits = 6);

// As to_decimal, but never below (above) the value: for the ends of an enclosure.
std::string to_decimal_down(const Rational& q, unsigned digits = 6);
std::string to_decimal_up(const Rational& q, unsigned digits = 6);

}  // namespace qed
