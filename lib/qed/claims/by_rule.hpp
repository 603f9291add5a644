// What the cautious imitator keeps when its weights are updated by a scoring rule in place of Bayes' rule.
//   [claim rule-retention] [claim rule-query-sum]
//
// Both follow from what is known of the rule at its eta (RuleFacts). Where nothing is known, neither is promised: both are
// not-applicable. Retention is then measured, with its bound, and said to be kept or broken; the query sum has no bound.
//
// Ratio   as for truth-retention-sharp; sum / bound.
// Exact   rational comparisons; Brier's bound on the sum is enclosed.    Note  proofs-notes/other-rules.md
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/evaluate/by_rule.hpp"

namespace qed {

// P(E_N) >= 1 - alpha (1/w(mu) - 1).
Comparison decide_rule_retention(const ClassFacts&, const RuleFacts&);
// E sum theta^3 <= (1/w(mu) - 1) / (alpha drop), over unforced steps.
Comparison decide_rule_query_sum(const ClassFacts&, const RuleFacts&);

struct RuleCheck {
  CheckResult check;
  std::optional<UndecidedNode> undecided;
};

// Of the claims: these two, and those that are calculus of theta for whatever imitator.
std::vector<std::string_view> claims_by_rule();

// only: ids among claims_by_rule(); empty for all.
// Throws  std::invalid_argument where an id is none of these, naming them; and as evaluate_by_rule().
RuleCheck check_by_rule(const ModelClass&, const ScoreUpdate&, const RuleOptions& = {},
                        std::span<const std::string_view> only = {});

// "no precision told the weight of d from what it is compared with: that of a, b and c; after x (asked), y", with the names
// of the class.
std::string in_words(const UndecidedNode&, const ModelClass&);

}  // namespace qed
