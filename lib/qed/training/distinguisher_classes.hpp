// Distinguishers that see little: the restricted classes of the sources. Each holds the constants, so that its best
// advantage is never negative, and each is solved exactly for any gap.
//
// On the same table, in this order each holds the one before, but for the linear ones: parities of at most k bits see no
// more than juntas of k attributes, these no more than trees of depth k, and these no more than all distinguishers.
//
// Exact   rational.     Throws  std::invalid_argument where table, features or gap do not fit together.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "qed/training/attributes.hpp"
#include "qed/training/distinguisher.hpp"

namespace qed {

// D = (1 + s)/2 or (1 - s)/2, s the sign (-1)^(sum of some bits, at most `bits` of them).
// Shape   every attribute has two values; at most 20 of them.     Cost  m 2^m additions for m attributes.
DistinguisherClass parities(AttributeTable, std::size_t bits);

// Any function of at most `attributes` of the attributes.        Cost  answers times the number of such choices.
DistinguisherClass juntas(AttributeTable, std::size_t attributes);

// Decision trees: each inner node looks at one attribute and branches on its value; at most `depth` looks before a verdict.
// Cost    answers times (attributes)^depth.
DistinguisherClass decision_trees(AttributeTable, std::size_t depth);

// D = 1/2 + sum_j c_j phi_j with -limit <= c_j <= limit, as far as D is a probability for every answer. By a linear
// programme whose optimum is certified (exact/linear_program.hpp, and what it throws).
// Shape   features[answer][j], one name each.
DistinguisherClass linear_in_features(std::vector<std::vector<Rational>> features,
                                      std::vector<std::string> names, const Rational& limit);

}  // namespace qed
