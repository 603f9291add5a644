// What adds up along a trajectory: the laws of A_N = sum theta^3 1[E] and of prod (1 + theta), the latter together
// with events and with single trajectories.
//
// They are no linear functionals of the engine's states: two histories that meet in one state have gathered
// different values on the way. So the value is one coordinate more, states merge where it is equal too, and the
// price is in the number of different values. Forced steps add nothing: their theta = 1 says nothing of the
// posterior. What has lost the truth gathers no more, and is in no law of products.
//
// Argument  proofs-notes/engine.md#accumulated
#pragma once

#include <optional>

#include "qed/evaluate/levels.hpp"
#include "qed/evaluate/quantities.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// Trajectories are enumerated where there are at most so many, of all lengths up to the horizon together.
inline constexpr std::uint64_t most_trajectories = 1024;
// (|A| |O|) + (|A| |O|)^2 + … over the horizon; most_trajectories + 1 where that is more.
std::uint64_t number_of_trajectories(const ModelClass&, unsigned horizon);

// Result    none where the budget is spent, or the pass was interrupted; `ended`, where given, says which.
// Exact     rational.
// Requires  the demonstrator is in the class; horizon >= 1.
// Cost      states x transitions, a multiply-add of two integers each.
std::optional<Accumulated> accumulate(const ModelClass&, const Imitator&, unsigned horizon,
                                      const StateBudget&, Ended* ended = nullptr);

}  // namespace qed
