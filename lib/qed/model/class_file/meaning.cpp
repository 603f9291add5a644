#include "qed/model/class_file/meaning.hpp"

#include <fmt/format.h>

#include <limits>

#include "qed/exact/wording.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/class_file/parts.hpp"
#include "qed/model/rules.hpp"

namespace qed {
namespace {

std::vector<std::string> texts(const JsonValue& list) {
  std::vector<std::string> result;
  for (const JsonValue& item : list.items) result.push_back(item.text);
  return result;
}

class Meaning {
 public:
  explicit Meaning(const JsonValue& root) : root_(root), parts_(root) {}

  CountableClass read() {
    class_.name = get(root_, "name").text;
    if (const auto* note = root_.find("note")) class_.note = note->text;
    rules::title(class_);
    read_symbols();
    read_environment();
    read_models();
    read_families();
    read_demonstrator();
    read_parameters();
    read_events();
    read_counterexample();
    return std::move(countable_);
  }

 private:
  static const JsonValue& get(const JsonValue& object, std::string_view key) { return *object.find(key); }
  static const JsonValue& under_next(const JsonValue& state) { return get(state, "next"); }
  static const JsonValue& itself(const JsonValue& state) { return state; }

  void read_symbols() {
    const JsonValue& actions = get(root_, "actions");
    parts_.limit(actions, actions.items.size(), ClassFileLimits::symbols, "actions");
    class_.actions = texts(actions);
    rules::actions(class_);
    actions_.emplace("action", class_.actions);

    class_.observations = {"-"};
    if (const JsonValue* observations = root_.find("observations")) {
      parts_.limit(*observations, observations->items.size(), ClassFileLimits::symbols, "observations");
      class_.observations = texts(*observations);
    }
    rules::observations(class_);
    observations_.emplace("observation", class_.observations);
  }

  // The states of an automaton: `read` makes each from its value; the table of transitions is under "next",
  // or is the whole value.
  template <class State, class Read, class Transitions>
  StateIndex read_states(const JsonValue& automaton, std::vector<State>& states, Read read,
                         Transitions transitions) {
    const JsonValue& all = get(automaton, "states");
    parts_.spend_states(all, all.keys.size(), actions_->size(), observations_->size());
    if (all.keys.empty()) rules::state_count(0, parts_.pointer(automaton));
    const Names names("state", all.keys);
    const StateIndex start = parts_.resolve(get(automaton, "start"), names);
    for (std::size_t s = 0; s < all.keys.size(); ++s) {
      const JsonValue& value = all.items[s];
      states.push_back(read(all.keys[s], value));
      states.back().next = parts_.next(transitions(value), *actions_, *observations_, names);
    }
    return start;
  }

  void read_environment() {
    const JsonValue* value = root_.find("environment");
    if (value == nullptr) {
      if (class_.observations.size() > 1)
        parts_.fail(get(root_, "observations"),
                    fmt::format("{} observations without an environment", class_.observations.size()),
                    "the key \"environment\", which says how they are drawn");
      class_.environment = Environment::silent(class_.actions.size());
      return;
    }
    Environment& environment = class_.environment;
    const JsonValue* sees = value->find("sees_query");
    environment.sees_query = sees != nullptr && sees->text == "true";
    environment.start = read_states(
        *value, environment.states,
        [&](const std::string& name, const JsonValue& state) {
          return EnvironmentState{name, emitted_laws(get(state, "emits"), environment.sees_query), {}};
        },
        under_next);
    rules::environment(class_);
  }

  std::vector<std::vector<Distribution>> emitted_laws(const JsonValue& emits, bool sees_query) {
    const Distribution unset = Distribution::certain(0, observations_->size());
    std::vector laws(2, std::vector(actions_->size(), unset));
    parts_.for_each_name(emits, *actions_, [&](ActionIndex a, const JsonValue& value) {
      laws[0][a] = parts_.law(sees_query ? get(value, "answered") : value, *observations_);
      laws[1][a] = sees_query ? parts_.law(get(value, "asked"), *observations_) : laws[0][a];
    });
    return laws;
  }

