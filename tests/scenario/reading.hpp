// Reading what a scenario says: numbers by row and column, and its checks.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>

#include "qed/scenario/scenario.hpp"

namespace qed::testing {

using Given = std::map<std::string, std::string, std::less<>>;

inline evidence::Document document_of(std::string_view name, const Given& given = {}) {
  const Scenario& s = scenario(name);
  return s.run(Settings(s.parameters, given));
}

// What a scenario says of a parameter that it does not take; "accepted" where it does.
inline std::string refusal_of(std::string_view name, const Given& given) {
  try {
    document_of(name, given);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "accepted";
}

// The cell in the column of the first row that begins with `row`, of the first table that has both.
inline const evidence::TableCell& cell_in(const evidence::Document& document, const std::string& row,
                                          const std::string& column) {
  for (const evidence::Block& block : document.blocks) {
    const auto* table = std::get_if<evidence::DataTable>(&block);
    if (!table) continue;
    const auto at = std::ranges::find(table->columns, column);
    const auto found = std::ranges::find_if(table->rows, [&](const auto& r) {
      const auto* text = std::get_if<std::string>(&r.front());
      return text && *text == row;
    });
    if (at != table->columns.end() && found != table->rows.end())
      return (*found)[static_cast<std::size_t>(at - table->columns.begin())];
  }
  throw std::out_of_range(row + ", " + column);
}
inline Rational number_in(const evidence::Document& document, const std::string& row,
                          const std::string& column) {
  return std::get<Value>(cell_in(document, row, column)).exact();
}

// How many promised checks of the claim there are, each of which holds.
inline std::size_t holding(const evidence::Document& document, std::string_view claim) {
  std::size_t n = 0;
  for (const evidence::Block& block : document.blocks)
    if (const auto* check = std::get_if<evidence::Check>(&block);
        check && check->promised && check->claim == claim) {
      EXPECT_EQ(check->comparison.verdict, Verdict::holds) << check->what;
      ++n;
    }
  return n;
}

}  // namespace qed::testing
