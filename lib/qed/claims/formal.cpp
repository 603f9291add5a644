#include "qed/claims/formal.hpp"

#include <algorithm>
#include <array>

namespace qed {

namespace {

struct Formal {
  std::string_view claim;
  std::array<std::string_view, 6> theorems;  // the empty ones last
  std::string_view part = {};
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
    {"cubic-query-sum-lower",
     {"LowerBound.cubic_query_sum_lower"},
     "part (a); that 3 is the best constant is on paper"},
    {"cubic-is-needed",
     {"CubicIsNeeded.cubic_is_needed", "CubicIsNeeded.cubic_is_needed_real"},
     "that no p below 3 has a bound at equal priors; other prior odds and the order δ^(p−3) are on paper"},
    {"trajectory-dominance", {"Main.trajectory_dominance", "Stronger.trajectory_dominance_needs_retention"}},
    {"unlikeliness", {"Main.unlikeliness", "Main.unlikeliness_seed", "Main.unlikeliness_doubling"}},
    {"query-tail", {"Main.query_tail", "Main.query_tail_moment"}},
    {"unlikeliness-finite", {"Main.unlikeliness_finite"}},
    {"product-growth", {"ProductGrowth.product_growth", "ProductGrowth.product_growth_refuted"}},
    {"product-growth-log", {"Main.product_growth_log"}},
    {"preconditioning",
     {"Main.preconditioned_retention", "Main.preconditioned_query_sum", "Main.preconditioned_query_sum_lost",
      "Main.mean_posterior", "Forever.forced_retention", "Forever.forced_query_sum"}},
    {"bounded-cost", {"Main.bounded_cost", "Main.bounded_cost_of_imitator"}},
    {"unbounded-cost", {"Main.unbounded_cost"}},
    {"properness",
     {"Main.brier_proper", "Central.log_proper", "Central.spherical_proper"},
     "of Brier and the log score and the spherical score; the criterion for other rules is on paper"},
    {"strict-properness", {"Main.brier_proper"}, "of Brier; the criterion for other rules is on paper"},
    {"savage", {"Main.savage"}},
    {"sum-closure", {"Main.sum_closure"}},
    {"central-condition",
     {"Central.central_is_proper", "Central.brier_central_up_to_one", "Central.spherical_central"},
     "of the log score and Brier and the spherical score; other rules are on paper"},
    {"strong-central",
     {"Central.brier_strongly_central", "Central.log_at_one_half"},
     "of Brier and of the log score at η = 1/2; other rules are on paper"},
    {"rule-retention", {"Main.rule_retention"}},
    {"rule-query-sum",
     {"Main.rule_query_sum", "Main.rule_query_sum_shortfall", "Main.log_imitator", "Central.brier_imitator"}},
    {"quantilizer",
     {"Main.quantilizer", "Main.quantilizer_of_answers", "Main.quantilizer_best",
      "Main.quantilizer_at_distance", "Quantilizer.quantilizer_of_close", "Quantilizer.quantilizer_exists"}},
    {"ida", {"Distillation.ida_multiplicative", "Distillation.ida_trained"}},
    {"distinguisher", {"Training.distinguisher"}},
    {"distinguisher-game",
     {"Training.nobody_tells_the_demonstrator"},
     "that the value is 0 where the human is among the imitators; the duality is on paper"},
    {"retrodiction",
     {"Training.retrodiction"},
     "the mean of one draw and what follows for any estimate with that mean; that the bound grows with the "
     "draws is on paper"}};

}  // namespace

std::span<const std::string_view> formal_theorems(std::string_view claim) {
  const auto* const found = std::ranges::find(formal, claim, &Formal::claim);
  if (found == std::end(formal)) return {};
  const auto count =
      std::ranges::count_if(found->theorems, [](std::string_view name) { return !name.empty(); });
  return std::span(found->theorems).first(static_cast<std::size_t>(count));
}

std::string_view formal_part(std::string_view claim) {
  const auto* const found = std::ranges::find(formal, claim, &Formal::claim);
  return found == std::end(formal) ? std::string_view() : found->part;
}

}  // namespace qed
