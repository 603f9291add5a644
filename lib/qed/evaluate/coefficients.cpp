#include "qed/evaluate/coefficients.hpp"

#include "qed/exact/held_bytes.hpp"
#include "qed/exact/limbs.hpp"

namespace qed {

CoefficientIndex Coefficients::intern(const Rational& probability) {
  const auto [entry, is_new] =
      index_.try_emplace(probability, static_cast<CoefficientIndex>(probabilities_.size()));
  if (!is_new) return entry->second;
  probabilities_.push_back(&entry->first);
  limbs_.emplace_back();
  words_.push_back(0);
  const Integer denominator = lcm(denominator_, denominator_of(probability));
  if (denominator != denominator_) {
    denominator_ = denominator;
    for (CoefficientIndex i = 0; i < entry->second; ++i) scale(i);
  }
  scale(entry->second);
  return entry->second;
}

void Coefficients::scale(CoefficientIndex i) {
  const Rational& p = *probabilities_[i];
  limbs_[i] = to_limbs(numerator_of(p) * (denominator_ / denominator_of(p)));
  words_[i] = limbs_[i].size() == 1 ? limbs_[i][0] : 0;
}

std::uint64_t Coefficients::bytes() const {
  constexpr std::uint64_t map_node = 96, fraction = 64;
  const std::uint64_t row = sizeof(limbs_[0]) + block_bytes((bit_length(denominator_) + 63) / 64 * 8);
  return probabilities_.size() * (map_node + fraction + row + sizeof(words_[0]) + sizeof(probabilities_[0]));
}

void Coefficients::clear() {
  index_.clear();
  probabilities_.clear();
  limbs_.clear();
  words_.clear();
  denominator_ = 1;
}

}  // namespace qed
