// Certified enclosures: what is not rational (logarithms, roots, exponentials) is known to lie between two
// dyadic rationals, at a precision that rises until a comparison is decided or a limit says `undecided`.
//
// Over MPFI where GMP is there (interval_gmp.cpp); otherwise over integers with a binary exponent and outward
// rounding (interval_portable.cpp over DyadicInterval). Both round outwards at every operation, so an
// enclosure is never too narrow. The tests run both side by side.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <stdexcept>

#include "qed/exact/rational.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

// An operand's enclosure lies across the edge of an operation's domain, so it is not known whether the
// operand itself is in it; a higher precision may tell.
class DomainUndecided : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

// A closed, bounded interval with dyadic endpoints of `bits` bits of precision, 2 <= bits <= 2^20.
//
// Shape   an operation's result has the larger of its operands' precisions.
// Exact   contains the true result of every operation on every choice of points of its operands. A result
//         that is one number with few enough bits is that number: sqrt(1/4) is [1/2, 1/2] (roots: up to
//         degree 64).
// Width   one operation adds at most two units in the last place of `bits` bits at each end. (exp below
//         -2^20 is the exception: there the lower end is 0.)
// Throws  std::invalid_argument where all of the operand is outside the domain (log of a non-positive
//         number, division by 0, root of a negative one), DomainUndecided where some of it is; also where
//         lower > upper, the precision is out of range, or degree = 0.
//         std::overflow_error where an end other than 0 leaves 2^-(2^26) .. 2^(2^26), or for exp above 2^20.
class Interval {
 public:
  Interval(const Rational& value, unsigned bits);  // the tightest at this precision
  Interval(const Rational& lower, const Rational& upper, unsigned bits);
  template <std::floating_point T>
  Interval(T, unsigned) = delete;  // binary floating point is not what was meant
  Interval(const Interval&);
  Interval(Interval&&) noexcept;
  Interval& operator=(const Interval&);
  Interval& operator=(Interval&&) noexcept;
  ~Interval();

  unsigned bits() const;
  Rational lower() const;  // exact: the endpoints are dyadic
  Rational upper() const;
  Rational middle() const { return (lower() + upper()) / 2; }
  bool contains(const Rational& q) const { return lower() <= q && q <= upper(); }

  Interval& operator+=(const Interval&);
  Interval& operator-=(const Interval&);
  Interval& operator*=(const Interval&);
  Interval& operator/=(const Interval&);
  friend Interval operator+(Interval a, const Interval& b) { return a += b; }
  friend Interval operator-(Interval a, const Interval& b) { return a -= b; }
  friend Interval operator*(Interval a, const Interval& b) { return a *= b; }
  friend Interval operator/(Interval a, const Interval& b) { return a /= b; }
  friend Interval operator-(const Interval& a);

  friend Interval log(const Interval&);
  friend Interval exp(const Interval&);
  friend Interval root(const Interval&, unsigned degree);  // of a non-negative number, degree >= 1

  // Is a <= b? `holds` for every choice of points, `violated` for every choice, or `undecided`.
  friend Verdict less_equal(const Interval& a, const Interval& b);

 private:
  struct Ends;
  std::unique_ptr<Ends> ends_;
};

// Precisions, in bits, at which a comparison is tried.
struct Precision {
  unsigned first = 64;
  unsigned last = 4096;
};

// Is left <= right? The precision doubles until the enclosures no longer overlap: `holds`, `violated`, or
// `undecided` at the last precision. Two sides that are equal are decided only where both enclosures are that
// one number. An enclosure that throws DomainUndecided decides nothing at its precision.
// Throws  std::invalid_argument where first > last, or what an enclosure throws.
using Enclosure = std::function<Interval(unsigned bits)>;
Verdict decide_less_equal(const Enclosure& left, const Enclosure& right, Precision = {});

}  // namespace qed
