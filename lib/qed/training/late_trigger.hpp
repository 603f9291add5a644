// [claim late-trigger]   An event that triggers late: who can tell beforehand that what was learnt is not the
// demonstrator? Two plans in one world that are alike until a step; a distinguisher that sees what is done has
// nothing to see before it, and one that reads which model is followed need not wait.
//
// Exact   every advantage.     Note  proofs-notes/planners.md#late-trigger
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/training/mdp.hpp"

namespace qed {

struct TwoPlans {
  Plan demonstrator, other;  // of one length
  unsigned alike = 0;        // steps from the start on which they are said to have the same laws wherever the
                             // world can be
  std::vector<bool> event;   // the states of it
};
// A class that the imitator follows one model of, drawn by its prior.
struct Drawn {
  std::vector<Rational> weights;  // of the models, each positive; they need not sum to 1
  std::size_t demonstrator = 0;   // its index
};

// What can be told apart, by whom.
struct Seen {
  unsigned alike = 0;  // as in TwoPlans
  // After t = 1 … N steps: the advantage of the best distinguisher of behaviour, which sees states and actions; and
  // the difference of the probabilities of the event.
  std::vector<Rational> behaviour, event;
  // The advantage of one that reads which model is followed, the demonstrator's against one drawn by its prior;
  // and the demonstrator's share of the prior. None where the demonstrator is outside the class.
  std::optional<Rational> description, share;
};

// How the two advantages are measured.
using OfBehaviour = std::function<std::vector<Rational>(const Mdp&, const TwoPlans&)>;
using OfDescriptions = std::function<Rational(const Drawn&)>;
// By histories (mdp.hpp, behaviour_distances).
std::vector<Rational> best_of_behaviour(const Mdp&, const TwoPlans&);
// The best distinguisher's against the law of the model that is followed (distinguisher.hpp).
Rational best_of_descriptions(const Drawn&);

// Throws  std::invalid_argument where the plans are not of one length, or the demonstrator is no model.
Seen what_is_seen(const Mdp&, const TwoPlans&, const std::optional<Drawn>&,
                  const OfBehaviour& = best_of_behaviour, const OfDescriptions& = best_of_descriptions);

// Behaviour tells nothing within the steps that are alike; from then on at least as much as the event does; a
// description tells 1 - (the demonstrator's share) at once. What is farthest from holding is reported, and `detail`
// says which.
// Interesting   steps are alike, the event tells the plans apart later, and there is another model.
Comparison decide_late_trigger(const Seen&);

}  // namespace qed
