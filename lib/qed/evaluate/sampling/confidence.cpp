#include "qed/evaluate/sampling/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "qed/exact/interval.hpp"

namespace qed {

namespace {

void check_error(const Rational& error) {
  if (error >= 1 || error < ratio(Integer(1), Integer(1) << 500))
    throw std::invalid_argument(
        fmt::format("an error probability of {} is outside [2^-500, 1)", to_string(error)));
}

void check_counts(std::uint64_t successes, std::uint64_t trials) {
  if (successes > trials)
    throw std::invalid_argument(fmt::format("{} successes in {} trials", successes, trials));
  if (trials >= std::uint64_t{1} << 53)
    throw std::invalid_argument(fmt::format("{} trials, expected fewer than 2^53", trials));
}

// A double is a dyadic rational.
Rational exactly(double x) { return Rational(x); }

constexpr int slack = 30;  // bits of relative accuracy that the quantiles are trusted with

Rational below(double p) { return exactly(p) * (1 - ratio(1, 1 << slack)); }
Rational above(double p) { return std::min<Rational>(1, exactly(p) * (1 + ratio(1, 1 << slack))); }

// The p at which k or more of n successes have probability `tail`.
double least_probability(std::uint64_t k, std::uint64_t n, double tail) {
  if (k == 0) return 0;
  return boost::math::ibeta_inv(static_cast<double>(k), static_cast<double>(n - k + 1), tail);
}

}  // namespace

ConfidenceInterval clopper_pearson(std::uint64_t successes, std::uint64_t trials, const Rational& error) {
  check_error(error);
  check_counts(successes, trials);
  const double tail = Rational(error / 2).convert_to<double>();
  const std::uint64_t failures = trials - successes;
  const double upper = failures == 0 ? 1
                                     : boost::math::ibetac_inv(static_cast<double>(successes) + 1,
                                                               static_cast<double>(failures), tail);
  return {below(least_probability(successes, trials, tail)), above(upper)};
}

GaussianIntervals gaussian_intervals(const Rational& mean, const Rational& variance, std::uint64_t draws,
                                     const Rational& error) {
  check_error(error);
  check_counts(0, draws);
  if (draws < 2 || variance < 0)
    throw std::invalid_argument(fmt::format(
        "a variance of {} of {} draws, expected at least 0, of at least 2", to_string(variance), draws));
  using boost::math::complement, boost::math::quantile;
  const double tail = Rational(error / 2).convert_to<double>();
  const boost::math::students_t student(static_cast<double>(draws - 1));
  const boost::math::chi_squared squares(static_cast<double>(draws - 1));
  const Rational wider = 1 + ratio(1, 1 << slack), narrower = 1 - ratio(1, 1 << slack);
  const Rational deviation = root(Interval(Rational(variance / (draws - 1)), 64), 2).upper();
  const Rational reach = exactly(quantile(complement(student, tail))) * wider * deviation;
  const Rational sum = variance * draws;
  return {{mean - reach, mean + reach},
          {sum / (exactly(quantile(complement(squares, tail))) * wider),
           sum / (exactly(quantile(squares, tail)) * narrower)}};
}

namespace {

// How much better than p, in logarithms, the mixture over all probabilities explains k of n.
class MixtureEvidence {
 public:
  MixtureEvidence(std::uint64_t k, std::uint64_t n)
      : k_(static_cast<double>(k)),
        rest_(static_cast<double>(n - k)),
        mixture_(boost::math::lgamma(k_ + 0.5) + boost::math::lgamma(rest_ + 0.5) -
                 boost::math::lgamma(k_ + rest_ + 1) - 2 * boost::math::lgamma(0.5)) {}

  double against(double p) const {
    return mixture_ - (k_ > 0 ? k_ * std::log(p) : 0) - (rest_ > 0 ? rest_ * std::log1p(-p) : 0);
  }

  // Bisection between a p that is not refuted and one that is (or the end of [0, 1]): the refuted side is returned.
  double edge(double kept, double refuted, double threshold) const {
    for (int i = 0; i < 200; ++i) {
      const double middle = kept + (refuted - kept) / 2;
      if (middle == kept || middle == refuted) break;
      (against(middle) < threshold ? kept : refuted) = middle;
    }
    return refuted;
  }

