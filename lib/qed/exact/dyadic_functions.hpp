// Logarithm, exponential and roots of one dyadic number, between two dyadic numbers. Each is a short series
// on a small argument in fixed point, where the two ends carry a counted error; the counts are in the .cpp.
#pragma once

#include "qed/exact/dyadic.hpp"

namespace qed {

struct DyadicBounds {
  Dyadic lower, upper;
};

// Width   within two units in the last place of `bits` bits; lower = upper for log 1, exp 0 and, up to degree
//         64, for roots that have `bits` bits or fewer.
// Guard   bits beyond `bits` in which a series is summed. Without them the bounds hold as well and are only
//         wider; the tests leave them out, so that an error in a count is not hidden behind them.
// Units   natural logarithm.
// Cost    O(bits) operations on numbers of about `bits` bits for log, O(sqrt(bits)) for exp.
DyadicBounds log_bounds(const Dyadic& x, unsigned bits, unsigned guard = 32);  // x > 0
DyadicBounds exp_bounds(const Dyadic& x, unsigned bits, unsigned guard = 64);  // |x| <= 2^20
DyadicBounds root_bounds(const Dyadic& x, unsigned degree, unsigned bits);     // x >= 0, degree >= 1

}  // namespace qed
