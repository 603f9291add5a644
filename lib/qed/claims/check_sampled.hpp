// The claims on one class by sampling, where exact evaluation is out of reach.
//
// Per class  those that intervals decide (Claim::by_ends): `holds` or `violated` where the whole interval is on that
//            side, with the confidence of the run, else `undecided`.
// Per node   decided exactly at every node that some path visits. A violation is an exact one, with its history;
//            otherwise the verdict is `held_where_visited`, for the nodes not visited are not known.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/claims/claim.hpp"
#include "qed/evaluate/sampling.hpp"

namespace qed {

struct SampledCheck {
  Sampled evaluation;
  // As of an exact check; but `exercised` and `interesting` count visits, and the worst node is that of the visited,
  // first in order of paths.
  std::vector<ClaimResult> claims;

  Verdict verdict() const;  // worst_of the claims
};

// Whether sampling says something of the claim.
bool sampling_decides(const Claim&);

// until_decided: draw no more than it takes until no per-class claim is undecided (in place of options.enough).
// only           ids of the claims to decide; empty for all that sampling decides.
// Throws         std::invalid_argument where `only` has an id that is none, and as sample().
SampledCheck check_sampled(const ModelClass&, const Imitator&, SamplingOptions, bool until_decided = false,
                           std::span<const std::string_view> only = {});

}  // namespace qed
