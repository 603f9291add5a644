// Savage's form: from a rule its function G(p) = E_p S(p, Y), and from a G the rule that it makes.
//
// [claim savage]   S is proper exactly where S(p, y) = G(p) + <G'(p), e_y - p> for a convex G with subgradient G'. (Savage
// 1971; Gneiting and Raftery 2007, theorem 1.)
#pragma once

#include <span>
#include <vector>

#include "qed/scoring/expression.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

// G(p) = sum_y p_y S(p, y).
Expression savage_function(std::span<const Expression> scores);

// S(p, y) = G(p) + dG/dp_y - sum_i p_i dG/dp_i. Where G is written with different formulas that agree on the simplex,
// the rule is the same.
std::vector<Expression> scores_from(const Expression& g, std::size_t outcomes);

// The derivative along the simplex, in the direction e_i - e_{outcomes-1}.
Expression along_simplex(const Expression&, std::size_t i, std::size_t outcomes);

// sum_y p_y dS(p, y) along each direction e_i - e_{n-1}, i = 0 … n-2: all 0 for a smooth proper rule, since p is then
// the best report for p.
std::vector<Expression> first_order(std::span<const Expression> scores);
// Whether all are, as identities in normal form. True is a proof.
bool first_order_vanishes(std::span<const Expression> scores);

// dS(p, i)/dv_j - dS(p, n-1)/dv_j: where first_order vanishes, the Hessian of G along the simplex.
// Shape   (n-1) x (n-1), by rows.
std::vector<std::vector<Expression>> curvature_of(std::span<const Expression> scores);

}  // namespace qed
