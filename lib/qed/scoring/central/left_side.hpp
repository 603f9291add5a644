// F(p, q) = E_q exp(eta (S(p, a) - S(q, a))) as a formula: p in p_0 … p_{n-1}, q in p_n … p_{2n-1}.
#pragma once

#include <span>
#include <vector>

#include "qed/scoring/expression.hpp"

namespace qed::central_condition {

// S(p, a) - S(q, a) for each a.
std::vector<Expression> score_gaps(std::span<const Expression> scores);
Expression left_side(std::span<const Expression> scores, const Rational& eta);
// What to put for p and q so that they are on their simplexes: coordinates x_0 … x_{n-2} and x_{n-1} … x_{2n-3}.
std::vector<Expression> free_coordinates(std::size_t outcomes);

}  // namespace qed::central_condition
