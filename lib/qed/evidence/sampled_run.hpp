// One run of the cautious imitator, drawn at random, with exact posteriors along it: for looking, not for deciding.
#pragma once

#include <cstdint>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/model_class.hpp"

namespace qed::evidence {

struct SampledStep {
  std::vector<Rational>
      posterior;  // before the step, one per model, summing to 1; all 0 where none explains the past
  Rational query_probability;
  bool truth_collected;  // false for a demonstrator outside the class
  HistoryStep taken;
};

// Draws from RandomStream(seed, index). Exact  the posteriors and query probabilities; what is drawn has its law up to
// 2^-64 a draw.
// Throws  as evaluate().
std::vector<SampledStep> sampled_run(const ModelClass&, std::uint64_t seed, std::uint64_t index = 0);

}  // namespace qed::evidence
