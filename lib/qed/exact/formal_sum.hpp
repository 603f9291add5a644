// Sums r + n_1 k_1 + ... + n_j k_j of a rational and rational multiples of named irrational constants, kept as they are:
// two sums that are written alike are equal, whatever their enclosures say. What a log-weight is made of where weights
// are updated by a scoring rule (proofs-notes/other-rules.md).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

using ConstantIndex = std::uint32_t;

class FormalSum {
 public:
  FormalSum(Rational rational = 0) : rational_(std::move(rational)) {}
  static FormalSum multiple(Rational coefficient, ConstantIndex);

  FormalSum& operator+=(const FormalSum&);
  FormalSum& operator-=(const FormalSum&);
  FormalSum& operator*=(const Rational&);
  friend FormalSum operator-(FormalSum a, const FormalSum& b) { return a -= b; }

  const Rational& rational() const { return rational_; }
  const std::map<ConstantIndex, Rational>& multiples() const { return multiples_; }  // none is 0
  friend bool operator==(const FormalSum&, const FormalSum&) = default;
  friend bool operator<(const FormalSum& a, const FormalSum& b);  // any order, for keys

 private:
  Rational rational_;
  std::map<ConstantIndex, Rational> multiples_;
};

// The constants of one computation, each once.
//
// Roots are those of integers that are no smaller root of an integer, with irrational quotients among each other: such roots
// and 1 are linearly independent over the rationals, so that of sums of them *only* those written alike are equal. So it is
// for logarithms of different primes. Of an opaque constant nothing is known but its enclosures: equal ones are recognised by
// their names.
class Constants {
 public:
  // The root of a non-negative rational, as a multiple of the constant that stands for its class.
  // Cost  one perfect root of an integer for each constant so far.   Requires  degree >= 1.
  FormalSum root(const Rational&, unsigned degree);
  FormalSum square_root(const Rational& q) { return root(q, 2); }
  FormalSum logarithm(const Integer&);  // of 2 or more
  FormalSum opaque(const std::string& name, const Enclosure&);
  Interval enclosure(const FormalSum&, unsigned bits) const;
  // Of what the constant is the logarithm; 0 where it is none.
  const Integer& argument_of_logarithm(ConstantIndex) const;

 private:
  enum class Kind { root, logarithm, opaque };
  struct Constant {
    Kind kind;
    Integer of;  // radicand or argument; of an opaque one 0
    unsigned degree = 0;
    Enclosure enclosure = {};  // of an opaque one
  };
  Interval enclosure(const Constant&, unsigned bits) const;
  std::vector<Constant> constants_;
  std::map<std::string, ConstantIndex> opaque_;
  std::map<Integer, ConstantIndex> logarithms_;
};

}  // namespace qed
