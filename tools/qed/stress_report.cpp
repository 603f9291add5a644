#include "stress_report.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "qed/exact/number.hpp"
#include "selectivity_text.hpp"
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

std::string pair_text(const ReportPair& pair, Orientation orientation) {
  return fmt::format("truth {}, report {}: {} {}", law_text(pair.truth), law_text(pair.report),
                     orientation == Orientation::gain ? "gain" : "loss less by", gain_text(pair.gain));
}

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
      if (const auto seen = selectivity_sentence(e.selectivity); !seen.empty())
        text += fmt::format("    selective: {}\n", seen);
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

}  // namespace qed::tool
