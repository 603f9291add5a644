// The kill matrix: every fault on every class, then the smallest counterexample of each pair.
#include <algorithm>
#include <chrono>
#include <mutex>

#include "properties/faults.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/in_parallel.hpp"
#include "properties/oracle/enumerate.hpp"
#include "properties/twin.hpp"
#include "qed/model/class_file.hpp"

namespace qed::properties {

namespace {

using Clock = std::chrono::steady_clock;

// A faulty imitator may never settle; a class on which it meets more states than this is skipped, and
// counted.
constexpr Limits limits{.max_states = 2000};
constexpr unsigned most_shrink_tries = 2000;

// How hard a class is to read.
std::size_t reading_size(const ModelClass& c) { return write_class(c).size() + 10 * c.horizon; }

// What one class showed. Subjects are the faults in order, then the cautious imitator; columns are the
// claims, then the twin.
struct Shown {
  bool done = false;
  std::size_t size = 0;
  std::uint64_t skipped = 0;
  std::vector<std::vector<bool>> broken;  // [subject][column]
};

class Run {
 public:
  explicit Run(const VerifyOptions& options)
      : options_(options), only_(options.only.begin(), options.only.end()) {
    for (const std::string_view id : only_) claim(id);  // an unknown id is refused
    matrix_.seed = options.seed;
    matrix_.some_claims = !only_.empty();
    matrix_.probes = probes().size();
    for (const Fault& f : faults()) matrix_.faults.push_back(&f);
    for (const Claim& c : claims())
      if (c.on_classes() && (only_.empty() || std::ranges::find(only_, c.id) != only_.end()))
        matrix_.claims.push_back(&c);
    evaluate_.limits = limits;
    evaluate_.interrupted = options.interrupted;
  }

  KillMatrix finished() {
    show_all();
    count();
    shrink_all();
    judge();
    matrix_.interrupted = interrupted();
    matrix_.elapsed = Clock::now() - started_;
    return std::move(matrix_);
  }

 private:
  bool interrupted() const { return options_.interrupted && *options_.interrupted; }
  bool twin_asked() const { return only_.empty(); }
  std::size_t columns() const { return matrix_.claims.size() + 1; }

  ModelClass class_at(std::size_t index) const {
    return index < matrix_.probes ? probes()[index] : generate_case(options_.seed, index - matrix_.probes);
  }

  // What `check` broke; empty where a limit ended the pass.
  std::vector<bool> broken_by(const CheckResult& check, const std::optional<Quantities>& expected) const {
    if (check.evaluation.ended != Ended::horizon) return {};
    std::vector<bool> broken(columns(), false);
    for (std::size_t i = 0; i < check.claims.size(); ++i)
      broken[i] = check.claims[i].worst.verdict == Verdict::violated;
    broken.back() = expected && !difference(check.evaluation.quantities, *expected).empty();
    return broken;
  }

  Shown show(std::size_t index) const {
    const ModelClass c = class_at(index);
    std::optional<Quantities> expected;
    if (twin_asked() && twin_can_enumerate(c)) expected = oracle::enumerate(oracle::process_of(c));

    Shown shown;
    shown.size = reading_size(c);
    const CheckResult honest = check(c, Imitator{}, evaluate_, only_);
    for (const Fault* f : matrix_.faults) {
      if (interrupted()) return {};
      CheckResult faulty = f->imitator ? check(c, *f->imitator, evaluate_, only_) : honest;
      remeasure(c, *f, faulty);
      shown.broken.push_back(broken_by(faulty, expected));
    }
    shown.broken.push_back(broken_by(honest, expected));
    shown.skipped = static_cast<std::uint64_t>(
        std::ranges::count_if(shown.broken, [](const std::vector<bool>& b) { return b.empty(); }));
    shown.done = !interrupted();
    return shown;
  }

  // Every class, in order of index, until the cases or the budget are spent. What was begun is finished.
  void show_all() {
    const std::uint64_t cases = options_.cases.value_or(options_.budget ? UINT64_MAX : default_kill_cases);
    std::mutex mutex;
    const auto wanted = [&](std::size_t index) {
      if (interrupted()) return false;
      if (index < matrix_.probes) return true;
      return index - matrix_.probes < cases &&
             !(options_.budget && Clock::now() - started_ > *options_.budget);
    };
    in_parallel(options_.jobs, wanted, [&](std::size_t index) {
      Shown shown = show(index);
      const std::scoped_lock lock(mutex);
      if (shown_.size() <= index) shown_.resize(index + 1);
      shown_[index] = std::move(shown);
      report_progress(options_.cases || !options_.budget ? std::optional(cases) : std::nullopt);
    });
    // An interruption may leave gaps; what is kept is what a shorter run would have found.
    shown_.erase(std::ranges::find(shown_, false, &Shown::done), shown_.end());
    matrix_.cases = shown_.size() - std::min<std::size_t>(shown_.size(), matrix_.probes);
  }

