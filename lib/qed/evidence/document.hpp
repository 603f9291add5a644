// A report that is read from top to bottom: headings, paragraphs, tables of numbers, pictures, checks of claims, figures and
// classes. Whoever computes says what was found in these words; how it looks on a terminal, as JSON and as a page is
// known to the writers alone (tools/qed/document_report.hpp, document_page.hpp).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/evidence/plot.hpp"
#include "qed/exact/value.hpp"
#include "qed/model/model_class.hpp"

namespace qed::evidence {

struct Heading {
  std::string text;
  unsigned level = 2;  // 2 or 3
};

// A word that is good news, bad news, or neither yet.
struct Word {
  enum class Tone { good, bad, doubtful };
  std::string text;
  Tone tone;
};

// Words, or a number with the way it was found.
using TableCell = std::variant<std::string, Value, Word>;

struct DataTable {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<TableCell>> rows;  // one cell per column
};

// Lines in a fixed pitch: a grid, a bitmap, a tree.
struct Picture {
  std::string title;
  std::vector<std::string> lines;
};

// A claim compared here. What is promised counts for the exit status; what is not (a hypothesis is dropped on purpose, or a
// rival is measured by the same yardstick) is shown and never counts.
struct Check {
  std::string claim;  // its id in the catalogue
  std::string what;   // of what it is said here
  Comparison comparison;
  bool promised = true;
};

struct ShownClass {
  std::string caption;
  ModelClass model_class;
  std::string file;                   // its class file's name, without folder
  std::string command = "qed check";  // what shows of the class what the caption says, before the file
};

// A std::string is a paragraph.
using Block = std::variant<Heading, std::string, DataTable, Picture, Check, Figure, ShownClass>;

struct Document {
  std::string title;
  std::vector<Block> blocks;
};

}  // namespace qed::evidence
