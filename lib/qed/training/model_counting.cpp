#include "qed/training/model_counting.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/binomial.hpp"
#include "qed/exact/require.hpp"
#include "qed/training/satisfying.hpp"

namespace qed {

namespace {

Integer power_of_two(unsigned exponent) { return Integer(1) << exponent; }

void require_error(const Rational& q) {
  if (q <= 0 || q >= 1)
    throw std::invalid_argument(
        fmt::format("error of a round: found {}, expected a number between 0 and 1", to_string(q)));
}

void require_odd(unsigned rounds) {
  if (rounds % 2 == 0)
    throw std::invalid_argument(fmt::format("found {} rounds, expected an odd number", rounds));
}

// The smallest n in [low, high] for which it is true; it is at high, and once it is it stays so.
template <class Condition>
Integer first_where(Integer low, Integer high, const Condition& is_true) {
  while (low < high) {
    const Integer middle = (low + high) / 2;
    if (is_true(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

// P(at least half of an odd number of independent rounds do what one does with probability p).
Rational most_of(unsigned rounds, const Rational& p) {
  const Distribution law = binomial_law(rounds, p);
  Rational total = 0;
  for (std::size_t k = rounds / 2 + 1; k <= rounds; ++k) total += law[k];
  return total;
}

// The law of the median of so many independent draws.
SurvivorLaw median_law(const SurvivorLaw& one, unsigned rounds) {
  SurvivorLaw law;
  Rational at_most_here = 0, before = 0;
  for (const auto& [z, p] : one) {
    at_most_here += p;
    const Rational now = most_of(rounds, at_most_here);
    law[z] = now - before;
    before = now;
  }
  return law;
}

template <class Event>
Rational probability_of(const SurvivorLaw& law, const Event& event) {
  Rational total = 0;
  for (const auto& [z, p] : law)
    if (event(z)) total += p;
  return total;
}

Rational moment(const SurvivorLaw& law, unsigned power) {
  Rational sum = 0;
  for (const auto& [z, p] : law) {
    Rational term = p;
    for (unsigned i = 0; i < power; ++i) term *= Rational(Integer(z));
    sum += term;
  }
  return sum;
}

}  // namespace

SurvivorLaw survivor_law(std::span<const std::uint64_t> members, unsigned bits, unsigned constraints,
                         const ParityFamily& family) {
  if (members.size() > 64 || bits > 12)
    throw std::invalid_argument(
        fmt::format("found {} members of {} bits, expected 64 of 12 bits at most", members.size(), bits));
  // What is left is a set of members, a word; how many constraints leave it of all.
  std::map<std::uint64_t, Integer> kept_by;
  const std::vector<Parity> all = family(bits);
  for (const Parity& parity : all) {
    std::uint64_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i)
      if (parity.holds(members[i])) kept |= std::uint64_t{1} << i;
    kept_by[kept] += 1;
  }
  std::map<std::uint64_t, Integer> left{{all_bits(static_cast<unsigned>(members.size())), 1}};
  Integer hashes = 1;
  for (unsigned c = 0; c < constraints; ++c) {
    std::map<std::uint64_t, Integer> fewer;
    for (const auto& [set, ways] : left)
      for (const auto& [kept, times] : kept_by) fewer[set & kept] += ways * times;
    left = std::move(fewer);
    hashes *= Integer(all.size());
  }
  SurvivorLaw law;
  for (const auto& [set, ways] : left)
    law[static_cast<std::uint64_t>(std::popcount(set))] += ratio(ways, hashes);
  return law;
}

CountRange count_range(std::uint64_t survivors, unsigned constraints, const Rational& q, unsigned bits) {
  require_error(q);
  const Integer parts = power_of_two(constraints), all = power_of_two(bits);
  const Integer middle = std::min(Integer(survivors * parts), all);
  // A convex function of n is at most 0 where it is in, as it is at Z 2^m; where that is more than 2^bits and nothing else
  // is in, 2^bits is kept, so that the range is not empty.
  const auto is_in = [&](const Integer& n) {
    const Integer off = survivors * parts - n;
    return n == middle || q * Rational(off * off) <= Rational(n * (parts - 1));
  };
  const Integer least = first_where(0, middle, is_in);
  const Integer beyond = first_where(middle, all + 1, [&](const Integer& n) { return n > all || !is_in(n); });
  return {least, beyond - 1};
}

Rational median_error(unsigned rounds, const Rational& q) {
  require_odd(rounds);
  require_error(q);
  return most_of(rounds, q);
}

Comparison decide_model_counting(std::span<const std::uint64_t> members, unsigned bits, unsigned constraints,
                                 const Rational& q, unsigned rounds, const ParityFamily& family,
                                 const MakeRange& range) {
  const SurvivorLaw law = survivor_law(members, bits, constraints, family);
  const Integer n(members.size()), parts = power_of_two(constraints);
  const Rational mean = ratio(n, parts), variance = mean * (1 - ratio(Integer(1), parts));
  Comparison found = not_applicable();
  const auto take = [&](const Rational& value, const Rational& bound, std::string what) {
    Comparison part = at_most(value, bound);
    part.detail = std::move(what);
    if (worse(part, found)) found = std::move(part);
  };
  const Rational first = moment(law, 1);
  take(abs(Rational(first - mean)), 0, "|E Z - N/2^m|");
  take(abs(Rational(moment(law, 2) - first * first - variance)), 0, "|Var Z - N/2^m (1 - 1/2^m)|");
  if (n > 0)
    for (const long c : {2L, 4L})
      take(probability_of(law, [&](std::uint64_t z) { return Rational(Integer(z)) >= c * mean; }),
           ratio(1, c), fmt::format("P(Z >= {} N/2^m)", c));
  if (n > 0)
    for (const Rational& e : {ratio(1, 2), Rational(1)})
      take(probability_of(
               law, [&](std::uint64_t z) { return abs(Rational(Rational(Integer(z)) - mean)) > e * mean; }),
           variance / (e * e * mean * mean), fmt::format("P(|Z 2^m - N| > {} N)", to_string(e)));
  const auto misses = [&](std::uint64_t z) { return !range(z, constraints, q, bits).contains(n); };
  take(probability_of(law, misses), q, "P(the range misses N)");
  take(probability_of(median_law(law, rounds), misses), median_error(rounds, q),
       fmt::format("P(the range of the median of {} misses N)", rounds));
  found.interesting = n >= 2 && constraints >= 1;
  return found;
}

namespace {

// The least number of constraints, the first of these, that leaves no more than the pivot.
unsigned constraints_needed(const Circuit& circuit, Circuit::Wire wire, std::span<const Parity> parities,
                            std::size_t pivot) {
  const auto few = [&](std::size_t m) {
    return find_survivors(circuit, wire, parities.first(m), pivot + 1).inputs.size() <= pivot;
  };
  std::size_t low = 0, high = 0;
  while (!few(high)) {  // with more constraints fewer are left, so that they are found sooner
    low = high + 1;
    high = std::min(std::max<std::size_t>(2 * high, 1), parities.size());
    if (low > parities.size()) return static_cast<unsigned>(parities.size());
  }
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (few(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return static_cast<unsigned>(low);
}

// Whether what the solver says of a round was counted without it; and it must be right.
bool confirm(const Circuit& circuit, Circuit::Wire wire, std::span<const Parity> parities,
             const Survivors& found, unsigned tried_bits) {
  const auto space = solution_space(parities, circuit.coins());
  if (space && space->directions.size() > tried_bits) return false;
  const Integer counted = count_by_trying(circuit, wire, parities), said(found.inputs.size());
  QED_REQUIRE(found.all ? counted == said : counted >= said,
              fmt::format("the solver's {} survivors are those that trying finds", found.inputs.size()));
  return true;
}

}  // namespace

CountEstimate approximate_count(const Circuit& circuit, Circuit::Wire wire, const CountingOptions& o) {
  require_odd(o.rounds);
  require_error(o.q);
  if (o.pivot == 0 || o.tried_bits > most_tried_bits)
    throw std::invalid_argument(
        fmt::format("pivot {} and 2^{} tried, expected a pivot above 0 and 2^{} at most", o.pivot,
                    o.tried_bits, most_tried_bits));
  const unsigned bits = circuit.coins();
  RandomStream choosing(o.seed, 0);
  CountEstimate e;
  e.constraints = constraints_needed(circuit, wire, draw_parities(choosing, bits, bits), o.pivot);
  const bool everything = e.constraints == 0;  // then every round would find the same
  std::vector<std::uint64_t> sorted;
  const std::size_t most = 8 * o.pivot;
  for (unsigned round = 1; round <= (everything ? 1 : o.rounds); ++round) {
    RandomStream random(o.seed, round);
    const auto parities = draw_parities(random, bits, e.constraints);
    const Survivors found = find_survivors(circuit, wire, parities, most);
    e.confirmed += confirm(circuit, wire, parities, found, o.tried_bits);
    e.survivors.push_back(found.inputs.size());
  }
  sorted = e.survivors;
  std::ranges::sort(sorted);
  const std::uint64_t median = sorted[sorted.size() / 2];
  e.estimate = Integer(median) << e.constraints;
  e.range = count_range(median, e.constraints, o.q, bits);
  if (median == most) e.range.most = power_of_two(bits);  // there may be more
  e.error = everything ? Rational(0) : median_error(o.rounds, o.q);
  return e;
}

}  // namespace qed
