// Formulas laid out for repeated evaluation: each distinct part once, leaves first.
//
// Over a box of reports the values are certified enclosures; at one rational report they are exact where the formula is
// rational there, and extended reals where it is not finite.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "qed/scoring/expression.hpp"
#include "qed/scoring/extended.hpp"

namespace qed {

class Program {
 public:
  explicit Program(std::span<const Expression> outputs);

  // One enclosure per output, for every report in the box; none where some report in it has no finite value, or the
  // enclosures cannot exclude it. Where a condition is not decided over the box, both branches are enclosed.
  std::vector<std::optional<Interval>> over(std::span<const Interval> box) const;

  // Throws  UndefinedScore where an output has no value at this report.
  std::vector<Extended> at(std::span<const Rational> report, unsigned bits) const;

 private:
  struct Step {
    Expression::Kind kind;
    Rational number;
    std::size_t index;
    Relation relation;
    std::vector<std::size_t> operands;
  };
  std::vector<Step> steps_;
  std::vector<std::size_t> outputs_;
};

}  // namespace qed
