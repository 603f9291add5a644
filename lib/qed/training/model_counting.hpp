// How many inputs a circuit has that make a wire true, estimated: random parity constraints leave about 1 in 2^m of them,
// few enough to be found one by one.        [claim model-counting]
//
// With Z the number of survivors of m independent random constraints on a set of N, E Z = N/2^m and Var Z = N 2^-m (1 - 2^-m),
// because any two members survive independently. So Chebyshev's inequality makes every N that is too far from Z 2^m
// unlikely, and what is left is a range that misses with probability at most q; the median of several Z does so much
// more rarely.
//
// Exact   the law of Z over all constraints, on small sets; ranges and their errors. Estimates are *sampled*: what is
//         said of them holds but for a stated probability.
// Source  S. Chakraborty, K. Meel, M. Vardi, A Scalable Approximate Model Counter (2013); how the range is made is ours.
// Note    proofs-notes/counting.md
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/training/circuit.hpp"
#include "qed/training/parity.hpp"

namespace qed {

// ---- What one hash leaves, over all hashes.

// From how many bits to the constraints, each of which is equally likely.
using ParityFamily = std::function<std::vector<Parity>(unsigned bits)>;

// The law of Z: by number of survivors.   Requires  at most 64 members, different, of at most 12 bits.
using SurvivorLaw = std::map<std::uint64_t, Rational>;
SurvivorLaw survivor_law(std::span<const std::uint64_t> members, unsigned bits, unsigned constraints,
                         const ParityFamily& = every_parity);

struct CountRange {
  Integer least, most;

  bool contains(const Integer& n) const { return least <= n && n <= most; }
  friend bool operator==(const CountRange&, const CountRange&) = default;
};

// Every N <= 2^bits with (Z 2^m - N)^2 <= Var(Z 2^m)/q = N (2^m - 1)/q. Misses the true N with probability q at most.
//
// Throws  std::invalid_argument where q is outside (0, 1).
CountRange count_range(std::uint64_t survivors, unsigned constraints, const Rational& q, unsigned bits);
using MakeRange = std::function<CountRange(std::uint64_t, unsigned, const Rational&, unsigned)>;

// P(at least half of the rounds miss), where each does with probability q: what the median's range misses with at most.
//
// Throws  std::invalid_argument where the number of rounds is even.
Rational median_error(unsigned rounds, const Rational& q);

// The equations and inequalities of the claim, over all hashes: mean, variance, Markov's and Chebyshev's inequality, how
// often the range of one Z, and of the median of so many, misses N.
//
// Value, bound  of the part of largest ratio; which it is, in the detail.
// Interesting   there are two members and a constraint.
Comparison decide_model_counting(std::span<const std::uint64_t> members, unsigned bits, unsigned constraints,
                                 const Rational& q, unsigned rounds, const ParityFamily& = every_parity,
                                 const MakeRange& = count_range);

// ---- Estimates.

struct CountingOptions {
  std::size_t pivot = 48;    // so many survivors at most are wanted, of one hash
  unsigned rounds = 9;       // odd
  Rational q = ratio(1, 8);  // of one round's range to miss
  std::uint64_t seed = 1;
  unsigned tried_bits = 16;  // where so many assignments, 2^this, meet the constraints, all are tried as well
};

struct CountEstimate {
  unsigned constraints = 0;              // m; 0: nothing was left out, and all were found
  std::vector<std::uint64_t> survivors;  // round by round; of 8 pivots or more: as many as that
  Integer estimate;                      // the median times 2^m
  CountRange range;                      // which holds the number ...
  Rational error;                        // ... but for this probability
  unsigned confirmed = 0;                // rounds whose survivors were also counted without the solver
};

// The number of constraints is chosen with hashes of its own; then each round draws new ones. A round's survivors are
// found by the solver; `confirmed` says in how many its last word, that there are no more, was not needed.
//
// Throws  NoModelCounting, BrokenInvariant as find_survivors (satisfying.hpp); BrokenInvariant where the solver and
//         count_by_trying disagree; std::invalid_argument where options are out of range.
CountEstimate approximate_count(const Circuit&, Circuit::Wire, const CountingOptions& = {});

}  // namespace qed
