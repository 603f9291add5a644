#include "qed/exact/distribution.hpp"

#include <fmt/format.h>

namespace qed {

Distribution::Distribution(std::vector<Rational> probabilities) : probabilities_(std::move(probabilities)) {
  if (probabilities_.empty()) throw std::invalid_argument("a law needs at least one outcome");
  Rational sum = 0;
  for (std::size_t i = 0; i < probabilities_.size(); ++i) {
    if (probabilities_[i] < 0)
      throw std::invalid_argument(
          fmt::format("probability {} of outcome {} is negative", to_string(probabilities_[i]), i));
    sum += probabilities_[i];
  }
  if (sum != 1) throw std::invalid_argument(fmt::format("the law sums to {}, not to 1", to_string(sum)));
}

Distribution Distribution::uniform(std::size_t outcomes) {
  if (outcomes == 0) throw std::invalid_argument("a law needs at least one outcome");
  return Distribution(std::vector<Rational>(outcomes, ratio(1, outcomes)));
}

Distribution Distribution::certain(std::size_t outcome, std::size_t outcomes) {
  if (outcome >= outcomes)
    throw std::invalid_argument(
        fmt::format("outcome {} is outside a law over {} outcomes", outcome, outcomes));
  std::vector<Rational> p(outcomes, Rational(0));
  p[outcome] = 1;
  return Distribution(std::move(p));
}

}  // namespace qed
