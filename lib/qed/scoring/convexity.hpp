// Whether a matrix of formulas is positive semidefinite on the whole simplex: by the signs of its minors, in normal form where
// the coefficients tell, otherwise by intervals over boxes.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "qed/exact/verdict.hpp"
#include "qed/scoring/expression.hpp"
#include "qed/scoring/properness.hpp"

namespace qed {

struct Curvature {
  enum class Kind { definite, semidefinite, unknown };  // at every point of the open simplex
  Kind kind = Kind::unknown;
  Method method = Method::exact;  // certified where intervals decided
  std::vector<ReportBox> left;    // where they did not
  std::size_t boxes = 0;
};

// rows: a symmetric matrix in p_0 … p_{variables-1}, at most 3 x 3 or so.
Curvature curvature_on_simplex(std::span<const std::vector<Expression>> rows, std::size_t variables,
                               const PropernessOptions&);

}  // namespace qed
