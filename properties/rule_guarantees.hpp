// What the cautious imitator keeps of its guarantees when it learns by a rule: on random classes at the largest eta that is
// certified, and where they end.
#pragma once

#include <optional>

#include "properties/rule_search.hpp"
#include "qed/scoring/central.hpp"
#include "qed/scoring/rule.hpp"

namespace qed::properties {

struct RuleGuarantees {
  Rational kept_at;       // the certified eta, down to a multiple of 1/1000
  std::uint64_t seed = 1;
  RuleSearchReport kept;  // rule-retention on random classes of two actions
  // The first of a few eta above the range at which two coins break rule-retention, and the smallest that do.
  std::optional<Rational> broken_at;
  std::optional<RuleCase> broken;
};

// range: of the rule at two outcomes.   Requires  range.certified >= 1/1000.
RuleGuarantees guarantees_of(const Rule&, const CentralRange& range, const RuleSearchOptions& = {});

}  // namespace qed::properties
