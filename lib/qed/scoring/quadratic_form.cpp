#include "qed/scoring/quadratic_form.hpp"

#include "qed/exact/elimination.hpp"

namespace qed {

std::optional<std::vector<std::vector<Rational>>> quadratic_form(const Laurent& polynomial,
                                                                 std::size_t variables) {
  std::vector<std::vector<Rational>> matrix(variables, std::vector<Rational>(variables, Rational(0)));
  for (const auto& [monomial, coefficient] : polynomial.terms()) {
    if (monomial.size() > variables) return std::nullopt;
    std::vector<std::size_t> factors;
    for (std::size_t g = 0; g < monomial.size(); ++g) {
      if (monomial[g] < 0 || monomial[g] > 2) return std::nullopt;
      factors.insert(factors.end(), static_cast<std::size_t>(monomial[g]), g);
    }
    if (factors.size() != 2) return std::nullopt;
    matrix[factors[0]][factors[1]] += coefficient / 2;
    matrix[factors[1]][factors[0]] += coefficient / 2;
  }
  return matrix;
}

bool is_semidefinite(std::vector<std::vector<Rational>> matrix) {
  for (std::size_t pivot = 0; pivot < matrix.size(); ++pivot) {
    if (matrix[pivot][pivot] < 0) return false;
    if (matrix[pivot][pivot] == 0) {
      // A zero on the diagonal wants a zero row.
      for (std::size_t j = pivot; j < matrix.size(); ++j)
        if (matrix[pivot][j] != 0) return false;
      continue;
    }
    pivot_on(matrix, pivot, pivot);  // what is left below and to the right is symmetric again
  }
  return true;
}

}  // namespace qed
