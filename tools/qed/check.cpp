// qed check: every claim about classes, on those in these files: exactly, or where that is out of reach, by sampling.
#include <limits>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "certificate.hpp"
#include "check_options.hpp"
#include "check_report.hpp"
#include "imitators.hpp"
#include "json_report.hpp"
#include "junit_report.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

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

}  // namespace

Command add_check(CLI::App& parent) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App& app = add_command(parent, "check",
                              "Decides the claims about classes on those in files: exactly, or by sampling");
  add_check_options(app, options);
  return {&app, [options] { return run_check(*options); }};
}

}  // namespace qed::tool
