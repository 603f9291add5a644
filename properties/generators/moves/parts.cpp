#include "properties/generators/moves/parts.hpp"

#include <algorithm>
#include <boost/multiprecision/integer.hpp>

#include <fmt/format.h>

namespace qed::gen {

Alphabet alphabet_of(const ModelClass& c) { return {c.actions.size(), 1}; }
ModelIndex truth_of(const ModelClass& c) { return std::get<ModelIndex>(c.demonstrator); }
ModelIndex any_model(const ModelClass& c, Draw& draw) {
  return static_cast<ModelIndex>(draw.below(c.models.size()));
}
std::size_t other(Draw& draw, std::size_t than, std::size_t count) {
  return (than + 1 + draw.below(count - 1)) % count;
}

Rational moved(Draw& draw, const Rational& q, const Rational& most) {
  switch (draw.weighted({10, 10, 10, 5, 5, 60})) {
    case 0: return 0;
    case 1: return most;
    case 2: return most / 2;
    case 3: return q / 2;
    case 4: return std::min<Rational>(2 * q, most);
    default: {
      const Rational unit = ratio(1, draw.chance(75) ? draw.between(2, 12) : draw.between(13, 60));
      const Rational steps = q / unit;
      const Rational whole(numerator_of(steps) / denominator_of(steps));
      const int by = draw.pick({-1, 0, 1, 2});
      return std::clamp<Rational>((whole + by) * unit, 0, most);
    }
  }
}

bool shift(Draw& draw, std::vector<Rational>& shares) {
  if (shares.size() < 2) return false;
  const std::size_t to = draw.below(shares.size()), from = other(draw, to, shares.size());
  const Rational both = shares[to] + shares[from];
  if (both == 0) return false;
  Rational share = moved(draw, shares[to], both);
  if (share == shares[to]) return false;
  shares[from] = both - share;
  shares[to] = std::move(share);
  return true;
}

Integer common_denominator(std::span<const Rational> shares) {
  Integer common = 1;
  for (const Rational& p : shares) common = boost::multiprecision::lcm(common, denominator_of(p));
  return common;
}

std::vector<Rational> priors_of(const ModelClass& c) {
  std::vector<Rational> priors;
  for (const Model& model : c.models) priors.push_back(model.prior);
  return priors;
}

std::string fresh_name(const ModelClass& c) {
  for (std::size_t i = c.models.size() + 1;; ++i) {
    std::string name = fmt::format("m{}", i);
    if (std::ranges::find(c.models, name, &Model::name) == c.models.end()) return name;
  }
}

std::string action_name(std::size_t index) { return fmt::format("{}", index + 1); }

bool set_law(Distribution& law, Distribution to) {
  if (law == to) return false;
  law = std::move(to);
  return true;
}

}  // namespace qed::gen
