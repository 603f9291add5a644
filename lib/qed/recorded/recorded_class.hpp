// Classes of models for a recording, each named by a few characters, with a prior by description length.
//
//   kt:D       context trees with Krichevsky-Trofimov estimators: for each d up to D the model of the first d entries of
//              the context; of a table these are the features in their order, of a text the symbols before, nearest
//              first. Depth d is written as d ones and a zero: prior 2^-(d+1).
//   ngram:N    the same for the n - 1 answers before, n up to N, also in a table, with Laplace's estimator; n as n - 1
//              ones and a zero.
//   features   for each feature an estimator at each of its values, and one model that looks at none: a bit says
//              which of the two, and the F features share theirs evenly: 1/2 and 1/(2F).
//   lists:L    decision lists of up to L tests "feature is value", all that the values of the table allow: l ones and
//              a zero, and the tests, each different, evenly: 2^-(l+1) / (T (T-1) … (T-l+1)).
//   leaning:P  for each feature, at each of its values a definite law: P for one answer and the rest evenly for the others,
//              or even; and the same with no feature. A bit and the feature as in `features`, and each law one of m + 1.
//              Nothing is counted, so these models disagree before anything was revealed.
//   trees:D    every context tree of depth up to D, the leaves of one tree at different depths, as one model each: a bit
//              for each node that could have children, which says whether it has (the code of context-tree weighting).
//   FILE       the models of a class file (demonstrandum-class/1) whose actions are the answers, with their priors; they
//              look at the answers before, and not at features.
//
// Several classes share the prior evenly. Priors sum to at most 1: all these codes are prefix-free.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "qed/recorded/models.hpp"
#include "qed/recorded/recording.hpp"

namespace qed {

struct RecordedModel {
  std::string name;
  Rational prior;
};

struct RecordedClass {
  // Models that share counts, next to each other in `models`.
  struct Part {
    std::size_t models;
    std::function<std::unique_ptr<ModelSource>()> make;  // a fresh one, for a run
  };
  std::vector<RecordedModel> models;
  std::vector<Part> parts;
};

// Which class where none is named: of a text kt:3, of a table features.
std::vector<std::string> default_classes(const Recording&);

// Throws  std::invalid_argument naming the class and what is wrong with it (no such kind, a depth beyond the context, no
//         features, more than `most_models` models, actions that are not the answers); ClassFileError for a file.
RecordedClass recorded_class(const std::vector<std::string>& names, const Recording&);

constexpr std::size_t most_recorded_models = 20'000;
constexpr unsigned most_context_depth = 32;

}  // namespace qed
