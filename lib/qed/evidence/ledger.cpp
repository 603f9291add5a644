#include "qed/evidence/ledger.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <sqlite3.h>

#include "qed/evidence/schema.hpp"
#include "qed/evidence/statement.hpp"
#include "qed/exact/number.hpp"

namespace qed::evidence {

namespace {

constexpr std::string_view between_ends = " .. ";
constexpr std::string_view infinite = "infinite";

// Of any length, unlike parse_rational: the ledger's own exact numbers are long where horizons are.
Rational parse_fraction(std::string_view text) {
  const auto integer = [&](std::string_view digits, bool sign) {
    const std::string_view unsigned_digits = sign && digits.starts_with('-') ? digits.substr(1) : digits;
    if (unsigned_digits.empty() || unsigned_digits.find_first_not_of("0123456789") != std::string_view::npos)
      throw std::invalid_argument(fmt::format("found \"{}\", expected p/q", text));
    return Integer(std::string(digits));
  };
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return Rational(integer(text, true));
  return ratio(integer(text.substr(0, slash), true), integer(text.substr(slash + 1), false));
}

}  // namespace

Rational Number::lower() const {
  return exact() ? parse_fraction(text)
                 : parse_rational(std::string_view(text).substr(0, text.find(between_ends)));
}

Rational Number::upper() const {
  if (exact()) return parse_fraction(text);
  return parse_rational(std::string_view(text).substr(text.find(between_ends) + between_ends.size()));
}

// ---------------------------------------------------------------------------------------------------------
// Reading

namespace {

// The columns of the view `ledger` that make a Row, in the order that read_row takes them.
constexpr std::string_view row_columns =
    "case_index, class_hash, kind, alpha, prior, actions, models, observations, horizon, steps, nanoseconds, "
    "claim, method, verdict, value, bound, ratio, vacuous, interesting, exercised, note";

template <class Word, std::size_t n>
Word word_of(const std::string& text, const std::array<Word, n>& words) {
  for (const Word word : words)
    if (text == to_string(word)) return word;
  throw std::invalid_argument(fmt::format("found \"{}\", expected one of its words", text));
}
constexpr std::array verdicts{Verdict::holds, Verdict::violated, Verdict::undecided, Verdict::not_applicable};
constexpr std::array methods{Method::exact, Method::certified, Method::sampled};

std::optional<Number> number_or_none(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  Number number{std::move(*text)};
  number.upper();  // throws where the text is no number
  return number;
}

Row read_row(const Statement& s) {
  Row row;
  Case& c = row.of;
  c.index = s.integer(0);
  c.class_hash = s.text(1);
  c.parameters.kind = s.text(2);
  c.parameters.alpha = parse_fraction(s.text(3));
  if (const auto prior = s.text_or_null(4)) c.parameters.prior = parse_fraction(*prior);
  c.parameters.actions = s.integer(5);
  c.parameters.models = s.integer(6);
  c.parameters.observations = s.integer(7);
  c.parameters.horizon = static_cast<unsigned>(s.integer(8));
  c.steps = static_cast<unsigned>(s.integer(9));
  c.took = std::chrono::nanoseconds(s.integer(10));
  Result& r = row.result;
  r.claim = s.text(11);
  r.method = word_of(s.text(12), methods);
  r.verdict = word_of(s.text(13), verdicts);
  r.value = number_or_none(s.text_or_null(14));
  r.bound = number_or_none(s.text_or_null(15));
  auto ratio = s.text_or_null(16);
  r.unbounded_ratio = ratio == infinite;
  if (!r.unbounded_ratio) r.ratio = number_or_none(std::move(ratio));
  r.vacuous = s.integer(17) != 0;
  r.interesting = s.integer(18) != 0;
  r.exercised = s.integer(19);
  r.note = s.text(20);
  return row;
}

std::uint64_t parse_count(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    throw std::invalid_argument(fmt::format("found \"{}\", expected a number below 2^64", text));
  return value;
}

Run read_run(sqlite3* database, const std::string& file) {
  Statement s(database, "SELECT sweep, spec, seed, max_states, version, cases FROM run");
  if (!s.step()) throw LedgerError(file + ": the ledger is damaged: its table \"run\" is empty");
  try {
    return {s.text(0), s.text(1), parse_count(s.text(2)), parse_count(s.text(3)), s.text(4), s.integer(5)};
  } catch (const std::invalid_argument& e) {
    throw LedgerError(fmt::format("{}: the ledger is damaged: table run: {}", file, e.what()));
  }
}

std::int64_t pragma(sqlite3* database, const std::string& name) {
  Statement s(database, "PRAGMA " + name);
  return s.step() ? static_cast<std::int64_t>(s.integer(0)) : 0;
}

bool is_empty(sqlite3* database) { return !Statement(database, "SELECT 1 FROM sqlite_schema").step(); }

// Ours, of this schema, whole.
void require_ledger(sqlite3* database, const std::string& file) {
  if (pragma(database, "application_id") != application_id)
    throw LedgerError(file + ": found another program's database, expected a ledger of qed evidence");
  if (const auto found = pragma(database, "user_version"); found != schema_version)
    throw LedgerError(
        fmt::format("{}: found a ledger of schema version {}, expected {}", file, found, schema_version));
  Statement check(database, "PRAGMA quick_check(1)");
  if (check.step() && check.text(0) != "ok")
    throw LedgerError(fmt::format("{}: the ledger is damaged: {}", file, check.text(0)));
}

// The difference that forbids two runs to share a ledger; empty where there is none.
std::string difference(const Run& held, const Run& wanted) {
  if (held.sweep != wanted.sweep)
    return fmt::format("the sweep \"{}\", not \"{}\"", held.sweep, wanted.sweep);
  if (held.spec != wanted.spec)
    return fmt::format("the sweep \"{}\" with other parameters: {}\n  not {}", held.sweep, held.spec,
                       wanted.spec);
  if (held.seed != wanted.seed) return fmt::format("seed {}, not {}", held.seed, wanted.seed);
  if (held.max_states != wanted.max_states)
    return fmt::format("--max-states {}, not {}", held.max_states, wanted.max_states);
  if (held.version != wanted.version)
    return fmt::format("what qed {} computed, and this is {}", held.version, wanted.version);
  return {};
}

}  // namespace

void Ledger::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

Ledger::Ledger(std::filesystem::path path, int flags) : path_(std::move(path)) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path_.c_str(), &opened, flags, nullptr);
  database_.reset(opened);
  if (result != SQLITE_OK)
    throw LedgerError(
        fmt::format("{}: {}", path_.string(), opened ? sqlite3_errmsg(opened) : "out of memory"));
  sqlite3_busy_timeout(opened, 2000);
}

