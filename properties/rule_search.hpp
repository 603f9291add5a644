// Random classes for the imitator that learns by a scoring rule: does retention hold on all of them, how tight is it; and
// where it fails, the smallest class found. Retention is compared whether the rule is known to be central or not: `violated`
// here says that the guarantee is broken, of whatever rule.
//
// Case i is drawn from (seed, i) alone, as in verify.hpp. A counterexample names the rule as the ScoreUpdate does: for it to be
// read again, that is a name or a formula that score_update (formula_score.hpp) knows.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "qed/claims/by_rule.hpp"

namespace qed::properties {

struct RuleSearchOptions {
  std::uint64_t seed = 1;
  std::uint64_t classes = 500;           // to evaluate: with the demonstrator inside, and within the limits
  std::optional<std::size_t> actions;    // only classes over so many
  std::uint64_t max_states = 2000;       // more is too dear: the case is passed over
  std::uint64_t shrunk_violations = 12;  // the first so many are shrunk, and the smallest is kept
  unsigned most_tries = 3000;            // of each
  const std::atomic<bool>* interrupted = nullptr;
};

struct RuleCase {
  std::uint64_t index;
  ModelClass model_class;  // a counterexample's is shrunk, with its `counterexample` key filled in
  ClaimResult result;
};

struct RuleSearchReport {
  std::uint64_t classes = 0;      // evaluated
  std::uint64_t passed_over = 0;  // too dear
  std::uint64_t undecided = 0;    // of the classes
  std::uint64_t interesting = 0;  // that exercise the claim
  std::uint64_t violations = 0;
  std::optional<RuleCase> tightest;        // of the largest ratio that is not vacuous, earliest first
  std::optional<RuleCase> counterexample;  // the smallest; none where there is no violation
};

// The rule as the claim is searched and replayed under it: retention is compared as if the rule were known to be central; the
// query sum needs a constant of the rule's own.
ScoreUpdate to_search(const ScoreUpdate&, std::string_view claim);

// claim  rule-retention or rule-query-sum.
RuleSearchReport search_by_rule(const ScoreUpdate&, std::string_view claim, const RuleSearchOptions& = {});

// The smallest violation among two coins: two models without memory over two actions, equal priors, nothing forced. In
// order of size, the sum of the horizon and of the denominators of alpha and of both laws; none up to `most_size`, or until
// `interrupted` is set.
std::optional<RuleCase> smallest_on_two_coins(const ScoreUpdate&, std::string_view claim,
                                              unsigned most_size = 16,
                                              const std::atomic<bool>* interrupted = nullptr);

}  // namespace qed::properties
