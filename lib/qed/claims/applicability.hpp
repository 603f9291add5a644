// Of which classes a claim speaks: an empty string, or why not of this one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "qed/model/model_class.hpp"

namespace qed {

std::string always_applies(const ModelClass&);
std::string needs_truth_in_class(const ModelClass&);
// proofs-notes/trajectories.md: trajectories are compared in environments that do not see the query bit.
std::string needs_query_blind_environment(const ModelClass&);
std::string needs_truth_and_blindness(const ModelClass&);  // both of the above
std::string needs_events(const ModelClass&);               // and events

// Of claims that read what is found beyond the one pass (Needs): why there is no verdict where it is missing, and
// what it cost where it is there.
inline constexpr std::string_view not_evaluated = "what it is decided from was not evaluated";
std::string price(std::uint64_t states);

}  // namespace qed
