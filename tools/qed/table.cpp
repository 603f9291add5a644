#include "table.hpp"

#include <algorithm>

#include "qed/exact/require.hpp"
#include "text.hpp"

namespace qed::tool {

void Table::row(std::vector<Cell> cells) {
  QED_REQUIRE(cells.size() <= columns_.size(), "a row has no more cells than the table has columns");
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::string Table::text(const Style& style, std::size_t indent) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (std::size_t c = 0; c < columns_.size(); ++c)
    for (const auto& row : rows_) widths[c] = std::max(widths[c], width_of(row[c].text));
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (widths[c] > 0) widths[c] = std::max(widths[c], width_of(columns_[c].head));

  std::string result;
  const auto line = [&](auto&& cell_of) {
    std::string text(indent, ' ');
    std::size_t pending = 0;  // spaces are written when something follows, so no line ends in them
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (widths[c] == 0) continue;
      const Cell cell = cell_of(c);
      const std::size_t pad = widths[c] - width_of(cell.text);
      if (columns_[c].align == Align::right) pending += pad;
      if (!cell.text.empty()) {
        text.append(pending, ' ');
        text += style(cell.tone, cell.text);
        pending = 0;
      }
      if (columns_[c].align == Align::left) pending += pad;
      pending += 2;
    }
    result += text + '\n';
  };
  if (std::any_of(columns_.begin(), columns_.end(), [](const Column& c) { return !c.head.empty(); }))
    line([&](std::size_t c) { return Cell(columns_[c].head, Tone::faint); });
  for (const auto& row : rows_) line([&](std::size_t c) { return row[c]; });
  return result;
}

}  // namespace qed::tool
