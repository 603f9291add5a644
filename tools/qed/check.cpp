// qed check: every claim about classes, on those in these files: exactly, or where that is out of reach, by sampling.
#include <limits>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "certificate.hpp"
#include "check_report.hpp"
#include "imitators.hpp"
#include "json_report.hpp"
#include "junit_report.hpp"
#include "memory.hpp"
#include "options.hpp"
#include "qed/claims/formula_score.hpp"
#include "qed/exact/number.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

struct CheckOptions {
  std::vector<std::string> files;
  std::optional<unsigned> horizon;
  std::optional<Rational> alpha;
  std::optional<Rational> width;
  Rational tolerance = 0;
  Limits limits;
  std::optional<std::uint64_t> samples;
  std::uint64_t seed = 1;
  Rational confidence = ratio(99, 100);
  bool until_decided = false;
  std::size_t max_models = ExpandOptions().max_models;
  std::vector<std::string> claims;
  std::string imitator = "cautious";
  std::string rule;  // empty for Bayes'
  Features features;
  Rational eta = 1;
  std::optional<ScoreUpdate> update;  // these three
  std::string certificate;            // where to write it; empty for none
  unsigned jobs = 1;
  Format format = Format::text;
};

// Several threads report; one line is shown.
class SharedProgress {
 public:
  void show(const std::string& line) {
    const std::lock_guard lock(mutex_);
    line_.show(line);
  }
  void clear() {
    const std::lock_guard lock(mutex_);
    line_.clear();
  }

 private:
  std::mutex mutex_;
  ProgressLine line_;
};

Expansion expanded(const CountableClass& c, const CheckOptions& options) {
  return expand(c, {options.max_models, options.limits, &interruption()});
}

// The models that matter: all that are listed, and of families those that can be collected within the horizon.
ModelClass models_of(const CountableClass& c, const CheckOptions& options, CheckedFile& checked,
                     EvaluateOptions& how) {
  if (c.families.empty()) return c.listed;
  const auto stop = [&](Status status, const std::string& reason) {
    checked.failure = Failure{status, fmt::format("{}: {}", checked.file, reason), {}, {}, {}};
  };
  checked.expansion = expanded(c, options);
  const Expansion& e = *checked.expansion;
  how.unknown = e.unknown;
  if (options.imitator != "cautious")
    stop(Status::bad_input,
         fmt::format("/families: found the imitator \"{}\", expected \"cautious\": which models matter is "
                     "known for its top sets only",
                     options.imitator));
  else if (e.ended != Ended::horizon)
    stop(Status::undecided,
         fmt::format("{} while the models that can be collected were looked for", limit_of(e)));
  else if (!e.complete && options.samples)
    stop(Status::undecided,
         fmt::format("more than {} models of its families may be collected, and paths are drawn "
                     "with all of them at hand; see --max-models",
                     options.max_models));
  else if (!e.complete)
    for (const std::string& id : options.claims)
      if (!claim(id).by_ends)
        stop(Status::undecided,
             fmt::format("more than {} models of its families may be collected, which leaves nodes out, and "
                         "{} needs every node or the exact sums; see --max-models",
                         options.max_models, id));
  return e.found;
}

// By the potential, from a pass; what the models that were not found may add, they owe to their prior odds at most.
Forever enclosed_forever(const ModelClass& mc, const Evaluation& made, const std::optional<Expansion>& e) {
  return enclose_forever(mc, made, e ? Rational(e->remaining / mc.demonstrator_prior()) : Rational(0));
}

// Solved where that can be, otherwise enclosed: by the pass that was made, or by longer ones until both enclosures are
// as narrow as was asked for, a limit is reached, or twice the steps hardly help (models that agree stay unsettled).
// Where the pass met a limit, nothing more is begun.
void look_for_ever(CheckedFile& checked, CountableClass c, const EvaluateOptions& how,
                   const CheckOptions& options) {
  ModelClass mc = *checked.model_class;
  const Evaluation& made = checked.result->evaluation;
  const auto& width = options.width;
  const bool finite = !checked.expansion || checked.expansion->whole();
  if (finite && made.ended == Ended::horizon) {
    Unsolved why{};
    checked.forever = solve_forever(
        mc, {}, {.most_nodes = forever_nodes, .limits = options.limits, .interrupted = &interruption()},
        &why);
    if (!checked.forever) checked.unsolved = why;
  }
  if (checked.forever || !made.unspent) return;
  checked.forever = enclosed_forever(mc, made, checked.expansion);
  if (!width) return;
  const auto found = [&] {
    return std::max(checked.forever->S3->width(), checked.forever->truth_retained->width());
  };
  bool ended = made.ended != Ended::horizon;
  while (found() > *width && !ended && mc.horizon <= std::numeric_limits<unsigned>::max() / 2) {
    const Rational before = found();
    mc.horizon = c.listed.horizon *= 2;
    std::optional<Expansion> more;
    if (!finite) {
      more = expanded(c, options);
      if (!more->complete || more->ended != Ended::horizon) break;
      mc = more->found;
    }
    const Evaluation longer = evaluate(mc, {}, how);
    checked.forever = enclosed_forever(mc, longer, more);
    ended = longer.ended != Ended::horizon || found() > before * ratio(99, 100);
  }
  if (found() > *width) checked.width_missed = width;
}

