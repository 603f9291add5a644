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

}  // namespace qed
