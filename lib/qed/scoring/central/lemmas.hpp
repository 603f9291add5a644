// What is proved of whole families of rules, with no box to look at: an identity, Hoeffding's lemma, two named rules.
//                                                                  (proofs-notes/central-condition.md)
#pragma once

#include <span>

#include "qed/scoring/expression.hpp"

namespace qed::central_condition {

// Each: true is a proof; false says nothing.

// F = 1 for all p and q inside, as an identity.
bool is_one(std::span<const Expression> scores, const Rational& eta);

// F <= 1 - c ‖p - q‖² by Hoeffding's lemma, for scores that are polynomials. `bits`: of the logarithm that c > 0 takes.
bool by_hoeffding(std::span<const Expression> scores, const Rational& eta, const Rational& c, unsigned bits);

// The log score at eta = 1/2: 1 - F is the squared Hellinger distance, at least ‖p - q‖²/4 for any number of outcomes
// (proofs-notes/central-condition.md#log-at-one-half).
bool log_at_one_half(std::span<const Expression> scores, const Rational& eta, const Rational& c);

// The spherical score for eta <= 2/sqrt(n): with unit vectors u and v along p and q, D = ‖q‖ (1 - u.v) and (X_a - X_b)² <=
// 4 (1 - u.v), so that 8 D - eta (X_a - X_b)² >= 4 (1 - u.v) (2 ‖q‖ - eta), and ‖q‖ >= 1/sqrt(n).
bool spherical_by_hoeffding(std::span<const Expression> scores, const Rational& eta);

}  // namespace qed::central_condition
