// Masses of one level as integers over one denominator, for passes over states that the engine does not number: no
// gcd of long numbers until the end.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <vector>

#include "qed/evaluate/evaluate.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

template <class Key>
struct Level {
  std::map<Key, Integer> mass;
  Integer denominator = 1;

  Rational probability(const Integer& numerator) const { return ratio(numerator, denominator); }
};

// Part of a level's mass on its way to the next.
template <class Key>
struct Flow {
  const Integer* mass;
  Rational probability;
  Key to;
};

template <class Key>
Level<Key> next_level(const Level<Key>& from, const std::vector<Flow<Key>>& flows) {
  Integer common = 1;
  for (const Flow<Key>& f : flows) common = lcm(common, denominator_of(f.probability));
  Level<Key> next;
  next.denominator = from.denominator * common;
  for (const Flow<Key>& f : flows)
    next.mass[f.to] += *f.mass * (numerator_of(f.probability) * (common / denominator_of(f.probability)));
  return next;
}

// How much a pass may take before it gives up.
struct StateBudget {
  std::uint64_t states;  // over all levels
  Limits limits;         // held at once
  const std::atomic<bool>* interrupted = nullptr;
};

// Counts the states of a pass against its budget.
class StateCount {
 public:
  explicit StateCount(const StateBudget& budget) : budget_(budget) {}
  // One level more. False where that is too much.
  //   held, bits   how many states are held now, and about how long a mass is;   tables  bytes of all else
  bool add(std::size_t states, std::size_t held, std::size_t bits, std::uint64_t tables) {
    count_ += states;
    constexpr std::uint64_t map_node = 96;
    return count_ <= budget_.states && held <= budget_.limits.max_states &&
           held * (map_node + bits / 8) + tables <= budget_.limits.max_bytes &&
           !(budget_.interrupted && budget_.interrupted->load(std::memory_order_relaxed));
  }
  std::uint64_t states() const { return count_; }

 private:
  const StateBudget& budget_;
  std::uint64_t count_ = 0;
};

}  // namespace qed
