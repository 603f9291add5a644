// Mistakes in fitting a report to data by its moments.
#pragma once

#include <span>
#include <string_view>

#include "qed/scoring/moment_matching.hpp"

namespace qed::properties {

// The squares about the mean divided by n - 1.
struct VarianceOverOneLess {
  static constexpr std::string_view id = "variance-over-one-less";
  GaussianReport<Rational> operator()(std::span<const Rational> data) const {
    GaussianReport<Rational> fit = gaussian_fit(data);
    const Rational n(Integer(data.size()));
    fit.variance *= n / (n - 1);
    return fit;
  }
};

// The law of the data with its two last outcomes exchanged.
struct LawOfOtherMoments {
  static constexpr std::string_view id = "law-of-other-moments";
  Distribution operator()(const Distribution& law) const {
    std::vector<Rational> exchanged(law.probabilities().begin(), law.probabilities().end());
    std::swap(exchanged[exchanged.size() - 1], exchanged[exchanged.size() - 2]);
    return Distribution(std::move(exchanged));
  }
};

// Draws from a Gaussian law with its variance where its deviation belongs.
struct VarianceForDeviation {
  static constexpr std::string_view id = "variance-for-deviation";
  Rational operator()(const GaussianReport<Rational>& law, RandomStream& random) const {
    return draw(GaussianReport<Rational>{law.mean, law.variance * law.variance}, random);
  }
};

// Draws from a Gaussian law on one side of its mean.
struct DrawsOnOneSide {
  static constexpr std::string_view id = "draws-on-one-side";
  Rational operator()(const GaussianReport<Rational>& law, RandomStream& random) const {
    const Rational drawn = draw(law, random);
    return drawn < law.mean ? Rational(2 * law.mean - drawn) : drawn;
  }
};

// Draws with the law's mean and variance, but 2 deviations from the mean in 1 of 8 cases on either side, and else the mean.
struct DrawsOfThreeValues {
  static constexpr std::string_view id = "draws-of-three-values";
  Rational operator()(const GaussianReport<Rational>& law, RandomStream& random) const {
    const std::uint64_t which = random.below(8);
    const Rational far = 2 * root(Interval(law.variance, 96), 2).lower();
    return which == 0 ? Rational(law.mean - far) : which == 1 ? Rational(law.mean + far) : law.mean;
  }
};

}  // namespace qed::properties
