// Computing the cases of a sweep into a ledger: on one machine here, on many in ranks.hpp.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "qed/evidence/ledger.hpp"
#include "qed/evidence/sweep.hpp"

namespace qed::evidence {

// What a ledger of this sweep, computed by this program, is asked to hold.
Run run_of(const Sweep&, std::uint64_t seed, std::uint64_t max_states, std::uint64_t cases);

// A case, from nothing but the sweep, the run's seed and its limit on states: every claim of the catalogue, exactly.
// Beyond the limit each claim that is not refuted by what was computed is undecided, and its note says why.
FinishedCase compute(const Sweep&, const Run&, std::uint64_t index);

// One of `of` parts of a sweep, for batch schedulers: the cases whose index leaves the remainder part - 1.
struct Shard {
  std::uint64_t part = 1, of = 1;
  bool holds(std::uint64_t index) const { return index % of == part - 1; }
};

// Of the first `cases` those that are in the shard, and not in the ledger.
std::vector<std::uint64_t> unfinished(const Ledger&, std::uint64_t cases, const Shard&);

struct RunOptions {
  unsigned jobs = 1;
  const std::atomic<bool>* interrupted = nullptr;  // cases under way are finished and kept, no more are begun
  std::function<void(std::uint64_t done)> progress;  // never from two threads at once
};

// Computes `indices` by `jobs` threads; `finished` gets each case as it is done, from one thread at a time.
// Result  how many were computed: all, unless interrupted.
std::uint64_t compute_all(const Sweep&, const Run&, const std::vector<std::uint64_t>& indices,
                          const RunOptions&, const std::function<void(FinishedCase)>& finished);

}  // namespace qed::evidence
