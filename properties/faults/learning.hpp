// Faults of what is learned: the plausible mistakes in the update of the posterior.
//
// Each is the cautious imitator with another `update`.
#pragma once

#include <string_view>

#include "qed/imitation/imitator.hpp"

namespace qed::properties {

struct UpdateOnOwnActions : CautiousImitator<> {
  static constexpr std::string_view id = "update-on-own-actions";
  static constexpr std::string_view mistake = "takes its own actions as evidence, besides the demonstrator's";
  Weights update(const Situation&, bool asked, ActionIndex) const;
  // It goes on learning from what it plays when it no longer asks.
  bool settles() const { return false; }
};

struct QueryBitInverted : CautiousImitator<> {
  static constexpr std::string_view id = "query-bit-inverted";
  static constexpr std::string_view mistake =
      "takes its own actions as evidence in place of the demonstrator's";
  Weights update(const Situation&, bool asked, ActionIndex) const;
  bool settles() const { return false; }
};

struct ForgetToUpdate : CautiousImitator<> {
  static constexpr std::string_view id = "forget-to-update-on-queries";
  static constexpr std::string_view mistake =
      "asks and plays the demonstrator's action, but learns nothing from it";
  Weights update(const Situation&, bool asked, ActionIndex) const;
};

struct LikelihoodCountedTwice : CautiousImitator<> {
  static constexpr std::string_view id = "likelihood-counted-twice";
  static constexpr std::string_view mistake =
      "multiplies each weight by the likelihood of a queried action twice";
  Weights update(const Situation&, bool asked, ActionIndex) const;
};

struct ZeroLikelihoodKept : CautiousImitator<> {
  static constexpr std::string_view id = "zero-likelihood-kept";
  static constexpr std::string_view mistake =
      "leaves the weight of a model as it is where the queried action refutes it";
  Weights update(const Situation&, bool asked, ActionIndex) const;
};

struct UpdateCollectedOnly : CautiousImitator<> {
  static constexpr std::string_view id = "update-collected-only";
  static constexpr std::string_view mistake =
      "updates the top models alone and leaves the weights of the others as they are";
  Weights update(const Situation&, bool asked, ActionIndex) const;
};

}  // namespace qed::properties
