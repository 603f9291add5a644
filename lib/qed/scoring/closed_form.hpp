// A formula without variables as a number: a rational combination of roots, of logarithms, and of what is neither, so that
// equal numbers are recognised where their parts are equal.
//
// Roots of integers are multiplied together, of all else the normal form is taken (normal_form.hpp), written in an order
// that hangs on it alone. Equal combinations are equal numbers. The converse is a theorem for combinations of roots and 1, and
// for those of logarithms of primes (exact/formal_sum.hpp); beyond them it is not claimed.
//                                                                  (proofs-notes/other-rules.md#equal-weights)
#pragma once

#include <optional>
#include <vector>

#include "qed/exact/formal_sum.hpp"
#include "qed/scoring/expression.hpp"

namespace qed {

struct NumberTerm {
  enum class Kind { rational, root, logarithm, other };
  Kind kind;
  Rational coefficient;
  Rational of = 0;       // what the root or the logarithm is of
  unsigned degree = 1;   // of the root
  Expression other = 0;  // what is neither
};
using ClosedForm = std::vector<NumberTerm>;  // their sum

// None where the formula has no normal form, a condition that stays open, or a value at no precision.
std::optional<ClosedForm> closed_form(const Expression& without_variables);

// The formula at this report, conditions decided.
// Throws  std::invalid_argument where a part is outside its domain, or a condition stays open.
Expression at_report(const Expression&, const std::vector<Rational>& report);

FormalSum formal_sum(const ClosedForm&, Constants&);

}  // namespace qed
