#include "qed/claims/unlikely_events.hpp"

#include <map>
#include <memory>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/claims/query_tail.hpp"

namespace qed {

namespace {

Rational power_of_two(unsigned exponent) { return Rational(Integer(1) << exponent); }
Rational power_of_two(int exponent) {
  return exponent >= 0 ? Rational(Integer(1) << exponent) : ratio(Integer(1), Integer(1) << -exponent);
}
Interval log_of_k(unsigned k, unsigned bits) {
  return Interval(Rational(k), bits) * log(Interval(Rational(2), bits));
}

// What a bound adds to K P_dem(B); it does not depend on the event.
class Rest {
 public:
  virtual ~Rest() = default;
  virtual std::string_view name() const = 0;
  virtual bool nothing() const = 0;  // exactly 0 for every K
  virtual Interval at(unsigned k, std::optional<int> gamma, unsigned bits) const = 0;
  virtual std::optional<int> best_gamma(unsigned) const { return std::nullopt; }

  // To choose the grid point by; the bound there is then enclosed as finely as is needed.
  struct Point {
    std::optional<int> gamma;
    Rational upper;
  };
  static constexpr unsigned choosing_bits = 128;
  const Point& point(unsigned k) {
    const auto [entry, is_new] = points_.try_emplace(k);
    if (is_new) {
      entry->second.gamma = best_gamma(k);
      entry->second.upper = nothing() ? Rational(0) : at(k, entry->second.gamma, choosing_bits).upper();
    }
    return entry->second;
  }

 private:
  std::map<unsigned, Point> points_;
};

class RestByMean final : public Rest {
 public:
  RestByMean(const ModelClass& c, unsigned steps)
      : spread_(3 / c.alpha * (1 / c.demonstrator_prior() - 1) * steps * steps) {}
  std::string_view name() const override { return by_the_mean; }
  bool nothing() const override { return spread_ == 0; }
  Interval at(unsigned k, std::optional<int>, unsigned bits) const override {
    const Interval log_k = log_of_k(k, bits);
    return Interval(spread_, bits) / (log_k * log_k * log_k);
  }

 private:
  Rational spread_;
};

class RestByTail final : public Rest {
 public:
  RestByTail(const ModelClass& c, unsigned steps) : tail_{c.models.size(), c.alpha}, steps_(steps) {}
  std::string_view name() const override { return by_the_tail; }
  bool nothing() const override { return tail_.models == 1; }
  Interval at(unsigned k, std::optional<int> gamma, unsigned bits) const override {
    const Interval head(1 + power_of_two(*gamma), bits);
    return head * exp(-(z(k, bits) * tail_.rate(*gamma, bits)));
  }
  // The logarithm of the rest is convex in u = gamma/(1 + gamma), with slope 1 - z/m at 0: where z <= m it rises,
  // and the rest is above 1.
  std::optional<int> best_gamma(unsigned k) const override {
    if (nothing()) return std::nullopt;
    int best = least_gamma_exponent;
    if (z(k, choosing_bits).upper() <= tail_.m(choosing_bits).lower()) return best;
    std::optional<Rational> least;
    for (int j = least_gamma_exponent; j <= largest_gamma_exponent; ++j) {
      const Rational here = at(k, j, choosing_bits).upper();
      if (least && here >= *least) continue;
      least = here;
      best = j;
    }
    return best;
  }

 private:
  Interval z(unsigned k, unsigned bits) const {  // (ln K)^3 / N^2
    const Interval log_k = log_of_k(k, bits);
    return log_k * log_k * log_k / Interval(Rational(steps_) * steps_, bits);
  }
  Tail tail_;
  unsigned steps_;
};

// A bound, and what gives it.
struct From {
  Quantity bound;
  std::string_view name;
  std::string what;
  std::optional<int> gamma = {};
};

From on_grid(const std::shared_ptr<Rest>& rest, unsigned k, const Rational& demonstrator) {
  const Rational scaled = power_of_two(k) * demonstrator;
  From from{scaled, rest->name(), "K = 2^" + std::to_string(k), rest->point(k).gamma};
  if (rest->nothing()) return from;
  if (from.gamma) from.what += ", gamma = 2^" + std::to_string(*from.gamma);
  from.bound = Enclosure([rest, k, gamma = from.gamma, scaled](unsigned bits) {
    return Interval(scaled, bits) + rest->at(k, gamma, bits);
  });
  return from;
}

// The grid point with the least bound; only those with one below `least` count, where that is given.
std::optional<unsigned> best_k(Rest& rest, const Rational& demonstrator, std::optional<Rational> least) {
  std::optional<unsigned> best;
  for (unsigned k = 1; k <= unlikeliness_grid; ++k) {
    const Rational scaled = power_of_two(k) * demonstrator;
    if (least && scaled >= *least) break;  // and so for every larger K
    const Rational here = scaled + rest.point(k).upper;
    if (!least || here < *least) least = here, best = k;
  }
  return best;
}

From least_bound(const std::shared_ptr<Rest>& rest, const Rational& demonstrator, unsigned steps) {
  if (demonstrator == 0) return {Rational(0), by_doubling, "the demonstrator never causes it"};
  const Rational doubling = power_of_two(steps) * demonstrator;
  if (const auto k = best_k(*rest, demonstrator, doubling)) return on_grid(rest, *k, demonstrator);
  return {doubling, by_doubling, "2^N with N = " + std::to_string(steps)};
}

Comparison decide(const ClassFacts& facts, const std::shared_ptr<Rest>& rest) {
  Comparison worst;
  bool interesting = false;
  for (const EventProbabilities& event : facts.quantities.events) {
    const From least = least_bound(rest, event.demonstrator, facts.quantities.horizon);
    Comparison here = at_most(*event.imitator_and_retained, least.bound);
    here.vacuous = here.bound->lower() >= 1;
    here.decided_by = least.name;
    here.detail = "event \"" + event.name + "\", " + least.what;
    interesting |= !here.vacuous && event.imitator > 0;
    if (worse(here, worst)) worst = std::move(here);
  }
  worst.interesting = interesting;
  return worst;
}

}  // namespace

Comparison decide_unlikeliness(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_events(c); !why.empty()) return not_applicable(why);
  return decide(facts, std::make_shared<RestByMean>(c, facts.quantities.horizon));
}

Comparison decide_unlikeliness_finite(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_events(c); !why.empty()) return not_applicable(why);
  return decide(facts, std::make_shared<RestByTail>(c, facts.quantities.horizon));
}

std::vector<EventBounds> event_bounds(const ClassFacts& facts) {
  std::vector<EventBounds> result;
  if (!needs_events(facts.model_class).empty()) return result;
  const unsigned steps = facts.quantities.horizon;
  const auto by_mean = std::make_shared<RestByMean>(facts.model_class, steps);
  const auto by_tail = std::make_shared<RestByTail>(facts.model_class, steps);
  const auto best = [](const std::shared_ptr<Rest>& rest, const Rational& demonstrator) -> GridBound {
    const unsigned k = *best_k(*rest, demonstrator, std::nullopt);
    const From from = on_grid(rest, k, demonstrator);
    if (const auto* exact = std::get_if<Rational>(&from.bound)) return {*exact, k, from.gamma};
    return {std::get<Enclosure>(from.bound)(Rest::choosing_bits), k, from.gamma};
  };
  for (const EventProbabilities& event : facts.quantities.events)
    result.push_back({event.name, *event.imitator_and_retained, event.demonstrator,
                      power_of_two(steps) * event.demonstrator, best(by_mean, event.demonstrator),
                      best(by_tail, event.demonstrator)});
  return result;
}

}  // namespace qed
