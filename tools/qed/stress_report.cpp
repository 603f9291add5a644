#include "stress_report.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "junit_report.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"
#include "table.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

// Whole, however long: a witness is there to be checked.
std::string law_text(std::span<const Rational> law) { return tuple_text(law); }

std::string gain_text(const Extended& gain) {
  if (!gain.is_finite()) return to_string(gain);
  if (gain.is_exact()) return exact_and_decimal(gain.value().exact(), 40);
  return "at least " + to_decimal_down(gain.value().lower(), 6);
}

Tone tone_of(Finding finding) {
  return finding == Finding::proved ? Tone::good : finding == Finding::refuted ? Tone::bad : Tone::doubtful;
}

// S(p; q) - S(q; q) is what the report gains; and, where S is shown as a loss, what its loss is less by.
std::string pair_text(const ReportPair& pair, Orientation orientation) {
  return fmt::format("truth {}, report {}: {} {}", law_text(pair.truth), law_text(pair.report),
                     orientation == Orientation::gain ? "gain" : "loss less by", gain_text(pair.gain));
}

// "proved (exact)"; how is nothing that can be said of what is undecided.
std::string found_text(Finding finding, Method method) {
  if (finding == Finding::undecided) return std::string(to_string(finding));
  return fmt::format("{} ({})", to_string(finding), to_string(method));
}

// The first boxes that a proof left, with the names of their sides.
std::string boxes_text(std::span<const ReportBox> left, std::size_t all,
                       const std::function<std::string(std::size_t)>& side) {
  if (left.empty()) return {};
  constexpr std::size_t shown = 3;
  std::string text = "    left:";
  for (std::size_t b = 0; b < std::min(left.size(), shown); ++b) {
    text += b > 0 ? "; " : " ";
    for (std::size_t i = 0; i < left[b].sides.size(); ++i)
      text += fmt::format("{}{} in {} .. {}", i > 0 ? ", " : "", side(i), to_string(left[b].sides[i].first),
                          to_string(left[b].sides[i].second));
  }
  return text + (all > shown ? fmt::format("; and {} more\n", all - shown) : "\n");
}

std::string side_of_report(std::size_t i) { return fmt::format("p[{}]", i); }
std::string side_of_pair(std::size_t i) { return i == 0 ? "p[0]" : "q[0]"; }

// ", in nats: the logarithmic loss, negated".
std::string scale_text(const Rule& rule) {
  return (rule.unit().empty() ? "" : ", in " + rule.unit()) +
         (rule.literature().empty() ? "" : ": " + rule.literature());
}

std::string shown_formula(const Examination& e, Orientation orientation) {
  std::string text;
  for (std::size_t y = 0; y < e.scores.size(); ++y)
    text +=
        fmt::format("    y = {}:  {}\n", y,
                    shortened(to_string(orientation == Orientation::loss ? -e.scores[y] : e.scores[y]), 200));
  return text;
}

// "1", "0.2315", "1.4141": what was certified or refuted of eta and c.
std::string limit_text(const Rational& q) { return exact_and_decimal(q, 24); }

// Of an improper rule the refutation alone: a central rule is proper, by Jensen.
std::string central_text(const Examination& e) {
  const CentralRange& range = *e.central;
  const bool improper = e.properness.proper == Finding::refuted;
  std::string text;
  if (range.certified > 0)
    text += fmt::format("    central for eta <= {}: {}, {}\n", limit_text(range.certified),
                        to_string(range.at_certified.method), range.at_certified.proof);
  else if (!improper)
    text += fmt::format("    central: no eta is certified{}\n",
                        range.at_certified.proof.empty() ? "" : ": " + range.at_certified.proof) +
            boxes_text(range.at_certified.first_left, range.at_certified.left, side_of_pair);
  if (range.refuted) {
    const CentralWitness& w = *range.at_refuted.witness;
    text += fmt::format("    {} eta = {}: truth {}, model {}: left side at least {} > 1\n",
                        improper ? "central for no eta, since it is improper; at" : "not for",
                        limit_text(*range.refuted), law_text(w.truth), law_text(w.report),
                        to_decimal_down(w.left.lower(), 12));
  } else {
    text += "    no eta is refuted\n";
  }
  return text;
}

