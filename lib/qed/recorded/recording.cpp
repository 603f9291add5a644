#include "qed/recorded/recording.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "qed/exact/wording.hpp"
#include "qed/recorded/table_rows.hpp"

namespace qed {

namespace {

namespace fs = std::filesystem;

std::string file_text(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error))
    throw RecordingError(path.string(), "", fs::exists(path, error) ? "no regular file" : "no such file",
                         "a file of recorded decisions");
  const auto bytes = fs::file_size(path, error);
  if (!error && bytes > RecordingLimits::bytes)
    throw RecordingError(path.string(), "", fmt::format("{} bytes", bytes),
                         fmt::format("at most {}", RecordingLimits::bytes));
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), {});
  if (!stream && !stream.eof())
    throw RecordingError(path.string(), "", "what cannot be read", "a file of recorded decisions");
  return text;
}

std::string line_place(std::size_t line, std::string_view column = {}) {
  return column.empty() ? fmt::format("line {}", line)
                        : fmt::format("line {}, column {}", line, in_quotes(column));
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = utf8_at(text, at);
    if (character.bytes == 0) return false;
    at += character.bytes;
  }
  return true;
}

// Values and their numbers, in order of first appearance.
class Numbering {
 public:
  std::uint32_t number(const std::string& value, Column& column) {
    const auto [found, is_new] = numbers_.try_emplace(value, static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) column.values.push_back(value);
    return found->second;
  }

 private:
  std::map<std::string, std::uint32_t> numbers_;
};

// Where in a row the columns are that count.
struct Places {
  std::size_t answer;
  std::vector<std::size_t> features;
};

std::size_t place_of(const TableRow& names, const std::string& name, const std::string& source) {
  const auto found = std::ranges::find(names.cells, name);
  if (found == names.cells.end())
    throw RecordingError(
        source, line_place(names.line), fmt::format("no column {}", in_quotes(name)),
        fmt::format("one of the columns {}{}", listed(names.cells), suggestion(name, names.cells)));
  return static_cast<std::size_t>(found - names.cells.begin());
}

Places places(const TableRow& names, const std::string& source, const std::string& answer,
              const std::optional<std::vector<std::string>>& features) {
  for (std::size_t i = 0; i < names.cells.size(); ++i) {
    const std::string& name = names.cells[i];
    const auto refuse = [&](const std::string& found, const std::string& expected) {
      throw RecordingError(source, fmt::format("line {}, column {}", names.line, i + 1), found, expected);
    };
    if (name.empty()) refuse("an empty name", "a name for every column");
    if (!is_utf8(name)) refuse(in_quotes(name), "UTF-8");
    if (std::find(names.cells.begin(), names.cells.begin() + static_cast<std::ptrdiff_t>(i), name) !=
        names.cells.begin() + static_cast<std::ptrdiff_t>(i))
      refuse(in_quotes(name) + " for the second time", "a name for one column");
  }
  Places result{place_of(names, answer, source), {}};
  if (!features) {
    for (std::size_t i = 0; i < names.cells.size(); ++i)
      if (i != result.answer) result.features.push_back(i);
    return result;
  }
  for (const std::string& name : *features) {
    const std::size_t place = place_of(names, name, source);
    if (place == result.answer)
      throw RecordingError(source, line_place(names.line), fmt::format("the answer {}", in_quotes(name)),
                           "features other than the answer");
    if (std::ranges::find(result.features, place) != result.features.end())
      throw RecordingError(source, line_place(names.line),
                           fmt::format("the feature {} for the second time", in_quotes(name)),
                           "each feature once");
    result.features.push_back(place);
  }
  return result;
}

void require_answers(const Recording& r, std::string_view what) {
  if (r.size() == 0) throw RecordingError(r.source, "", fmt::format("no {}", what), "at least one");
  if (r.actions() < 2)
    throw RecordingError(r.source, "",
                         fmt::format("{} alone in {} {}", in_quotes(r.answer.values[0]), r.size(), what),
                         "at least two different answers");
  if (r.actions() > RecordingLimits::answers)
    throw RecordingError(r.source, "", fmt::format("{} different answers", r.actions()),
                         fmt::format("at most {}", RecordingLimits::answers));
}

std::string letters_alone(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (small >= 'a' && small <= 'z')
      result += small;
    else if (result.empty() || result.back() != ' ')
      result += ' ';
  }
  return result;
}

