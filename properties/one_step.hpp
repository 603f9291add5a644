// The claims about one step, spelled out for any imitator: what proofs-notes/one-step.md says, on a step
// that the generators invent. A step is a class of iid models with horizon 1, seen at its only node.
//
// `qed verify` decides the same statements at every node of its cases, through lib/qed/claims. These are written anew
// and share no code with it: OneStepTwin (tests/properties/one_step_test.cpp) asks of random steps, for the cautious
// imitator and each faulty one, that a property fails here exactly where its claim is violated there.
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

// [claim top-prefix] No model is left out while one ranked after it is collected, and those collected are in order.
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
  for (std::size_t i = 1; i < top.size(); ++i) {
    const ModelIndex before = top.members()[i - 1], after = top.members()[i];
    RC_ASSERT(weights[after] < weights[before] || (weights[after] == weights[before] && before < after));
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
// anew, at the node and after each step that moves it; lib/qed/claims takes differences of logarithms instead.
template <class Rule = CautiousImitator<>>
void query_drift(const Step& s, const Rule& rule = {}) {
  const Situation now = s.situation();
  const StepLaw law = rule.step(now, rule.top_set(now));
  const Rational& theta = law.query_probability;
  RC_CLASSIFY(theta > 0, "queries");
  RC_CLASSIFY(theta == 1, "certain to query");
  const ModelIndex truth = *s.truth();
  std::vector<std::pair<Rational, Weights>> moves;  // with the probability of each
  for (const bool asked : {false, true})
    for (ActionIndex a = 0; a < s.actions(); ++a) {
      const Rational& probability = (asked ? law.asked : law.answered)[a];
      if (probability == 0) continue;
      Weights after = rule.update(now, asked, a);
      reduce(after);
      if (std::ranges::equal(after, now.weights)) continue;
      RC_ASSERT(after[truth] != 0);
      moves.emplace_back(probability, std::move(after));
    }
  if (theta == 0 && moves.empty()) return;
  const Rational needed = now.alpha / 3 * theta * theta * theta;
  const auto drop = [&](unsigned bits) {
    const Interval before = potential(now.weights, truth, now.alpha, bits);
    Interval fall(Rational(0), bits);
    for (const auto& [probability, after] : moves)
      fall += Interval(probability, bits) * (before - potential(after, truth, now.alpha, bits));
    return fall;
  };
  const Verdict verdict = decide_less_equal([&](unsigned bits) { return Interval(needed, bits); }, drop);
  // Who learns from its own actions may move and have 0 <= 0, which no enclosure decides.
  RC_ASSERT(verdict == Verdict::holds || (theta == 0 && verdict == Verdict::undecided));
}

}  // namespace qed::properties
