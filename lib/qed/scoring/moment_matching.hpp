// [claim moment-matching]   Imitation that sees a person only through moments: what is learnt has the data's
// moments of the chosen features, whatever else it gets wrong. Gaussian reports match mean and variance; an
// exponential family matches its features; the imitator samples what was fitted. The rules that look at moments alone are in
// kernel.hpp.
#pragma once

#include <span>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/exact/interval.hpp"
#include "qed/exact/random_stream.hpp"
#include "qed/scoring/kernel.hpp"
#include "qed/scoring/real_valued.hpp"

namespace qed {

// The Gaussian report with the data's mean and variance (divided by n), the only optimum of the mean log
// score and of the mean Dawid-Sebastiani score over the data.
// Throws  std::invalid_argument where the data are empty or all equal: the scores then rise without bound.
GaussianReport<Rational> gaussian_fit(std::span<const Rational> data);

// The derivatives of the mean Dawid-Sebastiani score (twice those of the log score) in the mean and in the
// variance.
// How     the rule's formula in both, differentiated (expression.hpp).
// Exact   both are 0 at the fit and nowhere else.
// Throws  std::invalid_argument where the variance is not positive, or has more than 4096 bits; where there are no data.
struct Gradient {
  Rational mean, variance;
};
Gradient dawid_sebastiani_gradient(const GaussianReport<Rational>&, std::span<const Rational> data);

std::vector<Rational> moments(const Distribution& p, const FeatureRows& phi);  // E_p phi

// The member of p(y) proportional to exp <lambda, phi(y)> with the moments m, which is the optimum of the log
// score under any data with these moments.
struct ExponentialFit {
  // Contains the optimum: unique where the features are affinely independent; otherwise the one that gives 0
  // to each feature that is affine in those before it.
  std::vector<Interval> parameters;
  std::vector<Interval> probabilities;  // contains the optimal law
  // What is sampled: the optimal law rounded to multiples of 2^-64. An outcome may be rounded to 0.
  Distribution law;
  std::vector<Rational> moment_error;  // |E_law phi - m| for each feature, exactly
  Rational law_error;                  // sum_y |law(y) - optimum(y)| is at most this
};

// How     floating optimisation starts it where there is NLopt (exponential_start.hpp), damped Newton without floating
//         point finds a candidate; the Krawczyk operator maps a box around it into its own inside, which proves a zero of
//         E_lambda phi - m there. Whether there is an optimum at all is decided exactly first.
// Exact   certified; bits is where the precision starts, and it doubles up to 4096.
// Throws  std::invalid_argument where the moments are on the boundary of the hull of the features, or outside
//         (there is no optimum); std::runtime_error where 4096 bits do not isolate it.
// Cost    a few dozen Newton steps of O(n d^2 + d^3) operations.
ExponentialFit exponential_fit(const FeatureRows& phi, const std::vector<Rational>& m, unsigned bits = 128);

// An outcome with exactly the probabilities of `law`, whose entries are multiples of 2^-64; one word of the
// stream.
// Throws  std::invalid_argument where an entry is no such multiple.
std::size_t draw(const Distribution& law, RandomStream& random);

// A draw from a Gaussian law, rounded down to 96 bits.
// How     Marsaglia's polar method on two uniform numbers of 64 bits, enclosed: no floating point, and the same draws on
//         every machine.
// Throws  std::invalid_argument where the variance is not positive.
Rational draw(const GaussianReport<Rational>&, RandomStream& random);

}  // namespace qed
