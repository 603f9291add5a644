#include "qed/claims/system_claims.hpp"

namespace qed {

std::vector<Claim> use_claims() {
  return {
      about_systems(
          "quantilizer",
          "(a) The q-quantilizer of a base law, its best share q by utility with ties shared in "
          "proportion, has "
          "P_Q(a) ≤ P_base(a)/q for every a, and of all laws that have, the most utility. (b) With "
          "the imitator's "
          "step as base, P_Q(a) ≤ (1 + θ) μ(a)/q; where it asks as ever and only what it answers by itself "
          "is quantilized, P(a) ≤ (1/q + θ) μ(a). (c) With a base p of which only ‖p − μ‖₁ ≤ ε is "
          "known, P_Q(B) ≤ "
          "(μ(B) + ε/2)/q for every set B, and no bound by μ(a) alone: for every ε > 0 and q ≤ ε/2 there is "
          "one with μ(a) = 0 and P_Q(a) = 1.",
          "literature: J. Taylor, Quantilizers: A Safer Alternative to Maximizers for Limited "
          "Optimization (2016); (b) by step-dominance",
          {"0 < q ≤ 1; finitely many actions", "for (b): μ ∈ T(h), the truth is in the top set"},
          "q < 1, and 0 < θ < 1 for (b); any utility", "proofs-notes/uses.md#quantilizer",
          "lib/qed/uses/quantilizer.hpp", "quantilizer"),
      about_systems(
          "ida",
          "IDA_0 is a rock, IDA_{k+1} a cautious imitator of the human with two copies of IDA_k, "
          "trained and then "
          "frozen. While every level keeps its truth, for every training: P(transcript) ≤ Π θ over "
          "the calls that "
          "ask, times P_org(its answers); P(answer = a, Π(1 + θ) ≤ K) ≤ K P_org(a), the product "
          "over all calls "
          "of the organisation, those below a call that answers by itself included; ‖IDA_n − org‖₁ "
          "≤ Σ 2θ(1 − θ). "
          "And every level keeps its truth with probability at least 1 − n α (1/w(μ) − 1).",
          "sharp: made exact from the seed material's description of iterated distillation, proved in "
          "proofs-notes",
          {"at each level the human, with two copies of the very IDA_k below, is in the class",
           "levels below are frozen: they ask, but learn no more",
           "μ ∈ T at every level, but for the last part"},
          "something is asked, and a product above 1 has a bound below 1", "proofs-notes/uses.md#ida",
          "lib/qed/uses/distillation.hpp", "ida"),
  };
}

}  // namespace qed
