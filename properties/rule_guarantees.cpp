#include "properties/rule_guarantees.hpp"

#include <algorithm>

#include "qed/claims/formula_score.hpp"

namespace qed::properties {

namespace {

constexpr std::string_view retention = "rule-retention", query_sum = "rule-query-sum";

bool is_built_in(const Rule& rule) {
  const auto built_in = built_in_rules();
  return std::ranges::find(built_in, rule.name()) != built_in.end();
}

ScoreUpdate learning_by(const Rule& rule, const Rational& eta) {
  return is_built_in(rule) ? built_in_rule(rule.name(), eta) : update_by(rule, eta);
}

// Of two actions: the odds fall by c ‖p - q‖² >= c theta²/2 in expectation. What is built in may know a better constant.
ScoreUpdate learning_by(const Rule& rule, const StrongRange& strong) {
  const RuleFacts certified{.central = true, .exact_drop = Rational(strong.certified / 2)};
  if (!is_built_in(rule)) return update_by(rule, strong.eta, certified);
  const ScoreUpdate built_in = built_in_rule(rule.name(), strong.eta);
  const RuleFacts known = built_in.facts(2);
  if (known.drop || known.exact_drop) return built_in;
  return ScoreUpdate(
      built_in.name(), built_in.eta(),
      [built_in](const Distribution& law, ActionIndex a, Constants& constants) {
        return built_in.score(law, a, constants);
      },
      [certified](const Rational&, std::size_t) { return certified; });
}

Rational in_thousandths(const Rational& eta) {
  const Rational times = eta * 1000;
  return ratio(Integer(numerator_of(times) / denominator_of(times)), Integer(1000));
}

}  // namespace

RuleGuarantees guarantees_of(const Rule& rule, const CertifiedRanges& ranges,
                             const RuleSearchOptions& options) {
  RuleSearchOptions two_actions = options;
  two_actions.actions = 2;
  RuleGuarantees result{.seed = options.seed, .kept = {}, .broken_at = {}, .broken = {}};
  Rational limit = 0;
  if (ranges.central) limit = in_thousandths(ranges.central->certified);
  if (limit > 0)
    result.kept.push_back(
        {retention, limit, search_by_rule(learning_by(rule, limit), retention, two_actions)});
  if (ranges.strong && ranges.strong->certified > 0)
    result.kept.push_back({query_sum, ranges.strong->eta,
                           search_by_rule(learning_by(rule, *ranges.strong), query_sum, two_actions)});
  std::vector<Rational> tries{ratio(1, 4), ratio(1, 2), Rational(1), Rational(2)};
  if (limit > 0) tries = {limit * ratio(5, 4), limit * ratio(3, 2), limit * 2, limit * 3};
  for (const Rational& eta : tries) {
    if ((result.interrupted = options.interrupted && *options.interrupted)) break;
    result.broken = smallest_on_two_coins(learning_by(rule, in_thousandths(eta)), retention);
    if (!result.broken) continue;
    result.broken_at = in_thousandths(eta);
    break;
  }
  return result;
}

}  // namespace qed::properties
