// The exact number of inputs that make a wire of a circuit true, by a binary decision diagram (Bryant 1986). BuDDy builds
// the diagram, with the coins tested in their order; the counting over its nodes is ours, in integers of any size: the
// library's own is in floating point.
//
// Cost    the number of nodes, which may grow exponentially with the coins, or not at all.
// Threads one at a time: the library's state is global, and locked.
#pragma once

#include <cstddef>
#include <optional>

#include "qed/exact/rational.hpp"
#include "qed/training/circuit.hpp"

namespace qed {

struct DiagramCount {
  Integer count;
  std::size_t nodes;  // of the wire's diagram
};

// None: more than most_nodes nodes are needed, for all gates together.
// Throws  NoModelCounting where the library was built without BuDDy.
std::optional<DiagramCount> count_by_diagram(const Circuit&, Circuit::Wire,
                                             std::size_t most_nodes = std::size_t{1} << 21);

}  // namespace qed