  void read_models() {
    const JsonValue& models = get(root_, "models");
    parts_.limit(models, models.items.size(), ClassFileLimits::models, "models");
    Integer common = 1;
    for (std::size_t i = 0; i < models.items.size(); ++i) {
      const JsonValue& value = models.items[i];
      Model model{get(value, "name").text, parts_.number(get(value, "prior")), read_policy(value)};
      parts_.limit_common_denominator(models, common, model.prior);
      rules::policy(class_, model.policy, pointer_to("/models", i));
      class_.models.push_back(std::move(model));
    }
    rules::models(class_, root_.find("families") ? rules::Models::perhaps_none : rules::Models::some);
  }

  void read_families() {
    const JsonValue* families = root_.find("families");
    if (families == nullptr) return;
    parts_.limit(*families, families->items.size(), ClassFileLimits::families, "families");
    if (families->items.empty())
      parts_.fail(*families, "an empty list", "at least one family, or no such key");
    for (const JsonValue& value : families->items)
      countable_.families.push_back(
          {get(value, "name").text, parts_.number(get(value, "prior")), read_family_kind(value)});
    rules::families(countable_);
  }

  FamilyKind read_family_kind(const JsonValue& value) {
    const std::string& kind = get(value, "kind").text;
    if (kind == "bernoulli-grid") return BernoulliGrid{};
    if (kind == "markov-grid") return MarkovGrid{};
    return SmallAutomata{small_count(get(value, "states"))};
  }

  void read_demonstrator() {
    const JsonValue& value = get(root_, "demonstrator");
    if (value.kind == JsonValue::Kind::string) {
      std::vector<std::string> names;
      for (const Model& model : class_.models) names.push_back(model.name);
      const Names listed("model", names);
      if (!countable_.families.empty() && !listed.find(value.text)) {
        member(countable_, value.text);
        countable_.demonstrator = value.text;
        return;
      }
      class_.demonstrator = parts_.resolve(value, listed);
    } else {
      const JsonValue* name = value.find("name");
      if (name != nullptr) rules::name(name->text, "/demonstrator/name");
      class_.demonstrator = Model{name ? name->text : "", 0, read_policy(value)};
      rules::policy(class_, class_.demonstrator_policy(), "/demonstrator");
    }
    rules::demonstrator(class_);
  }

  PolicySpec read_policy(const JsonValue& value) {
    const std::string& kind = get(value, "kind").text;
    if (kind == "iid") return Iid{parts_.law(get(value, "probabilities"), *actions_)};
    if (kind == "schedule") return read_schedule(value);
    if (kind == "markov") return read_markov(value);
    Automaton automaton{0, {}};
    automaton.start = read_states(
        value, automaton.states,
        [&](const std::string& name, const JsonValue& state) {
          return AutomatonState{name, parts_.law(get(state, "probabilities"), *actions_), {}};
        },
        under_next);
    return automaton;
  }

  Schedule read_schedule(const JsonValue& value) {
    Schedule schedule;
    for (const JsonValue& law : get(value, "probabilities").items)
      schedule.laws.push_back(parts_.law(law, *actions_));
    const JsonValue* then = value.find("then");
    if (then != nullptr && then->text == "repeat") schedule.then = Schedule::Then::repeat;
    return schedule;
  }

  Markov read_markov(const JsonValue& value) {
    Markov markov{small_count(get(value, "order")), {}};
    const JsonValue& laws = get(value, "probabilities");
    for (std::size_t i = 0; i < laws.keys.size(); ++i)
      markov.laws.emplace(read_context(laws.keys[i], laws.items[i]), parts_.law(laws.items[i], *actions_));
    return markov;
  }

  // The actions of a context, from a key such as "" or "heads tails".
  std::vector<ActionIndex> read_context(std::string_view key, const JsonValue& at) const {
    std::vector<ActionIndex> context;
    while (!key.empty()) {
      const auto end = std::min(key.find(' '), key.size());
      const auto action = actions_->find(key.substr(0, end));
      if (!action || end + 1 == key.size())
        parts_.fail(at,
                    action || end == 0 ? "a space too many in a context"
                                       : fmt::format("the unknown action {}", in_quotes(key.substr(0, end))),
                    fmt::format("actions separated by one space, of {}", listed(actions_->all())));
      context.push_back(*action);
      key.remove_prefix(std::min(end + 1, key.size()));
    }
    return context;
  }