std::string strong_text(const StrongRange& range) {
  std::string text;
  if (range.certified > 0)
    text += fmt::format("    strong-central at eta = {}: c = {}: {}, {}\n", to_string(range.eta),
                        limit_text(range.certified), to_string(range.at_certified.method),
                        range.at_certified.proof);
  else
    text += fmt::format("    strong-central at eta = {}: no c is certified{}\n", to_string(range.eta),
                        range.at_certified.proof.empty() ? "" : ": " + range.at_certified.proof) +
            boxes_text(range.at_certified.first_left, range.at_certified.left, side_of_pair);
  if (range.refuted) {
    const CentralWitness& w = *range.at_refuted.witness;
    text += fmt::format(
        "    not with c = {}: truth {}, model {}: left side at least {} > 1 - c |model - truth|^2\n",
        limit_text(*range.refuted), law_text(w.truth), law_text(w.report),
        to_decimal_down(w.left.lower(), 12));
  }
  return text;
}

std::string selectivity_text(const Selectivity& s) {
  if (!s.hidden) return {};
  std::string text = "    selective: ";
  if (s.decided) {
    text += "the scores depend on the report only through these moments:";
    for (const auto& moment : s.moments) text += " " + law_text(moment);
    text += "\n    ";
  }
  text += fmt::format("the reports {} and {} score the same whatever happens\n", law_text(s.hidden->first),
                      law_text(s.hidden->second));
  return text;
}

// The smallest class that violates what is promised, where there is one: a counterexample.
std::string violation_text(const properties::RuleSearchReport& found) {
  if (!found.counterexample) return {};
  return fmt::format("    violated, ratio {} on\n{}", ratio_text(found.counterexample->result.worst),
                     class_text(found.counterexample->model_class, 6));
}

std::string guarantees_text(const properties::RuleGuarantees& g) {
  std::string text = "  learning by it, two actions\n";
  for (const auto& [claim, eta, found] : g.kept)
    text +=
        fmt::format(
            "    {} at eta = {}: {} random classes (seed {}), {} exercise it, {} violated, {} undecided{}\n",
            claim, exact_and_decimal(eta, 24), found.classes, g.seed, found.interesting, found.violations,
            found.undecided,
            found.tightest ? fmt::format("; tightest ratio {}", ratio_text(found.tightest->result.worst))
                           : "") +
        violation_text(found);
  if (g.broken)
    text += fmt::format("    rule-retention broken at eta = {}: ratio {} on\n{}",
                        exact_and_decimal(*g.broken_at, 24), ratio_text(g.broken->result.worst),
                        class_text(g.broken->model_class, 6));
  else if (g.interrupted)
    text += "    interrupted: this is what was found until then\n";
  else if (g.kept.empty())
    text += "    nothing is promised; rule-retention not broken by two coins at eta up to 2\n";
  else
    text += "    rule-retention not broken by two coins up to three times that eta\n";
  return text;
}

}  // namespace

Finding finding_of(const properties::KeptClaim& kept) {
  if (kept.found.violations > 0) return Finding::refuted;
  return kept.found.undecided > 0 ? Finding::undecided : Finding::proved;
}

namespace {

Status finding_status(Finding finding) {
  return finding == Finding::refuted     ? Status::violated
         : finding == Finding::undecided ? Status::undecided
                                         : Status::holds;
}

Status guarantees_status(const properties::RuleGuarantees& g) {
  Status status = g.interrupted ? Status::undecided : Status::holds;
  for (const auto& kept : g.kept) status = worse(status, finding_status(finding_of(kept)));
  return status;
}

}  // namespace

