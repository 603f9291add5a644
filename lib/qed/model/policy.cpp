// The kinds of policy that a class file knows, as deterministic automata.
#include "qed/model/policy.hpp"

#include <fmt/format.h>

namespace qed {
namespace {

void require_outcomes(const Distribution& law, std::size_t actions, std::string_view whose) {
  if (law.size() != actions)
    throw std::invalid_argument(
        fmt::format("{} has {} outcomes, the class has {} actions", whose, law.size(), actions));
}

// iid, schedule, markov: the next state depends on the action at most.
class ActionAutomaton final : public Policy {
 public:
  ActionAutomaton(std::vector<Distribution> laws, std::vector<StateIndex> next, std::size_t actions)
      : laws_(std::move(laws)), next_(std::move(next)), actions_(actions) {}
  StateIndex start() override { return 0; }
  const Distribution& law(StateIndex s) override { return laws_[s]; }
  StateIndex next(StateIndex s, Percept x) override { return next_[s * actions_ + x.action]; }

 private:
  std::vector<Distribution> laws_;
  std::vector<StateIndex> next_;  // [state * actions_ + action]
  std::size_t actions_;
};

class TableAutomaton final : public Policy {
 public:
  explicit TableAutomaton(Automaton automaton) : automaton_(std::move(automaton)) {}
  StateIndex start() override { return automaton_.start; }
  const Distribution& law(StateIndex s) override { return automaton_.states[s].law; }
  StateIndex next(StateIndex s, Percept x) override {
    return automaton_.states[s].next[x.action][x.observation];
  }

 private:
  Automaton automaton_;
};

// A user's policy, whose laws nothing has looked at before.
class CheckedPolicy final : public Policy {
 public:
  CheckedPolicy(std::unique_ptr<Policy> policy, std::size_t actions, std::string whose)
      : policy_(std::move(policy)), actions_(actions), whose_(std::move(whose)) {}
  StateIndex start() override { return policy_->start(); }
  // At every call: to compare two numbers costs less than to remember the states that were seen.
  const Distribution& law(StateIndex s) override {
    const Distribution& law = policy_->law(s);
    if (law.size() != actions_)
      throw std::invalid_argument(
          fmt::format("{}: found a law over {} {} {}, expected {}, one for each action", whose_, law.size(),
                      law.size() == 1 ? "outcome" : "outcomes", policy_->where(s), actions_));
    return law;
  }
  StateIndex next(StateIndex s, Percept x) override { return policy_->next(s, x); }
  std::string where(StateIndex s) const override { return policy_->where(s); }

