// Whole trajectories: the product of (1 + theta) along them, and events that the demonstrator hardly ever
// causes.
//   [claim product-growth] [claim product-growth-log] [claim unlikeliness]
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

// For each event B of the class, P_im(B and E_N) <= min over the grid of K P_dem(B) + S N^2 / (ln K)^3, and
// <= 2^N P_dem(B), with S = (3/alpha)(1/w(mu) - 1); the event of largest ratio is reported.
//
// Grid    K = 2^j, j = 1 … 256. The grid point (or 2^N) that the bound belongs to is in the detail.
// Bound   exactly 0 where P_dem(B) = 0; exact where 2^N or S = 0 decides, else enclosed.
// Vacuous   where the bound is 1 or more. Interesting: some event's bound is not, and the imitator may cause
// it.
Comparison decide_unlikeliness(const ClassFacts&);
inline constexpr unsigned unlikeliness_grid = 256;

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
