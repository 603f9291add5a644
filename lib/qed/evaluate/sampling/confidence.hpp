// What may be said of a mean from samples, and how often that is wrong: confidence intervals for a number of samples
// that was fixed beforehand, and confidence sequences, which may be looked at as often as one likes and end whenever
// one likes.
//
// Level   `error` is the probability that is allowed for the true value to be missed: by one interval, or ever by a
//         sequence. Errors of several intervals add up (union bound), so those who state k intervals at once give each
//         its share. Each end by itself is missed with probability at most error / 2, so that a one-sided bound at
//         level e is that end at error = 2 e.
// Throws  std::invalid_argument where `error` is outside [2^-500, 1), or counts do not make sense.
// Sources Clopper and Pearson, Biometrika 26 (1934); Robbins, Ann. Math. Stat. 41 (1970); Waudby-Smith and Ramdas,
//         Estimating means of bounded random variables by betting, JRSS B 86 (2024), theorem 2.
//         Argument  proofs-notes/sampling.md
#pragma once

#include <cstdint>

#include "qed/exact/rational.hpp"
#include "qed/exact/value.hpp"

namespace qed {

// Of a probability, from how often an event came about in `trials` independent trials; their number was fixed
// beforehand.
// Rounding  beta quantiles in double precision (Boost.Math), moved outwards by 2^-30 of themselves.
ConfidenceInterval clopper_pearson(std::uint64_t successes, std::uint64_t trials, const Rational& error);

// Of the mean and the variance of a Gaussian law, from the mean of independent draws and their squared distance from it,
// divided by their number, which was fixed beforehand: Student's t and chi squared. Each misses with probability `error`.
// Rounding  quantiles in double precision (Boost.Math), moved outwards by 2^-30 of themselves.
// Throws    also where there are fewer than two draws, or the variance is negative.
struct GaussianIntervals {
  ConfidenceInterval mean, variance;
};
GaussianIntervals gaussian_intervals(const Rational& mean, const Rational& variance, std::uint64_t draws,
                                     const Rational& error);

// Of a probability, at any time: with probability at least 1 - error, the intervals of all numbers of trials hold the
// probability. From the mixture of likelihood ratios under Jeffreys' prior, Beta(1/2, 1/2).
// Rounding  log gamma in double precision, the threshold widened by 2^-20, the ends moved outwards by 2^-30.
ConfidenceInterval probability_sequence(std::uint64_t successes, std::uint64_t trials, const Rational& error);

// Some samples of a variable that is a whole number of units, summed up. Sums of exact integers: the same whatever the
// order.
struct Moments {
  std::uint64_t count = 0;
  Integer sum = 0, squares = 0;

  void add(const Integer& value) {
    ++count;
    sum += value;
    squares += value * value;
  }
  Moments& operator+=(const Moments&);
};

// The mean of a variable in [0, largest], at any time: the predictable plug-in empirical Bernstein sequence. Its width
// is about 2 sqrt(2 s^2 L / n) + 2 largest L / n after n samples, with s^2 their variance and L = log(2 / error).
//
// Samples come in blocks. What is plugged in for a block (a guess of the mean, and how much is staked) is computed
// from the blocks before it alone, which makes the sequence valid; so the order of blocks counts, and nothing within
// one does.
// Exact   no floating point: rationals, and logarithms enclosed; the ends are rounded outwards.
class MeanSequence {
 public:
  // planned: how many samples the stakes are tuned to; of no matter for validity.
  MeanSequence(Integer largest, const Rational& error, std::uint64_t planned);

  // Throws  std::invalid_argument where the block cannot be one of values in [0, largest].
  void add(const Moments& block);

  const Moments& total() const { return total_; }
  // In units. [0, largest] before the first sample.
  ConfidenceInterval interval() const;

 private:
  Integer largest_;
  std::uint64_t planned_;
  Rational log_two_over_error_;  // from above
  Moments total_;
  // All of the variable over `largest`, and over blocks: stakes times counts, stakes times sums, and from above the
  // price of the stakes.
  Rational staked_ = 0, won_ = 0, price_ = 0;
};

}  // namespace qed
