#include "qed/recorded/table_rows.hpp"

#include "qed/recorded/recording.hpp"

#if QED_WITH_CSV
#include <csv.h>

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

#include <fmt/format.h>
#endif

namespace qed {

NoTables::NoTables() : std::runtime_error("tables cannot be read: the library was built without libcsv") {}

#if QED_WITH_CSV

bool has_tables() { return true; }

namespace {

// libcsv with its state, and the row that it is in. Exceptions wait until its C code has returned.
class RowReader {
 public:
  RowReader(const std::string& source, const std::function<void(TableRow)>& take)
      : source_(source), take_(take) {
    if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_space_func(&parser_, [](unsigned char) { return 0; });  // white space is part of a cell
  }
  ~RowReader() { csv_free(&parser_); }
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  // One line, with what ends it.
  void read(std::string_view line) {
    ++line_;
    if (!inside_ && line.find_first_not_of("\r\n") != std::string_view::npos) {
      row_.line = line_;
      inside_ = true;
    }
    if (csv_parse(&parser_, line.data(), line.size(), &cell, &row_ends, this) != line.size()) refuse();
    rethrow();
  }
  void end() {
    if (csv_fini(&parser_, &cell, &row_ends, this) != 0) refuse();
    rethrow();
  }

 private:
  static void cell(void* text, std::size_t size, void* self) {
    auto& reader = *static_cast<RowReader*>(self);
    reader.guarded([&] { reader.row_.cells.emplace_back(static_cast<const char*>(text), size); });
  }
  static void row_ends(int, void* self) {
    auto& reader = *static_cast<RowReader*>(self);
    reader.guarded([&] {
      TableRow row = std::exchange(reader.row_, {});
      reader.inside_ = false;
      reader.take_(std::move(row));
    });
  }
  template <class Work>
  void guarded(Work work) noexcept {
    if (thrown_) return;
    try {
      work();
    } catch (...) {
      thrown_ = std::current_exception();
    }
  }
  void rethrow() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  }
  [[noreturn]] void refuse() {
    rethrow();
    if (csv_error(&parser_) != CSV_EPARSE) throw std::bad_alloc();
    throw RecordingError(
        source_,
        row_.line == line_ ? fmt::format("line {}", line_) : fmt::format("lines {} to {}", row_.line, line_),
        "a quote that does not enclose a whole cell",
        "cells without quotes, or in quotes with each quote inside doubled");
  }

  const std::string& source_;
  const std::function<void(TableRow)>& take_;
  csv_parser parser_{};
  TableRow row_;
  std::size_t line_ = 0;
  bool inside_ = false;  // a row has started
  std::exception_ptr thrown_;
};

}  // namespace

void for_each_row(std::string_view text, const std::string& source,
                  const std::function<void(TableRow)>& take) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  RowReader reader(source, take);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size() - 1);
    const std::size_t size = text.substr(end).starts_with("\r\n") ? end + 2 : end + 1;
    reader.read(text.substr(0, size));
    text.remove_prefix(size);
  }
  reader.end();
}

#else

bool has_tables() { return false; }

void for_each_row(std::string_view, const std::string&, const std::function<void(TableRow)>&) {
  throw NoTables();
}

#endif

}  // namespace qed
