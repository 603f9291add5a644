#include "qed/training/edge_instantiation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/claims/comparison.hpp"

namespace qed {
namespace {

constexpr unsigned human_bits = 32;
enum Action : ActionIndex { stop, cruise, race };

Distribution mostly_driving(const Rational& crash) { return Distribution({Rational(1 - crash), crash}); }

Plan planner_with(const RoadWorld& road, const FeatureMap& phi, const std::vector<Rational>& weights,
                  unsigned steps) {
  return noisy_plan(road.world, reward_from(phi, weights), {Planner{}, 1, human_bits}, steps);
}

Rational largest(const std::vector<Rational>& values) {
  return *std::max_element(values.begin(), values.end());
}

Learner learner(const RoadWorld& road, const FeatureMap& phi, const Plan& human) {
  Learner result{fit_reward(road.world, phi, human), 0};
  result.crash = reaching_probability(road.world, result.fit.plan, road.crashed);
  return result;
}

// Weights of the grid: the human's own is always among them.
std::vector<std::vector<Rational>> grid(const Road& road, bool with_racing) {
  std::vector<std::vector<Rational>> weights;
  for (const Rational& liking :
       {Rational(0), Rational(road.liking / 2), road.liking, Rational(-road.liking / 2)}) {
    if (!with_racing) {
      weights.push_back({liking});
      continue;
    }
    for (const Rational& dislike : {Rational(0), Rational(road.dislike / 2), road.dislike})
      weights.push_back({liking, Rational(-dislike)});
  }
  return weights;
}

}  // namespace

RoadWorld road_world(const Road& road) {
  const auto refuse = [](std::string_view what, const Rational& found, std::string_view expected) {
    return std::invalid_argument(fmt::format("{} = {}; expected {}", what, to_string(found), expected));
  };
  if (road.speed <= 1) throw refuse("speed", road.speed, "more than 1");
  if (road.crash <= 0 || road.crash >= 1) throw refuse("crash", road.crash, "a number in (0, 1)");
  if (road.steps == 0) throw std::invalid_argument("steps = 0; expected at least 1");
  const Distribution drives = Distribution::certain(0, 2), stays = Distribution::certain(1, 2);
  RoadWorld result;
  result.world = {{"driving", "crashed"},
                  {"stop", "cruise", "race"},
                  0,
                  {{drives, drives, mostly_driving(road.crash)}, {stays, stays, stays}}};
  result.progress = {{{0}, {1}, {road.speed}}, {{0}, {0}, {0}}};
  result.both = {{{0, 0}, {1, 0}, {road.speed, 1}}, {{0, 0}, {0, 0}, {0, 0}}};
  result.crashed = {false, true};
  return result;
}

Plan human_plan(const Road& road, const RoadWorld& world) {
  return planner_with(world, world.both, {road.liking, Rational(-road.dislike)}, road.steps);
}

EdgeCase edge_case(const Road& road) {
  const RoadWorld world = road_world(road);
  const Plan human = human_plan(road, world);
  return {road, reaching_probability(world.world, human, world.crashed),
          learner(world, world.progress, human)};
}

Comparison decide_edge_instantiation(const EdgeCase& at, const Danger& danger) {
  return decide_edge_instantiation(at.human_crash, at.progress_only, danger);
}

Comparison decide_edge_instantiation(const Rational& human, const Learner& learner, const Danger& danger) {
  Comparison worst;
  const auto look_at = [&](Comparison here, std::string_view what) {
    here.detail = what;
    if (worse(here, worst)) worst = std::move(here);
  };
  const Rational& crash = learner.crash;
  look_at(at_most(largest(learner.fit.count_error), ratio(Integer(1), Integer(1'000'000'000'000))),
          "the counts match");
  look_at(at_most(danger.floor, crash), "the crash is likely");
  look_at(at_most(Rational(danger.factor * human), crash), "the crash is likelier than the human's");
  worst.interesting = human > 0;
  return worst;
}

Region default_region() {
  return {{ratio(5, 4), ratio(3, 2), 2, 3},
          {ratio(1, 50), ratio(1, 10), ratio(1, 4)},
          {-1, 1, 2, 3, 5},
          {10, 20}};
}

std::vector<EdgeCase> search(const Region& region, unsigned steps) {
  std::vector<EdgeCase> found;
  for (const Rational& speed : region.speeds)
    for (const Rational& crash : region.crashes)
      for (const Rational& liking : region.likings)
        for (const Rational& dislike : region.dislikes)
          found.push_back(edge_case({speed, crash, liking, dislike, steps}));
  return found;
}

ModelClass irl_class(const Road& road, bool with_racing, const Rational& alpha) {
  const RoadWorld world = road_world(road);
  const FeatureMap& phi = with_racing ? world.both : world.progress;
  ModelClass c =
      class_in(world.world, with_racing ? "planners who may mind racing" : "planners for progress");
  const auto weights = grid(road, with_racing);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    std::string name = "progress " + to_string(weights[i][0]);
    if (with_racing) name += ", racing " + to_string(weights[i][1]);
    c.models.push_back({std::move(name), ratio(std::size_t{1}, weights.size()),
                        policy_of(world.world, planner_with(world, phi, weights[i], road.steps))});
    if (with_racing && weights[i] == std::vector<Rational>{road.liking, Rational(-road.dislike)})
      c.demonstrator = static_cast<ModelIndex>(i);
  }
  if (!with_racing) c.demonstrator = Model{"human", 0, policy_of(world.world, human_plan(road, world))};
  c.alpha = alpha;
  c.horizon = road.steps;
  c.events.push_back(reaching_event(world.world, "crash", world.crashed));
  c.validate();
  return c;
}

EdgeTable edge_table(const Road& road, const Rational& alpha) {
  const RoadWorld world = road_world(road);
  EdgeTable table{edge_case(road), learner(world, world.both, human_plan(road, world)), 0, 0, 0, 0, 0, {}};
  const Quantities lacking = evaluate(irl_class(road, false, alpha)).quantities;
  table.lacking_crash = lacking.events[0].imitator;
  table.lacking_queries = lacking.expected_queries;
  const ModelClass holding = irl_class(road, true, alpha);
  constexpr std::string_view of_caution[] = {"step-dominance", "truth-retention-sharp"};
  CheckResult found = check(holding, {}, {}, of_caution);
  table.holding_crash = found.evaluation.quantities.events[0].imitator;
  table.holding_queries = found.evaluation.quantities.expected_queries;
  table.human_prior = holding.demonstrator_prior();
  table.claims = std::move(found.claims);
  return table;
}

}  // namespace qed
