// Random laws over few answers, for the properties beside this file.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/generators/numbers.hpp"
#include "qed/exact/linear_program.hpp"
#include "qed/training/distinguisher_classes.hpp"
#include "qed/training/game.hpp"
#include "tests/needs_a_solver.hpp"

namespace qed::testing {

// Laws over the words of `bits` <= 3 bits: small denominators, zeros, certainty.
struct Laws {
  unsigned bits;
  Distribution human;
  std::vector<Distribution> imitators;

  std::vector<Rational> gap(std::size_t i = 0) const { return gap_between(human, imitators[i]); }
  AttributeTable words() const { return AttributeTable::words(bits); }
};

inline rc::Gen<Laws> laws(std::size_t most_imitators, unsigned most_bits = 3) {
  return [=](const rc::Random& random, int) {
    gen::Draw draw(random);
    const unsigned bits = std::min(draw.pick({1u, 2u, 2u, 3u, 3u}), most_bits);
    Laws l{bits, gen::law(draw, std::size_t{1} << bits), {}};
    for (std::size_t n = draw.between(1, most_imitators); n > 0; --n)
      l.imitators.push_back(draw.chance(5) ? l.human : gen::law(draw, l.human.size()));
    return rc::shrinkable::just(std::move(l));
  };
}

inline void show(std::ostream& out, const Distribution& law) {
  for (const Rational& q : law) out << " " << to_string(q);
  out << "\n";
}
inline void showValue(const Laws& l, std::ostream& out) {
  out << "human:";
  show(out, l.human);
  for (const Distribution& p : l.imitators) {
    out << "imitator:";
    show(out, p);
  }
}

// One feature per bit, its value.
inline DistinguisherClass linear_in_bits(unsigned bits, const Rational& limit) {
  std::vector<std::vector<Rational>> features;
  std::vector<std::string> names;
  for (const auto& row : AttributeTable::words(bits).of_answer) features.emplace_back(row.begin(), row.end());
  for (unsigned i = 0; i < bits; ++i) names.push_back("bit " + std::to_string(i));
  return linear_in_features(std::move(features), std::move(names), limit);
}

// Each restricted class of few bits.
inline std::vector<DistinguisherClass> classes_on(unsigned bits) {
  std::vector<DistinguisherClass> classes{every_distinguisher()};
  if (has_linear_programming()) classes.push_back(linear_in_bits(bits, ratio(1, 3)));
  for (std::size_t k = 0; k <= bits; ++k) {
    classes.push_back(parities(AttributeTable::words(bits), k));
    classes.push_back(juntas(AttributeTable::words(bits), k));
    classes.push_back(decision_trees(AttributeTable::words(bits), k));
  }
  return classes;
}

}  // namespace qed::testing