Status stress_status(const std::vector<StressedRule>& rules) {
  Status status = Status::holds;
  for (const auto& [report, guarantees] : rules) {
    if (guarantees) status = worse(status, guarantees_status(*guarantees));
    for (const Examination& e : report.examinations) {
      if (e.interrupted) status = worse(status, Status::undecided);
      if (!e.why_not.empty())
        status = worse(status, Status::bad_input);
      else
        status = worse(status, finding_status(e.properness.proper));
    }
  }
  return status;
}

Status near_proper_status(const std::vector<StressedRule>& rules) {
  Status status = Status::holds;
  for (const auto& [report, guarantees] : rules)
    for (const Examination& e : report.examinations) {
      if (e.interrupted) status = worse(status, Status::undecided);
      if (e.properness.proper == Finding::proved) status = Status::violated;
    }
  return status;
}

std::string stress_text(const std::vector<StressedRule>& rules, Orientation orientation, const Style& style) {
  std::string text;
  Table overview({{"rule"},
                  {"outcomes", Align::right},
                  {"proper"},
                  {"strictly"},
                  {"central for eta <="},
                  {"time", Align::right}});
  for (const auto& [report, guarantees] : rules) {
    text += fmt::format(
        "{}{}, {}{}\n", text.empty() ? "" : "\n", style(Tone::strong, printable(report.rule.name())),
        orientation == Orientation::gain ? "larger is better" : "shown as a loss: smaller is better",
        scale_text(report.rule));
    for (const Examination& e : report.examinations) {
      text += fmt::format("  {} outcomes\n", e.outcomes);
      if (!e.why_not.empty()) {
        text += fmt::format("    no formula: {}\n", e.why_not);
        continue;
      }
      const Properness& p = e.properness;
      text += shown_formula(e, orientation);
      text += fmt::format("    properness {}: {}\n", style(tone_of(p.proper), found_text(p.proper, p.method)),
                          p.proof);
      if (p.proper == Finding::undecided) text += boxes_text(p.left, p.left.size(), side_of_report);
      if (p.better) text += "    " + pair_text(*p.better, orientation) + "\n";
      if (e.z3 != SecondOpinion::not_asked)
        text += fmt::format("    second opinion: Z3 {}\n", to_string(e.z3));
      if (p.proper != Finding::refuted)
        text += fmt::format("    strict properness {}: {}\n",
                            style(tone_of(p.strictly), found_text(p.strictly, p.strictly_method)),
                            p.strictly_proof.empty() ? p.proof : p.strictly_proof);
      if (p.as_good) text += "    " + pair_text(*p.as_good, orientation) + "\n";
      if (const std::string what = elicited(report.rule, p); !what.empty())
        text += fmt::format("    elicits {}\n", what);
      text += selectivity_text(e.selectivity);
      if (e.central) text += central_text(e);
      if (e.strong) text += strong_text(*e.strong);
      if (e.interrupted) text += "    interrupted: what is undecided was not looked at to the end\n";
      overview.row({printable(report.rule.name()), std::to_string(e.outcomes),
                    Cell(std::string(to_string(p.proper)), tone_of(p.proper)),
                    Cell(std::string(to_string(p.strictly)), tone_of(p.strictly)),
                    e.central && e.central->certified > 0 ? to_decimal_down(e.central->certified, 6)
                                                          : std::string("-"),
                    duration_text(static_cast<double>(e.took.count()) * 1e-9)});
    }
    if (guarantees) text += guarantees_text(*guarantees);
  }
  return text + "\n" + overview.text(style);
}

