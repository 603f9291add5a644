// What is proved of whole families of rules, with no box to look at: an identity, Hoeffding's lemma, two named rules, and
// the log score beside another by Hölder's inequality.
//                                                                  (proofs-notes/central-condition.md)
#pragma once

#include <optional>
#include <span>
#include <vector>

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

// S(p, y) = weight ln p_y + rest_y, weight > 0, by the way that the scores are written.
struct LogAndRest {
  Rational weight;
  std::vector<Expression> rest;
};
// Then F <= 1 - c ‖p - q‖² at eta where the rest has it, with c / (1 - weight eta), at eta / (1 - weight eta): Hölder's
// inequality. None where no logarithm stands in all scores alike.
std::optional<LogAndRest> log_and_rest(std::span<const Expression> scores);

}  // namespace qed::central_condition
