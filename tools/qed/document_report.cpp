#include "document_report.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "junit_report.hpp"
#include "page.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"
#include "saving.hpp"
#include "table.hpp"
#include "text.hpp"

#if QED_WITH_EVIDENCE
#include "qed/evidence/document_page.hpp"
#endif

namespace qed::tool {

namespace {

using namespace evidence;

std::string number_text(const Value& value) {
  switch (value.method()) {
    case Method::exact: return exact_and_decimal(value.exact(), 32);
    case Method::certified:
      return to_decimal_down(value.lower(), 12) == to_decimal_up(value.upper(), 12)
                 ? to_decimal_down(value.lower(), 12)
                 : fmt::format("{} .. {}", to_decimal_down(value.lower(), 12),
                               to_decimal_up(value.upper(), 12));
    case Method::sampled: break;
  }
  return fmt::format("{} .. {} (sampled)", to_decimal_down(value.lower(), 6),
                     to_decimal_up(value.upper(), 6));
}

Tone tone_of(Word::Tone tone) {
  return tone == Word::Tone::good ? Tone::good : tone == Word::Tone::bad ? Tone::bad : Tone::doubtful;
}

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::violated: return Tone::bad;
    case Verdict::undecided: return Tone::doubtful;
    case Verdict::holds: return Tone::good;
    default: return Tone::plain;
  }
}

struct CellText {
  Cell operator()(const std::string& text) const { return Cell(printable(text)); }
  Cell operator()(const Value& value) const { return Cell(number_text(value)); }
  Cell operator()(const Word& word) const { return {printable(word.text), tone_of(word.tone)}; }
};

struct BlockText {
  const Style& style;

  std::string operator()(const Heading& h) const { return style(Tone::strong, printable(h.text)) + "\n"; }
  std::string operator()(const std::string& paragraph) const { return wrapped(printable(paragraph), 2); }
  std::string operator()(const DataTable& data) const {
    std::vector<Table::Column> columns;
    for (const auto& column : data.columns) columns.push_back({printable(column)});
    Table table(std::move(columns));
    for (const auto& row : data.rows) {
      std::vector<Cell> cells;
      for (const auto& cell : row) cells.push_back(std::visit(CellText{}, cell));
      table.row(std::move(cells));
    }
    return (data.title.empty() ? "" : "  " + printable(data.title) + "\n") + table.text(style, 4);
  }
  std::string operator()(const Picture& picture) const {
    std::string text = picture.title.empty() ? "" : "  " + printable(picture.title) + "\n";
    for (const auto& line : picture.lines) text += "    " + printable(line) + "\n";
    return text;
  }
  std::string operator()(const Check& c) const {
    const Comparison& found = c.comparison;
    std::string text = fmt::format("  {} {}: {}", style(tone_of(found.verdict), to_string(found.verdict)),
                                   c.claim, printable(c.what));
    if (found.value && found.bound)
      text += fmt::format("; {} against {}", number_text(*found.value), number_text(*found.bound));
    std::string note = printable(found.detail);
    if (found.vacuous) note += (note.empty() ? "" : "; ") + std::string(vacuous_in_words);
    if (!note.empty()) text += fmt::format(" ({})", note);
    return text + (c.promised ? "\n" : " [not promised]\n");
  }
  std::string operator()(const NotComputed& left) const {
    return wrapped(style(Tone::doubtful, "not computed") + ": " + printable(left.what), 2);
  }
  std::string operator()(const evidence::Figure& f) const {
    return fmt::format("  {}\n", style(Tone::faint, "Figure, in the page of --out: " + printable(f.title())));
  }
  std::string operator()(const ShownClass& c) const {
    return wrapped(printable(c.caption), 2) + class_text(c.model_class, 4);
  }
};

Json cell_json(const TableCell& cell) {
  if (const auto* value = std::get_if<Value>(&cell)) {
    Json json = to_json(*value);
    json["method"] = to_string(value->method());
    return json;
  }
  if (const auto* word = std::get_if<Word>(&cell)) return word->text;
  return std::get<std::string>(cell);
}

Json comparison_json(const Comparison& c) {
  Json json = {{"verdict", to_string(c.verdict)}};
  if (c.value) json["method"] = to_string(c.value->method()), json["value"] = to_json(*c.value);
  if (c.bound) json["bound"] = to_json(*c.bound);
  if (c.ratio) json["ratio"] = to_json(*c.ratio);
  json["vacuous"] = c.vacuous;
  if (!c.detail.empty()) json["detail"] = c.detail;
  return json;
}

