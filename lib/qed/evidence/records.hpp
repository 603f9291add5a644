// What a page counts: one record for each claim on each case, digested per claim. It is the same digest for the random
// cases of `qed verify` and for the rows of a ledger.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "qed/claims/check.hpp"
#include "qed/evaluate/forever.hpp"
#include "qed/exact/verdict.hpp"

namespace qed::evidence {

// One claim on one class. Numbers are as in Comparison; exact where their ends are equal.
struct Record {
  std::string claim;
  std::uint64_t index = 0;  // of the case: distinct cases have distinct ones
  Rational alpha;
  std::optional<Rational> prior;  // w(mu); none for a demonstrator outside the class
  unsigned horizon = 0;
  Verdict verdict = Verdict::not_applicable;
  Method method = Method::exact;
  bool vacuous = false, interesting = false;
  std::optional<Enclosed> value, bound, ratio;
};

// Method  `certified` where the value or the bound is known by an enclosure.
Record record_of(const ModelClass&, const ClaimResult&, std::uint64_t index);

struct Counts {
  std::uint64_t holds = 0, violated = 0, undecided = 0, not_applicable = 0;
  std::uint64_t exact = 0, certified = 0, sampled = 0;  // of those that hold or are violated
  std::uint64_t interesting = 0, vacuous = 0;           // of the applicable
  std::uint64_t applicable() const { return holds + violated + undecided; }
};

struct ClaimDigest {
  Counts counts;
  std::optional<Record>
      tightest;               // largest upper end of the ratio, the lowest index among equals; never vacuous
  std::vector<Record> drawn;  // for the figures: applicable, of the lowest indices, ascending
};

// Does not depend on the order in which records are added.
class Digest {
 public:
  // At most this many records of each claim are kept for the figures: those of the lowest indices.
  explicit Digest(std::size_t most_drawn = 600) : most_drawn_(most_drawn) {}
  void add(const Record&);
  // One that no record was about is empty.
  const ClaimDigest& of(const std::string& claim) const;
  std::size_t most_drawn() const { return most_drawn_; }

 private:
  std::size_t most_drawn_;
  std::map<std::string, ClaimDigest, std::less<>> claims_;
};

}  // namespace qed::evidence
