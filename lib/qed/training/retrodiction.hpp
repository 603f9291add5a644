// Retrodiction where the imitator's probability of an answer can only be estimated: it draws something hidden first, z, and
// then the answer. The score is ln of an estimate by importance sampling, and this says what that does to it.
//   [claim retrodiction]
//
// With k independent draws z_i from a proposal r, the estimate of p = sum_z prior(z) likelihood(z) is the mean of
// prior(z_i) likelihood(z_i) / r(z_i). Its expected logarithm L_k is the evidence lower bound (ELBO) for k = 1, and the
// importance-weighted one (Burda, Grosse, Salakhutdinov 2016) for more.
//
// Exact   the law of the estimate is rational, over all draws; logarithms are kept as sums (exact/log_sum.hpp).
// Cost    the values of the estimate: up to (k + m - 1 choose k) for m values of the hidden, fewer where sums agree.
// Note    proofs-notes/training.md#retrodiction
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"
#include "qed/exact/log_sum.hpp"

namespace qed {

struct HiddenCause {
  Distribution prior;                // of z
  std::vector<Rational> likelihood;  // P(answer | z), one per z, in [0, 1]

  Rational probability() const;  // of the answer
};

// The law of a random number, over finitely many rationals.
struct EstimateLaw {
  std::map<Rational, Rational> probability;  // by value; positive, of sum 1

  Rational mean() const;
  Rational at_least(const Rational& c) const;  // P(estimate >= c)
  std::optional<LogSum> mean_log() const;      // none: it is 0 with positive probability
  // Adds factor times that.   Throws  std::invalid_argument where there is none.
  void add_mean_log(LogSum&, const Rational& factor) const;
};

// From the draws' weights to the estimate: their mean, or a mistaken one.
using Combine = std::function<Rational(const Rational& sum, unsigned draws)>;
Rational mean_of(const Rational& sum, unsigned draws);

// Throws  std::invalid_argument where shapes differ, a likelihood is outside [0, 1], no draw is made, or the proposal never
//         draws a z that matters (prior and likelihood positive): the estimate would be too small.
EstimateLaw importance_estimate(const HiddenCause&, const Distribution& proposal, unsigned draws,
                                const Combine& = mean_of);

// k (E w)² / E w², w the weight of one draw: how many draws from the posterior are worth k of these. In (0, k].
Rational effective_sample_size(const HiddenCause&, const Distribution& proposal, unsigned draws);

// E p̂ = p; P(p̂ >= c p) <= 1/c for c = 2, 4, 8; and L_k <= L_{k+1} <= ln p, where these are finite.
//
// Value, bound  of the part of largest ratio, differences of logarithms last; which it is, in the detail.
// Interesting   the estimate is not always p.
Comparison decide_retrodiction(const HiddenCause&, const Distribution& proposal, unsigned draws,
                               const Combine& = mean_of);

}  // namespace qed
