// Which columns of a matrix say something new: linear independence by elimination on rationals.
#pragma once

#include <cstddef>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// The columns that are linearly independent of those before them, in order.
// Shape   columns of equal length.     Exact  a decision.
std::vector<std::size_t> independent_columns(const std::vector<std::vector<Rational>>& columns);

}  // namespace qed
