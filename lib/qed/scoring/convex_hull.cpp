#include "qed/scoring/convex_hull.hpp"

#include <fmt/format.h>

#include <optional>

#include "qed/exact/elimination.hpp"
#include "qed/exact/require.hpp"

namespace qed {
namespace {

// Equations A x = b with b >= 0, in the form that has the basic variables solved for. Columns: the variables,
// then one artificial variable per row, then b.
class Tableau {
 public:
  Tableau(std::vector<std::vector<Rational>> equations, std::size_t variables)
      : rows_(std::move(equations)), variables_(variables) {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::vector<Rational>& row = rows_[i];
      if (row.back() < 0)
        for (Rational& entry : row) entry = -entry;
      const Rational right = row.back();
      row.back() = 0;
      row.resize(variables + rows_.size() + 1);
      row[variables + i] = 1;
      row.back() = right;
      basis_.push_back(variables + i);
    }
  }

  // The largest c.x, where only the first `columns` variables may enter.
  Rational maximise(const std::vector<Rational>& c, std::size_t columns) {
    while (const auto entering = improving(c, columns)) pivot(leaving(*entering), *entering);
    Rational value = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) value += c[basis_[i]] * rows_[i].back();
    return value;
  }

  // Artificial variables that are basic at 0 are exchanged; where none can be, the equation says 0 = 0.
  void drop_artificial() {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (std::size_t j = 0; basis_[i] >= variables_ && j < variables_; ++j)
        if (rows_[i][j] != 0) pivot(i, j);
  }

  std::size_t columns() const { return variables_ + rows_.size(); }

 private:
  std::optional<std::size_t> improving(const std::vector<Rational>& c, std::size_t columns) const {
    for (std::size_t j = 0; j < columns; ++j) {
      Rational gain = c[j];
      for (std::size_t i = 0; i < rows_.size(); ++i) gain -= c[basis_[i]] * rows_[i][j];
      if (gain > 0) return j;  // Bland: the first
    }
    return std::nullopt;
  }

  std::size_t leaving(std::size_t column) const {
    std::optional<std::size_t> best;
    Rational least;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i][column] <= 0) continue;
      const Rational step = rows_[i].back() / rows_[i][column];
      if (!best || step < least || (step == least && basis_[i] < basis_[*best])) best = i, least = step;
    }
    QED_REQUIRE(best.has_value(), "a programme over a simplex is bounded");
    return *best;
  }

  void pivot(std::size_t row, std::size_t column) {
    pivot_on(rows_, row, column);
    basis_[row] = column;
  }

  RationalMatrix rows_;
  std::size_t variables_;
  std::vector<std::size_t> basis_;
};

}  // namespace

HullPosition position_in_hull(const std::vector<Rational>& m,
                              const std::vector<std::vector<Rational>>& points) {
  if (points.empty()) throw std::invalid_argument("the hull of no points; expected at least one");
  for (const auto& point : points)
    if (point.size() != m.size())
      throw std::invalid_argument(
          fmt::format("a point of dimension {} beside one of dimension {}", point.size(), m.size()));
  // p_y = s_y + t with s_y, t >= 0: sum_y s_y (x_y, 1) + t sum_y (x_y, 1) = (m, 1).
  const std::size_t n = points.size();
  std::vector<std::vector<Rational>> equations;
  for (std::size_t k = 0; k <= m.size(); ++k) {
    std::vector<Rational> row(n + 2);
    for (std::size_t y = 0; y < n; ++y) {
      row[y] = k < m.size() ? points[y][k] : Rational(1);
      row[n] += row[y];
    }
    row[n + 1] = k < m.size() ? m[k] : Rational(1);
    equations.push_back(std::move(row));
  }
  Tableau tableau(std::move(equations), n + 1);
  std::vector<Rational> feasible(tableau.columns());
  for (std::size_t j = n + 1; j < feasible.size(); ++j) feasible[j] = -1;
  if (tableau.maximise(feasible, tableau.columns()) < 0) return HullPosition::outside;
  tableau.drop_artificial();
  std::vector<Rational> least(tableau.columns());
  least[n] = 1;
  return tableau.maximise(least, n + 1) > 0 ? HullPosition::relative_interior : HullPosition::boundary;
}

}  // namespace qed
