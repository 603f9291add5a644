// Where a point lies in the convex hull of finitely many points, decided exactly: moments in the relative
// interior are those that some law with every outcome possible has, and only these belong to an exponential
// family.
#pragma once

#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

enum class HullPosition { relative_interior, boundary, outside };

// Is m = sum_y p_y points[y] for a law p, and for one with every p_y > 0? The linear programme "largest t
// with p_y >= t" by the simplex method on rationals, with Bland's rule against cycles: t > 0 is the relative
// interior, t = 0 the boundary.
//
// Shape   at least one point, each of the dimension of m.     Exact  a decision.     Throws
// std::invalid_argument.
HullPosition position_in_hull(const std::vector<Rational>& m,
                              const std::vector<std::vector<Rational>>& points);

}  // namespace qed
