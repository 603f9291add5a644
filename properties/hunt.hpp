// A directed search for the class on which a claim is tightest: many short climbs from cold starts, each a walk of small
// moves (generators/moves.hpp) that accepts what is at least as tight as where it was a while ago. All exact: ratios
// are compared as rationals.
//
// A climb is drawn from (seed, its number) alone and has a fixed length, and what counts is always a first part of the
// climbs in their order: so a result depends on the seed and the number of evaluations, and not on the threads.
//
// What counts   violations, and cases that exercise the claim with a bound that says something and a ratio: P >= 0,
//               X_0 = 0 and 0/0 are no equalities. Nothing is tighter than a ratio of exactly 1, so the search ends there, and it
//               ends at a violation.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "properties/generators/moves.hpp"
#include "qed/claims/check.hpp"

namespace qed::properties {

struct HuntProgress {
  std::uint64_t evaluations;
  std::optional<std::uint64_t> evaluations_wanted;
  std::chrono::duration<double> elapsed;
  std::optional<Value> best;  // the largest ratio so far
};

struct HuntOptions {
  std::string claim;
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> evaluations;  // one of evaluations and budget, or both: whichever ends first
  std::optional<std::chrono::duration<double>> budget;
  unsigned jobs = 1;  // threads
  gen::Caps caps;
  Imitator imitator;
  const std::atomic<bool>* interrupted = nullptr;
  std::function<void(const HuntProgress&)> progress;
};

// Evaluation `evaluation` (from 1) raised the largest ratio to this.
struct Improvement {
  std::uint64_t evaluation;
  std::uint64_t climb;
  Value ratio;
};

struct Tightest {
  std::uint64_t evaluation;  // that found it
  ModelClass found;          // as found
  ModelClass smallest;       // shrunk, as long as the ratio does not fall
  ClaimResult result;        // on the smallest; over the cases that count
  unsigned shrinks = 0;

  bool violated() const { return result.worst.verdict == Verdict::violated; }
  bool attained() const;  // a ratio of exactly 1
};

struct HuntReport {
  const Claim* claim = nullptr;
  std::uint64_t seed = 1;
  std::uint64_t evaluations = 0;  // that count; those of shrinking come on top
  std::uint64_t climbs = 0;
  std::optional<Tightest> tightest;  // none where no class exercised the claim
  std::vector<Improvement> trace;
  std::chrono::duration<double> elapsed{};
  bool interrupted = false;
};

// Why there is nothing to hunt for; empty where there is. Some claims no class decides, and an equality has no ratio.
std::string why_not_hunted(const Claim&);

// The claim on a class, over the cases that count; none where there are none, or evaluating takes too long.
std::optional<ClaimResult> tightness(const Claim&, const ModelClass&, const Imitator& = {});

// Interrupted while several threads climb, everything that was done counts: `evaluations` then reaches to the end of the
// last climb begun.
// Throws  std::invalid_argument where the claim is unknown or not hunted, a cap is out of range, or nothing limits
//         the search.
HuntReport hunt(const HuntOptions&);

}  // namespace qed::properties
