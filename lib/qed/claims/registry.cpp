// The catalogue: every claim of proofs-notes/claims.yaml that the library decides, in its order.
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "qed/claims/applicability.hpp"
#include "qed/claims/by_rule.hpp"
#include "qed/claims/claim.hpp"
#include "qed/claims/costs.hpp"
#include "qed/claims/one_step.hpp"
#include "qed/claims/preconditioning.hpp"
#include "qed/claims/query_drift.hpp"
#include "qed/claims/query_sum.hpp"
#include "qed/claims/query_tail.hpp"
#include "qed/claims/retention.hpp"
#include "qed/claims/rule_claims.hpp"
#include "qed/claims/shared_words.hpp"
#include "qed/claims/system_claims.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/claims/unlikely_events.hpp"
#include "qed/exact/wording.hpp"

namespace qed {

namespace {

// Hypotheses, in the words that every claim shares.
constexpr std::string_view collected = "μ ∈ T(h): the truth is in the top set";
constexpr std::string_view reachable = "h is reachable";
constexpr std::string_view bayes = "only queried actions count, by Bayes' rule";
constexpr std::string_view alpha_range = "0 < α < 1; strict or non-strict threshold";
constexpr std::string_view query_blind = "the environment does not see whether the demonstrator was queried";

// One step, at every reachable node: proofs-notes/one-step.md, query-sum.md.
std::vector<Claim> one_step_claims() {
  return {
      {.id = "top-prefix",
       .statement = "Once a model is not collected, none ranked after it is: T(h) is a prefix of the models "
                    "ordered by posterior weight, descending, ties by declaration.",
       .source = definition,
       .kind = ClaimKind::per_node,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {reachable},
       .interesting = "a model of positive weight is left out",
       .note = "proofs-notes/one-step.md#top-prefix",
       .code = "lib/qed/claims/one_step.hpp",
       .at_node = decide_top_prefix,
       .applicable = always_applies},
      {.id = "top-size",
       .statement = "|T(h)| < 1 + 1/α (≤ under the non-strict threshold).",
       .source = sharp,
       .kind = ClaimKind::per_node,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {reachable, alpha_range},
       .interesting = "two models or more are collected",
       .note = "proofs-notes/one-step.md#top-size",
       .code = "lib/qed/claims/one_step.hpp",
       .at_node = decide_top_size,
       .applicable = always_applies},
      {.id = "no-query-dominance",
       .statement = "π_im(a, q=0 | h) ≤ μ(a | h) for every action a: without a query, nothing is done more "
                    "often than the "
                    "demonstrator does it.",
       .source = seed_slides,
       .kind = ClaimKind::per_node,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {reachable, inside, collected},
       .interesting = "0 < θ(h) < 1 on an unforced step",
       .note = "proofs-notes/one-step.md#no-query-dominance",
       .code = "lib/qed/claims/one_step.hpp",
       .at_node = decide_no_query_dominance,
       .applicable = needs_truth_in_class},
      {.id = "query-identity",
       .statement = "π_im(a, q=1 | h) = θ(h) μ(a | h) for every action a.",
       .source = seed_slides,
       .kind = ClaimKind::per_node,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {reachable},
       .interesting = "θ(h) > 0 on an unforced step",
       .note = "proofs-notes/one-step.md#query-identity",
       .code = "lib/qed/claims/one_step.hpp",
       .at_node = decide_query_identity,
       .applicable = always_applies},
      {.id = "step-dominance",
       .statement = "π_im(a | h) ≤ (1 + θ(h)) μ(a | h) for every action a.",
       .source = seed_slides,
       .kind = ClaimKind::per_node,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {reachable, inside, collected},
       .interesting = "0 < θ(h) < 1 on an unforced step",
       .note = "proofs-notes/one-step.md#step-dominance",
       .code = "lib/qed/claims/one_step.hpp",
       .at_node = decide_step_dominance,
       .applicable = needs_truth_in_class},
      {.id = "query-drift",
       .statement =
           "E[Φ(h') − Φ(h) | h] ≤ −(α/3) θ(h)³, with Φ(h) = Σ_{π≠μ} α g(x_π(h)/α), x_π = w(π|h)/w(μ|h), "
           "g(y) = y for y ≤ 1 and 1 + (2/3) ln y for y ≥ 1.",
       .source = sharp,
       .kind = ClaimKind::per_node,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {reachable, inside, bayes, alpha_range, "the step is not forced"},
       .interesting = "θ(h) > 0",
       .note = "proofs-notes/query-sum.md#query-drift",
       .code = "lib/qed/claims/query_drift.hpp",
       .at_node = decide_query_drift,
       .applicable = needs_truth_in_class},
  };
}

// The truth stays in the top set: proofs-notes/retention.md.
std::vector<Claim> retention_claims() {
  return {
      {.id = "truth-retention",
       .statement = "P_im(E_N) ≥ 1 − α/w(μ), for every N.",
       .source = seed_paper,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes},
       .interesting = "the truth can be lost, and the bound is above 0",
       .note = "proofs-notes/retention.md#truth-retention",
       .code = "lib/qed/claims/retention.hpp",
       .by_ends = true,
       .on_class = decide_truth_retention,
       .applicable = needs_truth_in_class},
      {.id = "truth-retention-sharp",
       .statement = "P_im(E_N) ≥ 1 − α (1/w(μ) − 1), for every N.",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes},
       .interesting = "the truth can be lost, and the bound is above 0",
       .note = "proofs-notes/retention.md#truth-retention-sharp",
       .code = "lib/qed/claims/retention.hpp",
       .by_ends = true,
       .on_class = decide_truth_retention_sharp,
       .applicable = needs_truth_in_class},
  };
}

