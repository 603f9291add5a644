#include "properties/generators/shrink.hpp"

#include <optional>

#include "properties/generators/erase.hpp"
#include "properties/generators/laws.hpp"
#include "properties/generators/simpler_numbers.hpp"

namespace qed::gen {
namespace {

using Classes = std::vector<ModelClass>;

// The class with one change, added to `all`.
template <class Change>
void add(Classes& all, const ModelClass& c, Change change) {
  all.push_back(c);
  change(all.back());
}

void fewer_parts(const ModelClass& c, Classes& all) {
  if (c.models.size() > 1)
    for (ModelIndex m = 0; m < c.models.size(); ++m)
      if (!c.demonstrator_inside() || m != std::get<ModelIndex>(c.demonstrator))
        all.push_back(without_model(c, m));
  for (std::size_t e = 0; e < c.events.size(); ++e)
    add(all, c, [e](ModelClass& d) { d.events.erase(d.events.begin() + static_cast<std::ptrdiff_t>(e)); });
  if (c.observations.size() > 1)
    for (ObservationIndex o = 0; o < c.observations.size(); ++o) all.push_back(without_observation(c, o));
  if (c.actions.size() > 1)
    for (ActionIndex a = 0; a < c.actions.size(); ++a) all.push_back(without_action(c, a));
}

void fewer_steps(const ModelClass& c, Classes& all) {
  for (const unsigned horizon : {1u, c.horizon / 2, c.horizon - 1})
    if (horizon >= 1 && horizon < c.horizon) add(all, c, [=](ModelClass& d) { d.horizon = horizon; });
  for (const unsigned forced : {0u, c.forced_queries - 1})
    if (forced < c.forced_queries) add(all, c, [=](ModelClass& d) { d.forced_queries = forced; });
}

void plainer_kinds(const ModelClass& c, Classes& all) {
  if (!c.demonstrator_inside()) add(all, c, [](ModelClass& d) { d.demonstrator = ModelIndex{0}; });
  if (c.threshold == Threshold::non_strict)
    add(all, c, [](ModelClass& d) { d.threshold = Threshold::strict; });
  if (c.environment.sees_query)
    add(all, c, [](ModelClass& d) {
      d.environment.sees_query = false;
      mirror_laws(d.environment);
    });
}

void less_memory(const ModelClass& c, Classes& all) {
  for (std::size_t m = 0; m < c.models.size(); ++m)
    for (PolicySpec& policy : with_less_memory(c.models[m].policy))
      add(all, c, [&](ModelClass& d) { d.models[m].policy = std::move(policy); });
  if (!c.demonstrator_inside())
    for (PolicySpec& policy : with_less_memory(c.demonstrator_policy()))
      add(all, c, [&](ModelClass& d) { std::get<Model>(d.demonstrator).policy = std::move(policy); });
  for (Environment& environment : with_less_memory(c.environment))
    add(all, c, [&](ModelClass& d) { d.environment = std::move(environment); });
  for (std::size_t e = 0; e < c.events.size(); ++e)
    for (Event& event : with_less_memory(c.events[e]))
      add(all, c, [&](ModelClass& d) { d.events[e] = std::move(event); });
}

void simpler_numbers(const ModelClass& c, Classes& all) {
  std::vector<Rational> priors;
  for (const Model& model : c.models) priors.push_back(model.prior);
  for (const auto& simpler : simpler_priors(priors))
    add(all, c, [&](ModelClass& d) {
      for (std::size_t m = 0; m < d.models.size(); ++m) d.models[m].prior = simpler[m];
    });
  for (const Rational& alpha : simpler_fractions(c.alpha))
    add(all, c, [&](ModelClass& d) { d.alpha = alpha; });

  ModelClass counted = c;
  const auto replaced_in = [&all](const ModelClass& from, std::size_t count, auto law_at, auto finish) {
    for (std::size_t k = 0; k < count; ++k) {
      ModelClass copy = from;
      for (const Distribution& simpler : simpler_laws(*law_at(copy, k)))
        add(all, from, [&](ModelClass& d) {
          *law_at(d, k) = simpler;
          finish(d);
        });
    }
  };
  replaced_in(
      c, action_laws(counted).size(), [](ModelClass& d, std::size_t k) { return action_laws(d)[k]; },
      [](ModelClass&) {});
  replaced_in(
      c, observation_laws(counted.environment).size(),
      [](ModelClass& d, std::size_t k) { return observation_laws(d.environment)[k]; },
      [](ModelClass& d) { mirror_laws(d.environment); });
}

}  // namespace

std::vector<ModelClass> simpler(const ModelClass& c) {
  Classes all;
  fewer_parts(c, all);
  fewer_steps(c, all);
  plainer_kinds(c, all);
  less_memory(c, all);
  simpler_numbers(c, all);
  return all;
}

rc::Shrinkable<ModelClass> shrinkable(ModelClass c, const std::function<bool(const ModelClass&)>& fits) {
  return rc::shrinkable::shrinkRecur(std::move(c), [fits](const ModelClass& from) {
    std::vector<ModelClass> candidates = simpler(from);
    if (fits) std::erase_if(candidates, [&fits](const ModelClass& d) { return !fits(d); });
    return rc::seq::fromContainer(std::move(candidates));
  });
}

Shrunk shrink(ModelClass c, const std::function<bool(const ModelClass&)>& fails, unsigned most_tries) {
  Shrunk shrunk{std::move(c), 0, false};
  unsigned tries = 0;
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (ModelClass& candidate : simpler(shrunk.smallest)) {
      if (tries++ == most_tries) return shrunk;
      if (!fails(candidate)) continue;
      shrunk.smallest = std::move(candidate);
      ++shrunk.steps;
      smaller = true;
      break;
    }
  }
  shrunk.finished = true;
  return shrunk;
}

}  // namespace qed::gen
