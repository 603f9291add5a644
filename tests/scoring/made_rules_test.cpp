#include "qed/scoring/made_rules.hpp"

#include <gtest/gtest.h>

#include "qed/scoring/algebra.hpp"
#include "qed/scoring/categorical.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {
namespace {

void expect_the_same(const Scores& a, const Scores& b, const char* what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  for (std::size_t y = 0; y < a.size(); ++y)
    EXPECT_TRUE(is_zero_on_simplex(a[y] - b[y], a.size())) << what << y;
}

TEST(MadeRules, AreTheRulesThatTheyAreNamedFor) {
  expect_the_same(rule_from_text("savage:sum(p^2)").scores(3), rule_named("brier").scores(3), "Brier");
  expect_the_same(rule_from_text("savage:sqrt(sum(p^2))").scores(3), rule_named("spherical").scores(3),
                  "norm");
  expect_the_same(rule_from_text("outcome-weighted:1,2,1:log").scores(3),
                  rule_named("outcome-weighted-log:1,2,1").scores(3), "weighted");
  expect_the_same(rule_from_text("coarse:0,1,1:2*p[y] - sum(p^2)").scores(3),
                  rule_from_text("2*(y == 0 ? p[0] : 1 - p[0]) - p[0]^2 - (1 - p[0])^2").scores(3), "coarse");
  expect_the_same(rule_from_text("coarse:0,1,1:moments:x", {{"x", {0, 1}}}).scores(3),
                  rule_from_text("moments:z", {{"z", {0, 1, 1}}}).scores(3), "moments");
}

// A theorem is named where it carries, and what it does not carry is found on the formulas.
TEST(MadeRules, SayByWhichTheorem) {
  struct Case {
    const char* rule;
    Finding proper, strictly;
    const char* by;
  };
  for (const Case& c :
       {Case{"outcome-weighted:1,2,1:brier", Finding::proved, Finding::proved, "outcome weighting"},
        Case{"coarse:0,1,1:brier", Finding::proved, Finding::refuted, "coarsening onto classes"},
        Case{"coarse:1,0,2:brier", Finding::proved, Finding::proved, "coarsening onto classes"},
        Case{"chain:0,1,1:brier then log", Finding::proved, Finding::proved, "chaining"},
        Case{"outcome-weighted:1,2,1:linear", Finding::refuted, Finding::refuted, "outcome weighting"},
        Case{"chain:0,1,1:brier then linear", Finding::refuted, Finding::refuted, "a report other"},
        Case{"savage:sum(p^4)", Finding::proved, Finding::proved, "Savage"},
        Case{"savage:max(p)", Finding::proved, Finding::refuted, "in 6 pieces"},
        Case{"savage:-sum(p^4)", Finding::refuted, Finding::refuted, "a report other"}}) {
    const auto found = properness(rule_from_text(c.rule), 3);
    EXPECT_EQ(found.proper, c.proper) << c.rule << ": " << found.proof;
    EXPECT_EQ(found.strictly, c.strictly) << c.rule << ": " << found.strictly_proof;
    EXPECT_NE(found.proof.find(c.by), std::string::npos) << c.rule << ": " << found.proof;
  }
}

TEST(MadeRules, AreMadeOfOneAnother) {
  const Rule rule = rule_from_text("coarse:0,1,1,2:outcome-weighted:1,2,3:brier");
  EXPECT_EQ(properness(rule, 4).strictly, Finding::refuted);
  EXPECT_EQ(rule.functional(), "");
  EXPECT_EQ(rule_from_text("coarse:0,1,1:zero-one").functional(),
            rule_from_text("zero-one").functional() + " of the classes");
  const Rule chain = rule_from_text("chain:0,0,1,1:log then chain:0,1:brier then spherical");
  EXPECT_EQ(properness(chain, 4).strictly, Finding::proved);
}

// At its place in the whole name.
TEST(MadeRules, MistakesHaveAPlace) {
  const auto expect_mistake = [](const char* name, std::size_t position, const char* what,
                                 std::size_t outcomes = 3) {
    try {
      rule_from_text(name).scores(outcomes);
      ADD_FAILURE() << name;
    } catch (const FormulaError& e) {
      EXPECT_EQ(e.position(), position) << e.what();
      EXPECT_NE(std::string(e.what()).find(what), std::string::npos) << e.what();
      EXPECT_NE(std::string(e.what()).find(name), std::string::npos) << e.what();
    }
  };
  expect_mistake("savage:", 7, "expected a convex function");
  expect_mistake("savage:sum(p^2", 14, "expected ')'");
  expect_mistake("savage:p[y]^2", 9, "no outcome y");
  expect_mistake("savage:p[7]", 9, "the index 7 is not one of");
  expect_mistake("outcome-weighted:1,0,1:log", 19, "expected a weight above 0");
  expect_mistake("outcome-weighted:1,x,1:log", 19, "x");
  expect_mistake("outcome-weighted:1,2:log", 17, "a list for 2 outcomes; there are 3");
  expect_mistake("outcome-weighted:1,2,1", 22, "expected weights and a rule");
  expect_mistake("coarse:0,1,1:", 13, "expected a rule");
  expect_mistake("coarse:0,1,-1:brier", 11, "expected a class");
  expect_mistake("coarse:0,2,2:brier", 7, "class 1 has no outcome");
  expect_mistake("coarse:0,0,0:brier", 7, "two classes or more");
  expect_mistake("coarse:0,1,1:brie", 13, "did you mean \"brier\"?");
  expect_mistake("coarse:0,1,1:p[y] + q", 20, "\"q\" is not known");
  expect_mistake("coarse:0,1,1:coarse:0,1,1:log", 20, "a list for 3 outcomes; there are 2");
  expect_mistake("chain:0,1,1:brier", 17, "two rules");
  expect_mistake("chain:0,1,1:brier then ln(p[y", 29, "expected ']'");
  expect_mistake("chain:0,1,1:brier then power:1", 23, "expected one number above 1");
}

TEST(MadeRules, WhatIsTooLargeIsRefused) {
  std::string name = "log";
  for (int i = 0; i < 40; ++i) name = "outcome-weighted:1,2,1:" + name;
  EXPECT_THROW(rule_from_text(name).scores(3), FormulaError);
  for (int i = 0; i < 100; ++i) name = "outcome-weighted:1,2,1:" + name;
  EXPECT_THROW(rule_from_text(name), FormulaError);
}

}  // namespace
}  // namespace qed
