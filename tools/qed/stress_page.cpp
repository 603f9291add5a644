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

// The eta of the strong condition, the same for every rule of a run; none where it was not asked for.
std::optional<Rational> strong_eta(const std::vector<StressedRule>& rules) {
  for (const auto& [report, guarantees] : rules)
    for (const Examination& e : report.examinations)
      if (e.strong) return e.strong->eta;
  return std::nullopt;
}

// "kept at η = 1, 27 of 100 exercise it"; that no class did is no sign that it is kept.
std::string retention_text(const properties::KeptClaim& kept) {
  const std::string at = fmt::format(" at η = {}, ", to_decimal(kept.eta, 6));
  const auto of = [&](std::uint64_t n, std::string_view what) {
    return fmt::format("{} of {} {}", n, kept.found.classes, what);
  };
  switch (finding_of(kept)) {
    case Finding::refuted: return "violated" + at + of(kept.found.violations, "violate it");
    case Finding::undecided: return "undecided" + at + of(kept.found.undecided, "are undecided");
    case Finding::proved: break;
  }
  return (kept.found.interesting > 0 ? "kept" : "not seen") + at + of(kept.found.interesting, "exercise it");
}

// "rule-2-brier": what the files of a rule begin with.
std::string id_of(std::size_t index, const StressReport& report) {
  return fmt::format("rule-{}-{}", index + 1, slug(report.rule.name()));
}

DataTable overview(const std::vector<StressedRule>& rules) {
  const auto eta = strong_eta(rules);
  DataTable table{"",
                  {"rule", "outcomes", "proper", "strictly", "central for η ≤",
                   "not for η =", eta ? "c at η = " + to_string(*eta) : "c", "retention when learnt by"},
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
          if (k.claim == "rule-retention") kept = retention_text(k);
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

// How it was found; of what is undecided, what is missing.
std::string found_how(Finding finding, Method method, const std::string& proof) {
  return finding == Finding::undecided ? proof : fmt::format("{}; {}", to_string(method), proof);
}

std::string shown_witness(const CentralWitness& w) {
  return fmt::format("truth {}, model {}: left side at least {}, above {}", tuple_text(w.truth),
                     tuple_text(w.report), to_decimal_down(w.left.lower(), 12), to_decimal(w.right, 12));
}

void add_strong(DataTable& table, const StrongRange& strong) {
  if (strong.certified > 0)
    table.rows.push_back({fmt::format("strong-central at η = {}, c = {}", to_string(strong.eta),
                                      to_decimal_down(strong.certified, 6)),
                          word_of(Finding::proved),
                          found_how(Finding::proved, strong.at_certified.method, strong.at_certified.proof)});
  else
    table.rows.push_back({fmt::format("strong-central at η = {}", to_string(strong.eta)),
                          word_of(Finding::undecided), "no c is certified: " + strong.at_certified.proof});
  if (strong.refuted)
    table.rows.push_back({fmt::format("strong-central at η = {}, c = {}", to_string(strong.eta),
                                      to_decimal_up(*strong.refuted, 6)),
                          word_of(Finding::refuted), shown_witness(*strong.at_refuted.witness)});
}

DataTable findings(const Examination& e) {
  const Properness& p = e.properness;
  DataTable table{"", {"property", "finding", "how"}, {}};
  table.rows.push_back({"proper", word_of(p.proper), found_how(p.proper, p.method, p.proof)});
  if (e.z3 != SecondOpinion::not_asked)
    table.rows.push_back(
        {"proper, a second opinion", std::string("–"), fmt::format("Z3 {}", to_string(e.z3))});
  table.rows.push_back(
      {"strictly proper", word_of(p.strictly),
       found_how(p.strictly, p.strictly_method, p.strictly_proof.empty() ? p.proof : p.strictly_proof)});
  if (e.central) {
    const CentralRange& c = *e.central;
    if (p.proper == Finding::refuted)
      table.rows.push_back({"central", word_of(Finding::refuted),
                            "for no η: a central rule is proper, by Jensen’s inequality"});
    else if (c.certified > 0)
      table.rows.push_back({fmt::format("central for η ≤ {}", to_decimal_down(c.certified, 6)),
                            word_of(Finding::proved),
                            found_how(Finding::proved, c.at_certified.method, c.at_certified.proof)});
    else
      table.rows.push_back(
          {"central", word_of(Finding::undecided),
           "no η is certified" + (c.at_certified.proof.empty() ? "" : ": " + c.at_certified.proof)});
    if (c.refuted)
      table.rows.push_back({fmt::format("central for η = {}", to_decimal_up(*c.refuted, 6)),
                            word_of(Finding::refuted), shown_witness(*c.at_refuted.witness)});
  }
  if (e.strong) add_strong(table, *e.strong);
  return table;
}

void add_witnesses(Document& document, const Examination& e, Orientation orientation) {
  DataTable table{"Witnesses",
                  {"of", "truth q", "report p",
                   orientation == Orientation::gain ? "gain S(p; q) − S(q; q)"
                                                    : "S(p; q) − S(q; q), by which the loss is less"},
                  {}};
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
                 Orientation orientation, const std::string& id) {
  const ShownRule shown{shown_name(report), e.scores, orientation};
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
      "{}{}{}{}.", shown_name(report) == report.rule.name() ? "" : report.rule.name() + ". ",
      orientation == Orientation::gain ? "A larger score is better" : "Shown as a loss: smaller is better",
      report.rule.unit().empty() ? "" : ", in " + report.rule.unit(),
      report.rule.literature().empty() ? "" : ": " + report.rule.literature()));
  for (const Examination& e : report.examinations) {
    document.blocks.push_back(Heading{fmt::format("{}: {} outcomes", shown_name(report), e.outcomes), 3});
    if (!e.why_not.empty()) {
      document.blocks.push_back("No formula: " + e.why_not);
      continue;
    }
    document.blocks.push_back(formulas(e, orientation));
    document.blocks.push_back(findings(e));
    if (const std::string what = elicited(report.rule, e.properness); !what.empty())
      document.blocks.push_back(fmt::format("It elicits {}.", what));
    if (e.interrupted)
      document.blocks.push_back("Interrupted: what is undecided was not looked at to the end.");
    add_witnesses(document, e, orientation);
    add_figures(document, report, e, orientation, id);
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
