// qed verify: every claim about model classes, on randomized ones.
#include <filesystem>
#include <limits>
#include <thread>

#include <fmt/format.h>

#include "check_report.hpp"
#include "imitators.hpp"
#include "json_report.hpp"
#include "junit_report.hpp"
#include "options.hpp"
#include "page.hpp"
#include "properties/faults.hpp"
#include "properties/verify.hpp"
#include "qed/model/class_file.hpp"
#include "saving.hpp"
#include "terminal.hpp"
#include "text.hpp"
#include "verify_report.hpp"

namespace qed::tool {

namespace {

constexpr std::uint64_t default_cases = 1000;  // half a minute on one processor

struct VerifyOptions {
  properties::VerifyOptions run;
  std::string out = "counterexamples";
  bool out_given = false;
  bool faults = false;
  std::optional<std::uint64_t> single_case;
  std::string save;
  std::string page = "qed-verify";
  bool page_given = false, no_page = false;
  std::vector<std::string> examples;
  Format format = Format::text;
};

std::string repeat_line(const VerifyOptions& o, std::uint64_t n) {
  std::string line = fmt::format("qed verify{} --seed {} --case{} {}", o.faults ? " --faults" : "",
                                 o.run.seed, o.single_case ? "" : "s", n);
  for (const auto& id : o.run.only) line += " --claim " + id;
  return line;
}

// A saved counterexample is asked for and not there: as bad as an output that cannot be written.
Status status_of_saving(const std::vector<std::string>& saved) {
  return std::find(saved.begin(), saved.end(), "") == saved.end() ? Status::holds : Status::bad_input;
}

// A page for people, unless they want none; for programs where it was asked for.
std::unique_ptr<VerifyPage> new_page(const VerifyOptions& o) {
  if (o.no_page || (o.format != Format::text && !o.page_given)) return nullptr;
  if (!o.page_given && !VerifyPage::possible()) return nullptr;
  std::vector<ModelClass> examples;
  for (const auto& file : o.examples) examples.push_back(read_class(file));
  return std::make_unique<VerifyPage>(o.page, std::move(examples));
}

// The report is printed before, so that nothing that happens here can lose it.
Status write_page(const VerifyPage& page, const properties::VerifyReport& report, const std::string& repeat,
                  const VerifyOptions& o) {
  try {
    const std::string index = page.write(report, repeat);
    if (o.format == Format::text) print(fmt::format("  page: {}\n", printable(index)));
    return Status::holds;
  } catch (const std::exception& e) {
    complain(e.what());
    return Status::bad_input;
  }
}

Status run_random(VerifyOptions& o, ProgressLine& line) {
  const auto page = new_page(o);
  if (page)
    o.run.on_case = [&](std::uint64_t index, const ModelClass& mc, const CheckResult& result) {
      page->add(index, mc, result);
    };
  const properties::VerifyReport report = properties::verify(o.run);
  line.clear();
  std::vector<std::string> saved;
  for (const auto& v : report.violations)
    saved.push_back(
        saved_as(std::filesystem::path(o.out) /
                     fmt::format("{}-seed{}-case{}.json", v.result.claim->id, report.seed, v.case_index),
                 v.shrunk));
  const std::string repeat = repeat_line(o, report.cases);
  switch (o.format) {
    case Format::text: print(verify_text(report, saved, repeat, Style::of_stdout())); break;
    case Format::json: print(dump(verify_json(report, saved, repeat))); break;
    case Format::junit: print(verify_junit(report, saved, repeat)); break;
    case Format::csv: break;  // of ledgers alone
  }
  Status status = status_of_saving(saved);
  if (page) status = worse(status, write_page(*page, report, repeat, o));
  if (!page && !o.no_page && o.format == Format::text)
    print(fmt::format("  page: none, {}\n", VerifyPage::impossible));
  for (const auto& t : report.claims) {
    if (t.claim->status == ClaimStatus::refuted) continue;
    if (t.violations > 0) status = worse(status, Status::violated);
    if (t.undecided > 0) status = worse(status, Status::undecided);
  }
  return report.interrupted ? worse(status, Status::undecided) : status;
}

Status run_faults(const VerifyOptions& o, ProgressLine& line) {
  const properties::KillMatrix matrix = properties::kill_matrix(o.run);
  line.clear();
  std::vector<std::string> saved;
  if (o.out_given)
    for (const auto& kill : matrix.smallest)
      saved.push_back(
          saved_as(std::filesystem::path(o.out) / fmt::format("{}--{}.json", kill.fault->id, kill.caught_by),
                   kill.counterexample));
  const std::string repeat = repeat_line(o, matrix.cases);
  switch (o.format) {
    case Format::text: print(faults_text(matrix, saved, repeat, Style::of_stdout())); break;
    case Format::json: print(dump(faults_json(matrix, saved, repeat))); break;
    case Format::junit: print(faults_junit(matrix, repeat)); break;
    case Format::csv: break;  // of ledgers alone
  }
  const Status status = worse(status_of_saving(saved), matrix.complete() ? Status::holds : Status::violated);
  return matrix.interrupted ? worse(status, Status::undecided) : status;
}

// Case i of a seed alone, as `qed check` shows a class.
Status run_single(const VerifyOptions& o) {
  const ModelClass mc = properties::generate_case(o.run.seed, *o.single_case);
  CheckedFile checked{.file = fmt::format("seed {}, case {}", o.run.seed, *o.single_case)};
  if (!o.save.empty()) {
    write_file(o.save, write_class(mc));
    checked.file = o.save;
  }
  checked.model_class = mc;
  checked.horizon_wanted = mc.horizon;
  EvaluateOptions how;
  how.interrupted = &interruption();
  checked.result = check_with(mc, checked.imitator, how, o.run.only);
  const Style style = Style::of_stdout();
  const std::string repeat = repeat_line(o, *o.single_case);
  switch (o.format) {
    case Format::text:
      print(check_text(checked, style) + "\n" + class_text(mc, 2) +
            (o.save.empty() ? "" : fmt::format("\n  saved as {}", printable(o.save))) +
            fmt::format("\n  repeat: {}\n", repeat));
      break;
    case Format::json: {
      Json json = check_json({checked});
      json["repeat"] = repeat;
      print(dump(json));
      break;
    }
    case Format::junit: print(check_junit({checked})); break;
    case Format::csv: break;  // of ledgers alone
  }
  return checked.status();
}

std::string progress_text(const properties::VerifyProgress& p) {
  const double seconds = p.elapsed.count();
  return fmt::format("{}{} classes, {:.0f} per second, {}, {}", p.cases,
                     p.cases_wanted ? fmt::format(" of {}", *p.cases_wanted) : "",
                     seconds > 0 ? static_cast<double>(p.cases) / seconds : 0.0,
                     count_text(p.violations, "violation", "violations"), duration_text(seconds));
}

Status run_verify(VerifyOptions o) {
  if (!o.run.cases && !o.run.budget) o.run.cases = o.faults ? properties::default_kill_cases : default_cases;
  o.run.interrupted = &interruption();
  if (o.single_case) return run_single(o);
  if (o.out_given) require_folder(o.out);
  ProgressLine line;
  o.run.progress = [&](const properties::VerifyProgress& p) { line.show(progress_text(p)); };
  return o.faults ? run_faults(o, line) : run_random(o, line);
}

}  // namespace

Command add_verify(CLI::App& parent) {
  constexpr auto any = std::numeric_limits<std::uint64_t>::max();
  auto o = std::make_shared<VerifyOptions>();
  o->run.jobs = std::max(1u, std::thread::hardware_concurrency());
  CLI::App& app = add_command(
      parent, "verify",
      fmt::format("Checks the claims about model classes, {} of the {} in the catalogue, on randomized ones",
                  std::ranges::count_if(claims(), &Claim::on_classes), claims().size()));
  auto* budget = add_text(app, "--budget", "TIME", "Draw classes for this long (90, 90s, 2m, 1.5h)",
                          [o](const std::string& text) { o->run.budget = parse_duration("--budget", text); });
  auto* cases = add_count(
      app, "--cases",
      fmt::format(
          "Draw this many classes ({}, or {} with --faults, where neither this nor --budget is given)",
          default_cases, properties::default_kill_cases),
      1, any, [o](std::uint64_t n) { o->run.cases = n; });
  add_seed(app, o->run.seed,
           "Case i is drawn from the seed and i alone (1 by default); random draws a fresh seed");
  add_claim_ids(app, o->run.only, "Only these claims (repeat, or separate by commas); all by default");
  add_jobs(app, o->run.jobs);
  add_text(app, "--out", "DIR",
           "Where counterexamples are saved (./counterexamples by default; with --faults only where given)",
           [o](const std::string& text) {
             if (text.empty()) refuse("--out", "found \"\", expected a folder");
             o->out = text;
             o->out_given = true;
           });
  auto* page =
      add_text(app, "--page", "DIR",
               "Where the page is written, DIR/index.html (./qed-verify by default; with --format json or "
               "junit only where given)",
               [o](const std::string& text) {
                 if (text.empty()) refuse("--page", "found \"\", expected a folder");
                 o->page = text;
                 o->page_given = true;
               });
  auto* no_page = add_flag(app, "--no-page", "Write no page", o->no_page);
  auto* example = add_each(app, "--example", "FILE", "A class file to work out on the page (may be repeated)",
                           [o](const std::string& file) { o->examples.push_back(file); });
  auto* faults = add_flag(app, "--faults",
                          "Check the suite itself: which claim catches which mistaken imitator. With "
                          "--claim only whether these claims are broken by one",
                          o->faults);
  auto* single = add_count(app, "--case", "Check case N of the seed alone, and show the class", 0, any,
                           [o](std::uint64_t i) { o->single_case = i; });
  auto* save = add_text(app, "--save", "FILE",
                        "Write the class of --case as a class file; its folder is made where it is not there",
                        [o](const std::string& text) {
                          // Standard output has the report.
                          if (text.empty() || text == "-")
                            refuse("--save", fmt::format("found \"{}\", expected the name of a file", text));
                          o->save = text;
                        });
  exclude(single, {faults, budget, cases});
  need(save, single);
  for (auto* about_page : {page, no_page, example}) exclude(about_page, {single, faults});
  exclude(no_page, {page, example});
  add_format(app, o->format);
  set_examples(app, {{"two minutes on every processor", "qed verify --budget 2m"},
                     {"a run again, exactly", "qed verify --seed 1 --cases 5000"},
                     {"one claim, with a fresh seed, for a CI server",
                      "qed verify --claim query-drift --seed random --format junit"},
                     {"the case that came closest to a bound, as a class file",
                      "qed verify --seed 1 --case 37 --save close.json"},
                     {"can the suite fail? the kill matrix", "qed verify --faults"}});
  return {&app, [o] { return run_verify(*o); }};
}

}  // namespace qed::tool
