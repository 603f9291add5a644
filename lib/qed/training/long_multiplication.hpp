// A pupil who multiplies two numbers on paper, in binary, row by row, and now and then forgets a carry: a model that is easy
// to run and whose probability of an answer is not easily read off. Each carry of 1 is forgotten by a coin of its own,
// with probability forgets/2^coin_bits.
//
// Two ways to the same law: a circuit whose inputs are the coins, and the exact law over what is written down.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/training/circuit.hpp"

namespace qed {

struct Pupil {
  unsigned digits;  // of each factor, 1 to 8; the product has twice as many, and a carry beyond them is lost
  unsigned coin_bits;  // 1 to 8
  unsigned forgets;    // up to 2^coin_bits

  Rational rate() const;
};

struct Multiplication {
  unsigned first, second;
};

// The pupil at work: what stands on the paper at the end, least digit first.
struct PupilCircuit {
  Circuit circuit;
  std::vector<Circuit::Wire> product;

  // Whether the answer is this.
  Circuit::Wire answers(std::uint64_t answer) { return circuit.equals(product, answer); }
  std::uint64_t answer(std::uint64_t coins) const;
};

// Coins are tossed where a carry may be 1.
// Throws  std::invalid_argument where the pupil or a factor is out of range, or more than 64 bits are tossed.
PupilCircuit pupil_circuit(const Pupil&, const Multiplication&);

// The law of the answer, digit by digit and row by row: answers of positive probability.
std::map<std::uint64_t, Rational> pupil_law(const Pupil&, const Multiplication&);

}  // namespace qed