struct BlockJson {
  Json operator()(const Heading& h) const {
    return {{"kind", "heading"}, {"level", h.level}, {"text", h.text}};
  }
  Json operator()(const std::string& paragraph) const { return {{"kind", "paragraph"}, {"text", paragraph}}; }
  Json operator()(const DataTable& table) const {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
      Json cells = Json::array();
      for (const auto& cell : row) cells.push_back(cell_json(cell));
      rows.push_back(std::move(cells));
    }
    return {{"kind", "table"}, {"title", table.title}, {"columns", table.columns}, {"rows", std::move(rows)}};
  }
  Json operator()(const Picture& p) const {
    return {{"kind", "picture"}, {"title", p.title}, {"lines", p.lines}};
  }
  Json operator()(const Check& c) const {
    Json json = {{"kind", "check"}, {"claim", c.claim}, {"of", c.what}, {"promised", c.promised}};
    json.update(comparison_json(c.comparison));
    return json;
  }
  Json operator()(const NotComputed& left) const { return {{"kind", "not-computed"}, {"text", left.what}}; }
  Json operator()(const evidence::Figure& f) const {
    return {{"kind", "figure"}, {"id", f.id()}, {"title", f.title()}, {"caption", f.caption}};
  }
  Json operator()(const ShownClass& c) const {
    return {{"kind", "class"},
            {"caption", c.caption},
            {"command", c.command},
            {"class", Json::parse(write_class(c.model_class))}};
  }
};

}  // namespace

Status document_status(const Document& document) {
  Status status = Status::holds;
  for (const Block& block : document.blocks) {
    if (const auto* check = std::get_if<Check>(&block); check && check->promised)
      status = worse(status, status_of(check->comparison.verdict));
    if (std::holds_alternative<NotComputed>(block)) status = worse(status, Status::undecided);
  }
  return status;
}

std::string document_text(const Document& document, const Style& style) {
  std::string text = style(Tone::strong, printable(document.title)) + "\n";
  const Block* before = nullptr;
  for (const Block& block : document.blocks) {
    // Checks and figures stand together; all else stands apart.
    const bool together =
        before && before->index() == block.index() &&
        (std::holds_alternative<Check>(block) || std::holds_alternative<evidence::Figure>(block));
    const bool under_heading = before && std::holds_alternative<Heading>(*before);
    if (!together && !under_heading) text += "\n";
    text += std::visit(BlockText{style}, block);
    before = &block;
  }
  return text;
}

Json document_json(const Document& document) {
  Json blocks = Json::array();
  for (const Block& block : document.blocks) blocks.push_back(std::visit(BlockJson{}, block));
  return {{"title", document.title}, {"blocks", std::move(blocks)}};
}

std::string document_junit(const Document& document, const std::string& suite) {
  std::string cases;
  std::size_t tests = 0, failures = 0, errors = 0;
  const auto add = [&](const std::string& name, Status status, const std::string& message) {
    ++tests;
    cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_escaped(suite), xml_escaped(name));
    if (status == Status::holds) {
      cases += "/>\n";
      return;
    }
    ++(status == Status::violated ? failures : errors);
    cases += fmt::format(">\n      <{} message=\"{}\"/>\n    </testcase>\n",
                         status == Status::violated ? "failure" : "error", xml_escaped(message));
  };
  const Style plain = Style::plain();
  const BlockText words{plain};
  for (const Block& block : document.blocks) {
    if (const auto* check = std::get_if<Check>(&block); check && check->promised)
      add(check->claim + ": " + check->what, status_of(check->comparison.verdict), words(*check));
    if (const auto* left = std::get_if<NotComputed>(&block))
      add("not computed", Status::undecided, words(*left));
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"qed\" tests=\"{0}\" failures=\"{1}\" "
      "errors=\"{2}\" skipped=\"0\">\n  <testsuite name=\"{3}\" tests=\"{0}\" failures=\"{1}\" "
      "errors=\"{2}\" "
      "skipped=\"0\">\n{4}  </testsuite>\n</testsuites>\n",
      tests, failures, errors, xml_escaped(suite), cases);
}

#if QED_WITH_EVIDENCE
void require_document_folder(const std::string& folder) {
  require_page_folder(folder);
  require_folder(folder);
}

std::string write_document_page(const Document& document, const std::string& folder,
                                const std::string& repeat) {
  const Written written = write_document(folder, document, {{"repeat", repeat}});
  if (written.not_drawn > 0)
    complain(fmt::format("{} of {} figures are not drawn: {}", written.not_drawn, written.figures,
                         written.why_not));
  return written.index.string();
}
#else
void require_document_folder(const std::string&) {
  throw std::runtime_error(std::string(VerifyPage::impossible));
}

std::string write_document_page(const Document&, const std::string&, const std::string&) {
  throw std::runtime_error(std::string(VerifyPage::impossible));
}
#endif

}  // namespace qed::tool
