// The odds against the truth at a node, and the potential made of them: what is still to be paid, in questions and in
// risk.                                                            (proofs-notes/query-sum.md, retention.md)
#pragma once

#include <span>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"
#include "qed/model/history.hpp"

namespace qed {

// X = sum over pi != mu of w(pi|h) / w(mu|h).   Requires  weights[truth] > 0.
Rational odds_against(std::span<const Integer> weights, ModelIndex truth);

// Phi = sum over pi != mu of alpha g(x_pi / alpha), where g(y) = y up to 1 and 1 + (2/3) ln y from there on.
// Requires  weights[truth] > 0.     Cost  one logarithm.
Interval potential(std::span<const Integer> weights, ModelIndex truth, const Rational& alpha, unsigned bits);

}  // namespace qed
