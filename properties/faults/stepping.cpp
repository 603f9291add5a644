#include "properties/faults/stepping.hpp"

#include <algorithm>
#include <numeric>

namespace qed::properties {

namespace {

using Probabilities = std::vector<Rational>;

std::size_t actions(const Situation& s) { return s.demonstrator.size(); }

Probabilities minimum(const Situation& s, const TopSet& top) {
  return minimum_over(top, s.predictions, actions(s));
}

// The mean of the top models' laws, weighted by the posterior; zero everywhere for an empty set.
Probabilities mean(const Situation& s, const TopSet& top) {
  Integer total = 0;
  for (const ModelIndex m : top) total += s.weights[m];
  Probabilities result(actions(s), Rational(0));
  for (const ModelIndex m : top)
    for (ActionIndex a = 0; a < result.size(); ++a)
      result[a] += Rational(s.weights[m], total) * (*s.predictions[m])[a];
  return result;
}

// The law of the first model of the set; zero everywhere for an empty set.
Probabilities best(const Situation& s, const TopSet& top) {
  if (top.empty()) return Probabilities(actions(s), Rational(0));
  const auto law = s.predictions[top.members().front()]->probabilities();
  return {law.begin(), law.end()};
}

// Scaled to sum to 1, where there is anything to scale.
Probabilities normalised(Probabilities p) {
  const Rational sum = std::accumulate(p.begin(), p.end(), Rational(0));
  if (sum != 0)
    for (Rational& q : p) q /= sum;
  return p;
}

}  // namespace

StepLaw MeanInsteadOfMinimum::step(const Situation& s, const TopSet& top) const {
  return ask_with_the_rest(mean(s, top), s.demonstrator);
}

StepLaw MaximumInsteadOfMinimum::step(const Situation& s, const TopSet& top) const {
  Probabilities maximum(actions(s), Rational(0));
  for (const ModelIndex m : top)
    for (ActionIndex a = 0; a < maximum.size(); ++a)
      maximum[a] = std::max(maximum[a], (*s.predictions[m])[a]);
  return ask_with_the_rest(normalised(std::move(maximum)), s.demonstrator);
}

StepLaw FollowBestModel::step(const Situation& s, const TopSet& top) const {
  return ask_with_the_rest(best(s, top), s.demonstrator);
}

StepLaw RenormalisedMinimum::step(const Situation& s, const TopSet& top) const {
  return ask_with_the_rest(normalised(minimum(s, top)), s.demonstrator);
}

StepLaw MinimumOverAllModels::step(const Situation& s, const TopSet& top) const {
  if (top.empty()) return CautiousImitator::step(s, top);
  std::vector<ModelIndex> possible;
  for (ModelIndex m = 0; m < s.weights.size(); ++m)
    if (s.weights[m] != 0) possible.push_back(m);
  return CautiousImitator::step(s, TopSet(std::move(possible)));
}

StepLaw AskWheneverTwoAreCollected::step(const Situation& s, const TopSet& top) const {
  return top.size() < 2 ? CautiousImitator::step(s, top)
                        : ask_with_the_rest(Probabilities(actions(s), Rational(0)), s.demonstrator);
}

StepLaw HalfTheQueries::step(const Situation& s, const TopSet& top) const {
  if (top.empty()) return CautiousImitator::step(s, top);
  Probabilities answered = minimum(s, top);
  const Probabilities instead = best(s, top);
  const Rational spared = (1 - std::accumulate(answered.begin(), answered.end(), Rational(0))) / 2;
  for (ActionIndex a = 0; a < answered.size(); ++a) answered[a] += spared * instead[a];
  return ask_with_the_rest(std::move(answered), s.demonstrator);
}

StepLaw ThetaFromTheMean::step(const Situation& s, const TopSet& top) const {
  StepLaw law = CautiousImitator::step(s, top);
  if (top.empty()) return law;
  const Probabilities centre = mean(s, top);
  Integer total = 0;
  for (const ModelIndex m : top) total += s.weights[m];
  // The posterior mean of the total variation distances: each the sum of what the model gives beyond the
  // mean.
  law.query_probability = 0;
  for (const ModelIndex m : top)
    for (ActionIndex a = 0; a < centre.size(); ++a)
      law.query_probability +=
          Rational(s.weights[m], total) * std::max(Rational((*s.predictions[m])[a] - centre[a]), Rational(0));
  return law;
}

StepLaw QueryButPlayOwnAction::step(const Situation& s, const TopSet& top) const {
  StepLaw law = CautiousImitator::step(s, top);
  if (top.empty()) return law;
  const Probabilities own = mean(s, top);
  for (ActionIndex a = 0; a < own.size(); ++a) law.asked[a] = law.query_probability * own[a];
  return law;
}

}  // namespace qed::properties
