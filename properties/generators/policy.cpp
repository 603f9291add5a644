#include "properties/generators/policy.hpp"

#include <fmt/format.h>

#include "properties/generators/laws.hpp"
#include "properties/generators/numbers.hpp"

namespace qed::gen {
namespace {

// next[action][observation]: one state for all, one per action, or one per action and observation.
std::vector<std::vector<StateIndex>> transitions(Draw& draw, Alphabet alphabet, std::size_t states) {
  const auto any_state = [&] { return static_cast<StateIndex>(draw.below(states)); };
  std::vector<std::vector<StateIndex>> next(alphabet.actions, std::vector<StateIndex>(alphabet.observations));
  const std::size_t looks_at = draw.below(3);
  StateIndex to = any_state();
  for (auto& by_observation : next) {
    if (looks_at == 1) to = any_state();
    for (StateIndex& state : by_observation) state = looks_at == 2 ? any_state() : to;
  }
  return next;
}

// A law for every context of up to `order` actions.
template <class MakeLaw>
Markov markov(unsigned order, std::size_t actions, MakeLaw make) {
  Markov policy{order, {}};
  std::vector<std::vector<ActionIndex>> contexts{{}};
  for (std::size_t i = 0; i < contexts.size(); ++i) {
    policy.laws.emplace(contexts[i], make());
    if (contexts[i].size() == order) continue;
    for (ActionIndex a = 0; a < actions; ++a) {
      contexts.push_back(contexts[i]);
      contexts.back().push_back(a);
    }
  }
  return policy;
}

template <class MakeLaw>
Automaton automaton(Draw& draw, Alphabet alphabet, std::size_t states, MakeLaw make) {
  Automaton policy{static_cast<StateIndex>(draw.below(states)), {}};
  for (std::size_t s = 0; s < states; ++s)
    policy.states.push_back({fmt::format("s{}", s), make(), transitions(draw, alphabet, states)});
  return policy;
}

}  // namespace

PolicySpec policy(Draw& draw, Alphabet alphabet, Memory memory) {
  const auto make = [&] { return law(draw, alphabet.actions); };
  switch (memory == Memory::none ? 0 : draw.weighted({34, 22, 20, 24})) {
    case 0: return Iid{make()};
    case 1: {
      std::vector<Distribution> laws;
      for (std::size_t n = draw.between(1, 3); n > 0; --n) laws.push_back(make());
      return Schedule{std::move(laws), draw.chance(50) ? Schedule::Then::hold : Schedule::Then::repeat};
    }
    case 2:
      return markov(static_cast<unsigned>(draw.weighted({2, 5, alphabet.actions <= 2 ? 3u : 1u})),
                    alphabet.actions, make);
    default: return automaton(draw, alphabet, draw.between(1, 3), make);
  }
}

PolicySpec twin_of(Draw& draw, const PolicySpec& original, Alphabet alphabet) {
  const auto* iid = std::get_if<Iid>(&original);
  if (!iid) return original;
  const auto same = [iid] { return iid->law; };
  switch (draw.below(4)) {
    case 0: return original;
    case 1: return Schedule{{iid->law, iid->law}, Schedule::Then::repeat};
    case 2: return markov(1, alphabet.actions, same);
    default: return automaton(draw, alphabet, 2, same);
  }
}

PolicySpec variation_of(Draw& draw, PolicySpec varied, Alphabet alphabet) {
  const std::vector<Distribution*> laws = laws_of(varied);
  *laws[draw.below(laws.size())] = law(draw, alphabet.actions);
  return varied;
}

}  // namespace qed::gen
