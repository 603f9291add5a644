#include "qed/claims/retention.hpp"

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

Comparison retained_at_least(const ClassFacts& facts, const Rational& bound) {
  Comparison result = probability_at_least(*facts.quantities.truth_retained, bound);
  result.interesting = *facts.quantities.truth_retained < 1 && !result.vacuous;
  return result;
}

}  // namespace

Comparison decide_truth_retention(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why);
  return retained_at_least(facts, 1 - c.alpha / c.demonstrator_prior());
}

Comparison decide_truth_retention_sharp(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why);
  return retained_at_least(facts, 1 - c.alpha * (1 / c.demonstrator_prior() - 1));
}

}  // namespace qed
