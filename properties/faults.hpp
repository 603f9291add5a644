// The catalogue of broken imitators and broken evaluations, each a plausible mistake, and the kill matrix:
// which claim catches which fault, with the smallest counterexample found.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "properties/verify.hpp"
#include "qed/claims/check.hpp"

namespace qed::properties {

// A fault of the imitator (`imitator`), or of the evaluation of a claim (`distort`, applied to what the pass
// found).
struct Fault {
  std::string_view id;
  std::string_view mistake;  // what it does: the imitator …, the evaluation …
  std::optional<Imitator> imitator;
  std::function<void(const ModelClass&, Quantities&)> distort;  // empty for faults of the imitator
};

// In the order in which a step is taken: collecting, playing and asking, learning; then measuring.
std::span<const Fault> faults();
// Throws  std::invalid_argument naming the id where there is no such fault.
const Fault& fault(std::string_view id);

// Every claim (or those in `only`) on one class, under a fault. T and theta in a claim are the faulty
// imitator's own. A fault of the evaluation is not applied where a limit ended the pass: its quantities are
// of the whole horizon.
CheckResult check_with_fault(const ModelClass&, const Fault&, const EvaluateOptions& = {},
                             std::span<const std::string_view> only = {});

// Applies a fault of the evaluation to the check of an honest one; a fault of the imitator changes nothing.
void remeasure(const ModelClass&, const Fault&, CheckResult&);

// What stands in the place of a claim where no theorem sees a fault: the quantities found under the fault
// differ from what the slow twin, the oracle, finds of the cautious imitator.
inline constexpr std::string_view twin = "twin";

// Whether the tree of histories is small enough for the twin.
bool twin_can_enumerate(const ModelClass&);
// The first quantity that differs under the fault, with both numbers; empty where all are equal.
// Requires  twin_can_enumerate(c).
std::string twin_difference(const ModelClass& c, const Fault&);

// A pair of fault and what caught it, with the smallest class found on which it does.
struct Kill {
  const Fault* fault;
  std::string caught_by;              // claim id, or `twin`
  std::uint64_t cases_needed;         // cases, probes first, until it was caught
  ModelClass counterexample;          // shrunk, with its `counterexample` key filled in
  std::optional<ClaimResult> result;  // on the counterexample; none for the twin
  std::string detail;                 // the twin: what differs
};

struct KillMatrix {
  std::uint64_t seed = 0;
  std::uint64_t probes = 0;   // classes built by hand, run before the random ones
  std::uint64_t cases = 0;    // random classes
  std::uint64_t skipped = 0;  // pairs of fault and class that a limit ended
  std::vector<const Fault*> faults;
  std::vector<const Claim*> claims;  // those that decide on one class
  // kills[f][c]: how many classes violated claim c under fault f; last column: on how many the twin differs.
  std::vector<std::vector<std::uint64_t>> kills;
  // The same row for the cautious imitator, honestly measured: anything but 0 is a false alarm.
  std::vector<std::uint64_t> false_alarms;
  std::vector<Kill> smallest;  // one per (fault, claim) pair that was caught, smallest first per fault
  // Claims were named: each is to be broken by a fault, but a fault may be caught by a claim not named.
  bool some_claims = false;
  std::vector<const Fault*> survivors;  // caught by nothing: a defect of the suite; none where some_claims
  std::vector<const Claim*> unbroken;   // broken by no fault and not pure calculus: a defect of the suite
  std::chrono::duration<double> elapsed{};
  bool interrupted = false;  // what is here was found until then

  bool complete() const;
};

// Random cases where neither `cases` nor `budget` is given.
inline constexpr std::uint64_t default_kill_cases = 500;

// Runs every fault on the probes and on cases 0 … cases - 1 of the seed.
// From the options  seed, cases, budget, only (then without the twin), jobs, interrupted, progress. The
//                   budget is for the cases: those begun are finished, and KillMatrix::cases repeats the run.
// Result            depends on seed, cases and only; not on jobs.
KillMatrix kill_matrix(const VerifyOptions&);

// The classes built by hand for faults that random classes hardly ever catch.
std::span<const ModelClass> probes();

}  // namespace qed::properties
