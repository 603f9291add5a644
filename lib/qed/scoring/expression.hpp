// A scoring rule's formula as a value: an expression in the reported probabilities p_0 … p_{n-1}, kept as a shared graph.
//
// One formula, many readings: the same expression is evaluated exactly, enclosed in intervals, differentiated, brought to
// a normal form that recognises zero, and printed. A rule in C++ is a template on its number type; called with
// Expression it writes its own formula down, so that whoever brings a rule need not bring its derivatives.
//
// Exact   constants are rationals; building an expression rounds nothing. Simplified on the way, where that holds
//         wherever the result is defined: constants fold, 0 and 1 vanish, exp(log u) = u, (u^a)^k = u^(a k). One rule more:
//         0 u = 0 for every u, minus infinity too: an outcome of probability 0 adds nothing.
// Cost    a copy shares the graph.
#pragma once

#include <concepts>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// What a condition says of its subject, compared with 0.
enum class Relation { positive, non_negative, zero };
// Whether a subject of this sign (below 0, 0, above 0) is as the relation says.
inline bool is_met(Relation relation, int sign) {
  return relation == Relation::positive       ? sign > 0
         : relation == Relation::non_negative ? sign >= 0
                                              : sign == 0;
}

struct Condition;

class Expression {
 public:
  enum class Kind { constant, variable, sum, product, power, log, exp, choice };

  Expression(Rational constant = 0);
  Expression(int constant) : Expression(Rational(constant)) {}
  template <std::floating_point T>
  Expression(T) = delete;  // binary floating point is not what was meant

  static Expression variable(std::size_t index);  // p_index

  Kind kind() const;
  const Rational& number() const;                // the constant; of a power, its exponent
  std::size_t index() const;                     // of a variable
  std::span<const Expression> operands() const;  // of a choice: subject, where it is so, where not
  Relation relation() const;                     // of a choice
  bool is_constant() const { return kind() == Kind::constant; }
  bool is(const Rational& value) const { return is_constant() && number() == value; }
  const void* identity() const { return node_.get(); }  // equal where two share one node

  friend Expression operator+(const Expression&, const Expression&);
  friend Expression operator*(const Expression&, const Expression&);
  friend Expression operator-(const Expression& a) { return Expression(-1) * a; }
  friend Expression operator-(const Expression& a, const Expression& b) { return a + (-b); }
  friend Expression operator/(const Expression& a, const Expression& b) { return a * pow(b, Rational(-1)); }
  Expression& operator+=(const Expression& b) { return *this = *this + b; }
  Expression& operator-=(const Expression& b) { return *this = *this - b; }
  Expression& operator*=(const Expression& b) { return *this = *this * b; }
  Expression& operator/=(const Expression& b) { return *this = *this / b; }

  // Throws  std::invalid_argument for a constant outside the domain: log of 0 or less, 1/0, an even root of a negative.
  friend Expression pow(const Expression&, const Rational& exponent);
  friend Expression sqrt(const Expression& a) { return pow(a, ratio(1, 2)); }
  friend Expression log(const Expression&);
  friend Expression exp(const Expression&);
  // then where the condition holds, otherwise where not; decided here where the subject is a constant.
  friend Expression choose(const Condition&, const Expression& then, const Expression& otherwise);

 private:
  struct Node;
  explicit Expression(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
  static Expression make(Node);
  std::shared_ptr<const Node> node_;
};

struct Condition {
  Expression subject;
  Relation relation;
};
inline Condition operator>(const Expression& a, const Expression& b) { return {a - b, Relation::positive}; }
inline Condition operator<(const Expression& a, const Expression& b) { return b > a; }
inline Condition operator>=(const Expression& a, const Expression& b) {
  return {a - b, Relation::non_negative};
}
inline Condition operator<=(const Expression& a, const Expression& b) { return b >= a; }
inline Condition operator==(const Expression& a, const Expression& b) { return {a - b, Relation::zero}; }
Expression choose(const Condition&, const Expression& then, const Expression& otherwise);
inline Expression max(const Expression& a, const Expression& b) { return choose(a >= b, a, b); }
inline Expression min(const Expression& a, const Expression& b) { return choose(a <= b, a, b); }

// p_0 … p_{n-1}.
std::vector<Expression> probabilities(std::size_t outcomes);

// The formula with p_i replaced by values[i]; variables beyond stay.
Expression substitute(const Expression&, std::span<const Expression> values);

// The partial derivative by p_index. Inside a choice each branch is differentiated: what happens where the condition
// changes is for the caller to look at.
Expression derivative(const Expression&, std::size_t index);

// Every condition that the formula asks, each once.
std::vector<Condition> conditions_in(const Expression&);
bool has_conditions(std::span<const Expression>);  // any of the formulas
// The formula where the truth of every condition is known: answer(condition) chooses.
Expression resolve(const Expression&, const std::function<bool(const Condition&)>& answer);

// The formula where one condition is known to hold, or not to; other conditions stay.
Expression assume(const Expression&, const Condition&, bool holds);

// As it can be typed again: 2*p[0] - (p[0]^2 + p[1]^2).
std::string to_string(const Expression&);

}  // namespace qed
