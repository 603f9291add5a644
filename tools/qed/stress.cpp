// qed stress: a scoring rule, by name or as a formula: proper? strictly? central for which eta? what can it not see?
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "document_report.hpp"
#include "options.hpp"
#include "properties/faults/nearly_proper.hpp"
#include "qed/exact/number.hpp"
#include "qed/scoring/categorical.hpp"
#include "qed/scoring/formula.hpp"
#include "qed/scoring/rule_text.hpp"
#include "saving.hpp"
#include "stress_page.hpp"
#include "stress_report.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

constexpr std::uint64_t classes_on_a_page = 100;

struct StressCommandOptions {
  std::vector<std::string> rules;
  StressOptions run;
  Features features;
  Orientation orientation = Orientation::gain;
  Format format = Format::text;
  std::string out;
  bool list = false;
  bool faults = false;
  bool without_central = false;
  std::uint64_t classes = 0, seed = 1, max_boxes = 0;  // 0: none; as it is
};

std::vector<std::size_t> parse_outcomes(const std::string& text) {
  std::vector<std::size_t> outcomes;
  for (std::string_view rest = text;;) {
    const auto comma = rest.find(',');
    const std::string_view part = rest.substr(0, comma);
    if (part.size() != 1 || part[0] < '2' || part[0] > '6')
      refuse("--outcomes", fmt::format("\"{}\" is not a number of outcomes from 2 to 6, as in 2,3", part));
    outcomes.push_back(static_cast<std::size_t>(part[0] - '0'));
    if (comma == std::string_view::npos) return outcomes;
    rest.remove_prefix(comma + 1);
  }
}

std::string rules_text() {
  Table table({{"rule"}, {"S(p, y)"}, {""}});
  for (const RuleEntry& entry : rule_catalogue())
    table.row({std::string(entry.name), std::string(entry.formula), std::string(entry.note)});
  return table.text(Style::of_stdout(), 0);
}

Json rules_json() {
  Json rules = Json::array();
  for (const RuleEntry& entry : rule_catalogue())
    rules.push_back({{"name", entry.name}, {"formula", entry.formula}, {"note", entry.note}});
  return {{"format", "demonstrandum-rules/1"}, {"rules", std::move(rules)}};
}

// A formula's error points at its place with a caret, on lines of its own.
void complain_lines(std::string_view text) {
  const auto first = text.find('\n');
  complain(text.substr(0, first));
  if (first != std::string_view::npos) fmt::print(stderr, "{}\n", text.substr(first + 1));
}

// The rules that are nearly proper: is each refuted, or left undecided?
Status run_faults(StressCommandOptions o) {
  o.run.with_central = false;
  o.run.interrupted = &interruption();
  std::vector<StressedRule> reports;
  ProgressLine line;
  o.run.progress = [&](const std::string& what) { line.show(what); };
  std::vector<std::string> mistakes;
  for (const auto& fault : properties::nearly_proper_rules()) {
    reports.push_back({stress(fault.rule, o.run)});
    mistakes.emplace_back(fault.mistake);
  }
  line.clear();
  switch (o.format) {
    case Format::json: {
      Json report = stress_json(reports, o.orientation);
      for (std::size_t i = 0; i < mistakes.size(); ++i) report["results"][i]["mistake"] = mistakes[i];
      print(dump(report));
      break;
    }
    case Format::junit: print(near_proper_junit(reports)); break;
    default: print(near_proper_text(reports, mistakes, Style::of_stdout()));
  }
  return near_proper_status(reports);
}

// By what is certified at two outcomes.
std::optional<properties::RuleGuarantees> guarantees(const StressReport& report,
                                                     const StressCommandOptions& o) {
  for (const Examination& e : report.examinations) {
    if (e.outcomes != 2 || !e.why_not.empty()) continue;
    properties::RuleSearchOptions how;
    how.seed = o.seed;
    how.classes = o.classes;
    how.interrupted = &interruption();
    try {
      return properties::guarantees_of(report.rule, {e.central, e.strong}, how);
    } catch (const std::invalid_argument& why) {  // a score that no weight can be made of
      complain(fmt::format("{}: no imitator learns by it: {}", report.rule.name(), why.what()));
    }
  }
  return std::nullopt;
}

