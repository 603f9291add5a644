// qed evidence: a sweep into a ledger, on this machine or, under mpirun, on many.
#include "evidence.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "options.hpp"
#include "terminal.hpp"
#include "text.hpp"
#if QED_WITH_EVIDENCE
#include "ledger_report.hpp"
#include "page.hpp"
#include "qed/evidence/ranks.hpp"
#include "qed/evidence/run.hpp"
#include "qed/version.hpp"
#endif

namespace qed::tool {

Status refuse_without_evidence(std::string_view command) {
  complain(
      fmt::format("this qed was built without \"{}\", which needs SQLite, oneTBB and toml++ (Debian packages "
                  "libsqlite3-dev, libtbb-dev and libtomlplusplus-dev): install these, and build again",
                  command));
  return Status::bad_input;
}

namespace {

constexpr std::uint64_t default_max_states = 100'000;

struct EvidenceOptions {
  std::string out, sweep;
  std::uint64_t seed = 1, max_states = default_max_states, part = 1, parts = 1;
  std::optional<std::uint64_t> cases;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
  bool no_page = false;
  Format format = Format::text;
};

// "2/3": the second of three.
void parse_shard(const std::string& text, EvidenceOptions& o) {
  const char* const last = text.data() + text.size();
  const auto [slash, first_error] = std::from_chars(text.data(), last, o.part);
  if (first_error == std::errc{} && slash != last && *slash == '/') {
    const auto [end, error] = std::from_chars(slash + 1, last, o.parts);
    if (error == std::errc{} && end == last && 1 <= o.part && o.part <= o.parts) return;
  }
  refuse("--shard", fmt::format("found \"{}\", expected I/N with 1 <= I <= N, such as 2/3", text));
}

#if QED_WITH_EVIDENCE

using evidence::Ledger;
using evidence::Run;
using evidence::Sweep;

// What the command line asks for, of this program.
Run wanted_run(const Sweep& sweep, const EvidenceOptions& o) {
  const std::uint64_t cases = o.cases.value_or(sweep.cases());
  if (cases > sweep.cases() && !sweep.unending())
    throw std::runtime_error(
        fmt::format("--cases: found {}, expected at most {}: the sweep \"{}\" has no grid to draw more from",
                    cases, sweep.cases(), sweep.name));
  return evidence::run_of(sweep, o.seed, o.max_states, cases);
}

Ledger open_ledger(const std::filesystem::path& folder, const Run& run) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error || !std::filesystem::is_directory(folder))
    throw std::runtime_error(fmt::format("--out: {} cannot be made a folder{}", folder.string(),
                                         error ? fmt::format(" ({})", error.message()) : ""));
  return Ledger::resume(folder / "ledger.sqlite", run);
}

std::string repeat_line(const EvidenceOptions& o, const Run& run) {
  std::string line = fmt::format("qed evidence --out {} --seed {} --cases {}", o.out, o.seed, run.cases);
  if (!o.sweep.empty()) line += " --sweep " + o.sweep;
  if (o.max_states != default_max_states) line += fmt::format(" --max-states {}", o.max_states);
  if (o.parts > 1) line += fmt::format(" --shard {}/{}", o.part, o.parts);
  return line;
}

// How the missing cases are computed: here, or by other ranks.
using Compute =
    std::function<std::uint64_t(const std::vector<std::uint64_t>& indices, const evidence::RunOptions&,
                                const std::function<void(evidence::FinishedCase)>&)>;

struct Computed {
  std::uint64_t cases = 0, missing = 0;
  std::chrono::duration<double> elapsed{};
};

