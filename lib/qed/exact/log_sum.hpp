// Sums c0 + c1 ln y1 + ... + cn ln yn with rational coefficients and arguments: what the potential of
// query-drift and the logarithm of a product come to. Kept symbolic, so that equal logarithms cancel exactly
// and a sum without logarithms left is a plain rational.
#pragma once

#include <map>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

class LogSum {
 public:
  LogSum(Rational constant = 0) : constant_(std::move(constant)) {}

  LogSum& operator+=(const Rational& q);
  // Adds coefficient * ln(argument). ln(1/y) is kept as -ln y, ln 1 as nothing.
  // Throws  std::invalid_argument where the argument is not positive.
  void add_log(const Rational& coefficient, const Rational& argument);

  // The sum without its logarithms.
  const Rational& constant() const { return constant_; }
  // No logarithm is left. False does not yet mean that the sum is irrational: 2 ln 2 - ln 4 is found by
  // is_rational.
  bool is_plain() const { return logs_.empty(); }

  // Whether the logarithms cancel, decided: the arguments are written over pairwise coprime integers, whose
  // logarithms are linearly independent over the rationals. Where they do not cancel the sum is irrational (a
  // non-zero combination of logarithms of rationals is transcendental: Baker), so it equals no rational.
  // Cost    O(n^2) gcds in the number of logarithms.
  bool is_rational() const;

  // Width   about n + 1 units in the last place of the largest term.
  Interval enclosure(unsigned bits) const;

 private:
  Rational constant_;
  std::map<Rational, Rational> logs_;  // argument > 1 -> coefficient != 0
};

}  // namespace qed
