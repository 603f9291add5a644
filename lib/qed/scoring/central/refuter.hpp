// The search for a pair of reports with F > 1 - c ‖p - q‖², and for where F bends above it at the diagonal. What it finds is
// certified; what it does not find proves nothing, and after an interruption it finds nothing more.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "qed/scoring/central.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/report_grid.hpp"

namespace qed::central_condition {

class Refuter {
 public:
  Refuter(std::span<const Expression> scores, const CentralOptions&);

  // A pair on a grid, or one close to the diagonal where F bends the wrong way, in simple numbers.
  std::optional<CentralWitness> witness(const Rational& eta, const Rational& c) const;
  // The least eta at which F bends above 1 somewhere, from below and above.
  std::optional<Interval> least_eta() const;
  // The largest c that the bend, and the pairs of the grid, allow at this eta.
  std::optional<Interval> largest_c(const Rational& eta) const;

 private:
  struct LocalLimit {
    std::vector<Rational> truth;
    std::vector<int> direction;
    Interval bend, spread;  // sum v_y dS(y), and E_q (dS)²: F = 1 - (eta bend - eta² spread) t²/2 + …

    Rational squared_length() const;
  };
  using Known = ScoredReport;

  static std::vector<LocalLimit> local_limits(std::span<const Expression> scores, const CentralOptions&);
  std::optional<Interval> left_at(const Known& truth, const Known& model, const Rational& eta) const;
  std::optional<CentralWitness> if_above(const Known& truth, const Known& model, const Rational& eta,
                                         const Rational& c) const;
  // The witness in simpler numbers, with half of what it is above by, or more.
  CentralWitness simpler(const CentralWitness&, const Rational& eta, const Rational& c) const;

  Known known_at(std::vector<Rational> report, unsigned bits) const;  // throws UndefinedScore

  Program program_;
  CentralOptions options_;
  unsigned bits_;
  std::vector<LocalLimit> limits_;
  // Pairs are tried on a grid; and, where there are more than two outcomes, on a finer one of the first two alone: where
  // outcomes play equal parts, one edge is like another.
  std::vector<Known> grid_, edge_;
};

}  // namespace qed::central_condition
