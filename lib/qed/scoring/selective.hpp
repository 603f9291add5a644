// What a rule can see of a report: the moments that it depends on, and what hides behind equal scores.
//
// [claim selective]   Where every score S(p, y) is the same along a direction v of the simplex, the rule depends on p
// only through the moments <phi, p> with <phi, v> = 0. Two reports that differ by a multiple of v then score the same
// on every outcome, and can be as far apart as two laws can be: the positive part of v and the negative part, made
// laws, have no outcome in common. Under linear conditions this holds within each cell, which is smaller than the
// simplex, and cells in which all scores are constants hide all that is in them.
//                                                                      (proofs-notes/scoring-rules.md#selective)
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/scoring/expression.hpp"
#include "qed/scoring/seen_moments.hpp"

namespace qed {

// Two reports that score the same whatever happens: their scores are the same number or the same infinity, for every
// outcome, exactly or as an identity of normal forms.
struct HiddenPair {
  std::vector<Rational> first, second;
  Rational distance;  // their total variation distance, exact
  // No two reports that score the same whatever happens are further apart than this. None where that is not known.
  std::optional<Rational> most;
};

struct Selectivity {
  std::optional<SeenMoments> seen;  // where no score has a condition, and all slopes have a normal form
  std::optional<HiddenPair> hidden;
};

// scores: S(p, y) for y = 0 … n-1. With conditions: those that Cells::of can cut the simplex by; otherwise
// nothing is said.
//
// Cost  seconds; more only for 4 outcomes under more than 6 linear conditions.
Selectivity selectivity(std::span<const Expression> scores);

}  // namespace qed
