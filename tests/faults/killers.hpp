// Which claim is named as the one that catches each fault: a change of killer is then a change of this table.
#pragma once

#include <ostream>
#include <string_view>

#include "properties/faults.hpp"

namespace qed::properties {

struct Killer {
  std::string_view fault;
  std::string_view claim;  // or `twin`, where no claim sees the fault at all
  friend void PrintTo(const Killer& k, std::ostream* out) { *out << k.fault; }  // for GoogleTest
};

inline constexpr Killer killers[] = {
    {"alpha-times-total", "truth-retention-sharp"},
    {"alpha-times-best-only", "top-size"},
    {"sum-includes-itself", "truth-retention-sharp"},
    {"collect-best-only", "truth-retention"},
    {"drop-first-collected", "cubic-query-sum-lost"},
    {"drop-last-collected", "truth-retention"},
    {"ascending-order", "top-prefix"},
    {"declaration-order", "query-drift"},
    {"ties-by-the-wrong-side", "top-prefix"},
    {"keep-at-threshold", "top-size"},
    {"drop-at-threshold", twin},
    {"mean-instead-of-minimum", "no-query-dominance"},
    {"maximum-instead-of-minimum", "step-dominance"},
    {"follow-best-model", "unlikeliness"},
    {"renormalised-minimum", "no-query-dominance"},
    {"minimum-over-all-models", "cubic-query-sum-sharp"},
    {"ask-whenever-two-are-collected", "cubic-query-sum"},
    {"half-the-queries", "step-dominance"},
    {"theta-from-the-mean", "query-identity"},
    {"query-but-play-own-action", "query-identity"},
    {"update-on-own-actions", "truth-retention-sharp"},
    {"query-bit-inverted", "query-drift"},
    {"forget-to-update-on-queries", "cubic-query-sum"},
    {"likelihood-counted-twice", "truth-retention-sharp"},
    {"zero-likelihood-kept", "cubic-query-sum"},
    {"update-collected-only", "query-drift"},
    {"retained-off-by-one", twin},
    {"events-one-step-late", "unlikeliness"},
    {"events-forget-retention", "unlikeliness"},
    {"lost-sum-counts-every-step", "cubic-query-sum-lost"},
    {"cubes-summed-as-squares", twin},
    {"queries-summed-as-cubes", "cubic-query-sum-sharp"},
    {"sums-from-step-one", "query-count"},
    {"prior-not-used", "truth-retention-sharp"},
    {"forced-steps-left-out", "query-count"},
    {"largest-theta-at-the-root", twin},
    {"products-from-step-one", "trajectory-dominance"},
    {"tail-counts-forced-steps", "query-tail"},
    {"prior-for-posterior", "preconditioning"},
};

}  // namespace qed::properties
