// The ledger of a sweep: one SQLite file that holds what each claim came to on each case, exactly, so that whoever
// doubts a number finds the class, the seed and the program that it came from.
//
// Tables (schema version 1; the view `ledger` joins them, one row for each case and claim):
//   run      one row: what was asked for. A ledger belongs to one sweep, seed, limit and version
//   classes  hash (SHA-256 of the class file) -> the class file
//   cases    a finished case: its parameters, the hash of its class, how far the evaluation went
//   results  (case, claim): method, verdict, value, bound, ratio, and whether the claim was really exercised
// A case is written in one transaction, its results before anyone can see it: it is there whole or not at all, whatever
// kills the writer, and whoever resumes computes exactly the cases that are not there.
//
// Numbers are text: "p/q" is exact; "lower .. upper" are certified ends in decimals, rounded outwards. Times are the
// only column that may differ between two ledgers of one sweep.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/exact/verdict.hpp"

struct sqlite3;

namespace qed::evidence {

// What is wrong with a ledger, or with using it so: names the file.
class LedgerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A number as the ledger holds it.
struct Number {
  std::string text;  // "p/q", "p" or "lower .. upper"
  bool exact() const { return text.find(" .. ") == std::string::npos; }
  // Of an exact number both are that number.   Throws  std::invalid_argument where the text is no number.
  Rational lower() const;
  Rational upper() const;
  friend bool operator==(const Number&, const Number&) = default;
};

// What was asked for. Two ledgers belong together where these agree, but for `cases`.
struct Run {
  std::string sweep;  // its name
  std::string spec;   // the whole of it, as canonical JSON
  std::uint64_t seed = 0;
  std::uint64_t max_states = 0;
  std::string version;      // "0.1.0 (commit)"
  std::uint64_t cases = 0;  // how many cases, 0 … cases - 1, the ledger is meant to hold
  friend bool operator==(const Run&, const Run&) = default;
};

// Where in the sweep a case is.
struct Parameters {
  std::string
      kind;  // of the models: iid, schedule, markov, automaton; or file, a class file of the user's own
  Rational alpha;
  std::optional<Rational> prior;  // of the truth; none where the demonstrator is outside the class
  std::uint64_t actions = 0, models = 0, observations = 0;
  unsigned horizon = 0;
  friend bool operator==(const Parameters&, const Parameters&) = default;
};

// What a claim came to on a case. Where `verdict` is undecided because a limit was reached, value and bound are those
// of the first `Case::steps` steps.
struct Result {
  std::string claim;
  Method method = Method::exact;
  Verdict verdict = Verdict::not_applicable;
  std::optional<Number> value, bound;
  std::optional<Number> ratio;   // none for 0/0
  bool unbounded_ratio = false;  // something over 0; `ratio` is none
  bool vacuous = false;          // the bound says nothing
  bool interesting = false;      // the claim was really exercised
  std::uint64_t exercised = 0;   // per-node claims: nodes that met the hypothesis
  std::string note;              // the event, the parameter, the reason
  friend bool operator==(const Result&, const Result&) = default;
};

struct Case {
  std::uint64_t index = 0;
  Parameters parameters;
  std::string class_hash;
  unsigned steps = 0;  // evaluated: the horizon, fewer where a limit was reached
  std::chrono::nanoseconds took{};
};

// A row of the view `ledger`; the run is the same for all.
struct Row {
  Case of;
  Result result;
};

// A case as it is written: with the class file that `of.class_hash` is the hash of.
struct FinishedCase {
  Case of;
  std::string class_text;
  std::vector<Result> results;
};

// An open ledger. Not for two threads at once.
// Throws  LedgerError wherever the file cannot be read or written, is no ledger or one of another schema.
class Ledger {
 public:
  // To read.   Throws  LedgerError also while another process writes.
  static Ledger open(const std::filesystem::path&);
  // To write: made where there is none, resumed where it is of the same run (`cases` may grow).
  // Throws  LedgerError naming what differs.
  static Ledger resume(const std::filesystem::path&, const Run&);

  const std::filesystem::path& path() const { return path_; }
  const Run& run() const { return run_; }
  std::uint64_t finished() const;                     // cases
  std::vector<std::uint64_t> finished_cases() const;  // ascending
  std::vector<std::string> claims() const;            // that have results, sorted
  std::string class_text(std::string_view hash) const;
  std::optional<std::string> class_hash(
      std::uint64_t case_index) const;  // none where the case is not finished

  // Every row in canonical order: by case, then by claim. With a claim, only its rows.
  void each(const std::function<void(const Row&)>&, std::string_view claim = {}) const;
  // The row of largest ratio (by upper ends; unbounded above all) among the claim's decided rows whose bound says
  // something, the first case of equal ones; none where there is no ratio. Exact comparison.
  std::optional<Row> tightest(std::string_view claim) const;

  // All of them or none.   Throws  LedgerError also where a case is there already.
  void add(const std::vector<FinishedCase>&);
  // Copies the cases that `other` has and this one has not; those that both have must agree but for the times.
  // Throws  LedgerError naming the difference in the run, or the case and claim that differ; then nothing is copied.
  void merge(const Ledger& other);
  // Ends writing: the ledger is one file then, without a journal beside it.
  void close();

 private:
  struct Close {
    void operator()(sqlite3*) const;
  };
  Ledger(std::filesystem::path, int flags);
  void expect(std::uint64_t cases);  // at least so many

  std::filesystem::path path_;
  std::unique_ptr<sqlite3, Close> database_;
  Run run_;
};

}  // namespace qed::evidence