// The error that the command allows is shared evenly: among the files, and within each among its intervals.
SampledFile sample_file(const ModelClass& mc, const std::string& file, const CheckOptions& options,
                        SharedProgress& progress) {
  SamplingOptions how;
  how.samples = *options.samples;
  how.seed = options.seed;
  how.error = (1 - options.confidence) / options.files.size();
  how.jobs = options.jobs;
  how.interrupted = &interruption();
  how.progress = [&](const SamplingProgress& p) {
    progress.show(fmt::format("{}: {} of {}", file, p.samples, count_text(p.wanted, "path", "paths")));
  };
  return {check_sampled_with(mc, options.imitator, how, options.until_decided, options.claims), options.seed,
          options.confidence, options.files.size()};
}

void check_by_rule(CheckedFile& checked, const ModelClass& mc, const CheckOptions& options,
                   SharedProgress& progress) {
  RuleOptions how;
  how.max_states = options.limits.max_states;
  how.interrupted = &interruption();
  how.progress = [&](const Progress& p) {
    progress.show(fmt::format("{}: step {} of {}, {}", checked.file, p.level, p.horizon,
                              count_text(p.states, "state", "states")));
  };
  const std::vector<std::string_view> only(options.claims.begin(), options.claims.end());
  RuleCheck found = qed::check_by_rule(mc, *options.update, how, only);
  checked.result = std::move(found.check);
  checked.undecided = std::move(found.undecided);
  checked.learned_by = LearnedBy{options.rule, options.eta, options.update->facts(mc.actions.size())};
}

CheckedFile check_file(const std::string& file, const CheckOptions& options, SharedProgress& progress) {
  CheckedFile checked{.file = file, .imitator = options.imitator};
  try {
    std::string text;
    CountableClass c = read_countable_or_stdin(file, options.certificate.empty() ? nullptr : &text);
    if (options.horizon) set_horizon(c.listed, *options.horizon);
    if (options.alpha) c.listed.alpha = *options.alpha;
    c.validate();
    checked.horizon_wanted = c.listed.horizon;
    if (options.update && !c.families.empty())
      throw std::invalid_argument(
          "/families: found families of models, expected none with --rule: which models matter is known "
          "under Bayes' rule only");
    EvaluateOptions how;
    const ModelClass mc = models_of(c, options, checked, how);
    if (checked.failure) return checked;
    checked.model_class = mc;
    if (options.update) {
      check_by_rule(checked, mc, options, progress);
      return checked;
    }
    if (options.samples) {
      checked.sampled = sample_file(mc, file, options, progress);
      return checked;
    }
    how.limits = options.limits;
    how.interrupted = &interruption();
    how.progress = [&](const Progress& p) {
      progress.show(fmt::format("{}: step {} of {}, {}", file, p.level, p.horizon,
                                count_text(p.states, "state", "states")));
    };
    how.tolerance = options.tolerance;
    how.unspent = options.imitator == "cautious" && !how.enclosed();
    checked.result = check_with(mc, options.imitator, how, options.claims);
    if (how.unspent) look_for_ever(checked, c, how, options);
    if (!options.certificate.empty())
      save_certificate(checked, options.certificate, checked.expansion ? write_class(mc) : text, how);
  } catch (const ClassFileError& e) {
    checked.failure = Failure{Status::bad_input, e.what(), e.pointer(), e.found(), e.expected()};
  } catch (const std::invalid_argument& e) {
    checked.failure = Failure{Status::bad_input, fmt::format("{}: {}", file, e.what()), {}, {}, {}};
  } catch (const std::bad_alloc&) {
    checked.failure = Failure{Status::undecided,
                              fmt::format("{}: out of memory; --max-memory stops earlier and keeps what is "
                                          "done",
                                          file),
                              {},
                              {},
                              {}};
  }
  return checked;
}

