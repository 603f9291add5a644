// A law over finitely many outcomes: non-negative rationals that sum to exactly 1.
#pragma once

#include <concepts>
#include <initializer_list>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// Shape   one probability per outcome, at least one outcome.
// Exact   no rounding; the sum is compared with == 1.
// Throws  std::invalid_argument naming the offending entry, or the sum that is not 1.
class Distribution {
 public:
  explicit Distribution(std::vector<Rational> probabilities);
  template <std::floating_point T>
  explicit Distribution(std::initializer_list<T>) = delete;  // binary floating point is not what was meant

  static Distribution uniform(std::size_t outcomes);
  static Distribution certain(std::size_t outcome, std::size_t outcomes);

  std::size_t size() const { return probabilities_.size(); }
  const Rational& operator[](std::size_t outcome) const { return probabilities_[outcome]; }
  std::span<const Rational> probabilities() const { return probabilities_; }
  auto begin() const { return probabilities_.begin(); }
  auto end() const { return probabilities_.end(); }
  friend bool operator==(const Distribution&, const Distribution&) = default;

 private:
  std::vector<Rational> probabilities_;
};

}  // namespace qed
