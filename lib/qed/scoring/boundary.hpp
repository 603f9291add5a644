// What happens to a rule's scores towards the boundary of the simplex, where some outcome becomes impossible.
#pragma once

#include <span>
#include <string>

#include "qed/scoring/expression.hpp"

namespace qed {

// Empty where every score is continuous on the closed simplex of p_0 … p_{variables-1} as a function into [-infinity,
// infinity), which carries properness from the inside to the boundary (proofs-notes/scoring-rules.md#boundary); otherwise
// which part is not shown to be.
// Structural: sums, products, roots, quotients by what stays positive, logarithms, and u ln u.
std::string why_not_continuous(std::span<const Expression> scores, std::size_t variables);

}  // namespace qed
