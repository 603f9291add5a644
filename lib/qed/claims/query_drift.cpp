#include "qed/claims/query_drift.hpp"

#include <algorithm>

#include "qed/claims/comparison.hpp"
#include "qed/exact/require.hpp"

namespace qed {

namespace {

// Adds  probability * alpha * (g(before) - g(after)), odds in units of alpha.
//
// Where both are at least 1 the difference is (2/3) ln(before / after): one logarithm, of a ratio of
// predictions, of which a class has few.
void add_drop(LogSum& sum, const Rational& weight, const Rational& before, const Rational& after) {
  const Rational slope = weight * ratio(2, 3);
  const bool log_before = before > 1, log_after = after > 1;
  if (log_before && log_after) {
    sum.add_log(slope, before / after);
  } else if (log_before) {
    sum += weight * (1 - after);
    sum.add_log(slope, before);
  } else if (log_after) {
    sum += weight * (before - 1);
    sum.add_log(-slope, after);
  } else {
    sum += weight * (before - after);
  }
}

}  // namespace

std::optional<LogSum> potential_drop(const Node& node) {
  const auto weights = node.situation.weights;
  const ModelIndex truth = *node.truth;
  const Rational& alpha = node.situation.alpha;
  QED_REQUIRE(weights[truth] > 0, "odds against a truth of weight 0");
  const auto odds = [&](std::span<const Integer> w, ModelIndex m) { return ratio(w[m], w[truth]) / alpha; };

  LogSum drop;
  for (const bool asked : {false, true})
    for (ActionIndex a = 0; a < node.situation.demonstrator.size(); ++a) {
      const Rational& probability = (asked ? node.law.asked : node.law.answered)[a];
      const Weights& after = (asked ? node.after_asked : node.after_answered)[a];
      // Imitated steps leave the posterior as it was, and so the potential.
      if (probability == 0 || std::ranges::equal(after, weights)) continue;
      if (after[truth] == 0) return std::nullopt;
      for (ModelIndex m = 0; m < weights.size(); ++m)
        if (m != truth && weights[m] != 0)
          add_drop(drop, probability * alpha, odds(weights, m), odds(after, m));
    }
  return drop;
}

Comparison decide_query_drift(const Node& node) {
  if (node.forced || !node.truth || node.situation.weights[*node.truth] == 0) return not_applicable();
  const Rational& theta = node.law.query_probability;
  const Rational needed = node.situation.alpha / 3 * theta * theta * theta;

  Comparison result;
  if (const auto drop = potential_drop(node)) {
    result = at_most(needed, *drop);
  } else {
    result.verdict = Verdict::violated;
    result.value = needed;
    result.unbounded_ratio = true;
    result.detail = "a step of positive probability leaves the truth with weight 0";
  }
  result.interesting = theta > 0;
  return result;
}

}  // namespace qed
