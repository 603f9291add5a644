#include "qed/evaluate/coefficients.hpp"

#include "qed/exact/limbs.hpp"

namespace qed {

CoefficientIndex Coefficients::intern(const Rational& probability) {
  const auto [entry, is_new] = index_.try_emplace(probability, static_cast<CoefficientIndex>(probabilities_.size()));
  if (!is_new) return entry->second;
  probabilities_.push_back(&entry->first);
  const auto scaled = [this](const Rational& p) {
    return to_limbs(numerator_of(p) * (denominator_ / denominator_of(p)));
  };
  const Integer denominator = lcm(denominator_, denominator_of(probability));
  if (denominator != denominator_) {
    denominator_ = denominator;
    for (std::size_t i = 0; i + 1 < probabilities_.size(); ++i) limbs_[i] = scaled(*probabilities_[i]);
  }
  limbs_.push_back(scaled(probability));
  return entry->second;
}

void Coefficients::clear() {
  index_.clear();
  probabilities_.clear();
  limbs_.clear();
  denominator_ = 1;
}

}  // namespace qed
