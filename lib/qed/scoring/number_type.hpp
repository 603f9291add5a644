// What rules ask of their number type, beside + - * /. One text of a rule then is evaluated exactly (Rational), over
// every report of a box (Interval), or writes its formula down, to be differentiated and examined (Expression).
#pragma once

#include <algorithm>
#include <concepts>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"
#include "qed/scoring/expression.hpp"
#include "qed/scoring/extended.hpp"
#include "qed/scoring/special_functions.hpp"

namespace qed {

template <class N, class... Of>
concept OneOf = (std::same_as<N, Of> || ...);

template <class N>
concept ScoreNumber = OneOf<N, Rational, Interval, Expression>;
template <class N>
concept WithLogarithms = OneOf<N, Interval, Expression>;
template <class N>
concept WithNormalLaw = OneOf<N, Interval>;  // pi and the normal distribution function

// A constant, of the precision of `like`.
template <class Value, class Number>
Number constant(const Value& value, const Number& like) {
  if constexpr (std::same_as<Number, Interval>)
    return Interval(Rational(value), like.bits());
  else
    return Number(value);
}

inline Rational square(const Rational& x) { return x * x; }
inline Expression square(const Expression& x) { return x * x; }

inline Interval sqrt(const Interval& x) { return root(x, 2); }
inline Interval pow(const Interval& x, const Rational& exponent) { return power(x, exponent); }

// The smallest that contains both.
inline Interval hull(const Interval& a, const Interval& b) {
  return {std::min(a.lower(), b.lower()), std::max(a.upper(), b.upper()), std::max(a.bits(), b.bits())};
}

// `then` where a < b, `otherwise` where not; of intervals both, where neither is known.
inline Rational where_less(const Rational& a, const Rational& b, const Rational& then,
                           const Rational& otherwise) {
  return a < b ? then : otherwise;
}
inline Interval where_less(const Interval& a, const Interval& b, const Interval& then,
                           const Interval& otherwise) {
  if (a.upper() < b.lower()) return then;
  if (a.lower() >= b.upper()) return otherwise;
  return hull(then, otherwise);
}
inline Expression where_less(const Expression& a, const Expression& b, const Expression& then,
                             const Expression& otherwise) {
  return choose(a < b, then, otherwise);
}

inline Rational larger_of(const Rational& a, const Rational& b) { return std::max(a, b); }
inline Interval larger_of(const Interval& a, const Interval& b) {
  return {std::max(a.lower(), b.lower()), std::max(a.upper(), b.upper()), std::max(a.bits(), b.bits())};
}
inline Expression larger_of(const Expression& a, const Expression& b) { return max(a, b); }

template <ScoreNumber Number>
Number absolute(const Number& x) {
  return larger_of(x, Number(-x));
}
template <>
inline Interval absolute(const Interval& x) {
  const Interval positive = larger_of(x, -x);  // its lower end is below 0 where x has 0 inside
  return {std::max(Rational(0), positive.lower()), positive.upper(), x.bits()};
}

}  // namespace qed
