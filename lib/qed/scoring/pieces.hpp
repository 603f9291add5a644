// Properness of a rule that is smooth in pieces: between linear conditions each piece is a formula of its own.
//
// It is proper where every piece has Savage's form on its cell, and where two cells meet the scores agree, or step by a
// multiple of the border's normal that is not negative: then they are the tangents of one convex G, which may have a kink
// there.                                                            (proofs-notes/scoring-rules.md#pieces)
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "qed/exact/verdict.hpp"
#include "qed/scoring/cells.hpp"
#include "qed/scoring/properness.hpp"

namespace qed {

struct InPieces {
  bool proper = false, strictly = false;  // shown
  Method method = Method::exact, strictly_method = Method::exact;
  std::string proof, strictly_proof;  // how, or what is missing
  std::size_t boxes = 0;              // looked at
};

// scores: the rule; pieces: its formulas on each of the cells, without conditions.
InPieces proper_in_pieces(std::span<const Expression> scores, const Cells&,
                          std::span<const std::vector<Expression>> pieces, const PropernessOptions&);

// The formulas on each cell.
std::vector<std::vector<Expression>> pieces_of(std::span<const Expression> scores, const Cells&);

}  // namespace qed
