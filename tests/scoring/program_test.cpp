#include "qed/scoring/program.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/formula.hpp"

namespace qed {
namespace {

Program of(const char* text) { return Program(std::vector<Expression>{Formula::parse(text).scores(2)[0]}); }
const std::vector<Rational> certain{0, 1}, even{ratio(1, 2), ratio(1, 2)};

TEST(Program, IsExactWhereTheFormulaIsRational) {
  EXPECT_EQ(of("2*p[0] - sum(p^2)").at(even, 64)[0].value().exact(), ratio(1, 2));
  EXPECT_EQ(of("sqrt(p[0]/2)").at(even, 64)[0].value().exact(), ratio(1, 2));  // a perfect root
  EXPECT_EQ(of("(8*p[0]/27*2)^(2/3)").at(even, 64)[0].value().exact(), ratio(4, 9));
}

TEST(Program, EnclosesWhatIsNot) {
  const auto root = of("sqrt(p[0])").at(even, 128)[0];
  ASSERT_FALSE(root.is_exact());
  EXPECT_LT(root.value().lower() * root.value().lower(), ratio(1, 2));
  EXPECT_GT(root.value().upper() * root.value().upper(), ratio(1, 2));
  EXPECT_LT(root.value().upper() - root.value().lower(), ratio(Integer(1), Integer(1) << 120));
}

TEST(Program, LargePowersAreEnclosedAndNotMultipliedOut) {
  const auto power = of("p[0]^88882").at(even, 64)[0];
  EXPECT_FALSE(power.is_exact());
  EXPECT_GT(power.value().lower(), 0);
  EXPECT_FALSE(of("1/sqrt(sum(p^88882))").at(even, 64)[0].is_exact());
}

TEST(Program, ExtendedReals) {
  EXPECT_EQ(of("ln(p[0])").at(certain, 64)[0].kind(), Extended::Kind::minus_infinity);
  EXPECT_EQ(of("p[0]*ln(p[0])").at(certain, 64)[0].value().exact(), 0);
  EXPECT_EQ(of("exp(ln(p[0]) + 1)").at(certain, 64)[0].value().exact(), 0);
  EXPECT_EQ(of("-2*ln(p[0])").at(certain, 64)[0].kind(), Extended::Kind::plus_infinity);
  EXPECT_THROW(of("ln(p[0]) - ln(p[0]^2)").at(certain, 64), UndefinedScore);
  EXPECT_THROW(of("1/p[0]").at(certain, 64), UndefinedScore);
  EXPECT_THROW(of("ln(p[0] - 1)").at(even, 64), UndefinedScore);
}

TEST(Program, AProductDoesNotDependOnTheOrderOfItsFactors) {
  for (const char* text : {"p[0]*(1/p[0])", "(1/p[0])*p[0]", "p[0]*(p[1]/p[0])"})
    EXPECT_THROW(of(text).at(certain, 64), UndefinedScore) << text;
  for (const char* text : {"p[0]*ln(p[0])", "ln(p[0])*p[0]"})
    EXPECT_EQ(of(text).at(certain, 64)[0].value().exact(), 0) << text;
}

TEST(Program, WhatAnEnclosureRefusesHasNoValue) {
  EXPECT_THROW(of("sqrt(ln(p[0]))").at(even, 64), UndefinedScore);  // ln(1/2) < 0, and not rational
  EXPECT_THROW(of("ln(ln(p[0]))").at(even, 64), UndefinedScore);
  EXPECT_THROW(of("1/(sqrt(p[0])*sqrt(p[0]) - p[0])").at(even, 64), UndefinedScore);
}

TEST(Program, ABranchThatIsNotTakenNeedsNoValue) {
  EXPECT_EQ(of("p[0] > 0 ? 1/p[0] : 5").at(certain, 64)[0].value().exact(), 5);
}

TEST(Program, OverABoxEveryValueIsInside) {
  const std::vector<Interval> box{Interval(ratio(1, 4), ratio(1, 2), 64),
                                  Interval(ratio(1, 2), ratio(3, 4), 64)};
  for (const char* rule : {"log", "brier", "spherical", "power:3", "zero-one"}) {
    const auto scores = rule_named(rule).scores(2);
    const Program program(scores);
    const auto around = program.over(box);
    for (const Rational& x : {ratio(1, 4), ratio(3, 8), ratio(1, 2)}) {
      const auto inside = program.at(std::vector<Rational>{x, Rational(1 - x)}, 64);
      for (std::size_t y = 0; y < 2; ++y) {
        ASSERT_TRUE(around[y]) << rule;
        EXPECT_LE(around[y]->lower(), inside[y].value().lower()) << rule;
        EXPECT_GE(around[y]->upper(), inside[y].value().upper()) << rule;
      }
    }
  }
}

TEST(Program, OverABoxThatReachesOutOfTheDomainThereIsNoValue) {
  const std::vector<Interval> box{Interval(Rational(0), ratio(1, 2), 64),
                                  Interval(ratio(1, 2), Rational(1), 64)};
  EXPECT_FALSE(of("ln(p[0])").over(box)[0]);
  EXPECT_FALSE(of("1/p[0]").over(box)[0]);
  EXPECT_TRUE(of("p[0]^2").over(box)[0]);
}

}  // namespace
}  // namespace qed
