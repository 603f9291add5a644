#include "properties/rule_guarantees.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "qed/claims/formula_score.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed::properties {

namespace {

constexpr std::string_view retention = "rule-retention", query_sum = "rule-query-sum";

// certified: the largest eta for which the rule is proved to be central; nothing more is tried to be proved here.
ScoreUpdate learning_by(const Rule& rule, const Rational& eta, const Rational& certified) {
  return is_built_in_rule(rule.name()) ? built_in_rule(rule.name(), eta)
                                       : update_by(rule, eta, RuleFacts{.central = eta <= certified});
}

// Of two actions: the odds fall by c ‖p - q‖² >= c theta²/2 in expectation. What is built in may know a better constant.
ScoreUpdate learning_by(const Rule& rule, const StrongRange& strong) {
  const RuleFacts certified{.central = true, .exact_drop = Rational(strong.certified / 2)};
  if (!is_built_in_rule(rule.name())) return update_by(rule, strong.eta, certified);
  const ScoreUpdate built_in = built_in_rule(rule.name(), strong.eta);
  const RuleFacts known = built_in.facts(2);
  if (known.drop || known.exact_drop) return built_in;
  return built_in.with_facts([certified](const Rational&, std::size_t) { return certified; });
}

// Whether the text reads as these formulas.
bool reads_as(const std::string& text, std::span<const Expression> scores) {
  try {
    const auto read = rule_from_text(text).scores(scores.size());
    return std::ranges::equal(
        read, scores, {}, [](const Expression& e) { return to_string(e); },
        [](const Expression& e) { return to_string(e); });
  } catch (const std::invalid_argument&) {  // it needs features, or is one of C++
    return false;
  }
}

// The rule under a name that says it all: its own, or its formulas for two actions.
Rule spelled_out(const Rule& rule) {
  const auto scores = rule.scores(2);
  if (reads_as(rule.name(), scores)) return rule;
  const std::string text = fmt::format("y == 0 ? {} : {}", to_string(scores[0]), to_string(scores[1]));
  return Rule::from_formulas(text, [rule](std::size_t outcomes) { return rule.scores(outcomes); });
}

Rational in_thousandths(const Rational& eta) {
  const Rational times = eta * 1000;
  return ratio(Integer(numerator_of(times) / denominator_of(times)), Integer(1000));
}

}  // namespace

RuleGuarantees guarantees_of(const Rule& given, const CertifiedRanges& ranges,
                             const RuleSearchOptions& options) {
  RuleSearchOptions two_actions = options;
  two_actions.actions = 2;
  const Rule rule = spelled_out(given);
  RuleGuarantees result{.seed = options.seed, .kept = {}, .broken_at = {}, .broken = {}};
  const auto interrupted = [&] {
    return result.interrupted = options.interrupted && options.interrupted->load(std::memory_order_relaxed);
  };
  Rational limit = 0;
  if (ranges.central) limit = in_thousandths(ranges.central->certified);
  if (limit > 0)
    result.kept.push_back(
        {retention, limit, search_by_rule(learning_by(rule, limit, limit), retention, two_actions)});
  if (ranges.strong && ranges.strong->certified > 0)
    result.kept.push_back({query_sum, ranges.strong->eta,
                           search_by_rule(learning_by(rule, *ranges.strong), query_sum, two_actions)});
  std::vector<Rational> tries{ratio(1, 4), ratio(1, 2), Rational(1), Rational(2)};
  if (limit > 0) tries = {limit * ratio(5, 4), limit * ratio(3, 2), limit * 2, limit * 3};
  for (const Rational& eta : tries) {
    if (interrupted()) break;
    result.broken = smallest_on_two_coins(learning_by(rule, in_thousandths(eta), limit), retention, 16,
                                          options.interrupted);
    if (!result.broken && interrupted()) break;
    if (!result.broken) continue;
    result.broken_at = in_thousandths(eta);
    break;
  }
  return result;
}

}  // namespace qed::properties
