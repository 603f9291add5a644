#include "qed/uses/quantilizer.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>

#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

void require_shapes(std::span<const Rational> base, std::span<const Rational> utility, const Rational& q) {
  if (q <= 0 || q > 1) throw std::invalid_argument("q = " + to_string(q) + " is outside (0, 1]");
  if (base.size() != utility.size())
    throw std::invalid_argument(std::to_string(utility.size()) + " utilities for " +
                                std::to_string(base.size()) + " actions");
  for (std::size_t a = 0; a < base.size(); ++a)
    if (base[a] < 0)
      throw std::invalid_argument("the base's mass " + to_string(base[a]) + " of action " +
                                  std::to_string(a) + " is negative");
}

Rational total(std::span<const Rational> masses) {
  return std::accumulate(masses.begin(), masses.end(), Rational(0));
}

Rational expected(std::span<const Rational> masses, std::span<const Rational> values) {
  Rational sum = 0;
  for (std::size_t a = 0; a < masses.size(); ++a) sum += masses[a] * values[a];
  return sum;
}

// The most utility that any masses of the base's total have with P(a) <= base(a)/q. For every c it is at most
// c s + E_base[(u - c)_+]/q; at the quantilizer's threshold it is that.
Rational most_utility(std::span<const Rational> base, std::span<const Rational> utility, const Rational& q) {
  std::optional<Rational> least;
  for (const Rational& c : utility) {
    Rational above = 0;
    for (std::size_t a = 0; a < base.size(); ++a)
      if (utility[a] > c) above += base[a] * (utility[a] - c);
    Rational dual = c * total(base) + above / q;
    if (!least || dual < *least) least = std::move(dual);
  }
  return least.value_or(Rational(0));
}

Comparison failed(Comparison part, std::string detail) {
  part.detail = std::move(detail);
  return part;
}

// The mass furthest from being one, and the total.
Comparison decide_masses(std::span<const Rational> base, std::span<const Rational> masses) {
  for (ActionIndex a = 0; a < masses.size(); ++a)
    if (masses[a] < 0) {
      Comparison negative = at_most(Rational(-masses[a]), Rational(0));
      negative.action = a;
      return failed(std::move(negative), "a negative mass, its sign turned, against 0");
    }
  const Rational difference = total(masses) - total(base);
  return failed(at_most(Rational(abs(difference)), Rational(0)),
                "how far the total is from the base's, against 0");
}

Comparison decide_dominance(std::span<const Rational> base, const Rational& times,
                            std::span<const Rational> masses) {
  Comparison worst = not_applicable();
  for (ActionIndex a = 0; a < base.size(); ++a) {
    Comparison here = at_most(masses[a], Rational(times * base[a]));
    if (!worse(here, worst)) continue;
    worst = std::move(here);
    worst.action = a;
  }
  return worst;
}

Comparison decide_utility(std::span<const Rational> base, std::span<const Rational> utility,
                          const Rational& q, std::span<const Rational> masses) {
  // A utility may have either sign: what is missing is compared with 0.
  return failed(at_most(Rational(most_utility(base, utility, q) - expected(masses, utility)), Rational(0)),
                "utility that is missing, against 0");
}

Comparison decide_ties(std::span<const Rational> base, std::span<const Rational> utility,
                       std::span<const Rational> masses) {
  std::map<Rational, ActionIndex> first;  // by utility, of positive base mass
  for (ActionIndex a = 0; a < base.size(); ++a) {
    if (base[a] == 0) continue;
    const ActionIndex b = first.try_emplace(utility[a], a).first->second;
    const Rational difference = masses[a] * base[b] - masses[b] * base[a];
    if (difference == 0) continue;
    Comparison unequal = at_most(Rational(abs(difference)), Rational(0));
    unequal.action = a;
    return failed(std::move(unequal), "tied actions that do not share in proportion: difference against 0");
  }
  return at_most(Rational(0), Rational(0));
}

bool treats_actions_differently(std::span<const Rational> base, std::span<const Rational> masses) {
  std::optional<std::size_t> first;
  for (std::size_t a = 0; a < base.size(); ++a) {
    if (base[a] == 0) continue;
    if (first && masses[a] * base[*first] != masses[*first] * base[a]) return true;
    if (!first) first = a;
  }
  return false;
}

std::vector<Rational> sum_of(std::span<const Rational> a, std::span<const Rational> b) {
  std::vector<Rational> sum;
  for (std::size_t i = 0; i < a.size(); ++i) sum.push_back(a[i] + b[i]);
  return sum;
}

}  // namespace

