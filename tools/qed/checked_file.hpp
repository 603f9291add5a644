// One class file and what came of it: the claims' results, or why there are none.
#pragma once

#include <optional>
#include <string>

#include "qed/claims/by_rule.hpp"
#include "qed/claims/check.hpp"
#include "qed/claims/check_sampled.hpp"
#include "qed/evaluate/expand.hpp"
#include "qed/evaluate/forever.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/model_class.hpp"
#include "status.hpp"

namespace qed::tool {

// Why a file has no results. `pointer`, `found` and `expected` are empty where the whole file is at fault.
struct Failure {
  Status status;
  std::string message, pointer, found, expected;
};

// What sampling found of a file, and what was asked for.
struct SampledFile {
  SampledCheck check;
  std::uint64_t seed;
  Rational confidence;    // of the whole command,
  std::size_t files = 1;  // over so many files
};

// The scoring rule that the imitator learns by, with --rule; and what is known of it at the class's number of actions.
struct LearnedBy {
  std::string rule;
  Rational eta;
  RuleFacts facts;
};
// A condition on the rule, by the claim's id: proved, refuted or undecided, and how.
struct ConditionOfRule {
  std::string_view id, finding;
  std::optional<Value> constant;  // of the strong one
  std::string by;
};
std::vector<ConditionOfRule> conditions_of(const RuleFacts&);

struct CheckedFile {
  std::string file;
  std::string imitator = "cautious";
  std::optional<LearnedBy> learned_by{};  // none: by Bayes' rule
  // As checked: with the command line's horizon and alpha, and of families the models that were found.
  std::optional<ModelClass> model_class{};
  std::optional<Expansion> expansion{};      // where the file has families of models
  std::optional<CheckResult> result{};       // neither this nor the next where there is a failure
  std::optional<UndecidedNode> undecided{};  // with `learned_by`: where the pass ended
  std::optional<SampledFile> sampled{};      // in place of `result`, with --samples
  std::optional<Forever> forever{};          // of the cautious imitator
  std::optional<Unsolved> unsolved{};        // why it is not solved, where that was tried
  std::optional<Rational>
      width_missed{};  // what `forever` was to be enclosed within, where a limit came first
  std::optional<Failure> failure{};
  std::string certificate{};                     // where it was written; empty where none is
  std::optional<Failure> certificate_failure{};  // why none is, where one was asked for
  unsigned horizon_wanted = 0;

  // What ended the pass early, in words; empty where nothing did.
  std::string limit() const;
  // Whether the user's limits or the user ended the solution for ever.
  bool solution_stopped() const;
  Status status() const;
  bool has_results() const { return result || sampled; }
  // Requires  has_results().
  Method method() const;  // of the quantities
  const std::vector<ClaimResult>& claims() const { return sampled ? sampled->check.claims : result->claims; }
  unsigned horizon() const;  // as far as the quantities go
  std::uint64_t nanoseconds() const;
};

// Reads a class file; "-" is standard input. `text` gets what it was read from. The first refuses families of models.
// Throws  ClassFileError.
ModelClass read_class_or_stdin(const std::string& file);
CountableClass read_countable_or_stdin(const std::string& file, std::string* text = nullptr);

// Why the infinite horizon was not solved, in words.
std::string in_words(Unsolved);

// What ended the search for a class's models, in words; empty where nothing did.
std::string limit_of(const Expansion&);

}  // namespace qed::tool
