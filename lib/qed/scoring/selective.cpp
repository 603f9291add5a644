#include "qed/scoring/selective.hpp"

#include <algorithm>
#include <optional>

#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/report_grid.hpp"

namespace qed {
namespace {

using Rows = std::vector<std::vector<Rational>>;

// Reduced row echelon form, zero rows left out; and the columns of its pivots.
std::vector<std::size_t> reduce_rows(Rows& rows, std::size_t columns) {
  std::vector<std::size_t> pivots;
  std::size_t done = 0;
  for (std::size_t column = 0; column < columns && done < rows.size(); ++column) {
    std::size_t pivot = done;
    while (pivot < rows.size() && rows[pivot][column] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[done]);
    const Rational lead = rows[done][column];
    for (Rational& x : rows[done]) x /= lead;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (r == done || rows[r][column] == 0) continue;
      const Rational factor = rows[r][column];
      for (std::size_t c = 0; c < columns; ++c) rows[r][c] -= factor * rows[done][c];
    }
    pivots.push_back(column);
    ++done;
  }
  rows.resize(done);
  return pivots;
}

Rows kernel(Rows rows, std::size_t columns) {
  const auto pivots = reduce_rows(rows, columns);
  Rows basis;
  for (std::size_t free = 0; free < columns; ++free) {
    if (std::ranges::find(pivots, free) != pivots.end()) continue;
    std::vector<Rational> v(columns, Rational(0));
    v[free] = 1;
    for (std::size_t r = 0; r < pivots.size(); ++r) v[pivots[r]] = -rows[r][free];
    basis.push_back(std::move(v));
  }
  return basis;
}

// Whether no score changes along v, as an identity.
bool is_blind_to(std::span<const Expression> scores, std::span<const Rational> v) {
  return std::ranges::all_of(scores, [&](const Expression& score) {
    Expression along = 0;
    for (std::size_t i = 0; i < v.size(); ++i) along += Expression(v[i]) * derivative(score, i);
    return is_zero_on_simplex(along, scores.size());
  });
}

// Whether every score has one value, exactly the same, at both reports.
bool same_scores(std::span<const Expression> scores, std::span<const Rational> p,
                 std::span<const Rational> q) {
  const Program program(scores);
  try {
    const auto at_p = program.at(p, 128), at_q = program.at(q, 128);
    for (std::size_t y = 0; y < scores.size(); ++y)
      if (!at_p[y].is_exact() || !at_q[y].is_exact() || at_p[y].value().exact() != at_q[y].value().exact())
        return false;
    return true;
  } catch (const UndefinedScore&) {
    return false;
  }
}

}  // namespace

Selectivity selectivity(std::span<const Expression> scores) {
  const std::size_t n = scores.size();
  Selectivity result;
  for (const Expression& score : scores)
    if (!conditions_in(score).empty()) return result;
  // v with sum v = 0 and dS(p, y)/dv = 0 at several reports; then for all, if the normal form agrees.
  std::vector<Expression> slopes;
  for (const Expression& score : scores)
    for (std::size_t i = 0; i < n; ++i) slopes.push_back(derivative(score, i));
  const Program program(slopes);
  Rows rows{std::vector<Rational>(n, Rational(1))};
  for (const auto& report : reports_on_grid(n, static_cast<unsigned>(n) + 2)) {
    if (std::ranges::any_of(report, [](const Rational& x) { return x == 0; })) continue;
    try {
      const auto values = program.at(report, 128);
      for (std::size_t y = 0; y < n; ++y) {
        std::vector<Rational> row;
        for (std::size_t i = 0; i < n; ++i)
          if (values[y * n + i].is_exact()) row.push_back(values[y * n + i].value().exact());
        if (row.size() == n) rows.push_back(std::move(row));
      }
    } catch (const UndefinedScore&) {
      continue;
    }
  }
  result.blind = kernel(rows, n);
  for (const auto& v : result.blind)
    if (!is_blind_to(scores, v)) return Selectivity{};
  result.decided = true;
  result.moments = kernel(result.blind, n);
  if (!result.blind.empty()) {
    std::vector<Rational> without(n, Rational(0)), with(n, Rational(0));
    Rational total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const Rational& x = result.blind.front()[i];
      (x < 0 ? without : with)[i] = x < 0 ? Rational(-x) : x;
      if (x > 0) total += x;
    }
    for (std::size_t i = 0; i < n; ++i) without[i] /= total, with[i] /= total;
    // At the boundary a score may have no value, or another: then halfway to the uniform report, along the same direction.
    if (!same_scores(scores, without, with))
      for (std::size_t i = 0; i < n; ++i)
        for (auto* report : {&without, &with})
          (*report)[i] = ((*report)[i] + ratio(Integer(1), Integer(n))) / 2;
    result.hidden.emplace(std::move(without), std::move(with));
  }
  return result;
}

}  // namespace qed
