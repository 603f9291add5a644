#include "qed/model/rules.hpp"

#include <fmt/format.h>

#include <set>

#include "qed/exact/wording.hpp"

namespace qed::rules {
namespace {

using Table = std::vector<std::vector<StateIndex>>;  // [action][observation]

void name_of(std::string_view text, const std::string& place, bool spaces_allowed) {
  const std::string fault = name_fault(text, spaces_allowed);
  if (!fault.empty())
    throw Defect(place, text.empty() ? fault : fmt::format("{} in {}", fault, in_quotes(text)),
                 spaces_allowed ? "a name: not empty, no control characters"
                                : "a name: not empty, no white space, no control characters");
}

// Says of a list of names that no two agree.
class Distinct {
 public:
  void add(std::string_view text, const std::string& place) {
    if (!seen_.insert(text).second)
      throw Defect(place, fmt::format("the name {} again", in_quotes(text)), "distinct names");
  }

 private:
  std::set<std::string_view> seen_;
};

void symbols(const std::vector<std::string>& names, const std::string& place, std::string_view what) {
  if (names.empty()) throw Defect(place, "an empty list", fmt::format("at least one {}", what));
  Distinct distinct;
  for (std::size_t i = 0; i < names.size(); ++i) {
    name_of(names[i], pointer_to(place, i), false);
    distinct.add(names[i], pointer_to(place, i));
  }
}

// States of one automaton, of whatever kind: there is one, the start is among them, names are distinct.
template <class States>
void states(const States& all, StateIndex start, const std::string& place) {
  state_count(all.size(), place);
  if (start >= all.size())
    throw Defect(pointer_to(place, "start"), fmt::format("state number {}", start),
                 fmt::format("a number below {}, the number of states", all.size()));
  Distinct distinct;
  for (const auto& state : all) {
    const std::string here = pointer_to(pointer_to(place, "states"), state.name);
    name(state.name, here);
    distinct.add(state.name, here);
  }
}

void transitions(const ModelClass& c, const Table& next, std::size_t state_count, const std::string& place) {
  if (next.size() != c.actions.size())
    throw Defect(place, fmt::format("transitions for {} actions", next.size()),
                 fmt::format("{}", c.actions.size()));
  for (std::size_t a = 0; a < next.size(); ++a) {
    const std::string here = pointer_to(place, c.actions[a]);
    if (next[a].size() != c.observations.size())
      throw Defect(here, fmt::format("transitions for {} observations", next[a].size()),
                   fmt::format("{}", c.observations.size()));
    for (const StateIndex s : next[a])
      if (s >= state_count)
        throw Defect(here, fmt::format("state number {}", s),
                     fmt::format("a number below {}, the number of states", state_count));
  }
}

std::string context_text(const ModelClass& c, const std::vector<ActionIndex>& context) {
  std::string text;
  for (const ActionIndex a : context) text += (text.empty() ? "" : " ") + c.actions[a];
  return text;
}

// The next context of up to `order` actions: shorter first, then in the order of the actions. False after the
// last.
bool advance(std::vector<ActionIndex>& context, unsigned order, std::size_t actions) {
  for (std::size_t i = context.size(); i-- > 0;) {
    if (++context[i] < actions) return true;
    context[i] = 0;
  }
  context.push_back(0);
  return context.size() <= order;
}

void law_size(const Distribution& law, std::span<const std::string> outcomes, const std::string& place) {
  if (law.size() != outcomes.size()) throw wrong_law_size(law.size(), outcomes, place);
}

void kind(const ModelClass& c, const Iid& iid, const std::string& place) {
  law_size(iid.law, c.actions, pointer_to(place, "probabilities"));
}

void kind(const ModelClass& c, const Schedule& schedule, const std::string& place) {
  const std::string here = pointer_to(place, "probabilities");
  if (schedule.laws.empty()) throw Defect(here, "an empty list", "at least one law");
  for (std::size_t t = 0; t < schedule.laws.size(); ++t)
    law_size(schedule.laws[t], c.actions, pointer_to(here, t));
}

// Where some context is missing, one of the first `laws.size() + 1` contexts is: the search is short although
// the number of contexts may be astronomical.
void kind(const ModelClass& c, const Markov& markov, const std::string& place) {
  const std::string here = pointer_to(place, "probabilities");
  for (const auto& [context, law] : markov.laws) {
    for (const ActionIndex a : context)
      if (a >= c.actions.size())
        throw Defect(here, fmt::format("action number {}", a),
                     fmt::format("a number below {}, the number of actions", c.actions.size()));
    const std::string at = pointer_to(here, context_text(c, context));
    if (context.size() > markov.order)
      throw Defect(at, fmt::format("a context of {} actions", context.size()),
                   fmt::format("contexts up to length {}, the order", markov.order));
    law_size(law, c.actions, at);
  }
  std::vector<ActionIndex> context;
  do {
    if (!markov.laws.contains(context))
      throw Defect(here, fmt::format("no law for the context {}", in_quotes(context_text(c, context))),
                   fmt::format("one for every context up to length {}, the order", markov.order));
  } while (advance(context, markov.order, c.actions.size()));
}

void kind(const ModelClass& c, const Automaton& automaton, const std::string& place) {
  states(automaton.states, automaton.start, place);
  for (const auto& state : automaton.states) {
    const std::string here = pointer_to(pointer_to(place, "states"), state.name);
    law_size(state.law, c.actions, pointer_to(here, "probabilities"));
    transitions(c, state.next, automaton.states.size(), pointer_to(here, "next"));
  }
}

void kind(const ModelClass&, const Custom& custom, const std::string& place) {
  if (!custom.make)
    throw Defect(place, "a custom policy without a function", "a function that makes the policy");
}

}  // namespace

void name(std::string_view text, const std::string& place) { name_of(text, place, true); }

void title(const ModelClass& c) {
  name(c.name, "/name");
  for (std::size_t i = 0, bytes; i < c.note.size(); i += bytes) {
    bytes = utf8_at(c.note, i).bytes;
    if (bytes == 0) throw Defect("/note", in_quotes(c.note.substr(i)), "UTF-8 text");
  }
}

void state_count(std::size_t states, const std::string& place) {
  if (states == 0) throw Defect(pointer_to(place, "states"), "no states", "at least one state");
}

void sequence(const ModelClass& c, const std::vector<ActionIndex>& spelled, const std::string& place) {
  if (spelled.empty()) throw Defect(place, "an empty list", "at least one action");
  for (const ActionIndex a : spelled)
    if (a >= c.actions.size())
      throw Defect(place, fmt::format("action number {}", a),
                   fmt::format("a number below {}, the number of actions", c.actions.size()));
}

Defect wrong_law_size(std::size_t found, std::span<const std::string> outcomes, const std::string& place) {
  return Defect(place, fmt::format("{} {}", found, found == 1 ? "probability" : "probabilities"),
                fmt::format("{}, one for each of {}", outcomes.size(), listed(outcomes)));
}

void actions(const ModelClass& c) { symbols(c.actions, "/actions", "action"); }

void observations(const ModelClass& c) { symbols(c.observations, "/observations", "observation"); }

void environment(const ModelClass& c) {
  const Environment& e = c.environment;
  const std::string place = "/environment";
  states(e.states, e.start, place);
  for (const auto& state : e.states) {
    const std::string here = pointer_to(pointer_to(place, "states"), state.name);
    const std::string emits = pointer_to(here, "emits");
    if (state.laws.size() != 2)
      throw Defect(emits, fmt::format("laws for {} values of the query bit", state.laws.size()), "2");
    for (const auto& by_action : state.laws) {
      if (by_action.size() != c.actions.size())
        throw Defect(emits, fmt::format("laws for {} actions", by_action.size()),
                     fmt::format("{}", c.actions.size()));
      for (std::size_t a = 0; a < by_action.size(); ++a)
        law_size(by_action[a], c.observations, pointer_to(emits, c.actions[a]));
    }
    if (!e.sees_query && state.laws[0] != state.laws[1])
      throw Defect(emits, "laws that depend on the query bit", "equal laws, or sees_query");
    transitions(c, state.next, e.states.size(), pointer_to(here, "next"));
  }
}

void policy(const ModelClass& c, const PolicySpec& spec, const std::string& place) {
  std::visit([&](const auto& of_kind) { kind(c, of_kind, place); }, spec);
}

void models(const ModelClass& c, Models how_many) {
  if (c.models.empty() && how_many == Models::some)
    throw Defect("/models", "an empty list", "at least one model");
  Distinct distinct;
  Rational sum = 0;
  for (std::size_t i = 0; i < c.models.size(); ++i) {
    const std::string place = pointer_to("/models", i);
    name(c.models[i].name, pointer_to(place, "name"));
    distinct.add(c.models[i].name, pointer_to(place, "name"));
    if (c.models[i].prior <= 0)
      throw Defect(pointer_to(place, "prior"), shortened(to_string(c.models[i].prior)), "a positive number");
    sum += c.models[i].prior;
  }
  if (sum > 1)
    throw Defect("/models", fmt::format("priors that sum to {}", shortened(to_string(sum))), "at most 1");
}

void families(const CountableClass& c) {
  Distinct distinct;
  Rational sum = 0;
  for (const Model& model : c.listed.models) sum += model.prior;
  for (std::size_t i = 0; i < c.families.size(); ++i) {
    const Family& family = c.families[i];
    const std::string place = pointer_to("/families", i);
    name(family.name, pointer_to(place, "name"));
    distinct.add(family.name, pointer_to(place, "name"));
    for (std::size_t m = 0; m < c.listed.models.size(); ++m)
      if (c.listed.models[m].name.starts_with(family.name + ": "))
        throw Defect(
            pointer_to(pointer_to("/models", m), "name"), in_quotes(c.listed.models[m].name),
            fmt::format("a name that does not start like those of the family {}", in_quotes(family.name)));
    if (family.prior <= 0)
      throw Defect(pointer_to(place, "prior"), shortened(to_string(family.prior)), "a positive number");
    require_family_kind(family.kind, c.listed.actions.size(), place);
    sum += family.prior;
  }
  if (sum > 1)
    throw Defect("/families",
                 fmt::format("priors that sum, with those of the models, to {}", shortened(to_string(sum))),
                 "at most 1");
}

void demonstrator(const ModelClass& c) {
  const std::string place = "/demonstrator";
  if (const auto* index = std::get_if<ModelIndex>(&c.demonstrator)) {
    if (*index >= c.models.size())
      throw Defect(place, fmt::format("model number {}", *index),
                   fmt::format("a number below {}, the number of models", c.models.size()));
    return;
  }
  const Model& outside = std::get<Model>(c.demonstrator);
  if (outside.name.empty()) return;
  name(outside.name, pointer_to(place, "name"));
  for (const Model& model : c.models)
    if (model.name == outside.name)
      throw Defect(pointer_to(place, "name"), fmt::format("{}, the name of a model", in_quotes(outside.name)),
                   "a name of its own for a demonstrator outside the class");
}

void parameters(const ModelClass& c) {
  if (c.alpha <= 0 || c.alpha >= 1)
    throw Defect("/alpha", shortened(to_string(c.alpha)), "a number above 0 and below 1");
  if (c.horizon < 1) throw Defect("/horizon", "0", "at least 1");
}

void events(const ModelClass& c) {
  Distinct distinct;
  for (std::size_t i = 0; i < c.events.size(); ++i) {
    const Event& event = c.events[i];
    const std::string place = pointer_to("/events", i);
    name(event.name, pointer_to(place, "name"));
    distinct.add(event.name, pointer_to(place, "name"));
    states(event.states, event.start, place);
    for (const auto& state : event.states)
      transitions(c, state.next, event.states.size(), pointer_to(pointer_to(place, "states"), state.name));
    if (event.kind == Event::Kind::automaton) continue;
    const auto make = event.kind == Event::Kind::prefix ? Event::prefix : Event::contains;
    sequence(c, event.actions, pointer_to(place, "actions"));
    if (event != make(event.name, event.actions, c.actions.size(), c.observations.size()))
      throw Defect(place, "an automaton that is not that of its sequence", "the one that Event makes");
  }
}

void counterexample(const ModelClass& c) {
  if (!c.counterexample) return;
  const std::string place = "/counterexample";
  name(c.counterexample->claim, pointer_to(place, "claim"));
  name(c.counterexample->imitator, pointer_to(place, "imitator"));
  const Rational& eta = c.counterexample->eta;
  if (!c.counterexample->rule.empty()) name(c.counterexample->rule, pointer_to(place, "rule"));
  if (eta <= 0) throw Defect(pointer_to(place, "eta"), to_string(eta), "a number above 0");
  if (eta != 1 && c.counterexample->rule.empty())
    throw Defect(place, fmt::format("eta = {} without a rule", to_string(eta)), "the rule that it is of");
  const History& history = c.counterexample->history;
  if (history.size() > c.horizon)
    throw Defect(pointer_to(place, "history"), fmt::format("{} steps", history.size()),
                 fmt::format("at most {}, the horizon", c.horizon));
  for (std::size_t t = 0; t < history.size(); ++t) {
    const HistoryStep& step = history[t];
    const std::string here = pointer_to(pointer_to(place, "history"), t);
    if (step.action >= c.actions.size())
      throw Defect(pointer_to(here, "action"), fmt::format("action number {}", step.action),
                   fmt::format("a number below {}, the number of actions", c.actions.size()));
    if (step.observation >= c.observations.size())
      throw Defect(pointer_to(here, "observation"), fmt::format("observation number {}", step.observation),
                   fmt::format("a number below {}, the number of observations", c.observations.size()));
  }
}

}  // namespace qed::rules

namespace qed {

void ModelClass::validate() const {
  rules::title(*this);
  rules::actions(*this);
  rules::observations(*this);
  rules::environment(*this);
  for (std::size_t i = 0; i < models.size(); ++i)
    rules::policy(*this, models[i].policy, pointer_to("/models", i));
  rules::models(*this);
  rules::demonstrator(*this);
  if (!demonstrator_inside()) rules::policy(*this, demonstrator_policy(), "/demonstrator");
  rules::parameters(*this);
  rules::events(*this);
  rules::counterexample(*this);
}

}  // namespace qed
