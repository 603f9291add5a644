#include "qed/scoring/closed_form.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/formula.hpp"

namespace qed {
namespace {

// The formula at p = report, y = 0.
FormalSum at_law(Constants& constants, const std::string& text, const std::vector<Rational>& report) {
  const Expression score = Formula::parse(text).scores(report.size())[0];
  const auto found = closed_form(at_report(score, report));
  EXPECT_TRUE(found) << text;
  return found ? formal_sum(*found, constants) : FormalSum(0);
}

TEST(ClosedForm, EqualNumbersAreEqualSums) {
  const std::vector<Rational> p{ratio(1, 3), ratio(2, 3)};
  Constants c;
  for (const auto& [left, right] : std::vector<std::pair<std::string, std::string>>{
           {"ln(p[0])", "-ln(3)"},
           {"ln(p[0]*p[1])", "ln(2) - 2*ln(3)"},
           {"sqrt(p[1])", "sqrt(6)/3"},
           {"p[0]/sqrt(sum(p^2))", "1/sqrt(5)"},
           {"sqrt(8)*sqrt(6)", "4*sqrt(3)"},
           {"2^(1/3)*2^(1/6)", "sqrt(2)"},
           {"p[0]^(1/4)*p[0]^(1/2)", "3^(1/4)/3"},
           {"exp(ln(p[1])/2)", "sqrt(2/3)"},
           {"ln(1 + sqrt(2)) + sqrt(2)*ln(3)", "ln(3)*sqrt(2) + ln(sqrt(2) + 1)"},
           {"sqrt(2) > 1.4 ? ln(4) : 0", "2*ln(2)"},
           {"p[0] > 0 ? ln(p[0]) : ln(p[0] - 1/3)", "-ln(3)"}})
    EXPECT_EQ(at_law(c, left, p), at_law(c, right, p)) << left << " and " << right;
  EXPECT_TRUE(at_law(c, "sqrt(2)*sqrt(2) + 2^(1/4)*8^(1/4)", p).multiples().empty());
  EXPECT_EQ(at_law(c, "sqrt(2)*sqrt(2) + 2^(1/4)*8^(1/4)", p).rational(), 4);
}

TEST(ClosedForm, DifferentNumbersAreDifferentSums) {
  const std::vector<Rational> p{ratio(1, 3), ratio(2, 3)};
  Constants c;
  for (const auto& [left, right] : std::vector<std::pair<std::string, std::string>>{
           {"ln(p[0])", "ln(p[1])"}, {"2^(1/3)", "4^(1/3)"}, {"ln(1 + sqrt(2))", "ln(1 + sqrt(3))"}})
    EXPECT_FALSE(at_law(c, left, p) == at_law(c, right, p)) << left << " and " << right;
}

TEST(ClosedForm, HoldsWhatTheFormulaComesTo) {
  Constants c;
  // 2^(1/4)/3 ln 3 + exp(1/3) = 1.83112…: 0.396402… x 1.098612… + 1.395612…
  const FormalSum sum = at_law(c, "2^(1/4)*p[0]*ln(3) + exp(p[0])", {ratio(1, 3), ratio(2, 3)});
  EXPECT_EQ(sum.multiples().size(), 2u);
  const Interval found = c.enclosure(sum, 64);
  EXPECT_GT(found.lower(), ratio(18310, 10000));
  EXPECT_LT(found.upper(), ratio(18312, 10000));
}

TEST(ClosedForm, WhatHasNoValueIsRefused) {
  const Expression score = Formula::parse("ln(p[0])").scores(2)[0];
  EXPECT_THROW(at_report(score, {0, 1}), std::invalid_argument);
}

}  // namespace
}  // namespace qed
