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

}  // namespace qed::properties
