// Gaussian elimination over the rationals, for the small dense matrices of scoring rules, features and simplex
// tableaux. (For the hundreds of equations of an infinite horizon: linear.hpp, by FLINT.)
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// A list of rows, each as long as the first. All functions are exact, and throw BrokenInvariant on ragged rows.
using RationalMatrix = std::vector<std::vector<Rational>>;

// Scales the row so that its entry in the column is 1, and subtracts multiples of it from the others so that theirs
// are 0.   Throws  BrokenInvariant where the entry is 0.
void pivot_on(RationalMatrix&, std::size_t row, std::size_t column);

// Reduced row echelon form without its zero rows: row i has a 1 in column pivots[i], where the others have 0.
// The rank is the number of pivots.
struct ReducedRows {
  RationalMatrix rows;
  std::vector<std::size_t> pivots;  // increasing
};
ReducedRows reduced(RationalMatrix);

// The columns that are linearly independent of those before them, in order.   Shape  a list of columns.
std::vector<std::size_t> independent_columns(const RationalMatrix& columns);

// A basis of the x with A x = 0.   Shape  each row of `columns` entries; no row says nothing, and leaves every x.
RationalMatrix kernel(RationalMatrix a, std::size_t columns);

// The x with A x = b; none where there is no such x or more than one.
std::optional<std::vector<Rational>> only_solution(RationalMatrix a, const std::vector<Rational>& b);

// None where A is singular.   Throws  BrokenInvariant also where A is not square.
std::optional<RationalMatrix> inverse(RationalMatrix a);

}  // namespace qed
