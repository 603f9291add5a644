#include "properties/faults/collecting.hpp"

#include <algorithm>
#include <numeric>

namespace qed::properties {

namespace {

// weight > alpha * sum, or >= where the threshold is not strict.
bool outweighs(const Integer& weight, const Integer& sum, const Situation& s) {
  const Integer left = weight * denominator_of(s.alpha), right = numerator_of(s.alpha) * sum;
  return s.threshold == Threshold::strict ? left > right : left >= right;
}

// Models of positive weight in this order, while keep(weight, weight collected before).
template <class Keep>
TopSet collect_while(const Situation& s, const std::vector<ModelIndex>& order, Keep keep) {
  std::vector<ModelIndex> members;
  Integer collected = 0;
  for (const ModelIndex m : order) {
    if (s.weights[m] == 0) continue;
    if (!keep(s.weights[m], collected)) break;
    members.push_back(m);
    collected += s.weights[m];
  }
  return TopSet(std::move(members));
}

// The rule of the paper, on another order.
TopSet collect_in(const Situation& s, const std::vector<ModelIndex>& order) {
  return collect_while(s, order, [&](const Integer& weight, const Integer& collected) {
    return collected == 0 || outweighs(weight, collected, s);
  });
}

std::vector<ModelIndex> as_declared(const Situation& s) {
  std::vector<ModelIndex> order(s.weights.size());
  std::iota(order.begin(), order.end(), ModelIndex{0});
  return order;
}

}  // namespace

TopSet AlphaTimesTotal::top_set(const Situation& s) const {
  const Integer total = std::accumulate(s.weights.begin(), s.weights.end(), Integer(0));
  return collect_while(s, posterior_order(s.weights),
                       [&](const Integer& weight, const Integer&) { return outweighs(weight, total, s); });
}

TopSet AlphaTimesBestOnly::top_set(const Situation& s) const {
  const Integer best = *std::max_element(s.weights.begin(), s.weights.end());
  return collect_while(s, posterior_order(s.weights),
                       [&](const Integer& weight, const Integer&) { return outweighs(weight, best, s); });
}

TopSet SumIncludesItself::top_set(const Situation& s) const {
  return collect_while(s, posterior_order(s.weights), [&](const Integer& weight, const Integer& collected) {
    return outweighs(weight, collected + weight, s);
  });
}

TopSet DropFirstCollected::top_set(const Situation& s) const {
  const TopSet top = CautiousImitator::top_set(s);
  return top.size() < 2 ? top : TopSet({top.begin() + 1, top.end()});
}

TopSet DropLastCollected::top_set(const Situation& s) const {
  const TopSet top = CautiousImitator::top_set(s);
  return top.size() < 2 ? top : TopSet({top.begin(), top.end() - 1});
}

TopSet AscendingOrder::top_set(const Situation& s) const {
  auto order = as_declared(s);
  std::stable_sort(order.begin(), order.end(),
                   [&](ModelIndex a, ModelIndex b) { return s.weights[a] < s.weights[b]; });
  return collect_in(s, order);
}

TopSet DeclarationOrder::top_set(const Situation& s) const { return collect_in(s, as_declared(s)); }

TopSet TiesByTheWrongSide::top_set(const Situation& s) const {
  auto order = as_declared(s);
  std::reverse(order.begin(), order.end());
  std::stable_sort(order.begin(), order.end(),
                   [&](ModelIndex a, ModelIndex b) { return s.weights[a] > s.weights[b]; });
  return collect_in(s, order);
}

TopSet KeepAtThreshold::top_set(const Situation& s) const {
  return TopSet::of(s.weights, s.alpha, Threshold::non_strict);
}

TopSet DropAtThreshold::top_set(const Situation& s) const {
  return TopSet::of(s.weights, s.alpha, Threshold::strict);
}

}  // namespace qed::properties
