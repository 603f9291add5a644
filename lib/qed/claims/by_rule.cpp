#include "qed/claims/by_rule.hpp"

#include <algorithm>
#include <stdexcept>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/exact/wording.hpp"

namespace qed {

namespace {

Comparison compared_retention(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  const Rational& value = *facts.quantities.truth_retained;
  Comparison result = probability_at_least(value, 1 - c.alpha * (1 / c.demonstrator_prior() - 1));
  result.interesting = value < 1 && !result.vacuous;
  return result;
}

}  // namespace

Comparison decide_rule_retention(const ClassFacts& facts, const RuleFacts& rule) {
  if (auto why = needs_truth_in_class(facts.model_class); !why.empty()) return not_applicable(why);
  Comparison result = compared_retention(facts);
  if (rule.central) return result;
  result.detail = std::string(rule.refuted ? "the rule is not central at this eta"
                                           : "the rule is not known to be central at this eta") +
                  ": measured, and " + (result.verdict == Verdict::holds ? "kept" : "broken");
  result.verdict = Verdict::not_applicable;
  return result;
}

Comparison decide_rule_query_sum(const ClassFacts& facts, const RuleFacts& rule) {
  const ModelClass& c = facts.model_class;
  const Quantities& q = facts.quantities;
  const Rational sum = q.S3 - q.forced_steps;
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why, sum);
  if (!rule.drop && !rule.exact_drop)
    return not_applicable("no constant of the strong central condition is known of the rule at this eta",
                          sum);
  const Rational odds = (1 / c.demonstrator_prior() - 1) / c.alpha;
  Comparison result =
      rule.exact_drop
          ? at_most(sum, Rational(odds / *rule.exact_drop))
          : at_most(sum, Enclosure([&](unsigned bits) { return Interval(odds, bits) / (*rule.drop)(bits); }));
  result.interesting = sum > 0;
  return result;
}

namespace {

constexpr std::string_view retention = "rule-retention", query_sum = "rule-query-sum";

Comparison decide(std::string_view id, const ClassFacts& facts, const RuleFacts& rule) {
  if (id == retention) return decide_rule_retention(facts, rule);
  if (id == query_sum) return decide_rule_query_sum(facts, rule);
  return claim(id).on_class(facts);
}

}  // namespace

std::vector<std::string_view> claims_by_rule() {
  return {"query-count", "product-growth-log", retention, query_sum};
}

RuleCheck check_by_rule(const ModelClass& c, const ScoreUpdate& rule, const RuleOptions& options,
                        std::span<const std::string_view> only) {
  const std::vector<std::string_view> all = claims_by_rule();
  for (const std::string_view id : only)
    if (std::ranges::find(all, id) == all.end())
      throw std::invalid_argument("claim " + std::string(id) + " is not decided under a scoring rule; " +
                                  listed(std::vector<std::string>(all.begin(), all.end())) + " are");
  RuleEvaluation found = evaluate_by_rule(c, rule, options);
  RuleCheck result;
  result.check.evaluation = std::move(found.evaluation);
  result.undecided = std::move(found.undecided);
  const Evaluation& evaluation = result.check.evaluation;
  const RuleFacts facts = rule.facts(c.actions.size());
  for (const std::string_view id : all) {
    if (!only.empty() && std::ranges::find(only, id) == only.end()) continue;
    ClaimResult r{&claim(id), decide(id, {c, evaluation.quantities}, facts), 0, 0, {}};
    r.interesting = r.worst.interesting;
    // The bounds hold at every horizon: what was reached is decided all the same.
    if (evaluation.ended != Ended::horizon && r.worst.verdict != Verdict::not_applicable)
      r.worst.detail += (r.worst.detail.empty() ? "" : "; ") +
                        ("decided for the first " + std::to_string(evaluation.quantities.horizon) + " of " +
                         std::to_string(c.horizon) + " steps");
    result.check.claims.push_back(std::move(r));
  }
  return result;
}

std::string in_words(const UndecidedNode& node, const ModelClass& c) {
  std::vector<std::string> heavier;
  for (const ModelIndex m : node.weights.heavier) heavier.push_back(c.models[m].name);
  std::string text = "no precision told the weight of " + in_quotes(c.models[node.weights.model].name) +
                     " from what it is compared with: that of " + listed(heavier) + "; after ";
  if (node.history.empty()) return text + "the empty history";
  for (std::size_t t = 0; t < node.history.size(); ++t) {
    const HistoryStep& step = node.history[t];
    text += (t > 0 ? ", " : "") + printable(c.actions[step.action]);
    if (c.observations.size() > 1) text += " " + printable(c.observations[step.observation]);
    text += step.asked ? " (asked)" : "";
  }
  return text;
}

}  // namespace qed