Ledger Ledger::open(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path))
    throw LedgerError(path.string() + ": there is no such file, expected a ledger");
  if (!std::filesystem::is_regular_file(path))
    throw LedgerError(path.string() + ": found no file, expected a ledger");
  Ledger ledger(path, SQLITE_OPEN_READONLY);
  if (is_empty(ledger.database_.get()))
    throw LedgerError(path.string() + ": nothing has been written yet, expected a ledger");
  require_ledger(ledger.database_.get(), path.string());
  ledger.run_ = read_run(ledger.database_.get(), path.string());
  return ledger;
}

Ledger Ledger::resume(const std::filesystem::path& path, const Run& wanted) {
  Ledger ledger(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3* database = ledger.database_.get();
  if (!is_empty(database)) require_ledger(database, path.string());
  // One writer at a time, to which the lock belongs as long as it lives; so that no memory need be shared, and the
  // ledger may be on a network's disk. What is committed outlives a killed process, whatever it was at.
  execute(database,
          "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  Transaction transaction(database);
  if (is_empty(database)) {
    execute(database, schema);
    execute(database, fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id,
                                  schema_version));
    Statement s(database, "INSERT INTO run VALUES (1, ?, ?, ?, ?, ?, ?)");
    s.bind(1, wanted.sweep).bind(2, wanted.spec).bind(3, std::to_string(wanted.seed));
    s.bind(4, std::to_string(wanted.max_states)).bind(5, wanted.version).bind(6, wanted.cases).step();
  }
  ledger.run_ = read_run(database, path.string());
  if (const std::string other = difference(ledger.run_, wanted); !other.empty())
    throw LedgerError(fmt::format("{}: this ledger holds {}", path.string(), other));
  ledger.expect(wanted.cases);
  transaction.commit();
  return ledger;
}

void Ledger::expect(std::uint64_t cases) {
  if (cases <= run_.cases) return;
  Statement(database_.get(), "UPDATE run SET cases = ?").bind(1, cases).step();
  run_.cases = cases;
}

std::uint64_t Ledger::finished() const {
  Statement s(database_.get(), "SELECT count(*) FROM cases");
  s.step();
  return s.integer(0);
}

std::vector<std::uint64_t> Ledger::finished_cases() const {
  std::vector<std::uint64_t> found;
  Statement s(database_.get(), "SELECT case_index FROM cases ORDER BY case_index");
  while (s.step()) found.push_back(s.integer(0));
  return found;
}

std::vector<std::string> Ledger::claims() const {
  std::vector<std::string> found;
  Statement s(database_.get(), "SELECT DISTINCT claim FROM results ORDER BY claim");
  while (s.step()) found.push_back(s.text(0));
  return found;
}

std::string Ledger::class_text(std::string_view hash) const {
  Statement s(database_.get(), "SELECT text FROM classes WHERE hash = ?");
  if (!s.bind(1, hash).step())
    throw LedgerError(fmt::format("{}: there is no class with the hash {}", path_.string(), hash));
  return s.text(0);
}

std::optional<std::string> Ledger::class_hash(std::uint64_t case_index) const {
  if (case_index > INT64_MAX) return std::nullopt;
  Statement s(database_.get(), "SELECT class_hash FROM cases WHERE case_index = ?");
  if (!s.bind(1, case_index).step()) return std::nullopt;
  return s.text(0);
}

void Ledger::each(const std::function<void(const Row&)>& visit, std::string_view claim) const {
  Statement s(database_.get(), fmt::format("SELECT {} FROM ledger{} ORDER BY case_index, claim", row_columns,
                                           claim.empty() ? "" : " WHERE claim = ?"));
  if (!claim.empty()) s.bind(1, claim);
  while (s.step()) {
    const Row row = [&] {
      try {
        return read_row(s);
      } catch (const std::exception& e) {  // of the numbers
        throw LedgerError(
            fmt::format("{}: case {}, claim {}: {}", path_.string(), s.integer(0), s.text(11), e.what()));
      }
    }();
    visit(row);
  }
}

std::optional<Row> Ledger::tightest(std::string_view claim) const {
  std::optional<Row> best;
  std::optional<Rational> best_ratio;  // none beside a `best`: unbounded
  each(
      [&](const Row& row) {
        const Result& r = row.result;
        if (r.vacuous || r.verdict == Verdict::undecided || (best && !best_ratio) ||
            !(r.ratio || r.unbounded_ratio))
          return;
        std::optional<Rational> found;
        if (r.ratio) found = r.ratio->upper();
        if (best && found && *found <= *best_ratio) return;
        best = row;
        best_ratio = std::move(found);
      },
      claim);
  return best;
}

// ---------------------------------------------------------------------------------------------------------
// Writing

namespace {

void insert(sqlite3* database, const FinishedCase& finished) {
  const Case& c = finished.of;
  const Parameters& p = c.parameters;
  // The same class may be there already, from another case.
  Statement(database, "INSERT OR IGNORE INTO classes VALUES (?, ?)")
      .bind(1, c.class_hash)
      .bind(2, finished.class_text)
      .step();
  std::optional<std::string> prior;
  if (p.prior) prior = to_string(*p.prior);
  Statement row(database, "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.bind(1, c.index)
      .bind(2, c.class_hash)
      .bind(3, p.kind)
      .bind(4, to_string(p.alpha))
      .bind_or_null(5, prior);
  row.bind(6, p.actions).bind(7, p.models).bind(8, p.observations).bind(9, std::uint64_t{p.horizon});
  row.bind(10, std::uint64_t{c.steps}).bind(11, static_cast<std::uint64_t>(c.took.count())).step();
  Statement s(database, "INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const auto text = [](const std::optional<Number>& n) { return n ? std::optional(n->text) : std::nullopt; };
  for (const Result& r : finished.results) {
    s.bind(1, c.index).bind(2, r.claim).bind(3, to_string(r.method)).bind(4, to_string(r.verdict));
    s.bind_or_null(5, text(r.value)).bind_or_null(6, text(r.bound));
    s.bind_or_null(7, r.unbounded_ratio ? std::optional(std::string(infinite)) : text(r.ratio));
    s.bind(8, std::uint64_t{r.vacuous})
        .bind(9, std::uint64_t{r.interesting})
        .bind(10, r.exercised)
        .bind(11, r.note);
    s.step();
    s.reset();
  }
}

}  // namespace

void Ledger::add(const std::vector<FinishedCase>& cases) {
  Transaction transaction(database_.get());
  for (const FinishedCase& finished : cases) insert(database_.get(), finished);
  transaction.commit();
}

namespace {

// What both have and differ in, as SELECTs over the columns of a table, both ways round.
std::string disagreement(const std::string& table, const std::string& columns) {
  const auto less = [&](const std::string& a, const std::string& b) {
    return fmt::format(
        "SELECT {0} FROM {1}.{3} WHERE case_index IN (SELECT case_index FROM {2}.cases) "
        "EXCEPT SELECT {0} FROM {2}.{3}",
        columns, a, b, table);
  };
  return fmt::format("SELECT * FROM ({}) UNION ALL SELECT * FROM ({}) ORDER BY 1, 2 LIMIT 1",
                     less("main", "other"), less("other", "main"));
}

constexpr const char* case_columns =
    "case_index, class_hash, kind, alpha, prior, actions, models, observations, horizon, steps";

// Attached while this lives.
class Attached {
 public:
  Attached(sqlite3* database, const std::filesystem::path& path) : database_(database) {
    Statement(database, "ATTACH ? AS other").bind(1, path.string()).step();
    // Not ours alone: whoever reads it has it open too.
    execute(database, "PRAGMA other.locking_mode = NORMAL");
  }
  ~Attached() { sqlite3_exec(database_, "DETACH other", nullptr, nullptr, nullptr); }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;

 private:
  sqlite3* database_;
};

}  // namespace

void Ledger::merge(const Ledger& other) {
  if (const std::string reason = difference(run_, other.run_); !reason.empty())
    throw LedgerError(fmt::format("{} cannot be merged into {}, which holds {}", other.path_.string(),
                                  path_.string(), reason));
  const Attached attached(database_.get(), other.path_);
  Transaction transaction(database_.get());
  if (Statement s(database_.get(), disagreement("cases", case_columns)); s.step())
    throw LedgerError(
        fmt::format("{} and {} differ in case {}", path_.string(), other.path_.string(), s.integer(0)));
  if (Statement s(database_.get(), disagreement("results", "*")); s.step())
    throw LedgerError(fmt::format("{} and {} differ in case {}, claim {}", path_.string(),
                                  other.path_.string(), s.integer(0), s.text(1)));
  expect(other.run_.cases);
  execute(database_.get(),
          "INSERT OR IGNORE INTO main.classes SELECT * FROM other.classes;"
          // Results first: what is new is known by its cases.
          "INSERT INTO main.results SELECT * FROM other.results"
          "  WHERE case_index NOT IN (SELECT case_index FROM main.cases);"
          "INSERT INTO main.cases SELECT * FROM other.cases"
          "  WHERE case_index NOT IN (SELECT case_index FROM main.cases)");
  transaction.commit();
}

void Ledger::close() {
  execute(database_.get(), "PRAGMA journal_mode = DELETE");
  database_.reset();
}

}  // namespace qed::evidence
