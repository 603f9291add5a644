#include "qed/recorded/path_claims.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "qed/claims/comparison.hpp"
#include "qed/claims/one_step.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/log_sum.hpp"

namespace qed {

namespace {

constexpr unsigned path_log_bits = 128;

PathResult path_result(std::string_view id) { return {{&claim(id), {}, 0, 0, {}}}; }

void keep_result(PathResult& result, Comparison here, std::uint64_t question,
                 std::optional<ModelIndex> model = {}) {
  if (worse(here, result.found.worst)) result.question = question, result.model = model;
  keep_worst(result.found, std::move(here), [] { return History{}; });
}

// Of what is not the worst, so that its numbers are not asked for.
void count_result(PathResult& result, bool interesting) {
  ++result.found.exercised;
  result.found.interesting += interesting;
}

Integer total_of(std::span<const Integer> numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), Integer(0));
}

// numerator / denominator, not reduced.
struct SaidFraction {
  Integer numerator, denominator;
};
SaidFraction said_of(const Prediction& p, ActionIndex a, std::size_t answers) {
  if (p.law) return {numerator_of((*p.law)[a]), denominator_of((*p.law)[a])};
  return {p.numerator(a), p.denominator(answers)};
}

// Of a number that is positive.
Value shown_log(const Rational& q) {
  if (q == 1) return Rational(0);
  return log(Interval(q, path_log_bits));
}

}  // namespace

PathAudit::PathAudit(std::span<const Rational> priors, Rational alpha, Threshold threshold)
    : alpha_(std::move(alpha)),
      threshold_(threshold),
      prefix_(path_result("top-prefix")),
      size_(path_result("top-size")),
      dominance_(path_result("top-dominance")),
      retention_(path_result("pathwise-retention")),
      start_(integral_weights(priors)),
      likelihoods_(start_) {
  if (priors.empty()) throw std::invalid_argument("a class without models");
}

void PathAudit::see(const PathStep& step) {
  ++questions_;
  if (!step.forced && !unforced_) unforced_ = Unforced{likelihoods_, scale_};
  if (fresh_ || !std::ranges::equal(step.top, last_top_)) decide_collected(step);
  if (!step.forced) decide_dominance(step);
  if (!step.asked) return;
  if (!step.forced) {
    ++unforced_->asked;
    unforced_->query_sum += step.query_probability;
  }
  learn(step);
}

void PathAudit::decide_collected(const PathStep& step) {
  fresh_ = false;
  last_top_.assign(step.top.begin(), step.top.end());
  const TopSet top(last_top_);
  const Distribution anyone = Distribution::certain(0, 1);  // these claims look at no law
  const StepLaw law{};
  const Situation situation{step.weights, {}, anyone, alpha_, threshold_};
  const Node node{situation, top, law, step.forced, {}, {}, {}};
  keep_result(prefix_, decide_top_prefix(node), questions_);
  keep_result(size_, decide_top_size(node), questions_);

  const Integer all = total_of(likelihoods_);
  if (all == 0) return;  // no model explains what was revealed
  std::optional<ModelIndex> left_out;
  for (ModelIndex m = 0; m < likelihoods_.size(); ++m)
    if ((!left_out || likelihoods_[m] > likelihoods_[*left_out]) && !top.contains(m)) left_out = m;
  const Integer part = left_out ? likelihoods_[*left_out] : Integer(0);
  if (retention_.found.exercised > 0 && part * left_out_of_ <= left_out_ * all)
    return count_result(retention_, part > 0);
  left_out_ = part, left_out_of_ = all;
  Comparison here = at_most(ratio(part, all), alpha_ / (1 + alpha_));
  here.interesting = part > 0;
  keep_result(retention_, std::move(here), questions_, left_out);
}

void PathAudit::decide_dominance(const PathStep& step) {
  Rational all = step.query_probability;
  for (const Rational& p : step.answered) all += p;
  std::uint64_t wrong = (all != 1) + (step.query_probability < 0);
  std::optional<ModelIndex> below;
  for (ActionIndex a = 0; a < step.answered.size(); ++a) {
    const Integer numerator = numerator_of(step.answered[a]), denominator = denominator_of(step.answered[a]);
    for (const ModelIndex m : step.top) {
      const Prediction& said = step.predictions[m];
      const bool exceeds =
          said.law ? step.answered[a] > (*said.law)[a]
                   : numerator * said.denominator(step.answered.size()) > denominator * said.numerator(a);
      if (exceeds) ++wrong, below = m;
    }
  }
  const bool interesting = step.query_probability > 0 && step.query_probability < 1;
  if (wrong == 0 && dominance_.found.exercised > 0) return count_result(dominance_, interesting);
  Comparison here = at_most(Rational(wrong), Rational(0));
  here.interesting = interesting;
  keep_result(dominance_, std::move(here), questions_, below);
}

