// What the cautious imitator keeps of its guarantees when it learns by a rule: on random classes at what is certified of
// the rule, and the smallest class on which they end.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "properties/rule_search.hpp"
#include "qed/scoring/central.hpp"
#include "qed/scoring/rule.hpp"

namespace qed::properties {

// A claim that the rule's constants promise, on random classes.
struct KeptClaim {
  std::string_view claim;
  Rational eta;
  RuleSearchReport found;
};

struct RuleGuarantees {
  std::uint64_t seed = 1;
  // rule-retention at the largest certified eta, down to a multiple of 1/1000; rule-query-sum where a constant of the
  // strong condition is certified. Empty where nothing is.
  std::vector<KeptClaim> kept;
  // The first of a few eta above the range at which two coins break rule-retention, and the smallest that do.
  std::optional<Rational> broken_at;
  std::optional<RuleCase> broken;
  bool interrupted = false;  // then nothing follows from what was not found
};

// What is certified of the rule at two outcomes; none of an improper rule, whose guarantees are lost.
struct CertifiedRanges {
  std::optional<CentralRange> central;
  std::optional<StrongRange> strong;
};
RuleGuarantees guarantees_of(const Rule&, const CertifiedRanges&, const RuleSearchOptions& = {});

}  // namespace qed::properties
