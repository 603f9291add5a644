#include "qed/training/circuit.hpp"

#include <stdexcept>
#include <utility>

namespace qed {

Circuit::Wire Circuit::add(Gate gate) {
  gates_.push_back(gate);
  return gates_.size() - 1;
}

Circuit::Wire Circuit::coin() {
  if (coins_ == 64) throw std::invalid_argument("a circuit with 64 coins has no room for another");
  return add({Kind::coin, coins_++});
}

Circuit::Wire Circuit::both(Wire a, Wire b) {
  if (a > b) std::swap(a, b);
  if (a == constant(false) || a == b) return a;
  if (a == constant(true)) return b;
  return add({Kind::conjunction, a, b});
}

Circuit::Wire Circuit::either(Wire a, Wire b) {
  if (a > b) std::swap(a, b);
  if (a == constant(true)) return a;
  if (a == constant(false) || a == b) return b;
  return add({Kind::disjunction, a, b});
}

Circuit::Wire Circuit::differ(Wire a, Wire b) {
  if (a > b) std::swap(a, b);
  if (a == b) return constant(false);
  if (a == constant(false)) return b;
  return add({Kind::difference, a, b});
}

Circuit::Wire Circuit::all_of(std::span<const Wire> wires) {
  Wire all = constant(true);
  for (const Wire w : wires) all = both(all, w);
  return all;
}

Circuit::Wire Circuit::majority(Wire a, Wire b, Wire c) { return either(both(a, b), both(c, either(a, b))); }

Circuit::Wire Circuit::equals(std::span<const Wire> wires, std::uint64_t number) {
  Wire equal = constant(true);
  for (const Wire w : wires) {
    equal = both(equal, number & 1 ? w : negated(w));
    number >>= 1;
  }
  return number == 0 ? equal : constant(false);
}

Circuit::Wire Circuit::below(std::span<const Wire> wires, std::uint64_t number) {
  Wire smaller = constant(false);
  for (const Wire w : wires) {  // from the last digit up: the highest that differs decides
    smaller = number & 1 ? either(negated(w), smaller) : both(negated(w), smaller);
    number >>= 1;
  }
  return number == 0 ? smaller : constant(true);
}

std::vector<std::uint64_t> Circuit::run(std::span<const std::uint64_t> words) const {
  if (words.size() != coins_)
    throw std::invalid_argument("found " + std::to_string(words.size()) +
                                " words, expected one for each of " + std::to_string(coins_) + " coins");
  std::vector<std::uint64_t> wires;
  wires.reserve(gates_.size());
  for (const Gate& gate : gates_) switch (gate.kind) {
      case Kind::constant: wires.push_back(gate.a ? ~std::uint64_t{0} : 0); break;
      case Kind::coin: wires.push_back(words[gate.a]); break;
      case Kind::conjunction: wires.push_back(wires[gate.a] & wires[gate.b]); break;
      case Kind::disjunction: wires.push_back(wires[gate.a] | wires[gate.b]); break;
      case Kind::difference: wires.push_back(wires[gate.a] ^ wires[gate.b]); break;
    }
  return wires;
}

bool Circuit::value(Wire w, std::uint64_t assignment) const {
  std::vector<std::uint64_t> words;
  for (unsigned i = 0; i < coins_; ++i) words.push_back(assignment >> i & 1);
  return run(words)[w] & 1;
}

}  // namespace qed
