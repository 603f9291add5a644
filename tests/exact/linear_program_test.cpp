// Linear programmes: the solver's answer is checked, and a wrong one does not get through.
#include "qed/exact/linear_program.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/generators/draw.hpp"
#include "tests/needs_a_solver.hpp"

namespace qed {
namespace {

// max 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18: 36 at (2, 6), by the dual (0, 3/2, 1).
LinearProgram factory() { return {{3, 5}, {{1, 0}, {0, 2}, {3, 2}}, {4, 12, 18}}; }
LinearSolution of_factory() { return {{2, 6}, {0, ratio(3, 2), 1}, 36}; }

TEST(LinearProgram, ATextbookExampleByHand) {
  EXPECT_EQ(fault_of(factory(), of_factory()), "");
  NEEDS_A_SOLVER(maximise(factory()))
  const LinearSolution s = maximise(factory());
  EXPECT_EQ(s.value, 36);
  EXPECT_EQ(s.primal, of_factory().primal);
  EXPECT_EQ(s.dual, of_factory().dual);
}

TEST(LinearProgram, EachPartOfTheCertificateCanFail) {
  LinearSolution s = of_factory();
  s.primal = {5, 0};
  EXPECT_EQ(fault_of(factory(), s), "row 0 is above its limit 4");
  s = of_factory();
  s.primal = {-1, 6};
  EXPECT_EQ(fault_of(factory(), s), "variable 0 is negative: -1");
  s = of_factory();
  s.dual = {0, 1, 1};  // the column of y: 2 + 2 < 5
  EXPECT_EQ(fault_of(factory(), s), "dual row 1 is above its limit -5");
  s = of_factory();
  s.dual = {1, 2, 1};  // feasible, and worth 46
  EXPECT_EQ(fault_of(factory(), s), "the dual has value 46, not 36");
  s = of_factory();
  s.value = 37;
  EXPECT_EQ(fault_of(factory(), s), "the value is said to be 37, and is 36");
  s.primal = {2};
  EXPECT_EQ(fault_of(factory(), s), "variables: wrong number of them");
}

TEST(LinearProgram, RefusesWrongShapes) {
  LinearProgram p = factory();
  p.rows[1].pop_back();
  EXPECT_THROW(dual_of(p), std::invalid_argument);
  p = factory();
  p.limits.pop_back();
  EXPECT_THROW(fault_of(p, of_factory()), std::invalid_argument);
}

TEST(LinearProgram, SaysWhereThereIsNoOptimum) {
  NEEDS_A_SOLVER(maximise(factory()))
  EXPECT_THROW(maximise({{1}, {{-1}}, {0}}), std::invalid_argument);           // unbounded
  EXPECT_THROW(maximise({{1}, {{1}, {-1}}, {1, -2}}), std::invalid_argument);  // x <= 1, x >= 2
}

RC_GTEST_PROP(LinearProgram, duals_of_duals_are_equal, ()) {
  NEEDS_A_SOLVER_HERE(maximise(factory()))
  gen::Draw draw(rc::Random(rc::Random::Key{*rc::gen::arbitrary<std::uint64_t>(), 0, 0, 0}));
  LinearProgram p;
  const std::size_t variables = draw.between(1, 4), rows = draw.between(1, 4);
  const auto number = [&] { return ratio(static_cast<int>(draw.below(11)) - 5, draw.between(1, 4)); };
  for (std::size_t j = 0; j < variables; ++j) p.objective.push_back(number());
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<Rational>& row = p.rows.emplace_back();
    for (std::size_t j = 0; j < variables; ++j) row.push_back(number());
    p.limits.push_back(abs(number()));  // x = 0 is feasible
  }
  p.rows.push_back(std::vector<Rational>(variables, 1));  // and nothing is unbounded
  p.limits.push_back(10);
  const LinearProgram back = dual_of(dual_of(p));
  RC_ASSERT(back.objective == p.objective);
  RC_ASSERT(back.rows == p.rows);
  RC_ASSERT(maximise(p).value == -maximise(dual_of(p)).value);
}

}  // namespace
}  // namespace qed
