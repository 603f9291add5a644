#include "qed/training/mdp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"

namespace qed {
namespace {

void require_names(const std::vector<std::string>& names, std::string_view what) {
  if (names.empty()) throw std::invalid_argument(fmt::format("no {}; expected at least one", what));
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (const std::string fault = name_fault(names[i], false); !fault.empty())
      throw std::invalid_argument(fmt::format("{} {}: found {}, expected a name", what, i, fault));
    if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
        names.begin() + static_cast<std::ptrdiff_t>(i))
      throw std::invalid_argument(fmt::format("two {} are called {}", what, in_quotes(names[i])));
  }
}

// The possible next states, in order of declaration: their ranks are the observations.
std::vector<StateIndex> successors(const Distribution& law) {
  std::vector<StateIndex> result;
  for (StateIndex s = 0; s < law.size(); ++s)
    if (law[s] > 0) result.push_back(s);
  return result;
}

std::size_t most_successors(const Mdp& mdp) {
  std::size_t most = 1;
  for (const auto& by_action : mdp.next)
    for (const Distribution& law : by_action) most = std::max(most, successors(law).size());
  return most;
}

void require_plan(const Mdp& mdp, const Plan& plan) {
  if (plan.empty()) throw std::invalid_argument("a plan of no steps; expected at least one");
  for (const auto& laws : plan) {
    if (laws.size() != mdp.states.size())
      throw std::invalid_argument(
          fmt::format("a plan with laws for {} states in a world of {}", laws.size(), mdp.states.size()));
    for (const Distribution& law : laws)
      if (law.size() != mdp.actions.size())
        throw std::invalid_argument(fmt::format("a plan with a law over {} actions where there are {}",
                                                law.size(), mdp.actions.size()));
  }
}

void require_one_length(const Mdp& mdp, const Plan& a, const Plan& b) {
  require_plan(mdp, a);
  require_plan(mdp, b);
  if (a.size() != b.size())
    throw std::invalid_argument(fmt::format("plans of {} and of {} steps", a.size(), b.size()));
}

// Masses one step on.
std::vector<Rational> step(const Mdp& mdp, const std::vector<Distribution>& laws,
                           const std::vector<Rational>& at) {
  std::vector<Rational> next(at.size());
  for (StateIndex s = 0; s < at.size(); ++s) {
    if (at[s] == 0) continue;
    for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
      if (laws[s][a] == 0) continue;
      const Rational mass = at[s] * laws[s][a];
      for (const StateIndex to : successors(mdp.next[s][a])) next[to] += mass * mdp.next[s][a][to];
    }
  }
  return next;
}

}  // namespace

void Mdp::validate() const {
  require_names(states, "states");
  require_names(actions, "actions");
  if (start >= states.size())
    throw std::invalid_argument(fmt::format("the start is state {} of {}", start, states.size()));
  if (next.size() != states.size())
    throw std::invalid_argument(fmt::format("dynamics of {} states, of {}", next.size(), states.size()));
  for (StateIndex s = 0; s < states.size(); ++s) {
    if (next[s].size() != actions.size())
      throw std::invalid_argument(fmt::format("dynamics of {} actions in state {}, of {}", next[s].size(),
                                              in_quotes(states[s]), actions.size()));
    for (ActionIndex a = 0; a < actions.size(); ++a)
      if (next[s][a].size() != states.size())
        throw std::invalid_argument(fmt::format("after {} in state {}: a law over {} states, of {}",
                                                in_quotes(actions[a]), in_quotes(states[s]),
                                                next[s][a].size(), states.size()));
  }
}

StateIndex Mdp::state(std::string_view name) const {
  const auto found = std::ranges::find(states, name);
  if (found == states.end())
    throw std::invalid_argument("no state is called " + in_quotes(name) + suggestion(name, states));
  return static_cast<StateIndex>(found - states.begin());
}

std::vector<std::vector<bool>> possible_states(const Mdp& mdp, std::size_t steps) {
  std::vector<std::vector<bool>> possible(steps + 1, std::vector<bool>(mdp.states.size(), false));
  possible[0][mdp.start] = true;
  for (std::size_t t = 0; t < steps; ++t)
    for (StateIndex s = 0; s < mdp.states.size(); ++s)
      if (possible[t][s])
        for (const Distribution& law : mdp.next[s])
          for (const StateIndex to : successors(law)) possible[t + 1][to] = true;
  return possible;
}

std::vector<std::vector<Rational>> state_laws(const Mdp& mdp, const Plan& plan) {
  require_plan(mdp, plan);
  std::vector<std::vector<Rational>> laws{std::vector<Rational>(mdp.states.size())};
  laws[0][mdp.start] = 1;
  for (const auto& at_step : plan) laws.push_back(step(mdp, at_step, laws.back()));
  return laws;
}