void PathAudit::learn(const PathStep& step) {
  const std::size_t models = likelihoods_.size(), answers = step.answered.size();
  std::vector<SaidFraction> said;
  Integer common = 1;
  for (const Prediction& p : step.predictions) {
    said.push_back(said_of(p, step.recorded, answers));
    if (common % said.back().denominator != 0) common = lcm(common, said.back().denominator);
  }
  const Integer before = total_of(likelihoods_), stated_before = total_of(step.weights);
  Integer after = 0, stated = 0;
  for (std::size_t m = 0; m < models; ++m) {
    const Integer factor = said[m].numerator * (common / said[m].denominator);
    after += likelihoods_[m] *= factor;
    stated += step.weights[m] * factor;
  }
  scale_ *= common;
  ++revealed_;
  fresh_ = true;
  // The stated mixture gives the answer stated/(stated_before common); by Bayes' rule it is after/(before common).
  const bool knows_nobody = stated_before == 0 && after != 0;
  if (stated * before == after * stated_before && !knows_nobody) return;
  if (!deviates_at_) deviates_at_ = questions_;
  if (after == 0) return;  // it takes for possible what no model explains
  deviation_ = stated == 0 ? Rational(0) : deviation_ * ratio(stated * before, after * stated_before);
}

PathResult PathAudit::mixture_regret() const {
  PathResult result = path_result("mixture-regret");
  Comparison& found = result.found.worst;
  const Integer all = total_of(likelihoods_), all_at_start = total_of(start_);
  result.found.exercised = 1;
  result.question = deviates_at_;
  found.verdict = deviates_at_ ? Verdict::violated : Verdict::holds;
  if (deviates_at_) found.detail = "what is stated does not follow from the answers that were revealed";
  if (all == 0) {
    if (!deviates_at_) found.detail = "no model explains what was revealed";
    return result;
  }
  const auto explains_less = [&](std::size_t a, std::size_t b) {
    return likelihoods_[a] * start_[b] < likelihoods_[b] * start_[a];
  };
  ModelIndex best = 0, nearest = 0;
  for (ModelIndex m = 1; m < likelihoods_.size(); ++m) {
    if (explains_less(best, m)) best = m;
    if (likelihoods_[m] > likelihoods_[nearest]) nearest = m;
  }
  const bool exceeded = Rational(likelihoods_[nearest]) > deviation_ * Rational(all);
  if (exceeded) found.verdict = Verdict::violated, best = nearest;
  result.model = best;
  found.interesting = revealed_ > 0 && start_.size() > 1;
  result.found.interesting = found.interesting;
  found.bound = shown_log(ratio(all_at_start, start_[best]));
  if (deviation_ == 0) {
    found.unbounded_ratio = true;
    return result;
  }
  found.value = shown_log(ratio(likelihoods_[best] * all_at_start, all * start_[best]) / deviation_);
  if (found.bound->lower() > 0)
    found.ratio = found.value->is_exact() && found.value->exact() == 0
                      ? Value(Rational(0))
                      : Value(Interval(found.value->lower(), found.value->upper(), path_log_bits) /
                              Interval(found.bound->lower(), found.bound->upper(), path_log_bits));
  return result;
}

PathResult PathAudit::query_sum() const {
  PathResult result = path_result("pathwise-query-sum");
  if (!unforced_) return result;
  const Integer all = total_of(unforced_->likelihoods), since = scale_ / unforced_->scale;
  const auto bound_of = [&](std::size_t b) {
    LogSum bound(ratio(all - unforced_->likelihoods[b], unforced_->likelihoods[b]) / alpha_);
    bound.add_log(-Rational(likelihoods_.size()), ratio(likelihoods_[b], unforced_->likelihoods[b] * since));
    return bound;
  };
  for (ModelIndex b = 0; b < likelihoods_.size(); ++b) {
    if (likelihoods_[b] == 0) continue;
    Comparison here = at_most(unforced_->query_sum, bound_of(b));
    here.interesting = unforced_->query_sum > 0;
    keep_result(result, std::move(here), questions_, b);
  }
  result.question.reset();
  if (result.model && unforced_->asked > 0)
    result.found.worst.vacuous =
        at_most(Rational(unforced_->asked), bound_of(*result.model)).verdict == Verdict::holds;
  return result;
}

std::vector<PathResult> PathAudit::results() const {
  std::vector<PathResult> all{prefix_, size_, mixture_regret(), retention_, dominance_, query_sum()};
  for (PathResult& result : all) {
    Comparison& worst = result.found.worst;
    if (result.found.exercised == 0) worst.verdict = Verdict::holds;  // of nothing: nothing contradicts it
    if (worst.verdict == Verdict::holds && worst.value && worst.value->upper() == 0) result.question.reset();
  }
  return all;
}

}  // namespace qed
