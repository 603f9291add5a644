// A scoring rule as text, as it is typed on the command line:
//
//     ln(p[y])          2*p[y] - sum(p^2)          p[y] == max(p) ? 1 : 0
//     -sum(k, (sum(j, j <= k ? p[j] : 0) - (y <= k ? 1 : 0))^2)
//
// p         the report, a vector of n numbers; p[y] or p[0] is one of them, counted from 0
// y, n      the outcome that happened, and how many there are
// numbers   12, 0.25, 1e-6: read exactly; [1, 2, 1] is a vector
// features  vectors that the caller names, one number per outcome: sum(x*p), x[y]
// + - * / ^ on numbers, and on vectors entry by entry; the exponent of ^ is constant
// ln log exp sqrt abs      log is the natural logarithm too
// sum prod max min         of a vector: sum(p^2); over an index: sum(i, p[i]*p[i]); max and min of two numbers too
// < <= > >= == !=  && || !  with  a ? b : c  or  if(a, b, c)
//
// Conditions on y, n and constants are decided at once, and what they rule out is not read: y > 0 && p[y - 1] > 1/2 asks for no
// p[-1]. Those on p become choices (expression.hpp).
#pragma once

#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "qed/scoring/expression.hpp"

namespace qed {

// What is wrong with a formula, where, and what was expected: the message has the text and a caret below it.
// A text that is too long to be shown is left out.
class FormulaError : public std::invalid_argument {
 public:
  FormulaError(std::string_view text, std::size_t position, const std::string& what);
  std::size_t position() const { return position_; }
  // The same mistake in a longer text, of which this one's begins at `offset`.
  FormulaError within(std::string_view longer, std::size_t offset) const;

 private:
  std::string what_;
  std::size_t position_;
  bool shown_;
};

using Features = std::map<std::string, std::vector<Rational>>;

// Throws  FormulaError, at `position` of `text`, where an expression has more than a million parts when all that it
//         shares is written out: then it can be neither printed nor differentiated.
void require_writable(std::span<const Expression>, std::string_view text, std::size_t position);

class Formula {
 public:
  // Throws  FormulaError where the text is no formula, has more than 2000 characters or 100 open brackets, or a feature is
  //         called p, y or n.
  static Formula parse(std::string_view text, Features features = {});

  // S(p, y) for y = 0 … outcomes-1.
  // Throws  FormulaError for what no number of outcomes, or not this one, gives a meaning: an unknown name, an index out of
  //         range, a vector where a number is expected, division by the constant 0; or where it becomes too large.
  std::vector<Expression> scores(std::size_t outcomes) const;
  // The formula without an outcome: a function G of the report.
  // Throws  as scores; also where it mentions y.
  Expression function(std::size_t outcomes) const;
  // The formula at each pair (i, j) of outcomes, in place of y: a kernel.
  // Shape   outcomes rows of constants.
  // Throws  as scores; also where it mentions p or y, or a feature is called i or j.
  std::vector<std::vector<Expression>> table(std::size_t outcomes) const;
  // The formula as a function of one number, in place of p and y: its value where the variable is each of the points. A
  // vector has one entry for each point.
  // Throws  as scores; also where it mentions p or y, a vector has another length, or a value is not rational.
  std::vector<Rational> values(const std::string& variable, std::span<const Rational> points) const;
  const std::string& text() const { return text_; }

  struct Part;  // formula_tree.hpp

 private:
  std::string text_;
  Features features_;
  std::shared_ptr<const Part> root_;
};

}  // namespace qed
