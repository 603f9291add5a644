#include "qed/scoring/selective.hpp"

#include <algorithm>
#include <map>

#include "qed/exact/elimination.hpp"
#include "qed/scoring/cells.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"

namespace qed {
namespace {

using Law = std::vector<Rational>;

constexpr unsigned score_bits = 128;
constexpr std::size_t most_corners =
    8;  // of a cell in which a pair is looked for; with more it takes too long

Rational distance_between(const Law& p, const Law& q) {
  Rational sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] > q[i] ? Rational(p[i] - q[i]) : Rational(0);
  return sum;
}

Expression at_law(const Expression& score, const Law& p) {
  return substitute(score, std::vector<Expression>(p.begin(), p.end()));
}

// Whether every score is the same number, or the same infinity, at both reports. True is a proof.
bool same_scores(std::span<const Expression> scores, const Law& p, const Law& q) {
  const Program program(scores);
  try {
    const auto at_p = program.at(p, score_bits), at_q = program.at(q, score_bits);
    for (std::size_t y = 0; y < scores.size(); ++y) {
      if (at_p[y].kind() != at_q[y].kind()) return false;
      if (!at_p[y].is_finite()) continue;
      const bool same = at_p[y].is_exact() && at_q[y].is_exact()
                            ? at_p[y].value().exact() == at_q[y].value().exact()
                            : is_zero_on_simplex(at_law(scores[y], p) - at_law(scores[y], q), scores.size());
      if (!same) return false;
    }
    return true;
  } catch (const std::invalid_argument&) {  // no value at one of them
    return false;
  }
}

// Nearly at the corner, the rest of the way inside.
Law nearly_at(const Law& corner, const Law& inside) {
  Law between;
  for (std::size_t i = 0; i < corner.size(); ++i) between.push_back((99 * corner[i] + inside[i]) / 100);
  return between;
}

// The pair itself where it scores the same; otherwise, since at the border of a cell a score may have
// another value or none, nearly so far apart, towards the insides of the cells that the two are in.
std::optional<HiddenPair> shown(std::span<const Expression> scores, const Law& p, const Law& q,
                                const Law& inside_p, const Law& inside_q) {
  if (same_scores(scores, p, q)) return HiddenPair{p, q, distance_between(p, q), std::nullopt};
  const Law near_p = nearly_at(p, inside_p), near_q = nearly_at(q, inside_q);
  if (near_p == near_q || !same_scores(scores, near_p, near_q)) return std::nullopt;
  return HiddenPair{near_p, near_q, distance_between(near_p, near_q), std::nullopt};
}

void keep_further(std::optional<HiddenPair>& best, std::optional<HiddenPair> pair) {
  if (pair && (!best || pair->distance > best->distance)) best = std::move(pair);
}

// Laws without a common outcome, that differ by a multiple of v.
std::pair<Law, Law> parts_of(const std::vector<Rational>& v) {
  Law positive(v.size(), Rational(0)), negative = positive;
  Rational total = 0;
  for (std::size_t i = 0; i < v.size(); ++i) {
    (v[i] < 0 ? negative : positive)[i] = v[i] < 0 ? Rational(-v[i]) : v[i];
    if (v[i] > 0) total += v[i];
  }
  for (std::size_t i = 0; i < v.size(); ++i) positive[i] /= total, negative[i] /= total;
  return {positive, negative};
}

std::optional<HiddenPair> without_common_outcome(std::span<const Expression> scores,
                                                 std::span<const std::vector<Rational>> blind) {
  const Law uniform(scores.size(), ratio(Integer(1), Integer(scores.size())));
  std::optional<HiddenPair> best;
  for (const auto& v : blind) {
    const auto [p, q] = parts_of(v);
    keep_further(best, shown(scores, p, q, uniform, uniform));
  }
  return best;
}

// ---- Cells

// All laws in cells where the scores are these constants lie in the hull of these corners, each with a
// cell's inside.
using Corners = std::map<Law, Law>;

// Total variation is convex, so over pairs in two cells of the same constants it is largest at two corners.
std::optional<HiddenPair> furthest_corners(std::span<const Expression> scores, const Corners& corners,
                                           Rational& most) {
  std::vector<std::pair<Corners::const_iterator, Corners::const_iterator>> furthest;
  Rational largest = 0;
  for (auto p = corners.begin(); p != corners.end(); ++p)
    for (auto q = std::next(p); q != corners.end(); ++q) {
      const Rational distance = distance_between(p->first, q->first);
      if (distance > largest) furthest.clear();
      largest = std::max(largest, distance);
      if (distance == largest) furthest.emplace_back(q, p);
    }
  most = std::max(most, largest);
  std::optional<HiddenPair> best;
  for (const auto& [p, q] : furthest)
    keep_further(best, shown(scores, p->first, q->first, p->second, q->second));
  return best;
}

// A column per corner and law: the sums of both laws' weights, and each moment of the first less that of
// the second.
std::vector<std::vector<Rational>> pair_columns(std::span<const Law> corners,
                                                std::span<const std::vector<Rational>> moments) {
  std::vector<std::vector<Rational>> columns;
  for (const int sign : {1, -1})
    for (const Law& corner : corners) {
      columns.push_back({Rational(sign > 0 ? 1 : 0), Rational(sign > 0 ? 0 : 1)});
      for (const auto& moment : moments) {
        Rational value = 0;
        for (std::size_t i = 0; i < moment.size(); ++i) value += moment[i] * corner[i];
        columns.back().push_back(sign * value);
      }
    }
  return columns;
}

// The two laws in the hull of the corners that are furthest apart with all these moments equal. The pairs
// are a polytope: weights of the corners, twice, under linear equations; total variation is convex, so it
// is largest at a basic solution, of as many columns as there are equations.
std::pair<Law, Law> furthest_in(std::span<const Law> corners,
                                std::span<const std::vector<Rational>> moments) {
  const std::size_t k = corners.size(), equations = moments.size() + 2;
  const auto columns = pair_columns(corners, moments);
  std::pair<Law, Law> best{corners.front(), corners.front()};
  std::vector<bool> chosen(2 * k, false);
  std::fill_n(chosen.begin(), std::min(equations, 2 * k), true);
  do {
    std::vector<std::size_t> basis;
    RationalMatrix rows(equations);
    for (std::size_t j = 0; j < 2 * k; ++j) {
      if (!chosen[j]) continue;
      basis.push_back(j);
      for (std::size_t r = 0; r < equations; ++r) rows[r].push_back(columns[j][r]);
    }
    std::vector<Rational> right(equations, Rational(0));
    right[0] = right[1] = 1;
    const auto weights = only_solution(std::move(rows), right);
    if (!weights || std::ranges::any_of(*weights, [](const Rational& w) { return w < 0; })) continue;
    Law p(corners.front().size(), Rational(0)), q = p;
    for (std::size_t b = 0; b < basis.size(); ++b)
      for (std::size_t i = 0; i < p.size(); ++i)
        (basis[b] < k ? p : q)[i] += (*weights)[b] * corners[basis[b] % k][i];
    if (distance_between(p, q) > distance_between(best.first, best.second)) best = {p, q};
  } while (std::prev_permutation(chosen.begin(), chosen.end()));
  return best;
}

std::optional<HiddenPair> in_one_cell(std::span<const Expression> scores, std::span<const Expression> inside,
                                      const Cell& cell) {
  if (cell.vertices.size() > most_corners) return std::nullopt;
  const auto seen = seen_moments(inside);
  if (!seen || seen->blind.empty()) return std::nullopt;
  const auto [p, q] = furthest_in(cell.vertices, seen->moments);
  return shown(scores, p, q, cell.centre, cell.centre);
}

std::optional<HiddenPair> in_cells(std::span<const Expression> scores) {
  const auto cells = Cells::of(scores);
  if (!cells) return std::nullopt;
  std::map<std::vector<Rational>, Corners> constant;  // by the scores
  std::optional<HiddenPair> best;
  bool all_constant = true;
  for (const Cell& cell : cells->all()) {
    std::vector<Expression> inside;
    for (const Expression& score : scores) inside.push_back(cells->inside(cell, score));
    if (std::ranges::all_of(inside, [](const Expression& e) { return e.is_constant(); })) {
      std::vector<Rational> values;
      for (const Expression& e : inside) values.push_back(e.number());
      for (const Law& corner : cell.vertices) constant[values].emplace(corner, cell.centre);
      continue;
    }
    all_constant = false;
    if (std::ranges::find(cell.signs, 0) == cell.signs.end())
      keep_further(best, in_one_cell(scores, inside, cell));
  }
  Rational most = 0;
  for (const auto& [values, corners] : constant) keep_further(best, furthest_corners(scores, corners, most));
  if (best && all_constant) best->most = most;
  return best;
}

}  // namespace

Selectivity selectivity(std::span<const Expression> scores) {
  Selectivity result;
  if (std::ranges::any_of(scores, [](const Expression& s) { return !conditions_in(s).empty(); })) {
    result.hidden = in_cells(scores);
  } else if ((result.seen = seen_moments(scores))) {
    result.hidden = without_common_outcome(scores, result.seen->blind);
  }
  if (result.hidden && result.hidden->distance == 1)
    result.hidden->most = 1;  // no two laws are further apart
  return result;
}

}  // namespace qed
