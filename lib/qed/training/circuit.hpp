// Circuits whose inputs are fair coins: a model that can be run, and whose probability of an answer is a number of inputs
// over 2^n. Small: a list of gates with two inputs, and, or, exclusive or.
//
// Gates whose outcome is known beforehand are not made: what is built from constants is a constant.
// Exact   evaluation, 64 assignments at a time.
// Limit   64 coins, so that an assignment is one word: bit i is coin i.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace qed {

class Circuit {
 public:
  using Wire = std::size_t;                                                  // the gate's place in the list
  enum class Kind { constant, coin, conjunction, disjunction, difference };  // the last is the exclusive or
  struct Gate {
    Kind kind;
    Wire a = 0, b = 0;  // earlier gates; of a constant a is its value, of a coin its number
  };

  Circuit() : gates_{{Kind::constant, 0}, {Kind::constant, 1}} {}

  // Throws  std::invalid_argument where there are 64 coins already.
  Wire coin();
  Wire constant(bool value) const { return value ? 1 : 0; }
  Wire both(Wire, Wire);
  Wire either(Wire, Wire);
  Wire differ(Wire, Wire);
  Wire negated(Wire a) { return differ(a, constant(true)); }
  Wire all_of(std::span<const Wire>);
  // Whether at least two of the three are true.
  Wire majority(Wire, Wire, Wire);
  // Whether the wires, least significant first, are the number's digits; of a number that is too long they are not.
  Wire equals(std::span<const Wire>, std::uint64_t number);
  // Whether the wires, least significant first, are a smaller number.
  Wire below(std::span<const Wire>, std::uint64_t number);

  unsigned coins() const { return coins_; }
  std::span<const Gate> gates() const { return gates_; }
  bool is_constant(Wire w) const { return w <= 1; }

  // Each wire's values, one assignment a bit. words: one for each coin.
  std::vector<std::uint64_t> run(std::span<const std::uint64_t> words) const;
  bool value(Wire, std::uint64_t assignment) const;

 private:
  Wire add(Gate);

  std::vector<Gate> gates_;
  unsigned coins_ = 0;
};

}  // namespace qed
