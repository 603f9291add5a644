#include "qed/scoring/simplest_pair.hpp"

#include <algorithm>
#include <optional>

#include "qed/exact/limbs.hpp"

namespace qed {
namespace {

Integer common_denominator(std::span<const Rational> law) {
  Integer common = 1;
  for (const Rational& x : law) common = lcm(common, denominator_of(x));
  return common;
}

// The first fraction on the way to x, in 0 < x < 1, that is allowed; none before x itself.
std::optional<Rational> first_towards(const Rational& x,
                                      const std::function<bool(const Rational&)>& allowed) {
  // Convergents of x: the two last ones, from 1/0 and 0/1 on. The first is no number: 1/k is what follows.
  Integer before_top = 1, before_bottom = 0, top = 0, bottom = 1;
  Integer numerator = denominator_of(x), denominator = numerator_of(x);
  while (denominator != 0) {
    const Integer steps = numerator / denominator;
    const auto after = [&](const Integer& k) {
      return ratio(Integer(before_top + k * top), Integer(before_bottom + k * bottom));
    };
    if (allowed(after(steps))) {
      Integer no = 0, yes = steps;
      while (yes - no > 1) {
        const Integer middle = (no + yes) / 2;
        (allowed(after(middle)) ? yes : no) = middle;
      }
      const Rational found = after(yes);
      return found == x ? std::nullopt : std::optional(found);
    }
    const Integer next_top = before_top + steps * top, next_bottom = before_bottom + steps * bottom;
    before_top = top, before_bottom = bottom;
    top = next_top, bottom = next_bottom;
    const Integer rest = numerator - steps * denominator;
    numerator = denominator, denominator = rest;
  }
  return std::nullopt;
}

// From the largest down, which are simple at little cost; the largest of all, the last of these, is what is left of 1.
std::vector<std::size_t> by_size(std::span<const Rational> law) {
  std::vector<std::size_t> order;
  for (std::size_t i = law.size(); i-- > 0;)
    if (law[i] > 0) order.push_back(i);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return law[a] > law[b]; });
  return order;
}

// Whether the law, one of the pair's two, became simpler.
bool simplify(std::vector<Rational>& law, const std::function<bool()>& is_witness) {
  const std::vector<Rational> before = law;
  const std::vector<std::size_t> order = by_size(law);
  for (std::size_t k = 1; k < order.size(); ++k) {
    Rational &one = law[order[k]], &rest = law[order[0]];
    const Rational x = one, both = x + rest;
    const auto put = [&](const Rational& y) { one = y, rest = both - y; };
    const auto found = first_towards(x, [&](const Rational& y) {
      if (y >= both) return false;
      put(y);
      return is_witness();
    });
    put(found ? *found : x);
  }
  if (common_denominator(law) < common_denominator(before)) return true;
  law = before;
  return false;
}

}  // namespace

LawPair simplified(LawPair pair, const std::function<bool(const LawPair&)>& is_witness) {
  const auto holds = [&] { return is_witness(pair); };
  for (bool simpler = true; simpler;) {
    simpler = simplify(pair.truth, holds);
    simpler = simplify(pair.report, holds) || simpler;
  }
  return pair;
}

}  // namespace qed
