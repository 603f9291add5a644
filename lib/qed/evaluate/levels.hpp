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

// What so many flows hold: themselves, in a row that has doubled, and their fractions.
template <class Key>
std::uint64_t bytes_of(const std::vector<Flow<Key>>& flows) {
  constexpr std::uint64_t fraction = 64;
  return flows.capacity() * sizeof(Flow<Key>) + flows.size() * fraction;
}

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
    constexpr std::uint64_t map_node = 96;
    count_ += states;
    level_bytes_ = held * (map_node + bits / 8);
    return held <= budget_.limits.max_states ? !over(count_, tables) : end(Ended::state_limit);
  }
  // On the way to the next level, when `met` nodes were met in all, each of which some level counts. True where that is
  // too much already.
  bool over(std::uint64_t met, std::uint64_t tables) {
    if (budget_.interrupted && budget_.interrupted->load(std::memory_order_relaxed))
      end(Ended::interrupted);
    else if (met > budget_.states)
      end(Ended::state_limit);
    else if (level_bytes_ + tables > budget_.limits.max_bytes)
      end(Ended::memory_limit);
    return ended_ != Ended::horizon;
  }
  std::uint64_t states() const { return count_; }
  Ended ended() const { return ended_; }  // why add() or over() last said that it is too much

 private:
  bool end(Ended why) {
    ended_ = why;
    return false;
  }

  const StateBudget& budget_;
  std::uint64_t count_ = 0, level_bytes_ = 0;
  Ended ended_ = Ended::horizon;
};

}  // namespace qed
