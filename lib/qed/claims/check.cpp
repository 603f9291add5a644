#include "qed/claims/check.hpp"

#include <algorithm>

#include "qed/claims/by_ends.hpp"
#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

// The claims asked for, in the registry's order, without the families.
std::vector<ClaimResult> selected(std::span<const std::string_view> only, bool enclosed) {
  for (const std::string_view id : only) claim(id);  // an unknown id is refused
  std::vector<ClaimResult> results;
  for (const Claim& c : claims())
    if (c.on_classes() && (c.by_ends || !enclosed) &&
        (only.empty() || std::ranges::find(only, c.id) != only.end()))
      results.push_back({&c, {}, 0, 0, {}});
  return results;
}

// What was left out lowers every quantity: those found are the lower ends.
Quantities upper_ends(Quantities q, const Truncation& t) {
  for (Rational* sum : {&q.S1, &q.S2, &q.S3, &q.expected_queries}) *sum += t.steps;
  for (auto* sum : {&q.S3_collected, &q.S3_lost})
    if (*sum) **sum += t.steps;
  if (q.truth_retained) *q.truth_retained += t.mass;
  for (EventProbabilities& event : q.events) {
    event.imitator += t.mass;
    if (event.imitator_and_retained) *event.imitator_and_retained += t.mass;
  }
  return q;
}

std::uint64_t states_for(Needs needs, const ModelClass& c, std::span<const ClaimResult> results, bool named) {
  const bool needed = std::ranges::any_of(results, [&](const ClaimResult& r) {
    return r.claim->needs == needs && r.claim->applicable(c).empty();
  });
  return !needed ? 0 : named ? UINT64_MAX : states_unasked;
}

bool found(Needs needs, const Quantities& q) {
  switch (needs) {
    case Needs::one_pass: break;
    case Needs::accumulated: return q.accumulated.has_value();
    case Needs::outlooks: return q.outlooks.has_value();
  }
  return true;
}

std::string what_stopped(bool interrupted) { return interrupted ? "interrupted" : "a limit was reached"; }

// The number of states is at fault only where neither an interruption nor a limit of the options may be.
Comparison not_found(Needs needs, const Evaluation& evaluation, const EvaluateOptions& options, bool named) {
  const bool interrupted =
      evaluation.ended == Ended::interrupted || (options.interrupted && *options.interrupted);
  const Ended ended = needs == Needs::accumulated ? evaluation.accumulate_ended : evaluation.outlook_ended;
  const bool limited = evaluation.ended != Ended::horizon || ended != Ended::state_limit ||
                       options.limits.max_states != Limits().max_states;
  Comparison undecided = not_applicable(
      named || limited || interrupted
          ? what_stopped(interrupted) + " before what it is decided from was found"
          : "needs more than " + std::to_string(states_unasked) + " states more: decided where it is named");
  undecided.verdict = Verdict::undecided;
  return undecided;
}

// The nodes of a step are met at the end of the step before, so those of the next were looked at too.
std::string how_far(const Evaluation& evaluation, unsigned horizon, ClaimKind kind) {
  return "decided for the first " + std::to_string(evaluation.quantities.horizon) + " of " +
         std::to_string(horizon) + " steps" +
         (kind == ClaimKind::per_node ? " and what was met of the next" : "") + ": " +
         what_stopped(evaluation.ended == Ended::interrupted);
}

}  // namespace

void keep_worst(ClaimResult& result, Comparison here, const std::function<History()>& history) {
  if (here.verdict == Verdict::not_applicable) return;
  ++result.exercised;
  result.interesting += here.interesting;
  if (!worse(here, result.worst)) return;
  result.worst = std::move(here);
  result.history = history();
}

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
      for (ClaimResult* result : at_nodes) keep_worst(*result, result->claim->at_node(node), history);
    };
  const bool named = !only.empty();
  EvaluateOptions with_needs = options;
  with_needs.accumulate =
      std::max(options.accumulate, states_for(Needs::accumulated, c, check.claims, named));
  with_needs.outlook = std::max(options.outlook, states_for(Needs::outlooks, c, check.claims, named));
  check.evaluation = evaluate(c, imitator, with_needs, visitor);

  for (ClaimResult* result : at_nodes)
    if (result->exercised == 0) result->worst.verdict = Verdict::holds;  // of no node: nothing contradicts it
  for (ClaimResult& result : check.claims)
    if (result.claim->kind == ClaimKind::per_class) {
      const auto& truncation = check.evaluation.truncation;
      const Quantities& q = check.evaluation.quantities;
      result.worst = truncation
                         ? decide_by_ends(*result.claim, c, q, upper_ends(q, *truncation), Method::certified)
                         : result.claim->on_class({c, q});
      if (!found(result.claim->needs, q) && result.claim->applicable(c).empty())
        result.worst = not_found(result.claim->needs, check.evaluation, options, named);
      result.interesting = result.worst.interesting;
    }
  // Every bound holds at every horizon, so what was reached is decided all the same; and says how far it was.
  if (check.evaluation.ended != Ended::horizon)
    for (ClaimResult& result : check.claims)
      if (result.worst.verdict != Verdict::not_applicable)
        result.worst.detail += (result.worst.detail.empty() ? "" : "; ") +
                               how_far(check.evaluation, c.horizon, result.claim->kind);
  return check;
}

Verdict worst_of(std::span<const ClaimResult> claims, bool cut_short) {
  bool undecided = cut_short;
  for (const ClaimResult& result : claims) {
    if (result.claim->status == ClaimStatus::refuted) continue;
    if (result.worst.verdict == Verdict::violated) return Verdict::violated;
    undecided |= result.worst.verdict == Verdict::undecided;
  }
  return undecided ? Verdict::undecided : Verdict::holds;
}

Verdict CheckResult::verdict() const { return worst_of(claims, evaluation.ended != Ended::horizon); }

}  // namespace qed
