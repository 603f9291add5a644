#include "properties/faults/learning.hpp"

namespace qed::properties {

namespace {

Weights unchanged(const Situation& s) { return {s.weights.begin(), s.weights.end()}; }

Weights by_bayes(const Situation& s, ActionIndex a) { return Bayes{}(s.weights, s.predictions, a); }

// Bayes' rule for the models that `learns(m)` names; the weights of the others stay. What stays has
// likelihood 1: the likelihood of the action under a law that is certain of it.
template <class Learns>
Weights by_bayes_where(const Situation& s, ActionIndex a, Learns learns) {
  const Distribution certain = Distribution::certain(a, s.demonstrator.size());
  std::vector<const Distribution*> predictions(s.predictions.begin(), s.predictions.end());
  for (ModelIndex m = 0; m < predictions.size(); ++m)
    if (predictions[m] && !learns(m)) predictions[m] = &certain;
  return Bayes{}(s.weights, predictions, a);
}

}  // namespace

Weights UpdateOnOwnActions::update(const Situation& s, bool, ActionIndex a) const { return by_bayes(s, a); }

Weights QueryBitInverted::update(const Situation& s, bool asked, ActionIndex a) const {
  return CautiousImitator::update(s, !asked, a);
}

Weights ForgetToUpdate::update(const Situation& s, bool, ActionIndex) const { return unchanged(s); }

Weights LikelihoodCountedTwice::update(const Situation& s, bool asked, ActionIndex a) const {
  const Weights once = CautiousImitator::update(s, asked, a);
  return asked ? Bayes{}(once, s.predictions, a) : once;
}

Weights ZeroLikelihoodKept::update(const Situation& s, bool asked, ActionIndex a) const {
  if (!asked) return unchanged(s);
  return by_bayes_where(s, a, [&](ModelIndex m) { return (*s.predictions[m])[a] != 0; });
}

Weights UpdateCollectedOnly::update(const Situation& s, bool asked, ActionIndex a) const {
  if (!asked) return unchanged(s);
  const TopSet top = top_set(s);
  return by_bayes_where(s, a, [&](ModelIndex m) { return top.contains(m); });
}

}  // namespace qed::properties
