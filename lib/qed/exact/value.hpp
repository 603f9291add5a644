// A quantity as it was found: an exact rational, a certified enclosure, or an interval that sampling gave, which may
// miss. The three never mix silently.
#pragma once

#include <utility>
#include <variant>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

// Holds the true value but for a probability that was fixed beforehand (evaluate/sampling/confidence.hpp).
struct ConfidenceInterval {
  Rational lower, upper;

  Rational width() const { return upper - lower; }
  bool contains(const Rational& q) const { return lower <= q && q <= upper; }
  friend bool operator==(const ConfidenceInterval&, const ConfidenceInterval&) = default;
};

class Value {
 public:
  Value(Rational exact) : value_(std::move(exact)) {}
  Value(Interval enclosure) : value_(std::move(enclosure)) {}
  Value(ConfidenceInterval sampled) : value_(std::move(sampled)) {}

  Method method() const { return Method{static_cast<int>(value_.index())}; }
  bool is_exact() const { return std::holds_alternative<Rational>(value_); }
  const Rational& exact() const { return std::get<Rational>(value_); }
  const Interval& enclosure() const { return std::get<Interval>(value_); }
  const ConfidenceInterval& sampled() const { return std::get<ConfidenceInterval>(value_); }
  Rational lower() const {
    return is_exact() ? exact() : method() == Method::certified ? enclosure().lower() : sampled().lower;
  }
  Rational upper() const {
    return is_exact() ? exact() : method() == Method::certified ? enclosure().upper() : sampled().upper;
  }

 private:
  std::variant<Rational, Interval, ConfidenceInterval> value_;  // in the order of Method
};

}  // namespace qed
