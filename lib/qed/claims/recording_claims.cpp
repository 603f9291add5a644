#include "qed/claims/applicability.hpp"
#include "qed/claims/shared_words.hpp"
#include "qed/claims/system_claims.hpp"

namespace qed {

namespace {

constexpr std::string_view anyone = "any recording: the human need not be in the class";
constexpr std::string_view revealed = "by Bayes' rule, and only answers that were revealed count";

Claim about_recordings(std::string_view id, std::string_view statement, std::string_view source,
                       std::vector<std::string_view> hypotheses, std::string_view interesting,
                       std::string_view note) {
  return {.id = id,
          .statement = statement,
          .source = source,
          .kind = ClaimKind::recording,
          .status = ClaimStatus::proved_and_checked,
          .hypotheses = std::move(hypotheses),
          .interesting = interesting,
          .note = note,
          .code = "lib/qed/recorded/path_claims.hpp",
          .applicable = always_applies};
}

}  // namespace

std::vector<Claim> recording_claims() {
  return {
      about_recordings(
          "mixture-regret",
          "Bayes' mixture gives the answers that were revealed the probability Π m(a_t|h_t) = Σ_π (w(π)/W) "
          "Π π(a_t|h_t), W = Σ w. So whoever the human is, it loses on them at most ln(W/w(b)) ≤ ln 1/w(b) "
          "more than any model b: Σ ln 1/m(a_t|h_t) ≤ Σ ln 1/b(a_t|h_t) + ln(W/w(b)).",
          "literature: V. Vovk, Aggregating Strategies (1990); N. Cesa-Bianchi, G. Lugosi, Prediction, "
          "Learning, and Games (2006)",
          {anyone, revealed}, "something was revealed, and there are two models or more",
          "proofs-notes/recorded.md#mixture-regret"),
      about_recordings("pathwise-retention",
                       "Where a model b is not collected, w(b|h) ≤ α/(1 + α): on the answers that were "
                       "revealed until then "
                       "the mixture has lost less than b, by ln(1 + 1/α) − ln(W/w(b)) or more, W = Σ w. "
                       "Until that happens "
                       "b is in the top set, whoever the human is.",
                       sharp, {anyone, revealed, "0 < α < 1; strict or non-strict threshold"},
                       "a model of positive weight is left out",
                       "proofs-notes/recorded.md#pathwise-retention"),
      about_recordings(
          "top-dominance",
          "At every question that need not be asked m_h(a) ≤ π(a|h) for every collected model π and every "
          "answer a, and Σ_a m_h(a) + θ(h) = 1 with θ(h) ≥ 0: by itself the imitator gives no answer more "
          "often than any top model would.",
          sharp, {anyone}, "0 < θ(h) < 1", "proofs-notes/recorded.md#top-dominance"),
      about_recordings(
          "pathwise-query-sum",
          "For every model b that gave each revealed answer a positive probability, Σ θ_t ≤ (1/w(b) − 1)/α + "
          "M Σ ln 1/b(a_t|h_t): both sums are over the questions that were asked, the forced ones left out; "
          "M "
          "models; w is the posterior where those end. If b was certain of every answer it is at most "
          "(1/w(b) "
          "− 1)/α.",
          sharp,
          {anyone, revealed, "0 < α < 1; strict or non-strict threshold", "a finite class of M models"},
          "something is asked that need not be", "proofs-notes/recorded.md#pathwise-query-sum"),
  };
}

}  // namespace qed
