// Policies: what the class believes a demonstrator might be. A policy gives each history of actions and
// observations a law over actions.
//
// Every kind of the class file is a deterministic automaton with a law at each state, and so is, in the
// end, any policy on finite histories: the engine sees policies through `Policy`, whose states it merges.
// A user's own policy is any type that meets one of two concepts, and custom_policy() makes a model of it:
//   AutomatonPolicy   start(), law(state), next(state, percept), where a state is any StateIndex, numbered as the
//                     user likes, and a Percept the action and the observation of one step: the fast path
//   HistoryPolicy     law(history), where the history is a span of Percepts: states are then whole histories, so
//                     nothing merges
// Laws are over the actions of the class that the policy is used in, in their order, and all members are functions of
// their arguments alone.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/model/history.hpp"

namespace qed {

using StateIndex = std::uint32_t;

// A policy as a deterministic automaton, possibly unfolded as it is used (so not const, and not shared
// between threads). Laws and states, once given, stay.
class Policy {
 public:
  virtual ~Policy() = default;
  virtual StateIndex start() = 0;
  virtual const Distribution& law(StateIndex) = 0;
  virtual StateIndex next(StateIndex, Percept) = 0;
  // The state in a message: "at state 4".
  virtual std::string where(StateIndex) const;
};

template <class P>
concept AutomatonPolicy = requires(const P& p, StateIndex s, Percept x) {
  { p.start() } -> std::convertible_to<StateIndex>;
  { p.law(s) } -> std::convertible_to<Distribution>;
  { p.next(s, x) } -> std::convertible_to<StateIndex>;
};

template <class P>
concept HistoryPolicy = requires(const P& p, std::span<const Percept> h) {
  { p.law(h) } -> std::convertible_to<Distribution>;
};

template <class P>
concept UserPolicy = AutomatonPolicy<P> || HistoryPolicy<P>;

// A policy with no memory: the same law at every step.
struct Iid {
  Distribution law;
  friend bool operator==(const Iid&, const Iid&) = default;
};

// The t-th law at step t; afterwards the last one stays, or the list starts again.
struct Schedule {
  enum class Then { hold, repeat };
  std::vector<Distribution> laws;
  Then then = Then::hold;
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

// The law depends on the last `order` actions (fewer at the start), oldest first.
struct Markov {
  unsigned order;
  std::map<std::vector<ActionIndex>, Distribution> laws;  // every context of up to `order` actions
  friend bool operator==(const Markov&, const Markov&) = default;
};

// A deterministic automaton with a law at each state.
struct AutomatonState {
  std::string name;
  Distribution law;
  std::vector<std::vector<StateIndex>> next;  // [action][observation]
  friend bool operator==(const AutomatonState&, const AutomatonState&) = default;
};
struct Automaton {
  StateIndex start;
  std::vector<AutomatonState> states;
  friend bool operator==(const Automaton&, const Automaton&) = default;
};

// A user's own policy: makes a fresh automaton for each evaluation. Functions cannot be compared, so a custom
// policy equals only itself.
struct Custom {
  std::function<std::unique_ptr<Policy>()> make;
  friend bool operator==(const Custom& a, const Custom& b) { return &a == &b; }
};

using PolicySpec = std::variant<Iid, Schedule, Markov, Automaton, Custom>;

// The automaton of a policy, over `actions` actions. It keeps a copy of what it needs of the spec. A user's own is not
// known before it unfolds, so its laws are looked at as it gives them; `whose` names it in messages.
//
// States  iid: one; schedule: one per law; markov: one per context, shorter first; automaton: its own.
// Throws  std::invalid_argument where a law is not over `actions` outcomes, a schedule or an automaton is empty, a
//         context is missing or a transition leads nowhere, naming it. Of a user's own, Policy::law does, naming the
//         state or the history, the number of outcomes and the number of actions.
std::unique_ptr<Policy> compile(const PolicySpec&, std::size_t actions, std::string whose = "the policy");

// Wraps a user's policy, of either concept.
template <UserPolicy P>
Custom custom_policy(P policy);

// ---------------------------------------------------------------------------------------------------------

namespace detail {

std::string after_history(std::span<const Percept>);

template <AutomatonPolicy P>
class AutomatonAdapter final : public Policy {
 public:
  explicit AutomatonAdapter(P policy) : policy_(std::move(policy)) {}
  StateIndex start() override { return policy_.start(); }
  const Distribution& law(StateIndex s) override {
    const auto found = laws_.find(s);
    return found != laws_.end() ? found->second : laws_.try_emplace(s, policy_.law(s)).first->second;
  }
  StateIndex next(StateIndex s, Percept x) override { return policy_.next(s, x); }

 private:
  P policy_;
  std::unordered_map<StateIndex, Distribution> laws_;
};

// States are the nodes of the tree of histories, unfolded as they are reached.
template <HistoryPolicy P>
class HistoryAdapter final : public Policy {
 public:
  explicit HistoryAdapter(P policy) : policy_(std::move(policy)), nodes_{{}} {}
  StateIndex start() override { return 0; }
  const Distribution& law(StateIndex s) override {
    const auto found = laws_.find(s);
    if (found != laws_.end()) return found->second;
    return laws_.try_emplace(s, policy_.law(std::span<const Percept>(nodes_[s]))).first->second;
  }
  StateIndex next(StateIndex s, Percept x) override {
    const auto key = std::tuple(s, x.action, x.observation);
    if (const auto found = children_.find(key); found != children_.end()) return found->second;
    auto history = nodes_[s];
    history.push_back(x);
    nodes_.push_back(std::move(history));
    return children_[key] = static_cast<StateIndex>(nodes_.size() - 1);
  }
  std::string where(StateIndex s) const override { return after_history(nodes_[s]); }

 private:
  P policy_;
  std::vector<std::vector<Percept>> nodes_;
  std::unordered_map<StateIndex, Distribution> laws_;
  std::map<std::tuple<StateIndex, ActionIndex, ObservationIndex>, StateIndex> children_;
};

}  // namespace detail

template <UserPolicy P>
Custom custom_policy(P policy) {
  return Custom{[policy = std::move(policy)]() -> std::unique_ptr<Policy> {
    if constexpr (AutomatonPolicy<P>)
      return std::make_unique<detail::AutomatonAdapter<P>>(policy);
    else
      return std::make_unique<detail::HistoryAdapter<P>>(policy);
  }};
}

}  // namespace qed
