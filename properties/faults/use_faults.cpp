#include "properties/faults/use_faults.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

namespace qed::properties {

namespace {

using Masses = std::vector<Rational>;
using Given = std::span<const Rational>;

QuantilizerFault quantilizer(std::string_view id, std::string_view mistake, QuantilizerRule rule) {
  return {id, mistake, std::move(rule)};
}
ProductFault product(std::string_view id, std::string_view mistake,
                     std::function<Rational(unsigned, const Rational&)> factor) {
  return {id, mistake, std::move(factor)};
}

Rational total(const Masses& masses) { return std::accumulate(masses.begin(), masses.end(), Rational(0)); }

Masses scaled_to(Masses masses, const Rational& sum) {
  const Rational now = total(masses);
  if (now != 0)
    for (Rational& mass : masses) mass *= sum / now;
  return masses;
}

std::vector<std::size_t> best_first(Given utility) {
  std::vector<std::size_t> order(utility.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return utility[a] > utility[b]; });
  return order;
}

// Actions one by one, the best first, while less than q of the mass is taken; `last` gives what is taken of each.
template <class Taken>
Masses one_by_one(Given base, Given utility, const Rational& q, Taken last) {
  Masses masses(base.size(), Rational(0));
  Rational left = q * total({base.begin(), base.end()});
  for (const std::size_t a : best_first(utility)) {
    if (left <= 0) break;
    masses[a] = last(base[a], left);
    left -= base[a];
  }
  return masses;
}

Masses tie_not_split(Given base, Given utility, const Rational& q) {
  Masses masses = one_by_one(base, utility, q,
                             [](const Rational& mass, const Rational& left) { return std::min(mass, left); });
  for (Rational& mass : masses) mass /= q;
  return masses;
}

Masses tie_taken_whole(Given base, Given utility, const Rational& q) {
  Masses masses(base.size(), Rational(0));
  const auto threshold = quantilize(base, utility, q).threshold;
  for (std::size_t a = 0; a < base.size(); ++a)
    if (threshold && utility[a] >= *threshold) masses[a] = base[a] / q;
  return masses;
}

Masses last_action_whole(Given base, Given utility, const Rational& q) {
  const Rational sum = total({base.begin(), base.end()});
  return scaled_to(one_by_one(base, utility, q, [](const Rational& mass, const Rational&) { return mass; }),
                   sum);
}

Masses tie_shared_equally(Given base, Given utility, const Rational& q) {
  const Quantilized found = quantilize(base, utility, q);
  Rational tied_mass = 0, tied = 0;
  for (std::size_t a = 0; a < base.size(); ++a)
    if (base[a] != 0 && found.threshold == utility[a]) tied_mass += found.masses[a], tied += 1;
  Masses masses = found.masses;
  for (std::size_t a = 0; a < base.size(); ++a)
    if (base[a] != 0 && found.threshold == utility[a]) masses[a] = tied_mass / tied;
  return masses;
}

Masses best_by_count(Given base, Given utility, const Rational& q) {
  const Rational sum = total({base.begin(), base.end()});
  Masses masses(base.size(), Rational(0));
  Rational taken = 0;
  for (const std::size_t a : best_first(utility)) {
    if (taken >= q * Rational(base.size())) break;
    masses[a] = base[a];
    taken += 1;
  }
  return scaled_to(std::move(masses), sum);
}

Masses worst_first(Given base, Given utility, const Rational& q) {
  Masses turned;
  for (const Rational& u : utility) turned.push_back(-u);
  return quantilize(base, turned, q).masses;
}

Masses sub_law_scaled_up(Given base, Given utility, const Rational& q) {
  return scaled_to(quantilize(base, utility, q).masses, 1);
}

Masses maximised(Given base, Given utility, const Rational&) {
  Masses masses(base.size(), Rational(0));
  for (const std::size_t a : best_first(utility))
    if (base[a] != 0) {
      masses[a] = total({base.begin(), base.end()});
      break;
    }
  return masses;
}

std::vector<QuantilizerFault> broken_quantilizers() {
  return {
      quantilizer("tie-not-split", "gives what is left to the first of those that tie", tie_not_split),
      quantilizer("tie-taken-whole", "takes all of those that tie", tie_taken_whole),
      quantilizer("tie-shared-equally", "shares what is left equally, whatever their mass",
                  tie_shared_equally),
      quantilizer("last-action-whole", "takes the last action whole, and scales to a law", last_action_whole),
      quantilizer("best-by-count", "takes the best q of the actions by their number", best_by_count),
      quantilizer("worst-first", "takes the worst q", worst_first),
      quantilizer("sub-law-scaled-up", "makes a law of a sub-law", sub_law_scaled_up),
      quantilizer("utility-maximised", "takes the best action that the base may take", maximised)};
}

std::vector<ProductFault> broken_products() {
  const auto level_left_out = [](unsigned left_out) {
    return [left_out](unsigned level, const Rational& theta) {
      return level == left_out ? Rational(1) : Rational(1 + theta);
    };
  };
  return {product("first-level-left-out", "forgets the factors of the calls of level 1", level_left_out(1)),
          product("second-level-left-out", "forgets the factors of the calls of level 2", level_left_out(2)),
          product("factor-without-asking", "takes theta for 1 + theta where anything is asked",
                  [](unsigned, const Rational& theta) { return theta == 0 ? Rational(1) : theta; })};
}

template <class Fault>
const Fault& named(std::span<const Fault> all, std::string_view id) {
  for (const Fault& one : all)
    if (one.id == id) return one;
  throw std::invalid_argument("there is no fault '" + std::string(id) + "'");
}

}  // namespace

std::span<const QuantilizerFault> quantilizer_faults() {
  static const std::vector<QuantilizerFault> all = broken_quantilizers();
  return all;
}
const QuantilizerFault& quantilizer_fault(std::string_view id) { return named(quantilizer_faults(), id); }

std::span<const ProductFault> product_faults() {
  static const std::vector<ProductFault> all = broken_products();
  return all;
}

}  // namespace qed::properties
