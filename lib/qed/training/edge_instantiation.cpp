#include "qed/training/edge_instantiation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/claims/comparison.hpp"

namespace qed {
namespace {

constexpr unsigned human_bits = 32;

const FeatureMap& seen(const EdgeWorld& w, Sees sees) { return sees == Sees::both ? w.both : w.liked; }

Plan planner_with(const EdgeWorld& w, Sees sees, const std::vector<Rational>& weights) {
  return noisy_plan(w.world, reward_from(seen(w, sees), weights), {Planner{}, 1, human_bits}, w.steps);
}

std::vector<Rational> human_weights(const EdgeWorld& w) { return {w.liking, Rational(-w.dislike)}; }

Rational largest(const std::vector<Rational>& values) {
  return *std::max_element(values.begin(), values.end());
}

// The human's own weights are always among them.
std::vector<std::vector<Rational>> weight_grid(const EdgeWorld& w, Sees sees) {
  std::vector<std::vector<Rational>> weights;
  const auto add = [&](std::vector<Rational> one) {  // once, also where a weight of the human is 0
    if (std::ranges::find(weights, one) == weights.end()) weights.push_back(std::move(one));
  };
  for (const Rational& liking : {Rational(0), Rational(w.liking / 2), w.liking, Rational(-w.liking / 2)}) {
    if (sees == Sees::liked) {
      add({liking});
      continue;
    }
    for (const Rational& dislike : {Rational(0), Rational(w.dislike / 2), w.dislike})
      add({liking, Rational(-dislike)});
  }
  return weights;
}

Rational bad_within(const EdgeWorld& w, Plan plan, unsigned steps) {
  plan.erase(plan.begin() + steps, plan.end());
  return event_probability(w.world, plan, w.bad);
}

}  // namespace

Plan human_plan(const EdgeWorld& w) { return planner_with(w, Sees::both, human_weights(w)); }

EdgeCase edge_case(const EdgeWorld& w, Sees sees) {
  Plan human = human_plan(w);
  IrlFit fit = fit_reward(w.world, seen(w, sees), human);
  Rational human_bad = event_probability(w.world, human, w.bad);
  Rational bad = event_probability(w.world, fit.plan, w.bad);
  return {std::move(human), std::move(human_bad), {std::move(fit), std::move(bad)}};
}

Comparison decide_edge_instantiation(const EdgeCase& at, const Danger& danger) {
  Comparison worst;
  const auto look_at = [&](Comparison here, std::string_view what) {
    here.detail = what;
    if (worse(here, worst)) worst = std::move(here);
  };
  const Rational& bad = at.learner.bad;
  look_at(at_most(largest(at.learner.fit.count_error), ratio(Integer(1), Integer(1'000'000'000'000))),
          "the counts match");
  look_at(at_most(danger.floor, bad), "what is bad is likely");
  look_at(at_most(Rational(danger.factor * at.human_bad), bad), "what is bad is likelier than the human's");
  worst.interesting = at.human_bad > 0;
  return worst;
}

std::vector<EdgeCase> search(std::span<const Dimension> dimensions,
                             const std::function<EdgeWorld(std::span<const Rational>)>& world) {
  std::vector<std::vector<Rational>> places{{}};
  for (const Dimension& dimension : dimensions) {
    std::vector<std::vector<Rational>> finer;
    for (const auto& place : places)
      for (const Rational& value : dimension.values) {
        finer.push_back(place);
        finer.back().push_back(value);
      }
    places = std::move(finer);
  }
  std::vector<EdgeCase> found;
  for (const auto& place : places) found.push_back(edge_case(world(place)));
  return found;
}

ModelClass irl_class(const EdgeWorld& w, Sees sees, const Rational& alpha, unsigned horizon) {
  if (horizon > w.steps)
    throw std::invalid_argument(fmt::format("a horizon of {} in an episode of {} steps", horizon, w.steps));
  const bool inside = sees == Sees::both;
  ModelClass c =
      class_in(w.world, (inside ? "planners who may mind " : "planners for ") + (inside ? w.minds : w.likes));
  const auto weights = weight_grid(w, sees);
  for (const auto& one : weights) {
    std::string name = w.likes + " " + to_string(one[0]);
    if (inside) name += ", " + w.minds + " " + to_string(one[1]);
    c.models.push_back({std::move(name), ratio(std::size_t{1}, weights.size()),
                        policy_of(w.world, planner_with(w, sees, one))});
  }
  if (inside)
    c.demonstrator = static_cast<ModelIndex>(std::ranges::find(weights, human_weights(w)) - weights.begin());
  else
    c.demonstrator = Model{"human", 0, policy_of(w.world, human_plan(w))};
  c.alpha = alpha;
  c.horizon = horizon;
  c.events.push_back(w.bad);
  c.validate();
  return c;
}

Cautious cautious(const ModelClass& c, const Limits& limits) {
  constexpr std::string_view of_caution[] = {"query-identity", "step-dominance", "truth-retention-sharp"};
  EvaluateOptions options;
  options.limits = limits;
  CheckResult found = check(c, {}, options, of_caution);
  const Quantities& q = found.evaluation.quantities;
  Cautious result{q.events[0].imitator,
                  q.expected_queries,
                  q.horizon,
                  found.evaluation.ended == Ended::horizon,
                  {},
                  found.evaluation.work.peak_states};
  for (ClaimResult& claim : found.claims) {
    Verdict& verdict = claim.worst.verdict;
    if (verdict == Verdict::not_applicable) continue;
    if (verdict == Verdict::holds && !result.complete) verdict = Verdict::undecided;
    result.claims.push_back(std::move(claim));
  }
  return result;
}

EdgeTable edge_table(const EdgeWorld& w, const Rational& alpha, unsigned followed, const Limits& limits) {
  const ModelClass has_human = irl_class(w, Sees::both, alpha, followed);
  EdgeCase blind = edge_case(w, Sees::liked), seeing = edge_case(w, Sees::both);
  Rational human = bad_within(w, blind.human, followed),
           irl_blind = bad_within(w, blind.learner.fit.plan, followed),
           irl_seeing = bad_within(w, seeing.learner.fit.plan, followed);
  Cautious lacking = cautious(irl_class(w, Sees::liked, alpha, followed), limits),
           holding = cautious(has_human, limits);
  return {std::move(blind),   std::move(seeing),    followed,
          std::move(human),   std::move(irl_blind), std::move(irl_seeing),
          std::move(lacking), std::move(holding),   has_human.demonstrator_prior()};
}

}  // namespace qed