Quantilized quantilize(std::span<const Rational> base, std::span<const Rational> utility, const Rational& q) {
  require_shapes(base, utility, q);
  std::map<Rational, Rational, std::greater<>> mass_at;  // best utility first
  for (std::size_t a = 0; a < base.size(); ++a)
    if (base[a] != 0) mass_at[utility[a]] += base[a];

  Quantilized result{std::vector<Rational>(base.size(), Rational(0)), std::nullopt, 1};
  Rational left = q * total(base);
  for (const auto& [u, mass] : mass_at) {
    result.threshold = u;
    if (mass >= left) {
      result.share = left / mass;
      break;
    }
    left -= mass;
  }
  for (std::size_t a = 0; a < base.size(); ++a) {
    if (base[a] == 0 || utility[a] < *result.threshold) continue;
    result.masses[a] = base[a] / q;
    if (utility[a] == *result.threshold) result.masses[a] *= result.share;
  }
  return result;
}

Distribution quantilize(const Distribution& base, std::span<const Rational> utility, const Rational& q) {
  return Distribution(quantilize(base.probabilities(), utility, q).masses);
}

std::vector<Rational> exact_quantilizer(std::span<const Rational> base, std::span<const Rational> utility,
                                        const Rational& q) {
  return quantilize(base, utility, q).masses;
}

Comparison decide_quantilizer(std::span<const Rational> base, std::span<const Rational> utility,
                              const Rational& q, std::span<const Rational> quantilized) {
  require_shapes(base, utility, q);
  if (quantilized.size() != base.size())
    throw std::invalid_argument(std::to_string(quantilized.size()) + " masses for " +
                                std::to_string(base.size()) + " actions");
  Comparison result = decide_dominance(base, 1 / q, quantilized);
  for (Comparison part : {decide_masses(base, quantilized), decide_utility(base, utility, q, quantilized),
                          decide_ties(base, utility, quantilized)})
    if (part.verdict == Verdict::violated && result.verdict != Verdict::violated) result = std::move(part);
  result.interesting = q < 1 && treats_actions_differently(base, quantilized);
  return result;
}

std::vector<Rational> quantilized_step(const StepLaw& law, QuantilizedPart part,
                                       std::span<const Rational> utility, const Rational& q,
                                       const QuantilizerRule& rule) {
  if (part == QuantilizedPart::everything) return rule(sum_of(law.answered, law.asked), utility, q);
  return sum_of(rule(law.answered, utility, q), law.asked);
}

Comparison decide_quantilized_imitator(const Node& node, QuantilizedPart part,
                                       std::span<const Rational> utility, const Rational& q,
                                       const QuantilizerRule& rule) {
  if (!node.truth || !node.top.contains(*node.truth)) return not_applicable();
  const Rational& theta = node.law.query_probability;
  const Rational times = part == QuantilizedPart::everything ? Rational((1 + theta) / q) : 1 / q + theta;
  Comparison result = decide_dominance(node.situation.demonstrator.probabilities(), times,
                                       quantilized_step(node.law, part, utility, q, rule));
  result.interesting = !node.forced && theta > 0 && theta < 1 && q < 1;
  return result;
}

Rational CloseBase::distance() const {
  Rational sum = 0;
  for (std::size_t a = 0; a < mu.size(); ++a)
    sum += base[a] > mu[a] ? Rational(base[a] - mu[a]) : Rational(mu[a] - base[a]);
  return sum;
}

CloseBase close_base(const Distribution& mu, const Rational& distance) {
  if (distance <= 0 || distance > 2)
    throw std::invalid_argument("distance = " + to_string(distance) + " is outside (0, 2]");
  std::vector<Rational> base, kept(mu.begin(), mu.end());
  for (const Rational& p : mu) base.push_back(p * (1 - distance / 2));
  base.push_back(distance / 2);
  kept.push_back(0);
  return {Distribution(std::move(base)), Distribution(std::move(kept)), static_cast<ActionIndex>(mu.size())};
}

Comparison decide_close_base(const Distribution& base, const Distribution& mu,
                             std::span<const Rational> utility, const Rational& q,
                             const QuantilizerRule& rule) {
  const std::vector<Rational> quantilized = rule(base.probabilities(), utility, q);
  Rational value = 0, of_mu = 0;  // of the actions that a quantilizer takes more often than mu/q
  for (std::size_t a = 0; a < base.size(); ++a)
    if (quantilized[a] > mu[a] / q) value += quantilized[a], of_mu += mu[a];
  const CloseBase pair{base, mu, 0};
  Comparison result = at_most(value, Rational((of_mu + pair.distance() / 2) / q));
  result.interesting = value > 0;
  return result;
}

}  // namespace qed
