// Finite Markov decision processes with rational dynamics: the worlds that planners plan in. An *episode* of
// N steps starts in one state; what is done in it is a `Plan`, a law over actions for each step and state.
//
// A world and plans for it become a model class: the environment draws the next state, which the models keep
// track of, and "some bad state is reached" is an event.
//
// Exact   rational throughout.   Note  proofs-notes/planners.md
#pragma once

#include <string>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

struct Mdp {
  std::vector<std::string> states, actions;
  StateIndex start = 0;
  std::vector<std::vector<Distribution>> next;  // [state][action]: a law over states

  // Throws  std::invalid_argument naming the state, action and value where shapes do not agree, names are
  //         missing or not distinct, or the start is no state.
  void validate() const;
  // Throws  std::invalid_argument where no state is called so.
  StateIndex state(std::string_view name) const;
  friend bool operator==(const Mdp&, const Mdp&) = default;
};

// A number for each state and action.
using Reward = std::vector<std::vector<Rational>>;  // [state][action]

// What is done at each step of an episode, in each state.
using Plan = std::vector<std::vector<Distribution>>;  // [step][state]: a law over actions

// Where the world can be after 0 … `steps` steps, whatever is done.
std::vector<std::vector<bool>> possible_states(const Mdp&, std::size_t steps);

// The law of the state at each step 0 … N - 1 of the episode, and after it.
// Cost    steps x states^2 x actions, with zeros left out.
std::vector<std::vector<Rational>> state_laws(const Mdp&, const Plan&);

// The probability that one of the states is reached within the plan's steps; the start counts.
Rational reaching_probability(const Mdp&, const Plan&, const std::vector<bool>& states);

// How well anyone can tell two plans apart by what is seen of states and actions: the total variation
// distance of the laws of the first t steps, t = 1 … N.
// Cost    (actions x successors)^N histories.     Throws  std::invalid_argument where the plans are not of
//         one length.
std::vector<Rational> behaviour_distances(const Mdp&, const Plan&, const Plan&);

// The same over the whole episode, enclosed without going through histories.
//   at_least  the largest distance, over steps, of the laws of (state, action);
//   at_most   the expected distance of the laws over actions where the first plan leads, summed over the steps; or 1.
// Cost    steps x states^2 x actions, with zeros left out.     Throws  as behaviour_distances.
struct DistanceBounds {
  Rational at_least, at_most;
};
DistanceBounds behaviour_distance_bounds(const Mdp&, const Plan&, const Plan&);

// ---- As a model class. ------------------------------------------------------------------------------------
//
// Observations tell the next state among those possible after a state and action, by their rank in
// declaration order: there are as many as successors at the most, and one, silent, where the dynamics are
// certain.

std::vector<std::string> observation_names(const Mdp&);
Environment environment_of(const Mdp&);
// "One of these states is reached", where the start counts.
Event reaching_event(const Mdp&, std::string name, const std::vector<bool>& states);
// "A step begins in one of these states": where the last step leads does not count.
Event acting_event(const Mdp&, std::string name, const std::vector<bool>& states);
// The probability of such an event within the plan's steps.
// Cost    steps x states x actions x successors, for each state of the event that goes with them.
Rational event_probability(const Mdp&, const Plan&, const Event&);
// The plan as a policy that keeps track of step and state; after the plan's last step it keeps to the last
// laws.
// States  those that the world can reach, whatever is done: "STEP:STATE".
Automaton policy_of(const Mdp&, const Plan&);
// Two plans are the same policy: the same laws wherever the world can be, whatever is done.
bool same_policy(const Mdp&, const Plan&, const Plan&);

// Actions, observations and environment of the world; models, demonstrator, alpha, horizon and events are
// still to be said.
ModelClass class_in(const Mdp&, std::string name);

}  // namespace qed
