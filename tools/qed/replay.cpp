// qed replay: a saved counterexample again. Is the violation still there?
#include <fmt/format.h>

#include <algorithm>

#include "check_report.hpp"
#include "imitators.hpp"
#include "json_report.hpp"
#include "junit_report.hpp"
#include "memory.hpp"
#include "options.hpp"
#include "properties/faults.hpp"
#include "properties/rule_search.hpp"
#include "qed/claims/formula_score.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

struct ReplayOptions {
  std::string file;
  Format format = Format::text;
};

// The class, with a provenance that names an imitator there is and something that can be decided on a class:
// a claim, or that the engine agrees with the slow twin. Throws  ClassFileError naming the place, otherwise.
ModelClass read_counterexample(const std::string& file) {
  ModelClass mc = read_class_or_stdin(file);
  const std::string name = file == "-" ? "standard input" : file;
  if (!mc.counterexample)
    throw ClassFileError(name, "", "a class without \"counterexample\"",
                         "a counterexample that qed verify or qed stress saved");
  const auto& [id, imitator, seed, history, rule, eta] = *mc.counterexample;
  const auto refuse = [&](const char* pointer, const std::string& found, const std::string& expected) {
    throw ClassFileError(name, pointer, "\"" + found + "\"", expected);
  };
  const auto by_rule = claims_by_rule();
  const bool is_by_rule = std::ranges::find(by_rule, id) != by_rule.end();
  try {
    if (!rule.empty() && !is_by_rule)
      refuse("/counterexample/claim", id,
             fmt::format("a claim that is decided under a rule: {}", fmt::join(by_rule, ", ")));
    if (rule.empty() && id != properties::twin && !claim(id).on_classes())
      refuse("/counterexample/claim", id,
             is_by_rule ? "\"rule\" and \"eta\" beside it" : "a claim that is decided on a class");
  } catch (const std::invalid_argument& e) {
    refuse("/counterexample/claim", id, fmt::format("the id of a claim ({})", e.what()));
  }
  const bool of_a_node = rule.empty() && id != properties::twin && claim(id).kind == ClaimKind::per_node;
  if (!history.empty() && !of_a_node)
    throw ClassFileError(name, "/counterexample/history", count_text(history.size(), "step", "steps"),
                         fmt::format("none: {} is decided on the class as a whole", id));
  try {
    known_imitator(imitator);
  } catch (const std::invalid_argument& e) {
    refuse("/counterexample/imitator", imitator,
           fmt::format("\"cautious\" or the id of a fault ({})", e.what()));
  }
  if (rule.empty()) return mc;
  if (imitator != "cautious") refuse("/counterexample/imitator", imitator, "\"cautious\" with a rule");
  try {
    require_eta(eta);
  } catch (const std::invalid_argument& e) {
    refuse("/counterexample/eta", to_string(eta), e.what());
  }
  try {
    score_update(rule, eta);
  } catch (const std::invalid_argument& e) {
    refuse("/counterexample/rule", rule, fmt::format("a scoring rule: {}", e.what()));
  }
  return mc;
}

// What the class shows now.
struct Replay {
  CheckedFile checked;
  Provenance from;
  std::string difference;  // from the slow twin, where that is what the counterexample is about
  Status status;

  // Whether the node that is worst now is the saved history's. A claim about the whole class has no histories to differ.
  bool at_saved_history() const {
    return !checked.result || checked.result->claims.front().history == from.history;
  }
};

// Under the counterexample's rule. What does not apply, or was not reached, says nothing of the violation.
void replay_by_rule(Replay& replay, const ModelClass& mc, const RuleOptions& how) {
  const ScoreUpdate update = score_update(replay.from.rule, replay.from.eta);
  const std::string_view id = replay.from.claim;
  RuleCheck found = qed::check_by_rule(mc, properties::to_search(update, id), how, {&id, 1});
  CheckedFile& checked = replay.checked;
  checked.result = std::move(found.check);
  checked.undecided = std::move(found.undecided);
  checked.learned_by = LearnedBy{replay.from.rule, replay.from.eta, update.facts(mc.actions.size())};
  replay.status = checked.status();
  if (checked.result->claims.front().worst.verdict == Verdict::not_applicable)
    replay.status = Status::undecided;
}

