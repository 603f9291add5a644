// The cautious imitator on another rule: weights w(pi) exp(eta sum S(pi, a)) over the queried steps in place of the
// posterior. With the log score and eta = 1 it is Bayes' rule, and the imitator that of the paper.
//
// [claim rule-retention] [claim rule-query-sum]                            (proofs-notes/other-rules.md)
//
// Exact   A model's exponent is kept as a formal sum: a rational and rational multiples of logarithms and roots, in normal
//         form (scoring/normal_form.hpp), common shifts taken out. Equal exponents are equal sums, which is what
//         states are merged by and what ties need: no enclosure decides an equality. What differs is compared by
//         enclosures of rising precision; a comparison that stays undecided ends the pass with its history, and is never
//         guessed. Masses, laws and quantities are rational.
// Cost    one forward pass over merged states, a few enclosures per state: for classes that a person writes or a search
//         draws, not for the long horizons of the engine (evaluate/evaluate.hpp).
#pragma once

#include <optional>
#include <string>

#include "qed/claims/claim.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/model/model_class.hpp"
#include "qed/scoring/central.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

struct RuleQuantities {
  unsigned horizon = 0;  // steps that the quantities are of
  unsigned forced_steps = 0;
  Rational S1 = 0, S2 = 0, S3 = 0;
  std::optional<Rational> S3_collected, truth_retained;  // where the demonstrator is in the class
  Rational expected_product = 0;
  Rational max_query_probability = 0;
  std::size_t max_top_size = 0;
};

struct RuleEvaluation {
  RuleQuantities quantities;
  Ended ended = Ended::horizon;
  std::optional<History>
      undecided;  // the history after which two weights could not be compared; the pass ended there
  std::size_t peak_states = 0;
  std::uint64_t exact_ties = 0;  // comparisons that were equalities, recognised in normal form

  bool complete() const { return ended == Ended::horizon && !undecided; }
};

// Requires  eta > 0.
// Throws    std::invalid_argument where the rule has no formula for so many actions, or its score of some model's law has
//           no value (plus infinity, 0/0) or no normal form there, naming the law.
RuleEvaluation evaluate_on_rule(const ModelClass&, const Rule&, const Rational& eta, const Limits& = {});

// What is promised for a rule at eta, for so many actions.
struct RulePromise {
  Central central;                   // central(eta): rule-retention
  std::optional<Rational> constant;  // c of strong-central(eta, c), where one is certified: rule-query-sum
};
RulePromise promise_of(const Rule&, const Rational& eta, std::size_t actions);

struct RuleCheck {
  RuleEvaluation evaluation;
  // Decided by the numbers, whether it was promised or not; `detail` says where it was not.
  Comparison retention;  // P(E_N) >= 1 - alpha (1/w(mu) - 1)
  Comparison query_sum;  // unforced S3 <= |A| (1/w(mu) - 1)/(alpha c); not_applicable without a constant
};
RuleCheck check_on_rule(const ModelClass&, const Rule&, const Rational& eta, const RulePromise&,
                        const Limits& = {});

}  // namespace qed
