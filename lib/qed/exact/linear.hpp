// Exact linear algebra over the rationals, by FLINT where the project is configured with it.
//
// Systems are small and dense here (the unsettled nodes of a class, some hundreds at most), and their solutions have
// numerators far longer than their entries: FLINT lifts a solution p-adically, where elimination on rationals
// would drown in gcds.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "qed/exact/rational.hpp"

namespace qed {

// Whether the two functions below can be called.
bool has_linear_algebra();

// A square matrix of rationals, all zero at first.
class SquareMatrix {
 public:
  explicit SquareMatrix(std::size_t size) : size_(size), entries_(size * size) {}
  std::size_t size() const { return size_; }
  Rational& at(std::size_t row, std::size_t column) { return entries_[row * size_ + column]; }
  const Rational& at(std::size_t row, std::size_t column) const { return entries_[row * size_ + column]; }

 private:
  std::size_t size_;
  std::vector<Rational> entries_;
};

// The x with A x = b; none where A is singular.
// Exact   rational.     Throws  BrokenInvariant where b is not of A's size, or FLINT is not there.
std::optional<std::vector<Rational>> solve(const SquareMatrix& a, const std::vector<Rational>& b);

// The x with A x = 0 and last entry 1, where the kernel of A is spanned by one such x; otherwise none.
// Exact   rational.     Throws  BrokenInvariant where FLINT is not there.
std::optional<std::vector<Rational>> kernel_line(const SquareMatrix& a);

}  // namespace qed
