// Whether a scoring rule is proper, and strictly, on the simplex of a given number of outcomes: proved, refuted by a pair
// that anyone can check, or undecided.
//
// [claim properness] [claim strict-properness] [claim savage]   S is proper where E_q S(q, Y) >= E_q S(p, Y) for all truths q
// and reports p; strictly where equality needs p = q. How it is decided (proofs-notes/scoring-rules.md):
//
//  - refuted: a pair of small rationals with a certified gain S(p; q) - S(q; q) > 0; searched on a grid, along derivatives
//    that do not vanish, along directions in which G is not convex, and across the places where a condition changes; then
//    in the simplest numbers that show it (simplest_pair.hpp).
//  - proved, for a smooth rule: (1) sum_y p_y dS(p, y) = 0 along the simplex, as an identity in normal form; (2) the
//    Hessian of G(p) = S(p; p) is positive semidefinite, by the signs of its minors: from their coefficients,
//    otherwise by intervals over boxes that cover the simplex. Then S(p; q) is a tangent of the convex G: Savage's form.
//    (3) scores are continuous, or fall to minus infinity, towards the boundary, which carries it there.
//  - proved, for a rule of finitely many values with linear conditions: on each cell, each other value is compared at
//    the cell's vertices, exactly.
//  - proved, for a rule that is smooth between linear conditions: each piece so on its cell, and across the borders the
//    scores agree or step up along the normal (pieces.hpp).
//  - strictly: the minors are positive in the open simplex and in each open face.
//
// Exact   no verdict rests on sampling: what is not shown is undecided, with the reason and the boxes left.
#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/exact/verdict.hpp"
#include "qed/scoring/expression.hpp"
#include "qed/scoring/extended.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

// The words for properties of rules, apart from those for claims.
enum class Finding { proved, refuted, undecided };
std::string_view to_string(Finding);

// A truth q and a report p, with S(p; q) - S(q; q): more than 0 where the report is better than the truth.
struct ReportPair {
  std::vector<Rational> truth, report;
  Extended gain;
};

// A box of reports, one interval per probability but the last.
struct ReportBox {
  std::vector<std::pair<Rational, Rational>> sides;
};

struct Properness {
  Finding proper = Finding::undecided;
  Finding strictly = Finding::undecided;
  Method method = Method::exact;  // certified where intervals were needed
  std::string proof;              // how it was decided, or what is missing
  Method strictly_method = Method::exact;
  std::string strictly_proof;
  std::optional<ReportPair> better;   // refutes properness: gain > 0
  std::optional<ReportPair> as_good;  // refutes strictness: p != q, gain exactly 0 (or more)
  std::vector<ReportBox> left;        // where the sign of a minor was not decided
  std::size_t boxes = 0;              // looked at
};

struct PropernessOptions {
  unsigned bits = 128;  // of enclosures in the search; doubled four times before a pair is given up
  std::size_t max_boxes = 20000;
  // Read at every box and truth: what is left then is undecided.
  const std::atomic<bool>* interrupted = nullptr;

  bool stop() const { return interrupted && interrupted->load(std::memory_order_relaxed); }
};

// scores: S(p, y) for y = 0 … n-1.
//
// Throws  std::invalid_argument where there are fewer than two scores.
// Cost    at most max_boxes boxes of n - 1 sides, with the minors of a matrix of as many rows on each; and a search over some
//         hundreds of pairs. Seconds for n <= 4.
Properness properness(std::span<const Expression> scores, const PropernessOptions& = {});
// Of a rule made from others, by the theorem that it is made by, where that says more.
Properness properness(const Rule&, std::size_t outcomes, const PropernessOptions& = {});

// S(report; truth) - S(truth; truth).   Throws  UndefinedScore.
Extended gain(std::span<const Expression> scores, std::span<const Rational> truth,
              std::span<const Rational> report, unsigned bits);

}  // namespace qed
