#include "properties/generators/laws.hpp"

namespace qed::gen {
namespace {

void add(Iid& policy, std::vector<Distribution*>& laws) { laws.push_back(&policy.law); }
void add(Schedule& policy, std::vector<Distribution*>& laws) {
  for (Distribution& law : policy.laws) laws.push_back(&law);
}
void add(Markov& policy, std::vector<Distribution*>& laws) {
  for (auto& [context, law] : policy.laws) laws.push_back(&law);
}
void add(Automaton& policy, std::vector<Distribution*>& laws) {
  for (AutomatonState& state : policy.states) laws.push_back(&state.law);
}
void add(Custom&, std::vector<Distribution*>&) {}

}  // namespace

std::vector<Distribution*> laws_of(PolicySpec& policy) {
  std::vector<Distribution*> laws;
  std::visit([&laws](auto& kind) { add(kind, laws); }, policy);
  return laws;
}

std::vector<Distribution*> action_laws(ModelClass& c) {
  std::vector<Distribution*> laws;
  const auto add_all = [&laws](PolicySpec& policy) {
    const auto found = laws_of(policy);
    laws.insert(laws.end(), found.begin(), found.end());
  };
  for (Model& model : c.models) add_all(model.policy);
  if (auto* outside = std::get_if<Model>(&c.demonstrator)) add_all(outside->policy);
  return laws;
}

std::vector<Distribution*> observation_laws(Environment& environment) {
  std::vector<Distribution*> laws;
  for (EnvironmentState& state : environment.states)
    for (std::size_t asked = 0; asked < (environment.sees_query ? 2u : 1u); ++asked)
      for (Distribution& law : state.laws[asked]) laws.push_back(&law);
  return laws;
}

void mirror_laws(Environment& environment) {
  if (environment.sees_query) return;
  for (EnvironmentState& state : environment.states) state.laws[1] = state.laws[0];
}

}  // namespace qed::gen
