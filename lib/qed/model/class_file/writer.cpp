// Classes, written as class files.
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "qed/model/class_file.hpp"
#include "qed/model/class_file/json.hpp"
#include "qed/model/class_file/number_text.hpp"
#include "qed/model/defect.hpp"

namespace qed {
namespace {

using Kind = JsonValue::Kind;
using Table = std::vector<std::vector<StateIndex>>;  // [action][observation]

// --- documents

JsonValue text(std::string value) { return {Kind::string, std::move(value), {}, {}}; }
JsonValue exact(const Rational& q) { return text(number_text(q)); }
JsonValue whole(std::uint64_t value) { return {Kind::integer, std::to_string(value), {}, {}}; }
JsonValue boolean(bool value) { return {Kind::boolean, value ? "true" : "false", {}, {}}; }

template <class Items, class Make>
JsonValue list(const Items& items, Make make) {
  JsonValue result{Kind::list, {}, {}, {}};
  for (const auto& item : items) result.items.push_back(make(item));
  return result;
}

JsonValue object() { return {Kind::object, {}, {}, {}}; }
void put(JsonValue& object, std::string key, JsonValue value) {
  object.keys.push_back(std::move(key));
  object.items.push_back(std::move(value));
}

// --- the parts of a class

class Writer {
 public:
  explicit Writer(const ModelClass& c) : class_(c) {}
  explicit Writer(const CountableClass& c)
      : class_(c.listed), families_(c.families), family_demonstrator_(c.demonstrator) {}

  JsonValue document() const {
    JsonValue root = object();
    put(root, "format", text("demonstrandum-class/1"));
    put(root, "name", text(class_.name));
    if (!class_.note.empty()) put(root, "note", text(class_.note));
    put(root, "actions", list(class_.actions, text));
    if (class_.observations != std::vector<std::string>{"-"})
      put(root, "observations", list(class_.observations, text));
    if (class_.environment != Environment::silent(class_.actions.size()))
      put(root, "environment", environment());
    put(root, "models", models());
    if (!families_.empty()) put(root, "families", list(families_, family));
    put(root, "demonstrator", demonstrator());
    put(root, "alpha", exact(class_.alpha));
    if (class_.threshold == Threshold::non_strict) put(root, "threshold", text("non-strict"));
    put(root, "horizon", whole(class_.horizon));
    if (class_.forced_queries > 0) put(root, "forced_queries", whole(class_.forced_queries));
    if (!class_.events.empty())
      put(root, "events", list(class_.events, [&](const Event& e) { return event(e); }));
    if (class_.counterexample) put(root, "counterexample", counterexample(*class_.counterexample));
    return root;
  }

 private:
  static JsonValue law(const Distribution& d) { return list(d, exact); }

  // Per action a state; or, where the observation matters, per action per observation.
  template <class States>
  JsonValue per_action(const Table& table, const States& states) const {
    JsonValue by_action = object();
    for (std::size_t a = 0; a < table.size(); ++a) {
      JsonValue by_observation = object();
      for (std::size_t o = 0; o < table[a].size(); ++o)
        put(by_observation, class_.observations[o], text(states[table[a][o]].name));
      const bool same = all_same(table[a]);
      put(by_action, class_.actions[a], same ? text(states[table[a][0]].name) : std::move(by_observation));
    }
    return by_action;
  }

  // As per_action; or, where nothing matters, a state.
  template <class States>
  JsonValue next(const Table& table, const States& states) const {
    if (all_same(table) && all_same(table[0])) return text(states[table[0][0]].name);
    return per_action(table, states);
  }

  template <class Row>
  static bool all_same(const Row& row) {
    return std::equal(row.begin() + 1, row.end(), row.begin());
  }

  JsonValue environment() const {
    const Environment& e = class_.environment;
    JsonValue states = object();
    for (const auto& state : e.states) {
      JsonValue emits = object();
      for (std::size_t a = 0; a < class_.actions.size(); ++a) {
        JsonValue per_query = object();
        put(per_query, "answered", law(state.laws[0][a]));
        put(per_query, "asked", law(state.laws[1][a]));
        put(emits, class_.actions[a], e.sees_query ? std::move(per_query) : law(state.laws[0][a]));
      }
      JsonValue value = object();
      put(value, "emits", std::move(emits));
      put(value, "next", next(state.next, e.states));
      put(states, state.name, std::move(value));
    }
    JsonValue value = object();
    put(value, "kind", text("automaton"));
    if (e.sees_query) put(value, "sees_query", boolean(true));
    put(value, "start", text(e.states[e.start].name));
    put(value, "states", std::move(states));
    return value;
  }

  JsonValue models() const {
    return list(class_.models, [&](const Model& model) {
      JsonValue value = object();
      put(value, "name", text(model.name));
      put(value, "prior", exact(model.prior));
      put_policy(value, model.policy, model.name);
      return value;
    });
  }

