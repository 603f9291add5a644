#include "qed/scoring/pieces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "qed/exact/elimination.hpp"
#include "qed/scoring/boundary.hpp"
#include "qed/scoring/convexity.hpp"
#include "qed/scoring/faces.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/savage.hpp"

namespace qed {
namespace {

// A cell's points as mixtures of its vertices: formulas on it become formulas on the simplex of the weights.
class CellPoints {
 public:
  explicit CellPoints(const Cell& cell) : variables_(std::max<std::size_t>(cell.vertices.size(), 2)) {
    const std::size_t n = cell.centre.size();
    for (std::size_t i = 0; i < n; ++i) {
      Expression at = 0;
      for (std::size_t k = 0; k < cell.vertices.size(); ++k)
        at += Expression(cell.vertices[k][i]) *
              (cell.vertices.size() == 1 ? Expression(1) : Expression::variable(k));
      points_.push_back(at);
    }
    is_point_ = cell.vertices.size() == 1;
    for (std::size_t k = 1; k < cell.vertices.size(); ++k) {
      auto& direction = directions_.emplace_back();
      for (std::size_t i = 0; i < n; ++i) direction.push_back(cell.vertices[k][i] - cell.vertices[0][i]);
    }
    std::vector<std::vector<Rational>> independent;
    for (const std::size_t k : independent_columns(directions_)) independent.push_back(directions_[k]);
    directions_ = std::move(independent);
  }

  std::size_t variables() const { return variables_; }
  std::size_t dimension() const { return directions_.size(); }
  // A basis of the differences of its points.
  std::span<const std::vector<Rational>> directions() const { return directions_; }

  // None where it has no value there.
  std::optional<Expression> on(const Expression& e) const {
    try {
      return substitute(e, points_);
    } catch (const std::invalid_argument&) {
      return std::nullopt;
    }
  }

  // True is a proof.
  bool vanishes(const Expression& e) const {
    const auto there = on(e);
    return there && is_zero_on_simplex(*there, variables_);
  }
  bool never_negative(const Expression& e) const {
    const auto there = on(e);
    if (!there) return false;
    NormalForms forms(variables_);
    if (const auto form = forms.of(*there)) {
      const SimplexSign sign = forms.sign(*form);
      if (sign == SimplexSign::zero || sign == SimplexSign::positive) return true;
    }
    if (!is_point_) return false;
    try {
      return Program(std::array{*there}).at(std::array<Rational, 0>{}, 256)[0].sign().value_or(-1) >= 0;
    } catch (const UndefinedScore&) {
      return false;
    }
  }

 private:
  std::size_t variables_;
  bool is_point_ = false;
  std::vector<Expression> points_;
  std::vector<std::vector<Rational>> directions_;
};

bool is_the_same(const Expression& a, const Expression& b) {
  return a.identity() == b.identity() || to_string(a) == to_string(b);
}

bool agree_on(const CellPoints& points, std::span<const Expression> a, std::span<const Expression> b) {
  for (std::size_t y = 0; y < a.size(); ++y)
    if (!is_the_same(a[y], b[y]) && !points.vanishes(a[y] - b[y])) return false;
  return true;
}

// The Hessian of a piece's G along the cell.
Curvature curvature_on(const CellPoints& points, std::span<const Expression> piece,
                       const PropernessOptions& options) {
  const auto along_edges = curvature_of(piece);
  std::vector<std::vector<Expression>> rows;
  for (const auto& v : points.directions()) {
    auto& row = rows.emplace_back();
    for (const auto& w : points.directions()) {
      Expression sum = 0;
      for (std::size_t i = 0; i < along_edges.size(); ++i)
        for (std::size_t j = 0; j < along_edges.size(); ++j)
          sum += Expression(Rational(v[i] * w[j])) * along_edges[i][j];
      const auto there = points.on(sum);
      if (!there) return {};
      row.push_back(*there);
    }
  }
  return curvature_on_simplex(rows, points.variables(), options);
}

class Pieces {
 public:
  Pieces(const Cells& cells, std::span<const std::vector<Expression>> pieces)
      : cells_(cells), pieces_(pieces) {
    for (const Cell& cell : cells.all()) points_.emplace_back(cell);
  }

