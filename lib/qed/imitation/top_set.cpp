#include "qed/imitation/top_set.hpp"

#include <algorithm>
#include <numeric>

namespace qed {

std::vector<ModelIndex> posterior_order(std::span<const Integer> weights) {
  std::vector<ModelIndex> order(weights.size());
  std::iota(order.begin(), order.end(), ModelIndex{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](ModelIndex a, ModelIndex b) { return weights[a] > weights[b]; });
  return order;
}

TopSet TopSet::of(std::span<const Integer> weights, const Rational& alpha, Threshold threshold) {
  const Integer numerator = numerator_of(alpha), denominator = denominator_of(alpha);
  std::vector<ModelIndex> members;
  Integer collected = 0;  // weight of the members so far
  for (const ModelIndex m : posterior_order(weights)) {
    if (weights[m] == 0) break;
    const Integer weight = weights[m] * denominator, needed = numerator * collected;
    if (threshold == Threshold::strict ? weight <= needed : weight < needed) break;
    members.push_back(m);
    collected += weights[m];
  }
  return TopSet(std::move(members));
}

bool TopSet::contains(ModelIndex m) const { return std::find(begin(), end(), m) != end(); }

}  // namespace qed
