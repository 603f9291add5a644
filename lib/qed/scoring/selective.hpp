// What a rule can see of a report: the moments that it depends on, and what hides behind equal scores.
//
// [claim selective]   Where every score S(p, y) is the same along a direction v of the simplex, the rule depends on p only
// through the moments <phi, p> with <phi, v> = 0. Two reports that differ by a multiple of v then score the same on every
// outcome, and such a pair can be as far apart as two laws can be: p proportional to the negative part of v, and p' to
// the positive part, have no outcome in common. Between linear conditions a rule may have constant scores: then no two
// reports of one cell are told apart.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/scoring/expression.hpp"

namespace qed {

struct Selectivity {
  bool decided =
      false;  // what the next two hold: the derivatives could be evaluated exactly, and no score has conditions
  // A basis of the directions along which no score changes, each proved in normal form; and of the moments that are left.
  std::vector<std::vector<Rational>> blind;
  std::vector<std::vector<Rational>> moments;
  // Two reports that score the same whatever happens: without a common outcome (total variation distance 1) where the scores
  // are exactly equal there; otherwise inside the simplex, half as far apart; of a rule with conditions, inside one cell.
  std::optional<std::pair<std::vector<Rational>, std::vector<Rational>>> hidden;
};

Selectivity selectivity(std::span<const Expression> scores);

}  // namespace qed