  void read_parameters() {
    class_.alpha = parts_.number(get(root_, "alpha"));
    const JsonValue* threshold = root_.find("threshold");
    if (threshold != nullptr && threshold->text == "non-strict") class_.threshold = Threshold::non_strict;
    class_.horizon = steps(get(root_, "horizon"));
    if (const JsonValue* forced = root_.find("forced_queries")) class_.forced_queries = small_count(*forced);
    rules::parameters(class_);
  }

  void read_events() {
    const JsonValue* events = root_.find("events");
    if (events == nullptr) return;
    parts_.limit(*events, events->items.size(), ClassFileLimits::events, "events");
    for (std::size_t i = 0; i < events->items.size(); ++i)
      class_.events.push_back(read_event(events->items[i], pointer_to("/events", i)));
    rules::events(class_);
  }

  Event read_event(const JsonValue& value, const std::string& place) {
    const std::string& name = get(value, "name").text;
    const std::string& kind = get(value, "kind").text;
    if (kind == "automaton") return read_event_automaton(name, value);
    std::vector<ActionIndex> sequence;
    for (const JsonValue& action : get(value, "actions").items)
      sequence.push_back(parts_.resolve(action, *actions_));
    rules::sequence(class_, sequence, pointer_to(place, "actions"));
    parts_.spend_states(value, sequence.size() + 2, actions_->size(), observations_->size());
    const auto make = kind == "prefix" ? Event::prefix : Event::contains;
    return make(name, std::move(sequence), actions_->size(), observations_->size());
  }

  Event read_event_automaton(const std::string& name, const JsonValue& value) {
    Event event{name, Event::Kind::automaton, {}, 0, {}};
    event.start = read_states(
        value, event.states,
        [](const std::string& state, const JsonValue&) {
          return EventState{state, false, {}};
        },
        itself);
    const Names states("state", get(value, "states").keys);
    for (const JsonValue& accepting : get(value, "accept").items) {
      EventState& state = event.states[parts_.resolve(accepting, states)];
      if (state.accepting)
        parts_.fail(accepting, fmt::format("the state {} again", in_quotes(state.name)), "each state once");
      state.accepting = true;
    }
    return event;
  }

  void read_counterexample() {
    const JsonValue* value = root_.find("counterexample");
    if (value == nullptr) return;
    Provenance provenance{get(*value, "claim").text, get(*value, "imitator").text, 0, {}};
    provenance.seed = parts_.count(get(*value, "seed"), std::numeric_limits<std::uint64_t>::max());
    for (const JsonValue& step : get(*value, "history").items)
      provenance.history.push_back({get(step, "asked").text == "true",
                                    parts_.resolve(get(step, "action"), *actions_),
                                    parts_.resolve(get(step, "observation"), *observations_)});
    const JsonValue *rule = value->find("rule"), *eta = value->find("eta");
    if ((rule == nullptr) != (eta == nullptr))
      parts_.fail(*value, rule ? "a rule without \"eta\"" : "an eta without \"rule\"", "both or neither");
    if (rule != nullptr) {
      rules::name(rule->text, "/counterexample/rule");
      provenance.rule = rule->text;
      provenance.eta = parts_.number(*eta);
    }
    class_.counterexample = std::move(provenance);
    rules::counterexample(class_);
  }

  unsigned steps(const JsonValue& value) {
    const Rational q = parts_.number(value);
    constexpr unsigned most = std::numeric_limits<unsigned>::max();
    if (denominator_of(q) != 1 || q < 1 || q > most)
      parts_.fail(value, shown(value), fmt::format("a whole number from 1 to {}", most));
    return numerator_of(q).convert_to<unsigned>();
  }

  unsigned small_count(const JsonValue& value) {
    return static_cast<unsigned>(parts_.count(value, std::numeric_limits<unsigned>::max()));
  }

  const JsonValue& root_;
  Parts parts_;
  CountableClass countable_;
  ModelClass& class_ = countable_.listed;
  std::optional<Names> actions_, observations_;  // of class_
};

}  // namespace

CountableClass class_meaning(const JsonValue& document) { return Meaning(document).read(); }

}  // namespace qed