// The files in their order, several at a time; each is reported as soon as those before it are.
std::vector<CheckedFile> check_files(const CheckOptions& options, SharedProgress& progress,
                                     const std::function<void(const CheckedFile&)>& report) {
  std::vector<std::optional<CheckedFile>> slots(options.files.size());
  std::vector<CheckedFile> done;
  std::mutex mutex;
  std::size_t next = 0;
  std::exception_ptr broken;
  const auto work = [&] {
    for (;;) {
      std::size_t i = 0;
      {
        const std::lock_guard lock(mutex);
        if (next == options.files.size() || broken) return;
        i = next++;
      }
      try {
        CheckedFile checked{.file = options.files[i], .imitator = options.imitator};
        if (interruption())
          checked.failure = Failure{Status::undecided,
                                    fmt::format("{}: interrupted before it began", options.files[i]),
                                    {},
                                    {},
                                    {}};
        else
          checked = check_file(options.files[i], options, progress);
        const std::lock_guard lock(mutex);
        slots[i] = std::move(checked);
        while (done.size() < slots.size() && slots[done.size()]) {
          done.push_back(std::move(*slots[done.size()]));
          report(done.back());
        }
      } catch (...) {  // a broken invariant, or stdout is gone: for the main thread
        const std::lock_guard lock(mutex);
        if (!broken) broken = std::current_exception();
      }
    }
  };
  const std::size_t at_once = options.samples ? 1 : options.jobs;  // samples are drawn by all threads
  std::vector<std::jthread> threads;
  for (std::size_t k = 1; k < std::min(at_once, options.files.size()); ++k) threads.emplace_back(work);
  work();
  threads.clear();
  if (broken) std::rethrow_exception(broken);
  return done;
}

// What --tolerance excludes; empty where nothing is in its way.
std::string against_tolerance(const CheckOptions& options) {
  if (options.tolerance == 0) return {};
  if (options.imitator != "cautious") return "--tolerance is for the cautious imitator";
  if (options.width)
    return "--tolerance excludes --width: the infinite horizon is enclosed from exact passes";
  for (const std::string& id : options.claims)
    if (!claim(id).by_ends)
      return fmt::format("--tolerance leaves nodes out, and {} needs every node or the exact sums", id);
  return {};
}

// The same for --samples.
std::string against_samples(const CheckOptions& options) {
  if (!options.samples) return {};
  for (const std::string& id : options.claims)
    if (!sampling_decides(claim(id)))
      return fmt::format("--samples gives intervals, and {} needs the exact sums", id);
  return {};
}

// The claims that are decided with --rule, and those that are not without it.
std::string against_claims(const CheckOptions& options) {
  const auto by_rule = claims_by_rule();
  for (const std::string& id : options.claims) {
    if (options.update && std::ranges::find(by_rule, id) == by_rule.end())
      return fmt::format("{} is not decided with --rule: {} are", id, fmt::join(by_rule, ", "));
    if (!options.update && !claim(id).on_classes()) return fmt::format("{} is decided with --rule", id);
  }
  return {};
}

Status run_check(const CheckOptions& options) {
  for (const std::string& reason :
       {against_claims(options), against_tolerance(options), against_samples(options)})
    if (!reason.empty()) {
      complain(fmt::format("{} (see qed check --help)", reason));
      return Status::bad_input;
    }
  SharedProgress progress;
  const Style style = Style::of_stdout();
  Status status = Status::holds;
  bool first = true;
  const auto files = check_files(options, progress, [&](const CheckedFile& checked) {
    status = worse(status, checked.status());
    progress.clear();
    if (checked.failure) complain(checked.failure->message);
    if (checked.certificate_failure) complain(checked.certificate_failure->message);
    if (options.format != Format::text || !checked.has_results()) return;
    print((first ? "" : "\n") + check_text(checked, style));
    first = false;
  });
  progress.clear();
  if (options.format == Format::json) print(dump(check_json(files)));
  if (options.format == Format::junit) print(check_junit(files));
  return status;
}

void refuse_what_no_certificate_holds(const CheckOptions& options) {
  if (options.certificate.empty()) return;
  if (options.files.size() > 1)
    refuse("--certificate", fmt::format("found {} class files, expected one", options.files.size()));
  if (options.imitator != "cautious")
    refuse(
        "--certificate",
        fmt::format("found the imitator \"{}\", expected \"cautious\", the one that tools/recheck.py knows",
                    options.imitator));
}

