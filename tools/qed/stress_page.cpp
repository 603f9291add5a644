#include "stress_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "selectivity_text.hpp"
#include "text.hpp"

#if QED_WITH_EVIDENCE
#include "qed/evidence/html.hpp"
#include "qed/evidence/rule_figures.hpp"
#endif

namespace qed::tool {

#if QED_WITH_EVIDENCE

namespace {

using namespace evidence;

Word word_of(Finding finding) {
  return {std::string(to_string(finding)), finding == Finding::proved    ? Word::Tone::good
                                           : finding == Finding::refuted ? Word::Tone::bad
                                                                         : Word::Tone::doubtful};
}

TableCell gain_cell(const Extended& gain) {
  if (gain.is_finite()) return gain.value();
  return std::string(gain.kind() == Extended::Kind::plus_infinity ? "infinite" : to_string(gain));
}

TableCell above_zero(const Rational& q) { return q > 0 ? TableCell(Value(q)) : TableCell(std::string("–")); }

std::string shown_name(const StressReport& report) {
  const std::string& name = report.rule.name();
  return name.size() <= 48 ? name : name.substr(0, 45) + "…";
}

// "rule-2-brier": what the files of a rule begin with.
std::string id_of(std::size_t index, const StressReport& report) {
  return fmt::format("rule-{}-{}", index + 1, slug(report.rule.name()));
}

DataTable overview(const std::vector<StressedRule>& rules) {
  DataTable table{"",
                  {"rule", "outcomes", "proper", "strictly", "central for η ≤", "not for η =", "c at η = 1/2",
                   "retention when learnt by"},
                  {}};
  for (const auto& [report, guarantees] : rules)
    for (const Examination& e : report.examinations) {
      std::vector<TableCell> row{shown_name(report), std::to_string(e.outcomes)};
      if (!e.why_not.empty()) {
        row.push_back(Word{"no formula", Word::Tone::doubtful});
        row.resize(table.columns.size());
        table.rows.push_back(std::move(row));
        continue;
      }
      row.push_back(word_of(e.properness.proper));
      row.push_back(word_of(e.properness.strictly));
      row.push_back(e.central ? above_zero(e.central->certified) : TableCell(std::string("–")));
      row.push_back(e.central && e.central->refuted ? TableCell(Value(*e.central->refuted))
                                                    : TableCell(std::string("–")));
      row.push_back(e.strong ? above_zero(e.strong->certified) : TableCell(std::string("–")));
      std::string kept;
      if (guarantees && e.outcomes == 2) {
        for (const auto& k : guarantees->kept)
          if (k.claim == "rule-retention") kept = fmt::format("kept at η = {}", to_decimal(k.eta, 6));
        if (guarantees->broken)
          kept += fmt::format("{}broken at η = {}", kept.empty() ? "" : "; ",
                              to_decimal(*guarantees->broken_at, 6));
      }
      row.push_back(std::move(kept));
      table.rows.push_back(std::move(row));
    }
  return table;
}

DataTable formulas(const Examination& e, Orientation orientation) {
  DataTable table{"", {"outcome y", orientation == Orientation::gain ? "S(p, y)" : "−S(p, y), a loss"}, {}};
  for (std::size_t y = 0; y < e.scores.size(); ++y) {
    std::string formula = to_string(orientation == Orientation::loss ? -e.scores[y] : e.scores[y]);
    if (formula.size() > 300) formula = formula.substr(0, 300) + "…";
    table.rows.push_back({std::to_string(y), std::move(formula)});
  }
  return table;
}

DataTable findings(const Examination& e) {
  const Properness& p = e.properness;
  DataTable table{"", {"property", "finding", "how"}, {}};
  table.rows.push_back({"proper", word_of(p.proper), fmt::format("{}; {}", to_string(p.method), p.proof)});
  table.rows.push_back(
      {"strictly proper", word_of(p.strictly), p.strictly_proof.empty() ? p.proof : p.strictly_proof});
  if (e.central) {
    const CentralRange& c = *e.central;
    if (c.certified > 0)
      table.rows.push_back({fmt::format("central for η ≤ {}", to_decimal_down(c.certified, 6)),
                            word_of(Finding::proved),
                            fmt::format("{}; {}", to_string(c.at_certified.method), c.at_certified.proof)});
    else
      table.rows.push_back({"central", word_of(Finding::undecided), "no η is certified"});
    if (c.refuted)
      table.rows.push_back(
          {fmt::format("central for η = {}", to_decimal_up(*c.refuted, 6)), word_of(Finding::refuted),
           fmt::format("truth {}, model {}: left side at least {}", tuple_text(c.at_refuted.witness->truth),
                       tuple_text(c.at_refuted.witness->report),
                       to_decimal_down(c.at_refuted.witness->left.lower(), 12))});
  }
  if (e.strong && e.strong->certified > 0)
    table.rows.push_back(
        {fmt::format("strong-central at η = {}, c = {}", to_string(e.strong->eta),
                     to_decimal_down(e.strong->certified, 6)),
         word_of(Finding::proved),
         fmt::format("{}; {}", to_string(e.strong->at_certified.method), e.strong->at_certified.proof)});
  return table;
}

void add_witnesses(Document& document, const Examination& e) {
  DataTable table{"Witnesses", {"of", "truth q", "report p", "gain S(p; q) − S(q; q)"}, {}};
  const auto add = [&](const char* what, const std::optional<ReportPair>& pair) {
    if (pair)
      table.rows.push_back({what, tuple_text(pair->truth), tuple_text(pair->report), gain_cell(pair->gain)});
  };
  add("not proper", e.properness.better);
  add("not strictly proper", e.properness.as_good);
  if (!table.rows.empty()) document.blocks.push_back(std::move(table));
  if (const auto seen = selectivity_sentence(e.selectivity); !seen.empty())
    document.blocks.push_back(fmt::format("Selective: {}.", seen));
}

// Whether there is anything above 0 for a figure to show.
bool leaves_room(const std::vector<Margin>& margins) {
  return std::ranges::any_of(margins, [](const Margin& m) { return m.above > 0; });
}

void add_figures(Document& document, const StressReport& report, const Examination& e,
                 const std::string& id) {
  const ShownRule shown{shown_name(report), e.scores};
  if (e.outcomes == 2) document.blocks.push_back(savage_curve(shown, id + "-savage-2", e.properness.better));
  if (e.outcomes == 3) document.blocks.push_back(savage_map(shown, id + "-savage-3", e.properness.better));
  if (e.margins.empty()) return;
  if (leaves_room(e.margins))
    document.blocks.push_back(margin_figure({{shown.name, e.margins}}, id + "-margin"));
  else
    document.blocks.push_back(
        "The margin of the central condition: no η leaves room. At each that was looked at, the largest c is "
        "not "
        "above 0.");
}

TableCell ratio_cell(const properties::RuleSearchReport& found) {
  if (!found.tightest || !found.tightest->result.worst.ratio) return std::string("–");
  return *found.tightest->result.worst.ratio;
}

// learns_by: the rule, whole, as options of `qed check`.
void add_guarantees(Document& document, const properties::RuleGuarantees& g, const std::string& shown,
                    const std::string& learns_by, const std::string& id) {
  const auto check_command = [&](const Rational& eta, std::string_view claim) {
    return fmt::format("qed check {} --eta {} --claim {}", learns_by, to_string(eta), claim);
  };
  document.blocks.push_back(Heading{shown + ": what the imitator keeps", 3});
  DataTable table{
      "", {"claim", "η", "random classes", "exercise it", "violated", "undecided", "tightest ratio"}, {}};
  for (const auto& k : g.kept)
    table.rows.push_back({std::string(k.claim), k.eta, std::to_string(k.found.classes),
                          std::to_string(k.found.interesting), std::to_string(k.found.violations),
                          std::to_string(k.found.undecided), ratio_cell(k.found)});
  if (!table.rows.empty())
    document.blocks.push_back(std::move(table));
  else
    document.blocks.push_back("Nothing is promised: no η is certified at two outcomes.");
  document.blocks.push_back(
      "Whatever the weights, the claims about one step hold (top-prefix, step-dominance, query-identity and "
      "the like), and "
      "so do query-count and product-growth-log: they speak of the collected models alone.");
  for (const auto& k : g.kept)
    if (k.found.tightest)
      document.blocks.push_back(
          ShownClass{fmt::format("The tightest class of {} at η = {}: case {} of seed {}.", k.claim,
                                 to_decimal(k.eta, 6), k.found.tightest->index, g.seed),
                     k.found.tightest->model_class, fmt::format("{}-{}.json", id, k.claim),
                     check_command(k.eta, k.claim)});
  for (const auto& k : g.kept)
    if (k.found.counterexample)
      document.blocks.push_back(ShownClass{
          fmt::format("Violated: {} at η = {}, on the smallest class found.", k.claim, to_decimal(k.eta, 6)),
          k.found.counterexample->model_class, fmt::format("{}-{}-violated.json", id, k.claim),
          "qed replay"});
  if (g.interrupted) document.blocks.push_back("Interrupted: this is what was found until then.");
  if (g.broken)
    document.blocks.push_back(ShownClass{
        fmt::format("Retention is lost at η = {}: P(E_N) = {} against the bound {}.",
                    to_decimal(*g.broken_at, 6), to_decimal(g.broken->result.worst.value->lower(), 9),
                    to_decimal(g.broken->result.worst.bound->lower(), 9)),
        g.broken->model_class, fmt::format("{}-retention-broken.json", id), "qed replay"});
}

void add_rule(Document& document, const StressedRule& stressed, Orientation orientation,
              const std::string& feature_options, const std::string& id) {
  const auto& [report, guarantees] = stressed;
  document.blocks.push_back(Heading{shown_name(report)});
  document.blocks.push_back(fmt::format(
      "{}{}{}. Where it is proper it elicits {}.",
      shown_name(report) == report.rule.name() ? "" : report.rule.name() + ". ",
      orientation == Orientation::gain ? "A larger score is better" : "Shown as a loss: smaller is better",
      report.rule.unit().empty() ? "" : ", in " + report.rule.unit(), report.rule.functional()));
  for (const Examination& e : report.examinations) {
    document.blocks.push_back(Heading{fmt::format("{}: {} outcomes", shown_name(report), e.outcomes), 3});
    if (!e.why_not.empty()) {
      document.blocks.push_back("No formula: " + e.why_not);
      continue;
    }
    document.blocks.push_back(formulas(e, orientation));
    document.blocks.push_back(findings(e));
    if (e.interrupted)
      document.blocks.push_back("Interrupted: what is undecided was not looked at to the end.");
    add_witnesses(document, e);
    add_figures(document, report, e, id);
  }
  if (guarantees)
    add_guarantees(document, *guarantees, shown_name(report),
                   "--rule " + shell_word(report.rule.name()) + feature_options, id);
}

}  // namespace

Document stress_document(const std::vector<StressedRule>& rules, std::size_t asked, Orientation orientation,
                         const std::string& feature_options) {
  Document document{rules.size() == 1 ? "A scoring rule examined" : "Scoring rules examined", {}};
  if (rules.size() < asked)
    document.blocks.push_back(
        fmt::format("The run was interrupted: {} of {} rules were examined.", rules.size(), asked));
  document.blocks.push_back(Heading{"Side by side"});
  document.blocks.push_back(overview(rules));
  std::vector<std::pair<std::string, std::vector<Margin>>> margins;
  for (const auto& [report, guarantees] : rules)
    for (const Examination& e : report.examinations)
      if (leaves_room(e.margins)) margins.emplace_back(shown_name(report), e.margins);
  if (margins.size() > 1) document.blocks.push_back(margin_figure(margins, "margins"));
  for (std::size_t i = 0; i < rules.size(); ++i)
    add_rule(document, rules[i], orientation, feature_options, id_of(i, rules[i].report));
  return document;
}

#else

evidence::Document stress_document(const std::vector<StressedRule>&, std::size_t, Orientation,
                                   const std::string&) {
  return {};
}

#endif

}  // namespace qed::tool
