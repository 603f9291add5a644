#include "qed/claims/query_tail.hpp"

#include <optional>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/imitation/odds.hpp"
#include "qed/imitation/posterior.hpp"

namespace qed {

namespace {

Rational power_of_two(int j) {
  return j >= 0 ? Rational(Integer(1) << j) : ratio(Integer(1), Integer(1) << -j);
}

class TailOfClass {
 public:
  explicit TailOfClass(const ModelClass& c)
      : tail_{c.models.size(), c.alpha},
        truth_(std::get<ModelIndex>(c.demonstrator)),
        weights_(prior_weights(c)) {}

  Interval phi(unsigned bits) const { return potential(weights_, truth_, tail_.alpha, bits); }
  // Phi_0 / Phi_max = 3 Phi_0 / (alpha m)
  Interval share(unsigned bits) const { return Interval(3 / tail_.alpha, bits) * phi(bits) / tail_.m(bits); }
  // The bound on P(A >= z) is below 1 for some gamma iff z is above this.
  Interval least_z(unsigned bits) const { return Interval(3 / tail_.alpha, bits) * phi(bits); }

  Interval bound(const Rational& z, int j, unsigned bits) const {
    const Interval head = Interval(1, bits) + Interval(power_of_two(j), bits) * share(bits);
    return head * exp(-(Interval(z, bits) * tail_.rate(j, bits)));
  }

  int best_gamma(const Rational& z) const {
    constexpr unsigned bits = 96;  // to choose; the bound is enclosed as finely as is needed
    std::optional<Rational> least;
    int best = least_gamma_exponent;
    for (int j = least_gamma_exponent; j <= largest_gamma_exponent; ++j) {
      const Rational here = bound(z, j, bits).upper();
      if (least && here >= *least) continue;
      least = here;
      best = j;
    }
    return best;
  }

  // P(A >= z) against the least bound on it.
  Comparison at(const Rational& z, const Rational& probability) const {
    const int j = best_gamma(z);
    Comparison result =
        at_most(probability, Enclosure([this, z, j](unsigned bits) { return bound(z, j, bits); }));
    result.vacuous = result.bound->lower() >= 1;
    result.decided_by = at_a_value;
    result.detail = "z = " + to_string(z) + ", gamma = 2^" + std::to_string(j);
    return result;
  }

  // E (1 + b)^A - 1 against gamma Phi_0 / Phi_max, at gamma = 1.
  Comparison moment(const LawOfValue& cubes) const {
    const Enclosure excess = [&](unsigned bits) {
      const Interval rate = tail_.rate(0, bits);
      Interval sum(0, bits);
      for (const auto& [z, p] : cubes)
        if (z != 0) sum += Interval(p, bits) * (exp(Interval(z, bits) * rate) - Interval(1, bits));
      return sum;
    };
    Comparison result = at_most(excess, Enclosure([this](unsigned bits) { return share(bits); }));
    result.decided_by = by_its_moment;
    result.detail = "E (1 + b)^A - 1 at gamma = 1, b = 1/(2 m)";
    return result;
  }

 private:
  Tail tail_;
  ModelIndex truth_;
  Weights weights_;
};

}  // namespace

Interval Tail::m(unsigned bits) const {
  const Interval log_of_inverse = log(Interval(1 / alpha, bits));
  return Interval(Rational(models - 1), bits) * (Interval(3, bits) + Interval(4, bits) * log_of_inverse);
}

Interval Tail::rate(int j, unsigned bits) const {
  const Rational gamma = power_of_two(j);
  return log(Interval(1, bits) + Interval(gamma / (1 + gamma), bits) / m(bits));
}

Comparison decide_query_tail(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why);
  if (!facts.quantities.accumulated) return not_applicable(std::string(not_evaluated));
  const Accumulated& accumulated = *facts.quantities.accumulated;
  const LawOfValue& cubes = accumulated.cubes;
  const bool asks = cubes.back().first > 0;

  Comparison worst;
  if (c.models.size() == 1) {
    Rational positive = 0;
    for (const auto& [z, p] : cubes)
      if (z > 0) positive += p;
    worst = at_most(positive, Rational(0));
    worst.detail = "one model: nothing is asked";
  } else {
    const TailOfClass tail(c);
    const Rational least_z = tail.least_z(64).upper();
    Rational at_least_z = 0;
    for (auto entry = cubes.rbegin(); entry != cubes.rend(); ++entry) {
      at_least_z += entry->second;
      const bool largest = entry == cubes.rbegin();
      if (!largest && entry->first <= least_z) break;  // and so for all that are smaller
      Comparison here = tail.at(entry->first, at_least_z);
      if (worse(here, worst)) worst = std::move(here);  // just above that z no gamma of the grid may be small enough
    }
    Comparison moment = tail.moment(cubes);
    if (worst.vacuous || (moment.verdict != Verdict::holds && worst.verdict == Verdict::holds))
      worst = std::move(moment);
  }
  worst.interesting = asks;
  worst.detail += " (" + std::to_string(cubes.size()) + (cubes.size() == 1 ? " value" : " values") +
                  " of A; " + price(accumulated.states) + ")";
  return worst;
}

}  // namespace qed
