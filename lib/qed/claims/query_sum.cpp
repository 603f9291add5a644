#include "qed/claims/query_sum.hpp"

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

Rational unforced_cubic_sum(const Quantities& q) { return q.S3 - q.forced_steps; }

Comparison sum_at_most(const Rational& sum, const Rational& bound) {
  Comparison result = at_most(sum, bound);
  result.interesting = sum > 0;
  return result;
}

}  // namespace

Comparison decide_cubic_query_sum(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  const Rational sum = unforced_cubic_sum(facts.quantities);
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why, sum);
  const Rational scale = Rational(c.actions.size()) / (c.alpha * c.alpha * c.alpha);
  return sum_at_most(sum, scale * (24 / c.demonstrator_prior() + 12));
}

Comparison decide_cubic_query_sum_sharp(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  const Rational sum = unforced_cubic_sum(facts.quantities);
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why, sum);
  return sum_at_most(sum, 3 / c.alpha * (1 / c.demonstrator_prior() - 1));
}

Comparison decide_cubic_query_sum_lost(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why);
  return sum_at_most(*facts.quantities.S3_lost, 3 * (1 / c.demonstrator_prior() - 1));
}

Comparison decide_query_count(const ClassFacts& facts) {
  const Quantities& q = facts.quantities;
  const Rational steps(q.horizon);
  Comparison result = sum_at_most(q.S1 * q.S1 * q.S1, steps * steps * q.S3);
  if (result.verdict == Verdict::violated) result.detail = "S1^3 exceeds N^2 S3";
  if (q.expected_queries != q.S1) {
    result.verdict = Verdict::violated;
    result.detail = "the expected number of queries is " + to_string(q.expected_queries) + ", but S1 is " +
                    to_string(q.S1);
  }
  return result;
}

}  // namespace qed
