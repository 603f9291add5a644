// The engine's quantities beside the oracle's.
#pragma once

#include <string>

#include "qed/evaluate/quantities.hpp"

namespace qed::properties {

// The first quantity in which the two differ, with both numbers; empty where all agree, number for number.
std::string difference(const Quantities& found, const Quantities& expected);

}  // namespace qed::properties
