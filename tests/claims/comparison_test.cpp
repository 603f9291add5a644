#include "qed/claims/comparison.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_node.hpp"

namespace qed {
namespace {

using testing::q;

LogSum log_of(const Rational& argument, const Rational& coefficient = 1) {
  LogSum sum;
  sum.add_log(coefficient, argument);
  return sum;
}

TEST(Comparison, RatioIsValueOverBound) {
  const Comparison c = at_most(q(1, 2), q(3, 4));
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.ratio->exact(), q(2, 3));
  EXPECT_EQ(at_most(q(3, 4), q(3, 4)).verdict, Verdict::holds);  // 1 is tight
  EXPECT_EQ(at_most(q(3, 4), q(1, 2)).verdict, Verdict::violated);
  EXPECT_EQ(at_most(q(3, 4), q(1, 2)).ratio->exact(), q(3, 2));
}

TEST(Comparison, NothingOverNothingHasNoRatio) {
  const Comparison nothing = at_most(q(0), q(0));
  EXPECT_EQ(nothing.verdict, Verdict::holds);
  EXPECT_FALSE(nothing.ratio);
  EXPECT_FALSE(nothing.unbounded_ratio);
}

TEST(Comparison, SomethingOverNothingIsUnbounded) {
  for (const auto& [value, bound] : {std::pair{q(1), q(0)}, {q(1), q(-1)}, {q(0), q(-1)}}) {
    const Comparison c = at_most(value, bound);
    EXPECT_EQ(c.verdict, Verdict::violated);
    EXPECT_FALSE(c.ratio);
    EXPECT_TRUE(c.unbounded_ratio);
  }
  LogSum nothing = log_of(2, 2);  // 2 ln 2 - ln 4 = 0
  nothing.add_log(-1, 4);
  EXPECT_TRUE(at_most(q(1), nothing).unbounded_ratio);
  EXPECT_EQ(at_most(q(1), nothing).bound->exact(), 0);
}

TEST(Comparison, LogarithmsAreEnclosed) {
  // ln 2 = 0.6931…: above 69/100 and below 7/10.
  const Comparison c = at_most(q(69, 100), log_of(2));
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.bound->method(), Method::certified);
  EXPECT_EQ(c.value->method(), Method::exact);
  EXPECT_LT(c.ratio->upper(), q(1));
  EXPECT_LE(q(69, 100) / c.bound->upper(), c.ratio->upper());
  EXPECT_EQ(at_most(q(7, 10), log_of(2)).verdict, Verdict::violated);
  EXPECT_GT(at_most(q(7, 10), log_of(2)).ratio->lower(), q(1));
}

TEST(Comparison, ALogarithmAtMostNothing) {
  // ln(1/2) < 0 < 1: the bound is negative, and so is every enclosure of it.
  const Comparison c = at_most(q(1), log_of(q(1, 2)));
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_TRUE(c.unbounded_ratio);
}

TEST(Comparison, EqualityUnderLogarithmsIsDecidedByAlgebra) {
  // 1 + 2 ln 2 - ln 4 = 1, which no enclosure can tell from its neighbours.
  LogSum one = log_of(2, 2);
  one.add_log(-1, 4);
  one += 1;
  const Comparison c = at_most(q(1), one);
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.ratio->exact(), q(1));
  EXPECT_EQ(at_most(q(1), Enclosure([&](unsigned bits) { return one.enclosure(bits); })).verdict,
            Verdict::undecided);
}

TEST(Comparison, ProbabilitiesFromBelowCompareTheirRisks) {
  const Comparison c = probability_at_least(q(9, 10), q(3, 4));
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.ratio->exact(), q(2, 5));  // (1/10) / (1/4)
  EXPECT_FALSE(c.vacuous);
  EXPECT_EQ(probability_at_least(q(1, 2), q(3, 4)).verdict, Verdict::violated);
  EXPECT_TRUE(probability_at_least(q(1, 2), q(-1)).vacuous);
  EXPECT_TRUE(probability_at_least(q(1, 2), q(0)).vacuous);
  EXPECT_EQ(probability_at_least(q(1, 2), q(-1)).bound->exact(), q(-1));  // as it is
}

TEST(Comparison, WorseIsVerdictFirstThenWhetherItSaysAnythingThenRatio) {
  const Comparison small = at_most(q(1), q(3)), large = at_most(q(1), q(2)), none = at_most(q(0), q(0)),
                   violated = at_most(q(4), q(3)), unbounded = at_most(q(1), q(0));
  Comparison undecided;
  undecided.verdict = Verdict::undecided;
  EXPECT_TRUE(worse(large, small));
  EXPECT_FALSE(worse(small, large));
  EXPECT_FALSE(worse(large, large));  // equals keep their order
  EXPECT_TRUE(worse(small, none));
  EXPECT_FALSE(worse(none, small));
  EXPECT_TRUE(worse(none, not_applicable()));
  EXPECT_TRUE(worse(undecided, large));
  EXPECT_TRUE(worse(violated, undecided));
  EXPECT_TRUE(worse(unbounded, violated));
  EXPECT_FALSE(worse(violated, unbounded));
  Comparison vacuous = large;
  vacuous.vacuous = true;  // what says nothing is reported only where nothing else is
  EXPECT_TRUE(worse(small, vacuous));
  EXPECT_FALSE(worse(vacuous, small));
  EXPECT_TRUE(worse(none, vacuous));
  EXPECT_TRUE(worse(vacuous, not_applicable()));
}

}  // namespace
}  // namespace qed
