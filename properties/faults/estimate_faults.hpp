// Mistakes of those who train by an estimate of the score: of who maximises a bound, and of who counts models under parity
// constraints.
#pragma once

#include <string_view>

#include "qed/training/latent_training.hpp"
#include "qed/training/model_counting.hpp"

namespace qed::properties {

// A sign is lost: the bound is made small.
struct BoundMinimised {
  static constexpr std::string_view id = "bound-minimised";
  static std::size_t pick(const Objective& bound, const LatentTask& task) {
    std::size_t least = 0;
    for (std::size_t model = 1; model < task.models.size(); ++model) {
      LogSum difference;
      bound.add(difference, 1, model, task.human);
      bound.add(difference, -1, least, task.human);
      if (difference.enclosure(128).upper() < 0) least = model;
    }
    return least;
  }
};

// The constraints have no constant: an even number of bits is asked for, which the word of zeros always has.
struct ParityAlwaysEven {
  static constexpr std::string_view id = "parity-always-even";
  static std::vector<Parity> all(unsigned bits) {
    std::vector<Parity> even;
    for (const Parity& p : every_parity(bits))
      if (!p.odd) even.push_back(p);
    return even;
  }
};

// Each constraint looks at one bit: neighbours survive together.
struct OneBitParities {
  static constexpr std::string_view id = "one-bit-parities";
  static std::vector<Parity> all(unsigned bits) {
    std::vector<Parity> short_ones;
    for (unsigned i = 0; i < bits; ++i)
      for (const bool odd : {false, true}) short_ones.push_back({std::uint64_t{1} << i, odd});
    return short_ones;
  }
};

// The variance is taken at the estimate and not at each number that is asked about: no survivors, no doubt.
struct RangeFromTheEstimate {
  static constexpr std::string_view id = "range-from-the-estimate";
  static CountRange range(std::uint64_t survivors, unsigned constraints, const Rational& q, unsigned bits) {
    const Integer parts = Integer(1) << constraints, estimate = survivors * parts;
    CountRange range{estimate, estimate};
    const auto is_in = [&](const Integer& n) {
      return q * Rational((estimate - n) * (estimate - n)) <= Rational(estimate * (parts - 1));
    };
    while (range.least > 0 && is_in(range.least - 1)) --range.least;
    while (range.most < (Integer(1) << bits) && is_in(range.most + 1)) ++range.most;
    return range;
  }
};

}  // namespace qed::properties