// The symbols of a text, in order: their codes.
std::vector<char32_t> codes(std::string_view text, const std::string& source, Symbols symbols) {
  std::vector<char32_t> result;
  std::size_t line = 1, column = 1;
  for (std::size_t at = 0; at < text.size();) {
    Utf8Character c{static_cast<unsigned char>(text[at]), 1};
    if (symbols == Symbols::characters) c = utf8_at(text, at);
    if (c.bytes == 0)
      throw RecordingError(source, fmt::format("line {}, character {}", line, column),
                           fmt::format("the byte 0x{:02x}", static_cast<unsigned char>(text[at])),
                           "UTF-8 (or say that bytes are the symbols)");
    result.push_back(c.code);
    at += c.bytes;
    ++column;
    if (c.code == U'\n') ++line, column = 1;
  }
  return result;
}

std::string symbol_name(char32_t code, Symbols symbols) {
  if (symbols == Symbols::bytes && code >= 0x80) return fmt::format("0x{:02x}", static_cast<unsigned>(code));
  std::string name;
  append_utf8(name, code);
  return code == U' ' ? "space" : printable(name);
}

}  // namespace

RecordingError::RecordingError(const std::string& file, const std::string& place, const std::string& found,
                               const std::string& expected)
    : std::runtime_error(fmt::format("{}: {}found {}, expected {}", printable(file),
                                     place.empty() ? "" : place + ": ", found, expected)) {}

void Recording::keep_first(std::size_t decisions) {
  if (decisions >= size()) return;
  answers.resize(decisions);
  questions.resize(decisions * features.size());
}

Recording parse_table(std::string_view text, const std::string& source, const std::string& answer,
                      const std::optional<std::vector<std::string>>& features) {
  Recording result{source, {answer, {}}, {}, {}, {}};
  std::optional<TableRow> names;
  Places where{};
  Numbering answers;
  std::vector<Numbering> numberings;
  const auto take = [&](TableRow row) {
    if (!names) {
      where = places(row, source, answer, features);
      for (const std::size_t f : where.features) result.features.push_back({row.cells[f], {}});
      numberings.resize(where.features.size());
      names = std::move(row);
      return;
    }
    if (row.cells.size() != names->cells.size())
      throw RecordingError(source, line_place(row.line),
                           fmt::format("{} cell{}", row.cells.size(), row.cells.size() == 1 ? "" : "s"),
                           fmt::format("{}, one for each column", names->cells.size()));
    const auto cell = [&](std::size_t i) -> const std::string& {
      if (!is_utf8(row.cells[i]))
        throw RecordingError(source, line_place(row.line, names->cells[i]), in_quotes(row.cells[i]), "UTF-8");
      return row.cells[i];
    };
    if (row.cells[where.answer].empty())
      throw RecordingError(source, line_place(row.line, answer), "an empty cell", "an answer");
    for (std::size_t i = 0; i < where.features.size(); ++i)
      result.questions.push_back(numberings[i].number(cell(where.features[i]), result.features[i]));
    result.answers.push_back(answers.number(cell(where.answer), result.answer));
  };
  for_each_row(text, source, take);
  if (!names) throw RecordingError(source, "", "nothing", "a first row of names");
  require_answers(result, "rows");
  return result;
}

Recording read_table(const fs::path& path, const std::string& answer,
                     const std::optional<std::vector<std::string>>& features) {
  return parse_table(file_text(path), path.string(), answer, features);
}

Recording parse_text(std::string_view text, const std::string& source, Symbols symbols, Folding folding) {
  std::vector<char32_t> found = codes(text, source, symbols);
  if (folding == Folding::letters) found = codes(letters_alone(text), source, Symbols::bytes);
  std::map<char32_t, ActionIndex> numbers;
  for (const char32_t code : found) numbers.try_emplace(code);
  Recording result{source, {"symbol", {}}, {}, {}, {}};
  for (auto& [code, number] : numbers) {
    number = static_cast<ActionIndex>(result.answer.values.size());
    result.answer.values.push_back(symbol_name(code, symbols));
  }
  result.answers.reserve(found.size());
  for (const char32_t code : found) result.answers.push_back(numbers.at(code));
  require_answers(result, "symbols");
  return result;
}

Recording read_text(const fs::path& path, Symbols symbols, Folding folding) {
  return parse_text(file_text(path), path.string(), symbols, folding);
}

}  // namespace qed
