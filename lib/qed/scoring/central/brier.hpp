// Brier's rule for any number of outcomes: its strong condition at n outcomes is that at two, up to one inequality in two
// numbers.                                                             (proofs-notes/central-condition.md#brier)
#pragma once

#include <optional>
#include <span>

#include "qed/scoring/central.hpp"

namespace qed::central_condition {

// The factor l > 0 with S(p, y) = l (2 p(y) - sum p^2) + b(y) on the simplex; none where that is not shown. A value is a
// proof, in normal form.
std::optional<Rational> brier_factor(std::span<const Expression> scores);

// Sets the result's finding where F <= 1 - c ‖p - q‖² for the rule of that factor at every number of outcomes; otherwise
// says what is left. A proof is one for all of them, by boxes over two numbers.
void decide_brier(const Rational& factor, const Rational& eta, const Rational& c, const CentralOptions&,
                  Central& result);

}  // namespace qed::central_condition
