// The process of proofs-notes/process.md, as plain functions of whole histories. Nothing is validated: a
// prior that sums to more than 1, a "law" that does not sum to 1 or an environment that cheats is what the
// tests of hypotheses are made of.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "properties/oracle/policy.hpp"
#include "properties/oracle/top_set.hpp"
#include "qed/model/model_class.hpp"

namespace qed::oracle {

// The imitator in three parts. The defaults are the cautious imitator.
struct Rule {
  using Posterior = std::vector<Rational>;
  std::function<std::vector<ModelIndex>(const Posterior&, const Rational& alpha, Threshold)> top_set =
      oracle::top_set;
  // P(a, q = 0 | h) per action; what is left over asks. Called with a non-empty top set.
  std::function<Law(const std::vector<ModelIndex>& top, const std::vector<Law>& predictions)> answered;
  // Posterior weights after a step; need not be normalised.
  std::function<Posterior(const Posterior&, const std::vector<Law>& predictions, bool asked, ActionIndex)>
      update;

  Rule();
};

struct NamedEvent {
  std::string name;
  std::function<bool(const History&)> reached;  // whether it has happened by the end of the history
};

struct Process {
  std::size_t actions = 0;
  std::size_t observations = 1;
  std::vector<Rational> priors;
  std::vector<std::function<Law(const History&)>> models;
  std::function<Law(const History&)> demonstrator;
  std::optional<ModelIndex> truth;  // the demonstrator's index, where it is in the class
  std::function<Law(const History&, bool asked, ActionIndex)> environment;  // law of the observation
  Rational alpha;
  Threshold threshold = Threshold::strict;
  unsigned horizon = 1;
  unsigned forced_queries = 0;
  std::vector<NamedEvent> events;
  Rule rule;
};

// The process that a class describes. Prefix and contains events are read from their actions, not from the
// automaton that they were compiled to.
Process process_of(const ModelClass&);

}  // namespace qed::oracle
