#include "qed/training/edge_map.hpp"

#include <algorithm>

namespace qed {
namespace {

constexpr unsigned walker_bits = 32;

Learner walker(const GridWorld& grid, const FeatureMap& phi, const Plan& human) {
  Learner result{fit_reward(grid.world, phi, human), 0};
  result.crash = reaching_probability(grid.world, result.fit.plan, grid.puddle);
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
  if (o.steps == 0) throw std::invalid_argument("steps = 0; expected at least 1");
  const Plan human = noisy_plan(grid.world, reward_from(grid.in_goal_and_puddle, {o.goal, Rational(-o.pit)}),
                                {Planner{}, 1, walker_bits}, o.steps);
  Rational falls = reaching_probability(grid.world, human, grid.puddle);
  Learner goal_only = walker(grid, grid.in_goal, human), both = walker(grid, grid.in_goal_and_puddle, human);
  return {std::move(grid), human, std::move(falls), std::move(goal_only), std::move(both)};
}

}  // namespace qed
