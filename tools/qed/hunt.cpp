// qed hunt: directed search for the class that makes a claim tightest.
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "hunt_report.hpp"
#include "json_report.hpp"
#include "options.hpp"
#include "properties/hunt.hpp"
#include "qed/exact/number.hpp"
#include "saving.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

constexpr std::uint64_t default_evaluations = 100'000;  // half a minute on one processor

struct HuntOptions {
  properties::HuntOptions run;
  std::string out, trace, plot;
  Format format = Format::text;
};

std::string repeat_line(const HuntOptions& o, std::uint64_t evaluations) {
  std::string line =
      fmt::format("qed hunt {} --seed {} --evaluations {}", o.run.claim, o.run.seed, evaluations);
  const gen::Caps usual, &caps = o.run.caps;
  if (caps.models != usual.models) line += fmt::format(" --models {}", caps.models);
  if (caps.actions != usual.actions) line += fmt::format(" --actions {}", caps.actions);
  if (caps.horizon != usual.horizon) line += fmt::format(" --horizon {}", caps.horizon);
  return line;
}

std::string progress_text(const properties::HuntProgress& p) {
  const double seconds = p.elapsed.count();
  return fmt::format("{}{} evaluations, {:.0f} per second, best ratio {}, {}", p.evaluations,
                     p.evaluations_wanted ? fmt::format(" of {}", *p.evaluations_wanted) : "",
                     seconds > 0 ? static_cast<double>(p.evaluations) / seconds : 0.0,
                     p.best ? tightest_text(*p.best) : "-", duration_text(seconds));
}

// The class with what there is to know about it, so that the file stands alone.
ModelClass labelled(const properties::HuntReport& report) {
  const properties::Tightest& t = *report.tightest;
  ModelClass mc = t.smallest;
  const std::string ratio = t.result.worst.unbounded_ratio ? "infinite"
                            : t.result.worst.ratio->is_exact()
                                ? to_string(t.result.worst.ratio->exact())
                                : fmt::format("{} .. {}", to_decimal_down(t.result.worst.ratio->lower(), 12),
                                              to_decimal_up(t.result.worst.ratio->upper(), 12));
  mc.name = fmt::format("{} {}", t.violated() ? "counterexample to" : "tight for", report.claim->id);
  mc.note = fmt::format("Ratio of value to bound: {}. Found by qed hunt, seed {}, evaluation {}.", ratio,
                        report.seed, t.evaluation);
  if (t.violated())
    mc.counterexample = Provenance{std::string(report.claim->id), "cautious", report.seed, t.result.history};
  return mc;
}

// What was found is printed even where the trace cannot be written.
Status write_trace(const std::string& file, const properties::HuntReport& report, const std::string& repeat) {
  try {
    write_file(file, trace_table(report, repeat));
    return Status::holds;
  } catch (const std::exception& e) {
    complain(e.what());
    return Status::bad_input;
  }
}

Status run_hunt(HuntOptions o) {
  if (!o.run.evaluations && !o.run.budget) o.run.evaluations = default_evaluations;
  o.run.interrupted = &interruption();
  properties::HuntReport report;
  {
    ProgressLine line;
    o.run.progress = [&](const properties::HuntProgress& p) { line.show(progress_text(p)); };
    report = properties::hunt(o.run);
  }
  Status status = report.interrupted ? Status::undecided : Status::holds;
  const std::string repeat = repeat_line(o, report.evaluations);
  if (!o.trace.empty()) status = worse(status, write_trace(o.trace, report, repeat));
  if (!o.plot.empty()) status = worse(status, save_plot(trace_figure(report, repeat), o.plot));
  std::string saved;
  if (!report.tightest) {
    status = worse(status, Status::undecided);
  } else {
    status = worse(status, status_of(report.tightest->result.worst.verdict));
    if (o.out.empty() && report.tightest->violated())
      o.out = fmt::format("counterexamples/{}-hunt-seed{}.json", report.claim->id, report.seed);
    if (!o.out.empty()) {
      saved = saved_as(o.out, labelled(report));
      if (saved.empty()) status = Status::bad_input;
    }
  }
  if (o.format == Format::json)
    print(dump(hunt_json(report, saved, repeat)));
  else
    print(hunt_text(report, saved, repeat, Style::of_stdout()));
  return status;
}

}  // namespace

Command add_hunt(CLI::App& parent) {
  constexpr auto any = std::numeric_limits<std::uint64_t>::max();
  auto o = std::make_shared<HuntOptions>();
  o->run.jobs = std::max(1u, std::thread::hardware_concurrency());
  CLI::App& app = add_command(parent, "hunt", "Searches for the class that makes a claim tightest");
  require(add_argument(app, "CLAIM", "The claim to bring as close to its bound as can be",
                       [o](const std::string& id) {
                         require_claim("CLAIM", id, properties::why_not_hunted);
                         o->run.claim = id;
                       }));
  add_text(app, "--budget", "TIME", "Search for this long (90, 90s, 2m, 1.5h)",
           [o](const std::string& text) { o->run.budget = parse_duration("--budget", text); });
  add_count(
      app, "--evaluations",
      fmt::format("Evaluate this many classes ({} where neither this nor --budget is given); the search ends "
                  "sooner where the bound is attained",
                  default_evaluations),
      1, any, [o](std::uint64_t n) { o->run.evaluations = n; });
  add_seed(app, o->run.seed, "Everything is drawn from it (1 by default); random draws a fresh seed");
  const gen::Caps usual;
  add_count(app, "--models", fmt::format("At most so many models ({} by default)", usual.models), 1, 64,
            [o](std::uint64_t n) { o->run.caps.models = n; });
  add_count(app, "--actions", fmt::format("At most so many actions ({} by default)", usual.actions), 1, 8,
            [o](std::uint64_t n) { o->run.caps.actions = n; });
  add_count(app, "--horizon", fmt::format("At most so many steps ({} by default)", usual.horizon), 1, 1000,
            [o](std::uint64_t n) { o->run.caps.horizon = static_cast<unsigned>(n); });
  add_jobs(app, o->run.jobs);
  add_text(app, "--out", "FILE", "Save the class, which qed check reads (a violation is saved in any case)",
           [o](const std::string& file) { o->out = file; });
  add_text(app, "--trace", "FILE", "Write how the best ratio rose: a table of evaluation and ratio",
           [o](const std::string& file) { o->trace = file; });
  add_text(app, "--plot", "FILE.svg", "Draw how the best ratio rose over the evaluations",
           [o](const std::string& file) { o->plot = plot_file_name(file); });
  add_format(app, o->format, {"text", "json"});
  set_examples(
      app, {{"is sharp retention attained?", "qed hunt truth-retention-sharp"},
            {"for two minutes, in larger classes; the best is saved",
             "qed hunt cubic-query-sum-sharp --budget 2m --models 6 --horizon 6 --out tight.json"},
            {"a run again, exactly", "qed hunt query-drift --seed 1 --evaluations 5000"},
            {"how the search went, as a plot", "qed hunt query-drift --evaluations 20000 --plot hunt.svg"}});
  return {&app, [o] { return run_hunt(*o); }};
}

}  // namespace qed::tool
