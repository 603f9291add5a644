// Sampling, for classes and horizons out of exact reach: paths are drawn, and every quantity gets an interval that
// holds its true value but for a stated probability. Method *sampled*: never to be taken for exact or certified.
//
// What is exact  each path: its posterior, top sets and query probabilities, and the law of each of its steps.
// What is not    the averages. Probabilities get Clopper-Pearson intervals where all samples that were wanted were
//                drawn, and a confidence sequence where not; sums, bounded by the horizon, a confidence sequence.
// Reproducible   path i is a function of (seed, i). Paths are added up in blocks, in order: the same numbers for every
//                number of threads, and up to the last digits of the quantiles on every compiler.
//   Argument  proofs-notes/sampling.md
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>

#include "qed/evaluate/quantities.hpp"
#include "qed/evaluate/sampling/paths.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

struct SamplingProgress {
  std::uint64_t samples, wanted;
};

struct Sampled;

struct SamplingOptions {
  std::uint64_t samples = 10'000;  // paths; at least 1
  std::uint64_t seed = 1;
  Rational error = ratio(1, 100);  // the probability that any interval of the evaluation misses
  unsigned jobs = 1;               // threads; the imitator and custom policies are used by all of them
  const std::atomic<bool>* interrupted =
      nullptr;  // looked at between paths: what is done is kept, in whole blocks
  std::function<void(const SamplingProgress&)> progress;  // called once a block
  // Whether what is known is enough: asked after 1, 2, 4, 8, … blocks. With it, all intervals are sequences.
  std::function<bool(const Sampled&)> enough;
};

struct Sampled {
  enum class Ended { samples, enough, interrupted };

  // The ends of the intervals, member by member, and the averages. Exact at both ends: the horizon, the forced steps,
  // and where it is cheap P_dem of an event. The largest query probability and the largest top set are those of the
  // nodes visited, at the lower end; at the upper end 1 and the number of models. There are no occupancies. The product
  // is in [1, 2^N], and beyond `most_product_steps` steps no more is said of it: its average is then 0.
  Quantities lower, upper, mean;
  bool demonstrator_exact = true;  // P_dem of events

  std::uint64_t samples = 0, wanted = 0;
  Ended ended = Ended::samples;
  std::uint64_t intervals = 0;                    // that were stated
  Rational error;                                 // of all of them together
  std::uint64_t steps = 0;                        // nodes visited, one by one
  std::map<std::uint64_t, std::uint64_t> visits;  // of them, by the visitor's tag
  std::uint64_t nanoseconds = 0;

  static constexpr unsigned most_product_steps = 60;
};

// Paths are added up this many at a time.
inline constexpr std::uint64_t paths_per_block = 256;

// Throws  std::invalid_argument where no path is asked for, or the error is outside (0, 1); Defect where the class is
//         not valid; and as evaluate() where a user's own policy or imitator is not what it should be on some path.
// Memory  constant in the number of samples.
Sampled sample(const ModelClass&, const Imitator& = {}, const SamplingOptions& = {}, const PathVisitor& = {});

}  // namespace qed
