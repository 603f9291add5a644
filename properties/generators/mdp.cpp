#include "properties/generators/mdp.hpp"

#include <fmt/format.h>

#include "properties/generators/numbers.hpp"

namespace qed::gen {

Mdp mdp(Draw& draw, Dynamics dynamics) {
  Mdp result;
  const std::size_t states = draw.between(1, 4), actions = draw.between(2, 3);
  for (std::size_t s = 0; s < states; ++s) result.states.push_back(fmt::format("s{}", s));
  for (std::size_t a = 0; a < actions; ++a) result.actions.push_back(fmt::format("a{}", a));
  result.start = static_cast<StateIndex>(draw.below(states));
  for (std::size_t s = 0; s < states; ++s) {
    result.next.emplace_back();
    for (std::size_t a = 0; a < actions; ++a)
      result.next.back().push_back(dynamics == Dynamics::certain || draw.chance(30)
                                       ? Distribution::certain(draw.below(states), states)
                                       : law(draw, states));
  }
  return result;
}

Reward reward(Draw& draw, const Mdp& mdp) {
  Reward result(mdp.states.size());
  for (auto& row : result)
    for (std::size_t a = 0; a < mdp.actions.size(); ++a)
      row.push_back(ratio(static_cast<int>(draw.below(9)) - 4, 2));
  return result;
}

Plan plan(Draw& draw, const Mdp& mdp, unsigned steps, bool positive) {
  Plan result;
  const std::size_t actions = mdp.actions.size();
  for (unsigned t = 0; t < steps; ++t) {
    result.emplace_back();
    for (std::size_t s = 0; s < mdp.states.size(); ++s) {
      std::vector<Rational> probabilities;
      for (const Rational& p : law(draw, actions))
        probabilities.push_back(positive ? Rational((p + ratio(std::size_t{1}, actions)) / 2) : p);
      result.back().emplace_back(std::move(probabilities));
    }
  }
  return result;
}

}  // namespace qed::gen
