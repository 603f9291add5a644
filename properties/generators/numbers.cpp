#include "properties/generators/numbers.hpp"

#include <algorithm>

namespace qed::gen {
namespace {

// `units` thrown at random, one outcome each, over at least `least` units an outcome.
std::vector<std::size_t> thrown(Draw& draw, std::size_t units, std::size_t outcomes, std::size_t least) {
  std::vector<std::size_t> counts(outcomes, least);
  for (std::size_t left = units - least * outcomes; left > 0; --left) ++counts[draw.below(outcomes)];
  return counts;
}

std::vector<Rational> over(const std::vector<std::size_t>& counts, std::size_t denominator) {
  std::vector<Rational> shares;
  for (const std::size_t n : counts) shares.push_back(ratio(n, denominator));
  return shares;
}

}  // namespace

Distribution near_certain_law(Draw& draw, std::size_t outcomes) {
  if (outcomes == 1) return Distribution::certain(0, 1);
  const std::size_t likely = draw.below(outcomes), other = (likely + 1 + draw.below(outcomes - 1)) % outcomes;
  const Rational slip = ratio(1, draw.pick({100, 1000}));
  std::vector<Rational> p(outcomes, Rational(0));
  p[likely] = 1 - slip;
  p[other] = slip;
  return Distribution(std::move(p));
}

Distribution law(Draw& draw, std::size_t outcomes) {
  switch (draw.weighted({45, 30, 9, 8, 8})) {
    case 0: {  // zeros allowed
      const std::size_t denominator = draw.between(2, 8);
      return Distribution(over(thrown(draw, denominator, outcomes, 0), denominator));
    }
    case 1: {  // every outcome possible
      const std::size_t denominator = draw.between(std::max<std::size_t>(outcomes, 2), 8);
      return Distribution(over(thrown(draw, denominator, outcomes, 1), denominator));
    }
    case 2: return Distribution::certain(draw.below(outcomes), outcomes);
    case 3: return Distribution::uniform(outcomes);
    default: return near_certain_law(draw, outcomes);
  }
}

std::vector<Rational> priors(Draw& draw, std::size_t models) {
  const std::size_t rest = draw.chance(33) ? 1 : 0;  // one share that no model gets
  switch (draw.weighted({30, 40, 15, 15})) {
    case 0: return std::vector<Rational>(models, ratio(1, models + rest));
    case 1: {
      const std::size_t denominator = draw.between(models + rest, 8);
      auto counts = thrown(draw, denominator, models + rest, 1);
      counts.resize(models);
      return over(counts, denominator);
    }
    case 2: {  // each half of the one before, in random order
      std::vector<Rational> halves(models);
      Rational left = 1;
      for (std::size_t m = 0; m < models; ++m) {
        const bool all = m + 1 == models && rest == 0;
        halves[m] = all ? left : left / 2;
        left -= halves[m];
      }
      for (std::size_t m = models; m > 1; --m) std::swap(halves[m - 1], halves[draw.below(m)]);
      return halves;
    }
    default: {  // one model has nearly everything, or next to nothing
      const std::size_t one = draw.below(models);
      const Rational small = ratio(1, draw.pick({50, 1000}));
      if (models == 1) return {rest ? small : Rational(1)};
      const bool heavy = draw.chance(50);
      std::vector<Rational> shares(models, (heavy ? small : 1 - small) / (models - 1 + rest));
      shares[one] = heavy ? 1 - small : small;
      return shares;
    }
  }
}

Rational alpha(Draw& draw) {
  switch (draw.weighted({70, 12, 9, 9})) {
    case 0: return ratio(1, draw.pick({2, 3, 4, 5, 6, 7, 8, 10, 20}));
    case 1: return draw.pick({ratio(2, 3), ratio(3, 4), ratio(4, 5), ratio(7, 8)});
    case 2: return ratio(1, draw.pick({100, 1000}));
    default: return draw.pick({ratio(99, 100), ratio(999, 1000)});
  }
}

}  // namespace qed::gen
