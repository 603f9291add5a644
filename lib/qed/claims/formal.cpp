#include "qed/claims/formal.hpp"

#include <algorithm>
#include <array>

namespace qed {

namespace {

struct Formal {
  std::string_view claim;
  std::array<std::string_view, 5> theorems;  // the empty ones last
};

constexpr Formal formal[] = {
    {"top-prefix", {"Main.top_prefix"}},
    {"top-size",
     {"Main.top_size", "Stronger.top_size_below_one_over_alpha_is_refuted",
      "Stronger.top_size_is_attained_if_not_strict"}},
    {"no-query-dominance", {"Main.no_query_dominance"}},
    {"query-identity", {"Main.query_identity"}},
    {"step-dominance", {"Main.step_dominance", "Stronger.step_dominance_needs_the_truth"}},
    {"query-drift", {"Main.query_drift"}},
    {"truth-retention", {"Main.truth_retention"}},
    {"truth-retention-sharp",
     {"Main.truth_retention_sharp", "Stronger.half_of_alpha_is_refuted", "Forever.for_ever"}},
    {"cubic-query-sum", {"Main.cubic_query_sum"}},
    {"cubic-query-sum-sharp",
     {"Main.cubic_query_sum_sharp", "Transfer.cubic_query_sum_sharp", "Stronger.constant_one_is_refuted",
      "Forever.for_ever"}},
    {"cubic-query-sum-lost", {"Main.cubic_query_sum_lost", "Transfer.cubic_query_sum_lost"}},
    {"query-count", {"Main.query_count"}},
    {"cubic-query-sum-lower", {"LowerBound.cubic_query_sum_lower"}},
    {"cubic-is-needed", {"CubicIsNeeded.cubic_is_needed", "CubicIsNeeded.cubic_is_needed_real"}},
    {"trajectory-dominance", {"Main.trajectory_dominance", "Stronger.trajectory_dominance_needs_retention"}},
    {"unlikeliness", {"Main.unlikeliness", "Main.unlikeliness_seed", "Main.unlikeliness_doubling"}},
    {"query-tail", {"Main.query_tail", "Main.query_tail_moment"}},
    {"unlikeliness-finite", {"Main.unlikeliness_finite"}},
    {"product-growth", {"ProductGrowth.product_growth", "ProductGrowth.product_growth_refuted"}},
    {"product-growth-log", {"Main.product_growth_log"}},
    {"preconditioning",
     {"Main.preconditioned_retention", "Main.preconditioned_query_sum", "Main.mean_posterior",
      "Forever.forced_retention", "Forever.forced_query_sum"}},
    {"bounded-cost", {"Main.bounded_cost", "Main.bounded_cost_of_imitator"}},
    {"unbounded-cost", {"Main.unbounded_cost"}},
    {"properness", {"Main.brier_proper", "Central.log_proper", "Central.spherical_proper"}},
    {"strict-properness", {"Main.brier_proper"}},
    {"savage", {"Main.savage"}},
    {"sum-closure", {"Main.sum_closure"}},
    {"central-condition",
     {"Central.central_is_proper", "Central.brier_central_up_to_one", "Central.spherical_central"}},
    {"strong-central", {"Central.brier_strongly_central", "Central.log_at_one_half"}},
    {"rule-retention", {"Main.rule_retention"}},
    {"rule-query-sum",
     {"Main.rule_query_sum", "Main.rule_query_sum_shortfall", "Main.half_log", "Central.brier_imitator"}},
    {"quantilizer",
     {"Main.quantilizer", "Main.quantilizer_of_answers", "Main.quantilizer_best",
      "Main.quantilizer_at_distance", "Uses.quantilizer_of_close"}},
    {"ida", {"Distillation.ida_multiplicative", "Distillation.ida_trained"}},
    {"distinguisher", {"Training.distinguisher"}},
    {"distinguisher-game", {"Training.nobody_tells_the_demonstrator"}},
    {"retrodiction", {"Training.retrodiction"}}};

}  // namespace

std::span<const std::string_view> formal_theorems(std::string_view claim) {
  const auto* const found = std::ranges::find(formal, claim, &Formal::claim);
  if (found == std::end(formal)) return {};
  const auto count =
      std::ranges::count_if(found->theorems, [](std::string_view name) { return !name.empty(); });
  return std::span(found->theorems).first(static_cast<std::size_t>(count));
}

}  // namespace qed