// " --feature x=0,3", for each.
std::string feature_options(const Features& features) {
  std::string line;
  for (const auto& [name, values] : features) {
    std::string feature = name + "=";
    for (std::size_t y = 0; y < values.size(); ++y) feature += (y > 0 ? "," : "") + to_string(values[y]);
    line += " --feature " + shell_word(feature);
  }
  return line;
}

std::string repeat_of(const StressCommandOptions& o) {
  std::string line = "qed stress --outcomes ";
  for (std::size_t i = 0; i < o.run.outcomes.size(); ++i)
    line += (i > 0 ? "," : "") + std::to_string(o.run.outcomes[i]);
  line += feature_options(o.features);
  if (o.orientation == Orientation::loss) line += " --orientation loss";
  if (o.max_boxes > 0) line += fmt::format(" --max-boxes {}", o.max_boxes);
  if (o.without_central) line += " --no-central";
  if (o.classes > 0) line += fmt::format(" --classes {} --seed {}", o.classes, o.seed);
  line += " --";
  for (const std::string& rule : o.rules) line += " " + shell_word(rule);
  return line;
}

// The page, and what programs and CI read, in one folder.
void write_reports(const std::vector<StressedRule>& reports, const StressCommandOptions& o) {
  const std::string page = write_document_page(
      stress_document(reports, o.rules.size(), o.orientation, feature_options(o.features)), o.out,
      repeat_of(o));
  write_file(o.out + "/stress.json", dump(stress_json(reports, o.orientation)));
  write_file(o.out + "/junit.xml", stress_junit(reports, o.orientation));
  if (o.format == Format::text) print(fmt::format("\nThe page: {}\n", page));
}

Status run_stress(StressCommandOptions o) {
  if (o.list) {
    if (o.format == Format::junit) refuse("--list", "expected --format text or json");
    print(o.format == Format::json ? dump(rules_json()) : rules_text());
    return Status::holds;
  }
  if (o.faults) return run_faults(std::move(o));
  if (o.rules.empty()) refuse("RULE", "expected a rule, by name (see --list) or as a formula");
  if (o.classes > 0 && std::ranges::find(o.run.outcomes, std::size_t{2}) == o.run.outcomes.end())
    refuse("--classes", "its classes have two actions; expected 2 among --outcomes");
  o.run.with_central = !o.without_central;
  if (!o.out.empty()) {
    require_document_folder(o.out);
    o.run.margin_points = 20;
    if (o.classes == 0) o.classes = classes_on_a_page;
  }
  std::vector<Rule> rules;
  for (const std::string& text : o.rules) {
    try {
      rules.push_back(rule_from_text(text, o.features));
      for (const std::size_t outcomes : o.run.outcomes) rules.back().scores(outcomes);
    } catch (const FormulaError& e) {
      complain_lines(e.what());
      return Status::bad_input;
    } catch (const std::invalid_argument& e) {
      refuse("RULE", e.what());
    }
  }
  std::vector<StressedRule> reports;
  o.run.interrupted = &interruption();
  {
    ProgressLine line;
    o.run.progress = [&](const std::string& what) { line.show(what); };
    for (const Rule& rule : rules) {
      if (interruption()) break;
      reports.push_back({stress(rule, o.run)});
      if (o.classes == 0) continue;
      line.show(rule.name() + ": the imitator that learns by it");
      reports.back().guarantees = guarantees(reports.back().report, o);
    }
  }
  switch (o.format) {
    case Format::json: print(dump(stress_json(reports, o.orientation))); break;
    case Format::junit: print(stress_junit(reports, o.orientation)); break;
    default: print(stress_text(reports, o.orientation, Style::of_stdout()));
  }
  if (!o.out.empty()) write_reports(reports, o);
  Status status = stress_status(reports);
  if (reports.size() < rules.size()) {
    complain(fmt::format("interrupted: {} of {} rules were examined", reports.size(), rules.size()));
    status = worse(status, Status::undecided);
  }
  return status;
}

}  // namespace

