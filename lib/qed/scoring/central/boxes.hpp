// The proof by boxes over (p, q), for two outcomes.                (proofs-notes/central-condition.md, boxes)
#pragma once

#include <span>

#include "qed/scoring/central.hpp"

namespace qed::central_condition {

// Sets the result's finding where F + c ‖p - q‖² <= 1 on every box of a cover; otherwise says what is left.
void decide_by_boxes(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                     const CentralOptions&, Central& result);

}  // namespace qed::central_condition