  // Empty where each piece is Savage's on its cell; counts boxes and says how.
  std::string why_not_savage(const PropernessOptions& options, InPieces& result) const {
    for (const std::size_t i : full()) {
      if (!first_order_vanishes(pieces_[i])) return "the normal form does not show Savage's form" + in(i);
      const Curvature found = curvature_on(points_[i], pieces_[i], options);
      result.boxes += found.boxes;
      if (found.kind == Curvature::Kind::unknown) return "G is not shown to be convex" + in(i);
      if (found.method == Method::certified) result.method = Method::certified;
      std::vector<Expression> there;
      for (const Expression& score : pieces_[i]) {
        const auto on = points_[i].on(score);
        if (!on) return "a score has no formula" + in(i);
        there.push_back(*on);
      }
      if (const std::string open_end = why_not_continuous(there, points_[i].variables()); !open_end.empty())
        return "not shown at the ends" + in(i) + ": " + open_end;
    }
    return {};
  }

  // Empty where what a border, a corner or any smaller cell scores is what a neighbour scores there.
  std::string why_not_a_neighbours() const {
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (!is_full(i) && !neighbour(i)) return "the scores are those of no neighbour" + in(i);
    return {};
  }

  std::string why_not_up() const {
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (points_[i].dimension() + 2 != outcomes()) continue;
      const auto sides = neighbours(i);
      const bool outside =
          std::ranges::find(cells_.all()[i].centre, Rational(0)) != cells_.all()[i].centre.end();
      if (outside && sides.size() == 1) continue;  // it lies in the boundary of the simplex
      if (sides.size() != 2 || !steps_up(i, sides[0], sides[1]))
        return "the scores are not shown to step up along the normal" + in(i);
    }
    return {};
  }

  // G bends upwards along every cell, whatever its dimension.
  std::string why_not_bent(const PropernessOptions& options, Method& method) const {
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (points_[i].dimension() == 0) continue;
      const auto of = is_full(i) ? std::optional(i) : neighbour(i);
      const Curvature found = of ? curvature_on(points_[i], pieces_[*of], options) : Curvature{};
      if (found.kind != Curvature::Kind::definite) return "G is not shown to be strictly convex" + in(i);
      if (found.method == Method::certified) method = Method::certified;
    }
    return {};
  }

  std::size_t count() const { return full().size(); }

