// The scenarios of what is built from an imitator: their numbers, and what they refuse.
#include "qed/uses/quantilizer.hpp"
#include "tests/scenario/reading.hpp"

namespace qed::uses_scenario_test {
namespace {

using namespace evidence;
using testing::document_of;
using testing::refusal_of;

std::vector<Check> checks(const Document& document) {
  std::vector<Check> all;
  for (const Block& block : document.blocks)
    if (const auto* check = std::get_if<Check>(&block)) all.push_back(*check);
  return all;
}

const DataTable& table(const Document& document, const std::string& title_part) {
  for (const Block& block : document.blocks)
    if (const auto* data = std::get_if<DataTable>(&block);
        data && data->title.find(title_part) != std::string::npos)
      return *data;
  throw std::runtime_error("no table " + title_part);
}

Rational number(const DataTable& data, std::size_t row, std::size_t column) {
  return std::get<Value>(data.rows.at(row).at(column)).exact();
}

// theta = 1 - (1/2 + 1/10 + 99/1000 + 1/1000) = 3/10; at q = 1/50, mu(3)/q = 1/20.
TEST(QuantilizerScenario, Numbers) {
  const Document document = document_of("quantilizer");
  const DataTable& shares = table(document, "How often the quantilizer takes action 3");
  EXPECT_EQ(number(shares, 4, 0), ratio(1, 50));
  EXPECT_EQ(number(shares, 4, 1), ratio(1, 20));
  EXPECT_EQ(number(shares, 4, 2), 1);                               // over the mixture: certain
  EXPECT_EQ(number(shares, 4, 3), ratio(13, 200));                  // (1 + 3/10)/20
  EXPECT_EQ(number(shares, 4, 5), ratio(1, 20) + ratio(3, 10000));  // 1/20 + 3/10 1/1000
  for (const Check& check : checks(document))
    EXPECT_EQ(check.comparison.verdict, check.promised ? Verdict::holds : Verdict::violated) << check.what;
  EXPECT_EQ(checks(document).size(), 5u);
}

TEST(QuantilizerScenario, RefusesWhatDoesNotFit) {
  EXPECT_EQ(refusal_of("quantilizer", {{"utility", "1,2"}}),
            "parameter utility: found 2 numbers, expected 4 as for demonstrator");
  EXPECT_EQ(refusal_of("quantilizer", {{"rival", "1/2,1/4"}}).substr(0, 16), "parameter rival:");
  EXPECT_EQ(refusal_of("quantilizer", {{"shares", "1,0"}}),
            "parameter shares: found 0, expected numbers in (0, 1]");
  EXPECT_EQ(refusal_of("quantilizer", {{"prior", "1"}}),
            "parameter prior: found 1, expected a number in (0, 1)");
  EXPECT_NE(refusal_of("quantilizer", {{"distance", "0"}}).find("outside (0, 2]"), std::string::npos);
}

// One level, one training question, a human who reads "0" rightly 3 times of 4, and may always be wrong: nothing is in
// common but 1/4 of reading 1. theta = 3/4; asked, she is right with 3/4, which refutes the other model; else the odds
// against her are 4.
TEST(DistillationScenario, Numbers) {
  const Document document = document_of("ida", {{"levels", "1"},
                                                {"question", "0"},
                                                {"modulus", "2"},
                                                {"training", "1"},
                                                {"slips", "1/4,0,0"},
                                                {"suspected", "1,0,0"},
                                                {"alpha", "1/4"}});
  // Refuted: 3/4 3/4 = 9/16; asked and wrong, odds 4: 1/5 <= 1/4 4/5, lost, with 3/16; not asked: 1/4.
  const DataTable& answers = table(document, "How often the answer is right");
  EXPECT_EQ(number(answers, 0, 1), ratio(3, 4));
  EXPECT_EQ(number(answers, 0, 4), ratio(13, 16));
  EXPECT_EQ(number(answers, 0, 3), ratio(9, 16) * ratio(3, 4) + ratio(1, 4) * ratio(9, 16));
  EXPECT_EQ(number(answers, 0, 2), number(answers, 0, 3));  // who has lost the truth is never right
  const DataTable& humans = table(document, "Humans at work");
  EXPECT_EQ(number(humans, 0, 3), ratio(1, 4) * ratio(3, 4));
}

TEST(DistillationScenario, WhatIsPromisedHolds) {
  const Document document = document_of("ida", {{"levels", "4"}});
  for (const Check& check : checks(document))
    EXPECT_EQ(check.comparison.verdict, check.promised ? Verdict::holds : Verdict::violated) << check.what;
  EXPECT_EQ(checks(document).size(), 9u);  // three smaller n, four parts, the calls that happen, costs
  EXPECT_EQ(number(table(document, "Humans at work"), 3, 2),
            ratio(7001, 500));  // of 15: one product may be spared
}

TEST(DistillationScenario, TooManyProductsAreUndecided) {
  bool undecided = false;
  for (const Check& check : checks(document_of("ida", {{"levels", "4"}, {"products", "1"}})))
    undecided = undecided || check.comparison.verdict == Verdict::undecided;
  EXPECT_TRUE(undecided);
}

TEST(DistillationScenario, RefusesWhatDoesNotFit) {
  EXPECT_EQ(refusal_of("ida", {{"levels", "2"}, {"question", "((1+2)*0)"}}),
            "parameter question: found 2 operations above one another, expected fewer than the 2 levels");
  EXPECT_EQ(refusal_of("ida", {{"question", "(1+"}}),
            "parameter question: question \"(1+\": found the end at character 4, expected a number or an "
            "opening bracket");
  EXPECT_EQ(refusal_of("ida", {{"slips", "1/2"}}),
            "parameter slips: found 1 numbers, expected three: reading, adding, multiplying");
  EXPECT_EQ(refusal_of("ida", {{"slips", "1/2,2,0"}}), "parameter slips: found 2, expected probabilities");
  EXPECT_NE(refusal_of("ida", {{"levels", "7"}}).find("levels"), std::string::npos);
  EXPECT_EQ(refusal_of("ida", {{"alpha", "1"}}), "parameter alpha: found 1, expected a number in (0, 1)");
  EXPECT_NE(refusal_of("ida", {{"distance", "3"}}).find("distance"), std::string::npos);
}

}  // namespace
}  // namespace qed::uses_scenario_test
