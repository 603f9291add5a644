// What a human decided, as it was recorded: questions, in their order, each with the answer that she gave.
//
// Two sources: a table, whose columns are the answer and the features of the question; and a text, where each symbol is
// the answer to "what comes next?". Nothing is changed unasked: symbols are what the file has, unless folding is asked
// for by name.                                                     (proofs-notes/recorded.md)
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "qed/model/history.hpp"

namespace qed {

// A name and what was found under it, in order of first appearance (a text's symbols: in order of their codes).
struct Column {
  std::string name;
  std::vector<std::string> values;
};

struct Recording {
  std::string source;                    // the file
  Column answer;                         // its values are the actions
  std::vector<Column> features;          // of a question; none in a text
  std::vector<std::uint32_t> questions;  // features.size() of them a decision: which value it is
  std::vector<ActionIndex> answers;      // one a decision

  std::size_t size() const { return answers.size(); }
  std::size_t actions() const { return answer.values.size(); }
  std::span<const std::uint32_t> question(std::size_t t) const {
    return std::span(questions).subspan(t * features.size(), features.size());
  }
  // Only the first so many decisions; the values of columns stay.
  void keep_first(std::size_t decisions);
};

// Bad input: `what()` reads "FILE: PLACE: found VALUE, expected EXPECTATION"; the place is a line, and where there is
// one a column ("line 3, column \"V4\"").
class RecordingError : public std::runtime_error {
 public:
  RecordingError(const std::string& file, const std::string& place, const std::string& found,
                 const std::string& expected);
};

// What a file may hold; beyond these it is refused.
struct RecordingLimits {
  static constexpr std::size_t bytes = std::size_t{1} << 30;
  static constexpr std::size_t answers = 4'096;  // different ones
};

// Whether tables can be read: where the library was built with libcsv.
bool has_tables();

// A table: comma-separated values with a first row of names (RFC 4180; fields in quotes may hold commas, quotes and new
// lines; lines without a field are passed over; a byte order mark is no part of the first name). A cell is its text,
// white space too.
//
// answer    the column of the answers; no cell of it is empty.
// features  the columns of the question, in the order in which models look at them; where none are named, all others
//           in the order of the file. An empty cell of these is a value of its own.
// Throws    RecordingError: no such column, one named twice, a row of the wrong length, quotes that do not match, bytes
//           that are not UTF-8, fewer than two different answers; NoTables where has_tables() is false.
Recording parse_table(std::string_view text, const std::string& source, const std::string& answer,
                      const std::optional<std::vector<std::string>>& features = {});
Recording read_table(const std::filesystem::path&, const std::string& answer,
                     const std::optional<std::vector<std::string>>& features = {});

class NoTables : public std::runtime_error {
 public:
  NoTables();
};

// What is a symbol of a text: a byte, or a character of UTF-8.
enum class Symbols { bytes, characters };
// `letters`: A … Z become small, and what is no letter a … z then becomes one space, however long it is.
enum class Folding { none, letters };

// Throws  RecordingError: bytes that are not UTF-8 where characters are asked for, fewer than two different symbols.
Recording parse_text(std::string_view text, const std::string& source, Symbols, Folding = Folding::none);
Recording read_text(const std::filesystem::path&, Symbols, Folding = Folding::none);

}  // namespace qed
