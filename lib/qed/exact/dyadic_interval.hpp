// Intervals with dyadic ends over integers alone: what Interval is made of where there is no MPFI, and its
// twin in the tests where there is. The contract is that of Interval.
#pragma once

#include "qed/exact/dyadic.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

class DyadicInterval {
 public:
  DyadicInterval(const Rational& value, unsigned bits) : DyadicInterval(value, value, bits) {}
  DyadicInterval(const Rational& lower, const Rational& upper, unsigned bits);

  unsigned bits() const { return bits_; }
  Rational lower() const { return to_rational(lower_); }
  Rational upper() const { return to_rational(upper_); }

  friend DyadicInterval operator+(const DyadicInterval& a, const DyadicInterval& b);
  friend DyadicInterval operator-(const DyadicInterval& a, const DyadicInterval& b) { return a + -b; }
  friend DyadicInterval operator*(const DyadicInterval& a, const DyadicInterval& b);
  friend DyadicInterval operator/(const DyadicInterval& a, const DyadicInterval& b);
  friend DyadicInterval operator-(const DyadicInterval& a) { return {-a.upper_, -a.lower_, a.bits_}; }

  friend DyadicInterval log(const DyadicInterval& a);
  friend DyadicInterval exp(const DyadicInterval& a);
  friend DyadicInterval root(const DyadicInterval& a, unsigned degree);
  friend Verdict less_equal(const DyadicInterval& a, const DyadicInterval& b);

 private:
  DyadicInterval(Dyadic lower, Dyadic upper, unsigned bits)
      : lower_(std::move(lower)), upper_(std::move(upper)), bits_(bits) {}

  Dyadic lower_, upper_;
  unsigned bits_;
};

}  // namespace qed
