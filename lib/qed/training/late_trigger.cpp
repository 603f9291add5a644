#include "qed/training/late_trigger.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/training/distinguisher.hpp"

namespace qed {

std::vector<Rational> best_of_behaviour(const Mdp& world, const TwoPlans& plans) {
  return behaviour_distances(world, plans.demonstrator, plans.other);
}

Rational best_of_descriptions(const Drawn& drawn) {
  Rational mass = 0;
  for (const Rational& w : drawn.weights) mass += w;
  std::vector<Rational> law;
  for (const Rational& w : drawn.weights) law.push_back(w / mass);
  const auto gap = gap_between(Distribution::certain(drawn.demonstrator, drawn.weights.size()),
                               Distribution(std::move(law)));
  return advantage(gap, every_distinguisher().best(gap));
}

Seen what_is_seen(const Mdp& world, const TwoPlans& plans, const std::optional<Drawn>& drawn,
                  const OfBehaviour& of_behaviour, const OfDescriptions& of_descriptions) {
  Seen found{plans.alike, of_behaviour(world, plans), {}, std::nullopt, std::nullopt};
  const auto first = [](const Plan& plan, std::size_t steps) {
    return Plan(plan.begin(), plan.begin() + static_cast<std::ptrdiff_t>(steps));
  };
  for (std::size_t t = 1; t <= plans.demonstrator.size(); ++t)
    found.event.push_back(
        abs(Rational(reaching_probability(world, first(plans.demonstrator, t), plans.event) -
                     reaching_probability(world, first(plans.other, t), plans.event))));
  if (!drawn) return found;
  if (drawn->demonstrator >= drawn->weights.size())
    throw std::invalid_argument(
        fmt::format("the demonstrator is model {} of {}", drawn->demonstrator, drawn->weights.size()));
  Rational mass = 0;
  for (const Rational& w : drawn->weights) mass += w;
  found.share = drawn->weights[drawn->demonstrator] / mass;
  found.description = of_descriptions(*drawn);
  return found;
}

namespace {

std::string seen_steps(std::size_t n) { return fmt::format("{} step{}", n, n == 1 ? "" : "s"); }

}  // namespace

Comparison decide_late_trigger(const Seen& s) {
  Comparison worst;
  bool told_later = false;
  const auto look_at = [&](Comparison here, std::string what) {
    here.detail = std::move(what);
    if (worse(here, worst)) worst = std::move(here);
  };
  for (std::size_t t = 0; t < s.behaviour.size(); ++t)
    if (t < s.alike) {
      look_at(at_most(s.behaviour[t], Rational(0)), fmt::format("behaviour, {} seen", seen_steps(t + 1)));
    } else {
      look_at(at_most(s.event[t], s.behaviour[t]), fmt::format("the event, {} seen", seen_steps(t + 1)));
      told_later = told_later || s.event[t] > 0;
    }
  if (s.description)
    look_at(at_most(Rational(abs(Rational(*s.description - (1 - *s.share)))), Rational(0)),
            "the description: |advantage - (1 - share of the prior)|");
  worst.interesting = s.alike > 0 && told_later && s.share && *s.share < 1;
  return worst;
}

}  // namespace qed
