#include "qed/claims/one_step.hpp"

#include <algorithm>
#include <string>

#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

bool truth_collected(const Node& node) { return node.truth && node.top.contains(*node.truth); }

bool asks_sometimes(const Node& node) {
  return !node.forced && node.law.query_probability > 0 && node.law.query_probability < 1;
}

// The worst over the actions of value_of(a) <= bound_of(a).
template <class ValueOf, class BoundOf>
Comparison worst_action(const Node& node, ValueOf value_of, BoundOf bound_of) {
  Comparison worst;
  for (ActionIndex a = 0; a < node.situation.demonstrator.size(); ++a) {
    Comparison here = at_most(value_of(a), bound_of(a));
    if (!worse(here, worst)) continue;
    worst = std::move(here);
    worst.action = a;
  }
  worst.interesting = asks_sometimes(node);
  return worst;
}

}  // namespace

Comparison decide_top_prefix(const Node& node) {
  const auto& weights = node.situation.weights;
  const auto order = posterior_order(weights);
  const auto members = node.top.members();
  std::size_t misplaced = 0;
  for (std::size_t i = 0; i < members.size(); ++i) misplaced += i >= order.size() || members[i] != order[i];

  Comparison result = at_most(Rational(misplaced), Rational(0));
  for (ModelIndex m = 0; m < weights.size(); ++m)
    result.interesting |= weights[m] != 0 && !node.top.contains(m);
  return result;
}

Comparison decide_top_size(const Node& node) {
  const Rational size(node.top.size()), bound = 1 + 1 / node.situation.alpha;
  Comparison result = at_most(size, bound);
  if (node.situation.threshold == Threshold::strict && size == bound) {
    result.verdict = Verdict::violated;
    result.detail = "the bound is strict";
  }
  result.interesting = node.top.size() >= 2;
  return result;
}

Comparison decide_no_query_dominance(const Node& node) {
  if (!truth_collected(node)) return not_applicable();
  return worst_action(
      node, [&](ActionIndex a) { return node.law.answered[a]; },
      [&](ActionIndex a) { return node.situation.demonstrator[a]; });
}

Comparison decide_query_identity(const Node& node) {
  const Rational& theta = node.law.query_probability;
  Rational largest = 0;
  for (ActionIndex a = 0; a < node.situation.demonstrator.size(); ++a) {
    const Rational difference = node.law.asked[a] - theta * node.situation.demonstrator[a];
    largest = std::max(largest, difference < 0 ? Rational(-difference) : difference);
  }
  Comparison result = at_most(largest, Rational(0));
  result.interesting = !node.forced && theta > 0;
  return result;
}

Comparison decide_step_dominance(const Node& node) {
  if (!truth_collected(node)) return not_applicable();
  const Rational factor = 1 + node.law.query_probability;
  return worst_action(
      node, [&](ActionIndex a) { return Rational(node.law.answered[a] + node.law.asked[a]); },
      [&](ActionIndex a) { return Rational(factor * node.situation.demonstrator[a]); });
}

}  // namespace qed
