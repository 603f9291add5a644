#include "qed/scoring/selective.hpp"

#include <algorithm>
#include <optional>

#include "qed/exact/elimination.hpp"
#include "qed/scoring/cells.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/report_grid.hpp"

namespace qed {
namespace {

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

// Of two reports inside a cell of constant scores, halfway from its centre to two of its corners: they score the same.
std::optional<std::pair<std::vector<Rational>, std::vector<Rational>>> in_one_cell(
    std::span<const Expression> scores) {
  const auto cells = Cells::of(scores);
  for (const Cell& cell : cells ? cells->all() : std::span<const Cell>{}) {
    const bool constant = std::ranges::all_of(
        scores, [&](const Expression& score) { return cells->inside(cell, score).is_constant(); });
    if (!constant || cell.vertices.size() < 2) continue;
    std::pair<std::vector<Rational>, std::vector<Rational>> both;
    for (std::size_t i = 0; i < cell.centre.size(); ++i) {
      both.first.push_back((cell.centre[i] + cell.vertices.front()[i]) / 2);
      both.second.push_back((cell.centre[i] + cell.vertices.back()[i]) / 2);
    }
    if (same_scores(scores, both.first, both.second)) return both;
  }
  return std::nullopt;
}

}  // namespace

Selectivity selectivity(std::span<const Expression> scores) {
  const std::size_t n = scores.size();
  Selectivity result;
  if (std::ranges::any_of(scores, [](const Expression& s) { return !conditions_in(s).empty(); })) {
    result.hidden = in_one_cell(scores);
    return result;
  }
  // v with sum v = 0 and dS(p, y)/dv = 0 at several reports; then for all, if the normal form agrees.
  std::vector<Expression> slopes;
  for (const Expression& score : scores)
    for (std::size_t i = 0; i < n; ++i) slopes.push_back(derivative(score, i));
  const Program program(slopes);
  RationalMatrix rows{std::vector<Rational>(n, Rational(1))};
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
