// Random circuits of a few coins, for the properties beside this file.
#pragma once

#include <iostream>

#include "properties/generators/numbers.hpp"
#include "qed/training/circuit.hpp"

namespace qed::testing {

struct DrawnCircuit {
  Circuit circuit;
  Circuit::Wire wire;
};

inline rc::Gen<DrawnCircuit> drawn_circuit(unsigned most_coins) {
  return [=](const rc::Random& random, int) {
    gen::Draw draw(random);
    DrawnCircuit drawn;
    Circuit& c = drawn.circuit;
    std::vector<Circuit::Wire> wires{c.constant(false), c.constant(true)};
    for (std::size_t n = draw.between(0, most_coins); n > 0; --n) wires.push_back(c.coin());
    for (std::size_t n = draw.between(0, 20); n > 0; --n) {
      const Circuit::Wire a = draw.pick(wires), b = draw.pick(wires);
      wires.push_back(draw.chance(40) ? c.differ(a, b) : draw.chance(50) ? c.both(a, b) : c.either(a, b));
    }
    drawn.wire = draw.chance(20) ? draw.pick(wires) : wires.back();
    return rc::shrinkable::just(std::move(drawn));
  };
}

inline void showValue(const DrawnCircuit& drawn, std::ostream& out) {
  for (const Circuit::Gate& gate : drawn.circuit.gates())
    out << static_cast<int>(gate.kind) << " " << gate.a << " " << gate.b << "\n";
  out << "wire " << drawn.wire << "\n";
}

}  // namespace qed::testing
