// Imitators that commit: they never ask, whatever the models still disagree about. What they learn, they
// learn while they are made to watch (ModelClass::forced_queries).
// Note  proofs-notes/planners.md#planner
#pragma once

#include "qed/imitation/imitator.hpp"

namespace qed {

// Follows the model of largest posterior weight, the first declared of several.
struct MaximumPosterior : CautiousImitator<> {
  TopSet top_set(const Situation&) const;
};

// Plays the posterior mean of all models. Its own actions count as evidence, so what it does is the class's
// Bayes mixture, given what it watched: a model is as likely to be played through as its posterior weight
// says.
struct BayesMixture : CautiousImitator<> {
  TopSet top_set(const Situation&) const;  // every model that is still possible
  StepLaw step(const Situation&, const TopSet&) const;
  Weights update(const Situation&, bool asked, ActionIndex) const;
};

}  // namespace qed