 private:
  std::size_t outcomes() const { return cells_.all()[0].centre.size(); }
  bool is_full(std::size_t i) const { return points_[i].dimension() + 1 == outcomes(); }
  std::vector<std::size_t> full() const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (is_full(i)) result.push_back(i);
    return result;
  }
  std::string in(std::size_t i) const {
    std::string centre;
    for (const Rational& x : cells_.all()[i].centre) centre += (centre.empty() ? "" : ", ") + to_string(x);
    return " in the piece around (" + centre + ")";
  }

  std::vector<std::size_t> neighbours(std::size_t i) const {
    std::vector<std::size_t> result;
    for (const std::size_t j : full())
      if (cells_.in_closure(cells_.all()[j], cells_.all()[i].centre)) result.push_back(j);
    return result;
  }
  std::optional<std::size_t> neighbour(std::size_t i) const {
    for (const std::size_t j : neighbours(i))
      if (agree_on(points_[i], pieces_[i], pieces_[j]) && has_values_of_its_own(i, j)) return j;
    return std::nullopt;
  }
  // Whether what cell i scores by a formula of its own is defined, and is what its normal form says: what j scores is, by
  // why_not_savage. Asked of the whole simplex, for on a cell a factor 0 hides what stands beside it.
  bool has_values_of_its_own(std::size_t i, std::size_t j) const {
    for (std::size_t y = 0; y < outcomes(); ++y)
      if (!is_the_same(pieces_[i][y], pieces_[j][y]) &&
          !why_not_continuous({&pieces_[i][y], 1}, outcomes()).empty())
        return false;
    return true;
  }

  // S_up - S_down = k a on the border a p = 0, k >= 0, where a p > 0 on the side of `up`.
  bool steps_up(std::size_t border, std::size_t one, std::size_t other) const {
    const auto cells = cells_.all();
    for (std::size_t f = 0; f < cells_.forms().size(); ++f) {
      if (cells[border].signs[f] != 0 || cells[one].signs[f] * cells[other].signs[f] >= 0) continue;
      const bool flipped = cells[one].signs[f] > 0;
      const auto& down = pieces_[flipped ? other : one];
      const auto& up = pieces_[flipped ? one : other];
      if (agree_on(points_[border], down, up)) return true;
      const LinearForm& a = cells_.forms()[f];
      const auto lead = static_cast<std::size_t>(
          std::ranges::find_if(a, [](const Rational& x) { return x != 0; }) - a.begin());
      const Expression k = (up[lead] - down[lead]) * Expression(Rational(1 / a[lead]));
      for (std::size_t y = 0; y < a.size(); ++y)
        if (!points_[border].vanishes(up[y] - down[y] - Expression(a[y]) * k)) return false;
      return points_[border].never_negative(k);
    }
    return false;
  }

  const Cells& cells_;
  std::span<const std::vector<Expression>> pieces_;
  std::vector<CellPoints> points_;
};

std::string why_not_strict(std::span<const Expression> scores, const Pieces& pieces,
                           const PropernessOptions& options, Method& method) {
  if (const std::string why = pieces.why_not_bent(options, method); !why.empty()) return why;
  for (const Face& face : faces_of(scores.size())) {
    const std::string where = " where only the outcomes " + outcomes_of(face) + " are possible";
    const auto restricted = on_face(scores, face);
    const auto cells = restricted ? Cells::of(*restricted) : std::nullopt;
    if (!cells) return "the scores have no formula" + where;
    const auto parts = pieces_of(*restricted, *cells);
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (!first_order_vanishes(parts[i])) return "not shown" + where;
    if (const std::string why = Pieces(*cells, parts).why_not_bent(options, method); !why.empty())
      return why + where;
  }
  return {};
}

}  // namespace

std::vector<std::vector<Expression>> pieces_of(std::span<const Expression> scores, const Cells& cells) {
  std::vector<std::vector<Expression>> pieces;
  for (const Cell& cell : cells.all()) {
    auto& piece = pieces.emplace_back();
    for (const Expression& score : scores) piece.push_back(cells.inside(cell, score));
  }
  return pieces;
}

InPieces proper_in_pieces(std::span<const Expression> scores, const Cells& cells,
                          std::span<const std::vector<Expression>> pieces, const PropernessOptions& options) {
  InPieces result;
  const Pieces parts(cells, pieces);
  result.proof = parts.why_not_savage(options, result);
  if (result.proof.empty()) result.proof = parts.why_not_a_neighbours();
  if (result.proof.empty()) result.proof = parts.why_not_up();
  if (!result.proof.empty()) return result;
  result.proper = true;
  result.proof = fmt::format(
      "Savage, in {} {}: each is the tangent of a convex G, {}; across their borders the scores agree or "
      "step up along the normal",
      parts.count(), parts.count() == 1 ? "piece" : "pieces",
      result.method == Method::exact ? "by the coefficients of its minors"
                                     : fmt::format("by {} boxes", result.boxes));
  result.strictly_proof = why_not_strict(scores, parts, options, result.strictly_method);
  if (!result.strictly_proof.empty()) return result;
  result.strictly = true;
  result.strictly_proof = "G is strictly convex in every piece, along every border and inside each face";
  return result;
}

}  // namespace qed
