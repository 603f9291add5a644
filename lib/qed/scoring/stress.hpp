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
  std::optional<CentralRange> central = {};  // where it is proper, and was asked for
  std::optional<StrongRange> strong = {};
  std::vector<Margin> margins = {};  // from 0 to a third beyond the range
  // Wall-clock; for people.
  std::chrono::nanoseconds took{};
};

struct StressReport {
  Rule rule;
  std::vector<Examination> examinations;
};

StressReport stress(const Rule&, const StressOptions& = {});

}  // namespace qed
