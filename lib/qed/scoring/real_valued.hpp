// Scoring rules for reports about one real number (or a point of R^d): laws, quantiles, intervals, samples.
//
// Orientation  positive: a larger score is better; what the literature writes as a loss is its negative here.
//              Factors are those of each contract and are tested, since they decide every sum of rules.
// Exact        Rational where the score is rational in rational data, otherwise an Interval at `bits` bits:
//              the true score lies inside. Proper: proofs-notes/real-valued-rules.md.
// Width        some dozens of units 2^-bits of the largest term: |y - mean| and the deviation for CRPS. Far to the
//              right the mass 1 - F(threshold) of tail_log_score is not told from 0: DomainUndecided, until `bits`
//              exceeds about 3/4 of the squared number of deviations.
// Throws       std::invalid_argument naming a variance, rate, level or weight outside its range, or an empty
// sample.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"

namespace qed {

struct GaussianReport {
  Rational mean, variance;  // variance > 0
};
struct ExponentialReport {
  Rational rate;  // density rate exp(-rate x) on x >= 0; rate > 0
};
// A law on finitely many points of the line, weights non-negative and of sum 1; ties allowed, any order.
struct SampleReport {
  std::vector<Rational> points, weights;
  static SampleReport uniform(std::vector<Rational> points);
};

// ln f(y) = -1/2 ln(2 pi variance) - (y - mean)^2 / (2 variance).
// Elicits the law (strictly, among Gaussians).
Interval gaussian_log_score(const GaussianReport&, const Rational& y, unsigned bits);

// -ln variance - (y - mean)^2 / variance = 2 * log score + ln(2 pi).
// Elicits mean and variance, of any law.
Interval dawid_sebastiani(const GaussianReport&, const Rational& y, unsigned bits);

// -integral (F(x) - 1{y <= x})^2 dx = E|X - X'|/2 - E|X - y|.
// Elicits the law (with finite mean).
Interval crps(const GaussianReport&, const Rational& y, unsigned bits);
Interval crps(const ExponentialReport&, const Rational& y, unsigned bits);
Rational crps(const SampleReport&, const Rational& y);

// -integral over x >= threshold of the same: only what happens above the threshold counts. Elicits F on
// [threshold, inf).
// Exact for samples: the CRPS of max(X, threshold) at max(y, threshold).
Interval threshold_crps(const GaussianReport&, const Rational& threshold, const Rational& y, unsigned bits);
Rational threshold_crps(const SampleReport&, const Rational& threshold, const Rational& y);

// -(1{y <= x} - level) (x - y), no factor 2; level in (0, 1).
// Elicits the level-quantile.
Rational quantile_score(const Rational& level, const Rational& report, const Rational& y);

// -(upper - lower) - 2/alpha (lower - y)^+ - 2/alpha (y - upper)^+.
// Elicits the alpha/2 and 1 - alpha/2 quantiles.
// alpha in (0, 1), lower <= upper.
Rational interval_score(const Rational& alpha, const Rational& lower, const Rational& upper,
                        const Rational& y);

// E|X - X'|/2 - E|X - y|, Euclidean norm, X uniform on the sample.
// Elicits the law (with finite mean).
// Shape   one point per row, all of y's dimension d >= 1. In one dimension it encloses the sample's CRPS.
Interval energy_score(std::span<const std::vector<Rational>> sample, const std::vector<Rational>& y,
                      unsigned bits);

// Outcome weights w >= 0 (Holzmann and Klar 2017): w(y) S(F_w, y) with dF_w proportional to w dF is proper,
// and elicits F_w; w(y) S(F, y) is not proper, and is here to be refuted.
using Weight = std::function<Rational(const Rational&)>;
Rational outcome_weighted_crps(const SampleReport&, const Weight& w, const Rational& y);
Rational improper_weighted_crps(const SampleReport&, const Weight& w, const Rational& y);
// w(y) = 1{y >= threshold}; the first is 1{y >= threshold} (ln f(y) - ln(1 - F(threshold))).
Interval tail_log_score(const GaussianReport&, const Rational& threshold, const Rational& y, unsigned bits);
Interval improper_tail_log_score(const GaussianReport&, const Rational& threshold, const Rational& y,
                                 unsigned bits);

}  // namespace qed