Replay replayed(const std::string& file, const ModelClass& mc) {
  Replay replay{
      {.file = file, .imitator = mc.counterexample->imitator}, *mc.counterexample, {}, Status::undecided};
  replay.checked.model_class = mc;
  replay.checked.horizon_wanted = mc.horizon;
  if (replay.from.claim == properties::twin) {
    if (!properties::twin_can_enumerate(mc)) {
      replay.difference = "undecided: too many histories for the slow twin";
    } else {
      replay.difference = twin_difference(mc, replay.from.imitator);
      replay.status = replay.difference.empty() ? Status::holds : Status::violated;
    }
    return replay;
  }
  ProgressLine progress;
  const auto show = [&](const Progress& p) {
    progress.show(fmt::format("{}: step {} of {}", file, p.level, p.horizon));
  };
  if (!replay.from.rule.empty()) {
    replay_by_rule(replay, mc, {.interrupted = &interruption(), .progress = show});
    return replay;
  }
  EvaluateOptions how;
  how.limits.max_bytes = default_memory_limit();
  how.interrupted = &interruption();
  how.progress = show;
  replay.checked.result = check_with(mc, replay.from.imitator, how, {replay.from.claim});
  replay.status = replay.checked.status();
  return replay;
}

std::string text_of(const Replay& replay, const Style& style) {
  const ModelClass& mc = *replay.checked.model_class;
  std::string text =
      style(Tone::strong, printable(mc.name)) +
      fmt::format(" ({})\n  saved as a counterexample to {}, {}, seed {}", printable(replay.checked.file),
                  replay.from.claim, printable(imitator_text(replay.from)), replay.from.seed);
  if (!replay.from.history.empty()) text += fmt::format(", after {}", history_text(replay.from.history, mc));
  text += "\n\n" + class_text(mc, 2) + "\n";
  if (replay.checked.result)
    for (const auto& result : replay.checked.result->claims) text += claim_result_text(result, mc, style, 2);
  if (!replay.difference.empty()) text += fmt::format("  twin  {}\n", printable(replay.difference));
  if (replay.status == Status::violated && !replay.at_saved_history())
    return text + "  " +
           style(Tone::bad, "the claim is violated, worst at another history than the saved one") +
           fmt::format("\n    saved  {}\n    worst  {}\n", history_text(replay.from.history, mc),
                       history_text(replay.checked.result->claims.front().history, mc));
  switch (replay.status) {
    case Status::violated: return text + "  " + style(Tone::bad, "the violation is still there") + "\n";
    case Status::holds: return text + "  " + style(Tone::good, "the violation is gone") + "\n";
    default: return text + "  " + style(Tone::doubtful, "undecided") + "\n";
  }
}

Json json_of(const Replay& replay) {
  const auto& [file, mc] = std::tie(replay.checked.file, *replay.checked.model_class);
  Json json = {
      {"format", "demonstrandum-replay/1"},
      {"file", file},
      {"claim", replay.from.claim},
      {"imitator", replay.from.imitator},
      {"seed", replay.from.seed},
      {"rule", replay.from.rule.empty() ? Json() : Json(replay.from.rule)},
      {"eta", replay.from.rule.empty() ? Json() : Json(to_string(replay.from.eta))},
      {"history", to_json(replay.from.history, mc)},
      {"still_violated", replay.status == Status::violated},
      {"at_saved_history", replay.status == Status::violated ? Json(replay.at_saved_history()) : Json()}};
  const Verdict of_twin = replay.status == Status::violated ? Verdict::violated
                          : replay.status == Status::holds  ? Verdict::holds
                                                            : Verdict::undecided;
  json["result"] =
      replay.checked.result
          ? to_json(replay.checked)
          : Json({{"id", properties::twin}, {"verdict", to_string(of_twin)}, {"detail", replay.difference}});
  return json;
}

Status run_replay(const ReplayOptions& options) {
  std::optional<ModelClass> mc;
  try {
    mc = read_counterexample(options.file);
  } catch (const ClassFileError& e) {
    complain(e.what());
    return Status::bad_input;
  }
  const Replay replay = replayed(options.file, *mc);
  switch (options.format) {
    case Format::text: print(text_of(replay, Style::of_stdout())); break;
    case Format::json: print(dump(json_of(replay))); break;
    case Format::junit:
      print(replay.checked.result ? check_junit({replay.checked})
                                  : twin_junit(options.file, replay.status, replay.difference));
      break;
    case Format::csv: break;  // of ledgers alone
  }
  return replay.status;
}

}  // namespace

Command add_replay(CLI::App& parent) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App& app =
      add_command(parent, "replay", "Checks a saved counterexample again; exits 1 when it still is one");
  require(add_argument(app, "FILE", "A class file with a counterexample key; - is standard input",
                       [options](const std::string& file) { options->file = file; }));
  add_format(app, options->format);
  set_examples(app, {{"is the violation that qed verify found still there?",
                      "qed replay counterexamples/step-dominance-seed1-case37.json"}});
  return {&app, [options] { return run_replay(*options); }};
}

}  // namespace qed::tool
