// The arithmetic of verdicts: a value against its bound, and which of two results is worse.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "qed/claims/claim.hpp"
#include "qed/exact/interval.hpp"
#include "qed/exact/log_sum.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

// One side of a comparison, as far as it can be known exactly.
using Quantity = std::variant<Rational, LogSum, Enclosure>;

// The claim value <= bound. Verdict, both sides and ratio = value / bound; both sides are meant to be
// non-negative.
//
// Ratio   none where it is 0/0; `unbounded_ratio` where a bound that is not positive is exceeded.
// Exact   by rational comparison where both sides are rational, also where the logarithms of a LogSum cancel;
//         otherwise by enclosures of rising precision. A LogSum against a rational is `undecided` only where
//         the two agree to 4096 bits without being equal.
Comparison at_most(const Quantity& value, const Quantity& bound);

// The claim value >= bound about a probability: ratio = (1 - value) / (1 - bound); vacuous where bound <= 0.
Comparison probability_at_least(const Rational& value, const Rational& bound);

// What is said beside a comparison that is vacuous.
inline constexpr std::string_view vacuous_in_words = "vacuous: the bound says nothing";

// The claim does not speak of this case; the value may have a meaning all the same.
Comparison not_applicable(std::string why = {}, std::optional<Value> value = {});

// Whether `a` is to be reported before `b`: violated before undecided before held where visited before holds, then what
// says something before what is vacuous, then by larger ratio (enclosures by their upper ends; unbounded above all, none
// below all). A strict weak order.
bool worse(const Comparison& a, const Comparison& b);

}  // namespace qed
