// The Walsh–Hadamard transform: what each parity of bits sees of a function on words.
#pragma once

#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// At the set S of bits (a word): sum over words y of f(y) (-1)^|S and y|.
//
// Shape   2^n numbers.     Exact  rational.     Cost  n 2^n additions.
// Throws  std::invalid_argument where their number is no power of 2.
std::vector<Rational> walsh_transform(std::vector<Rational> f);

// The fewest bits, at least one, of which some parity sees f (a transform that is not 0); 0 where none does. A function of
// fewer bits, however they are chosen one after the other, has inner product 0 with f if f sums to 0.
unsigned fewest_bits_seen(const std::vector<Rational>& transform);

}  // namespace qed
