#include "qed/imitation/score_weights.hpp"

#include <algorithm>
#include <tuple>

#include "qed/exact/perfect_root.hpp"

namespace qed {

namespace {

Rational to_the(const Rational& base, unsigned exponent) {
  return ratio(pow(numerator_of(base), exponent), pow(denominator_of(base), exponent));
}

Integer whole_below(const Rational& q) {
  const Integer whole = numerator_of(q) / denominator_of(q);
  return Rational(whole) > q ? Integer(whole - 1) : whole;
}

}  // namespace

bool operator<(const ScoreWeight& a, const ScoreWeight& b) {
  return std::tie(a.root_of, a.exponent) < std::tie(b.root_of, b.exponent);
}

void make_canonical(ScoreWeights& weights) {
  const auto first = std::ranges::find_if(weights, [](const ScoreWeight& w) { return w.root_of != 0; });
  if (first == weights.end()) return;
  const ScoreWeight by = *first;
  for (ScoreWeight& w : weights) {
    if (w.root_of == 0) continue;
    w.root_of /= by.root_of;
    w.exponent -= by.exponent;
  }
}

ScoreWeighing::ScoreWeighing(const ScoreUpdate& rule, Precision precision)
    : rule_(rule),
      precision_(precision),
      degree_(static_cast<unsigned>(denominator_of(rule.eta()))),
      power_(static_cast<unsigned>(numerator_of(rule.eta()))) {}

ScoreWeights ScoreWeighing::prior(const ModelClass& c) const {
  ScoreWeights weights;
  for (const Model& m : c.models) weights.push_back({to_the(m.prior, degree_), {}});
  make_canonical(weights);
  return weights;
}

ScoreWeights ScoreWeighing::after(const ScoreWeights& weights,
                                  std::span<const Distribution* const> predictions, ActionIndex a) {
  ScoreWeights result = weights;
  for (std::size_t m = 0; m < result.size(); ++m) {
    if (result[m].root_of == 0) continue;
    Score score = rule_.score(*predictions[m], a, constants_);
    if (score.of_logarithm == 0) {
      result[m] = {};
      continue;
    }
    result[m].root_of *= to_the(score.of_logarithm, power_);
    score.rest *= rule_.eta();
    result[m].exponent += score.rest;
  }
  make_canonical(result);
  for (ScoreWeight& w : result) take_logarithms_out(w);
  return result;
}

// exp(c ln n) = (n^floor(c d))^(1/d) exp(rest ln n) with 0 <= rest < 1/d: weights that are equal are so in both parts.
void ScoreWeighing::take_logarithms_out(ScoreWeight& weight) const {
  FormalSum taken;
  for (const auto& [k, c] : weight.exponent.multiples()) {
    const Integer& n = constants_.argument_of_logarithm(k);
    const Integer times = n == 0 ? Integer(0) : whole_below(c * degree_);
    if (times == 0) continue;
    const Rational power = to_the(Rational(n), static_cast<unsigned>(abs(times)));
    weight.root_of *= times > 0 ? power : Rational(1 / power);
    taken += FormalSum::multiple(ratio(times, Integer(degree_)), k);
  }
  weight.exponent -= taken;
}

std::optional<Rational> ScoreWeighing::quotient(const ScoreWeight& of, const ScoreWeight& by) const {
  if (of.exponent != by.exponent) return std::nullopt;
  return perfect_root(Rational(of.root_of / by.root_of), degree_);
}

Interval ScoreWeighing::quotient(const ScoreWeight& of, const ScoreWeight& by, unsigned bits) const {
  Interval result = root(Interval(of.root_of / by.root_of, bits), degree_);
  if (of.exponent != by.exponent) result *= exp(constants_.enclosure(of.exponent - by.exponent, bits));
  return result;
}

// 1 against factor times the sum of the quotients: the rational ones exactly, the others enclosed. Where all are
// rational, that decides; where not, the two sides differ (or hang on opaque constants).
ScoreWeighing::Order ScoreWeighing::compare(const ScoreWeights& weights, ModelIndex m, const Rational& factor,
                                            std::span<const ModelIndex> others) const {
  Rational known = 0;
  std::vector<ModelIndex> irrational;
  for (const ModelIndex other : others) {
    if (const auto q = quotient(weights[other], weights[m]))
      known += factor * *q;
    else
      irrational.push_back(other);
  }
  if (irrational.empty()) return known < 1 ? Order::more : known > 1 ? Order::less : Order::equal;
  if (known >= 1) return Order::less;
  const Rational left = 1 - known;
  const Verdict less_equal = decide_less_equal([&](unsigned bits) { return Interval(left, bits); },
                                               [&](unsigned bits) {
                                                 Interval sum(0, bits);
                                                 for (const ModelIndex other : irrational)
                                                   sum += quotient(weights[other], weights[m], bits);
                                                 return sum * Interval(factor, bits);
                                               },
                                               precision_);
  switch (less_equal) {
    case Verdict::holds: return Order::less;  // not equal
    case Verdict::violated: return Order::more;
    default: return Order::undecided;
  }
}

std::optional<TopSet> ScoreWeighing::top_set(const ScoreWeights& weights, const Rational& alpha,
                                             Threshold threshold, UndecidedWeights& undecided) const {
  std::vector<ModelIndex> order;
  for (ModelIndex m = 0; m < weights.size(); ++m) {
    if (weights[m].root_of == 0) continue;
    // By insertion, from behind: m goes before all that weigh less.
    auto at = order.end();
    for (; at != order.begin(); --at) {
      const ModelIndex before = *(at - 1);
      const Order against = compare(weights, m, 1, {&before, 1});
      if (against == Order::undecided) {
        undecided = {{before}, m};
        return std::nullopt;
      }
      if (against != Order::more) break;
    }
    order.insert(at, m);
  }
  std::vector<ModelIndex> members;
  for (const ModelIndex m : order) {
    const Order against = members.empty() ? Order::more : compare(weights, m, alpha, members);
    if (against == Order::undecided) {
      undecided = {members, m};
      return std::nullopt;
    }
    if (against == Order::less || (against == Order::equal && threshold == Threshold::strict)) break;
    members.push_back(m);
  }
  return TopSet(std::move(members));
}

}  // namespace qed