// How much is asked: proofs-notes/query-sum.md.
std::vector<Claim> query_sum_claims() {
  return {
      {.id = "cubic-query-sum",
       .statement = "E_im Σ_t θ_t³ ≤ |A| α⁻³ (24/w(μ) + 12), over unforced steps.",
       .source = seed_paper,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes, alpha_range},
       .interesting = "the sum is positive",
       .note = "proofs-notes/query-sum.md#cubic-query-sum",
       .code = "lib/qed/claims/query_sum.hpp",
       .by_ends = true,
       .on_class = decide_cubic_query_sum,
       .applicable = needs_truth_in_class},
      {.id = "cubic-query-sum-sharp",
       .statement = "E_im Σ_t θ_t³ ≤ (3/α)(1/w(μ) − 1), over unforced steps.",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes, alpha_range},
       .interesting = "the sum is positive",
       .note = "proofs-notes/query-sum.md#cubic-query-sum-sharp",
       .code = "lib/qed/claims/query_sum.hpp",
       .by_ends = true,
       .on_class = decide_cubic_query_sum_sharp,
       .applicable = needs_truth_in_class},
      {.id = "cubic-query-sum-lost",
       .statement = "E_im Σ_t θ_t³ 1[μ ∉ T_t] ≤ 3 (1/w(μ) − 1), over unforced steps.",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes, alpha_range},
       .interesting = "the sum is positive: queries happen after the truth was lost",
       .note = "proofs-notes/query-sum.md#cubic-query-sum-lost",
       .code = "lib/qed/claims/query_sum.hpp",
       .by_ends = true,
       .on_class = decide_cubic_query_sum_lost,
       .applicable = needs_truth_in_class},
      {.id = "query-count",
       .statement = "E_im[number of queries in N steps] = S₁(N), and S₁(N)³ ≤ N² S₃(N).",
       .source = "seed: query bit and θ in Cohen, Hutter, Nanda, JMLR 23 (2022); power means, twice",
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {"a query comes with the probability θ that the imitator states"},
       .interesting = "something is asked",
       .note = "proofs-notes/query-sum.md#query-count",
       .code = "lib/qed/claims/query_sum.hpp",
       .on_class = decide_query_count,
       .applicable = always_applies},
      {.id = "cubic-query-sum-lower",
       .statement =
           "Order and constant of cubic-query-sum-sharp are right. (a) With N = ⌈(1/w − 1)/α⌉ − 1 "
           "alternatives (strict; ⌊(1/w − 1)/α⌋ otherwise) there is a deterministic class with Σ_t θ_t³ = N "
           "surely and the truth collected throughout, where N ≥ 1 and N ≥ 1/w − 1. (b) For every w, the "
           "supremum over classes of α S₃(∞)/(1/w − 1) tends to 3 as α → 0.",
       .source = sharp,
       .kind = ClaimKind::family,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {"(a) 0 < α < 1, 0 < w < 1; query-blind", "(b) the environment may show the query bit"},
       .interesting =
           "families of classes: (a) is evaluated for α = 1/4 … 1/64 at w = 1/2; of (b) small batches are "
           "evaluated, large ones drawn",
       .note = "proofs-notes/query-sum.md#cubic-query-sum-lower",
       .code = "lib/qed/claims/query_sum_lower.hpp",
       .applicable = always_applies},
      {.id = "cubic-is-needed",
       .statement =
           "For no p < 3 has E_im Σ_t θ_t^p a bound in α, |A| and the prior odds alone: on two coins "
           "1/2 (the demonstrator's) and 1/2 + δ, S_p(∞) is of the order δ^(p−3).",
       .source = sharp,
       .kind = ClaimKind::family,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, "α and the prior odds x₀ fixed, α < x₀ < 1/α; 0 < δ < 1/2",
                      "no forced queries"},
       .interesting = "a family of classes: enclosed for δ = 1/4 … 1/64 at α = 1/10 and equal priors",
       .note = "proofs-notes/query-sum.md#cubic-is-needed",
       .code = "lib/qed/claims/cubic_is_needed.hpp",
       .applicable = always_applies},
  };
}

