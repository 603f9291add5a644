// A class without one of its parts. What is left is a valid class: probability of an erased outcome goes to
// the first one left, transitions into an erased state go to the start.
#pragma once

#include <vector>

#include "qed/model/model_class.hpp"

namespace qed::gen {

// Needs at least two models, and not the demonstrator's.
ModelClass without_model(ModelClass, ModelIndex);
// Needs at least two actions. Prefix and contains events that spell the action out go too.
ModelClass without_action(const ModelClass&, ActionIndex);
// Needs at least two observations.
ModelClass without_observation(const ModelClass&, ObservationIndex);

// Policies with less memory: one law for ever, fewer laws in a schedule, a lower order, fewer states.
std::vector<PolicySpec> with_less_memory(const PolicySpec&);
// Fewer states.
std::vector<Environment> with_less_memory(const Environment&);
std::vector<Event> with_less_memory(const Event&);

}  // namespace qed::gen
