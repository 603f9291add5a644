// Every claim on one class: the engine's one pass, the per-node claims at every node, the per-class claims after.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/evaluate/evaluate.hpp"

namespace qed {

struct ClaimResult {
  const Claim* claim;
  Comparison worst;               // per node: the node of largest ratio, first in breadth-first order
  std::uint64_t exercised = 0;    // per node: nodes that meet the hypothesis
  std::uint64_t interesting = 0;  // nodes (per class: 0 or 1) that really exercise the claim
  History history;                // per node: the first history that reaches the worst node
};

// A node's comparison taken into the result of a per-node claim; the history is spelled out only where it is worse than all
// before it.
void keep_worst(ClaimResult&, Comparison here, const std::function<History()>& history);

// The worst over the claims that bind: violated, then undecided (as is what was cut short), then holds. Refuted claims do
// not count.
Verdict worst_of(std::span<const ClaimResult>, bool cut_short);

struct CheckResult {
  Evaluation evaluation;
  std::vector<ClaimResult> claims;  // in the order of claims(), without the families

  Verdict verdict() const;  // worst_of the claims
};

// only: ids of the claims to decide; empty for all. Those that are not about classes are passed over. Where
// options.enclosed(), those that enclosures decide (Claim::by_ends): nodes that are dropped are not visited, so no
// per-node claim is among them.
//
// What a claim needs beyond the one pass (Claim::needs) is evaluated unasked while it takes at most so many states (some
// seconds); where it is named in `only`, the limits of the options alone hold. Beyond that it is undecided, and says so.
inline constexpr std::uint64_t states_unasked = 1 << 18;

// Where the pass ended early, claims about the class are decided for the steps that were done; claims about a node for
// these and for nodes of the next step that were met by then, and each says so.
//
// Exact   rational values and bounds are compared without rounding; logarithms and roots, and what is enclosed, by
//         certified enclosures. Where these do not tell, the claim is undecided: a verdict is never a guess.
// Cost    that of evaluate(); for each node that it meets, the comparisons of the per-node claims; and what claims need
//         beyond the one pass, as said above.
// Throws  Defect where the class is not valid (ModelClass::validate); std::invalid_argument where `only` has an id that
//         is none, and as evaluate().
CheckResult check(const ModelClass&, const Imitator& = {}, const EvaluateOptions& = {},
                  std::span<const std::string_view> only = {});

}  // namespace qed