// Trajectories, unlikely events, costs: proofs-notes/trajectories.md.
std::vector<Claim> trajectory_claims() {
  return {
      {.id = "trajectory-dominance",
       .statement =
           "P_im(B ∩ E_t ∩ {Π_{k<t}(1 + θ_k) ≤ K}) ≤ K P_dem(B) for every B ⊆ (A×O)^t and K ≥ 1, the product "
           "over unforced steps. Decided for every K that occurs, on each event B of the class, and, where "
           "they can be enumerated, on each trajectory of each length t ≤ N: these decide it for every B.",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, query_blind, "the truth is in the top set at every step so far (E_t)"},
       .interesting = "a product above 1 has a bound below 1",
       .note = "proofs-notes/trajectories.md#trajectory-dominance",
       .code = "lib/qed/claims/trajectories.hpp",
       .needs = Needs::accumulated,
       .on_class = decide_trajectory_dominance,
       .applicable = needs_truth_and_blindness},
      {.id = "unlikeliness",
       .statement =
           "P_im(B ∩ E_N) ≤ K P_dem(B) + S N²/(ln K)³ for every K > 1, with S = (3/α)(1/w(μ) − 1); and "
           "P_im(B ∩ E_N) ≤ 2^N P_dem(B). Decided for K = 2^j, j = 1 … 256, on each event B of the class.",
       .source = "seed: P_im(B∩E)⁻¹ ≳ c ln(P_dem(B)⁻¹)³ in the slides of Cohen, Hutter, Nanda (2022); here "
                 "explicit and finite",
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes, alpha_range, query_blind},
       .interesting = "an event that the imitator may cause has a bound below 1",
       .note = "proofs-notes/trajectories.md#unlikeliness",
       .code = "lib/qed/claims/unlikely_events.hpp",
       .by_ends = true,
       .on_class = decide_unlikeliness,
       .applicable = needs_events},
      {.id = "query-tail",
       .statement =
           "P_im(A_N ≥ z) ≤ (1 + γ min(1, Φ₀/Φ_max)) (1 + γ/((1+γ) m))^(−z) for every z and γ > 0, with A_N "
           "= Σ_{t<N} θ_t³ 1[E_{t+1}] over unforced steps, m = (M − 1)(3 + 4 "
           "ln(1/α)) for M models, Φ_max = α m/3. Decided for every z that occurs and γ = 2^j, j = −8 … 8, "
           "and so is the bound on E (1 + γ/((1+γ) m))^A_N at γ = 1 that it follows from.",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes, alpha_range, "a finite class of M ≥ 2 models (with one, A_N = 0)",
                      "forced steps, and steps once the truth was lost, are left out of A_N"},
       .interesting = "something is asked while the truth is collected",
       .note = "proofs-notes/trajectories.md#query-tail",
       .code = "lib/qed/claims/query_tail.hpp",
       .needs = Needs::accumulated,
       .on_class = decide_query_tail,
       .applicable = needs_truth_in_class},
      {.id = "unlikeliness-finite",
       .statement =
           "P_im(B ∩ E_N) ≤ K P_dem(B) + (1 + γ) (1 + γ/((1+γ) m))^(−(ln K)³/N²) for every K > 1 and γ > 0, "
           "with m = (M − 1)(3 + 4 ln(1/α)) for M models; and P_im(B ∩ E_N) ≤ 2^N P_dem(B). Decided for K = "
           "2^j, j = 1 … 256, and γ = 2^j, j = −8 … 8, on each event B of the class.",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes, alpha_range, query_blind, "a finite class of M models"},
       .interesting = "an event that the imitator may cause has a bound below 1",
       .note = "proofs-notes/trajectories.md#unlikeliness-finite",
       .code = "lib/qed/claims/unlikely_events.hpp",
       .by_ends = true,
       .on_class = decide_unlikeliness_finite,
       .applicable = needs_events},
      {.id = "product-growth",
       .statement = "E_im Π_{t≤N}(1 + θ_t) ∈ O(N²). Refuted: on two coins (1/4, the demonstrator's, and 3/4; "
                    "equal priors; α = 1/10) it grows like (21/16)^N.",
       .source = "refuted: as printed in the slides Fully General Online Imitation Learning (2022); "
                 "product-growth-log is "
                 "what holds",
       .kind = ClaimKind::family,
       .status = ClaimStatus::refuted,
       .hypotheses = {inside, query_blind},
       .interesting = "a statement about growth: no verdict on one class",
       .note = "proofs-notes/trajectories.md#product-growth",
       .code = "lib/qed/claims/trajectories.hpp",
       .applicable = always_applies},
      {.id = "product-growth-log",
       .statement = "E_im ln Π_{t<N}(1 + θ_t) ≤ S₁(N) ≤ S₃(N)^(1/3) N^(2/3).",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {"the environment does not see whether the demonstrator was queried (not needed by the "
                      "proof; section 5 of "
                      "the claims is stated for such environments)"},
       .interesting = "something is asked",
       .note = "proofs-notes/trajectories.md#product-growth-log",
       .code = "lib/qed/claims/trajectories.hpp",
       .pure_calculus = true,
       .on_class = decide_product_growth_log,
       .applicable = needs_query_blind_environment},
      {.id = "preconditioning",
       .statement =
           "Given any reachable history h, as after T₀ forced queries, the bounds hold for the steps from "
           "then on with the posterior w(μ|h) in place of the prior: with X = 1/w(μ|h) − 1, the truth is "
           "lost with probability at most α X, Σ θ³ is at most (3/α) X on average, and without the truth in "
           "the set at "
           "most 3 X. And E[1/w(μ|h_t)] ≤ 1/w(μ) for every t. Decided at every reachable h of every length.",
       .source = sharp,
       .kind = ClaimKind::per_class,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {inside, bayes, alpha_range},
       .interesting = "after a step or more, something may still be asked",
       .note = "proofs-notes/trajectories.md#preconditioning",
       .code = "lib/qed/claims/preconditioning.hpp",
       .needs = Needs::outlooks,
       .on_class = decide_preconditioning,
       .applicable = needs_truth_in_class},
      {.id = "bounded-cost",
       .statement = "A cost between −C and C has under π_im(·|h) an expectation that differs from the "
                    "demonstrator's by at most C ‖π_im − μ‖₁ ≤ 2 C θ(h)(1 − θ(h)). Every cost c ≥ 0, however "
                    "large, has E_im[c] ≤ (1 + "
                    "θ(h)) E_μ[c].",
       .source = sharp,
       .kind = ClaimKind::per_node,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {reachable, inside, collected, "for the second part: the cost is not negative"},
       .interesting = "0 < θ(h) < 1 on an unforced step",
       .note = "proofs-notes/trajectories.md#bounded-cost",
       .code = "lib/qed/claims/costs.hpp",
       .at_node = decide_bounded_cost,
       .applicable = needs_truth_in_class},
      {.id = "unbounded-cost",
       .statement =
           "If ‖p − μ‖₁ ≤ ε is all that is known, 0 < ε ≤ 2, no bound on the expected cost exists: for every "
           "R there are p, μ at distance ε and a cost c ≥ 0 with E_μ[c] = 0 and E_p[c] = R.",
       .source = sharp,
       .kind = ClaimKind::family,
       .status = ClaimStatus::proved_and_checked,
       .hypotheses = {"R > 0", "p is any law, not a cautious imitator's with the truth in the set"},
       .interesting = "a family of pairs of laws: evaluated for ε = 1/100 and R = 1 … 10^12",
       .note = "proofs-notes/trajectories.md#unbounded-cost",
       .code = "lib/qed/claims/costs.hpp",
       .pure_calculus = true,
       .applicable = always_applies},
  };
}

