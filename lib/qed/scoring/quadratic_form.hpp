// Quadratic forms with rational coefficients, and whether they are semidefinite.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "qed/scoring/laurent.hpp"

namespace qed {

// The symmetric matrix of a polynomial that is homogeneous of degree 2 in the first `variables` generators and holds
// no other; none where it is not.
std::optional<std::vector<std::vector<Rational>>> quadratic_form(const Laurent&, std::size_t variables);

// Whether x' A x >= 0 for all x: by symmetric elimination, exactly.
bool is_semidefinite(std::vector<std::vector<Rational>> matrix);

}  // namespace qed
