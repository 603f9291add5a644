// For which eta the cautious imitator may learn by a rule: the central condition, and its strong form.
//
// [claim central-condition] [claim strong-central]   For a rule S, eta > 0 and c >= 0: for every truth q and model p,
//
//     F(p, q) = sum_a q(a) exp(eta (S(p, a) - S(q, a)))  <=  1 - c ‖p - q‖².
//
// With weights w exp(eta sum S), the odds against the truth are then a supermartingale, which is all that retention needs
// (c = 0), and they fall with every question, which bounds the query sum (c > 0). Where it holds for eta it holds for every
// smaller one (c = 0; Jensen). How it is decided (proofs-notes/central-condition.md):
//
//  - F = 1 in normal form, as the log score has it at eta = 1;
//  - Hoeffding's lemma, for rules whose regret and scores are polynomials of p - q: the condition becomes the
//    semidefiniteness of quadratic forms, exactly;
//  - two outcomes: boxes over (p, q); near the diagonal, where both sides meet, by the Taylor form in p - q;
//  - Brier's rule with any number of outcomes: what holds at two holds at all, but for an inequality in two numbers;
//  - refuted by a pair of rationals with a certified F > 1.
#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qed/exact/interval.hpp"
#include "qed/scoring/properness.hpp"

namespace qed {

struct CentralWitness {
  std::vector<Rational> truth, report;
  Interval left;   // F(report, truth)
  Rational right;  // 1 - c ‖report - truth‖²
};

struct CentralOptions {
  unsigned bits = 128;
  std::size_t max_boxes = 400000;
  std::size_t max_left = 1000;  // gives up once so many tiny boxes stay undecided
  // Read at every box and truth: what is left then is undecided.
  const std::atomic<bool>* interrupted = nullptr;

  bool stop() const { return interrupted && interrupted->load(std::memory_order_relaxed); }
};

struct Central {
  Finding finding = Finding::undecided;
  Method method = Method::exact;
  std::string proof;
  std::optional<CentralWitness> witness;
  std::size_t boxes = 0, left = 0;    // looked at; not decided
  std::vector<ReportBox> first_left;  // the first of those, with sides for p_0 and q_0
};

// Is the condition met at this eta and c?
//
// Throws  std::invalid_argument where eta <= 0, c < 0 or there are fewer than two scores.
// Cost    at most max_boxes boxes over (p, q), and the pairs of a grid.
Central central(std::span<const Expression> scores, const Rational& eta, const Rational& c = 0,
                const CentralOptions& = {});

// The largest eta (c = 0) that is certified and the smallest that is refuted, each within `step` where it can be; within a
// hundredth of a smaller eta, and no closer than to a hundred thousandth of a larger one.
struct CentralRange {
  Rational certified = 0;            // 0: none
  std::optional<Rational> refuted;   // none: no refutation was found
  Central at_certified, at_refuted;  // at_certified: the last attempt where none is
};
CentralRange central_range(std::span<const Expression> scores, const Rational& step = ratio(1, 1000),
                           const CentralOptions& = {});
// Of these the smallest that is refuted alone, which takes no boxes: for a rule that is improper, and so central for no eta
// (by Jensen), or that may be.
CentralRange central_refutation(std::span<const Expression> scores, const Rational& step = ratio(1, 1000),
                                const CentralOptions& = {});

// The largest c that is certified at this eta and the smallest that is refuted.
struct StrongRange {
  Rational eta;
  Rational certified = 0;
  std::optional<Rational> refuted;
  Central at_certified, at_refuted;
};
StrongRange strong_range(std::span<const Expression> scores, const Rational& eta,
                         const Rational& step = ratio(1, 1000), const CentralOptions& = {});

// How much room the condition leaves at each eta: the largest c of the strong condition is at least `certified` and at most
// `above`, which is below 0 where the central condition itself fails. For plots: looser than strong_range, and faster.
struct Margin {
  Rational eta;
  std::optional<Rational> certified;  // none where nothing is
  Rational above;
};
std::vector<Margin> margins(std::span<const Expression> scores, std::span<const Rational> etas,
                            const CentralOptions& = {});

// F(p, q) enclosed.   Throws  UndefinedScore.
Interval central_left_side(std::span<const Expression> scores, const Rational& eta,
                           std::span<const Rational> report, std::span<const Rational> truth, unsigned bits);

}  // namespace qed
