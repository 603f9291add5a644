// The search for a report that beats the truth, or equals it. What it returns is checked; what it does not find proves nothing,
// and after an interruption it finds nothing more.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qed/scoring/cells.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/properness.hpp"
#include "qed/scoring/report_grid.hpp"

namespace qed {

class ReportSearch {
 public:
  ReportSearch(std::span<const Expression> scores, const PropernessOptions&);

  // Whether any report of the grid has a score.
  bool has_scores() { return !grid().empty(); }

  // Pairs on a grid of small denominators, the smallest first.
  std::optional<ReportPair> better_on_grid();
  // Near the truths of the grid and near the faces: along first derivatives that do not vanish, and along directions in
  // which G is not convex.
  std::optional<ReportPair> better_nearby();
  // Between cells: their centres, points on either side of a common border, and along derivatives inside each.
  std::optional<ReportPair> better_across(const Cells&, std::span<const std::vector<Expression>> pieces);
  // A pair that these found in simpler numbers, with half its gain or more: what is barely above 0 is hard to see.
  ReportPair simpler(const ReportPair&);
  // p != q whose expected scores are equal, recognised exactly or in normal form.
  std::optional<ReportPair> as_good_as_truth(const Cells*);

 private:
  const std::vector<ScoredReport>& grid();
  std::optional<ReportPair> along(std::span<const Rational> truth, std::span<const int> direction);
  std::optional<ReportPair> near(const Program& slopes, const Program& curvature,
                                 std::span<const Rational> truth);
  std::optional<ReportPair> if_better(std::span<const Rational> truth, std::span<const Rational> report);

  std::vector<Expression> scores_;
  Program program_;
  PropernessOptions options_;
  unsigned bits_;
  std::vector<ScoredReport> grid_;
};

}  // namespace qed
