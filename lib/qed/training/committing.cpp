#include "qed/training/committing.hpp"

namespace qed {

TopSet MaximumPosterior::top_set(const Situation& s) const {
  const std::vector<ModelIndex> order = posterior_order(s.weights);
  if (s.weights[order.front()] == 0) return TopSet(std::vector<ModelIndex>{});
  return TopSet(std::vector<ModelIndex>{order.front()});
}

TopSet BayesMixture::top_set(const Situation& s) const {
  std::vector<ModelIndex> members;
  for (const ModelIndex m : posterior_order(s.weights))
    if (s.weights[m] > 0) members.push_back(m);
  return TopSet(std::move(members));
}

StepLaw BayesMixture::step(const Situation& s, const TopSet& top) const {
  Integer total = 0;
  std::vector<Rational> mean(s.demonstrator.size());
  for (const ModelIndex m : top) {
    total += s.weights[m];
    for (std::size_t a = 0; a < mean.size(); ++a) mean[a] += Rational(s.weights[m]) * (*s.predictions[m])[a];
  }
  for (Rational& p : mean)
    if (!top.empty()) p /= Rational(total);
  return ask_with_the_rest(std::move(mean), s.demonstrator);
}

Weights BayesMixture::update(const Situation& s, bool, ActionIndex a) const {
  return Bayes{}(s.weights, s.predictions, a);
}

}  // namespace qed
