// Faults of what is collected: the plausible mistakes in the loop that makes the top model set.
//
// Each is the cautious imitator with another `top_set`; it asks, plays and learns by the book, so that one
// model collected still means that nothing is asked for good, and all of them settle.
#pragma once

#include <string_view>

#include "qed/imitation/imitator.hpp"
#include "qed/training/committing.hpp"

namespace qed::properties {

struct AlphaTimesTotal : CautiousImitator<> {
  static constexpr std::string_view id = "alpha-times-total";
  static constexpr std::string_view mistake =
      "compares a model with alpha times the weight of the whole class, not of those ranked above it";
  TopSet top_set(const Situation&) const;
};

struct AlphaTimesBestOnly : CautiousImitator<> {
  static constexpr std::string_view id = "alpha-times-best-only";
  static constexpr std::string_view mistake =
      "compares a model with alpha times the best weight, not with the sum of those ranked above it";
  TopSet top_set(const Situation&) const;
};

struct SumIncludesItself : CautiousImitator<> {
  static constexpr std::string_view id = "sum-includes-itself";
  static constexpr std::string_view mistake =
      "adds a model's weight to the sum before comparing it with alpha times the sum";
  TopSet top_set(const Situation&) const;
};

struct CollectBestOnly : MaximumPosterior {
  static constexpr std::string_view id = "collect-best-only";
  static constexpr std::string_view mistake =
      "commits to the model of largest posterior and collects no other";
};

struct DropFirstCollected : CautiousImitator<> {
  static constexpr std::string_view id = "drop-first-collected";
  static constexpr std::string_view mistake = "starts at the second collected model where there is one";
  TopSet top_set(const Situation&) const;
};

struct DropLastCollected : CautiousImitator<> {
  static constexpr std::string_view id = "drop-last-collected";
  static constexpr std::string_view mistake = "stops before the last collected model where there are several";
  TopSet top_set(const Situation&) const;
};

struct AscendingOrder : CautiousImitator<> {
  static constexpr std::string_view id = "ascending-order";
  static constexpr std::string_view mistake =
      "sorts the posterior ascending, and so collects from the worst model up";
  TopSet top_set(const Situation&) const;
};

struct DeclarationOrder : CautiousImitator<> {
  static constexpr std::string_view id = "declaration-order";
  static constexpr std::string_view mistake =
      "forgets to sort: collects in the order in which the models were declared";
  TopSet top_set(const Situation&) const;
};

struct TiesByTheWrongSide : CautiousImitator<> {
  static constexpr std::string_view id = "ties-by-the-wrong-side";
  static constexpr std::string_view mistake = "ranks the later declared of two models of equal weight first";
  TopSet top_set(const Situation&) const;
};

struct KeepAtThreshold : CautiousImitator<> {
  static constexpr std::string_view id = "keep-at-threshold";
  static constexpr std::string_view mistake =
      "keeps a model at exactly alpha times the sum although the threshold is strict";
  TopSet top_set(const Situation&) const;
};

struct DropAtThreshold : CautiousImitator<> {
  static constexpr std::string_view id = "drop-at-threshold";
  static constexpr std::string_view mistake =
      "drops a model at exactly alpha times the sum although the threshold is not strict";
  TopSet top_set(const Situation&) const;
};

}  // namespace qed::properties
