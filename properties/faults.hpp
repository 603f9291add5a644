// The catalogue of broken imitators and broken evaluations, each a plausible mistake, and the kill matrix: which
// claim catches which fault, with the smallest counterexample found.
#pragma once

#include <atomic>
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

// A fault of the imitator (`imitator`), or of the evaluation of a claim (`distort`, applied to what the pass found).
struct Fault {
  std::string_view id;
  std::string_view mistake;                                      // one sentence
  std::optional<Imitator> imitator;
  std::function<void(const ModelClass&, Quantities&)> distort;   // empty for faults of the imitator
};

std::span<const Fault> faults();
const Fault& fault(std::string_view id);

// Every claim on one class, under a fault.
CheckResult check_with_fault(const ModelClass&, const Fault&);

struct Kill {
  const Fault* fault;
  std::string caught_by;           // claim id, or "twin"
  std::uint64_t cases_needed;      // cases drawn until it was caught
  ModelClass counterexample;       // shrunk
  std::optional<ClaimResult> result;
};

struct KillMatrix {
  std::uint64_t seed;
  std::vector<const Fault*> faults;
  std::vector<const Claim*> claims;
  // kills[f][c]: how many cases violated claim c under fault f; last column: cases on which the twin differs.
  std::vector<std::vector<std::uint64_t>> kills;
  std::vector<Kill> smallest;                  // at most one per (fault, claim) pair that was caught, smallest first per fault
  std::vector<const Fault*> survivors;         // caught by nothing: a defect of the suite
  std::vector<const Claim*> unbroken;          // broken by no fault and not pure calculus: a defect of the suite
  bool complete() const { return survivors.empty() && unbroken.empty(); }
};

KillMatrix kill_matrix(const VerifyOptions&);

}  // namespace qed::properties
