// A formula's text as a tree, in which names have no meaning yet; for formula.cpp.
#pragma once

#include "qed/scoring/formula.hpp"

namespace qed {

struct Formula::Part {
  enum class Kind { number, name, list, call, index, negate, negation, binary, choice };
  Kind kind;
  std::size_t position = 0;
  std::string text = {};  // the number, the name, the operator
  std::vector<std::shared_ptr<const Part>> parts = {};
};

// Throws  FormulaError as Formula::parse, but for features.
std::shared_ptr<const Formula::Part> formula_tree(const std::string& text);

}  // namespace qed
