// Where a smooth convex function is least, enclosed: a candidate by Newton's method, which proves nothing, from wherever
// the caller starts it, and around it a box that Krawczyk's operator maps into its own inside, which proves that the
// gradient has one zero there.
//
// Note  proofs-notes/real-valued-rules.md#moment-matching
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "qed/exact/interval.hpp"

namespace qed {

// Over all points of a box: encloses the function's values, its gradient and its Hessian.
struct ConvexEnclosure {
  Interval value;
  std::vector<Interval> gradient;
  std::vector<std::vector<Interval>> hessian;
};
using ConvexFunction = std::function<ConvexEnclosure(const std::vector<Interval>& box, unsigned bits)>;

struct ConvexMinimum {
  std::vector<Interval> box;  // contains the minimum, which is the only one
  unsigned bits;              // the precision that isolated it
};

// start   any point; the nearer the minimum, the faster. None: the origin.
// bits    where the precision starts; it doubles up to 4096.
// Shape   dimension 0 is allowed: an empty box.
// Throws  std::runtime_error where 4096 bits do not isolate a minimum, as where there is none or more than
//         one.
ConvexMinimum convex_minimum(const ConvexFunction&, std::size_t dimension, unsigned bits = 128,
                             std::optional<std::vector<Rational>> start = {});

}  // namespace qed
