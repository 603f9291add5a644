// Draws from laws over finitely many outcomes, exactly: a whole number below the common denominator of the law is
// uniform, and says which outcome it is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "qed/exact/random_stream.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

// Uniform on 0 … bound - 1, exactly, whatever the size: words of bits, drawn again where they are too large.
// Requires  bound > 0.      Cost  on average less than two tries.
Integer draw_below(RandomStream&, const Integer& bound);

class Lottery {
 public:
  // Requires  non-negative entries that sum to 1.
  explicit Lottery(std::span<const Rational> law);

  // Nothing is drawn where one outcome is certain.
  std::size_t draw(RandomStream&) const;

 private:
  // Outcome i has the numbers from the end before to ends[i], exclusive; the last end is the denominator. In words
  // where they fit.
  std::vector<std::uint64_t> ends_;
  std::vector<Integer> long_ends_;
};

}  // namespace qed