// The limit is of the process, which looks at several files at a time; each may take its share.
void share_memory(CheckOptions& options, bool limited) {
  if (!limited) options.limits.max_bytes = default_memory_limit();
  if (options.limits.max_bytes != Limits().max_bytes)
    options.limits.max_bytes /=
        std::max<std::size_t>(1, std::min<std::size_t>(options.jobs, options.files.size()));
}

void read_rule(CheckOptions& options) {
  if (options.rule.empty()) return;
  try {
    require_eta(options.eta);
  } catch (const std::invalid_argument& e) {
    refuse("--eta", e.what());
  }
  try {
    options.update = score_update(options.rule, options.eta, options.features);
  } catch (const std::invalid_argument& e) {
    refuse("--rule", e.what());
  }
}

// The options, group by group, as --help lists them.
using SharedOptions = std::shared_ptr<CheckOptions>;

void add_class_options(CLI::App& app, const SharedOptions& options) {
  require(
      add_arguments(app, "FILE", "Class files (demonstrandum-class/1); - is standard input", options->files));
  add_count(app, "--horizon", "Steps to evaluate, in place of the file's", 1,
            std::numeric_limits<unsigned>::max(),
            [options](std::uint64_t n) { options->horizon = static_cast<unsigned>(n); });
  add_fraction(app, "--alpha", "P/Q",
               "Threshold of the top model set, in place of the file's: a number in (0, 1)",
               [options](Rational alpha) { options->alpha = std::move(alpha); });
}

struct Enclosing {
  CLI::Option *width, *tolerance;
};
Enclosing add_enclosing_options(CLI::App& app, const SharedOptions& options) {
  CLI::Option* const width = add_text(
      app, "--width", "W",
      "Looks at longer horizons until S3 and retention for ever are enclosed this tightly, or a limit "
      "is reached",
      [options](const std::string& text) {
        try {
          options->width = parse_rational(text);
        } catch (const std::invalid_argument& e) {
          refuse("--width", e.what());
        }
        if (*options->width <= 0) refuse("--width", fmt::format("{} is not positive", text));
      });
  CLI::Option* const tolerance = add_fraction(
      app, "--tolerance", "T",
      "Certified enclosures in place of exact values: leaves out what costs at most this, a number in (0, 1)",
      [options](Rational value) { options->tolerance = std::move(value); });
  return {width, tolerance};
}

CLI::Option* add_imitator_option(CLI::App& app, const SharedOptions& options) {
  return add_text(app, "--imitator", "NAME",
                  "The imitator to check: cautious (the default), or a fault of qed verify --faults",
                  [options](const std::string& name) {
                    try {
                      options->imitator = known_imitator(name);
                    } catch (const std::invalid_argument& e) {
                      refuse("--imitator", e.what());
                    }
                  });
}

CLI::Option* add_certificate_option(CLI::App& app, const SharedOptions& options) {
  return add_text(
      app, "--certificate", "FILE",
      "Writes the merged states with their masses, for tools/recheck.py; of one class, for the cautious "
      "imitator",
      [options](const std::string& path) { options->certificate = path; });
}

struct Limiting {
  CLI::Option *max_states, *max_memory;
};
Limiting add_limit_options(CLI::App& app, const SharedOptions& options) {
  CLI::Option* const max_states = add_count(
      app, "--max-states", "Stop before more merged states than this are held; what is done stays exact", 1,
      std::numeric_limits<std::uint64_t>::max(),
      [options](std::uint64_t n) { options->limits.max_states = n; });
  CLI::Option* const max_memory = add_text(
      app, "--max-memory", "SIZE",
      "Stop before the passes take more memory than this (500k, 200M, 2G); three quarters of what is to be "
      "had by default",
      [options](const std::string& text) { options->limits.max_bytes = parse_size("--max-memory", text); });
  return {max_states, max_memory};
}

CLI::Option* add_rule_options(CLI::App& app, const SharedOptions& options) {
  CLI::Option* const rule = add_text(
      app, "--rule", "RULE",
      "The imitator learns by this scoring rule in place of Bayes' rule: log, brier, spherical, another that "
      "qed stress knows, or a formula of one's own",
      [options](const std::string& text) { options->rule = text; });
  need(add_text(app, "--eta", "P/Q",
                "How much it learns: weights are multiplied by exp(eta S(model, action)); 1 by default",
                [options](const std::string& text) {
                  try {
                    options->eta = parse_rational(text);
                  } catch (const std::invalid_argument& e) {
                    refuse("--eta", e.what());
                  }
                }),
       rule);
  need(add_features(app, "action", options->features), rule);
  return rule;
}