Rational reaching_probability(const Mdp& mdp, const Plan& plan, const std::vector<bool>& states) {
  require_plan(mdp, plan);
  std::vector<Rational> at(mdp.states.size());
  at[mdp.start] = 1;
  Rational reached = 0;
  const auto collect = [&] {
    for (StateIndex s = 0; s < at.size(); ++s)
      if (states[s]) reached += at[s], at[s] = 0;
  };
  collect();
  for (const auto& laws : plan) {
    at = step(mdp, laws, at);
    collect();
  }
  return reached;
}

namespace {

// Adds |P - P'| / 2 over the histories that go on from here, to each length; `p` and `q` are those of the
// history so far.
void add_distances(const Mdp& mdp, const Plan& a, const Plan& b, std::size_t t, StateIndex s,
                   const Rational& p, const Rational& q, std::vector<Rational>& distances) {
  if (t == a.size()) return;
  for (ActionIndex action = 0; action < mdp.actions.size(); ++action) {
    const Rational pa = p * a[t][s][action], qa = q * b[t][s][action];
    distances[t] += abs(Rational(pa - qa)) / 2;
    if (pa == 0 && qa == 0) continue;
    const Distribution& law = mdp.next[s][action];
    for (const StateIndex to : successors(law))
      add_distances(mdp, a, b, t + 1, to, pa * law[to], qa * law[to], distances);
  }
}

}  // namespace

std::vector<Rational> behaviour_distances(const Mdp& mdp, const Plan& a, const Plan& b) {
  require_one_length(mdp, a, b);
  std::vector<Rational> distances(a.size());
  add_distances(mdp, a, b, 0, mdp.start, 1, 1, distances);
  return distances;
}

DistanceBounds behaviour_distance_bounds(const Mdp& mdp, const Plan& a, const Plan& b) {
  require_one_length(mdp, a, b);
  const auto here = state_laws(mdp, a), there = state_laws(mdp, b);
  DistanceBounds bounds{0, 0};
  for (std::size_t t = 0; t < a.size(); ++t) {
    Rational of_step = 0;
    for (StateIndex s = 0; s < mdp.states.size(); ++s) {
      if (here[t][s] == 0 && there[t][s] == 0) continue;
      Rational of_actions = 0;
      for (ActionIndex action = 0; action < mdp.actions.size(); ++action) {
        const Rational &p = a[t][s][action], &q = b[t][s][action];
        of_actions += abs(Rational(p - q)) / 2;
        of_step += abs(Rational(here[t][s] * p - there[t][s] * q)) / 2;
      }
      bounds.at_most += here[t][s] * of_actions;
    }
    bounds.at_least = std::max(bounds.at_least, of_step);
  }
  bounds.at_most = std::min(bounds.at_most, Rational(1));
  return bounds;
}

std::vector<std::string> observation_names(const Mdp& mdp) {
  const std::size_t most = most_successors(mdp);
  if (most == 1) return {"-"};
  std::vector<std::string> names;
  for (std::size_t rank = 0; rank < most; ++rank) names.push_back(fmt::format("next-{}", rank));
  return names;
}

Environment environment_of(const Mdp& mdp) {
  mdp.validate();
  const std::size_t observations = most_successors(mdp);
  if (observations == 1) return Environment::silent(mdp.actions.size());
  Environment environment;
  environment.start = mdp.start;
  for (StateIndex s = 0; s < mdp.states.size(); ++s) {
    EnvironmentState state{mdp.states[s], {}, {}};
    std::vector<Distribution> laws;
    for (const Distribution& law : mdp.next[s]) {
      const std::vector<StateIndex> to = successors(law);
      std::vector<Rational> by_rank(observations);
      state.next.emplace_back(observations, to.front());  // observations of probability 0 lead anywhere
      for (std::size_t rank = 0; rank < to.size(); ++rank) {
        by_rank[rank] = law[to[rank]];
        state.next.back()[rank] = to[rank];
      }
      laws.emplace_back(std::move(by_rank));
    }
    state.laws = {laws, laws};
    environment.states.push_back(std::move(state));
  }
  return environment;
}

namespace {

// next[action][observation] of one state of the world, each next state as `index` numbers it.
template <class Index>
std::vector<std::vector<StateIndex>> transitions(const Mdp& mdp, StateIndex s, std::size_t observations,
                                                 const Index& index) {
  std::vector<std::vector<StateIndex>> next;
  for (const Distribution& law : mdp.next[s]) {
    const std::vector<StateIndex> to = successors(law);
    next.emplace_back(observations, index(to.front()));
    for (std::size_t rank = 0; rank < to.size(); ++rank) next.back()[rank] = index(to[rank]);
  }
  return next;
}

}  // namespace

