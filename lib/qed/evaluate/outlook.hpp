// The outlook from every reachable node: given the history so far, how likely the truth is still to be lost, and how
// much is still to be asked. One sweep forward finds the nodes of each step, one back sums what is to come.
//
// Argument  proofs-notes/engine.md#outlook
#pragma once

#include <optional>

#include "qed/evaluate/levels.hpp"
#include "qed/evaluate/quantities.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// answering  a model that answers the queries and is none that the imitator knows (training/misspecified.hpp): the odds
//            leave it out.
// Result    of all steps 0 … horizon - 1; none where the budget is spent, or the pass was interrupted; `ended`, where
//           given, says which.
// Exact     rational.
// Requires  the demonstrator is in the class; horizon >= 1.
// Cost      nodes over all levels x transitions, a few multiplications of rationals each.
std::optional<Outlooks> look_ahead(const ModelClass&, const Imitator&, unsigned horizon, const StateBudget&,
                                   Ended* ended = nullptr, std::optional<ModelIndex> answering = {});

}  // namespace qed
