#include "qed/training/retrodiction.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"

namespace qed {

namespace {

void require_shapes(const HiddenCause& cause, const Distribution& proposal, unsigned draws) {
  const std::size_t n = cause.prior.size();
  if (cause.likelihood.size() != n || proposal.size() != n)
    throw std::invalid_argument(fmt::format("{} likelihoods and a proposal over {}, expected {} of each",
                                            cause.likelihood.size(), proposal.size(), n));
  if (draws == 0) throw std::invalid_argument("found 0 draws, expected one or more");
  for (std::size_t z = 0; z < n; ++z) {
    const Rational& l = cause.likelihood[z];
    if (l < 0 || l > 1)
      throw std::invalid_argument(
          fmt::format("likelihood {}: found {}, expected a number from 0 to 1", z, to_string(l)));
    if (proposal[z] == 0 && cause.prior[z] * l > 0)
      throw std::invalid_argument(
          fmt::format("the proposal never draws {}, which has a part in the answer", z));
  }
}

// Of one draw.
std::map<Rational, Rational> weights_of(const HiddenCause& cause, const Distribution& proposal) {
  std::map<Rational, Rational> weights;
  for (std::size_t z = 0; z < proposal.size(); ++z)
    if (proposal[z] > 0) weights[cause.prior[z] * cause.likelihood[z] / proposal[z]] += proposal[z];
  return weights;
}

bool can_be_zero(const EstimateLaw& law) { return law.probability.contains(0); }

}  // namespace

Rational HiddenCause::probability() const {
  Rational p = 0;
  for (std::size_t z = 0; z < prior.size(); ++z) p += prior[z] * likelihood[z];
  return p;
}

Rational EstimateLaw::mean() const {
  Rational mean = 0;
  for (const auto& [value, p] : probability) mean += value * p;
  return mean;
}

Rational EstimateLaw::at_least(const Rational& c) const {
  Rational total = 0;
  for (auto at = probability.lower_bound(c); at != probability.end(); ++at) total += at->second;
  return total;
}

std::optional<LogSum> EstimateLaw::mean_log() const {
  if (can_be_zero(*this)) return std::nullopt;
  LogSum sum;
  add_mean_log(sum, 1);
  return sum;
}

void EstimateLaw::add_mean_log(LogSum& sum, const Rational& factor) const {
  for (const auto& [value, p] : probability) sum.add_log(factor * p, value);
}

Rational mean_of(const Rational& sum, unsigned draws) { return sum / draws; }

EstimateLaw importance_estimate(const HiddenCause& cause, const Distribution& proposal, unsigned draws,
                                const Combine& combine) {
  require_shapes(cause, proposal, draws);
  const auto one = weights_of(cause, proposal);
  std::map<Rational, Rational> sums{{0, 1}};
  for (unsigned k = 0; k < draws; ++k) {
    std::map<Rational, Rational> longer;
    for (const auto& [sum, p] : sums)
      for (const auto& [weight, q] : one) longer[sum + weight] += p * q;
    sums = std::move(longer);
  }
  EstimateLaw law;
  for (const auto& [sum, p] : sums) law.probability[combine(sum, draws)] += p;
  return law;
}

Rational effective_sample_size(const HiddenCause& cause, const Distribution& proposal, unsigned draws) {
  require_shapes(cause, proposal, draws);
  Rational mean = 0, square = 0;
  for (const auto& [weight, p] : weights_of(cause, proposal))
    mean += weight * p, square += weight * weight * p;
  if (square == 0) throw std::invalid_argument("the answer has probability 0: no draw is worth anything");
  return draws * mean * mean / square;
}

Comparison decide_retrodiction(const HiddenCause& cause, const Distribution& proposal, unsigned draws,
                               const Combine& combine) {
  const EstimateLaw now = importance_estimate(cause, proposal, draws, combine);
  const EstimateLaw next = importance_estimate(cause, proposal, draws + 1, combine);
  const Rational p = cause.probability();
  Comparison found = not_applicable();
  const auto take = [&](Comparison part, std::string what) {
    part.detail = std::move(what);
    if (worse(part, found)) found = std::move(part);
  };
  const Rational off = now.mean() - p;
  take(at_most(Rational(abs(off)), Rational(0)), "|E p̂ - p|");
  if (p > 0) {
    for (const long c : {2L, 4L, 8L})
      take(at_most(now.at_least(p * c), ratio(1, c)), fmt::format("P(p̂ >= {} p)", c));
    // As differences, in which equal logarithms cancel: a perfect proposal makes all three the same.
    if (!can_be_zero(next)) {
      LogSum above_exact;
      next.add_mean_log(above_exact, 1);
      above_exact.add_log(-1, p);
      take(at_most(above_exact, Rational(0)), fmt::format("L_{} - ln p", draws + 1));
    }
    if (!can_be_zero(next) && !can_be_zero(now)) {
      LogSum lost;
      now.add_mean_log(lost, 1);
      next.add_mean_log(lost, -1);
      take(at_most(lost, Rational(0)), fmt::format("L_{} - L_{}", draws, draws + 1));
    }
  }
  found.interesting = now.probability.size() > 1;
  return found;
}

}  // namespace qed
