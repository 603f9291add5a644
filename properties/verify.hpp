// The main job: every claim against randomized model classes. Case i of a run is drawn from (seed, i) alone,
// so that a case can be repeated, a run split over threads, and an interrupted run kept.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "qed/claims/check.hpp"

namespace qed::properties {

struct VerifyProgress {
  std::uint64_t cases;
  std::optional<std::uint64_t> cases_wanted;
  std::chrono::duration<double> elapsed;
  std::uint64_t violations;
};

struct VerifyOptions {
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> cases;  // one of cases and budget, or both: whichever ends first
  std::optional<std::chrono::duration<double>> budget;
  std::vector<std::string> only;  // claim ids; empty for all
  unsigned jobs = 1;              // threads
  Imitator imitator;
  std::size_t max_violations = 10;  // shrunk and kept, at most one per claim first
  const std::atomic<bool>* interrupted = nullptr;
  std::function<void(const VerifyProgress&)> progress;
  // Shown each case with what the claims came to, by one thread at a time, in any order.
  std::function<void(std::uint64_t index, const ModelClass&, const CheckResult&)> on_case;
};

// One line of the table of claims.
struct ClaimTally {
  const Claim* claim;
  std::uint64_t cases = 0;        // classes on which the claim applies
  std::uint64_t interesting = 0;  // classes that really exercise it
  std::uint64_t violations = 0;
  std::uint64_t undecided = 0;
  std::optional<Value> tightest;  // largest ratio seen
  std::uint64_t tightest_case = 0;
  Rational floor;  // the share of `interesting` that the generators promise
};

// How often the generated classes reach a branch that a property could miss. Branches of claims that are not run are
// left out.
struct Branch {
  std::string name;
  std::uint64_t reached = 0;
  Rational floor;
};

struct Violation {
  std::uint64_t case_index;
  ModelClass found;    // as drawn
  ModelClass shrunk;   // smallest that still violates, with its `counterexample` key filled in
  ClaimResult result;  // on the shrunk class
  unsigned shrinks = 0;
};

struct VerifyReport {
  std::uint64_t seed;
  std::uint64_t cases = 0;
  std::vector<ClaimTally> claims;
  std::vector<Branch> branches;
  std::vector<Violation> violations;
  std::chrono::duration<double> elapsed{};
  bool interrupted = false;
};

VerifyReport verify(const VerifyOptions&);

// Case i of a run, as drawn.
ModelClass generate_case(std::uint64_t seed, std::uint64_t index);

}  // namespace qed::properties
