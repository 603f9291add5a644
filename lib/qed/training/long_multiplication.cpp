#include "qed/training/long_multiplication.hpp"

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace qed {

namespace {

void require_pupil(const Pupil& pupil, const Multiplication& m) {
  const auto refuse = [](std::string_view what, unsigned found, unsigned least, unsigned most) {
    if (found < least || found > most)
      throw std::invalid_argument(fmt::format("{}: found {}, expected {} to {}", what, found, least, most));
  };
  refuse("digits", pupil.digits, 1, 8);
  refuse("bits of a coin", pupil.coin_bits, 1, 8);
  refuse("how often a carry is forgotten", pupil.forgets, 0, 1u << pupil.coin_bits);
  for (const unsigned factor : {m.first, m.second}) refuse("a factor", factor, 0, (1u << pupil.digits) - 1);
}

bool digit_at(std::uint64_t number, unsigned place) { return number >> place & 1; }

Circuit::Wire remembered(Circuit& circuit, const Pupil& pupil, Circuit::Wire carry) {
  if (carry == circuit.constant(false)) return carry;
  std::vector<Circuit::Wire> coin;
  for (unsigned i = 0; i < pupil.coin_bits; ++i) coin.push_back(circuit.coin());
  return circuit.both(carry, circuit.negated(circuit.below(coin, pupil.forgets)));
}

}  // namespace

Rational Pupil::rate() const { return ratio(forgets, 1u << coin_bits); }

PupilCircuit pupil_circuit(const Pupil& pupil, const Multiplication& m) {
  require_pupil(pupil, m);
  PupilCircuit made;
  Circuit& c = made.circuit;
  made.product.assign(2 * pupil.digits, c.constant(false));
  for (unsigned row = 0; row < pupil.digits; ++row) {
    if (!digit_at(m.second, row)) continue;
    Circuit::Wire carry = c.constant(false);
    for (unsigned place = row; place < 2 * pupil.digits; ++place) {
      const Circuit::Wire written = made.product[place];
      const Circuit::Wire added = c.constant(digit_at(std::uint64_t{m.first} << row, place));
      made.product[place] = c.differ(c.differ(written, added), carry);
      if (place + 1 < 2 * pupil.digits) carry = remembered(c, pupil, c.majority(written, added, carry));
    }
  }
  return made;
}

std::uint64_t PupilCircuit::answer(std::uint64_t coins) const {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < product.size(); ++i)
    if (circuit.value(product[i], coins)) number |= std::uint64_t{1} << i;
  return number;
}

std::map<std::uint64_t, Rational> pupil_law(const Pupil& pupil, const Multiplication& m) {
  require_pupil(pupil, m);
  using State = std::pair<std::uint64_t, bool>;  // what is written, and the carry
  std::map<State, Rational> law{{{0, false}, 1}};
  for (unsigned row = 0; row < pupil.digits; ++row) {
    if (!digit_at(m.second, row)) continue;
    for (unsigned place = row; place < 2 * pupil.digits; ++place) {
      std::map<State, Rational> next;
      for (const auto& [state, p] : law) {
        const auto [written, carry] = state;
        const int sum =
            digit_at(written, place) + digit_at(std::uint64_t{m.first} << row, place) + (carry ? 1 : 0);
        const std::uint64_t bit = std::uint64_t{1} << place;
        const std::uint64_t now = sum & 1 ? written | bit : written & ~bit;
        const bool carries = sum > 1 && place + 1 < 2 * pupil.digits;
        if (carries && pupil.forgets > 0) next[{now, false}] += p * pupil.rate();
        if (!carries || pupil.rate() < 1)
          next[{now, carries}] += carries ? Rational(p * (1 - pupil.rate())) : p;
      }
      law = std::move(next);
    }
  }
  std::map<std::uint64_t, Rational> answers;
  for (const auto& [state, p] : law) answers[state.first] += p;
  return answers;
}

}  // namespace qed
