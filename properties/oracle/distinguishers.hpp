// The slow twins of lib/qed/training/: every Boolean function of a few bits, one after the other, and games of two imitators by
// the corners of their payoffs. They share plain data with what they check, and no code.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed::oracle {

// A function of `bits` <= 3 bits by its table of values: bit y is its value at the word y.
using Table = std::uint32_t;

bool looks_at_most_at(Table, unsigned bits, unsigned attributes);
bool is_a_tree_of_depth(Table, unsigned bits, unsigned depth);
bool is_a_parity_of_at_most(Table, unsigned bits, unsigned of);  // or the complement of one, or constant

// The largest sum of gap(y) over the y with value 1, of the functions that are members.
Rational best_advantage(std::span<const Rational> gap, unsigned bits,
                        const std::function<bool(Table)>& member);

// min over 0 <= q <= 1 of max over rows of q row[0] + (1 - q) row[1].
Rational value_of_two(const std::vector<std::vector<Rational>>& rows);

}  // namespace qed::oracle
