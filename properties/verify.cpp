#include "properties/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <mutex>

#include "properties/coverage.hpp"
#include "properties/generators/model_class.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/in_parallel.hpp"

namespace qed::properties {
namespace {

using Clock = std::chrono::steady_clock;

// What one thread found. Merging is commutative, so the report does not depend on who did which case.
struct Findings {
  std::vector<ClaimTally> claims;
  std::vector<std::uint64_t> branches;
  std::vector<std::vector<std::uint64_t>> violated_by;  // per claim: its first violating cases
};

// The larger ratio, the earlier case among equals. Enclosures by their upper ends.
void keep_tightest(ClaimTally& tally, const Value& ratio, std::uint64_t index) {
  if (tally.tightest) {
    const Rational held = tally.tightest->upper(), offered = ratio.upper();
    if (offered < held || (offered == held && index >= tally.tightest_case)) return;
  }
  tally.tightest = ratio;
  tally.tightest_case = index;
}

void keep_first(std::vector<std::uint64_t>& cases, std::uint64_t index, std::size_t most) {
  cases.insert(std::ranges::upper_bound(cases, index), index);
  if (cases.size() > most) cases.pop_back();
}

class Run {
 public:
  explicit Run(const VerifyOptions& options) : options_(options) {
    if (!options.cases && !options.budget)
      throw std::invalid_argument("verify needs a number of cases, a time budget, or both");
    const auto& only = options.only;
    for (const std::string_view id : only)
      if (const auto elsewhere = decided_elsewhere(claim(id)); !elsewhere.empty())
        throw std::invalid_argument(elsewhere);
    for (const Claim& c : claims())
      if (c.on_classes() && (only.empty() || std::ranges::find(only, c.id) != only.end())) {
        selected_.push_back(&c);
        named_.push_back(c.id);
      }
    for (const BranchRule& rule : branch_rules())
      if (rule.claim.empty() || std::ranges::find(named_, rule.claim) != named_.end()) branches_.push_back(&rule);
    total_ = empty_findings();
  }

  VerifyReport report() {
    run_cases();
    VerifyReport report;
    report.seed = options_.seed;
    report.cases = done_;
    report.claims = total_.claims;
    for (std::size_t b = 0; b < branches_.size(); ++b)
      report.branches.push_back({std::string(branches_[b]->name), total_.branches[b], branches_[b]->floor});
    for (const auto& [claim, index] : violations_to_keep())
      report.violations.push_back(shrunk_violation(*claim, index));
    report.elapsed = elapsed();
    report.interrupted = interrupted();
    return report;
  }

 private:
  bool interrupted() const {
    return options_.interrupted && options_.interrupted->load(std::memory_order_relaxed);
  }
  std::chrono::duration<double> elapsed() const { return Clock::now() - started_; }

  Findings empty_findings() const {
    Findings f;
    for (const Claim* c : selected_) {
      ClaimTally tally{};
      tally.claim = c;
      tally.floor = interesting_floor(c->id);
      f.claims.push_back(std::move(tally));
    }
    f.branches.assign(branches_.size(), 0);
    f.violated_by.resize(selected_.size());
    return f;
  }

  void run_cases() {
    on_threads(
        options_.jobs, [this] { work(); }, [this] { tell_progress(); });
    if (failure_) std::rethrow_exception(failure_);
  }

  void tell_progress() const {
    if (options_.progress) options_.progress({done_, options_.cases, elapsed(), violations_});
  }

  // A case that was taken is finished: so what is done is always a prefix 0 … n - 1, which `cases = n`
  // repeats.
  std::optional<std::uint64_t> take_case() {
    if (interrupted() || stop_) return std::nullopt;
    if (options_.budget && elapsed() >= *options_.budget) return std::nullopt;
    const std::uint64_t index = next_.fetch_add(1);
    if (options_.cases && index >= *options_.cases) return std::nullopt;
    return index;
  }

  void work() {
    Findings mine = empty_findings();
    while (const auto index = take_case()) {
      try {
        run_case(*index, mine);
        ++done_;
      } catch (const std::exception& e) {
        fail(*index, e.what());
      }
    }
    const std::lock_guard lock(mutex_);
    merge(mine);
  }

  // An exception out of a case is a defect of the suite or of the imitator under test: the run ends and says
  // where.
  void fail(std::uint64_t index, const std::string& what) {
    stop_ = true;
    const std::lock_guard lock(mutex_);
    if (failure_ && failed_case_ < index) return;
    failed_case_ = index;
    failure_ = std::make_exception_ptr(
        std::runtime_error(fmt::format("case {} of seed {}: {}", index, options_.seed, what)));
  }