  static JsonValue family(const Family& f) {
    JsonValue value = object();
    put(value, "name", text(f.name));
    put(value, "prior", exact(f.prior));
    if (std::holds_alternative<CustomFamily>(f.kind))
      throw std::invalid_argument(
          fmt::format("the family \"{}\" is C++ code, which no class file can hold", f.name));
    const auto* small = std::get_if<SmallAutomata>(&f.kind);
    const bool markov = std::holds_alternative<MarkovGrid>(f.kind);
    put(value, "kind", text(small ? "automata" : markov ? "markov-grid" : "bernoulli-grid"));
    if (small) put(value, "states", whole(small->states));
    return value;
  }

  JsonValue demonstrator() const {
    if (!family_demonstrator_.empty()) return text(family_demonstrator_);
    if (const auto* index = std::get_if<ModelIndex>(&class_.demonstrator))
      return text(class_.models[*index].name);
    const Model& outside = std::get<Model>(class_.demonstrator);
    JsonValue value = object();
    if (!outside.name.empty()) put(value, "name", text(outside.name));
    put_policy(value, outside.policy, "the demonstrator");
    return value;
  }

  void put_policy(JsonValue& value, const PolicySpec& policy, const std::string& whose) const {
    std::visit([&](const auto& of_kind) { put_kind(value, of_kind, whose); }, policy);
  }
  void put_kind(JsonValue& value, const Iid& iid, const std::string&) const {
    put(value, "kind", text("iid"));
    put(value, "probabilities", law(iid.law));
  }
  void put_kind(JsonValue& value, const Schedule& schedule, const std::string&) const {
    put(value, "kind", text("schedule"));
    put(value, "probabilities", list(schedule.laws, law));
    if (schedule.then == Schedule::Then::repeat) put(value, "then", text("repeat"));
  }
  void put_kind(JsonValue& value, const Markov& markov, const std::string&) const {
    JsonValue laws = object();
    for (const auto& [context, d] : markov.laws) {
      std::string key;
      for (const ActionIndex a : context) key += (key.empty() ? "" : " ") + class_.actions[a];
      put(laws, std::move(key), law(d));
    }
    put(value, "kind", text("markov"));
    put(value, "order", whole(markov.order));
    put(value, "probabilities", std::move(laws));
  }
  void put_kind(JsonValue& value, const Automaton& automaton, const std::string&) const {
    JsonValue states = object();
    for (const auto& state : automaton.states) {
      JsonValue described = object();
      put(described, "probabilities", law(state.law));
      put(described, "next", next(state.next, automaton.states));
      put(states, state.name, std::move(described));
    }
    put(value, "kind", text("automaton"));
    put(value, "start", text(automaton.states[automaton.start].name));
    put(value, "states", std::move(states));
  }
  [[noreturn]] void put_kind(JsonValue&, const Custom&, const std::string& whose) const {
    throw std::invalid_argument(
        fmt::format("the policy of \"{}\" is C++ code, which no class file can hold", whose));
  }

  JsonValue event(const Event& e) const {
    JsonValue value = object();
    put(value, "name", text(e.name));
    if (e.kind != Event::Kind::automaton) {
      put(value, "kind", text(e.kind == Event::Kind::prefix ? "prefix" : "contains"));
      put(value, "actions", list(e.actions, [&](ActionIndex a) { return text(class_.actions[a]); }));
      return value;
    }
    JsonValue accept = list(std::vector<std::string>{}, text), states = object();
    for (const auto& state : e.states) {
      if (state.accepting) accept.items.push_back(text(state.name));
      put(states, state.name, per_action(state.next, e.states));
    }
    put(value, "kind", text("automaton"));
    put(value, "start", text(e.states[e.start].name));
    put(value, "accept", std::move(accept));
    put(value, "states", std::move(states));
    return value;
  }

  JsonValue counterexample(const Provenance& p) const {
    JsonValue value = object();
    put(value, "claim", text(p.claim));
    put(value, "imitator", text(p.imitator));
    put(value, "seed", whole(p.seed));
    put(value, "history", list(p.history, [&](const HistoryStep& step) {
          JsonValue taken = object();
          put(taken, "asked", boolean(step.asked));
          put(taken, "action", text(class_.actions[step.action]));
          put(taken, "observation", text(class_.observations[step.observation]));
          return taken;
        }));
    if (p.rule.empty()) return value;
    put(value, "rule", text(p.rule));
    put(value, "eta", exact(p.eta));
    return value;
  }

  const ModelClass& class_;
  std::span<const Family> families_;
  std::string family_demonstrator_;
};

}  // namespace

std::string write_class(const ModelClass& c) {
  c.validate();
  return print_json(Writer(c).document());
}

std::string write_class(const CountableClass& c) {
  c.validate();
  return print_json(Writer(c).document());
}

}  // namespace qed
