// A model class with everything that a check needs: the actions and observations, the environment, the
// models with their priors, the demonstrator, the threshold and the events. Plain data: what a class file
// says, and what the generators invent.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/policy.hpp"

namespace qed {

// How a weight is compared with alpha times the weight ranked before it: `strict` (>) is the slides' rule,
// `non_strict` (>=) the paper's.
enum class Threshold { strict, non_strict };

struct Model {
  std::string name;
  Rational prior;  // positive; over the class at most 1 in sum
  PolicySpec policy;
  friend bool operator==(const Model&, const Model&) = default;
};

// The law of the observation that follows an action, and where the environment goes next.
// laws[q][a] is a law over observations; where the environment does not see the query bit, laws[0] == laws[1].
struct EnvironmentState {
  std::string name;
  std::vector<std::vector<Distribution>> laws;  // [asked][action]
  std::vector<std::vector<StateIndex>> next;    // [action][observation]
  friend bool operator==(const EnvironmentState&, const EnvironmentState&) = default;
};
struct Environment {
  bool sees_query = false;
  StateIndex start = 0;
  std::vector<EnvironmentState> states;

  // One state, one observation: no environment to speak of.
  static Environment silent(std::size_t actions);
  friend bool operator==(const Environment&, const Environment&) = default;
};

// "An accepting state is reached within the horizon": a deterministic automaton that reads (action,
// observation) pairs. Prefix and contains events are compiled to one when the file is read.
struct EventState {
  std::string name;
  bool accepting;
  std::vector<std::vector<StateIndex>> next;  // [action][observation]
  friend bool operator==(const EventState&, const EventState&) = default;
};
struct Event {
  enum class Kind { prefix, contains, automaton };
  std::string name;
  Kind kind;
  std::vector<ActionIndex> actions;  // prefix, contains: the actions spelled out
  StateIndex start = 0;
  std::vector<EventState> states;

  // The history starts with `sequence`; it has `sequence` somewhere as consecutive actions. Once accepted, always
  // accepted.
  // Throws  std::invalid_argument where `sequence` is empty or names no action.
  static Event prefix(std::string name, std::vector<ActionIndex> sequence, std::size_t actions,
                      std::size_t observations);
  static Event contains(std::string name, std::vector<ActionIndex> sequence, std::size_t actions,
                        std::size_t observations);
  friend bool operator==(const Event&, const Event&) = default;
};

// Where a saved counterexample comes from.
struct Provenance {
  std::string claim;
  std::string imitator;
  std::uint64_t seed = 0;
  History history;
  // The scoring rule that the imitator learns by, as qed check --rule reads it, and its eta; Bayes' rule where empty.
  std::string rule = {};
  Rational eta = 1;
  friend bool operator==(const Provenance&, const Provenance&) = default;
};

struct ModelClass {
  std::string name;
  std::string note;
  std::vector<std::string> actions;
  std::vector<std::string> observations;  // one, named "-", where the file names none
  Environment environment;
  std::vector<Model> models;
  std::variant<ModelIndex, Model> demonstrator;  // a member; or a policy outside the class, its prior unused
  Rational alpha;                                // in (0, 1)
  Threshold threshold = Threshold::strict;
  unsigned horizon = 1;
  unsigned forced_queries = 0;  // the first so many steps always query
  std::vector<Event> events;
  std::optional<Provenance> counterexample;

  bool demonstrator_inside() const { return std::holds_alternative<ModelIndex>(demonstrator); }
  // w(mu).   Throws  std::bad_variant_access where the demonstrator is outside the class.
  const Rational& demonstrator_prior() const { return models[std::get<ModelIndex>(demonstrator)].prior; }
  const PolicySpec& demonstrator_policy() const;
  // Where the demonstrator's policy is among those that compile() makes: its index; or after all the models.
  std::size_t demonstrator_slot() const;

  // The semantics that no type enforces: shapes agree, indices are in range, priors are positive and sum to at
  // most 1, alpha is in (0, 1), horizon >= 1, names are there and distinct, contexts are complete.
  // Throws  std::invalid_argument naming the place as a JSON pointer of the class file, the value, and the range.
  void validate() const;

  friend bool operator==(const ModelClass&, const ModelClass&) = default;
};

// The policies of a class as automata: those of the models, in order, and that of an outside demonstrator. Whatever
// follows the process, exactly or by sampling, begins here; so here is where a class is validated, once for all.
//
// Cost    a pass over what the class says: some microseconds for one that a person writes.
// Throws  Defect where validate() does; std::invalid_argument where a user's own policy makes none and, from
//         Policy::law, where it gives a law that is not over the actions, naming the model (policy.hpp).
std::vector<std::unique_ptr<Policy>> compile(const ModelClass&);
// The demonstrator's alone.   Requires  a class that was validated.
std::unique_ptr<Policy> compile_demonstrator(const ModelClass&);

}  // namespace qed
