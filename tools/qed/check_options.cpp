#include "check_options.hpp"

#include <limits>

#include <fmt/format.h>

#include "imitators.hpp"
#include "memory.hpp"
#include "qed/claims/by_rule.hpp"
#include "qed/claims/check.hpp"
#include "qed/exact/number.hpp"

namespace qed::tool {

namespace {

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

void add_check_options(CLI::App& app, const std::shared_ptr<CheckOptions>& options) {
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
}

}  // namespace qed::tool