std::string near_proper_text(const std::vector<StressedRule>& rules, const std::vector<std::string>& mistakes,
                             const Style& style) {
  Table table(
      {{"rule"}, {"mistake"}, {"outcomes", Align::right}, {"proper"}, {"truth"}, {"report"}, {"gain"}});
  std::size_t proved = 0, refuted = 0, undecided = 0;
  for (std::size_t i = 0; i < rules.size(); ++i)
    for (const Examination& e : rules[i].report.examinations) {
      const Properness& p = e.properness;
      ++(p.proper == Finding::proved ? proved : p.proper == Finding::refuted ? refuted : undecided);
      table.row({rules[i].report.rule.name(), mistakes[i], std::to_string(e.outcomes),
                 Cell(std::string(to_string(p.proper)), tone_of(p.proper)),
                 p.better ? law_text(p.better->truth) : std::string(),
                 p.better ? law_text(p.better->report) : std::string(),
                 p.better ? gain_text(p.better->gain) : std::string()});
    }
  return table.text(style, 0) +
         fmt::format("\n{} refuted, {} undecided, {} called proved\n", refuted, undecided, proved);
}

namespace {

Json law_json(std::span<const Rational> law) {
  Json json = Json::array();
  for (const Rational& x : law) json.push_back(to_string(x));
  return json;
}

Json to_json(const Extended& e) {
  if (!e.is_finite()) return to_string(e);
  return tool::to_json(e.value());
}

Json to_json(const ReportPair& pair) {
  return {{"truth", law_json(pair.truth)}, {"report", law_json(pair.report)}, {"gain", to_json(pair.gain)}};
}

Json boxes_json(std::span<const ReportBox> left) {
  Json boxes = Json::array();
  for (const ReportBox& box : left) {
    Json sides = Json::array();
    for (const auto& [from, to] : box.sides) sides.push_back({to_string(from), to_string(to)});
    boxes.push_back(std::move(sides));
  }
  return boxes;
}

// null for what is undecided: no method decided it.
Json method_json(Finding finding, Method method) {
  return finding == Finding::undecided ? Json() : Json(to_string(method));
}

Json to_json(const Central& c) {
  Json json = {
      {"finding", to_string(c.finding)}, {"method", method_json(c.finding, c.method)}, {"proof", c.proof}};
  if (c.boxes > 0) json["boxes"] = c.boxes;
  if (c.left > 0) json["boxes_left"] = c.left;
  if (!c.first_left.empty()) json["first_boxes_left"] = boxes_json(c.first_left);
  if (c.witness)
    json["witness"] = {{"truth", law_json(c.witness->truth)},
                       {"report", law_json(c.witness->report)},
                       {"left", tool::to_json(Value(c.witness->left))},
                       {"right", tool::to_json(c.witness->right)}};
  return json;
}

template <class Range>
Json range_json(const Range& range) {
  Json json;
  json["certified"] = range.certified > 0 ? tool::to_json(range.certified) : Json();
  if (range.certified > 0)
    json["certified_by"] = to_json(range.at_certified);
  else if (!range.at_certified.proof.empty())
    json["attempt"] = to_json(range.at_certified);  // why nothing is
  json["refuted"] = range.refuted ? tool::to_json(*range.refuted) : Json();
  if (range.refuted) json["refuted_by"] = to_json(range.at_refuted);
  return json;
}

Json to_json(const properties::RuleGuarantees& g) {
  Json kept = Json::array();
  for (const auto& [claim, eta, found] : g.kept) {
    Json json = {{"claim", claim},
                 {"eta", to_string(eta)},
                 {"classes", found.classes},
                 {"interesting", found.interesting},
                 {"violations", found.violations},
                 {"undecided", found.undecided}};
    if (found.tightest) {
      if (found.tightest->result.worst.ratio)
        json["tightest_ratio"] = ratio_decimal(*found.tightest->result.worst.ratio);
      json["tightest"] = Json::parse(write_class(found.tightest->model_class));
    }
    if (found.counterexample)
      json["counterexample"] = Json::parse(write_class(found.counterexample->model_class));
    kept.push_back(std::move(json));
  }
  Json json = {{"actions", 2}, {"seed", g.seed}, {"interrupted", g.interrupted}, {"kept", std::move(kept)}};
  json["broken_at"] = g.broken_at ? Json(to_string(*g.broken_at)) : Json();
  if (g.broken) json["counterexample"] = Json::parse(write_class(g.broken->model_class));
  return json;
}

}  // namespace

