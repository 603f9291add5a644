// The engine's quantities beside the oracle's.
#pragma once

#include <string>

#include "qed/evaluate/evaluate.hpp"
#include "qed/evaluate/quantities.hpp"

namespace qed::properties {

// The first quantity in which the two differ, with both numbers; empty where all agree.
std::string difference(const Quantities& found, const Quantities& expected);

// evaluate() under the imitator against the oracle's cautious imitator.   Cost  the tree of histories.
std::string twin_difference(const ModelClass&, const Imitator& = {});

}  // namespace qed::properties
