// The rows of comma-separated values, by libcsv; its header stays in one file.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace qed {

struct TableRow {
  std::size_t line = 0;  // its first
  std::vector<std::string> cells;
};

// Each row in turn, the names of columns first. A line of no characters is no row.
// Throws  RecordingError naming the line where quotes do not match; NoTables; whatever `take` throws.
void for_each_row(std::string_view text, const std::string& source,
                  const std::function<void(TableRow)>& take);

}  // namespace qed