Event reaching_event(const Mdp& mdp, std::string name, const std::vector<bool>& states) {
  mdp.validate();
  Event event{std::move(name), Event::Kind::automaton, {}, mdp.start, {}};
  for (StateIndex s = 0; s < mdp.states.size(); ++s)
    event.states.push_back({mdp.states[s], states[s],
                            transitions(mdp, s, most_successors(mdp), [](StateIndex to) { return to; })});
  return event;
}

Event acting_event(const Mdp& mdp, std::string name, const std::vector<bool>& states) {
  Event event = reaching_event(mdp, std::move(name), std::vector<bool>(mdp.states.size(), false));
  const auto acted = static_cast<StateIndex>(event.states.size());
  const std::vector<std::vector<StateIndex>> always(mdp.actions.size(),
                                                    std::vector<StateIndex>(most_successors(mdp), acted));
  for (StateIndex s = 0; s < acted; ++s) {
    event.states[s].name =
        "in:" + mdp.states[s];  // no state of a world can then be called as the last one is
    if (states[s]) event.states[s].next = always;
  }
  event.states.push_back({"acted", true, always});
  return event;
}

Rational event_probability(const Mdp& mdp, const Plan& plan, const Event& event) {
  require_plan(mdp, plan);
  std::map<std::pair<StateIndex, StateIndex>, Rational> at{{{mdp.start, event.start}, 1}};  // world, event
  Rational happened = 0;
  const auto collect = [&] {
    std::erase_if(at, [&](const auto& entry) {
      const bool accepted = event.states[entry.first.second].accepting;
      if (accepted) happened += entry.second;
      return accepted;
    });
  };
  collect();
  for (const auto& laws : plan) {
    std::map<std::pair<StateIndex, StateIndex>, Rational> next;
    for (const auto& [place, mass] : at) {
      const auto [s, e] = place;
      for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
        if (laws[s][a] == 0) continue;
        const Rational acted = mass * laws[s][a];
        const std::vector<StateIndex> to = successors(mdp.next[s][a]);
        for (std::size_t rank = 0; rank < to.size(); ++rank)
          next[{to[rank], event.states[e].next[a][rank]}] += acted * mdp.next[s][a][to[rank]];
      }
    }
    at = std::move(next);
    collect();
  }
  return happened;
}

Automaton policy_of(const Mdp& mdp, const Plan& plan) {
  mdp.validate();
  require_plan(mdp, plan);
  const std::size_t steps = plan.size(), observations = most_successors(mdp);
  std::map<std::pair<std::size_t, StateIndex>, StateIndex>
      index;  // after the last step, the step `steps` repeats
  const auto indexed = [&](std::size_t t, StateIndex s) {
    return index.try_emplace({std::min(t, steps), s}, static_cast<StateIndex>(index.size())).first->second;
  };
  Automaton automaton{indexed(0, mdp.start), {}};
  std::vector<std::optional<AutomatonState>> states;
  for (std::vector<std::pair<std::size_t, StateIndex>> open{{0, mdp.start}}; !open.empty();) {
    const auto [t, s] = open.back();
    open.pop_back();
    const StateIndex here = indexed(t, s);
    if (states.size() < index.size()) states.resize(index.size());
    if (states[here]) continue;
    states[here] = AutomatonState{fmt::format("{}:{}", t, mdp.states[s]), plan[std::min(t, steps - 1)][s],
                                  transitions(mdp, s, observations, [&](StateIndex to) {
                                    open.push_back({std::min(t + 1, steps), to});
                                    return indexed(t + 1, to);
                                  })};
  }
  for (auto& state : states) automaton.states.push_back(std::move(*state));
  return automaton;
}

bool same_policy(const Mdp& mdp, const Plan& a, const Plan& b) {
  if (a.size() != b.size()) return false;
  const auto possible = possible_states(mdp, a.size());
  for (std::size_t t = 0; t < a.size(); ++t)
    for (StateIndex s = 0; s < mdp.states.size(); ++s)
      if (possible[t][s] && !(a[t][s] == b[t][s])) return false;
  return true;
}

ModelClass class_in(const Mdp& mdp, std::string name) {
  ModelClass c;
  c.name = std::move(name);
  c.actions = mdp.actions;
  c.observations = observation_names(mdp);
  c.environment = environment_of(mdp);
  return c;
}

}  // namespace qed
