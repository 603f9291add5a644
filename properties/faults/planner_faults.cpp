#include "properties/faults/planner_faults.hpp"

#include <algorithm>

#include "qed/training/distinguisher.hpp"

namespace qed::properties {

Plan HardMaximum::run(const Mdp& mdp, const FeatureMap& phi, const IrlFit& fit, unsigned episode) {
  constexpr unsigned bits = 256;
  const Reward reward = reward_from(phi, fit.run_weights);
  std::vector<std::vector<Distribution>> laws;
  std::vector<Rational> value(mdp.states.size());
  for (unsigned k = 0; k < episode; ++k) {
    // One soft step on what each action is worth.
    Reward worth = reward;
    std::vector<Rational> best;
    for (StateIndex s = 0; s < mdp.states.size(); ++s) {
      for (ActionIndex a = 0; a < mdp.actions.size(); ++a)
        for (StateIndex to = 0; to < mdp.states.size(); ++to) worth[s][a] += mdp.next[s][a][to] * value[to];
      best.push_back(*std::ranges::max_element(worth[s]));
    }
    EnclosedReward enclosed;
    for (const auto& row : worth) {
      enclosed.emplace_back();
      for (const Rational& r : row) enclosed.back().emplace_back(r, bits);
    }
    const std::vector<SoftStep> step = soft_value_iteration(mdp, enclosed, 1, 1, bits);
    laws.emplace_back();
    for (const auto& law : step[0].law) laws.back().push_back(rounded_law(law, 64).value());
    value = std::move(best);
  }
  return plan_of(laws, Planner{}, episode);
}

Plan PlansOneStep::run(const Mdp& mdp, const FeatureMap& phi, const IrlFit& fit, unsigned episode) {
  return noisy_plan(mdp, reward_from(phi, fit.run_weights), {Planner{1u, 1, std::nullopt}, 1, 64}, episode);
}

std::string GammaWithoutItsZeros::code(unsigned n) {
  const std::string code = gamma_code(n);
  return code.substr(code.find('1'));
}

Measured StandInAnswers::measure(const ModelClass& c, ModelIndex stand_in) {
  ModelClass inside = c;
  inside.demonstrator = stand_in;
  CheckResult found = check(inside);
  return {std::move(found.evaluation), std::move(found.claims)};
}

EdgeCase FeaturesThatSeeTheDanger::at(const EdgeWorld& world) { return edge_case(world, Sees::both); }

std::vector<Rational> SeesThePlan::of(const Mdp& world, const TwoPlans& plans) {
  std::vector<Rational> so_far;
  Rational largest = 0;
  for (std::size_t t = 0; t < plans.demonstrator.size(); ++t) {
    for (StateIndex s = 0; s < world.states.size(); ++s)
      largest = std::max(largest, total_variation(gap_between(plans.demonstrator[t][s], plans.other[t][s])));
    so_far.push_back(largest);
  }
  return so_far;
}

std::vector<Rational> ForgetsWhatItSaw::of(const Mdp& world, const TwoPlans& plans) {
  const auto here = state_laws(world, plans.demonstrator), there = state_laws(world, plans.other);
  std::vector<Rational> of_step(plans.demonstrator.size());
  for (std::size_t t = 0; t < of_step.size(); ++t)
    for (StateIndex s = 0; s < world.states.size(); ++s)
      for (ActionIndex a = 0; a < world.actions.size(); ++a)
        of_step[t] +=
            abs(Rational(here[t][s] * plans.demonstrator[t][s][a] - there[t][s] * plans.other[t][s][a])) / 2;
  return of_step;
}

Rational CountsModels::of(const Drawn& drawn) { return 1 - ratio(std::size_t{1}, drawn.weights.size()); }

}  // namespace qed::properties
