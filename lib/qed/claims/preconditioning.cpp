#include "qed/claims/preconditioning.hpp"

#include <algorithm>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

std::string given(const Outlook& o) {
  return "given h of length " + std::to_string(o.step) + " with odds " + to_string(*o.odds) + ": ";
}

void keep_worse(Comparison& worst, Comparison here, const Outlook& o, std::string_view what) {
  if (!worse(here, worst)) return;
  worst = std::move(here);
  worst.detail = given(o) + std::string(what);
}

Comparison worst_outlook(const Outlooks& outlooks, const Rational& alpha) {
  Comparison worst = at_most(Rational(0), Rational(0));
  for (const Outlook& o : outlooks.given) {
    if (!o.odds) continue;  // infinite, and so are the bounds
    const Rational& x = *o.odds;
    if (alpha * x < 1) keep_worse(worst, at_most(o.lost, alpha * x), o, "the truth is lost from then on");
    keep_worse(worst, at_most(o.cubes, 3 / alpha * x), o, "sum of theta^3 from then on");
    keep_worse(worst, at_most(o.cubes_lost, 3 * x), o, "sum of theta^3 without the truth, from then on");
  }
  return worst;
}

// E[1/w(mu|h_t)] against 1/w(mu): only a failure, or nothing.
std::optional<Comparison> failing_average(const Outlooks& outlooks, unsigned horizon, const Rational& prior) {
  std::vector<Rational> average(horizon, Rational(1)), refuted(horizon, Rational(0));
  for (const Outlook& o : outlooks.given) {
    if (o.odds)
      average[o.step] += *o.odds * o.probability;
    else
      refuted[o.step] += o.probability;
  }
  std::optional<Comparison> failing;
  for (unsigned t = 0; t < horizon; ++t) {
    Comparison here = refuted[t] > 0 ? at_most(refuted[t], Rational(0)) : at_most(average[t], 1 / prior);
    if (here.verdict == Verdict::holds || (failing && !worse(here, *failing))) continue;
    const std::string at_t = " at t = " + std::to_string(t);
    here.detail = refuted[t] > 0 ? "probability that the truth has posterior 0" + at_t
                                 : "E[1/w(mu|h_t)] against 1/w(mu)" + at_t;
    failing = std::move(here);
  }
  return failing;
}

}  // namespace

Comparison decide_preconditioning(const ClassFacts& facts) {
  const ModelClass& c = facts.model_class;
  if (auto why = needs_truth_in_class(c); !why.empty()) return not_applicable(why);
  if (!facts.quantities.outlooks) return not_applicable(std::string(not_evaluated));
  const Outlooks& outlooks = *facts.quantities.outlooks;

  Comparison worst = worst_outlook(outlooks, c.alpha);
  auto average = failing_average(outlooks, facts.quantities.horizon, c.demonstrator_prior());
  if (average && worse(*average, worst)) worst = std::move(*average);
  worst.interesting =
      std::ranges::any_of(outlooks.given, [](const Outlook& o) { return o.step > 0 && o.cubes > 0; });
  if (worst.detail.empty()) worst.detail = "nothing is at risk, nothing is asked";
  worst.detail += " (" + price(outlooks.states) + ")";
  return worst;
}

}  // namespace qed
