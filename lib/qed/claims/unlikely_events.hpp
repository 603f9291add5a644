// Events that the demonstrator hardly ever causes: how much oftener the imitator may cause them.
//   [claim unlikeliness] [claim unlikeliness-finite]
//
// Three bounds on P_im(B and E_N), each of which may be the least:
//   doubling     2^N P_dem(B)
//   by the mean  K P_dem(B) + S N^2 / (ln K)^3, S = (3/alpha)(1/w(mu) - 1)
//   by the tail  K P_dem(B) + (1 + gamma)(1 + gamma/((1 + gamma) m))^-((ln K)^3/N^2), m = (M - 1)(3 + 4 ln(1/alpha))
//
// Grids   K = 2^j, j = 1 … 256; gamma as for query-tail. The point that the bound belongs to is in the detail.
// Note    proofs-notes/trajectories.md
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

inline constexpr unsigned unlikeliness_grid = 256;

// The bounds by name: Comparison::decided_by.
inline constexpr std::string_view by_doubling = "doubling", by_the_mean = "the mean", by_the_tail = "the tail";

// For each event of the class the lesser of doubling and the bound by the mean; the event of largest ratio is
// reported.
//
// Bound   exactly 0 where P_dem(B) = 0 (twice nothing is nothing: by doubling); exact where 2^N or S = 0 decides, else enclosed.
// Vacuous   where the bound is 1 or more. Interesting: some event's bound is not, and the imitator may cause it.
Comparison decide_unlikeliness(const ClassFacts&);

// The same with the bound by the tail in place of that by the mean. With one model its second term is 0.
Comparison decide_unlikeliness_finite(const ClassFacts&);

// A bound at its best point of the grid.
struct GridBound {
  Value bound;
  unsigned k;                // K = 2^k
  std::optional<int> gamma;  // gamma = 2^this; by the tail, and where it matters
};

// All that is known of one event, side by side.
struct EventBounds {
  std::string event;
  Rational probability;   // P_im(B and E_N)
  Rational demonstrator;  // P_dem(B)
  Rational doubling;
  GridBound by_mean, by_tail;
};
// None where the claims do not apply.
std::vector<EventBounds> event_bounds(const ClassFacts&);

}  // namespace qed
