// Exact forward evaluation of the cautious imitator whose weights are updated by a scoring rule in place of Bayes' rule:
// the quantities of evaluate(), in one pass over merged states.
//
// Apart from the engine of evaluate(), whose nodes are integer posteriors: here a node's weights are formal
// (imitation/score_weights.hpp), each top set is decided by enclosures where it must be, and what that costs exceeds
// what the engine's limbs save. Who is collected is decided, so masses are exact all the same.
//
// Exact   every quantity, as far as `evaluation.quantities.horizon` goes.
// Cost    (merged nodes) x (comparisons of weights), and rational masses.
#pragma once

#include <optional>

#include "qed/evaluate/evaluate.hpp"
#include "qed/imitation/score_weights.hpp"

namespace qed {

struct RuleOptions {
  std::uint64_t max_states = UINT64_MAX;  // nodes, and states of one level
  Precision precision = {};  // of the comparisons
  const std::atomic<bool>* interrupted = nullptr;
  std::function<void(const Progress&)> progress = {};
};

// A reachable node at which it stays undecided who is collected. What was found is for the steps before it.
struct UndecidedNode {
  History history;
  UndecidedWeights weights;
};

struct RuleEvaluation {
  Evaluation evaluation;                   // without what options of evaluate() ask for
  std::optional<UndecidedNode> undecided;  // where evaluation.ended == Ended::undecided
};

// Throws  Defect where the class is not valid; std::invalid_argument where a user's own policy gives a law that is not
//         over the actions, naming the model.
RuleEvaluation evaluate_by_rule(const ModelClass&, const ScoreUpdate&, const RuleOptions& = {});

}  // namespace qed
