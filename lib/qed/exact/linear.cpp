#include "qed/exact/linear.hpp"

#include "qed/exact/require.hpp"

#if QED_WITH_FLINT
#include <flint/fmpq_mat.h>
#endif

namespace qed {

#if QED_WITH_FLINT

bool has_linear_algebra() { return true; }

namespace {

class Matrix {
 public:
  Matrix(std::size_t rows, std::size_t columns) {
    fmpq_mat_init(mat_, static_cast<slong>(rows), static_cast<slong>(columns));
  }
  explicit Matrix(const SquareMatrix& a) : Matrix(a.size(), a.size()) {
    for (std::size_t i = 0; i < a.size(); ++i)
      for (std::size_t j = 0; j < a.size(); ++j) set(i, j, a.at(i, j));
  }
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  ~Matrix() { fmpq_mat_clear(mat_); }

  void set(std::size_t row, std::size_t column, const Rational& q) {
    fmpq_set_mpq(entry(row, column), q.backend().data());
  }
  Rational get(std::size_t row, std::size_t column) const {
    Rational q;
    fmpq_get_mpq(q.backend().data(), entry(row, column));
    return q;
  }
  fmpq_mat_struct* flint() { return mat_; }

 private:
  fmpq* entry(std::size_t row, std::size_t column) const {
    return fmpq_mat_entry(mat_, static_cast<slong>(row), static_cast<slong>(column));
  }
  fmpq_mat_t mat_;
};

}  // namespace

std::optional<std::vector<Rational>> solve(const SquareMatrix& a, const std::vector<Rational>& b) {
  QED_REQUIRE(a.size() == b.size(), "a right side for each equation");
  const std::size_t n = a.size();
  if (n == 0) return std::vector<Rational>{};
  Matrix left(a), right(n, 1), x(n, 1);
  for (std::size_t i = 0; i < n; ++i) right.set(i, 0, b[i]);
  if (!fmpq_mat_solve_dixon(x.flint(), left.flint(), right.flint())) return std::nullopt;
  std::vector<Rational> result(n);
  for (std::size_t i = 0; i < n; ++i) result[i] = x.get(i, 0);
  return result;
}

std::optional<std::vector<Rational>> kernel_line(const SquareMatrix& a) {
  const std::size_t n = a.size();
  Matrix reduced(a);
  const auto rank = static_cast<std::size_t>(fmpq_mat_rref(reduced.flint(), reduced.flint()));
  // Rank n - 1 with the identity in front: the last column is -x.
  if (n == 0 || rank + 1 != n) return std::nullopt;
  std::vector<Rational> x(n, Rational(1));
  for (std::size_t i = 0; i + 1 < n; ++i) {
    if (reduced.get(i, i) != 1) return std::nullopt;
    x[i] = -reduced.get(i, n - 1);
  }
  return x;
}

#else

bool has_linear_algebra() { return false; }

std::optional<std::vector<Rational>> solve(const SquareMatrix&, const std::vector<Rational>&) {
  QED_REQUIRE(false, "linear systems are solved by FLINT, without which this library was built");
}

std::optional<std::vector<Rational>> kernel_line(const SquareMatrix&) {
  QED_REQUIRE(false, "linear systems are solved by FLINT, without which this library was built");
}

#endif

}  // namespace qed