Json stress_json(const std::vector<StressedRule>& rules, Orientation orientation) {
  Json results = Json::array();
  for (const auto& [report, guarantees] : rules) {
    Json examinations = Json::array();
    for (const Examination& e : report.examinations) {
      Json json = {{"outcomes", e.outcomes}};
      if (!e.why_not.empty()) {
        json["error"] = e.why_not;
        examinations.push_back(std::move(json));
        continue;
      }
      for (const Expression& score : e.scores)
        json["scores"].push_back(to_string(orientation == Orientation::loss ? -score : score));
      const Properness& p = e.properness;
      json["properness"] = {
          {"finding", to_string(p.proper)}, {"method", method_json(p.proper, p.method)}, {"proof", p.proof}};
      if (p.better) json["properness"]["witness"] = to_json(*p.better);
      if (!p.left.empty()) json["properness"]["boxes_left"] = boxes_json(p.left);
      if (e.z3 != SecondOpinion::not_asked) json["properness"]["z3"] = to_string(e.z3);
      json["strict_properness"] = {{"finding", to_string(p.strictly)},
                                   {"method", method_json(p.strictly, p.strictly_method)},
                                   {"proof", p.strictly_proof}};
      if (p.as_good) json["strict_properness"]["witness"] = to_json(*p.as_good);
      const std::string what = elicited(report.rule, p);
      json["elicits"] = what.empty() ? Json() : Json(what);
      if (e.selectivity.decided) {
        Json moments = Json::array();
        for (const auto& moment : e.selectivity.moments) moments.push_back(law_json(moment));
        json["moments_seen"] = std::move(moments);
      }
      if (e.selectivity.hidden)
        json["indistinguishable"] =
            Json::array({law_json(e.selectivity.hidden->first), law_json(e.selectivity.hidden->second)});
      if (e.central) json["central_condition"] = range_json(*e.central);
      if (e.strong) {
        json["strong_central"] = range_json(*e.strong);
        json["strong_central"]["eta"] = to_string(e.strong->eta);
      }
      if (!e.margins.empty()) {
        Json margins = Json::array();
        for (const Margin& m : e.margins)
          margins.push_back({{"eta", to_string(m.eta)},
                             {"certified", m.certified ? Json(to_string(*m.certified)) : Json()},
                             {"above", to_string(m.above)}});
        json["margins"] = std::move(margins);
      }
      if (e.interrupted) json["interrupted"] = true;
      json["seconds"] = static_cast<double>(e.took.count()) * 1e-9;
      examinations.push_back(std::move(json));
    }
    Json entry = {{"rule", report.rule.name()},
                  {"orientation", orientation == Orientation::gain ? "gain" : "loss"},
                  {"unit", report.rule.unit().empty() ? Json() : Json(report.rule.unit())},
                  {"literature", report.rule.literature().empty() ? Json() : Json(report.rule.literature())},
                  {"examinations", std::move(examinations)}};
    if (guarantees) entry["guarantees"] = to_json(*guarantees);
    results.push_back(std::move(entry));
  }
  return {{"format", "demonstrandum-stress/1"}, {"program", program()}, {"results", std::move(results)}};
}

