#include "qed/imitation/posterior.hpp"

#include <boost/multiprecision/integer.hpp>

namespace qed {

using boost::multiprecision::gcd;
using boost::multiprecision::lcm;

void reduce(Weights& weights) {
  Integer common = 0;
  for (const Integer& w : weights) {
    if (w == 0) continue;
    common = gcd(common, w);
    if (common == 1) return;
  }
  if (common == 0) return;
  for (Integer& w : weights) w /= common;
}

// Times the least common multiple of their denominators.
Weights integral_weights(std::span<const Rational> weights) {
  Integer denominator = 1;
  for (const Rational& w : weights) denominator = lcm(denominator, denominator_of(w));
  Weights result;
  result.reserve(weights.size());
  for (const Rational& w : weights) result.push_back(numerator_of(w) * (denominator / denominator_of(w)));
  reduce(result);
  return result;
}

Weights prior_weights(const ModelClass& c) {
  std::vector<Rational> priors;
  priors.reserve(c.models.size());
  for (const Model& m : c.models) priors.push_back(m.prior);
  return integral_weights(priors);
}

Weights Bayes::operator()(std::span<const Integer> weights, std::span<const Distribution* const> predictions,
                          ActionIndex action) const {
  Integer denominator = 1;
  for (std::size_t m = 0; m < weights.size(); ++m)
    if (weights[m] != 0) denominator = lcm(denominator, denominator_of((*predictions[m])[action]));
  Weights result(weights.size());
  for (std::size_t m = 0; m < weights.size(); ++m) {
    if (weights[m] == 0) continue;
    const Rational& likelihood = (*predictions[m])[action];
    result[m] = weights[m] * numerator_of(likelihood) * (denominator / denominator_of(likelihood));
  }
  reduce(result);
  return result;
}

}  // namespace qed
