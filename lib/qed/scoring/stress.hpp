// A rule examined as a whole: everything that is proved or refuted of it, at several numbers of outcomes.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "qed/scoring/central.hpp"
#include "qed/scoring/properness.hpp"
#include "qed/scoring/rule.hpp"
#include "qed/scoring/second_opinion.hpp"
#include "qed/scoring/selective.hpp"

namespace qed {

struct StressOptions {
  std::vector<std::size_t> outcomes{2, 3};
  bool with_central = true;
  Rational strong_at = ratio(1, 2);  // the eta of the strong central condition
  Rational step = ratio(1, 1000);    // how close certified and refuted are to come
  unsigned margin_points = 0;        // at two outcomes: how many eta to look at for the margin
  PropernessOptions properness = {};
  CentralOptions central = {};
  // Of everything, in place of what `properness` and `central` have.
  const std::atomic<bool>* interrupted = nullptr;
  std::function<void(const std::string&)> progress;  // called with what is looked at
};

// At one number of outcomes.
struct Examination {
  std::size_t outcomes;
  std::vector<Expression> scores;
  std::string why_not;  // the rule is not defined for so many; nothing else is set then
  Properness properness = {};
  // Where Z3 contradicts it, the finding is `undecided`, and its proof says so.
  SecondOpinion z3 = SecondOpinion::not_asked;
  Selectivity selectivity = {};
  // Where it was asked for. Of a rule that is not proved to be proper, only what is refuted.
  std::optional<CentralRange> central = {};
  std::optional<StrongRange> strong = {};
  std::vector<Margin> margins = {};  // from 0 to a third beyond the range
  bool interrupted = false;          // then what is not decided may only not have been looked at
  // Wall-clock; for people.
  std::chrono::nanoseconds took{};
};

// What the rule elicits at this number of outcomes: what it is known for where it is proved to be proper, otherwise the
// distribution where it is proved to be strictly so. Empty where neither is: it may elicit less, or nothing.
std::string elicited(const Rule&, const Properness&);

struct StressReport {
  Rule rule;
  std::vector<Examination> examinations;
};

// A rule that is not defined for a number of outcomes says why there.
//
// Throws  std::invalid_argument for a number of outcomes below 2.
// Cost    seconds for each number of outcomes; certifying the central condition by boxes takes longest. Ends soon after
//         `interrupted` is set, with what is done.
StressReport stress(const Rule&, const StressOptions& = {});

}  // namespace qed
