// A score as it is at one report: a number, known exactly or enclosed, or an infinity.
//
// Conventions, those of measure theory: 0 times an infinity is 0 (an outcome that never happens adds nothing to an
// expectation), ln 0 = -infinity, exp(-infinity) = 0. What has no meaning, infinity minus infinity, 1/0 and the like,
// throws, and is never given a number in silence.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"
#include "qed/exact/value.hpp"

namespace qed {

// No value at this report. The text says what was asked for.
class UndefinedScore : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

// Exact   a Rational while every operation is rational (perfect roots too), from then on an Interval of `bits` bits.
class Extended {
 public:
  enum class Kind { minus_infinity, finite, plus_infinity };

  Extended(Rational exact) : kind_(Kind::finite), value_(std::move(exact)) {}
  Extended(Interval enclosure) : kind_(Kind::finite), value_(std::move(enclosure)) {}
  static Extended infinity(bool positive);

  Kind kind() const { return kind_; }
  bool is_finite() const { return kind_ == Kind::finite; }
  bool is_exact() const { return is_finite() && value_.is_exact(); }
  const Value& value() const { return value_; }  // where finite
  Interval enclosure(unsigned bits) const;       // where finite
  // 1, 0 (exactly 0), -1; none where the enclosure cannot tell.
  std::optional<int> sign() const;

  // Throw  UndefinedScore. `bits` is the precision of what becomes an enclosure here.
  static Extended sum(const Extended&, const Extended&, unsigned bits);
  static Extended product(const Extended&, const Extended&, unsigned bits);
  static Extended power(const Extended&, const Rational& exponent, unsigned bits);
  static Extended log(const Extended&, unsigned bits);
  static Extended exp(const Extended&, unsigned bits);

 private:
  explicit Extended(Kind kind) : kind_(kind), value_(Rational(0)) {}
  Kind kind_;
  Value value_;
};

// base^exponent for an enclosure; by exp and log where the exponent's denominator is above 64.
// Throws  as Interval's division, root and logarithm.
Interval power(const Interval& base, const Rational& exponent);

// "-inf", "1/2", or the enclosure's ends in decimals.
std::string to_string(const Extended&);

}  // namespace qed
