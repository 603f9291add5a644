#include "qed/evidence/document_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "qed/evidence/html.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"

namespace qed::evidence {

namespace {

std::string_view class_of(Word::Tone tone) {
  return tone == Word::Tone::good ? "holds" : tone == Word::Tone::bad ? "violated" : "undecided";
}

struct CellHtml {
  std::string operator()(const std::string& text) const { return html(text); }
  std::string operator()(const Value& value) const { return number_html(value); }
  std::string operator()(const Word& w) const {
    return fmt::format("<span class=\"word {}\">{}</span>", class_of(w.tone), html(w.text));
  }
};

std::string table_html(const DataTable& table) {
  std::string text;
  if (!table.title.empty()) text += fmt::format("<h4>{}</h4>\n", html(table.title));
  text += "<div class=\"scroll\"><table><tr>";
  for (const auto& column : table.columns) text += fmt::format("<th>{}</th>", html(column));
  text += "</tr>\n";
  for (const auto& row : table.rows) {
    text += "<tr>";
    for (const auto& cell : row) text += "<td>" + std::visit(CellHtml{}, cell) + "</td>";
    text += "</tr>\n";
  }
  return text + "</table></div>\n";
}

std::string check_row(const Check& c) {
  const auto side = [](const std::optional<Value>& v) { return v ? number_html(*v) : std::string("–"); };
  return fmt::format("<tr><td>{}</td><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", html(c.claim),
                     html(c.what), c.promised ? "" : " <span class=\"soft\">(not promised)</span>",
                     word(to_string(c.comparison.verdict)), side(c.comparison.value),
                     side(c.comparison.bound));
}

// What one block is, where neither checks nor figures are beside it.
struct BlockHtml {
  std::string operator()(const Heading& h) const {
    return fmt::format("<h{0} id=\"{1}\">{2}</h{0}>\n", h.level, slug(h.text), html(h.text));
  }
  std::string operator()(const std::string& paragraph) const {
    return fmt::format("<p>{}</p>\n", html(paragraph));
  }
  std::string operator()(const DataTable& table) const { return table_html(table); }
  std::string operator()(const Picture& picture) const {
    std::string text;
    if (!picture.title.empty()) text += fmt::format("<h4>{}</h4>\n", html(picture.title));
    text += "<pre>";
    for (const auto& line : picture.lines) text += html(line) + "\n";
    return text + "</pre>\n";
  }
  std::string operator()(const Check&) const { return {}; }
  std::string operator()(const Figure&) const { return {}; }
  std::string operator()(const ShownClass& c) const {
    return fmt::format("<p>{}</p>\n", html(c.caption)) + class_html(c.model_class) +
           download_html(c.model_class, c.file, c.command);
  }
};

template <class T>
bool has(const Document& document) {
  return std::ranges::any_of(document.blocks, [](const Block& b) { return std::holds_alternative<T>(b); });
}

// The files that write_document_page writes beside the page.
std::string beside_it(const Document& document) {
  std::string text = "<p class=\"note\">The page holds everything it shows";
  if (has<Figure>(document))
    text +=
        "; <code>plots/</code> has each figure’s data (exact numbers with their decimals), script and "
        "graphics";
  if (has<ShownClass>(document)) text += "; <code>classes/</code> the class files";
  return text + ".</p>";
}

}  // namespace

std::string document_html(const Document& document, const MadeBy& made_by, const Drawings& drawings) {
  std::string text = page_head(document.title) + "<nav>";
  for (const Block& block : document.blocks)
    if (const auto* h = std::get_if<Heading>(&block); h && h->level == 2)
      text += fmt::format("<a href=\"#{}\">{}</a>", slug(h->text), html(h->text));
  text += "</nav>\n</header>\n<main>\n";
  const std::vector<Block>& blocks = document.blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (std::holds_alternative<Check>(blocks[i])) {
      text +=
          "<div class=\"scroll\"><table "
          "class=\"checks\"><tr><th>claim</th><th>of</th><th>verdict</th><th>value</th>"
          "<th>bound</th></tr>\n";
      for (; i < blocks.size() && std::holds_alternative<Check>(blocks[i]); ++i)
        text += check_row(std::get<Check>(blocks[i]));
      text += "</table></div>\n";
      --i;
    } else if (std::holds_alternative<Figure>(blocks[i])) {
      std::vector<Figure> figures;
      for (; i < blocks.size() && std::holds_alternative<Figure>(blocks[i]); ++i)
        figures.push_back(std::get<Figure>(blocks[i]));
      text += figures_html(figures, drawings);
      --i;
    } else {
      text += std::visit(BlockHtml{}, blocks[i]);
    }
  }
  return text +
         "<section id=\"made\"><h2>How it was made</h2>\n<div class=\"scroll\"><table class=\"facts\">" +
         made_by_rows(made_by) + "</table></div>\n" + beside_it(document) + "</section>\n" + page_foot();
}

void require_page_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
    throw std::runtime_error(fmt::format("{}: cannot hold a page (it is not a folder)", folder.string()));
  const auto index = folder / "index.html";
  if (!std::filesystem::exists(index, error)) return;
  std::ifstream stream(index, std::ios::binary);
  std::string head(1024, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (head.find(page_generator) == std::string::npos)
    throw std::runtime_error(fmt::format(
        "{}: found a page that qed did not write, expected none or one of its own", index.string()));
}

void make_page_folder(const std::filesystem::path& folder) {
  require_page_folder(folder);
  for (const auto& there : {folder / "plots", folder / "classes"}) {
    std::error_code error;
    std::filesystem::create_directories(there, error);
    if (error)
      throw std::runtime_error(fmt::format("{}: cannot be made ({})", there.string(), error.message()));
  }
}

void draw_figures(const std::vector<Figure>& figures, const std::filesystem::path& folder,
                  const std::string& gnuplot, Drawings& drawings, Written& written) {
  for (const auto& f : figures) {
    const Drawn& d = drawings.emplace(f.id(), draw(f, folder / "plots", gnuplot)).first->second;
    ++written.figures;
    if (d.failed && written.not_drawn++ == 0) written.why_not = d.why_not;
  }
}

Written write_document(const std::filesystem::path& folder, const Document& document, const MadeBy& made_by,
                       const std::string& gnuplot) {
  make_page_folder(folder);
  Written written{folder / "index.html", 0, 0, {}};
  Drawings drawings;
  for (const Block& block : document.blocks) {
    if (const auto* figure = std::get_if<Figure>(&block))
      draw_figures({*figure}, folder, gnuplot, drawings, written);
    if (const auto* shown = std::get_if<ShownClass>(&block))
      write_whole(folder / "classes" / shown->file, write_class(shown->model_class));
  }
  write_whole(written.index, document_html(document, made_by, drawings));
  return written;
}

}  // namespace qed::evidence
