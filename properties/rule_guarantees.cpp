#include "properties/rule_guarantees.hpp"

#include <algorithm>

#include "qed/claims/formula_score.hpp"

namespace qed::properties {

namespace {

ScoreUpdate learning_by(const Rule& rule, const Rational& eta) {
  const auto built_in = built_in_rules();
  return std::ranges::find(built_in, rule.name()) != built_in.end() ? built_in_rule(rule.name(), eta)
                                                                    : update_by(rule, eta);
}

Rational in_thousandths(const Rational& eta) {
  const Rational times = eta * 1000;
  return ratio(Integer(numerator_of(times) / denominator_of(times)), Integer(1000));
}

}  // namespace

RuleGuarantees guarantees_of(const Rule& rule, const CentralRange& range, const RuleSearchOptions& options) {
  RuleSearchOptions two_actions = options;
  two_actions.actions = 2;
  RuleGuarantees found{in_thousandths(range.certified), options.seed, {}, {}, {}};
  found.kept = search_by_rule(learning_by(rule, found.kept_at), "rule-retention", two_actions);
  for (const Rational& times : {ratio(5, 4), ratio(3, 2), Rational(2), Rational(3)}) {
    if (options.interrupted && *options.interrupted) break;
    const Rational eta = in_thousandths(range.certified * times);
    found.broken = smallest_on_two_coins(learning_by(rule, eta), "rule-retention");
    if (!found.broken) continue;
    found.broken_at = eta;
    break;
  }
  return found;
}

}  // namespace qed::properties
