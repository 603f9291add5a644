// What imitation costs: by how much an expected cost may exceed the demonstrator's where two laws are close in the
// sum of their differences, and where they are close in ratio.
//   [claim bounded-cost] [claim unbounded-cost]
//
// Exact   rational comparisons.   Note  proofs-notes/trajectories.md#bounded-cost
#pragma once

#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"

namespace qed {

// Truth in T: a cost between -1 and 1 has an expectation that differs from the demonstrator's by at most
// ||pi_im - mu||_1, which is at most 2 theta (1 - theta); and a cost c >= 0, however large, has
// E_im[c] <= (1 + theta) E_mu[c].
//
// Value, bound  the largest difference over costs between -1 and 1, which a cost of 1 or -1 on each action attains,
//               and 2 theta (1 - theta). The second part is decided on the costs of one action each, of which all
//               others are sums; where it fails, it is reported, with the action.
// Interesting   0 < theta < 1.
Comparison decide_bounded_cost(const Node&);

// Two laws on two actions and a cost, of which their distance says nothing: E_mu[cost] = 0 and E_p[cost] is what was
// wanted.
struct CostPair {
  Distribution p, mu;
  std::vector<Rational> cost;  // non-negative

  Rational distance() const;  // ||p - mu||_1
  Rational expected_cost(const Distribution&) const;
};
// Throws  std::invalid_argument where the distance is outside (0, 2] or the cost is not positive, naming it.
CostPair pair_of_unbounded_cost(const Rational& distance, const Rational& cost);

}  // namespace qed
