// A quantity as it was found: an exact rational, or a certified enclosure. The two never mix silently.
#pragma once

#include <utility>
#include <variant>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

class Value {
 public:
  Value(Rational exact) : value_(std::move(exact)) {}
  Value(Interval enclosure) : value_(std::move(enclosure)) {}

  Method method() const { return is_exact() ? Method::exact : Method::certified; }
  bool is_exact() const { return std::holds_alternative<Rational>(value_); }
  const Rational& exact() const { return std::get<Rational>(value_); }
  const Interval& enclosure() const { return std::get<Interval>(value_); }
  Rational lower() const { return is_exact() ? exact() : enclosure().lower(); }
  Rational upper() const { return is_exact() ? exact() : enclosure().upper(); }

 private:
  std::variant<Rational, Interval> value_;
};

}  // namespace qed
