#include "qed/evaluate/demonstrator.hpp"

#include <map>
#include <tuple>

namespace qed {
namespace {

// (demonstrator, environment, event): acceptance leaves the map, and its mass is added up.
using DemonstratorState = std::tuple<StateIndex, StateIndex, StateIndex>;

Rational accepted(const ModelClass& c, const Event& event, unsigned horizon) {
  if (event.states[event.start].accepting) return 1;
  const auto policy = compile(c.demonstrator_policy(), c.actions.size());
  std::map<DemonstratorState, Rational> level{
      {{policy->start(), c.environment.start, event.start}, Rational(1)}};
  Rational sum = 0;
  for (unsigned t = 0; t < horizon; ++t) {
    std::map<DemonstratorState, Rational> next;
    for (const auto& [state, mass] : level) {
      const auto [demonstrator, environment, at] = state;
      const Distribution& law = policy->law(demonstrator);
      for (ActionIndex a = 0; a < law.size(); ++a) {
        if (law[a] == 0) continue;
        const Distribution& observed = c.environment.states[environment].laws[false][a];
        for (ObservationIndex x = 0; x < observed.size(); ++x) {
          if (observed[x] == 0) continue;
          const StateIndex to = event.states[at].next[a][x];
          const Rational flow = mass * law[a] * observed[x];
          if (event.states[to].accepting)
            sum += flow;
          else
            next[{policy->next(demonstrator, {a, x}), c.environment.states[environment].next[a][x], to}] +=
                flow;
        }
      }
    }
    level = std::move(next);
  }
  return sum;
}

}  // namespace

std::vector<Rational> demonstrator_event_probabilities(const ModelClass& c, unsigned horizon) {
  std::vector<Rational> result;
  for (const Event& event : c.events) result.push_back(accepted(c, event, horizon));
  return result;
}

}  // namespace qed
