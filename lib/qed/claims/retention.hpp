// The truth stays in the top set: a lower bound on the probability of E_N, that it is there at each of the
// steps 0 … N-1.
//   [claim truth-retention] [claim truth-retention-sharp]
//
// Ratio   (1 - value) / (1 - bound): how much of the allowed risk is used. Vacuous where the bound is <= 0.
// Exact   rational comparisons.   Interesting  the truth can be lost, and the bound says something.
// Note    proofs-notes/retention.md
#pragma once

#include "qed/claims/claim.hpp"

namespace qed {

// P(E_N) >= 1 - alpha / w(mu).
Comparison decide_truth_retention(const ClassFacts&);

// P(E_N) >= 1 - alpha (1/w(mu) - 1).
Comparison decide_truth_retention_sharp(const ClassFacts&);

}  // namespace qed
