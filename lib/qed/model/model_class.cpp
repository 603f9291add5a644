// The small constructions: the environment that says nothing, and events as automata.
#include "qed/model/model_class.hpp"

#include <fmt/format.h>

#include <numeric>

#include "qed/exact/wording.hpp"

namespace qed {
namespace {

void require_sequence(const std::vector<ActionIndex>& sequence, std::size_t actions,
                      std::size_t observations) {
  if (sequence.empty()) throw std::invalid_argument("an event needs a sequence of at least one action");
  if (observations == 0) throw std::invalid_argument("an event needs at least one observation");
  for (const ActionIndex a : sequence)
    if (a >= actions)
      throw std::invalid_argument(fmt::format("an event spells out action {}, the class has {}", a, actions));
}

// A state that looks at the action and not at the observation.
EventState event_state(std::string name, bool accepting, const std::vector<StateIndex>& next_by_action,
                       std::size_t observations) {
  EventState state{std::move(name), accepting, {}};
  for (const StateIndex s : next_by_action) state.next.emplace_back(observations, s);
  return state;
}

std::string whose(const Model& m) { return fmt::format("model {}", in_quotes(m.name)); }

}  // namespace

Environment Environment::silent(std::size_t actions) {
  EnvironmentState state{"silent", {}, {}};
  state.laws.assign(2, std::vector(actions, Distribution::certain(0, 1)));
  state.next.assign(actions, {0});
  return Environment{false, 0, {std::move(state)}};
}

Event Event::prefix(std::string name, std::vector<ActionIndex> sequence, std::size_t actions,
                    std::size_t observations) {
  require_sequence(sequence, actions, observations);
  const auto length = static_cast<StateIndex>(sequence.size());
  const StateIndex missed = length + 1;
  Event event{std::move(name), Kind::prefix, std::move(sequence), 0, {}};
  for (StateIndex matched = 0; matched < length; ++matched) {
    std::vector<StateIndex> next(actions, missed);
    next[event.actions[matched]] = matched + 1;
    event.states.push_back(event_state(std::to_string(matched), false, next, observations));
  }
  event.states.push_back(
      event_state(std::to_string(length), true, std::vector<StateIndex>(actions, length), observations));
  event.states.push_back(
      event_state("missed", false, std::vector<StateIndex>(actions, missed), observations));
  return event;
}

// Knuth, Morris and Pratt: the state is the length of the longest suffix read that starts the sequence. A
// mismatch behaves as the state of the longest proper suffix would: `fallback`, which lags one letter behind.
Event Event::contains(std::string name, std::vector<ActionIndex> sequence, std::size_t actions,
                      std::size_t observations) {
  require_sequence(sequence, actions, observations);
  const auto length = static_cast<StateIndex>(sequence.size());
  Event event{std::move(name), Kind::contains, std::move(sequence), 0, {}};
  std::vector<StateIndex> fallback(actions,
                                   0);  // the row of the state that the letters read, less the first, lead to
  std::vector<std::vector<StateIndex>> rows;
  for (StateIndex matched = 0; matched < length; ++matched) {
    const ActionIndex expected = event.actions[matched];
    rows.push_back(fallback);
    rows.back()[expected] = matched + 1;
    fallback = rows[matched == 0 ? 0 : fallback[expected]];
  }
  rows.emplace_back(actions, length);
  for (StateIndex s = 0; s <= length; ++s)
    event.states.push_back(event_state(std::to_string(s), s == length, rows[s], observations));
  return event;
}

const PolicySpec& ModelClass::demonstrator_policy() const {
  if (const auto* index = std::get_if<ModelIndex>(&demonstrator)) return models.at(*index).policy;
  return std::get<Model>(demonstrator).policy;
}

std::size_t ModelClass::demonstrator_slot() const {
  return demonstrator_inside() ? std::get<ModelIndex>(demonstrator) : models.size();
}

std::vector<std::unique_ptr<Policy>> compile(const ModelClass& c) {
  c.validate();
  std::vector<std::unique_ptr<Policy>> policies;
  for (const Model& m : c.models) policies.push_back(compile(m.policy, c.actions.size(), whose(m)));
  if (!c.demonstrator_inside()) policies.push_back(compile_demonstrator(c));
  return policies;
}

std::unique_ptr<Policy> compile_demonstrator(const ModelClass& c) {
  const auto* outside = std::get_if<Model>(&c.demonstrator);
  return compile(c.demonstrator_policy(), c.actions.size(),
                 outside ? "the demonstrator" : whose(c.models[std::get<ModelIndex>(c.demonstrator)]));
}

}  // namespace qed
