#include "qed/imitation/score_weights.hpp"

#include <algorithm>
#include <tuple>

namespace qed {

namespace {

Rational to_the(const Rational& base, unsigned exponent) {
  return ratio(pow(numerator_of(base), exponent), pow(denominator_of(base), exponent));
}

// The d-th root of a positive integer, where it is one: by Newton's method from above.
std::optional<Integer> integer_root(const Integer& n, unsigned degree) {
  if (degree == 1 || n == 1) return n;
  Integer x = Integer(1) << (msb(n) / degree + 1);
  for (;;) {
    const Integer next = ((degree - 1) * x + n / pow(x, degree - 1)) / degree;
    if (next >= x) break;
    x = next;
  }
  return pow(x, degree) == n ? std::optional(x) : std::nullopt;
}

std::optional<Rational> rational_root(const Rational& q, unsigned degree) {
  const auto numerator = integer_root(numerator_of(q), degree);
  if (!numerator) return std::nullopt;
  const auto denominator = integer_root(denominator_of(q), degree);
  return denominator ? std::optional(ratio(*numerator, *denominator)) : std::nullopt;
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
  return result;
}

std::optional<Rational> ScoreWeighing::quotient(const ScoreWeight& of, const ScoreWeight& by) const {
  if (of.exponent != by.exponent) return std::nullopt;
  return rational_root(of.root_of / by.root_of, degree_);
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
