// The moments through which a rule depends on the report: those that are the same along every direction in which no
// score changes.
//
// A direction v with sum v = 0 is blind where sum_i v_i dS(p, y)/dp_i = 0 for every y: a linear equation in v for every
// coefficient of the slopes' normal forms, brought to one denominator. Their solutions are blind: that is an identity.
// That there are no others needs more, since generators of a normal form may depend on one another: the slopes at some
// reports, enclosed, must have the rank of the equations.
//                                                                      (proofs-notes/scoring-rules.md#selective)
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/scoring/expression.hpp"

namespace qed {

struct SeenMoments {
  // A basis of directions along which no score changes, proved; and of the moments that are the same along them, modulo
  // (1, …, 1), which is the same for all laws. Whole numbers without a common factor; a moment's first is 0.
  std::vector<std::vector<Rational>> blind, moments;
  bool needs_all = false;  // whether no other direction is blind. True is a proof.
};

// scores: S(p, y) for y = 0 … n-1. None where a score has a condition, or a slope no normal form.
//
// Exact   identities; needs_all by certified enclosures.
std::optional<SeenMoments> seen_moments(std::span<const Expression> scores);

}  // namespace qed
