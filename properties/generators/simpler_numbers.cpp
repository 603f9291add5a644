#include "properties/generators/simpler_numbers.hpp"

#include <algorithm>
#include <boost/multiprecision/integer.hpp>
#include <numeric>
#include <optional>

namespace qed::gen {
namespace {

Integer size_of(const Rational& q) { return numerator_of(q) + denominator_of(q); }

Integer common_denominator(const Distribution& law) {
  Integer common = 1;
  for (const Rational& p : law) common = boost::multiprecision::lcm(common, denominator_of(p));
  return common;
}

Integer size_of(const Distribution& law) {
  const Integer denominator = common_denominator(law);
  if (denominator == 1) return law[0] == 1 ? 0 : 1;
  if (law == Distribution::uniform(law.size())) return 2;
  return 2 + denominator;
}

// The law in units of 1/denominator: rounded down but to at least `least` units where it is positive, and
// what is missing goes, or what is too much comes, by the largest (smallest) remainders. None where the units
// do not suffice.
std::optional<Distribution> rounded(const Distribution& law, unsigned denominator, unsigned least) {
  std::vector<Rational> units, remainders;
  Rational missing = denominator;
  for (const Rational& p : law) {
    const Rational scaled = p * denominator;
    Rational whole(numerator_of(scaled) / denominator_of(scaled));
    if (p > 0 && whole < least) whole = least;
    remainders.push_back(scaled - whole);
    missing -= whole;
    units.push_back(std::move(whole));
  }
  const auto move_a_unit = [&](auto extreme, int by) {
    const auto at = static_cast<std::size_t>(extreme - remainders.begin());
    units[at] += by;
    remainders[at] -= by;
  };
  for (; missing > 0; missing -= 1) move_a_unit(std::ranges::max_element(remainders), 1);
  for (; missing < 0; missing += 1) move_a_unit(std::ranges::min_element(remainders), -1);
  for (std::size_t a = 0; a < law.size(); ++a)
    if (law[a] > 0 && units[a] < least) return std::nullopt;
  for (Rational& p : units) p /= denominator;
  return Distribution(std::move(units));
}

}  // namespace

std::vector<Distribution> simpler_laws(const Distribution& law) {
  std::vector<Distribution> candidates;
  for (std::size_t a = 0; a < law.size(); ++a) candidates.push_back(Distribution::certain(a, law.size()));
  candidates.push_back(Distribution::uniform(law.size()));
  for (const unsigned least : {0u, 1u})  // then without losing an outcome
    for (unsigned denominator = 2; denominator <= 10; ++denominator)
      if (auto simpler = rounded(law, denominator, least)) candidates.push_back(*std::move(simpler));
  std::vector<Distribution> simpler;
  for (const Distribution& candidate : candidates)
    if (size_of(candidate) < size_of(law) &&
        std::find(simpler.begin(), simpler.end(), candidate) == simpler.end())
      simpler.push_back(candidate);
  return simpler;
}

std::vector<Rational> simpler_fractions(const Rational& q) {
  std::vector<Rational> simpler;
  for (const int n : {2, 3, 4, 5, 6, 8, 10, 20, 100})
    if (ratio(1, n) != q && 1 + n < size_of(q)) simpler.push_back(ratio(1, n));
  for (const auto& candidate : {ratio(2, 3), ratio(3, 4), ratio(9, 10)})
    if (size_of(candidate) < size_of(q)) simpler.push_back(candidate);
  return simpler;
}

std::vector<std::vector<Rational>> simpler_priors(const std::vector<Rational>& priors) {
  const auto total_size = [](const std::vector<Rational>& p) {
    return std::accumulate(p.begin(), p.end(), Integer(0),
                           [](const Integer& n, const Rational& q) { return n + size_of(q); });
  };
  std::vector<std::vector<Rational>> simpler;
  const std::vector<Rational> equal(priors.size(), ratio(1, priors.size()));
  if (total_size(equal) < total_size(priors)) simpler.push_back(equal);
  for (std::size_t m = 0; m < priors.size(); ++m)
    for (const Rational& candidate : simpler_fractions(priors[m])) {
      std::vector<Rational> changed = priors;
      changed[m] = candidate;
      if (std::accumulate(changed.begin(), changed.end(), Rational(0)) <= 1)
        simpler.push_back(std::move(changed));
    }
  return simpler;
}

}  // namespace qed::gen
