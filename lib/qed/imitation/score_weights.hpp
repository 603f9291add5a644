// Weights under a scoring rule, exactly: one model's weight is R^(1/d) exp(F), with R a rational, d one for all, and F
// a formal sum. Logarithms go into R (the log score at eta = p/d multiplies it by the likelihood to the p), all else
// into F; of a logarithm of a prime F keeps a multiple in [0, 1/d) at most.
//
// Who is collected hangs on comparisons of such weights. Equality is decided structurally and everything else by
// enclosures of rising precision: without opaque constants, weights of different F are linearly independent over the
// algebraic numbers (Lindemann and Weierstrass), and positive d-th roots of rationals with irrational quotients over
// the rationals (Besicovitch): so equality is where the sums agree part by part, and it is looked for there only.
//                                                                  (proofs-notes/other-rules.md#equal-weights)
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "qed/exact/formal_sum.hpp"
#include "qed/exact/interval.hpp"
#include "qed/imitation/score_rule.hpp"
#include "qed/imitation/top_set.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

struct ScoreWeight {
  Rational root_of = 0;  // R; 0 is the weight 0
  FormalSum exponent;    // F; 0 where the weight is 0
  friend bool operator==(const ScoreWeight&, const ScoreWeight&) = default;
  friend bool operator<(const ScoreWeight& a, const ScoreWeight& b);  // any order, for keys
};
// One per model. Canonical: the first that is not 0 is 1.
using ScoreWeights = std::vector<ScoreWeight>;

// Two weights that no precision allowed told apart from equal, or from the threshold.
struct UndecidedWeights {
  std::vector<ModelIndex> heavier;  // one model: compared in the order; else the models ranked before
  ModelIndex model;
};

// Weights of one computation: its rule, its constants, its decisions.
class ScoreWeighing {
 public:
  ScoreWeighing(const ScoreUpdate& rule, Precision precision = {});

  ScoreWeights prior(const ModelClass&) const;
  // After a queried action. Not read where the weight is 0: predictions.
  ScoreWeights after(const ScoreWeights&, std::span<const Distribution* const> predictions, ActionIndex);

  // T: models best first, ties by index, each collected while it weighs more than alpha times those before it.
  // None where a comparison stays undecided; `undecided` then says which.
  std::optional<TopSet> top_set(const ScoreWeights&, const Rational& alpha, Threshold,
                                UndecidedWeights& undecided) const;

  const ScoreUpdate& rule() const { return rule_; }

 private:
  enum class Order { less, equal, more, undecided };
  // weights[m] against factor times the sum of those of `others`.
  Order compare(const ScoreWeights&, ModelIndex m, const Rational& factor,
                std::span<const ModelIndex> others) const;
  std::optional<Rational> quotient(const ScoreWeight& of,
                                   const ScoreWeight& by) const;  // where it is rational
  Interval quotient(const ScoreWeight& of, const ScoreWeight& by, unsigned bits) const;
  void take_logarithms_out(ScoreWeight&) const;

  const ScoreUpdate& rule_;
  Precision precision_;
  unsigned degree_, power_;  // eta = power / degree
  Constants constants_;
};

// Divides by the first weight that is not 0.
void make_canonical(ScoreWeights&);

}  // namespace qed
