// Retrodiction of an imitator whose law is known: the expected log score of the human's answers, and what it tells of the
// best distinguisher.
//
// E_h ln p = -H(h) - KL(h || p). The loss KL is never small where some distinguisher succeeds: with TV the total
// variation distance, KL >= ln 1/(1 - TV^2) (Bretagnolle and Huber, 1979). But H(h) is not known to who has only the
// human's answers, so that the score alone tells nothing.            [claims steganography, sudoku]
//
// Exact   sums of logarithms of rationals.
#pragma once

#include <optional>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"
#include "qed/exact/log_sum.hpp"

namespace qed {

// None: an answer of the human has probability 0, and the score is minus infinity.
std::optional<LogSum> expected_log_score(const Distribution& human, const Distribution& imitator);
// KL(h || p): how far that is below the human's own score; none where it is infinite.
std::optional<LogSum> log_loss(const Distribution& human, const Distribution& imitator);

// Value   ln 1/(1 - TV^2).     Bound  the log loss. An infinite loss exceeds anything.
// Interesting   TV > 0 and a finite loss.
Comparison decide_loss_sees(const Distribution& human, const Distribution& imitator);

}  // namespace qed