namespace {

using CaseOutcome = TestCase::Outcome;

void add_case(TestSuite& suite, std::string name, CaseOutcome outcome, std::string why) {
  suite.cases.push_back({std::move(name), outcome, outcome == CaseOutcome::passed ? "" : std::move(why)});
}

// What counts for the status.
void add_verdict(TestSuite& suite, std::string name, Finding finding, const std::string& why) {
  const CaseOutcome outcome = finding == Finding::proved    ? CaseOutcome::passed
                              : finding == Finding::refuted ? CaseOutcome::failed
                                                            : CaseOutcome::error;
  add_case(suite, std::move(name), outcome, fmt::format("{}: {}", to_string(finding), why));
}

// What is information.
void add_information(TestSuite& suite, std::string name, Finding finding, const std::string& why) {
  add_case(suite, std::move(name), finding == Finding::proved ? CaseOutcome::passed : CaseOutcome::skipped,
           fmt::format("{}: {}", to_string(finding), why));
}

void add_examination(TestSuite& suite, const Examination& e, Orientation orientation) {
  const std::string at = fmt::format(", {} outcomes", e.outcomes);
  const Properness& p = e.properness;
  if (!e.why_not.empty()) {
    add_verdict(suite, "properness" + at, Finding::undecided, e.why_not);
    return;
  }
  add_verdict(suite, "properness" + at, p.proper, p.better ? pair_text(*p.better, orientation) : p.proof);
  add_information(suite, "strict properness" + at, p.strictly,
                  p.as_good                  ? pair_text(*p.as_good, orientation)
                  : p.strictly_proof.empty() ? p.proof
                                             : p.strictly_proof);
  if (e.central) {
    const CentralRange& c = *e.central;
    std::string why = "no eta is certified";
    if (!c.at_certified.proof.empty()) why += ": " + c.at_certified.proof;
    if (c.refuted) why += "; not for eta = " + to_string(*c.refuted);
    add_information(suite, "central condition" + at, c.certified > 0 ? Finding::proved : Finding::undecided,
                    why);
  }
  if (e.strong)
    add_information(suite,
                    fmt::format("strong central condition at eta = {}{}", to_string(e.strong->eta), at),
                    e.strong->certified > 0 ? Finding::proved : Finding::undecided, "no c is certified");
  if (e.interrupted) add_verdict(suite, "to the end" + at, Finding::undecided, "interrupted");
}

void add_guarantees(TestSuite& suite, const properties::RuleGuarantees& g) {
  for (const auto& kept : g.kept)
    add_verdict(suite, fmt::format("{} at eta = {}", kept.claim, to_string(kept.eta)), finding_of(kept),
                fmt::format("of {} random classes (seed {}) {} violate it, {} are undecided",
                            kept.found.classes, g.seed, kept.found.violations, kept.found.undecided));
  if (g.interrupted)
    add_verdict(suite, "guarantees to the end", Finding::undecided, "interrupted");
  else if (g.kept.empty())
    add_case(suite, "rule-retention", CaseOutcome::skipped,
             "nothing is promised: no eta is certified at two outcomes");
}

}  // namespace

std::string stress_junit(const std::vector<StressedRule>& rules, Orientation orientation) {
  std::vector<TestSuite> suites;
  for (const auto& [report, guarantees] : rules) {
    TestSuite& suite = suites.emplace_back(TestSuite{.name = report.rule.name()});
    for (const Examination& e : report.examinations) add_examination(suite, e, orientation);
    if (guarantees) add_guarantees(suite, *guarantees);
  }
  return junit_document("qed stress", suites);
}

std::string near_proper_junit(const std::vector<StressedRule>& rules) {
  std::vector<TestSuite> suites;
  for (const auto& [report, guarantees] : rules) {
    TestSuite& suite = suites.emplace_back(TestSuite{.name = report.rule.name()});
    for (const Examination& e : report.examinations) {
      const bool proved = e.properness.proper == Finding::proved;
      add_case(suite, fmt::format("not called proper, {} outcomes", e.outcomes),
               proved          ? CaseOutcome::failed
               : e.interrupted ? CaseOutcome::error
                               : CaseOutcome::passed,
               proved ? e.properness.proof : "interrupted");
    }
  }
  return junit_document("qed stress --faults", suites);
}

}  // namespace qed::tool
