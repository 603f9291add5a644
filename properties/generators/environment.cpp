#include "properties/generators/environment.hpp"

#include <fmt/format.h>

#include "properties/generators/laws.hpp"
#include "properties/generators/numbers.hpp"

namespace qed::gen {
namespace {

std::vector<std::vector<StateIndex>> any_transitions(Draw& draw, Alphabet alphabet, std::size_t states) {
  std::vector<std::vector<StateIndex>> next(alphabet.actions, std::vector<StateIndex>(alphabet.observations));
  for (auto& by_observation : next)
    for (StateIndex& state : by_observation) state = static_cast<StateIndex>(draw.below(states));
  return next;
}

}  // namespace

Environment environment(Draw& draw, Alphabet alphabet, Memory memory) {
  if (alphabet.observations == 1) return Environment::silent(alphabet.actions);
  const std::size_t states = memory == Memory::none ? 1 : draw.between(1, 3);
  const bool sees_query = draw.chance(15), shows_it = sees_query && draw.chance(50);
  Environment result{sees_query, 0, {}};
  for (std::size_t s = 0; s < states; ++s) {
    EnvironmentState state{fmt::format("e{}", s), {{}, {}}, any_transitions(draw, alphabet, states)};
    for (std::size_t asked = 0; asked < 2; ++asked)
      for (std::size_t a = 0; a < alphabet.actions; ++a)
        state.laws[asked].push_back(shows_it ? Distribution::certain(asked, alphabet.observations)
                                             : law(draw, alphabet.observations));
    result.states.push_back(std::move(state));
  }
  mirror_laws(result);
  return result;
}

Event event(Draw& draw, Alphabet alphabet, std::string name, ActionIndex rare) {
  const std::size_t kind = draw.below(3);
  if (kind == 2) {
    Event result{std::move(name), Event::Kind::automaton, {}, 0, {}};
    const std::size_t states = draw.between(2, 3);
    for (std::size_t s = 0; s < states; ++s)
      result.states.push_back(
          {fmt::format("v{}", s), s + 1 == states, any_transitions(draw, alphabet, states)});
    return result;
  }
  std::vector<ActionIndex> sequence(draw.between(1, 3));
  const bool all_rare = draw.chance(40);
  for (ActionIndex& a : sequence)
    a = all_rare ? rare : static_cast<ActionIndex>(draw.below(alphabet.actions));
  const auto make = kind == 0 ? Event::prefix : Event::contains;
  return make(std::move(name), std::move(sequence), alphabet.actions, alphabet.observations);
}

}  // namespace qed::gen
