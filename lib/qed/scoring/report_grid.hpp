// Reports to try: small denominators first, then close to the boundary; and directions along the simplex.
#pragma once

#include <cstddef>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/scoring/program.hpp"

namespace qed {

// Every report with a common denominator up to `finest`, by that denominator, each once.
std::vector<std::vector<Rational>> reports_on_grid(std::size_t outcomes, unsigned finest);
// Inside, but within 1/50 to 10^-9 of a vertex or of the middle of an edge.
std::vector<std::vector<Rational>> reports_near_boundary(std::size_t outcomes);
// With its scores, once for all pairs that it is in.
struct ScoredReport {
  std::vector<Rational> report;
  std::vector<Extended> scores;
};
// Those at which every score of the program has a value.
std::vector<ScoredReport> scored(const Program&, std::vector<std::vector<Rational>> reports, unsigned bits);

// e_i - e_j, and 2 e_i - e_j - e_k.
std::vector<std::vector<int>> simplex_directions(std::size_t outcomes);

}  // namespace qed
