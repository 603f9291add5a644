// Inverse reinforcement learning: the reward under which a noisy planner does what the human does, as far as
// features see it.
#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/grid_world.hpp"
#include "qed/training/irl.hpp"

namespace qed {

namespace {

using namespace evidence;

struct Learnt {
  std::string name;
  std::vector<std::string> features;
  IrlFit fit;
  Value apart;  // total variation distance from what the human does, over the whole episode
};

// Exactly, history by history, as long as these are few; enclosed beyond.
Value apart(const GridWorld& grid, const Plan& human, const Plan& other) {
  constexpr std::size_t few = 4;
  constexpr unsigned bits = 64;
  if (human.size() <= few) return behaviour_distances(grid.world, human, other).back();
  const DistanceBounds bounds = behaviour_distance_bounds(grid.world, human, other);
  return Interval(bounds.at_least, bounds.at_most, bits);
}

Learnt learnt(std::string name, std::vector<std::string> features, const GridWorld& grid,
              const FeatureMap& phi, const Plan& human) {
  IrlFit fit = fit_reward(grid.world, phi, human);
  Value distance = apart(grid, human, fit.plan);
  return {std::move(name), std::move(features), std::move(fit), std::move(distance)};
}

Rational steps_in_puddles(const GridWorld& grid, const Plan& plan) {
  return feature_counts(grid.world, plan, grid.in_goal_and_puddle)[1];
}

void what_was_learnt(Document& document, const GridWorld& grid, const Plan& human,
                     const std::vector<Learnt>& all) {
  document.blocks.push_back(Heading{"What was learnt"});
  DataTable fits{
      "", {"features", "feature", "weight", "the human's count", "count of the planner", "off by"}, {}};
  std::vector<Check> checks;
  const std::vector<Rational> counts = feature_counts(grid.world, human, grid.in_goal_and_puddle);
  for (const Learnt& l : all)
    for (std::size_t k = 0; k < l.features.size(); ++k) {
      fits.rows.push_back(
          {l.name, l.features[k], l.fit.weights[k], counts[k], l.fit.counts[k], l.fit.count_error[k]});
      checks.push_back({"irl", fmt::format("{}: {}: |count - human's|", l.name, l.features[k]),
                        at_most(l.fit.count_error[k], parse_rational("1e-12"))});
    }
  document.blocks.push_back(std::move(fits));
  for (Check& check : checks) document.blocks.push_back(std::move(check));

  DataTable done{
      "What is done", {"who", "steps in the goal", "steps in puddles", "total variation from the human"}, {}};
  done.rows.push_back({"human", counts[0], counts[1], Rational(0)});
  for (const Learnt& l : all)
    done.rows.push_back({"imitator, " + l.name, feature_counts(grid.world, l.fit.plan, grid.in_goal)[0],
                         steps_in_puddles(grid, l.fit.plan), l.apart});
  document.blocks.push_back(std::move(done));
}

// Where one is, step by step: a cell that was left may be entered again, so this need not rise.
Figure in_puddles(const GridWorld& grid, const Plan& human, const std::vector<Learnt>& all) {
  Plot plot{.id = "irl-puddles",
            .title = "How likely a step begins in a puddle",
            .x = {"step"},
            .y = {"probability", false, Rational(0)},
            .series = {}};
  const auto add = [&](std::string name, const Plan& plan, unsigned colour) {
    Series series{std::move(name), Series::Kind::line, colour, {}};
    const auto laws = state_laws(grid.world, plan);
    for (std::size_t t = 0; t < plan.size(); ++t) {
      Rational wet = 0;
      for (std::size_t state = 0; state < grid.puddle.size(); ++state)
        if (grid.puddle[state]) wet += laws[t][state];
      series.points.push_back({Rational(Integer(t + 1)), exactly(wet)});
    }
    plot.series.push_back(std::move(series));
  };
  add("human", human, 0);
  unsigned colour = 1;
  for (const Learnt& l : all) add("imitator, " + l.name, l.fit.plan, colour++);
  return {std::move(plot), "What the features do not see is not matched."};
}

GridWorld grid_of(const Settings& s) {
  const Rational slip = s.between("slip", 0, 1);
  return of_parameter("map", [&] { return grid_world(s.text("map"), slip); });
}

Document run(const Settings& s) {
  const GridWorld grid = grid_of(s);
  const auto steps = static_cast<unsigned>(s.count("steps", 1, 64));
  const auto horizon = static_cast<unsigned>(s.count("horizon", 1, 64));
  const std::vector<Rational> weights{s.between("goal", -10, 10), s.between("puddle", -10, 10)};
  const Plan human = noisy_plan(grid.world, reward_from(grid.in_goal_and_puddle, weights),
                                {{horizon, 1, std::nullopt}, 1, 24}, steps);
  Document document{"Rewards learnt from what is done", {}};
  document.blocks.push_back(fmt::format(
      "A human walks on the map for {} steps, from S; a step goes astray with probability {}. The human is a "
      "noisy planner who looks {} ahead, likes the goal G (weight {} for each step that begins there) and "
      "puddles ~ "
      "(weight {}). IRL "
      "supposes a planner who looks to the end, and finds the weights under which the human is likeliest: "
      "those whose planner has the human's expected feature counts. The imitator runs that planner.",
      steps, to_string(s.number("slip")), horizon == 1 ? "1 step" : fmt::format("{} steps", horizon),
      to_string(weights[0]), to_string(weights[1])));
  document.blocks.push_back(Picture{"The map", grid.map});
  const std::vector<Learnt> all{
      learnt("goal and puddles", {"goal", "puddle"}, grid, grid.in_goal_and_puddle, human),
      learnt("goal alone", {"goal"}, grid, grid.in_goal, human)};
  what_was_learnt(document, grid, human, all);
  document.blocks.push_back(in_puddles(grid, human, all));
  document.blocks.push_back(Heading{"The first step, likeliest action of each cell"});
  document.blocks.push_back(Picture{"human", drawn(grid, human.front())});
  for (const Learnt& l : all)
    document.blocks.push_back(Picture{"imitator, " + l.name, drawn(grid, l.fit.plan.front())});
  return document;
}

}  // namespace

Scenario irl_scenario() {
  return {
      .name = "irl",
      .summary = "Inverse reinforcement learning on a map: matched feature counts, certified below 10^-12",
      .source =
          "seed material: J. Taylor, Selective similarity metrics for imitation (noisy planners, rewards "
          "affine in features)",
      .parameters = {{"map", "S~G/.../...",
                      "rows separated by /: S start, G goal, ~ puddle, # wall, . free; or 12x12: an open "
                      "map; 256 cells at most"},
                     {"slip", "1/10", "how often a step goes astray, 0 to 1"},
                     {"steps", "4", "of the episode, 1 to 64"},
                     {"horizon", "3", "steps that the human looks ahead, 1 to 64"},
                     {"goal", "2", "the human's weight of a step in the goal, -10 to 10"},
                     {"puddle", "-3", "the human's weight of a step in a puddle, -10 to 10"}},
      .run = run};
}

}  // namespace qed
