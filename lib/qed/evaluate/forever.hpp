// The infinite horizon: how much is ever asked, whether the truth stays for good, and how fast the expected product
// grows.
//
// From the node that a history reaches at step N, the sum of theta^3 still to come is at most (3/alpha) Phi on
// average (query-sum.md, remark), and the truth is still lost with probability at most alpha X (retention.md).
// So every pass over N steps encloses both, and the enclosures close as N grows. Where the unsettled nodes that can
// be reached are few, both are solutions of a linear system, and exact; and the growth rate of the expected
// product is the spectral radius of a non-negative matrix, exact where it is rational.
//   Argument  proofs-notes/forever.md
#pragma once

#include <cstdint>
#include <optional>

#include "qed/evaluate/evaluate.hpp"
#include "qed/exact/rational.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// lower <= true value <= upper; exact where they are equal.
struct Enclosed {
  Rational lower, upper;
  bool exact() const { return lower == upper; }
  Rational width() const { return upper - lower; }
};

struct Forever {
  std::optional<Enclosed> S3;  // E sum over all t of theta_t^3; none where it is infinite (a faulty imitator)
  std::optional<Enclosed> truth_retained;      // P(E_N for every N); none for an outside demonstrator
  std::optional<Enclosed> product_growth;      // lim (E prod_{t<N} (1 + theta_t))^(1/N)
  std::optional<std::size_t> unsettled_nodes;  // of the systems that were solved
  // By linear systems; otherwise from a pass.
  bool solved() const { return unsettled_nodes.has_value(); }
};

// The unsettled nodes that are looked at before a class counts as too large for linear systems.
inline constexpr std::size_t forever_nodes = 400;

// Why the systems were not solved. `long_numbers`: the solution has more digits than are found within seconds.
enum class Unsolved { without_flint, too_many_nodes, long_numbers, state_limit, memory_limit, interrupted };

struct ForeverOptions {
  std::size_t most_nodes = forever_nodes;
  Limits limits{};  // on the nodes that are held, and on the memory that these and the systems take
  // Looked at between nodes, systems and rounds: one system takes a second or two at the most.
  const std::atomic<bool>* interrupted = nullptr;
};

// By linear systems. None where they were not solved, and `why` says why.
// Exact   S3 and retention are rational; the growth is, or lies between its bounds.
// Cost    n nodes whose steps have probabilities of B bits over all rows give a solution of n numbers of about B bits
//         each, found in O(n B^2) by lifting, after O(n^3) for an inverse modulo a prime. B grows with the nodes and
//         with the digits of the class's probabilities; where n B^2 says more than seconds, they are not solved.
// Throws  as evaluate().
std::optional<Forever> solve_forever(const ModelClass&, const Imitator& = {}, const ForeverOptions& = {},
                                     Unsolved* why = nullptr);

// From a pass over N steps of the cautious imitator with EvaluateOptions::unspent: S3 and retention, enclosed.
// odds_left_out: from above, the sum of w(pi)/w(mu) over models that the class does not hold and that cannot be collected
// within the N steps (countable.md).
// Requires  the demonstrator inside the class, evaluation.unspent.
Forever enclose_forever(const ModelClass&, const Evaluation&, const Rational& odds_left_out = 0);

}  // namespace qed
