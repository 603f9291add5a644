// The quantilizer: of what a base law would do, the best share q by utility, and nothing else. However much the utility
// is in error, nothing is done more than 1/q times as often as the base law does it; so it is as safe as its base.
//   [claim quantilizer]
//
// Ties    actions of equal utility share what is left of q in proportion to their base mass.
// Exact   rational arithmetic; comparisons are decisions.      Cost  O(n log n) comparisons.
// Note    proofs-notes/uses.md#quantilizer
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"

namespace qed {

struct Quantilized {
  std::vector<Rational> masses;       // per action, of the same total as the base
  std::optional<Rational> threshold;  // the least utility that is taken; none where the base has no mass
  Rational share;  // of the base's mass at the threshold, the share that is taken; in (0, 1]
};

// Shape   base: one mass per action, non-negative, of any total s; utility: one number per action. A sub-law (s < 1) is not
//         scaled up: the best mass q s of it is taken, 1/q times.
// Throws  std::invalid_argument where q is outside (0, 1], the shapes differ or a mass is negative, naming it.
Quantilized quantilize(std::span<const Rational> base, std::span<const Rational> utility, const Rational& q);
// Of a law, a law.
Distribution quantilize(const Distribution& base, std::span<const Rational> utility, const Rational& q);

// What is decided of a quantilizer: it may be one's own, or a mistaken one.
using QuantilizerRule = std::function<std::vector<Rational>(
    std::span<const Rational> base, std::span<const Rational> utility, const Rational& q)>;
std::vector<Rational> exact_quantilizer(std::span<const Rational> base, std::span<const Rational> utility,
                                        const Rational& q);

// [claim quantilizer], (a): the masses are non-negative and of the base's total, and
//   P_Q(a) <= P_base(a)/q for every a                                       dominance
//   E_Q[u] >= min over c of (c s + E_base[(u - c)_+]/q)                     no law with dominance has more utility
//   P_Q(a) P_base(b) = P_Q(b) P_base(a) where u(a) = u(b)                   ties
// which together leave one P_Q.
//
// Value, bound  of the action of largest ratio; of another part only where it alone fails, which the detail says.
// Interesting   q < 1, and not every action of positive mass is treated alike.
Comparison decide_quantilizer(std::span<const Rational> base, std::span<const Rational> utility,
                              const Rational& q, std::span<const Rational> quantilized);

// What the imitator would do at a step, quantilized.
//   everything  the base is the law of the whole step, the demonstrator's answers included. The imitator can draw from it,
//               but not write it down before it asks.
//   answers     it asks as ever; of what it answers by itself, a sub-law that it knows, it takes the best share q
enum class QuantilizedPart { everything, answers };
std::vector<Rational> quantilized_step(const StepLaw&, QuantilizedPart, std::span<const Rational> utility,
                                       const Rational& q, const QuantilizerRule& = exact_quantilizer);

// [claim quantilizer], (b): truth in T. P(a) <= (1 + theta) mu(a)/q over everything, and P(a) <= (1/q + theta) mu(a) over
// answers, which is less. At a forced step: all of it is the demonstrator's.
//
// Value, bound  of the action of largest ratio.   Interesting  0 < theta < 1 and q < 1.
Comparison decide_quantilized_imitator(const Node&, QuantilizedPart, std::span<const Rational> utility,
                                       const Rational& q, const QuantilizerRule& = exact_quantilizer);

// [claim quantilizer], (c): a base that is close to mu, with one action more that mu never takes. Of the ratio to mu the
// distance says nothing: the quantilizer of any utility that likes that action best takes it with probability
// min(1, distance/(2q)).
struct CloseBase {
  Distribution base, mu;
  ActionIndex never;  // mu(never) = 0

  Rational distance() const;  // ||base - mu||_1
};
// mu: over the other actions; the new one is the last.
// Throws  std::invalid_argument where the distance is outside (0, 2], naming it.
CloseBase close_base(const Distribution& mu, const Rational& distance);
// What is left: P_Q(B) <= (mu(B) + distance/2)/q for every set B of actions. Value, bound: of the set of largest difference.
Comparison decide_close_base(const Distribution& base, const Distribution& mu,
                             std::span<const Rational> utility, const Rational& q,
                             const QuantilizerRule& = exact_quantilizer);

}  // namespace qed
