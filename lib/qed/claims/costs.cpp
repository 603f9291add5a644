#include "qed/claims/costs.hpp"

#include <stdexcept>

#include "qed/claims/comparison.hpp"

namespace qed {

Comparison decide_bounded_cost(const Node& node) {
  if (!node.truth || !node.top.contains(*node.truth)) return not_applicable();
  const Rational& theta = node.law.query_probability;
  const Distribution& mu = node.situation.demonstrator;

  Rational difference = 0;
  Comparison dominance;  // of the costs of one action each
  for (ActionIndex a = 0; a < mu.size(); ++a) {
    const Rational imitated = node.law.answered[a] + node.law.asked[a];
    difference += imitated > mu[a] ? Rational(imitated - mu[a]) : Rational(mu[a] - imitated);
    Comparison here = at_most(imitated, Rational((1 + theta) * mu[a]));
    if (here.verdict == Verdict::holds || !worse(here, dominance)) continue;
    dominance = std::move(here);
    dominance.action = a;
    dominance.detail = "E_im[c] against (1 + theta) E_mu[c], c = 1 on this action and 0 elsewhere";
  }
  Comparison result = at_most(difference, Rational(2 * theta * (1 - theta)));
  if (dominance.verdict == Verdict::violated && result.verdict == Verdict::holds)
    result = std::move(dominance);
  result.interesting = !node.forced && theta > 0 && theta < 1;
  return result;
}

Rational CostPair::distance() const {
  Rational sum = 0;
  for (std::size_t a = 0; a < mu.size(); ++a)
    sum += p[a] > mu[a] ? Rational(p[a] - mu[a]) : Rational(mu[a] - p[a]);
  return sum;
}

Rational CostPair::expected_cost(const Distribution& law) const {
  Rational sum = 0;
  for (std::size_t a = 0; a < law.size(); ++a) sum += law[a] * cost[a];
  return sum;
}

CostPair pair_of_unbounded_cost(const Rational& distance, const Rational& cost) {
  if (distance <= 0 || distance > 2)
    throw std::invalid_argument("distance = " + to_string(distance) + " is outside (0, 2]");
  if (cost <= 0) throw std::invalid_argument("cost = " + to_string(cost) + " is not positive");
  return {
      Distribution({1 - distance / 2, distance / 2}), Distribution::certain(0, 2), {0, 2 * cost / distance}};
}

}  // namespace qed
