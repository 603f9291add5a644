// The cells into which linear conditions cut the simplex: where every condition of a rule has one answer.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/scoring/expression.hpp"

namespace qed {

// A cell: the reports at which each linear form has its sign.
struct Cell {
  std::vector<int> signs;                       // of each form: 1, 0, -1
  std::vector<std::vector<Rational>> vertices;  // of its closure
  std::vector<Rational> centre;                 // the mean of the vertices: inside the cell
};

// sum_i a_i p_i, the constant part spread by p_0 + … + p_{n-1} = 1.
using LinearForm = std::vector<Rational>;

class Cells {
 public:
  // None where a condition is not linear in p, or there are more than 4 outcomes or 12 forms.
  static std::optional<Cells> of(std::span<const Expression> scores);

  std::span<const Cell> all() const { return cells_; }
  std::span<const LinearForm> forms() const { return forms_; }
  // The formula as it reads in the cell: without conditions.
  Expression inside(const Cell&, const Expression&) const;
  // Whether the report lies in the cell's closure.
  bool in_closure(const Cell&, std::span<const Rational> report) const;

 private:
  std::size_t outcomes_ = 0;
  std::vector<LinearForm> forms_;
  std::vector<Cell> cells_;
};

}  // namespace qed