Computed compute_missing(Ledger& ledger, const EvidenceOptions& o, const Compute& compute) {
  const auto started = std::chrono::steady_clock::now();
  // A ledger that is meant to hold more is finished, unless fewer are asked for now.
  const auto indices = evidence::unfinished(ledger, o.cases.value_or(ledger.run().cases), {o.part, o.parts});
  ProgressLine line;
  evidence::RunOptions how;
  how.jobs = o.jobs;
  how.interrupted = &interruption();
  how.progress = [&](std::uint64_t done) {
    line.show(fmt::format("{} of {}", done, count_text(indices.size(), "case", "cases")));
  };
  Computed found;
  found.cases = compute(indices, how, [&](evidence::FinishedCase one) { ledger.add({std::move(one)}); });
  found.missing = indices.size() - found.cases;
  found.elapsed = std::chrono::steady_clock::now() - started;
  return found;
}

// The report is printed before, so that nothing that happens here can lose it.
Status write_page(const Ledger& ledger, const EvidenceOptions& o, const std::string& repeat) {
  try {
    print(fmt::format("  page: {}\n", printable(write_ledger_page(ledger, o.out, o.seed, repeat))));
    return Status::holds;
  } catch (const std::exception& e) {
    complain(e.what());
    return Status::bad_input;
  }
}

Status report(const Ledger& ledger, const EvidenceOptions& o, const Computed& computed) {
  const auto summaries = summary_of(ledger);
  Status status = status_of(summaries);
  if (computed.missing > 0) status = worse(status, Status::undecided);
  const std::string repeat = repeat_line(o, ledger.run());
  if (o.format == Format::json) {
    Json json = ledger_json(ledger, summaries);
    json["computed"] = computed.cases;
    json["missing"] = computed.missing;
    json["seconds"] = computed.elapsed.count();
    json["repeat"] = repeat;
    print(dump(json));
    return status;
  }
  const Style style = Style::of_stdout();
  std::string text = ledger_text(ledger, summaries, style) + "\n";
  if (computed.missing > 0)
    text += "  " +
            style(Tone::doubtful, fmt::format("interrupted: {} to go; the same command computes them",
                                              count_text(computed.missing, "case", "cases"))) +
            "\n";
  text += fmt::format("  {} computed in {}\n", count_text(computed.cases, "case", "cases"),
                      duration_text(computed.elapsed.count()));
  print(text + fmt::format("  repeat: {}\n", repeat));
  return o.no_page ? status : worse(status, write_page(ledger, o, repeat));
}

Status compute_and_report(Ledger ledger, const EvidenceOptions& o, const Compute& compute) {
  const Computed computed = compute_missing(ledger, o, compute);
  const auto path = ledger.path();
  ledger.close();
  return report(Ledger::open(path), o, computed);
}

Status run_alone(const EvidenceOptions& o) {
  const Sweep sweep = o.sweep.empty() ? Sweep::standard() : Sweep::read(o.sweep);
  Ledger ledger = open_ledger(o.out, wanted_run(sweep, o));
  const Run run = ledger.run();
  return compute_and_report(std::move(ledger), o,
                            [&](const auto& indices, const auto& how, const auto& finished) {
                              return evidence::compute_all(sweep, run, indices, how, finished);
                            });
}

#if QED_WITH_MPI

// Rank 0 has the ledger, and speaks for all.
Status run_first(const EvidenceOptions& o, const evidence::Ranks& ranks) {
  std::optional<Sweep> sweep;
  std::optional<Ledger> ledger;
  try {
    sweep = o.sweep.empty() ? Sweep::standard() : Sweep::read(o.sweep);
    ledger = open_ledger(o.out, wanted_run(*sweep, o));
  } catch (const std::exception& e) {  // not to leave MPI by: it would end the others before this is said
    ranks.agree(std::nullopt);
    complain(e.what());
    return Status::bad_input;
  }
  const Run run = ledger->run();
  ranks.agree(run);
  try {
    return compute_and_report(std::move(*ledger), o,
                              [&](const auto& indices, const auto& how, const auto& finished) {
                                return ranks.hand_out(*sweep, run, indices, how, finished);
                              });
  } catch (const std::exception& e) {
    complain(e.what());
    ranks.abort(static_cast<int>(Status::bad_input));
  }
}