Command add_stress(CLI::App& parent) {
  auto o = std::make_shared<StressCommandOptions>();
  CLI::App& app =
      add_command(parent, "stress", "Examines scoring rules: proper? strictly? for which imitators?");
  CLI::Option* const rules = add_arguments(
      app, "RULE", "Names (see --list) or formulas in p, y and n, such as '2*p[y] - sum(p^2)'", o->rules);
  CLI::Option* const list = add_flag(app, "--list", "Lists the rules that have names", o->list);
  CLI::Option* const faults =
      add_flag(app, "--faults",
               "Examines rules that are nearly proper instead: 0 where none is called proved", o->faults);
  add_text(app, "--outcomes", "N,N", "The numbers of outcomes, 2 to 6 (2,3 by default)",
           [o](const std::string& text) { o->run.outcomes = parse_outcomes(text); });
  add_features(app, "outcome", o->features);
  add_flag(app, "--no-central", "Leaves out the central condition, which takes longest", o->without_central);
  CLI::Option* const classes = add_count(
      app, "--classes",
      "Also checks the imitator that learns by the rule: retention on so many random classes of two actions, "
      "and the smallest class that breaks it at a larger eta",
      1, 1'000'000, [o](std::uint64_t n) { o->classes = n; });
  need(add_seed(app, o->seed, "Of the random classes (1 by default); random draws a fresh one"), classes);
  CLI::Option* const out = add_text(
      app, "--out", "DIR",
      "Also writes a page there, with figures, and the results for programs and for CI; --classes is "
      "100 then unless "
      "it is given",
      [o](const std::string& folder) { o->out = folder; });
  add_text(app, "--orientation", "gain|loss",
           "How scores are shown: larger is better (gain), or smaller (loss)", [o](const std::string& text) {
             if (text != "gain" && text != "loss")
               refuse("--orientation", fmt::format("\"{}\" is neither gain nor loss", text));
             o->orientation = text == "gain" ? Orientation::gain : Orientation::loss;
           });
  add_count(app, "--max-boxes", "Gives up on a proof by boxes after so many", 1, 100'000'000,
            [o](std::uint64_t n) {
              o->max_boxes = n;
              o->run.properness.max_boxes = n;
              o->run.central.max_boxes = n;
            });
  for (CLI::Option* const other : {list, faults}) exclude(other, {rules, out, classes});
  add_format(app, o->format);
  set_examples(
      app,
      {{"a rule by name", "qed stress brier"},
       {"a rule of one's own", "qed stress 'ln(p[y]) + 3*(2*p[y] - sum(p^2))'"},
       {"one that begins with a minus, after --", "qed stress -- '-sum(k, (p[k] - (k == y ? 1 : 0))^2)'"},
       {"one that sees a mean alone", "qed stress moments:x --feature x=0,1,3 --outcomes 3"},
       {"one that sees how alike outcomes are", "qed stress 'kernel:exp(-(i - j)^2)'"},
       {"one made from a convex function of the report", "qed stress 'savage:sum(p^4)'"},
       {"one made of others: which class, then which outcome in it",
        "qed stress 'chain:0,1,1:brier then log' --outcomes 3"},
       {"a page that sets rules side by side", "qed stress log brier spherical --out rules"},
       {"what an imitator keeps that learns by it", "qed stress brier --outcomes 2 --classes 500"},
       {"several, at two to four outcomes", "qed stress log spherical rps --outcomes 2,3,4"}});
  return {&app, [o] { return run_stress(*o); }};
}

}  // namespace qed::tool
