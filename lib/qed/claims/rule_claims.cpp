#include "qed/claims/rule_claims.hpp"

#include "qed/claims/applicability.hpp"
#include "qed/claims/shared_words.hpp"

namespace qed {

namespace {

constexpr std::string_view literature =
    "literature: L. J. Savage (1971); T. Gneiting, A. E. Raftery, Strictly Proper Scoring Rules, JASA 102 "
    "(2007)";
constexpr std::string_view seed_selective =
    "seed: J. Taylor, Selective similarity metrics for imitation; the form here is proofs-notes' own";
constexpr std::string_view finite_outcomes = "finitely many outcomes";

Claim about_rules(std::string_view id, std::string_view statement, std::string_view source,
                  std::vector<std::string_view> hypotheses, std::string_view note, std::string_view code) {
  return {.id = id,
          .statement = statement,
          .source = source,
          .kind = ClaimKind::rule,
          .status = ClaimStatus::proved_and_checked,
          .hypotheses = std::move(hypotheses),
          .interesting = "scoring rules: named ones and formulas of one's own, by qed stress",
          .note = note,
          .code = code,
          .applicable = always_applies};
}

Claim about_imitators(std::string_view id, std::string_view statement,
                      std::vector<std::string_view> hypotheses, std::string_view interesting,
                      std::string_view note) {
  Claim claim = about_rules(id, statement, sharp, std::move(hypotheses), note, "lib/qed/claims/by_rule.hpp");
  claim.interesting = interesting;
  return claim;
}

// Decided on data, by a scenario.
Claim moment_matching() {
  Claim claim =
      about_rules("moment-matching",
                  "The best Gaussian report on data has their mean and variance; the best member of p(y) ∝ "
                  "exp⟨λ, φ(y)⟩ has their "
                  "moments of φ.",
                  literature, {"data with spread; their moments inside the hull of the features"},
                  "proofs-notes/real-valued-rules.md#moment-matching", "lib/qed/scoring/moment_matching.hpp");
  claim.interesting = "data of one's own, by qed scenario moment-matching";
  claim.scenario = "moment-matching";
  return claim;
}

}  // namespace

std::vector<Claim> rule_claims() {
  return {
      about_rules("properness",
                  "S(q; q) ≥ S(p; q) for every truth q and report p, where S(p; q) is the expected score of "
                  "p under q.",
                  literature, {finite_outcomes}, "proofs-notes/scoring-rules.md#properness",
                  "lib/qed/scoring/properness.hpp"),
      about_rules("strict-properness", "S(q; q) > S(p; q) for every truth q and every other report p.",
                  literature, {finite_outcomes}, "proofs-notes/scoring-rules.md#strict-properness",
                  "lib/qed/scoring/properness.hpp"),
      about_rules("savage",
                  "S is proper exactly where S(p, y) = G(p) + ⟨G'(p), e_y − p⟩ for a convex G with "
                  "subgradient G'; then "
                  "G(p) = S(p; p), and from G the rule comes back.",
                  literature, {finite_outcomes, "smooth inside the simplex, for the way back"},
                  "proofs-notes/scoring-rules.md#savage", "lib/qed/scoring/savage.hpp"),
      about_rules("sum-closure",
                  "Non-negative combinations of proper rules are proper, and strictly where one part of "
                  "positive weight is.",
                  literature, {finite_outcomes}, "proofs-notes/scoring-rules.md#sum-closure",
                  "lib/qed/scoring/algebra.hpp"),
      about_rules("selective",
                  "A rule whose scores do not change along a direction v sees only the moments ⟨φ, p⟩ with "
                  "⟨φ, v⟩ = 0: the reports v⁺/|v⁺| and v⁻/|v⁻|, at total variation 1, then score the same "
                  "whatever happens, where the scores are continuous there.",
                  seed_selective, {finite_outcomes}, "proofs-notes/scoring-rules.md#selective",
                  "lib/qed/scoring/selective.hpp"),
      moment_matching(),
      about_rules("central-condition", "E_q exp(η (S(p, a) − S(q, a))) ≤ 1 for every truth q and model p.",
                  sharp, {finite_outcomes, "η > 0"}, "proofs-notes/central-condition.md#central-condition",
                  "lib/qed/scoring/central.hpp"),
      about_rules("strong-central",
                  "E_q exp(η (S(p, a) − S(q, a))) ≤ 1 − c ‖p − q‖² for every truth q and model p.", sharp,
                  {finite_outcomes, "η > 0, c > 0"}, "proofs-notes/central-condition.md#strong-central",
                  "lib/qed/scoring/central.hpp"),
      about_imitators(
          "rule-retention",
          "With weights w(π) exp(η Σ S(π, a)) over the queried steps in place of the posterior: P_im(E_N) ≥ "
          "1 − α (1/w(μ) − 1) for every N, where the rule is central at η.",
          {inside, "central-condition at η (known: log η ≤ 1; Brier η ≤ 1; spherical η ≤ 2/√|A|)"},
          "the truth can be lost, and the bound is above 0", "proofs-notes/other-rules.md#rule-retention"),
      about_imitators(
          "rule-query-sum",
          "With such weights, where the rule has the strong central constant c at η: E_im Σ_t θ_t³ ≤ |A| α⁻¹ "
          "(1/w(μ) − 1)/c, over unforced steps. For the log score, 0 < η < 1 and m = min(η, 1 − η): E_im Σ_t "
          "θ_t³ ≤ (4/(α m)) (1/w(μ) − 1), without |A|.",
          {inside, "strong-central at η and c (known: log η < 1; Brier η < 1, c = (1 − e^(−2η(1−η)))/2)"},
          "the sum is positive", "proofs-notes/other-rules.md#rule-query-sum"),
  };
}

}  // namespace qed
