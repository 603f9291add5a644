#include "qed/claims/system_claims.hpp"

#include "qed/claims/shared_words.hpp"

namespace qed {

namespace {

constexpr std::string_view seed_training =
    "seed: J. Taylor, Selective similarity metrics for imitation, and Safe training procedures for "
    "human-imitators";
constexpr std::string_view seed_discussion =
    "seed: A. Demski and commenters, the discussion of imitation learning and mesa-optimization; the "
    "construction is "
    "proofs-notes' own";

}  // namespace

std::vector<Claim> planner_claims() {
  return {
      about_systems(
          "irl",
          "Of the noisy planners with a reward affine in features φ, to the end of N steps and without "
          "discount, the one under which the demonstrator is likeliest has the demonstrator's feature "
          "counts: E_λ Σ_t φ = "
          "E_dem Σ_t φ.",
          "literature: B. D. Ziebart, J. A. Bagnell, A. K. Dey, Modeling Interaction via the Principle of "
          "Maximum Causal Entropy (2010)",
          {"the dynamics are known", "no discount", "counts in the relative interior of what plans can have"},
          "a weight is not 0", "proofs-notes/planners.md#irl", "lib/qed/training/irl.hpp",
          "edge-instantiation"),
      about_systems(
          "simplicity-prior",
          "Descriptions of planners (horizon, discount, bound; Elias's gamma code) are prefix-free, and "
          "weigh Σ 2^−length = 1 exactly.",
          "literature: P. Elias, Universal Codeword Sets and Representations of the Integers (1975)", {},
          "descriptions of several lengths", "proofs-notes/planners.md#simplicity-prior",
          "lib/qed/training/planner_language.hpp", "planner"),
      about_systems("planner",
                    "For every R there is a class of noisy planners under the simplicity prior, with the "
                    "demonstrator in it, and "
                    "an event B, such that imitators that commit (maximum posterior, Bayes mixture, IRL) "
                    "have P_im(B) ≥ R "
                    "P_dem(B), however many steps before the event they watched; the cautious imitator has "
                    "P_im(B) ≤ (1 + θ) "
                    "P_dem(B).",
                    seed_discussion, {"R > 0", "watched: steps before the door opens"},
                    "P_dem(B) is positive", "proofs-notes/planners.md#planner",
                    "lib/qed/training/mesa_optimization.hpp", "planner"),
      about_systems(
          "late-trigger",
          "Of two plans in one world that are alike for D steps, the best distinguisher of behaviour has the "
          "advantage 0 within these steps, and from then on at least |P(B) − P'(B)|, B any event; one that "
          "reads which model is followed, where the imitator follows one drawn by its prior, has 1 − w(μ)/Σ "
          "w "
          "before anything is done.",
          seed_discussion, {"the plans have the same laws wherever the world can be, for D steps"},
          "D > 0, B tells the plans apart later, and there is another model",
          "proofs-notes/planners.md#late-trigger", "lib/qed/training/late_trigger.hpp", "late-trigger"),
      about_systems(
          "misspecified",
          "With a demonstrator outside the class, top-*, query-identity and query-count still "
          "hold. With a stand-in that "
          "is right on average in the place of the truth, step-dominance, no-query-dominance, "
          "query-drift, truth-retention, the "
          "bounds on the query sum and its tail, on trajectories and unlikely events, bounded-cost and "
          "preconditioning each fail for some demonstrator whose context the class lacks.",
          sharp, {"μ is not in the class"}, "the context matters", "proofs-notes/planners.md#misspecified",
          "lib/qed/training/misspecified.hpp", "misspecified"),
      about_systems("edge-instantiation",
                    "For every R there is a world, features and a human such that the planner that IRL "
                    "learns has the human's "
                    "feature counts, and reaches a bad event more than R times as often as the human.",
                    seed_training, {"R > 0", "the features do not see the danger"},
                    "the human's own probability is positive", "proofs-notes/planners.md#edge-instantiation",
                    "lib/qed/training/edge_instantiation.hpp", "edge-instantiation"),
  };
}

}  // namespace qed
