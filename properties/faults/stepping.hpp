// Faults of what is played and asked: the plausible mistakes in the law of one step.
//
// Each is the cautious imitator with another `step`. Every law is still one: it sums to 1, and where nothing
// is collected (no model is left) all of them ask, as the cautious imitator does.
#pragma once

#include <string_view>

#include "qed/imitation/imitator.hpp"

namespace qed::properties {

struct MeanInsteadOfMinimum : CautiousImitator<> {
  static constexpr std::string_view id = "mean-instead-of-minimum";
  static constexpr std::string_view mistake =
      "plays the posterior mean of the top models instead of their minimum, and never asks";
  StepLaw step(const Situation&, const TopSet&) const;
};

struct MaximumInsteadOfMinimum : CautiousImitator<> {
  static constexpr std::string_view id = "maximum-instead-of-minimum";
  static constexpr std::string_view mistake =
      "plays the largest probability that a top model gives, scaled down to a law";
  StepLaw step(const Situation&, const TopSet&) const;
};

struct FollowBestModel : CautiousImitator<> {
  static constexpr std::string_view id = "follow-best-model";
  static constexpr std::string_view mistake = "plays the best model's law, whatever else was collected";
  StepLaw step(const Situation&, const TopSet&) const;
};

struct RenormalisedMinimum : CautiousImitator<> {
  static constexpr std::string_view id = "renormalised-minimum";
  static constexpr std::string_view mistake =
      "scales the minimum up to a law instead of asking with what it leaves";
  StepLaw step(const Situation&, const TopSet&) const;
};

struct MinimumOverAllModels : CautiousImitator<> {
  static constexpr std::string_view id = "minimum-over-all-models";
  static constexpr std::string_view mistake =
      "takes the minimum over every model still possible, not over the top models";
  StepLaw step(const Situation&, const TopSet&) const;
  // Models that are not collected may disagree with the one that is: then it asks.
  bool settles() const { return false; }
};

struct AskWheneverTwoAreCollected : CautiousImitator<> {
  static constexpr std::string_view id = "ask-whenever-two-are-collected";
  static constexpr std::string_view mistake =
      "asks for certain while two models are collected, even where they agree";
  StepLaw step(const Situation&, const TopSet&) const;
};

struct HalfTheQueries : CautiousImitator<> {
  static constexpr std::string_view id = "half-the-queries";
  static constexpr std::string_view mistake =
      "spares the demonstrator every other query by following the best model instead";
  StepLaw step(const Situation&, const TopSet&) const;
};

struct ThetaFromTheMean : CautiousImitator<> {
  static constexpr std::string_view id = "theta-from-the-mean";
  static constexpr std::string_view mistake =
      "states how far the top models are from their mean as theta, and asks with what their minimum leaves";
  StepLaw step(const Situation&, const TopSet&) const;
};

struct QueryButPlayOwnAction : CautiousImitator<> {
  static constexpr std::string_view id = "query-but-play-own-action";
  static constexpr std::string_view mistake =
      "asks, then plays an action of the models' mean in place of the demonstrator's";
  StepLaw step(const Situation&, const TopSet&) const;
};

}  // namespace qed::properties