  void report_progress(std::optional<std::uint64_t> cases) {
    ++finished_;
    if (!options_.progress) return;
    const auto random = finished_ - std::min<std::uint64_t>(finished_, matrix_.probes);
    options_.progress({random, cases, Clock::now() - started_, 0});
  }

  // Sums up the rows, and picks for each pair the class that is easiest to read.
  void count() {
    const std::size_t subjects = matrix_.faults.size() + 1;
    std::vector<std::vector<std::uint64_t>> kills(subjects, std::vector<std::uint64_t>(columns(), 0));
    std::vector<std::vector<std::optional<Start>>> starts(subjects,
                                                          std::vector<std::optional<Start>>(columns()));
    for (std::size_t index = 0; index < shown_.size(); ++index) {
      const Shown& shown = shown_[index];
      matrix_.skipped += shown.skipped;
      for (std::size_t s = 0; s < subjects; ++s)
        for (std::size_t column = 0; column < shown.broken[s].size(); ++column) {
          if (!shown.broken[s][column]) continue;
          ++kills[s][column];
          auto& start = starts[s][column];
          if (!start) start = Start{s, column, index, index + 1};
          if (shown.size < shown_[start->index].size) start->index = index;
        }
    }
    matrix_.false_alarms = std::move(kills.back());
    kills.pop_back();
    matrix_.kills = std::move(kills);
    starts.pop_back();
    for (const auto& row : starts)
      for (const auto& start : row)
        if (start) starts_.push_back(*start);
  }

  // Where the shrinking of a pair begins.
  struct Start {
    std::size_t fault, column;
    std::size_t index;  // of the class
    std::uint64_t cases_needed;
  };

  Kill smallest_from(const Start& start) const {
    const Fault& fault = *matrix_.faults[start.fault];
    const bool by_twin = start.column == matrix_.claims.size();
    const std::string_view id[] = {by_twin ? twin : matrix_.claims[start.column]->id};
    const auto check_of = [&](const ModelClass& c) { return check_with_fault(c, fault, evaluate_, id); };
    const auto fails = [&](const ModelClass& c) {
      if (interrupted()) return false;
      if (by_twin) return twin_can_enumerate(c) && !twin_difference(c, fault).empty();
      const CheckResult found = check_of(c);
      return found.evaluation.ended == Ended::horizon && found.claims[0].worst.verdict == Verdict::violated;
    };

    Kill kill{&fault,
              std::string(id[0]),
              start.cases_needed,
              gen::shrink(class_at(start.index), fails, most_shrink_tries).smallest,
              std::nullopt,
              {}};
    ModelClass& c = kill.counterexample;
    if (by_twin)
      kill.detail = twin_difference(c, fault);
    else
      kill.result = check_of(c).claims[0];
    c.name = std::string(fault.id) + " against " + kill.caught_by;
    c.note = (fault.imitator ? "The imitator " : "The evaluation ") + std::string(fault.mistake) + ".";
    c.counterexample = Provenance{kill.caught_by, std::string(fault.id), matrix_.seed,
                                  kill.result ? kill.result->history : History{}};
    return kill;
  }

  void shrink_all() {
    std::vector<std::optional<Kill>> kills(starts_.size());
    in_parallel(
        options_.jobs, [&](std::size_t i) { return i < starts_.size(); },
        [&](std::size_t i) { kills[i] = smallest_from(starts_[i]); });
    for (auto& kill : kills) matrix_.smallest.push_back(std::move(*kill));
    std::ranges::stable_sort(matrix_.smallest, [](const Kill& a, const Kill& b) {
      return a.fault != b.fault ? a.fault < b.fault
                                : reading_size(a.counterexample) < reading_size(b.counterexample);
    });
  }

  void judge() {
    for (std::size_t f = 0; f < matrix_.faults.size(); ++f)
      if (!matrix_.some_claims &&
          std::ranges::count(matrix_.kills[f], 0u) == static_cast<std::ptrdiff_t>(columns()))
        matrix_.survivors.push_back(matrix_.faults[f]);
    for (std::size_t column = 0; column < matrix_.claims.size(); ++column) {
      const bool broken =
          std::ranges::any_of(matrix_.kills, [&](const auto& row) { return row[column] > 0; });
      if (!broken && !matrix_.claims[column]->pure_calculus)
        matrix_.unbroken.push_back(matrix_.claims[column]);
    }
  }

  const VerifyOptions& options_;
  std::vector<std::string_view> only_;
  EvaluateOptions evaluate_;
  Clock::time_point started_ = Clock::now();
  std::vector<Shown> shown_;
  std::vector<Start> starts_;
  std::uint64_t finished_ = 0;
  KillMatrix matrix_;
};

}  // namespace

bool KillMatrix::complete() const {
  return survivors.empty() && unbroken.empty() &&
         std::ranges::all_of(false_alarms, [](std::uint64_t n) { return n == 0; });
}

KillMatrix kill_matrix(const VerifyOptions& options) { return Run(options).finished(); }

}  // namespace qed::properties
