// Aligned tables.
#pragma once

#include <string>
#include <vector>

#include "terminal.hpp"

namespace qed::tool {

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
  Cell(std::string t = {}, Tone tone_ = Tone::plain) : text(std::move(t)), tone(tone_) {}
  Cell(const char* t) : text(t) {}
};

enum class Align { left, right };

// A column that is empty in every row is left out, its head too.
class Table {
 public:
  struct Column {
    std::string head;
    Align align = Align::left;
  };
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // One cell per column; missing ones are empty.
  void row(std::vector<Cell> cells);
  std::string text(const Style&, std::size_t indent = 2) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace qed::tool
