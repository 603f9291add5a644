#include "qed/training/mesa_optimization.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/evaluate/demonstrator.hpp"
#include "qed/training/committing.hpp"

namespace qed {
namespace {

constexpr std::string_view builds_twice = "builds twice running";

std::vector<PlannerModel> planners(const MesaOptions& o, const Workshop& shop) {
  return planner_models(shop.world, shop.coins, o.family, shop.days);
}

Plan demonstrator_plan(const MesaOptions& o, const Workshop& shop) {
  return noisy_plan(shop.world, shop.coins, {o.demonstrator, o.family.rationality, o.family.rounding_bits},
                    shop.days);
}

void add_planners(const MesaOptions& o, const Workshop& shop, const Rational& share, ModelClass& c) {
  const auto models = planners(o, shop);
  const auto truth = model_of(models, o.demonstrator);
  if (!truth)
    throw std::invalid_argument(
        fmt::format("the demonstrator ({}) has a description of {} bits; the class has those of up to {}",
                    in_words(o.demonstrator), description(o.demonstrator).size(), o.family.description_bits));
  c.demonstrator = static_cast<ModelIndex>(c.models.size() + *truth);
  for (const PlannerModel& m : models)
    c.models.push_back({fmt::format("{} ({})", in_words(m.shortest.planner), m.shortest.code),
                        Rational(share * m.prior), policy_of(shop.world, m.plan)});
}

void add_habits(const MesaOptions& o, const Workshop& shop, const Rational& share, ModelClass& c) {
  for (const Habit& h : habits(shop, o.slip))
    c.models.push_back({"habit: " + h.name, Rational(share * h.prior), policy_of(shop.world, h.plan)});
}

// The day of the door, and the day after.
unsigned horizon_of(const Workshop& shop) { return std::min(shop.door_day + 2, shop.days); }

// The plan that does as `first` for so many steps, and then as `then`.
Plan followed_by(const Plan& first, unsigned steps, const Plan& then) {
  Plan plan = then;
  for (unsigned t = 0; t < steps; ++t) plan[t] = first[t];
  return plan;
}

Plan first_days(Plan plan, unsigned days) {
  plan.erase(plan.begin() + days, plan.end());
  return plan;
}

FeatureMap coins_alone(const Reward& coins) {
  FeatureMap phi;
  for (const auto& row : coins) {
    phi.emplace_back();
    for (const Rational& r : row) phi.back().push_back({r});
  }
  return phi;
}

// The weight that explains the days before the door, on coins.
IrlFit fit_before_the_door(const Workshop& shop, const Plan& demonstrator) {
  return fit_reward(shop.world, coins_alone(shop.coins), first_days(demonstrator, shop.door_day));
}
Plan run_in_the_workshop(const MesaOptions& o, const Workshop& shop, const IrlFit& fit) {
  return noisy_plan(shop.world, reward_from(coins_alone(shop.coins), fit.run_weights),
                    {Planner{}, 1, o.family.rounding_bits}, shop.days);
}

ModelClass cut_to(ModelClass c, unsigned horizon) {
  c.horizon = horizon;
  return c;
}

unsigned first_of(Steps steps, const ModelClass& c) { return steps == Steps::every ? 1 : c.horizon; }

void add_step(Conduct& conduct, const Quantities& q) {
  conduct.seized_by.push_back(q.events[0].imitator);
  conduct.queries_by.emplace_back(q.expected_queries - q.forced_steps);
  if (q.events.size() > 1) conduct.builds = q.events[1].imitator;
}

// Of a policy that never asks, whoever's.
Conduct conduct_of(std::string name, const ModelClass& c, const PolicySpec& policy, Steps steps) {
  ModelClass alone = c;
  alone.demonstrator = Model{"", 0, policy};
  Conduct conduct;
  conduct.name = std::move(name);
  for (unsigned t = first_of(steps, c); t <= c.horizon; ++t) {
    const auto events = demonstrator_event_probabilities(alone, t);
    conduct.seized_by.push_back(events[0]);
    conduct.queries_by.emplace_back(0);
    if (t == c.horizon && events.size() > 1) conduct.builds = events[1];
  }
  return conduct;
}

// Steps within which nobody can seize, whatever is done.
unsigned quiet_steps(const Workshop& shop) {
  const auto possible = possible_states(shop.world, shop.days);
  for (unsigned t = 0; t < possible.size(); ++t)
    for (StateIndex s = 0; s < shop.seized.size(); ++s)
      if (possible[t][s] && shop.seized[s]) return t - 1;
  return shop.days;
}

// quiet: quiet_steps; who asks nothing in the whole is not evaluated there.
Conduct conduct_of(const ModelClass& c, const Imitator& imitator, Steps steps, unsigned quiet) {
  Conduct conduct;
  conduct.name = imitator.name();
  const Quantities whole = evaluate(c, imitator).quantities;
  const bool asks = whole.expected_queries != whole.forced_steps;
  for (unsigned t = first_of(steps, c); t < c.horizon; ++t)
    if (t <= quiet && !asks) {
      conduct.seized_by.emplace_back(0);
      conduct.queries_by.emplace_back(0);
    } else {
      add_step(conduct, evaluate(cut_to(c, t), imitator).quantities);
    }
  add_step(conduct, whole);
  return conduct;
}

WithinClaim within_claim(const Quantities& q, Comparison dominance) {
  const EventProbabilities& seized = q.events[0];
  const LawOfValue& product = q.accumulated->products[0];
  const Rational factor = product.empty() ? Rational(1) : product.back().first;
  return {*seized.imitator_and_retained, factor, Rational(factor * seized.demonstrator),
          1 - *q.truth_retained, std::move(dominance)};
}

// With its claims: on the whole, and at each step.
void add_cautious(MesaTable& table, Steps steps) {
  constexpr std::string_view dominance = "trajectory-dominance";
  const ModelClass& c = table.model_class;
  const Imitator cautious;
  table.cautious.name = cautious.name();
  for (unsigned t = first_of(steps, c); t <= c.horizon; ++t) {
    std::vector<std::string_view> ids{dominance};
    if (t == c.horizon) ids.insert(ids.end(), std::begin(mesa_claims), std::end(mesa_claims));
    CheckResult found = check(cut_to(c, t), cautious, {}, ids);
    const Quantities& q = found.evaluation.quantities;
    add_step(table.cautious, q);
    const auto at =
        std::ranges::find_if(found.claims, [&](const ClaimResult& r) { return r.claim->id == dominance; });
    if (q.accumulated) table.within.push_back(within_claim(q, std::move(at->worst)));
    if (t < c.horizon) continue;
    found.claims.erase(at);
    table.claims = std::move(found.claims);
    table.nodes = found.evaluation.work.nodes;
    table.cautious.retained = q.truth_retained;
  }
}

}  // namespace

ModelClass mesa_class(const MesaOptions& o) {
  const Workshop shop = workshop(o.workshop);
  ModelClass c = class_in(shop.world, "planners in the workshop");
  using Models = MesaOptions::Models;
  const Rational share = o.models == Models::both ? ratio(1, 2) : Rational(1);  // the first bit says which
  if (o.models != Models::habits) add_planners(o, shop, share, c);
  if (o.models != Models::planners) add_habits(o, shop, share, c);
  if (o.models == Models::habits)
    c.demonstrator = Model{in_words(o.demonstrator), 0, policy_of(shop.world, demonstrator_plan(o, shop))};
  c.alpha = o.alpha;
  c.horizon = horizon_of(shop);
  c.forced_queries = o.watched;
  c.events.push_back(reaching_event(shop.world, "seized", shop.seized));
  if (o.workshop.projects)
    c.events.push_back(
        Event::contains(std::string(builds_twice), {1, 1}, c.actions.size(), c.observations.size()));
  c.validate();
  return c;
}

MesaTable compare_imitators(const MesaOptions& o, Steps steps) {
  const Workshop shop = workshop(o.workshop);
  const Plan truth = demonstrator_plan(o, shop);
  MesaTable table;
  table.model_class = mesa_class(o);
  const ModelClass& c = table.model_class;
  if (c.demonstrator_inside()) table.demonstrator_prior = c.demonstrator_prior();
  table.fit = fit_before_the_door(shop, truth);
  table.demonstrator = conduct_of("demonstrator", c, c.demonstrator_policy(), steps);
  const unsigned quiet = quiet_steps(shop);
  table.maximum_posterior = conduct_of(c, Imitator("maximum posterior", MaximumPosterior{}), steps, quiet);
  table.mixture = conduct_of(c, Imitator("Bayes mixture", BayesMixture{}), steps, quiet);
  table.irl = conduct_of(
      "IRL", c, policy_of(shop.world, followed_by(truth, o.watched, run_in_the_workshop(o, shop, table.fit))),
      steps);
  add_cautious(table, steps);
  return table;
}

Seen told_apart(const MesaOptions& o) {
  const Workshop shop = workshop(o.workshop);
  MesaOptions simplest = o;
  simplest.demonstrator = Planner{};
  const unsigned horizon = horizon_of(shop);
  const TwoPlans plans{first_days(demonstrator_plan(o, shop), horizon),
                       first_days(demonstrator_plan(simplest, shop), horizon),
                       o.workshop.projects ? 0 : shop.door_day, shop.seized};
  const ModelClass c = mesa_class(o);
  std::optional<Drawn> drawn;
  if (c.demonstrator_inside()) {
    drawn.emplace();
    for (const Model& m : c.models) drawn->weights.push_back(m.prior);
    drawn->demonstrator = std::get<ModelIndex>(c.demonstrator);
  }
  return what_is_seen(shop.world, plans, drawn);
}

MesaMember mesa_member(const Rational& rationality, unsigned watched, const Imitator& cautious) {
  MesaOptions o;
  o.workshop.projects = false;
  o.family = {rationality, 256, 6};
  o.watched = watched;
  o.alpha = ratio(1, 20);
  const Workshop shop = workshop(o.workshop);
  const Plan truth = demonstrator_plan(o, shop);
  const ModelClass c = mesa_class(o);
  const auto seized = [&](const Imitator& imitator, const NodeVisitor& visitor = {}) {
    return evaluate(c, imitator, {}, visitor).quantities.events[0].imitator;
  };
  const auto seized_by = [&](const Plan& plan) {
    return reaching_probability(shop.world, first_days(plan, c.horizon), shop.seized);
  };
  const Plan irl = run_in_the_workshop(o, shop, fit_before_the_door(shop, truth));
  MesaMember m{rationality, seized_by(truth), 0, 0, seized_by(followed_by(truth, watched, irl)), 0, 0};
  m.maximum_posterior = seized(Imitator("maximum posterior", MaximumPosterior{}));
  m.mixture = seized(Imitator("Bayes mixture", BayesMixture{}));
  m.cautious = seized(cautious, [&m](const Node& node, const auto&) {
    if (!node.forced) m.largest_theta = std::max(m.largest_theta, node.law.query_probability);
  });
  return m;
}

Comparison decide_planner(const MesaMember& m, const Rational& factor) {
  Comparison worst;
  const auto look_at = [&](Comparison here, std::string_view who) {
    here.detail = who;
    if (worse(here, worst)) worst = std::move(here);
  };
  // Lower bounds, as factor P_dem <= P.
  look_at(at_most(Rational(factor * m.demonstrator), m.maximum_posterior), "maximum posterior");
  look_at(at_most(Rational(factor * m.demonstrator), m.mixture), "Bayes mixture");
  look_at(at_most(Rational(factor * m.demonstrator), m.irl), "IRL");
  look_at(at_most(m.cautious, Rational((1 + m.largest_theta) * m.demonstrator)), "cautious");
  worst.interesting = m.demonstrator > 0;
  return worst;
}

}  // namespace qed
