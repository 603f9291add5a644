// Certified enclosures: what is not rational (logarithms, roots, exponentials) is known to lie between two
// dyadic rationals, at a precision that rises until a comparison is decided or a limit says `undecided`.
//
// Over MPFI where GMP is there; otherwise over integers with a binary exponent and outward rounding
// (interval_portable.cpp). Both round outwards at every operation, so an enclosure is never too narrow.
#pragma once

#include <memory>
#include <functional>

#include "qed/exact/rational.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

// A closed, bounded interval with dyadic endpoints of `bits` bits of precision.
//
// Exact   contains the true result of every operation on every choice of points of its operands.
// Width   one operation adds at most one unit in the last place of `bits` bits at each end.
// Throws  std::invalid_argument where a point of the operand is outside the domain (log of a non-positive
//         number, division by an interval with 0), or where lower > upper.
class Interval {
 public:
  Interval(const Rational& value, unsigned bits);                          // the tightest at this precision
  Interval(const Rational& lower, const Rational& upper, unsigned bits);
  Interval(const Interval&);
  Interval(Interval&&) noexcept;
  Interval& operator=(const Interval&);
  Interval& operator=(Interval&&) noexcept;
  ~Interval();

  unsigned bits() const;
  Rational lower() const;  // exact: the endpoints are dyadic
  Rational upper() const;
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
// `undecided` at the last precision (so too where the two are equal, which no enclosure can decide).
using Enclosure = std::function<Interval(unsigned bits)>;
Verdict decide_less_equal(const Enclosure& left, const Enclosure& right, Precision = {});

}  // namespace qed