// What may have been meant: a misspelt id, or the ids that `id` is a part of; else what there is.
std::string meant_instead_of(std::string_view id, const std::vector<std::string>& among) {
  if (auto misspelt = suggestion(id, among); !misspelt.empty()) return misspelt;
  std::vector<std::string> containing;
  for (const std::string& known : among)
    if (!id.empty() && known.find(id) != std::string::npos) containing.push_back(known);
  if (!containing.empty()) return "; did you mean one of " + listed(containing) + "?";
  return (among.size() < claims().size() ? "; those that are taken here are " : "; the claims are ") +
         listed(among);
}

}  // namespace

std::span<const Claim> claims() {
  static const std::vector<Claim> all = [] {
    std::vector<Claim> list;
    for (auto part : {one_step_claims, retention_claims, query_sum_claims, trajectory_claims, rule_claims,
                      use_claims, training_claims, planner_claims, recording_claims})
      for (Claim& c : part()) list.push_back(std::move(c));
    return list;
  }();
  return all;
}

const Claim& claim(std::string_view id) {
  for (const Claim& c : claims())
    if (c.id == id) return c;
  std::vector<std::string> all;
  for (const Claim& c : claims()) all.emplace_back(c.id);
  throw std::invalid_argument(no_such_claim(id, all));
}

std::string no_such_claim(std::string_view id, const std::vector<std::string>& among) {
  return "no claim is called " + in_quotes(id) + meant_instead_of(id, among);
}

std::string_view subject_of(ClaimKind kind) {
  switch (kind) {
    case ClaimKind::per_node:
    case ClaimKind::per_class: break;
    case ClaimKind::family: return "families of classes";
    case ClaimKind::rule: return "scoring rules";
    case ClaimKind::system: return "systems";
    case ClaimKind::recording: return "recordings";
  }
  return "classes";
}

std::string decided_elsewhere(const Claim& c) {
  if (c.on_classes()) return {};
  const auto by_rule = claims_by_rule();
  std::string how = "decided by qed ";
  if (c.kind == ClaimKind::family)
    how = "shown by qed claims " + std::string(c.id);
  else if (!c.scenario.empty())
    how += "scenario " + std::string(c.scenario);
  else if (std::ranges::find(by_rule, c.id) != by_rule.end())
    how += "check --rule";
  else
    how += c.kind == ClaimKind::rule ? "stress" : "imitate";
  return "claim " + std::string(c.id) + " is about " + std::string(subject_of(c.kind)) + ": it is " + how;
}

}  // namespace qed
