// Claims on quantities of which only intervals are known: certified enclosures, or what sampling gives.
#pragma once

#include "qed/claims/claim.hpp"
#include "qed/exact/verdict.hpp"

namespace qed {

// `holds` where the claim does at the ends at which it is hardest to meet, `violated` where it is violated at those at
// which it is easiest, else `undecided`. Value, ratio, and a bound that moves are reported as intervals; the rest as it
// is at the hard ends. Of several events the worst is reported, both its ends.
//
// Requires  claim.by_ends; method certified or sampled, of the ends.
Comparison decide_by_ends(const Claim& claim, const ModelClass&, const Quantities& lower,
                          const Quantities& upper, Method method);

}  // namespace qed
