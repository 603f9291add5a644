#include "qed/exact/elimination.hpp"

#include <algorithm>

#include "qed/exact/require.hpp"

namespace qed {

namespace {

// Columns beyond the first `width` are carried along, and have no pivot.
ReducedRows reduced_in(RationalMatrix rows, std::size_t width) {
  ReducedRows result{std::move(rows), {}};
  for (const auto& row : result.rows)
    QED_REQUIRE(row.size() == result.rows.front().size() && row.size() >= width, "rows are of one length");
  for (std::size_t column = 0; column < width; ++column) {
    const std::size_t done = result.pivots.size();
    const auto open = result.rows.begin() + static_cast<std::ptrdiff_t>(done);
    const auto chosen =
        std::find_if(open, result.rows.end(), [&](const auto& row) { return row[column] != 0; });
    if (chosen == result.rows.end()) continue;
    std::iter_swap(chosen, open);
    pivot_on(result.rows, done, column);
    result.pivots.push_back(column);
  }
  return result;
}

}  // namespace

void pivot_on(RationalMatrix& rows, std::size_t row, std::size_t column) {
  const Rational by = rows[row][column];
  QED_REQUIRE(by != 0, "a pivot is not 0");
  for (Rational& entry : rows[row])
    if (entry != 0) entry /= by;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == row || rows[i][column] == 0) continue;
    const Rational times = rows[i][column];
    for (std::size_t j = 0; j < rows[i].size(); ++j)
      if (rows[row][j] != 0) rows[i][j] -= times * rows[row][j];
  }
}

ReducedRows reduced(RationalMatrix rows) {
  const std::size_t width = rows.empty() ? 0 : rows.front().size();
  ReducedRows result = reduced_in(std::move(rows), width);
  result.rows.resize(result.pivots.size());
  return result;
}

std::vector<std::size_t> independent_columns(const RationalMatrix& columns) {
  if (columns.empty()) return {};
  RationalMatrix rows(columns.front().size());
  for (const auto& column : columns) {
    QED_REQUIRE(column.size() == rows.size(), "columns are of one length");
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(column[i]);
  }
  return reduced(std::move(rows)).pivots;
}

RationalMatrix kernel(RationalMatrix a, std::size_t columns) {
  for (const auto& row : a) QED_REQUIRE(row.size() == columns, "a coefficient for each unknown");
  const auto [rows, pivots] = reduced(std::move(a));
  RationalMatrix basis;
  for (std::size_t free = 0; free < columns; ++free) {
    if (std::ranges::binary_search(pivots, free)) continue;
    std::vector<Rational> x(columns, Rational(0));
    x[free] = 1;
    for (std::size_t i = 0; i < pivots.size(); ++i) x[pivots[i]] = -rows[i][free];
    basis.push_back(std::move(x));
  }
  return basis;
}

std::optional<std::vector<Rational>> only_solution(RationalMatrix a, const std::vector<Rational>& b) {
  QED_REQUIRE(a.size() == b.size(), "a right side for each equation");
  const std::size_t unknowns = a.empty() ? 0 : a.front().size();
  for (std::size_t i = 0; i < a.size(); ++i) a[i].push_back(b[i]);
  // With the right side among the columns, a pivot there says 0 = 1.
  const auto [rows, pivots] = reduced(std::move(a));
  if (pivots.size() != unknowns || (unknowns > 0 && pivots.back() == unknowns)) return std::nullopt;
  std::vector<Rational> x;
  for (const auto& row : rows) x.push_back(row.back());
  return x;
}

std::optional<RationalMatrix> inverse(RationalMatrix a) {
  const std::size_t n = a.size();
  for (std::size_t i = 0; i < n; ++i) {
    QED_REQUIRE(a[i].size() == n, "a matrix with an inverse is square");
    a[i].resize(2 * n, Rational(0));
    a[i][n + i] = 1;
  }
  auto [rows, pivots] = reduced_in(std::move(a), n);
  if (pivots.size() != n) return std::nullopt;
  for (auto& row : rows) row.erase(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(n));
  return std::move(rows);
}

}  // namespace qed
