// A sweep across machines, by MPI: rank 0 has the ledger and hands out cases, the others compute them. Only built
// where MPI and Boost.MPI are there (QED_WITH_MPI); and MPI is touched only by who asks for it here.
//
// A case is the same whoever computes it, so the ledger's contents do not depend on the number of ranks. Of a lost rank
// the cases are lost that it had not handed back; the launcher then ends the others, and a later run computes what is
// missing. So ranks are handed few cases at a time.
#pragma once

#include <memory>

#include "qed/evidence/run.hpp"

namespace qed::evidence {

// Whether this process was started by mpirun, srun or their like; MPI itself is not asked.
bool started_as_rank();

// MPI, from here to the end of this object's life; once in a process.
class Ranks {
 public:
  Ranks();
  ~Ranks();

  int rank() const;
  int size() const;

  // What rank 0 decided, told to all: whether to go on at all, and with which run.
  // Result  on the others: what rank 0 gave.
  std::optional<Run> agree(std::optional<Run>) const;

  // Rank 0: hands out the cases, and gives each to `finished` as it comes back. Alone, computes them itself.
  // Result  how many came back: all, unless interrupted.
  std::uint64_t hand_out(const Sweep&, const Run&, const std::vector<std::uint64_t>& indices,
                         const RunOptions&, const std::function<void(FinishedCase)>& finished) const;
  // Every other rank: computes what it is handed, by `jobs` threads, until there is no more.
  void serve(const Sweep&, const Run&, const RunOptions&) const;

  // Ends all ranks at once, with this exit status.
  [[noreturn]] void abort(int status) const;

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

}  // namespace qed::evidence
