// About where the likelihood of an exponential family is largest: what NLopt's sequential quadratic programming finds in
// floating point.
//
// A start for a certified step, and nothing else: convex_minimum.hpp takes any point for one, and answers for none of it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// Whether NLopt is there to be asked.
bool has_exponential_start();

// Of the lambda that make ln sum_y exp <lambda, row_y> least.
// Shape   rows of equal length d.
// Result  none where NLopt is not there, where d = 0, or where it fails; the point is then nothing in particular.
// Cost    some dozen evaluations in floating point, n d operations each.
std::optional<std::vector<Rational>> exponential_start(std::span<const std::vector<Rational>> rows);

}  // namespace qed