 private:
  double k_, rest_, mixture_;
};

}  // namespace

ConfidenceInterval probability_sequence(std::uint64_t successes, std::uint64_t trials,
                                        const Rational& error) {
  check_error(error);
  check_counts(successes, trials);
  if (trials == 0) return {0, 1};
  const MixtureEvidence evidence(successes, trials);
  const double threshold = -std::log(error.convert_to<double>()) + 0x1p-20;
  const double best = static_cast<double>(successes) / static_cast<double>(trials);
  return {successes == 0 ? Rational(0) : below(evidence.edge(best, 0, threshold)),
          successes == trials ? Rational(1) : above(evidence.edge(best, 1, threshold))};
}

Moments& Moments::operator+=(const Moments& other) {
  count += other.count;
  sum += other.sum;
  squares += other.squares;
  return *this;
}

namespace {

constexpr unsigned working_bits = 96;  // of logarithms and roots, and of what is kept of them

Rational rounded(const Rational& q, unsigned to_bits, bool up) {
  const Rational scaled = q * Rational(Integer(1) << to_bits);
  Integer whole = numerator_of(scaled) / denominator_of(scaled);  // q >= 0
  if (up && Rational(whole) != scaled) ++whole;
  return ratio(whole, Integer(1) << to_bits);
}

// psi(s) = -log(1 - s) - s, from above: what a stake s costs, per squared distance of a sample from the guess.
Rational price_of(const Rational& stake) {
  return rounded((-log(Interval(1 - stake, working_bits))).upper() - stake, working_bits, true);
}

}  // namespace

MeanSequence::MeanSequence(Integer largest, const Rational& error, std::uint64_t planned)
    : largest_(std::move(largest)), planned_(std::max<std::uint64_t>(planned, 1)) {
  check_error(error);
  if (largest_ <= 0)
    throw std::invalid_argument(
        fmt::format("a variable in [0, {}], expected a positive end", largest_.str()));
  log_two_over_error_ = rounded(log(Interval(2 / error, working_bits)).upper(), working_bits, true);
}

void MeanSequence::add(const Moments& block) {
  if (block.count == 0) return;
  const Rational count(block.count), scale(largest_);
  const Rational sum = Rational(block.sum) / scale, squares = Rational(block.squares) / (scale * scale);
  if (sum < 0 || squares > sum || sum > count || sum * sum > count * squares)
    throw std::invalid_argument(
        fmt::format("{} samples with sum {} and sum of squares {} are none of a variable in [0, {}]",
                    block.count, block.sum.str(), block.squares.str(), largest_.str()));

  // From the blocks before. The guesses of mean and variance begin at 1/2 and 1/4, worth one sample.
  const Rational seen(total_.count), seen_sum = Rational(total_.sum) / scale;
  const Rational seen_squares = Rational(total_.squares) / (scale * scale);
  const Rational mean = rounded((ratio(1, 2) + seen_sum) / (1 + seen), 40, false);
  const Rational variance =
      (ratio(1, 4) + seen_squares - 2 * mean * seen_sum + seen * mean * mean) / (1 + seen);
  // The stake that would make planned_ samples of this variance tell most: 1 / (1 + sqrt(v / 2L)).
  const Rational spread = rounded(planned_ * variance / (2 * log_two_over_error_), working_bits, true);
  const Rational stake =
      std::clamp<Rational>(rounded(1 / (1 + root(Interval(spread, working_bits), 2).upper()), 30, false),
                           ratio(1, 1 << 30), 1 - ratio(1, 1 << 20));

  const Rational distance = rounded(squares - 2 * mean * sum + count * mean * mean, working_bits, true);
  staked_ += stake * count;
  won_ += stake * sum;
  price_ += rounded(price_of(stake) * distance, working_bits, true);
  total_ += block;
}

ConfidenceInterval MeanSequence::interval() const {
  const Rational scale(largest_);
  if (total_.count == 0) return {0, scale};
  const Rational centre = won_ / staked_, radius = (log_two_over_error_ + price_) / staked_;
  const Rational lower = std::max<Rational>(0, centre - radius),
                 upper = std::min<Rational>(1, centre + radius);
  return {rounded(lower * scale, working_bits, false), rounded(upper * scale, working_bits, true)};
}

}  // namespace qed
