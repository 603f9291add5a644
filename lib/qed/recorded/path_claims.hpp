// What holds along every run of the cautious imitator on a recording, whoever the human is: nothing here supposes that she
// is a model of the class. Any model b may be compared with, in hindsight.
//   [claims top-prefix, top-size, top-dominance, pathwise-retention, mixture-regret, pathwise-query-sum]
//
// The audit is shown what an imitator states at each question, and what was revealed to it. From the latter alone it keeps
// the likelihood of each model, so that who learns from anything else is found out.
//
// Exact   integers and rationals; logarithms are compared by enclosures, and where two sides may be equal without them.
// Cost    for each question one comparison per top model and answer; for each answer revealed, a product per model.
// Note    proofs-notes/recorded.md
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/recorded/models.hpp"

namespace qed {

// What an imitator states at a question, and what came of it.
struct PathStep {
  std::span<const Integer> weights;         // posterior, before the answer: one per model; only ratios matter
  std::span<const ModelIndex> top;          // best first
  std::span<const Prediction> predictions;  // one per model
  std::span<const Rational> answered;       // P(a, q = 0 | h)
  const Rational& query_probability;
  bool forced;  // asked whatever the posterior says
  bool asked;
  ActionIndex recorded;  // not read where it was not asked for
};

struct PathResult {
  ClaimResult found;
  // What the numbers of the worst belong to.
  std::optional<std::uint64_t> question = {};  // counted from 1
  std::optional<ModelIndex> model = {};
};

class PathAudit {
 public:
  // priors: positive, one per model.
  // Throws  std::invalid_argument where there are none.
  PathAudit(std::span<const Rational> priors, Rational alpha, Threshold);

  void see(const PathStep&);

  // Of the questions seen so far, in the order of claims().
  //
  // Value, bound  top-dominance: how often it is not so, and 0. pathwise-retention: the largest posterior of a model that
  //               is not collected, and alpha/(1 + alpha). mixture-regret, in nats: against the model that explains best
  //               what was revealed, and ln(sum w / w). pathwise-query-sum: the sum of theta over the questions asked
  //               though not forced, and its least bound; vacuous where that is not below their number.
  std::vector<PathResult> results() const;

 private:
  void decide_collected(const PathStep&);
  void decide_dominance(const PathStep&);
  void learn(const PathStep&);
  PathResult mixture_regret() const;
  PathResult query_sum() const;

  Rational alpha_;
  Threshold threshold_;
  PathResult prefix_, size_, dominance_, retention_;

  std::uint64_t questions_ = 0, revealed_ = 0;
  std::vector<ModelIndex> last_top_;
  bool fresh_ = true;  // something was revealed since what is collected was decided

  // w(m) times the likelihood of m on what was revealed is likelihoods_[m] / scale_, up to a factor that all share.
  std::vector<Integer> start_, likelihoods_;
  Integer scale_ = 1;
  // The mixture of what the imitator states, at all answers revealed, over that of Bayes' rule: 1 where it learns by it.
  Rational deviation_ = 1;
  std::optional<std::uint64_t> deviates_at_;

  // The largest posterior of a model that was not collected: this part of that.
  Integer left_out_ = 0, left_out_of_ = 1;

  // From the first question that is not forced.
  struct Unforced {
    std::vector<Integer> likelihoods;
    Integer scale;
    std::uint64_t asked = 0;
    Rational query_sum = 0;
  };
  std::optional<Unforced> unforced_;
};

}  // namespace qed
