// The constant 3 of the query sum's bound is the best: a family of classes on which alpha S_3 / (1/w - 1) tends to 3.
//   [claim cubic-query-sum-lower], part (b)
//
// The environment shows whether a query happened, so that every model can compute everybody's odds. The alternatives
// come in batches of m, used one after the other; who is not named agrees with the demonstrator mu, who is uniform
// over the actions in use. Members of the batch in use start at odds just above the threshold. Of those who are still
// there, the *high* ones have at least 1/(1-s) times those odds, the *low* ones less; and the larger group, of k
// members, moves:
//   remove    the low ones: member i of k never plays action i, and the others equally often. theta = 1; the answer
//             refutes one member, and the odds of the other k - 1 grow by k/(k-1).
//   diffuse   the high ones: member i plays action i less often by a factor 1 - s. theta = s; a query lowers the odds
//             of one member by 1 - s, and raises those of the others by 1 + s/(k-1).
//   close     where neither group has two members: the survivors are refuted one by one. theta = 1.
// Every member is refuted once, at theta = 1, by remove or close; so a batch adds m + s^2 D to S_3(infinity), where D
// is the expected number of queries to diffuse, each of which takes 1/s steps. D is at most 2 m / s^2, and tends to it.
//
// Odds are kept as levels, whole numbers: logarithms in units of 2^-40, where gains are rounded down and losses up. They
// decide who is low, so that nothing rests on rounding; and they never exceed the true ones, so that all members of the
// batch in use are collected.
//   Argument  proofs-notes/constant-three.md
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "qed/evaluate/sampling/confidence.hpp"
#include "qed/exact/random_stream.hpp"
#include "qed/exact/rational.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// How a batch goes. Plain numbers, so that tests can spoil one.
struct BatchRule {
  std::size_t members;  // m
  Rational spread;      // s
  std::int64_t loss;    // of who is lowered by diffuse, -log(1 - s); a level of at least this is high
  std::vector<std::int64_t> removed, diffused;  // [k]: gains log(k/(k-1)) and log(1 + s/(k-1)); 0 for k < 2

  // Throws  std::invalid_argument where m is outside 2 … 10^5 or s outside [1/1000, 1/2].
  static BatchRule of(std::size_t members, const Rational& spread);

  // floor(2 m / s^2): no batch has more queries to diffuse.
  Integer most_diffused() const;
};

// The levels of a batch in use. Those who were refuted have -1.
using Batch = std::vector<std::int64_t>;

enum class BatchMove { remove, diffuse, close };
struct Movers {
  BatchMove move;
  std::vector<std::size_t> members;  // by number; to close, the first survivor
};
// Requires  a survivor.
Movers movers(const BatchRule&, const Batch&);
// The batch after a query that tells against movers.members[against].
Batch after_query(const BatchRule&, Batch, const Movers&, std::size_t against);

// The family for m, s and slack eps. Members start at odds alpha (1 + eps), alpha = eps / ((1 + eps) m 5^m); with B
// batches there are B m alternatives, and 1/w - 1 = B eps / 5^m.
struct ConstantThree {
  BatchRule rule;
  Rational slack = ratio(1, 1000);  // in (0, 1)

  Rational alpha() const;
  Rational demonstrator_prior(const Integer& batches) const;
  // alpha S_3(infinity) / (1/w - 1) where a batch adds this to the sum: it does not depend on the number of batches.
  Rational scaled(const Rational& batch_sum) const { return batch_sum / (rule.members * (1 + slack)); }

  // The class itself, as automata.
  // Throws  std::invalid_argument where batches = 0, the slack is out of range, or a batch has more than `most_states`
  //         states.
  ModelClass model_class(std::size_t batches, unsigned horizon, std::size_t most_states = 20'000) const;
};

struct BatchSum {
  Rational expected;         // E sum theta^3 of one batch
  std::uint64_t states = 0;  // merged states that were met
};
// Exact, over all time or over the first `steps` steps from the opening: one pass over batches whose members are
// exchangeable, so that only the multiset of levels counts.
// None where more than `most_states` states are met.
std::optional<BatchSum> expected_batch_sum(const BatchRule&, std::optional<unsigned> steps = {},
                                           std::uint64_t most_states = 200'000);

// The number of queries to diffuse in one batch, drawn: m + s^2 times its expectation is what a batch adds.
// Exact   integers throughout; only the answers are drawn.     Cost  O(1) for each of about 2 m / s^2 queries.
std::uint64_t draw_diffused(const BatchRule&, RandomStream&);

// What a batch adds to the sum, estimated from batches that are drawn one by one: a confidence sequence, which may be
// looked at after any number of them.
class BatchEstimate {
 public:
  // error, planned: as for MeanSequence.
  BatchEstimate(const BatchRule&, const Rational& error, std::uint64_t planned);

  void add(std::uint64_t diffused);  // of the next batch; the order counts
  std::uint64_t batches() const { return sequence_.total().count + block_.count; }
  ConfidenceInterval batch_sum() const;

 private:
  Rational members_, weight_;  // m, s^2
  MeanSequence sequence_;
  Moments block_;  // what has come since the last whole block
};

}  // namespace qed
