#include "qed/scoring/formula.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/program.hpp"

namespace qed {
namespace {

// S(p, y) of a formula at a report, where it is rational.
Rational at(std::string_view text, std::vector<Rational> report, std::size_t y,
            const Features& features = {}) {
  const auto scores = Formula::parse(text, features).scores(report.size());
  const Program program(scores);
  return program.at(report, 64)[y].value().exact();
}

const std::vector<Rational> third{ratio(1, 3), ratio(2, 3)};

TEST(Formula, HasTheUsualPrecedence) {
  EXPECT_EQ(at("1 + 2*3", third, 0), 7);
  EXPECT_EQ(at("-2^2", third, 0), -4);
  EXPECT_EQ(at("2^3^2", third, 0), 512);  // 2^(3^2)
  EXPECT_EQ(at("2^-1", third, 0), ratio(1, 2));
  EXPECT_EQ(at("8/4/2", third, 0), 1);
  EXPECT_EQ(at("7 - 2 - 1", third, 0), 4);
  EXPECT_EQ(at("1 < 2 && 2 < 1 || 3 > 2 ? 10 : 20", third, 0), 10);
  EXPECT_EQ(at("!(1 < 2) ? 10 : 1 == 1 ? 20 : 30", third, 0), 20);
}

TEST(Formula, ReadsNumbersExactly) {
  EXPECT_EQ(at("0.1", third, 0), ratio(1, 10));
  EXPECT_EQ(at("1e-6", third, 0), ratio(1, 1000000));
  EXPECT_EQ(at("1/3", third, 0), ratio(1, 3));
}

TEST(Formula, KnowsTheReportTheOutcomeAndTheirNumber) {
  EXPECT_EQ(at("p[y]", third, 0), ratio(1, 3));
  EXPECT_EQ(at("p[y]", third, 1), ratio(2, 3));
  EXPECT_EQ(at("y + 10*n", third, 1), 21);
  EXPECT_EQ(at("2*p[y] - sum(p^2)", third, 1), ratio(7, 9));  // 4/3 - 5/9
  EXPECT_EQ(at("max(p) - min(p) + prod(p)", third, 0), ratio(5, 9));
  EXPECT_EQ(at("sum(i, i*p[i]*p[i])", third, 0), ratio(4, 9));
  EXPECT_EQ(at("sum([1, 2]*p)", third, 0), ratio(5, 3));
  EXPECT_EQ(at("p[y] == max(p) ? 1 : 0", third, 1), 1);
  EXPECT_EQ(at("if(p[0] > 1/2, 5, abs(-p[0]))", third, 1), ratio(1, 3));
  EXPECT_EQ(at("p[0] != p[1] ? 1 : 0", {ratio(1, 2), ratio(1, 2)}, 1), 0);
  EXPECT_EQ(at("x[y] - sum(x*p)", third, 1, {{"x", {0, 3}}}), 1);  // 3 - 2
}

TEST(Formula, IsAFunctionOfOneNumberToo) {
  const std::vector<Rational> points{ratio(1, 2), 1, 3};
  const auto values = [&](const char* text) { return Formula::parse(text).values("x", points); };
  EXPECT_EQ(values("x^2"), (std::vector<Rational>{ratio(1, 4), 1, 9}));
  EXPECT_EQ(values("x >= 1 ? n : 0"), (std::vector<Rational>{0, 3, 3}));
  EXPECT_EQ(values("[0, 1, 0]"), (std::vector<Rational>{0, 1, 0}));  // an entry for each point
  EXPECT_EQ(values("2"), (std::vector<Rational>{2, 2, 2}));
  for (const char* wrong : {"[0, 1]", "p[0]", "y", "x > 1", "ln(x)", "1/(x - 1)", "x[0]"})
    EXPECT_THROW(values(wrong), FormulaError) << wrong;
}

TEST(Formula, ReadsOnlyTheBranchThatIsTaken) {
  EXPECT_EQ(at("y < n - 1 ? p[y + 1] : 0", third, 1), 0);
  EXPECT_EQ(at("y < n - 1 ? p[y + 1] : 0", third, 0), ratio(2, 3));
}

TEST(Formula, TheRightOperandIsReadOnlyWhereTheLeftDoesNotDecide) {
  const char* later = "y > 0 && p[y - 1] > 1/2 ? 1 : 0";  // p[-1] is not asked for at y = 0
  EXPECT_EQ(at(later, {ratio(2, 3), ratio(1, 3)}, 0), 0);
  EXPECT_EQ(at(later, {ratio(2, 3), ratio(1, 3)}, 1), 1);
  EXPECT_EQ(at("y == n - 1 || p[y + 1] > 1/2 ? 1 : 0", third, 0), 1);
  EXPECT_EQ(at("y == n - 1 || p[y + 1] > 1/2 ? 1 : 0", third, 1), 1);
}

TEST(Formula, AnUnknownNameInMaxIsAnIndexOnlyWhereItIsUsed) {
  EXPECT_EQ(at("max(i, p[i])", third, 0), ratio(2, 3));
  EXPECT_EQ(at("min(i, i + p[y])", third, 1), ratio(2, 3));
  EXPECT_THROW(at("max(w, p[y])", third, 0), FormulaError);  // not p[y]
  EXPECT_EQ(at("sum(i, 1)", third, 0), 2);                   // of an index, always
}

TEST(Formula, RankedProbabilityByHand) {
  // Outcomes 0, 1, 2 and y = 1: -(P(0) - 0)² - (P(0) + P(1) - 1)² = -1/16 - 1/16.
  EXPECT_EQ(at("-sum(k, (sum(j, j <= k ? p[j] : 0) - (y <= k ? 1 : 0))^2)",
               {ratio(1, 4), ratio(1, 2), ratio(1, 4)}, 1),
            ratio(-1, 8));
}

struct Wrong {
  std::string text, message;
  std::size_t position;
};

TEST(Formula, SaysWhatIsWrongAndWhere) {
  for (const Wrong& wrong : std::vector<Wrong>{{"", "expected an expression", 0},
                                               {"ln(p[y]", "expected ')'", 7},
                                               {"p[y", "expected ']'", 3},
                                               {"1 +", "expected an expression", 3},
                                               {"p[0] \u2265 1", "a character that is not ASCII", 5},
                                               {"1 2", "expected an operator or the end", 2},
                                               {"p[y] ? 1 : 2", "expected a condition", 1},
                                               {"1 < 2 ? 3", "expected ':'", 9},
                                               {"foo(1)", "there is no function \"foo\"", 0},
                                               {"q[y]", "\"q\" is not known here", 0},
                                               {"p", "expected a number, found a vector", 0},
                                               {"p[2]", "the index 2 is not one of 0 … 1", 2},
                                               {"p[p[0]]", "an index must not depend on p", 3},
                                               {"p[1/2]", "the index 1/2 is not one of 0 … 1", 3},
                                               {"y[0]", "expected a vector before [", 0},
                                               {"2^p[0]", "an exponent must be constant", 3},
                                               {"1/0", "division by 0", 1},
                                               {"ln(0)", "the logarithm of 0", 0},
                                               {"sqrt(-1)", "the power 1/2 of the negative number -1", 0},
                                               {"sum(p[0])", "sum of one thing wants a vector", 5},
                                               {"sum(y, p[y])", "expected a new name for the index", 4},
                                               {"ln(p[0], 2)", "ln takes 1 argument, not 2", 0},
                                               {"(p[0] > 1) + 1", "+ is not for conditions", 11},
                                               {"[1, 2, 3]*p", "vectors of 3 and of 2 numbers", 9}}) {
    try {
      Formula::parse(wrong.text).scores(2);
      ADD_FAILURE() << wrong.text << " was read";
    } catch (const FormulaError& e) {
      EXPECT_NE(std::string(e.what()).find(wrong.message), std::string::npos)
          << wrong.text << ": " << e.what();
      EXPECT_EQ(e.position(), wrong.position) << wrong.text << ": " << e.what();
    }
  }
}

// The whole message, at three outcomes.
std::string complaint(std::string_view text, const Features& features = {}) {
  try {
    Formula::parse(text, features).scores(3);
  } catch (const FormulaError& e) {
    return e.what();
  }
  return "read";
}

TEST(Formula, PutsACaretUnderThePlace) {
  EXPECT_EQ(complaint("1 + foo(p)"), "there is no function \"foo\"\n  1 + foo(p)\n      ^");
  EXPECT_EQ(complaint("2*(p[y] - 1"), "expected ')'\n  2*(p[y] - 1\n             ^");
  EXPECT_EQ(complaint("p[3]"), "the index 3 is not one of 0 … 2\n  p[3]\n    ^");
  EXPECT_EQ(complaint("sqr(p[y])"), "there is no function \"sqr\"; did you mean \"sqrt\"?\n  sqr(p[y])\n  ^");
  EXPECT_EQ(complaint("1 + rain[y]", {{"rains", {1, 2, 3}}}),
            "\"rain\" is not known here; did you mean \"rains\"?\n  1 + rain[y]\n      ^");
  EXPECT_EQ(complaint("max(w, p[y])"), "\"w\" is not known here\n  max(w, p[y])\n      ^");
  EXPECT_EQ(complaint("1/(2 - 2)"), "division by 0\n  1/(2 - 2)\n   ^");
  EXPECT_EQ(complaint("2^p[0]"), "an exponent must be constant; write exp(e*ln(x))\n  2^p[0]\n     ^");
  EXPECT_EQ(complaint("p + 1"),
            "expected a number, found a vector; sum(…), max(…) and […] make a number of it\n  p + 1\n    ^");
}

TEST(Formula, ThePlaceIsRightWhereControlCharactersArePrintedLonger) {
  EXPECT_EQ(complaint("1 +\n\tfoo(1)"), "there is no function \"foo\"\n  1 +\\n\\tfoo(1)\n         ^");
}

TEST(Formula, AFeatureDoesNotTakeANameThatHasAMeaning) {
  for (const char* name : {"p", "y", "n"})
    EXPECT_THROW(Formula::parse("p[y]", {{name, {1, 2}}}), FormulaError) << name;
}

std::string repeated(std::size_t times, char c) {
  std::string text;
  text.append(times, c);
  return text;
}
std::string in_brackets(std::size_t depth) {
  std::string text = repeated(depth, '(');
  text += '1';
  text += repeated(depth, ')');
  return text;
}

TEST(Formula, DeepAndLongTextsAreRefusedAndDoNotEndTheProgram) {
  EXPECT_THROW(Formula::parse(repeated(100000, '(')), FormulaError);
  EXPECT_THROW(Formula::parse(in_brackets(101)), FormulaError);
  EXPECT_EQ(at(in_brackets(100), third, 0), 1);
  std::string minuses = repeated(1000, '-');
  minuses += '1';
  EXPECT_EQ(at(minuses, third, 0), 1);
}

// Each level of abs writes its operand four times, each sum runs over every outcome.
TEST(Formula, WhatIsTooLargeWrittenOutIsRefused) {
  std::string sizes = "p[0]";
  for (int level = 0; level < 15; ++level) sizes = "abs(" + sizes + ")";
  EXPECT_THROW(Formula::parse(sizes).scores(2), FormulaError);
  std::string sums = "p[a0]";
  for (int level = 29; level >= 0; --level) sums = "sum(a" + std::to_string(level) + "," + sums + ")";
  EXPECT_THROW(Formula::parse(sums).scores(3), FormulaError);
  EXPECT_THROW(Formula::parse("(9^9999)^9999").scores(2), FormulaError);
}

TEST(Formula, AFeatureOfTheWrongLengthIsRefused) {
  EXPECT_THROW(at("x[0]", third, 0, {{"x", {1, 2, 3}}}), FormulaError);
}

}  // namespace
}  // namespace qed
