// Elimination over the rationals: what is returned is checked against the matrix that was given.
#include "qed/exact/elimination.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/generators/draw.hpp"
#include "qed/exact/require.hpp"

namespace qed {
namespace {

RationalMatrix times(const RationalMatrix& a, const RationalMatrix& b, std::size_t columns) {
  RationalMatrix product;
  for (const auto& row : a) {
    auto& sums = product.emplace_back(columns, Rational(0));
    for (std::size_t k = 0; k < row.size(); ++k)
      for (std::size_t j = 0; j < columns; ++j) sums[j] += row[k] * b[k][j];
  }
  return product;
}

RationalMatrix identity(std::size_t n) {
  RationalMatrix one(n, std::vector<Rational>(n, Rational(0)));
  for (std::size_t i = 0; i < n; ++i) one[i][i] = 1;
  return one;
}

// Why r is not the reduced form of a, or "". In reduced form, the coefficients of a combination of the rows are its
// entries in the pivots' columns; so each row of a is told to be one.
std::string fault_of(const RationalMatrix& a, const ReducedRows& r) {
  if (r.rows.size() != r.pivots.size()) return "a row without a pivot";
  for (std::size_t i = 0; i < r.rows.size(); ++i) {
    if (i > 0 && r.pivots[i] <= r.pivots[i - 1]) return "pivots out of order";
    for (std::size_t j = 0; j < r.pivots[i]; ++j)
      if (r.rows[i][j] != 0) return "an entry before the pivot";
    for (std::size_t k = 0; k < r.rows.size(); ++k)
      if (r.rows[k][r.pivots[i]] != (k == i ? 1 : 0)) return "a pivot's column is no unit vector";
  }
  for (const auto& row : a) {
    RationalMatrix coefficients(1);
    for (const std::size_t pivot : r.pivots) coefficients[0].push_back(row[pivot]);
    if (times(coefficients, r.rows, row.size())[0] != row) return "a row that is lost";
  }
  return {};
}

// Small entries, so that ranks fall short often.
RationalMatrix some_matrix(gen::Draw& draw, std::size_t rows, std::size_t columns) {
  RationalMatrix a(rows);
  for (auto& row : a)
    for (std::size_t j = 0; j < columns; ++j)
      row.push_back(ratio(static_cast<int>(draw.below(5)) - 2, draw.between(1, 2)));
  if (rows > 1 && draw.chance(40)) a.back() = a.front();
  return a;
}

gen::Draw drawing() {
  return gen::Draw(rc::Random(rc::Random::Key{*rc::gen::arbitrary<std::uint64_t>(), 0, 0, 0}));
}

TEST(Elimination, ByHand) {
  // (2 4 2; 1 2 3): half the first row from the second leaves (0 0 2), which clears the last column.
  const ReducedRows r = reduced({{2, 4, 2}, {1, 2, 3}, {3, 6, 5}});
  EXPECT_EQ(r.rows, (RationalMatrix{{1, 2, 0}, {0, 0, 1}}));
  EXPECT_EQ(r.pivots, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(kernel({{2, 4, 2}, {1, 2, 3}}, 3), (RationalMatrix{{-2, 1, 0}}));
  EXPECT_EQ(inverse({{1, 2}, {3, 4}}), (RationalMatrix{{-2, 1}, {ratio(3, 2), ratio(-1, 2)}}));
  EXPECT_EQ(inverse({{0, 2}, {1, 0}}), (RationalMatrix{{0, 1}, {ratio(1, 2), 0}}));  // rows change places
  EXPECT_EQ(inverse({{1, 2}, {2, 4}}), std::nullopt);
}

TEST(Elimination, OnlySolution) {
  EXPECT_EQ(only_solution({{1, 1}, {1, -1}}, {3, 1}), (std::vector<Rational>{2, 1}));
  EXPECT_EQ(only_solution({{1, 1}, {1, -1}, {2, 0}}, {3, 1, 4}), (std::vector<Rational>{2, 1}));
  EXPECT_EQ(only_solution({{1, 1}, {1, -1}, {2, 0}}, {3, 1, 5}), std::nullopt);  // contradiction
  EXPECT_EQ(only_solution({{1, 1}, {2, 2}}, {3, 6}), std::nullopt);              // a line of them
  EXPECT_EQ(only_solution({{1, 1}, {2, 2}}, {3, 7}), std::nullopt);  // two pivots, and no solution
  EXPECT_EQ(only_solution({}, {}), std::vector<Rational>{});
}

TEST(Elimination, IndependentColumnsAreThoseThatSaySomethingNew) {
  // The third is the first and twice the second; the fourth is none of these; the fifth is nothing.
  EXPECT_EQ(independent_columns({{1, 0, 1}, {0, 1, 1}, {1, 2, 3}, {0, 0, 1}, {0, 0, 0}}),
            (std::vector<std::size_t>{0, 1, 3}));
  EXPECT_EQ(independent_columns({{0, 0}, {2, 4}, {1, 2}}), std::vector<std::size_t>{1});
  EXPECT_EQ(independent_columns({}), std::vector<std::size_t>{});
}

TEST(Elimination, NoRowsSayNothing) {
  EXPECT_EQ(kernel({}, 2), identity(2));
  EXPECT_EQ(reduced({}).pivots, std::vector<std::size_t>{});
  EXPECT_EQ(inverse({}), RationalMatrix{});
}

TEST(Elimination, ShapesThatDoNotFitAreRefused) {
  EXPECT_THROW(reduced({{1, 2}, {3}}), BrokenInvariant);
  EXPECT_THROW(independent_columns({{1, 2}, {3}}), BrokenInvariant);
  EXPECT_THROW(inverse({{1, 2}}), BrokenInvariant);
  EXPECT_THROW(kernel({{1, 2}}, 3), BrokenInvariant);
  EXPECT_THROW(only_solution({{1, 2}}, {}), BrokenInvariant);
  RationalMatrix a{{0, 1}};
  EXPECT_THROW(pivot_on(a, 0, 0), BrokenInvariant);
}

RC_GTEST_PROP(Elimination, what_is_returned_fits_the_matrix, ()) {
  gen::Draw draw = drawing();
  const std::size_t rows = draw.between(1, 4), columns = draw.between(1, 4);
  const RationalMatrix a = some_matrix(draw, rows, columns);
  const ReducedRows r = reduced(a);
  RC_CLASSIFY(r.pivots.size() < std::min(rows, columns), "not of full rank");
  RC_ASSERT(fault_of(a, r) == "");
  const RationalMatrix basis = kernel(a, columns);
  RC_ASSERT(basis.size() + r.pivots.size() == columns);
  RC_ASSERT(reduced(basis).pivots.size() == basis.size());
  for (const auto& v : basis) {
    RationalMatrix upright;
    for (const Rational& entry : v) upright.push_back({entry});
    RC_ASSERT(times(a, upright, 1) == RationalMatrix(rows, {Rational(0)}));
  }
  RationalMatrix wanted;
  for (std::size_t j = 0; j < columns; ++j) wanted.push_back({ratio(static_cast<int>(draw.below(7)) - 3, 2)});
  std::vector<Rational> right, unknowns;
  for (const auto& entry : times(a, wanted, 1)) right.push_back(entry[0]);
  for (const auto& entry : wanted) unknowns.push_back(entry[0]);
  const auto found = only_solution(a, right);
  RC_ASSERT(found.has_value() == basis.empty());
  if (found) RC_ASSERT(*found == unknowns);
}

RC_GTEST_PROP(Elimination, an_inverse_is_one_from_both_sides, ()) {
  gen::Draw draw = drawing();
  const std::size_t n = draw.between(1, 4);
  const RationalMatrix a = some_matrix(draw, n, n);
  const auto b = inverse(a);
  RC_ASSERT(b.has_value() == (reduced(a).pivots.size() == n));
  if (!b) return;
  RC_ASSERT(times(a, *b, n) == identity(n));
  RC_ASSERT(times(*b, a, n) == identity(n));
}

// Two plausible mistakes: entries above a pivot are left, and a column without a pivot ends the elimination.
TEST(Faults, ReducedFormIsTold) {
  const RationalMatrix a{{0, 1, 2}, {0, 2, 5}};
  EXPECT_EQ(fault_of(a, reduced(a)), "");
  EXPECT_EQ(fault_of(a, {{{0, 1, 2}, {0, 0, 1}}, {1, 2}}), "a pivot's column is no unit vector");
  EXPECT_EQ(fault_of(a, {{{0, 1, 2}}, {1}}), "a row that is lost");
  EXPECT_EQ(fault_of(a, {{}, {}}), "a row that is lost");
}

}  // namespace
}  // namespace qed
