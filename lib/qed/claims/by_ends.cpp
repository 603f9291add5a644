#include "qed/claims/by_ends.hpp"

#include <algorithm>

#include "qed/claims/comparison.hpp"
#include "qed/exact/require.hpp"

namespace qed {

namespace {

// Sums and the imitator's probabilities from `sums`, retention and the demonstrator's probabilities from `rest`.
Quantities ends(Quantities sums, const Quantities& rest) {
  sums.truth_retained = rest.truth_retained;
  for (std::size_t e = 0; e < sums.events.size(); ++e)
    sums.events[e].demonstrator = rest.events[e].demonstrator;
  return sums;
}

// From the least to the largest of both.
Value between(const Value& a, const Value& b, Method method) {
  const Rational lower = std::min(a.lower(), b.lower()), upper = std::max(a.upper(), b.upper());
  if (method == Method::sampled) return ConfidenceInterval{lower, upper};
  return Interval(lower, upper, 128);
}

bool same(const Value& a, const Value& b) { return a.lower() == b.lower() && a.upper() == b.upper(); }

Comparison decide(const Claim& claim, const ModelClass& c, const Quantities& lower, const Quantities& upper,
                  Method method) {
  Comparison worst = claim.on_class({c, ends(upper, lower)});
  const Comparison best = claim.on_class({c, ends(lower, upper)});
  if (worst.verdict != Verdict::holds && best.verdict != Verdict::violated &&
      worst.verdict != Verdict::not_applicable)
    worst.verdict = Verdict::undecided;
  if (worst.value && best.value) worst.value = between(*worst.value, *best.value, method);
  if (worst.bound && best.bound && !same(*worst.bound, *best.bound))
    worst.bound = between(*worst.bound, *best.bound, method);
  if (worst.ratio && best.ratio) worst.ratio = between(*worst.ratio, *best.ratio, method);
  worst.unbounded_ratio &= best.unbounded_ratio;
  return worst;
}

}  // namespace

Comparison decide_by_ends(const Claim& claim, const ModelClass& c, const Quantities& lower,
                          const Quantities& upper, Method method) {
  QED_REQUIRE(claim.by_ends && method != Method::exact, "a claim that its ends do not decide");
  if (c.events.size() < 2) return decide(claim, c, lower, upper, method);
  // One event at a time: a claim on events reports the worst, which may be another at the other ends.
  Comparison worst;
  bool interesting = false;
  for (std::size_t e = 0; e < c.events.size(); ++e) {
    ModelClass alone = c;
    alone.events = {c.events[e]};
    Quantities low = lower, up = upper;
    low.events = {lower.events[e]};
    up.events = {upper.events[e]};
    Comparison here = decide(claim, alone, low, up, method);
    interesting |= here.interesting;
    if (e == 0 || worse(here, worst)) worst = std::move(here);
  }
  worst.interesting = interesting;
  return worst;
}

}  // namespace qed
