#include "qed/training/edge_map.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace qed {
namespace {

constexpr unsigned walker_bits = 32;

// What is entered with the last step is in no feature.
Rational falling(const GridWorld& grid, Plan plan) {
  plan.pop_back();
  return reaching_probability(grid.world, plan, grid.puddle);
}

Learner walker(const GridWorld& grid, const FeatureMap& phi, const Plan& human) {
  Learner result{fit_reward(grid.world, phi, human), 0};
  result.crash = falling(grid, result.fit.plan);
  return result;
}

}  // namespace

MapCase map_case(std::string_view map, const MapOptions& o) {
  GridWorld grid = grid_world(map, o.slip);
  const auto holds = [&](char what) {
    return std::ranges::any_of(grid.map,
                               [&](const std::string& row) { return row.find(what) != std::string::npos; });
  };
  if (!holds('G')) throw std::invalid_argument("no goal on the map; expected one G");
  if (!holds('~')) throw std::invalid_argument("no pit on the map; expected one ~ at least");
  if (o.steps < 2) throw std::invalid_argument(fmt::format("steps = {}; expected at least 2", o.steps));
  const Plan human = noisy_plan(grid.world, reward_from(grid.in_goal_and_puddle, {o.goal, Rational(-o.pit)}),
                                {Planner{}, 1, walker_bits}, o.steps);
  Rational falls = falling(grid, human);
  Learner goal_only = walker(grid, grid.in_goal, human), both = walker(grid, grid.in_goal_and_puddle, human);
  return {std::move(grid), human, std::move(falls), std::move(goal_only), std::move(both)};
}

}  // namespace qed
