#include "qed/scoring/expression.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/formula.hpp"
#include "qed/scoring/program.hpp"

namespace qed {
namespace {

const Expression p0 = Expression::variable(0), p1 = Expression::variable(1);

Rational value(const Expression& e, std::vector<Rational> report) {
  const std::vector<Expression> one{e};
  return Program(one).at(report, 64)[0].value().exact();
}

TEST(Expression, SimplifiesWhatHoldsEverywhere) {
  EXPECT_TRUE((p0 * 0).is(0));
  EXPECT_TRUE((log(p0) * 0).is(0));  // 0 times minus infinity too
  EXPECT_EQ((p0 * 1).identity(), p0.identity());
  EXPECT_EQ((p0 + 0).identity(), p0.identity());
  EXPECT_EQ(exp(log(p0)).identity(), p0.identity());
  EXPECT_EQ(to_string(exp(Expression(ratio(1, 2)) * log(p0))), "sqrt(p[0])");
  EXPECT_EQ(to_string(pow(sqrt(p0), Rational(4))), "p[0]^2");
  EXPECT_TRUE(pow(Expression(ratio(2, 3)), Rational(-2)).is(ratio(9, 4)));
  EXPECT_TRUE(log(Expression(1)).is(0));
}

TEST(Expression, DoesNotSimplifyWhereTheDomainWouldGrow) {
  const Expression p = Expression::variable(0), u = p - Expression(ratio(1, 2));
  EXPECT_EQ(to_string(pow(sqrt(p), 2)), to_string(p));
  EXPECT_EQ(to_string(exp(log(p))), to_string(p));
  EXPECT_NE(to_string(pow(sqrt(u), 2)), to_string(u));  // for p < 1/2 it has no value
  EXPECT_NE(to_string(exp(log(u))), to_string(u));
  EXPECT_NE(to_string(exp(Expression(2) * log(u))), to_string(pow(u, 2)));
  EXPECT_NE(to_string(pow(pow(u, -1), -1)), to_string(u));  // at p = 1/2
  EXPECT_EQ(to_string(pow(pow(u, 2), 3)), to_string(pow(u, 6)));
  EXPECT_EQ(to_string(pow(pow(u, ratio(1, 2)), 3)), to_string(pow(u, ratio(3, 2))));
}

TEST(Expression, RefusesConstantsOutsideADomain) {
  EXPECT_THROW(log(Expression(0)), std::invalid_argument);
  EXPECT_THROW(Expression(1) / Expression(0), std::invalid_argument);
  EXPECT_THROW(sqrt(Expression(-1)), std::invalid_argument);
  EXPECT_THROW(pow(Expression(2), Rational(1000000)), std::invalid_argument);
  const Expression large = pow(Expression(9), Rational(9999));  // 31697 bits
  EXPECT_THROW(pow(large, Rational(9999)), std::invalid_argument);
}

TEST(Expression, DerivativesByHand) {
  // d/dp0 of p0² p1 + 3/p0 is 2 p0 p1 - 3/p0².
  const Expression f = p0 * p0 * p1 + Expression(3) / p0;
  EXPECT_EQ(value(derivative(f, 0), {2, 5}), Rational(20) - ratio(3, 4));
  EXPECT_EQ(value(derivative(f, 1), {2, 5}), 4);
  // d/dp0 of ln(p0² + p1) is 2 p0/(p0² + p1); of sqrt(p0 p1) at (4, 9) it is 1/2 sqrt(9/4).
  EXPECT_EQ(value(derivative(log(p0 * p0 + p1), 0), {3, 1}), ratio(6, 10));
  EXPECT_EQ(value(derivative(sqrt(p0 * p1), 0), {4, 9}), ratio(3, 4));
  // Twice: of p0^(5/2), 15/4 p0^(1/2).
  EXPECT_EQ(value(derivative(derivative(pow(p0, ratio(5, 2)), 0), 0), {4, 0}), ratio(15, 2));
  EXPECT_EQ(value(derivative(max(p0, p1 * p1), 1), {1, 3}), 6);
  EXPECT_EQ(value(derivative(max(p0, p1 * p1), 1), {10, 3}), 0);
}

TEST(Expression, IsPrintedSoThatItReadsBackTheSame) {
  for (const char* rule : {"log", "brier", "spherical", "pseudo-spherical:3/2", "power:3", "rps", "zero-one",
                           "outcome-weighted-log"})
    for (const Expression& score : rule_named(rule).scores(3)) {
      const auto again = Formula::parse(to_string(score)).scores(3)[0];
      EXPECT_EQ(to_string(again), to_string(score)) << rule;
      const std::vector<Expression> both{score, again};
      const auto values = Program(both).at(std::vector<Rational>{ratio(1, 2), ratio(1, 3), ratio(1, 6)}, 128);
      EXPECT_EQ(to_string(values[0]), to_string(values[1])) << rule;
    }
}

TEST(Expression, ConditionsAreFoundAssumedAndResolved) {
  const Expression f = choose(p0 > p1, choose(p0 >= Expression(ratio(1, 2)), 3, 2), 1);
  EXPECT_EQ(conditions_in(f).size(), 2u);
  EXPECT_TRUE(resolve(f, [](const Condition&) { return true; }).is(3));
  EXPECT_TRUE(assume(f, {p0 - p1, Relation::positive}, false).is(1));
  EXPECT_EQ(conditions_in(assume(f, {p0 - p1, Relation::positive}, true)).size(), 1u);
}

}  // namespace
}  // namespace qed