CLI::Option* add_sampling_options(CLI::App& app, const SharedOptions& options) {
  CLI::Option* const samples =
      add_count(app, "--samples",
                "Draws this many paths, for what is out of exact reach: intervals in place of exact values",
                1, (std::uint64_t{1} << 53) - 1, [options](std::uint64_t n) { options->samples = n; });
  need(add_seed(app, options->seed,
                "Of the samples: path i is drawn from it and i (1 by default); random draws a fresh one"),
       samples);
  need(add_fraction(app, "--confidence", "C",
                    "That all intervals of the command hold at once, a number in (0, 1); 99/100 by default",
                    [options](Rational confidence) { options->confidence = std::move(confidence); }),
       samples);
  need(add_flag(app, "--until-decided", "Draws fewer samples where they decide every claim about the class",
                options->until_decided),
       samples);
  return samples;
}

void add_max_models_option(CLI::App& app, const SharedOptions& options) {
  add_count(
      app, "--max-models",
      "Take no more models than this from families, and enclose where more may matter (2000 by default)", 1,
      std::numeric_limits<std::size_t>::max(),
      [options](std::uint64_t n) { options->max_models = static_cast<std::size_t>(n); });
}

void add_check_examples(CLI::App& app) {
  set_examples(
      app,
      {{"the claims about classes, on one", "qed check tests/classes/two-coins.json"},
       {"at another horizon and threshold, for a program",
        "qed check --horizon 50 --alpha 1/100 --format json tests/classes/two-coins.json"},
       {"one claim on many classes, two at a time",
        "qed check --claim query-drift --jobs 2 tests/classes/*.json"},
       {"a horizon out of exact reach, enclosed",
        "qed check --horizon 14 --tolerance 1e-6 tests/classes/house-votes.json"},
       {"a horizon out of any exact reach, sampled",
        "qed check --horizon 400 --samples 1000 --seed 7 --jobs 2 tests/classes/house-votes.json"},
       {"all rational coins, at more steps than the file says",
        "qed check --horizon 20 tests/classes/bernoulli-grid.json"},
       {"a mistaken imitator", "qed check --imitator mean-instead-of-minimum tests/classes/two-coins.json"},
       {"an imitator that learns by Brier's score",
        "qed check --rule brier --eta 1/2 tests/classes/two-coins.json"},
       {"one that learns by a formula of one's own",
        "qed check --rule '2*p[y] - sum(p^2) + ln(p[y])' --eta 1/4 tests/classes/two-coins.json"},
       {"a certificate, and its verification by a program that shares nothing with qed",
        "qed check --certificate two-coins.cert tests/classes/two-coins.json && python3 tools/recheck.py "
        "two-coins.cert"},
       {"a claim that needs the law of a sum, whatever that takes",
        "qed check --claim query-tail --horizon 400 tests/classes/two-coins.json"},
       {"what can be had in 200 MB", "qed check --max-memory 200M tests/classes/house-votes.json"}});
}

}  // namespace

Command add_check(CLI::App& parent) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App& app = add_command(parent, "check",
                              "Decides the claims about classes on those in files: exactly, or by sampling");
  add_class_options(app, options);
  const auto [width, tolerance] = add_enclosing_options(app, options);
  add_claim_ids(
      app, options->claims,
      fmt::format("Only these claims (repeat, or separate by commas); all by default, those that need "
                  "more than the pass while they take at most {} states more",
                  states_unasked),
      claims_by_rule());
  CLI::Option* const imitator = add_imitator_option(app, options);
  CLI::Option* const certificate = add_certificate_option(app, options);
  const auto [max_states, max_memory] = add_limit_options(app, options);
  CLI::Option* const rule = add_rule_options(app, options);
  exclude(rule, {imitator, width, tolerance, certificate, max_memory});
  CLI::Option* const samples = add_sampling_options(app, options);
  exclude(samples, {rule, width, tolerance, certificate, max_states, max_memory});
  add_max_models_option(app, options);
  add_jobs(app, options->jobs);
  add_format(app, options->format);
  once_read(app, [options, &app] {
    refuse_what_no_certificate_holds(*options);
    share_memory(*options, was_given(app, "--max-memory"));
    read_rule(*options);
  });
  add_check_examples(app);
  return {&app, [options] { return run_check(*options); }};
}

}  // namespace qed::tool
