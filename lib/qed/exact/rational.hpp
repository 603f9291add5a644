// The numbers that every verdict rests on: integers and rationals of any size, without rounding.
//
// `Rational` is Boost.Multiprecision over GMP, or its header-only cpp_int where the project is configured
// without GMP. Expression templates are off, so that `auto s = a + b` is a value and not a recipe that
// refers to dead temporaries. Rationals are always in lowest terms with a positive denominator.
//
// Boost converts `double` implicitly (Rational q = 0.1 is 3602879701896397/36028797018963968); write
// `ratio(1, 10)`, whose floating overload is deleted. A meta test keeps floating types out of lib/.
#pragma once

#include <concepts>
#include <stdexcept>
#include <string>

#if QED_WITH_GMP
#include <boost/multiprecision/gmp.hpp>
#else
#include <boost/multiprecision/cpp_int.hpp>
#endif

namespace qed {

#if QED_WITH_GMP
using Integer = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;
using Rational =
    boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off>;
#else
using Integer =
    boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;
using Rational =
    boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;
#endif

// numerator / denominator in lowest terms.   Throws  std::invalid_argument where the denominator is 0.
inline Rational ratio(const Integer& numerator, const Integer& denominator) {
  if (denominator == 0) throw std::invalid_argument("a fraction has denominator 0");
  // The sign goes up here: Boost's rational without GMP refuses a negative denominator.
  if (denominator < 0) return Rational(Integer(-numerator), Integer(-denominator));
  return Rational(numerator, denominator);
}
template <std::integral N, std::integral D>
Rational ratio(N numerator, D denominator) {
  return ratio(Integer(numerator), Integer(denominator));
}
template <class D, class N>
concept FloatingBeside = std::floating_point<D> || std::floating_point<N>;
template <class N, FloatingBeside<N> D>
Rational ratio(N, D) = delete;  // binary floating point is not what was meant

inline Integer numerator_of(const Rational& q) { return boost::multiprecision::numerator(q); }
inline Integer denominator_of(const Rational& q) { return boost::multiprecision::denominator(q); }

// "p/q" in lowest terms, "p" where q is 1.
inline std::string to_string(const Rational& q) { return q.str(); }

}  // namespace qed
