// Of which classes a claim speaks: an empty string, or why not of this one.
#pragma once

#include <string>

#include "qed/model/model_class.hpp"

namespace qed {

std::string always_applies(const ModelClass&);
std::string needs_truth_in_class(const ModelClass&);
// proofs-notes/trajectories.md: trajectories are compared in environments that do not see the query bit.
std::string needs_query_blind_environment(const ModelClass&);
std::string needs_events(const ModelClass&);  // and both of the above

}  // namespace qed
