#include "qed/claims/trajectories.hpp"

#include <functional>
#include <optional>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/evaluate/accumulated.hpp"
#include "qed/exact/limbs.hpp"

namespace qed {

namespace {

// The cube root of a non-negative rational where it is rational. Newton's method on integers, from above.
std::optional<Rational> rational_cube_root(const Rational& q) {
  const auto cube_root = [](const Integer& n) -> std::optional<Integer> {
    if (n == 0) return n;
    Integer root = Integer(1) << (bit_length(n) / 3 + 1);
    for (;;) {
      const Integer next = (2 * root + n / (root * root)) / 3;
      if (next >= root) break;
      root = next;
    }
    if (root * root * root != n) return std::nullopt;
    return root;
  };
  const auto denominator = cube_root(denominator_of(q));
  if (!denominator) return std::nullopt;
  const auto numerator = cube_root(numerator_of(q));
  if (!numerator) return std::nullopt;
  return ratio(*numerator, *denominator);
}

Rational power(const Rational& base, unsigned exponent) {
  Rational result = 1;
  for (unsigned i = 0; i < exponent; ++i) result *= base;
  return result;
}

}  // namespace

Comparison decide_product_growth_log(const ClassFacts& facts) {
  const Quantities& q = facts.quantities;
  LogSum logarithm;
  for (const auto& [theta, count] : q.occupancy) logarithm.add_log(count, 1 + theta);
  const Rational cube = Rational(q.horizon) * q.horizon * q.S3;

  const auto exact_root = rational_cube_root(cube);
  Comparison result =
      exact_root
          ? at_most(logarithm, *exact_root)
          : at_most(logarithm, Enclosure([&cube](unsigned bits) { return root(Interval(cube, bits), 3); }));
  // Both links of the chain, each on its own: the two ends may hold where one of them fails.
  const Comparison first = at_most(logarithm, q.S1), second = at_most(q.S1 * q.S1 * q.S1, cube);
  result.verdict = worse(second, first) ? second.verdict : first.verdict;
  if (first.verdict != Verdict::holds)
    result.detail = "E ln prod (1 + theta) <= S1 is " + std::string(to_string(first.verdict));
  else if (second.verdict != Verdict::holds)
    result.detail = "S1^3 <= N^2 S3 is " + std::string(to_string(second.verdict));
  result.interesting = q.S1 > 0;
  if (auto why = needs_query_blind_environment(facts.model_class); !why.empty())
    return not_applicable(why, result.value);
  return result;
}

namespace {

// The worst of the claim over what was looked at so far. A bound of 1 or more is met by every probability: it is
// reported only where there is no other.
class Dominance {
 public:
  explicit Dominance(const ModelClass& c) : class_(c) {}

  void look_at(const LawOfValue& product, const Rational& demonstrator,
               const std::function<std::string()>& what) {
    Rational probability = 0;  // with the product at most K
    for (const auto& [k, p] : product) {
      probability += p;
      const Rational bound = k * demonstrator;
      if (bound >= 1 && worst_.verdict != Verdict::not_applicable) continue;
      interesting_ |= k > 1 && bound < 1;
      if (bound > 0 && !worst_.vacuous && worst_.ratio && probability <= worst_.ratio->exact() * bound)
        continue;
      Comparison here = at_most(probability, bound);
      here.vacuous = bound >= 1;
      if (!worst_.vacuous && !worse(here, worst_)) continue;
      worst_ = std::move(here);
      worst_.detail = what() + ", K = " + to_string(k);
    }
  }
  std::string name(const std::vector<Percept>& percepts) const {
    std::string text = "trajectory";
    for (const Percept& x : percepts) {
      text += ' ' + class_.actions[x.action];
      if (class_.observations.size() > 1) text += '/' + class_.observations[x.observation];
    }
    return text;
  }
  Comparison worst() const {
    Comparison result = worst_;
    if (result.verdict == Verdict::not_applicable) {
      result = at_most(Rational(0), Rational(0));
      result.detail = "the imitator causes none of them with the truth retained";
    }
    result.interesting = interesting_;
    return result;
  }

 private:
  const ModelClass& class_;
  Comparison worst_;
  bool interesting_ = false;
};

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + ' ' + std::string(n == 1 ? one : many);
}

}  // namespace

Comparison decide_trajectory_dominance(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_truth_and_blindness(c); !why.empty()) return not_applicable(why);
  if (!facts.quantities.accumulated) return not_applicable(std::string(not_evaluated));
  const Accumulated& accumulated = *facts.quantities.accumulated;
  const auto& events = facts.quantities.events;
  const std::string more = "more than " + std::to_string(most_trajectories);
  if (events.empty() && !accumulated.every_trajectory)
    return not_applicable("the class has no events, and " + more + " trajectories");

  Dominance dominance(c);
  for (std::size_t e = 0; e < events.size(); ++e)
    dominance.look_at(accumulated.products[e], events[e].demonstrator,
                      [&] { return "event \"" + events[e].name + '"'; });
  for (const Trajectory& t : accumulated.trajectories)
    dominance.look_at(t.product, t.demonstrator, [&] { return dominance.name(t.percepts); });
  Comparison worst = dominance.worst();
  const std::string trajectories = accumulated.every_trajectory
                                       ? count(accumulated.trajectories.size(), "trajectory", "trajectories")
                                       : "none of " + more + " trajectories";
  worst.detail += " (of " + count(events.size(), "event", "events") + " and " + trajectories + "; " +
                  price(accumulated.states) + ")";
  return worst;
}

ModelClass two_coins(unsigned horizon) {
  ModelClass c;
  c.name = "two coins";
  c.actions = {"tails", "heads"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"low", ratio(1, 2), Iid{Distribution({ratio(3, 4), ratio(1, 4)})}},
              {"high", ratio(1, 2), Iid{Distribution({ratio(1, 4), ratio(3, 4)})}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = ratio(1, 10);
  c.horizon = horizon;
  c.validate();
  return c;
}

std::vector<ProductGrowth> product_growth_on_two_coins(std::span<const unsigned> horizons) {
  std::vector<ProductGrowth> lines;
  for (const unsigned n : horizons)
    lines.push_back({n, evaluate(two_coins(n)).quantities.expected_product, power(ratio(21, 16), n),
                     Rational(n) * Rational(n)});
  return lines;
}

}  // namespace qed
