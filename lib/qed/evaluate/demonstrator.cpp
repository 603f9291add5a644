#include "qed/evaluate/demonstrator.hpp"

#include <map>
#include <tuple>

#include "qed/exact/limbs.hpp"

namespace qed {
namespace {

// (demonstrator, environment, event): acceptance leaves the map, and its mass is added up.
using DemonstratorState = std::tuple<StateIndex, StateIndex, StateIndex>;

struct Way {
  const Integer* mass;
  Rational probability;
  StateIndex demonstrator, environment, event;
};

// Masses of one level are integers over one denominator, as in the engine: no gcd of long numbers until the end.
Rational accepted(const ModelClass& c, Policy& policy, const Event& event, unsigned horizon) {
  if (event.states[event.start].accepting) return 1;
  std::map<DemonstratorState, Integer> level{
      {{policy.start(), c.environment.start, event.start}, Integer(1)}};
  Integer sum = 0, denominator = 1;
  for (unsigned t = 0; t < horizon && !level.empty(); ++t) {
    std::vector<Way> flows;
    Integer common = 1;
    for (const auto& [state, mass] : level) {
      const auto [demonstrator, environment, at] = state;
      const Distribution& law = policy.law(demonstrator);
      for (ActionIndex a = 0; a < law.size(); ++a) {
        if (law[a] == 0) continue;
        const Distribution& observed = c.environment.states[environment].laws[false][a];
        for (ObservationIndex x = 0; x < observed.size(); ++x) {
          if (observed[x] == 0) continue;
          const Rational probability = law[a] * observed[x];
          common = lcm(common, denominator_of(probability));
          flows.push_back({&mass, probability, policy.next(demonstrator, {a, x}),
                           c.environment.states[environment].next[a][x], event.states[at].next[a][x]});
        }
      }
    }
    std::map<DemonstratorState, Integer> next;
    sum *= common;
    denominator *= common;
    for (const Way& f : flows) {
      const Integer flow = *f.mass * (numerator_of(f.probability) * (common / denominator_of(f.probability)));
      if (event.states[f.event].accepting)
        sum += flow;
      else
        next[{f.demonstrator, f.environment, f.event}] += flow;
    }
    level = std::move(next);
  }
  return ratio(sum, denominator);
}

}  // namespace

std::vector<Rational> demonstrator_event_probabilities(const ModelClass& c, unsigned horizon) {
  const auto policies = compile(c);
  Policy& demonstrator = *policies[c.demonstrator_slot()];
  std::vector<Rational> result;
  for (const Event& event : c.events) result.push_back(accepted(c, demonstrator, event, horizon));
  return result;
}

}  // namespace qed
