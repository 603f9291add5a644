// Laurent polynomials with rational coefficients: sums of c g_0^a_0 g_1^a_1 … with integer exponents of either sign, in
// generators that are numbered elsewhere (normal_form.hpp).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// One exponent per generator, without trailing zeros, so that equal monomials are equal vectors.
using Monomial = std::vector<int>;
Monomial operator*(const Monomial&, const Monomial&);
// Of which the monomial is the first power, where it is that.
std::optional<std::size_t> lone_generator(const Monomial&);

class Laurent {
 public:
  Laurent() = default;  // 0
  Laurent(const Rational& constant) { add({}, constant); }
  static Laurent term(Monomial monomial, const Rational& coefficient = 1);
  static Laurent generator(std::size_t index, int exponent = 1);

  const std::map<Monomial, Rational>& terms() const { return terms_; }
  bool is_zero() const { return terms_.empty(); }
  bool is_constant() const { return terms_.empty() || (terms_.size() == 1 && terms_.begin()->first.empty()); }
  // Where it is one.
  Rational constant() const { return terms_.empty() ? Rational(0) : terms_.begin()->second; }
  void add(const Monomial& monomial, const Rational& coefficient);

  Laurent& operator+=(const Laurent&);
  Laurent& operator-=(const Laurent&);
  friend Laurent operator+(Laurent a, const Laurent& b) { return a += b; }
  friend Laurent operator-(Laurent a, const Laurent& b) { return a -= b; }
  friend Laurent operator*(const Laurent&, const Laurent&);
  friend bool operator==(const Laurent&, const Laurent&) = default;

  // The largest monomial that leaves non-negative exponents, one of them 0, when divided out.
  Monomial common_monomial() const;
  // The positive rational that leaves integer coefficients without a common factor.
  Rational content() const;

 private:
  std::map<Monomial, Rational> terms_;
};

std::string key_of(const Laurent&);  // equal for equal polynomials only

}  // namespace qed
