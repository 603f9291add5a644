// The figures of a claim: how close its cases come to the bound, and where.
#pragma once

#include <string>
#include <vector>

#include "qed/evidence/plot.hpp"
#include "qed/evidence/records.hpp"

namespace qed::evidence {

// Value against bound, and the ratio over alpha, over the prior of the truth and over the horizon. Where the claim bounds
// a probability from below, both sides are risks: 1 - value against 1 - bound. Empty where no case has a positive bound
// that says something.
std::vector<Figure> case_figures(const Claim&, const ClaimDigest&);

// The largest ratio of two claims about the same value, over alpha: a seed bound beside its sharp one. None where
// either has no case to draw.
std::vector<Figure> side_by_side(const Claim& seed, const ClaimDigest&, const Claim& sharp,
                                 const ClaimDigest&);

}  // namespace qed::evidence
