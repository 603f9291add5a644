#include "qed/claims/trajectories.hpp"

#include <optional>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"
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

Rational power_of_two(unsigned exponent) { return Rational(Integer(1) << exponent); }

// K P_dem + spread / (ln K)^3 at K = 2^j.
Interval on_grid(unsigned j, const Rational& demonstrator, const Rational& spread, unsigned bits) {
  const Interval log_k = Interval(Rational(j), bits) * log(Interval(Rational(2), bits));
  return Interval(power_of_two(j) * demonstrator, bits) + Interval(spread, bits) / (log_k * log_k * log_k);
}

// The least upper bound that the grid and 2^N give, and which of them gives it.
struct LeastBound {
  Quantity bound;
  std::string from;
};

LeastBound least_bound(const Rational& demonstrator, const Rational& sum_bound, unsigned steps) {
  if (demonstrator == 0) return {Rational(0), "the demonstrator never causes it"};
  const Rational spread = sum_bound * steps * steps;
  constexpr unsigned bits = 128;  // to choose the grid point; its bound is enclosed as finely as is needed
  Rational least = power_of_two(steps) * demonstrator;
  unsigned best = 0;
  for (unsigned j = 1; j <= unlikeliness_grid; ++j) {
    const Rational scaled = power_of_two(j) * demonstrator;
    if (scaled >= least) break;  // and so for every larger K
    const Rational here = spread == 0 ? scaled : on_grid(j, demonstrator, spread, bits).upper();
    if (here < least) least = here, best = j;
  }
  if (best == 0) return {least, "2^N with N = " + std::to_string(steps)};
  const std::string from = "K = 2^" + std::to_string(best);
  if (spread == 0) return {least, from};
  return {Enclosure([=](unsigned at_bits) { return on_grid(best, demonstrator, spread, at_bits); }), from};
}

}  // namespace

Comparison decide_unlikeliness(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_events(c); !why.empty()) return not_applicable(why);
  const Rational sum_bound = 3 / c.alpha * (1 / c.demonstrator_prior() - 1);

  const std::string on_the_grid = " (K over 2^1 … 2^" + std::to_string(unlikeliness_grid) + ")";
  Comparison worst;
  bool interesting = false;
  for (const EventProbabilities& event : facts.quantities.events) {
    const LeastBound least = least_bound(event.demonstrator, sum_bound, facts.quantities.horizon);
    Comparison here = at_most(*event.imitator_and_retained, least.bound);
    here.vacuous = here.bound->lower() >= 1;
    here.detail = "event \"" + event.name + "\", " + least.from + on_the_grid;
    interesting |= !here.vacuous && event.imitator > 0;
    if (worse(here, worst)) worst = std::move(here);
  }
  worst.interesting = interesting;
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
