// The bound on E sum theta^3 has the right order: classes on which the sum is within one of (1/w - 1)/alpha, against a
// bound of three times that.
//   [claim cubic-query-sum-lower]
//
// The demonstrator, declared first, always plays 0. Alternative i plays 1 at time i, and 0 at all other times. Each has
// the same odds, just above alpha: so at time i alternative i, the first of the survivors, is collected, theta = 1,
// and the certain answer 0 refutes it.
//
// Note   proofs-notes/query-sum.md#cubic-query-sum-lower, part (a). Part (b), that no constant below 3 will do:
//        constant_three.hpp.
#pragma once

#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

// The class for demonstrator's prior w, at horizon N + 1, with N = ceil((1/w - 1)/alpha) - 1 alternatives under the
// strict threshold, floor((1/w - 1)/alpha) under the other.
// Throws  std::invalid_argument where alpha or w is outside (0, 1), or the family asks for more: 1 <= N and
//         1/w - 1 <= N, and at most 4096 alternatives.
ModelClass lower_bound_class(const Rational& alpha, const Rational& w, Threshold = Threshold::strict);

// One member of the family, evaluated by the engine.
struct LowerBound {
  Rational alpha;
  Threshold threshold;
  std::size_t alternatives;  // N
  Rational S3;               // over N + 1 steps: all there is
  Rational scaled;           // alpha S3 / (1/w - 1): tends to 1
  Rational ratio;            // to the bound of cubic-query-sum-sharp: a third of that
  Rational truth_retained;   // 1
};
LowerBound lower_bound(const Rational& alpha, const Rational& w, Threshold = Threshold::strict);

}  // namespace qed
