// A stream of small random choices. All generators draw from one, without RapidCheck's implicit (global)
// state, so that a case is a pure function of its key and many threads may draw at once.
#pragma once

#include <rapidcheck.h>

#include <cstddef>
#include <initializer_list>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed::gen {

class Draw {
 public:
  explicit Draw(rc::Random random) : random_(random) {}

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_.next() % n); }  // 0 … n-1
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
  bool chance(unsigned percent) { return below(100) < percent; }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  T pick(std::initializer_list<T> from) {
    return from.begin()[below(from.size())];
  }
  // Index i with probability weights[i] / sum.
  std::size_t weighted(std::initializer_list<unsigned> weights) {
    std::size_t total = 0, index = 0;
    for (const unsigned w : weights) total += w;
    std::size_t left = below(total);
    for (const unsigned w : weights) {
      if (left < w) break;
      left -= w;
      ++index;
    }
    return index;
  }

 private:
  rc::Random random_;
};

}  // namespace qed::gen
