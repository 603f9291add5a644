#if QED_WITH_EVIDENCE
#include "ledger_report.hpp"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "qed/exact/number.hpp"
#include "qed/exact/require.hpp"
#include "table.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

using evidence::Ledger;
using evidence::Number;
using evidence::Row;

void count(ClaimSummary& s, const evidence::Result& r) {
  ++s.cases;
  switch (r.verdict) {
    case Verdict::holds: ++s.holds; break;
    case Verdict::violated: ++s.violated; break;
    case Verdict::undecided: ++s.undecided; break;
    case Verdict::not_applicable: ++s.not_applicable; break;
    case Verdict::held_where_visited: QED_REQUIRE(false, "a row of a sampled check"); break;
  }
  s.interesting += r.interesting;
  s.vacuous += r.vacuous;
}

std::string ratio_text(const evidence::Result& r) {
  if (r.unbounded_ratio) return "infinite";
  return r.ratio ? (r.ratio->exact() ? to_decimal(r.ratio->upper()) : to_decimal_up(r.ratio->upper())) : "-";
}

// Empty for 0, which need not be read.
std::string some(std::uint64_t n) { return n == 0 ? "" : std::to_string(n); }

}  // namespace

std::vector<ClaimSummary> summary_of(const Ledger& ledger) {
  std::vector<ClaimSummary> found;
  for (const std::string& claim : ledger.claims()) {
    ClaimSummary s{.claim = claim, .tightest = ledger.tightest(claim)};
    ledger.each([&](const Row& row) { count(s, row.result); }, claim);
    found.push_back(std::move(s));
  }
  return found;
}

Status status_of(const std::vector<ClaimSummary>& summaries) {
  Status status = Status::holds;
  for (const auto& s : summaries) {
    if (s.violated > 0) status = worse(status, Status::violated);
    if (s.undecided > 0) status = worse(status, Status::undecided);
  }
  return status;
}

std::string ledger_text(const Ledger& ledger, const std::vector<ClaimSummary>& summaries,
                        const Style& style) {
  const evidence::Run& run = ledger.run();
  std::string text =
      style(Tone::strong, printable(ledger.path().string())) +
      fmt::format("  qed {}, sweep {}, seed {}\n  {} of {} are finished\n\n", printable(run.version),
                  printable(run.sweep), run.seed, ledger.finished(), count_text(run.cases, "case", "cases"));
  Table table({{"claim"},
               {"cases", Align::right},
               {"hold", Align::right},
               {"violated", Align::right},
               {"undecided", Align::right},
               {"not applicable", Align::right},
               {"exercised", Align::right},
               {"vacuous", Align::right},
               {"tightest", Align::right},
               {"in case", Align::right}});
  for (const auto& s : summaries)
    table.row({printable(s.claim),
               std::to_string(s.cases),
               std::to_string(s.holds),
               {some(s.violated), Tone::bad},
               {some(s.undecided), Tone::doubtful},
               some(s.not_applicable),
               std::to_string(s.interesting),
               some(s.vacuous),
               s.tightest ? ratio_text(s.tightest->result) : "-",
               s.tightest ? std::to_string(s.tightest->of.index) : ""});
  return text + table.text(style);
}

Json ledger_json(const Ledger& ledger, const std::vector<ClaimSummary>& summaries) {
  const evidence::Run& run = ledger.run();
  Json json = {{"format", "demonstrandum-ledger/1"},
               {"ledger", ledger.path().string()},
               {"program", "qed " + run.version},
               {"sweep", run.sweep},
               {"spec", Json::parse(run.spec, nullptr, false)},
               {"seed", run.seed},
               {"max_states", run.max_states},
               {"cases", run.cases},
               {"finished", ledger.finished()},
               {"claims", Json::array()}};
  for (const auto& s : summaries) {
    Json claim = {{"id", s.claim},
                  {"cases", s.cases},
                  {"holds", s.holds},
                  {"violated", s.violated},
                  {"undecided", s.undecided},
                  {"not_applicable", s.not_applicable},
                  {"exercised", s.interesting},
                  {"vacuous", s.vacuous},
                  {"tightest", nullptr}};
    if (s.tightest) {
      const auto& r = s.tightest->result;
      claim["tightest"] = {{"case", s.tightest->of.index},
                           {"class", s.tightest->of.class_hash},
                           {"ratio", r.unbounded_ratio ? "infinite" : r.ratio->text}};
    }
    json["claims"].push_back(std::move(claim));
  }
  return json;
}

namespace {

constexpr std::array columns{"sweep",   "case",        "class",     "seed",         "kind",    "alpha",
                             "prior",   "actions",     "models",    "observations", "horizon", "max_states",
                             "claim",   "method",      "verdict",   "value",        "bound",   "ratio",
                             "vacuous", "interesting", "exercised", "note",         "steps",   "version"};
using Fields = std::array<std::string, columns.size()>;

std::string text_of(const std::optional<Number>& n) { return n ? n->text : ""; }

Fields fields_of(const evidence::Run& run, const Row& row) {
  const auto& [c, r] = row;
  const evidence::Parameters& p = c.parameters;
  return {run.sweep,
          std::to_string(c.index),
          c.class_hash,
          std::to_string(run.seed),
          p.kind,
          to_string(p.alpha),
          p.prior ? to_string(*p.prior) : "",
          std::to_string(p.actions),
          std::to_string(p.models),
          std::to_string(p.observations),
          std::to_string(p.horizon),
          std::to_string(run.max_states),
          r.claim,
          std::string(to_string(r.method)),
          std::string(to_string(r.verdict)),
          text_of(r.value),
          text_of(r.bound),
          r.unbounded_ratio ? "infinite" : text_of(r.ratio),
          std::to_string(r.vacuous),
          std::to_string(r.interesting),
          std::to_string(r.exercised),
          r.note,
          std::to_string(c.steps),
          run.version};
}

// As RFC 4180 says.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string line_of(const Fields& fields, Format format) {
  if (format == Format::json) {
    Json json;
    for (std::size_t i = 0; i < fields.size(); ++i) json[columns[i]] = fields[i];
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  std::vector<std::string> shown;
  for (const auto& field : fields)
    shown.push_back(format == Format::csv ? csv_field(field) : printable(field));
  return fmt::format("{}", fmt::join(shown, format == Format::csv ? "," : "\t"));
}

}  // namespace

void dump_rows(const Ledger& ledger, Format format, std::string_view claim) {
  const bool json = format == Format::json;
  std::string text = json ? "[" : fmt::format("{}", fmt::join(columns, format == Format::csv ? "," : "\t"));
  bool first = true;
  ledger.each(
      [&](const Row& row) {
        text += (json && !first ? ",\n" : "\n") + line_of(fields_of(ledger.run(), row), format);
        first = false;
        if (text.size() < (std::size_t{1} << 20)) return;
        print(text);
        text.clear();
      },
      claim);
  print(text + (json ? "\n]\n" : "\n"));
}

}  // namespace qed::tool
#endif
