#include "qed/exact/perfect_root.hpp"

namespace qed {

// By Newton's method from above.
std::optional<Integer> perfect_root(const Integer& n, unsigned degree) {
  if (degree == 1 || n == 1) return n;
  if (degree == 2) {
    const Integer root = sqrt(n);
    return root * root == n ? std::optional(root) : std::nullopt;
  }
  Integer x = Integer(1) << (msb(n) / degree + 1);
  for (;;) {
    const Integer next = ((degree - 1) * x + n / pow(x, degree - 1)) / degree;
    if (next >= x) break;
    x = next;
  }
  return pow(x, degree) == n ? std::optional(x) : std::nullopt;
}

std::optional<Rational> perfect_root(const Rational& q, unsigned degree) {
  const auto numerator = perfect_root(numerator_of(q), degree);
  if (!numerator) return std::nullopt;
  const auto denominator = perfect_root(denominator_of(q), degree);
  return denominator ? std::optional(ratio(*numerator, *denominator)) : std::nullopt;
}

}  // namespace qed