 private:
  std::unique_ptr<Policy> policy_;
  std::size_t actions_;
  std::string whose_;
};

std::unique_ptr<Policy> compile_kind(const Iid& iid, std::size_t actions) {
  require_outcomes(iid.law, actions, "the law");
  return std::make_unique<ActionAutomaton>(std::vector{iid.law}, std::vector<StateIndex>(actions, 0),
                                           actions);
}

std::unique_ptr<Policy> compile_kind(const Schedule& schedule, std::size_t actions) {
  if (schedule.laws.empty()) throw std::invalid_argument("the schedule has no laws");
  std::vector<StateIndex> next;
  for (StateIndex t = 0; t < schedule.laws.size(); ++t) {
    require_outcomes(schedule.laws[t], actions, fmt::format("law {} of the schedule", t));
    const bool last = t + 1 == schedule.laws.size();
    next.insert(next.end(), actions, !last ? t + 1 : schedule.then == Schedule::Then::hold ? t : 0);
  }
  return std::make_unique<ActionAutomaton>(schedule.laws, std::move(next), actions);
}

// Contexts are numbered shorter first and, at one length, as numbers in base `actions`, oldest digit first:
// so forgetting the oldest action is a remainder, and remembering a new one a multiply-add.
std::unique_ptr<Policy> compile_kind(const Markov& markov, std::size_t actions) {
  struct Length {
    std::size_t first, count;  // the contexts of one length: where their numbers start, how many there are
  };
  std::vector<Length> lengths{{0, 1}};
  const std::size_t given = markov.laws.size();
  const auto end = [&] { return lengths.back().first + lengths.back().count; };
  while (lengths.size() <= markov.order && end() <= given)
    lengths.push_back({end(), lengths.back().count * actions});
  if (lengths.size() != std::size_t{markov.order} + 1 || end() != given)
    throw std::invalid_argument(fmt::format("{} laws are not one for every context of up to {} of {} actions",
                                            given, markov.order, actions));

  std::vector<const Distribution*> laws(given);
  std::vector<StateIndex> next(given * actions);
  for (const auto& [context, law] : markov.laws) {
    require_outcomes(law, actions, fmt::format("the law of context ({})", fmt::join(context, " ")));
    std::size_t number = 0;
    for (const ActionIndex a : context) {
      if (context.size() > markov.order || a >= actions)
        throw std::invalid_argument(fmt::format("({}) is not a context of up to {} of {} actions",
                                                fmt::join(context, " "), markov.order, actions));
      number = number * actions + a;
    }
    const std::size_t kept = std::min<std::size_t>(context.size() + 1, markov.order);
    const std::size_t state = lengths[context.size()].first + number;
    laws[state] = &law;
    for (std::size_t a = 0; a < actions; ++a)
      next[state * actions + a] =
          static_cast<StateIndex>(lengths[kept].first + (number * actions + a) % lengths[kept].count);
  }
  std::vector<Distribution> ordered;
  for (const Distribution* law : laws) ordered.push_back(*law);
  return std::make_unique<ActionAutomaton>(std::move(ordered), std::move(next), actions);
}

std::unique_ptr<Policy> compile_kind(const Automaton& automaton, std::size_t actions) {
  const std::size_t states = automaton.states.size();
  if (automaton.start >= states)
    throw std::invalid_argument(
        fmt::format("the start state {} is not one of {} states", automaton.start, states));
  for (const auto& state : automaton.states) {
    require_outcomes(state.law, actions, fmt::format("the law of state \"{}\"", state.name));
    if (state.next.size() != actions)
      throw std::invalid_argument(fmt::format("state \"{}\" reads {} actions, the class has {}", state.name,
                                              state.next.size(), actions));
    for (const auto& by_observation : state.next)
      for (const StateIndex s : by_observation)
        if (s >= states)
          throw std::invalid_argument(
              fmt::format("state \"{}\" leads to state {}, which is not one of {}", state.name, s, states));
  }
  return std::make_unique<TableAutomaton>(automaton);
}

std::unique_ptr<Policy> compile_custom(const Custom& custom, std::size_t actions, std::string whose) {
  auto policy = custom.make ? custom.make() : nullptr;
  if (!policy)
    throw std::invalid_argument(fmt::format("{}: found a function that makes none, expected a policy", whose));
  return std::make_unique<CheckedPolicy>(std::move(policy), actions, std::move(whose));
}

}  // namespace

std::unique_ptr<Policy> compile(const PolicySpec& spec, std::size_t actions, std::string whose) {
  if (actions == 0) throw std::invalid_argument("a policy needs at least one action");
  return std::visit(
      [&]<class Kind>(const Kind& kind) {
        if constexpr (std::same_as<Kind, Custom>)
          return compile_custom(kind, actions, std::move(whose));
        else
          return compile_kind(kind, actions);
      },
      spec);
}

std::string Policy::where(StateIndex s) const { return fmt::format("at state {}", s); }

std::string detail::after_history(std::span<const Percept> history) {
  if (history.empty()) return "at the start";
  std::string text = "after (action, observation) =";
  for (const Percept& x : history) text += fmt::format(" ({}, {})", x.action, x.observation);
  return text;
}

}  // namespace qed
