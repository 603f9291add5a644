// The claims about one step, spelled out for any imitator: what proofs-notes/one-step.md says, on a step
// that the generators invent. A step is a class of iid models with horizon 1, seen at its only node.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <iosfwd>
#include <optional>
#include <vector>

#include "properties/generators/model_class.hpp"
#include "qed/exact/interval.hpp"
#include "qed/imitation/imitator.hpp"

namespace qed::properties {

class Step {
 public:
  explicit Step(ModelClass c);
  // Situations refer into the step.
  Step(const Step& other) : Step(other.class_) {}
  Step& operator=(const Step&) = delete;

  const ModelClass& model_class() const { return class_; }
  Situation situation() const {
    return {weights_, predictions_, *demonstrator_, class_.alpha, class_.threshold};
  }
  const Distribution& demonstrator() const { return *demonstrator_; }
  std::optional<ModelIndex> truth() const;
  ActionIndex actions() const { return static_cast<ActionIndex>(class_.actions.size()); }
  bool has_tie_at_alpha() const;

 private:
  ModelClass class_;
  Weights weights_;
  std::vector<const Distribution*> predictions_;
  const Distribution* demonstrator_;
};
void showValue(const Step&, std::ostream&);  // the class file

rc::Gen<Step> steps(gen::Truth);

// Phi_alpha of the odds against the truth (proofs-notes/query-sum.md), enclosed.   Requires  weight of the
// truth > 0.
Interval potential(std::span<const Integer> weights, ModelIndex truth, const Rational& alpha, unsigned bits);

// ---------------------------------------------------------------------------------------------------------

// [claim top-prefix] No model is left out while one ranked after it is collected.
template <class Rule = CautiousImitator<>>
void top_prefix(const Step& s, const Rule& rule = {}) {
  const TopSet top = rule.top_set(s.situation());
  RC_CLASSIFY(s.has_tie_at_alpha(), "tie at alpha");
  const auto weights = s.situation().weights;
  for (const ModelIndex in : top)
    for (ModelIndex out = 0; out < weights.size(); ++out) {
      if (top.contains(out)) continue;
      RC_ASSERT(weights[out] <= weights[in]);
      RC_ASSERT(weights[out] < weights[in] || in < out);
    }
}

// [claim top-size] Fewer than 1 + 1/alpha models are collected; at most as many under the non-strict rule.
template <class Rule = CautiousImitator<>>
void top_size(const Step& s, const Rule& rule = {}) {
  const Rational size(rule.top_set(s.situation()).size()), bound = 1 + 1 / s.model_class().alpha;
  RC_CLASSIFY(size >= 3, "three models or more");
  if (s.model_class().threshold == Threshold::strict)
    RC_ASSERT(size < bound);
  else
    RC_ASSERT(size <= bound);
}

// [claim no-query-dominance] While the demonstrator is a top model, no action is imitated more often than the
// demonstrator takes it: P_im(q = 0, a | h) <= mu(a|h).
template <class Rule = CautiousImitator<>>
void no_query_dominance(const Step& s, const Rule& rule = {}) {
  const StepLaw law = rule.step(s.situation(), rule.top_set(s.situation()));
  RC_CLASSIFY(law.query_probability > 0, "queries");
  RC_CLASSIFY(s.has_tie_at_alpha(), "tie at alpha");
  for (ActionIndex a = 0; a < s.actions(); ++a) RC_ASSERT(law.answered[a] <= s.demonstrator()[a]);
}

// [claim query-identity] A queried action is the demonstrator's own: P_im(q = 1, a | h) = theta mu(a|h).
template <class Rule = CautiousImitator<>>
void query_identity(const Step& s, const Rule& rule = {}) {
  const StepLaw law = rule.step(s.situation(), rule.top_set(s.situation()));
  RC_CLASSIFY(law.query_probability > 0, "queries");
  for (ActionIndex a = 0; a < s.actions(); ++a)
    RC_ASSERT(law.asked[a] == law.query_probability * s.demonstrator()[a]);
}

// [claim step-dominance] While the demonstrator is a top model, pi_im(a|h) <= (1 + theta) mu(a|h).
template <class Rule = CautiousImitator<>>
void step_dominance(const Step& s, const Rule& rule = {}) {
  const StepLaw law = rule.step(s.situation(), rule.top_set(s.situation()));
  RC_CLASSIFY(law.query_probability > 0, "queries");
  for (ActionIndex a = 0; a < s.actions(); ++a)
    RC_ASSERT(law.answered[a] + law.asked[a] <= (1 + law.query_probability) * s.demonstrator()[a]);
}

// [claim query-drift] The potential falls by (alpha/3) theta^3 in expectation. The potential is computed
// anew, at the node and after each query; lib/qed/claims takes differences of logarithms instead.
template <class Rule = CautiousImitator<>>
void query_drift(const Step& s, const Rule& rule = {}) {
  const Situation now = s.situation();
  const StepLaw law = rule.step(now, rule.top_set(now));
  const Rational& theta = law.query_probability;
  RC_CLASSIFY(theta > 0, "queries");
  RC_CLASSIFY(theta == 1, "certain to query");
  if (theta == 0) return;  // nothing is learned, so nothing moves: 0 <= 0, which no enclosure would decide
  const ModelIndex truth = *s.truth();
  const Rational needed = now.alpha / 3 * theta * theta * theta;
  const auto drop = [&](unsigned bits) {
    Interval fall(Rational(0), bits);
    for (ActionIndex a = 0; a < s.actions(); ++a)
      if (law.asked[a] != 0)
        fall += Interval(law.asked[a], bits) * (potential(now.weights, truth, now.alpha, bits) -
                                                potential(rule.update(now, true, a), truth, now.alpha, bits));
    return fall;
  };
  RC_ASSERT(decide_less_equal([&](unsigned bits) { return Interval(needed, bits); }, drop) == Verdict::holds);
}

}  // namespace qed::properties
