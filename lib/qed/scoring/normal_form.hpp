// A normal form in which zero is recognised: how an identity between formulas is proved, not sampled.
//
// An expression is a Laurent polynomial in generators: the variables, and, for what is not rational in them, a new
// generator each time: r with r^k = P for a root, ln P, exp E. Products and quotients are split first (the logarithm of a
// product is a sum, the root of a product a product), so that equal parts become equal generators, and r^k is
// replaced by P. They are split only where the factors are known not to be negative: sqrt(u^2) is -u for u = ln p_0.
// What then cancels is zero wherever it is defined. The converse is not claimed: what does not cancel may still be zero,
// and is only ever called unknown.
//
// Sign on the simplex: a polynomial is made homogeneous by p_0 + … + p_{n-1} = 1 and multiplied by powers of that sum. Where no
// coefficient is negative then, the polynomial is positive on the open simplex (Polya: for a form that is positive on
// the closed simplex some power does it).
//                                                                  (proofs-notes/scoring-rules.md#normal-form)
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "qed/scoring/expression.hpp"
#include "qed/scoring/laurent.hpp"

namespace qed {

enum class SimplexSign { zero, positive, negative, unknown };  // at every point of the open simplex

class NormalForms {
 public:
  // Over the probabilities p_0 … p_{variables-1}, which are non-negative, and whose sum is at most 1 where that is said.
  explicit NormalForms(std::size_t variables, bool sum_at_most_one = false);

  // None where the expression has a choice, or is too large.
  std::optional<Laurent> of(const Expression&);
  Laurent product(const Laurent&, const Laurent&) const;  // reduced by r^k = P
  bool is_zero(const Laurent&) const;                     // true is a proof; false is not
  SimplexSign sign(const Laurent&) const;                 // on p > 0, p_0 + … = 1
  // Whether it is positive on the closed simplex too. True is a proof.
  bool positive_up_to_the_boundary(const Laurent&) const;

  enum class Kind { variable, root, log, exp };
  struct Generator {
    Kind kind;
    Laurent argument;  // P of a root or logarithm, E of an exponential
    int degree;        // k of a root
  };
  const Generator& at(std::size_t generator) const { return generators_[generator]; }

 private:
  std::optional<Laurent> found(const Expression&);
  std::size_t generator(Kind, const Laurent& argument, int degree);
  Laurent reduced(Laurent) const;
  // Times what makes every exponent non-negative, which is multiplied to the divisor.
  Laurent cleared(const Laurent&, Monomial* divisor = nullptr) const;
  // At every point where it is defined. True is a proof.
  bool is_non_negative(const Laurent&) const;
  bool is_non_negative(std::size_t generator) const;
  // Whether (Π u^e)^c = Π u^(e c), and likewise for logarithms, wherever the left side is defined: no factor is negative
  // there. Of one factor that need not be known: its odd power has the sign of the whole. `primitive` is the factor
  // beside the generators.
  bool splits(const Monomial&, const Laurent& primitive) const;
  std::optional<Laurent> power(const Laurent&, const Rational& exponent);
  std::optional<Laurent> power_of_generator(std::size_t, const Rational& exponent);
  std::optional<Laurent> power_of_constant(const Rational&, const Rational& exponent);
  std::optional<Laurent> log(const Laurent&);
  std::optional<Laurent> log_of_generator(std::size_t);
  Laurent log_of_constant(const Rational&);
  std::optional<Laurent> exp(const Laurent&);
  bool covers_every_vertex(const Laurent&) const;
  int sign_of_generator(std::size_t) const;  // 1, -1, or 0 for not known

  std::size_t variables_;
  bool sum_at_most_one_;
  std::vector<Generator> generators_;
  std::map<std::string, std::size_t> numbers_;
  std::map<const void*, std::pair<Expression, std::optional<Laurent>>> known_;
};

// Whether the expression is 0 wherever p_0 + … + p_{n-1} = 1 and it is defined. True is a proof.
bool is_zero_on_simplex(const Expression&, std::size_t outcomes);

}  // namespace qed