  void run_case(std::uint64_t index, Findings& mine) {
    const ModelClass c = generate_case(options_.seed, index);
    const auto seen = std::make_shared<Seen>();
    const CheckResult result = check(c, watched(options_.imitator, seen), {}, named_);
    for (std::size_t k = 0; k < selected_.size(); ++k)
      count(result.claims[k], index, mine.claims[k], mine.violated_by[k]);

    for (std::size_t b = 0; b < branches_.size(); ++b)
      mine.branches[b] += branches_[b]->reached({c, result.evaluation.quantities, *seen, result.claims});
    if (options_.on_case) {
      const std::lock_guard lock(mutex_);
      options_.on_case(index, c, result);
    }
  }

  void count(const ClaimResult& result, std::uint64_t index, ClaimTally& tally,
             std::vector<std::uint64_t>& violated_by) {
    const Comparison& worst = result.worst;
    if (worst.verdict == Verdict::not_applicable) return;
    ++tally.cases;
    tally.interesting += result.interesting > 0;
    tally.undecided += worst.verdict == Verdict::undecided;
    if (worst.ratio && !worst.vacuous) keep_tightest(tally, *worst.ratio, index);
    if (worst.verdict != Verdict::violated) return;
    ++tally.violations;
    ++violations_;
    keep_first(violated_by, index, options_.max_violations);
  }

  void merge(const Findings& mine) {
    for (std::size_t k = 0; k < selected_.size(); ++k) {
      ClaimTally& to = total_.claims[k];
      const ClaimTally& from = mine.claims[k];
      to.cases += from.cases;
      to.interesting += from.interesting;
      to.violations += from.violations;
      to.undecided += from.undecided;
      if (from.tightest) keep_tightest(to, *from.tightest, from.tightest_case);
      for (const std::uint64_t index : mine.violated_by[k])
        keep_first(total_.violated_by[k], index, options_.max_violations);
    }
    for (std::size_t b = 0; b < total_.branches.size(); ++b) total_.branches[b] += mine.branches[b];
  }

  // The first case of each claim; then, where there is room, the second of each, and so on.
  std::vector<std::pair<const Claim*, std::uint64_t>> violations_to_keep() const {
    std::vector<std::pair<const Claim*, std::uint64_t>> kept;
    for (std::size_t round = 0; round < options_.max_violations; ++round)
      for (std::size_t k = 0; k < selected_.size() && kept.size() < options_.max_violations; ++k)
        if (round < total_.violated_by[k].size())
          kept.emplace_back(selected_[k], total_.violated_by[k][round]);
    return kept;
  }

  Violation shrunk_violation(const Claim& violated, std::uint64_t index) const {
    const std::string_view only[] = {violated.id};
    const auto decide = [&](const ModelClass& c) {
      return check(c, options_.imitator, {}, only).claims.front();
    };
    const auto fails = [&](const ModelClass& c) {
      return !interrupted() && decide(c).worst.verdict == Verdict::violated;
    };

    const ModelClass found = generate_case(options_.seed, index);
    gen::Shrunk shrunk = gen::shrink(found, fails);
    ClaimResult result = decide(shrunk.smallest);
    shrunk.smallest.name = fmt::format("counterexample to {}", violated.id);
    shrunk.smallest.note = fmt::format("Shrunk from case {} of seed {}.", index, options_.seed);
    shrunk.smallest.counterexample =
        Provenance{std::string(violated.id), options_.imitator.name(), options_.seed, result.history};
    return {index, found, std::move(shrunk.smallest), std::move(result), shrunk.steps};
  }

  const VerifyOptions& options_;
  const Clock::time_point started_ = Clock::now();
  std::vector<const Claim*> selected_;
  std::vector<std::string_view> named_;  // their ids: a claim that is named is decided whatever it takes
  std::vector<const BranchRule*> branches_;
  std::atomic<std::uint64_t> next_ = 0, done_ = 0, violations_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;  // guards what follows
  Findings total_;
  std::exception_ptr failure_;
  std::uint64_t failed_case_ = 0;
};

}  // namespace

VerifyReport verify(const VerifyOptions& options) { return Run(options).report(); }

ModelClass generate_case(std::uint64_t seed, std::uint64_t index) {
  return gen::case_of(seed, index).value();
}

}  // namespace qed::properties