// The status of a run is that of rank 0.
Status run_other(const EvidenceOptions& o, const evidence::Ranks& ranks) {
  const std::optional<Run> run = ranks.agree(std::nullopt);
  if (!run) return Status::holds;
  try {
    const Sweep sweep = o.sweep.empty() ? Sweep::standard() : Sweep::read(o.sweep);
    Run own = wanted_run(sweep, o);
    own.cases = run->cases;
    if (own != *run)
      throw std::runtime_error(fmt::format("rank {} has another sweep or another qed ({}) than rank 0 ({})",
                                           ranks.rank(), own.version, run->version));
    evidence::RunOptions how;
    how.jobs = o.jobs;
    how.interrupted = &interruption();
    ranks.serve(sweep, *run, how);
  } catch (const std::exception& e) {
    complain(e.what());
    ranks.abort(static_cast<int>(Status::bad_input));
  }
  return Status::holds;
}

#endif

Status run_evidence(EvidenceOptions o, bool jobs_given) {
#if QED_WITH_MPI
  if (evidence::started_as_rank()) {
    const evidence::Ranks ranks;
    if (!jobs_given && ranks.size() > 1) o.jobs = 1;  // a rank for each processor is what launchers start
    return ranks.rank() == 0 ? run_first(o, ranks) : run_other(o, ranks);
  }
#else
  if (const char* size = std::getenv("OMPI_COMM_WORLD_SIZE"); size && size != std::string_view("1")) {
    complain(
        "this qed was built without MPI (Debian packages libopenmpi-dev and libboost-mpi-dev); without it, "
        "split a sweep by --shard and qed ledger merge");
    return Status::bad_input;
  }
  (void)jobs_given;
#endif
  return run_alone(o);
}

#else

Status run_evidence(const EvidenceOptions&, bool) { return refuse_without_evidence("evidence"); }

#endif

}  // namespace

Command add_evidence(CLI::App& parent) {
  constexpr auto any = std::numeric_limits<std::uint64_t>::max();
  auto o = std::make_shared<EvidenceOptions>();
  CLI::App& app =
      add_command(parent, "evidence", "The claims about classes over a sweep of them, kept in a ledger");
  require(add_text(
      app, "--out", "DIR",
      "Where the ledger is, or will be: DIR/ledger.sqlite. What it holds already is not computed again",
      [o](const std::string& folder) { o->out = folder; }));
  add_text(app, "--sweep", "FILE", "A sweep of your own (TOML), in place of the standard one",
           [o](const std::string& file) { o->sweep = file; });
  add_count(app, "--cases", "The first N cases of the sweep: fewer, or more classes drawn from its grid", 1,
            std::uint64_t{1} << 40, [o](std::uint64_t n) { o->cases = n; });
  add_seed(app, o->seed, "Every class is drawn from it (1 by default); random draws a fresh seed");
  add_text(app, "--shard", "I/N",
           "Only the I-th of N parts, for batch schedulers; qed ledger merge joins them",
           [o](const std::string& text) { parse_shard(text, *o); });
  add_count(app, "--max-states",
            fmt::format("A case that needs more merged states at once is undecided ({} by default)",
                        default_max_states),
            1, any, [o](std::uint64_t n) { o->max_states = n; });
  add_jobs(app, o->jobs);
  add_flag(app, "--no-page", "Write no page; otherwise a text report ends with DIR/index.html", o->no_page);
  add_format(app, o->format, {"text", "json"});
  set_examples(app,
               {{"the standard sweep; interrupted, or killed, the same command goes on",
                 "qed evidence --out evidence"},
                {"your own, on four machines", "mpirun -n 5 qed evidence --out evidence --sweep mine.toml"},
                {"the first of three parts", "qed evidence --out part-1 --shard 1/3"}});
  return {&app, [o, &app] { return run_evidence(*o, was_given(app, "--jobs")); }};
}

}  // namespace qed::tool
