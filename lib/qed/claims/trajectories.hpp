// Whole trajectories: the product of (1 + theta) along them.
//   [claim product-growth] [claim product-growth-log] [claim trajectory-dominance]
//
// Note    proofs-notes/trajectories.md
#pragma once

#include <span>
#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

// E ln prod (1 + theta_t) <= S1 <= S3^(1/3) N^(2/3). Value: the logarithm, enclosed (exactly 0 where nothing
// is asked). Bound: the right side, exact where N^2 S3 is the cube of a rational, else enclosed. The second
// inequality is decided exactly, on cubes. For any demonstrator. Interesting: something is asked.
Comparison decide_product_growth_log(const ClassFacts&);

// P_im(B and E_t and prod_{k<t} (1 + theta_k) <= K) <= K P_dem(B), the product over unforced steps: on each event B of
// the class (t = N), and, where they can be enumerated (accumulated.hpp), on each trajectory of each length t <= N.
// Trajectories add up on both sides, so together they decide it for every B.
//
// K       every value of the product that occurs: between them only the right side grows. The event or trajectory
//         and the K of largest ratio are reported.
// Exact   rational comparisons.
// Vacuous   where the bound is 1 or more. Interesting: a product above 1 has a bound below 1.
// Not applicable  also where there is neither an event nor an enumeration.
Comparison decide_trajectory_dominance(const ClassFacts&);

// The slides' E prod (1 + theta_t) in O(N^2) is refuted: on this class it grows like (21/16)^N. Two coins,
// 1/4 (the demonstrator's) and 3/4, equal priors, alpha = 1/10.
ModelClass two_coins(unsigned horizon);

// One line of the refutation, each computed by the engine.
struct ProductGrowth {
  unsigned horizon;           // N
  Rational expected_product;  // E prod over N steps
  Rational exponential;       // (21/16)^N
  Rational quadratic;         // N^2
};
// Throws  std::invalid_argument where a horizon is 0.
std::vector<ProductGrowth> product_growth_on_two_coins(std::span<const unsigned> horizons);

}  // namespace qed
