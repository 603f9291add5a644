#include "properties/generators/erase.hpp"

#include <algorithm>
#include <iterator>

#include "properties/generators/laws.hpp"

namespace qed::gen {
namespace {

template <class T>
void erase_at(std::vector<T>& from, std::size_t index) {
  from.erase(from.begin() + static_cast<std::ptrdiff_t>(index));
}

Distribution without_outcome(const Distribution& law, std::size_t outcome) {
  std::vector<Rational> p(law.begin(), law.end());
  const Rational freed = p[outcome];
  erase_at(p, outcome);
  p[0] += freed;
  return Distribution(std::move(p));
}

// Of an automaton of any kind: its states have a table `next`.
template <class States>
void erase_action_row(States& states, ActionIndex a) {
  for (auto& state : states) erase_at(state.next, a);
}
template <class States>
void erase_observation_column(States& states, ObservationIndex o) {
  for (auto& state : states)
    for (auto& by_observation : state.next) erase_at(by_observation, o);
}

template <class Machine>
Machine without_state(Machine machine, StateIndex erased) {
  const auto renamed = [&](StateIndex s) { return s > erased ? s - 1 : s; };
  for (auto& state : machine.states)
    for (auto& by_observation : state.next)
      for (StateIndex& s : by_observation) s = renamed(s == erased ? machine.start : s);
  erase_at(machine.states, erased);
  machine.start = renamed(machine.start);
  return machine;
}

// One machine for each state but the start that may be left out.
template <class Machine>
std::vector<Machine> without_one_state(const Machine& machine) {
  std::vector<Machine> smaller;
  for (StateIndex s = 0; s < machine.states.size(); ++s)
    if (s != machine.start) smaller.emplace_back(without_state(machine, s));
  return smaller;
}

// Contexts without the action, renumbered.
void erase_action_contexts(Markov& markov, ActionIndex a) {
  std::map<std::vector<ActionIndex>, Distribution> laws;
  for (const auto& [context, law] : markov.laws) {
    if (std::find(context.begin(), context.end(), a) != context.end()) continue;
    std::vector<ActionIndex> renumbered = context;
    for (ActionIndex& played : renumbered) played -= played > a;
    laws.emplace(std::move(renumbered), law);
  }
  markov.laws = std::move(laws);
}

template <class F>
void for_each_policy(ModelClass& c, F f) {
  for (Model& model : c.models) f(model.policy);
  if (auto* outside = std::get_if<Model>(&c.demonstrator)) f(outside->policy);
}

std::vector<Event> events_without_action(const std::vector<Event>& events, ActionIndex a,
                                         std::size_t actions_left, std::size_t observations) {
  std::vector<Event> left;
  for (const Event& event : events) {
    if (event.kind == Event::Kind::automaton) {
      left.push_back(event);
      erase_action_row(left.back().states, a);
      continue;
    }
    std::vector<ActionIndex> sequence = event.actions;
    if (std::find(sequence.begin(), sequence.end(), a) != sequence.end()) continue;
    for (ActionIndex& played : sequence) played -= played > a;
    const auto make = event.kind == Event::Kind::prefix ? Event::prefix : Event::contains;
    left.push_back(make(event.name, std::move(sequence), actions_left, observations));
  }
  return left;
}

}  // namespace

ModelClass without_model(ModelClass c, ModelIndex erased) {
  erase_at(c.models, erased);
  if (auto* demonstrator = std::get_if<ModelIndex>(&c.demonstrator)) *demonstrator -= *demonstrator > erased;
  return c;
}

ModelClass without_action(const ModelClass& original, ActionIndex a) {
  ModelClass c = original;
  erase_at(c.actions, a);
  for_each_policy(c, [a](PolicySpec& policy) {
    if (auto* markov = std::get_if<Markov>(&policy)) erase_action_contexts(*markov, a);
    if (auto* automaton = std::get_if<Automaton>(&policy)) erase_action_row(automaton->states, a);
  });
  for (Distribution* law : action_laws(c)) *law = without_outcome(*law, a);
  for (EnvironmentState& state : c.environment.states)
    for (auto& by_action : state.laws) erase_at(by_action, a);
  erase_action_row(c.environment.states, a);
  c.events = events_without_action(c.events, a, c.actions.size(), c.observations.size());
  return c;
}

ModelClass without_observation(const ModelClass& original, ObservationIndex o) {
  ModelClass c = original;
  erase_at(c.observations, o);
  for_each_policy(c, [o](PolicySpec& policy) {
    if (auto* automaton = std::get_if<Automaton>(&policy)) erase_observation_column(automaton->states, o);
  });
  for (Distribution* law : observation_laws(c.environment)) *law = without_outcome(*law, o);
  mirror_laws(c.environment);
  erase_observation_column(c.environment.states, o);
  for (Event& event : c.events) erase_observation_column(event.states, o);
  return c;
}

std::vector<PolicySpec> with_less_memory(const PolicySpec& policy) {
  std::vector<PolicySpec> smaller;
  if (const auto* schedule = std::get_if<Schedule>(&policy)) {
    for (const Distribution& law : schedule->laws) smaller.emplace_back(Iid{law});
    for (std::size_t t = 0; schedule->laws.size() > 1 && t < schedule->laws.size(); ++t) {
      Schedule shorter = *schedule;
      erase_at(shorter.laws, t);
      smaller.emplace_back(std::move(shorter));
    }
  } else if (const auto* markov = std::get_if<Markov>(&policy)) {
    for (const auto& [context, law] : markov->laws) smaller.emplace_back(Iid{law});
    if (markov->order > 1) {
      Markov lower{markov->order - 1, markov->laws};
      std::erase_if(lower.laws, [&](const auto& entry) { return entry.first.size() > lower.order; });
      smaller.emplace_back(std::move(lower));
    }
  } else if (const auto* automaton = std::get_if<Automaton>(&policy)) {
    for (const AutomatonState& state : automaton->states) smaller.emplace_back(Iid{state.law});
    for (Automaton& fewer : without_one_state(*automaton)) smaller.emplace_back(std::move(fewer));
  }
  return smaller;
}

std::vector<Environment> with_less_memory(const Environment& environment) {
  return without_one_state(environment);
}

std::vector<Event> with_less_memory(const Event& event) {
  if (event.kind == Event::Kind::automaton) return without_one_state(event);
  if (event.actions.size() == 1) return {};
  const auto& next = event.states.front().next;
  const auto make = event.kind == Event::Kind::prefix ? Event::prefix : Event::contains;
  return {make(event.name, {event.actions.begin(), std::prev(event.actions.end())}, next.size(),
               next.front().size())};
}

}  // namespace qed::gen
