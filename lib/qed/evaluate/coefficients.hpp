// The transition probabilities of a class, as integers over one shared denominator.
//
// A class has few distinct transition probabilities; states name them by index. The shared denominator is the
// least common multiple of all that were named so far, so that a level's masses stay over one implied
// denominator and a transition is an integer multiply-add.
//
// Exact   probability(i) = limbs(i) / denominator().
// Cost    intern(): a look-up; of a new probability a least common multiple too, and where that is larger than the
//         denominator was, all coefficients are scaled anew. What reads is constant. Indices stay until clear().
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

using CoefficientIndex = std::uint32_t;

class Coefficients {
 public:
  CoefficientIndex intern(const Rational& probability);
  const Rational& probability(CoefficientIndex i) const { return *probabilities_[i]; }
  const Integer& denominator() const { return denominator_; }
  // probability(i) * denominator(), least significant limb first. Valid until the next intern().
  std::span<const std::uint64_t> limbs(CoefficientIndex i) const { return limbs_[i]; }
  // The same where it is one limb, as it nearly always is; 0 where it is longer.
  std::uint64_t word(CoefficientIndex i) const { return words_[i]; }
  void clear();
  std::uint64_t bytes() const;

 private:
  std::map<Rational, CoefficientIndex> index_;
  std::vector<const Rational*> probabilities_;
  void scale(CoefficientIndex);
  std::vector<std::vector<std::uint64_t>> limbs_;
  std::vector<std::uint64_t> words_;
  Integer denominator_ = 1;
};

}  // namespace qed
