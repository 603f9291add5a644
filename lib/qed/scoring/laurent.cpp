#include "qed/scoring/laurent.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

namespace qed {

Monomial operator*(const Monomial& a, const Monomial& b) {
  Monomial product(std::max(a.size(), b.size()), 0);
  for (std::size_t i = 0; i < a.size(); ++i) product[i] += a[i];
  for (std::size_t i = 0; i < b.size(); ++i) product[i] += b[i];
  while (!product.empty() && product.back() == 0) product.pop_back();
  return product;
}

std::optional<std::size_t> lone_generator(const Monomial& monomial) {
  if (monomial.empty() || monomial.back() != 1) return std::nullopt;
  const std::size_t last = monomial.size() - 1;
  if (std::any_of(monomial.begin(), monomial.end() - 1, [](int e) { return e != 0; })) return std::nullopt;
  return last;
}

Laurent Laurent::term(Monomial monomial, const Rational& coefficient) {
  while (!monomial.empty() && monomial.back() == 0) monomial.pop_back();
  Laurent result;
  result.add(monomial, coefficient);
  return result;
}

Laurent Laurent::generator(std::size_t index, int exponent) {
  Monomial monomial(index + 1, 0);
  monomial[index] = exponent;
  return term(std::move(monomial));
}

void Laurent::add(const Monomial& monomial, const Rational& coefficient) {
  if (coefficient == 0) return;
  const auto [place, fresh] = terms_.emplace(monomial, coefficient);
  if (fresh) return;
  place->second += coefficient;
  if (place->second == 0) terms_.erase(place);
}

Laurent& Laurent::operator+=(const Laurent& b) {
  for (const auto& [monomial, coefficient] : b.terms_) add(monomial, coefficient);
  return *this;
}

Laurent& Laurent::operator-=(const Laurent& b) {
  for (const auto& [monomial, coefficient] : b.terms_) add(monomial, Rational(-coefficient));
  return *this;
}

Laurent operator*(const Laurent& a, const Laurent& b) {
  Laurent product;
  for (const auto& [left, c] : a.terms_)
    for (const auto& [right, d] : b.terms_) product.add(left * right, Rational(c * d));
  return product;
}

Monomial Laurent::common_monomial() const {
  std::size_t generators = 0;
  for (const auto& [monomial, coefficient] : terms_) generators = std::max(generators, monomial.size());
  Monomial common(generators, std::numeric_limits<int>::max());
  for (const auto& [monomial, coefficient] : terms_)
    for (std::size_t g = 0; g < generators; ++g)
      common[g] = std::min(common[g], g < monomial.size() ? monomial[g] : 0);
  while (!common.empty() && common.back() == 0) common.pop_back();
  return common;
}

Rational Laurent::content() const {
  Integer numerators = 0, denominators = 1;
  for (const auto& [monomial, coefficient] : terms_) {
    numerators = boost::multiprecision::gcd(numerators, numerator_of(coefficient));
    denominators = boost::multiprecision::lcm(denominators, denominator_of(coefficient));
  }
  if (numerators == 0) return 1;
  return ratio(Integer(boost::multiprecision::abs(numerators)), denominators);
}

std::string key_of(const Laurent& polynomial) {
  std::string key;
  for (const auto& [monomial, coefficient] : polynomial.terms())
    key += fmt::format("{}[{}]", coefficient.str(), fmt::join(monomial, ","));
  return key;
}

}  // namespace qed
