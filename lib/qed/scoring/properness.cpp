#include "qed/scoring/properness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "qed/scoring/boundary.hpp"
#include "qed/scoring/cells.hpp"
#include "qed/scoring/convexity.hpp"
#include "qed/scoring/faces.hpp"
#include "qed/scoring/pieces.hpp"
#include "qed/scoring/report_search.hpp"
#include "qed/scoring/savage.hpp"

namespace qed {

std::string_view to_string(Finding finding) {
  switch (finding) {
    case Finding::proved: return "proved";
    case Finding::refuted: return "refuted";
    case Finding::undecided: return "undecided";
  }
  return "?";
}

namespace {

// Strictly convex in every open face: then no two reports share a tangent.
std::string why_not_strict_on_faces(std::span<const Expression> scores, const PropernessOptions& options,
                                    Method& method) {
  for (const Face& face : faces_of(scores.size())) {
    const auto restricted = on_face(scores, face);
    if (!restricted) return "the scores have no formula where only " + outcomes_of(face) + " are possible";
    const std::string not_shown = "not shown where only the outcomes " + outcomes_of(face) + " are possible";
    if (!first_order_vanishes(*restricted)) return not_shown;
    const Curvature found = curvature_on_simplex(curvature_of(*restricted), face.size(), options);
    if (found.kind != Curvature::Kind::definite) return not_shown;
    if (found.method == Method::certified) method = Method::certified;
  }
  return {};
}

void decide_smooth(std::span<const Expression> scores, const PropernessOptions& options, Properness& result) {
  if (!first_order_vanishes(scores)) {
    result.proof = "the normal form does not show that sum_y p_y dS(p, y) = 0";
    return;
  }
  const Curvature curvature = curvature_on_simplex(curvature_of(scores), scores.size(), options);
  result.method = curvature.method;
  result.boxes = curvature.boxes;
  result.left = curvature.left;
  if (curvature.kind == Curvature::Kind::unknown) {
    result.proof = fmt::format("whether G is convex: {} boxes are left after {}", curvature.left.size(),
                               curvature.boxes);
    return;
  }
  const std::string how = curvature.method == Method::exact ? "by the coefficients of its minors"
                                                            : fmt::format("by {} boxes", curvature.boxes);
  if (const std::string open_end = why_not_continuous(scores, scores.size()); !open_end.empty()) {
    result.proof = "proper inside the simplex; not shown at its boundary: " + open_end;
    return;
  }
  result.proper = Finding::proved;
  result.proof = "Savage: sum_y p_y dS(p, y) = 0 as an identity, and G is convex " + how;
  if (curvature.kind != Curvature::Kind::definite) {
    result.strictly_proof = "G is convex, not shown strictly";
    return;
  }
  result.strictly_method = curvature.method;
  result.strictly_proof = why_not_strict_on_faces(scores, options, result.strictly_method);
  if (!result.strictly_proof.empty()) return;
  result.strictly = Finding::proved;
  result.strictly_proof = "G is strictly convex inside the simplex and inside each of its faces";
}

bool all_constant(std::span<const Expression> scores) {
  return std::ranges::all_of(scores, [](const Expression& s) { return s.is_constant(); });
}

// A rule of finitely many values: S(q; q) >= S(p; q) is linear in q on each cell, so that its vertices decide.
void decide_by_vertices(const Cells& cells, std::span<const std::vector<Expression>> values,
                        Properness& result) {
  for (std::size_t truth = 0; truth < cells.all().size(); ++truth)
    for (std::size_t report = 0; report < cells.all().size(); ++report)
      for (const auto& q : cells.all()[truth].vertices) {
        Rational more = 0;
        for (std::size_t y = 0; y < q.size(); ++y)
          more += q[y] * (values[report][y].number() - values[truth][y].number());
        if (more > 0) {
          result.proof = "the scores of one cell are better for a truth at a corner of another";
          return;
        }
      }
  result.proper = Finding::proved;
  result.proof = fmt::format("{} cells with constant scores, compared at each other's vertices, exactly",
                             cells.all().size());
}

void decide_in_pieces(std::span<const Expression> scores, const Cells& cells,
                      std::span<const std::vector<Expression>> pieces, const PropernessOptions& options,
                      Properness& result) {
  InPieces found = proper_in_pieces(scores, cells, pieces, options);
  result.method = found.method;
  result.strictly_method = found.strictly_method;
  result.boxes = found.boxes;
  result.proof = std::move(found.proof);
  result.strictly_proof = std::move(found.strictly_proof);
  if (found.proper) result.proper = Finding::proved;
  if (found.strictly) result.strictly = Finding::proved;
}

}  // namespace

Properness properness(std::span<const Expression> scores, const PropernessOptions& options) {
  if (scores.size() < 2) throw std::invalid_argument("a scoring rule needs two outcomes or more");
  Properness result;
  ReportSearch search(scores, options);
  if (!search.has_scores()) {
    result.proof = result.strictly_proof = "the scores have no value at any report that was tried";
    return result;
  }
  const bool conditional = has_conditions(scores);
  std::optional<Cells> cells;
  std::vector<std::vector<Expression>> pieces;
  if (conditional) {
    cells = Cells::of(scores);
    if (cells) pieces = pieces_of(scores, *cells);
  }

  result.better = search.better_on_grid();
  if (!result.better) {
    if (!conditional)
      decide_smooth(scores, options, result);
    else if (cells && std::ranges::all_of(pieces, all_constant))
      decide_by_vertices(*cells, pieces, result);
    else if (cells)
      decide_in_pieces(scores, *cells, pieces, options, result);
    else
      result.proof = "a condition is not linear in the report";
  }
  // What could not be proved is searched harder: along derivatives, and where G bends the wrong way.
  if (!result.better && result.proper != Finding::proved) {
    if (cells) result.better = search.better_across(*cells, pieces);
    if (!result.better) result.better = search.better_nearby();
    if (result.better) result.better = search.simpler(*result.better);
  }
  if (result.better) {
    const Extended& more = result.better->gain;
    result.method = result.strictly_method =
        more.is_finite() && !more.is_exact() ? Method::certified : Method::exact;
    result.proper = result.strictly = Finding::refuted;
    result.proof = "a report other than the truth has the larger expected score";
    result.strictly_proof = result.proof;
    return result;
  }
  if (result.proper == Finding::proved && result.strictly != Finding::proved) {
    result.as_good = search.as_good_as_truth(cells ? &*cells : nullptr);
    if (result.as_good) {
      result.strictly_method = Method::exact;
      result.strictly = Finding::refuted;
      result.strictly_proof = "another report has the same expected score as the truth";
    }
  }
  if (options.stop())
    for (const auto& [finding, proof] :
         {std::pair(result.proper, &result.proof), std::pair(result.strictly, &result.strictly_proof)})
      if (finding == Finding::undecided) *proof = proof->empty() ? "interrupted" : "interrupted: " + *proof;
  return result;
}

Properness properness(const Rule& rule, std::size_t outcomes, const PropernessOptions& options) {
  return rule.known() ? rule.known()(outcomes, options) : properness(rule.scores(outcomes), options);
}

}  // namespace qed
