#include "qed/claims/check.hpp"

#include <algorithm>

#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

// The claims asked for, in the registry's order, without the families.
std::vector<ClaimResult> selected(std::span<const std::string_view> only, bool enclosed) {
  for (const std::string_view id : only) claim(id);  // an unknown id is refused
  std::vector<ClaimResult> results;
  for (const Claim& c : claims())
    if (c.kind != ClaimKind::family && (c.by_ends || !enclosed) &&
        (only.empty() || std::ranges::find(only, c.id) != only.end()))
      results.push_back({&c, {}, 0, 0, {}});
  return results;
}

// The ends of enclosed quantities at which the claims are hardest to meet, or easiest.
Quantities hardest(Quantities q, const Truncation& t) {
  for (Rational* sum : {&q.S1, &q.S2, &q.S3, &q.expected_queries}) *sum += t.steps;
  for (auto* sum : {&q.S3_collected, &q.S3_lost})
    if (*sum) **sum += t.steps;
  for (EventProbabilities& event : q.events) {
    event.imitator += t.mass;
    if (event.imitator_and_retained) *event.imitator_and_retained += t.mass;
  }
  return q;
}
Quantities easiest(Quantities q, const Truncation& t) {
  if (q.truth_retained) *q.truth_retained += t.mass;
  return q;
}

// A claim on quantities of which only enclosures are known.
Comparison on_enclosed(const Claim& claim, const ModelClass& c, const Quantities& q, const Truncation& t) {
  Comparison worst = claim.on_class({c, hardest(q, t)});
  const Comparison best = claim.on_class({c, easiest(q, t)});
  if (worst.verdict != Verdict::holds && best.verdict != Verdict::violated &&
      worst.verdict != Verdict::not_applicable)
    worst.verdict = Verdict::undecided;
  if (worst.value && best.value) {
    const Rational a = std::min(worst.value->lower(), best.value->lower()),
                   b = std::max(worst.value->upper(), best.value->upper());
    worst.value = Interval(a, b, 128);
  }
  return worst;
}

// Keeps the worst node seen. The history is spelled out only for a node that is worse than all before it.
void visit(ClaimResult& result, const Node& node, const std::function<History()>& history) {
  Comparison here = result.claim->at_node(node);
  if (here.verdict == Verdict::not_applicable) return;
  ++result.exercised;
  result.interesting += here.interesting;
  if (!worse(here, result.worst)) return;
  result.worst = std::move(here);
  result.history = history();
}

std::string how_far(const Evaluation& evaluation, unsigned horizon) {
  return "decided for the first " + std::to_string(evaluation.quantities.horizon) + " of " +
         std::to_string(horizon) +
         " steps: " + (evaluation.ended == Ended::interrupted ? "interrupted" : "a limit was reached");
}

}  // namespace

CheckResult check(const ModelClass& c, const Imitator& imitator, const EvaluateOptions& options,
                  std::span<const std::string_view> only) {
  CheckResult
      check;  // not in one braced initialiser: g++ 12 destroys the first member twice where the second throws
  check.claims = selected(only, options.enclosed());
  std::vector<ClaimResult*> at_nodes;
  for (ClaimResult& result : check.claims) {
    if (result.claim->kind != ClaimKind::per_node) continue;
    if (auto why = result.claim->applicable(c); !why.empty())
      result.worst = not_applicable(why);
    else
      at_nodes.push_back(&result);
  }

  NodeVisitor visitor;
  if (!at_nodes.empty())
    visitor = [&at_nodes](const Node& node, const std::function<History()>& history) {
      for (ClaimResult* result : at_nodes) visit(*result, node, history);
    };
  check.evaluation = evaluate(c, imitator, options, visitor);

  for (ClaimResult* result : at_nodes)
    if (result->exercised == 0) result->worst.verdict = Verdict::holds;  // of no node: nothing contradicts it
  for (ClaimResult& result : check.claims)
    if (result.claim->kind == ClaimKind::per_class) {
      const auto& truncation = check.evaluation.truncation;
      result.worst = truncation ? on_enclosed(*result.claim, c, check.evaluation.quantities, *truncation)
                                : result.claim->on_class({c, check.evaluation.quantities});
      result.interesting = result.worst.interesting;
    }
  // Every bound holds at every horizon, so what was reached is decided all the same; and says how far it was.
  if (check.evaluation.ended != Ended::horizon)
    for (ClaimResult& result : check.claims)
      if (result.worst.verdict != Verdict::not_applicable)
        result.worst.detail +=
            (result.worst.detail.empty() ? "" : "; ") + how_far(check.evaluation, c.horizon);
  return check;
}

Verdict CheckResult::verdict() const {
  bool undecided = evaluation.ended != Ended::horizon;
  for (const ClaimResult& result : claims) {
    if (result.claim->status == ClaimStatus::refuted) continue;
    if (result.worst.verdict == Verdict::violated) return Verdict::violated;
    undecided |= result.worst.verdict == Verdict::undecided;
  }
  return undecided ? Verdict::undecided : Verdict::holds;
}

}  // namespace qed
