// The process of the demonstrator alone: no imitator, no posterior.
#pragma once

#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// P_dem(B) of each event within `horizon` steps. Where the environment sees the query bit, nothing is asked.
// Exact   rational.     Cost  horizon x (demonstrator states x environment states x event states), per event.
// Throws  as compile() of a class.
std::vector<Rational> demonstrator_event_probabilities(const ModelClass&, unsigned horizon);

}  // namespace qed
