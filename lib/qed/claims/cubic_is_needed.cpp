#include "qed/claims/cubic_is_needed.hpp"

#include <stdexcept>

#include "qed/exact/require.hpp"

namespace qed {

namespace {

constexpr unsigned log_precision = 128;
constexpr unsigned mass_bits = 62;  // a mass of 1, so that two of them fit a word
constexpr std::uint64_t whole_mass = std::uint64_t{1} << mass_bits;
constexpr std::uint64_t negligible_in = 1 << 24;  // of the sum: when what is left is called the end

Rational power(Rational base, std::uint64_t exponent) {
  Rational result = 1;
  for (; exponent > 0; exponent /= 2, base *= base)
    if (exponent % 2 == 1) result *= base;
  return result;
}

void require_range(const Rational& delta, const Rational& alpha) {
  if (delta <= 0 || delta >= ratio(1, 2))
    throw std::invalid_argument("delta = " + to_string(delta) + " is outside (0, 1/2)");
  if (alpha <= 0 || alpha >= 1)
    throw std::invalid_argument("alpha = " + to_string(alpha) + " is outside (0, 1)");
}

// Whether alpha < (1 + 2 delta)^up (1 - 2 delta)^down < 1/alpha, and on which side it is not.
class Inside {
 public:
  Inside(const Rational& delta, const Rational& alpha)
      : up_(1 + 2 * delta),
        down_(1 - 2 * delta),
        alpha_(alpha),
        log_up_(log(Interval(up_, log_precision))),
        log_down_(log(Interval(down_, log_precision))),
        log_alpha_(log(Interval(alpha, log_precision))) {}

  bool above_lower(std::uint64_t up, std::uint64_t down) const {
    return less(log_alpha_, log_odds(up, down), [&] { return alpha_ < odds(up, down); });
  }
  bool below_upper(std::uint64_t up, std::uint64_t down) const {
    return less(log_odds(up, down), -log_alpha_, [&] { return odds(up, down) < 1 / alpha_; });
  }

 private:
  Rational odds(std::uint64_t up, std::uint64_t down) const { return power(up_, up) * power(down_, down); }
  Interval log_odds(std::uint64_t up, std::uint64_t down) const {
    return Interval(Rational(up), log_precision) * log_up_ +
           Interval(Rational(down), log_precision) * log_down_;
  }
  template <class Exactly>
  static bool less(const Interval& a, const Interval& b, Exactly exactly) {
    switch (less_equal(a, b)) {
      case Verdict::violated: return false;
      case Verdict::holds:
        if (a.upper() < b.lower()) return true;
        [[fallthrough]];
      default: return exactly();
    }
  }

  Rational up_, down_, alpha_;
  Interval log_up_, log_down_, log_alpha_;
};

// E (number of queries), by the law of the odds after k queries: mass[i] belongs to first + i answers that favour the
// other coin, out of k.
Enclosed expected_queries(const Rational& delta, const Rational& alpha) {
  const Inside inside(delta, alpha);
  const Rational most_left = 3 / (alpha * alpha * delta * delta);  // queries from any node inside
  std::vector<std::uint64_t> mass{whole_mass};
  std::uint64_t first = 0;
  Integer sum = 0, lost = 0;
  for (std::uint64_t k = 0;; ++k) {
    std::uint64_t here = 0;
    for (const std::uint64_t m : mass) here += m;
    // The next query is asked at every node inside. The end: what is left can no longer matter.
    const Rational left = Rational(Integer(here) + lost) * most_left;
    if (left * negligible_in < Rational(sum) || mass.empty())
      return {Rational(sum) / whole_mass, (Rational(sum) + left) / whole_mass};
    sum += here;

    std::vector<std::uint64_t> next(mass.size() + 1);
    for (std::size_t i = 0; i < next.size(); ++i) {
      const std::uint64_t both = (i < mass.size() ? mass[i] : 0) + (i > 0 ? mass[i - 1] : 0);
      next[i] = both / 2;
      lost += both % 2;  // half a unit, counted as one
    }
    std::size_t low = 0, high = next.size();
    while (low < high && !inside.above_lower(first + low, k + 1 - first - low)) ++low;
    while (low < high && !inside.below_upper(first + high - 1, k + 2 - first - high)) --high;
    mass.assign(next.begin() + static_cast<std::ptrdiff_t>(low),
                next.begin() + static_cast<std::ptrdiff_t>(high));
    first += low;
  }
}

Interval as_interval(const Enclosed& e) { return Interval(e.lower, e.upper, log_precision); }

}  // namespace

ModelClass two_near_coins(const Rational& delta, const Rational& alpha, unsigned horizon) {
  require_range(delta, alpha);
  const Rational half = ratio(1, 2);
  ModelClass c;
  c.name = "two near coins";
  c.actions = {"tails", "heads"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"fair", half, Iid{Distribution::uniform(2)}},
              {"near", half, Iid{Distribution({half - delta, half + delta})}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = alpha;
  c.horizon = horizon;
  c.validate();
  return c;
}

PowerSums power_sums_of_near_coins(const Rational& delta, const Rational& alpha) {
  require_range(delta, alpha);
  if (delta < ratio(1, 1000))
    throw std::invalid_argument("delta = " + to_string(delta) +
                                " is below 1/1000: too many queries to follow");
  const Enclosed queries = expected_queries(delta, alpha);
  PowerSums sums{delta, queries, {queries, queries, queries}};
  for (unsigned p = 2; p <= 3; ++p) {
    const Rational scale = power(delta, p - 1);
    sums.S[p - 1] = {queries.lower * scale, queries.upper * scale};
  }
  return sums;
}

Interval fitted_exponent(const PowerSums& a, const PowerSums& b, unsigned p) {
  QED_REQUIRE(p >= 1 && p <= 3 && a.delta != b.delta, "a power and two members");
  return log(as_interval(a.S[p - 1]) / as_interval(b.S[p - 1])) /
         log(Interval(a.delta / b.delta, log_precision));
}

Interval limit_of_cubes(const Rational& alpha, unsigned at_bits) {
  require_range(ratio(1, 4), alpha);
  // tanh(L/2) = (1 - alpha)/(1 + alpha).
  return -log(Interval(alpha, at_bits)) * Interval((1 - alpha) / (1 + alpha) / 2, at_bits);
}

}  // namespace qed
