// The proof by boxes over (p, q), for two outcomes.                (proofs-notes/central-condition.md, boxes)
#pragma once

#include <functional>
#include <span>

#include "qed/scoring/central.hpp"

namespace qed::central_condition {

// Sets the result's finding where F + c ‖p - q‖² <= 1 on every box of a cover; otherwise says what is left.
void decide_by_boxes(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                     const CentralOptions&, Central& result);

// How many boxes a proof took, and how many it left: 0 for a proof.
struct BoxCover {
  std::size_t boxes = 0, left = 0;
  std::vector<ReportBox> first_left;  // three at the most, for people
};

// Whether f(x_0, x_1) >= 0 on the unit square but for the boxes that `known` says need not be looked at, by its values and
// by the mean value form.
BoxCover never_negative_on_square(const Expression& f,
                                  const std::function<bool(const Interval&, const Interval&)>& known,
                                  const CentralOptions&);

}  // namespace qed::central_condition
