// The scenarios about estimated scores, costs and moments: their numbers, and what they refuse.
#include <algorithm>

#include "tests/scenario/reading.hpp"

namespace qed {
namespace {

using namespace evidence;
using testing::cell_in;
using testing::document_of;
using testing::holding;
using testing::number_in;
using testing::refusal_of;

std::size_t not_promised_and_violated(const Document& d) {
  std::size_t n = 0;
  for (const Block& block : d.blocks)
    if (const auto* check = std::get_if<Check>(&block); check && !check->promised)
      n += check->comparison.verdict == Verdict::violated;
  return n;
}

// Two causes, told apart by answer 0: weights of the prior are 1 and 1/2, of its answer 3/4.
TEST(RetrodictionScenario, Numbers) {
  const testing::Given small{
      {"human", "1/2,1/2"}, {"prior", "1/2,1/2"}, {"answers", "1,0;1/2,1/2"}, {"draws", "2"}};
  const Document d = document_of("retrodiction", small);
  EXPECT_EQ(number_in(d, "0", "imitator"), ratio(3, 4));
  EXPECT_EQ(number_in(d, "0", "worth, from the prior"), ratio(9, 10));  // (3/4)² / (5/8)
  EXPECT_EQ(holding(d, "retrodiction"), 4u);
  // Answer 1 has a cause that does not give it: drawn, it has no logarithm.
  EXPECT_EQ(std::get<std::string>(cell_in(d, "1", "proposal: the prior")), "minus infinity");
}

TEST(RetrodictionScenario, EveryDrawHelpsAndNoneOvershoots) {
  const Document d = document_of("retrodiction");
  const auto score = [&](const char* draws, const char* proposal) {
    return std::get<Value>(cell_in(d, draws, proposal));
  };
  for (const char* proposal : {"proposal: the prior", "half-way to the posterior"}) {
    EXPECT_LT(score("1", proposal).upper(), score("2", proposal).lower());
    EXPECT_LT(score("6", proposal).upper(), score("6", "true score").lower());
  }
}

TEST(RetrodictionScenario, RefusesWhatDoesNotFit) {
  EXPECT_EQ(refusal_of("retrodiction", {{"answers", "1,0,0"}}),
            "parameter answers: found 1 laws, expected 3 as for prior");
  EXPECT_EQ(refusal_of("retrodiction", {{"answers", "1,0;0,1"}}),
            "parameter answers: found a law over 2, expected 3 as for human");
  EXPECT_NE(refusal_of("retrodiction", {{"human", "1/2,1/3"}}).find("parameter human"), std::string::npos);
  EXPECT_NE(refusal_of("retrodiction", {{"draws", "9"}}).find("from 1 to 8"), std::string::npos);
}

TEST(CostsScenario, Numbers) {
  const Document d = document_of("costs", {{"costs", "10"}, {"careful", "1/100"}, {"careless", "1/2"}});
  EXPECT_EQ(holding(d, "unbounded-cost"), 1u);
  EXPECT_EQ(holding(d, "bounded-cost"), 1u);
  EXPECT_EQ(not_promised_and_violated(d), 1u);  // Bayes' mixture
  for (const Block& block : d.blocks)
    if (const auto* table = std::get_if<DataTable>(&block); table && table->columns[0] == "cost") {
      const auto number = [&](std::size_t column) { return std::get<Value>(table->rows[0][column]).exact(); };
      EXPECT_EQ(number(1), ratio(1, 10));                 // 10/100
      EXPECT_EQ(number(3), ratio(149, 100) * number(1));  // theta = 1 - 1/100 - 1/2
      EXPECT_EQ(number(4), ratio(51, 20));                // 10 (1/100 + 1/2)/2
      EXPECT_LE(number(2), number(3));
    }
}

bool says(const Document& d, std::string_view part) {
  return std::ranges::any_of(d.blocks, [&](const Block& block) {
    const auto* text = std::get_if<std::string>(&block);
    return text && text->find(part) != std::string::npos;
  });
}

const std::vector<TableCell>& costs_row(const Document& d) {
  for (const Block& block : d.blocks)
    if (const auto* table = std::get_if<DataTable>(&block); table && table->columns[0] == "cost")
      return table->rows.at(0);
  throw std::out_of_range("costs");
}

// Both are collected: theta = 1 - 4/5 - 1/1000 = 199/1000, and the dear action is taken with
// 1/1000 + 199/1000 1/1000.
TEST(CostsScenario, PromisesWhereTheTruthIsCollected) {
  const Document d = document_of("costs", {{"costs", "1"}});
  EXPECT_TRUE(says(d, "no cost, however large, may be more than 1 + that times hers"));
  EXPECT_EQ(std::get<Value>(costs_row(d)[2]).exact(), ratio(1199, 1'000'000));
  EXPECT_EQ(std::get<Value>(costs_row(d)[3]).exact(), ratio(1199, 1'000'000));
}

// The careless model alone is collected, and followed: 1/5 against her 1/1000, without a question.
TEST(CostsScenario, PromisesNothingWhereItIsNot) {
  const Document d = document_of("costs", {{"costs", "1"}, {"prior", "1/100"}, {"alpha", "999/1000"}});
  EXPECT_EQ(std::get<Value>(costs_row(d)[2]).exact(), ratio(1, 5));
  EXPECT_EQ(std::get<Value>(costs_row(d)[3]).exact(), ratio(1, 1000));
  EXPECT_TRUE(
      says(d, "asks with probability 0, and the demonstrator is not in its top set: nothing is promised"));
  EXPECT_FALSE(says(d, "no cost, however large"));
}

TEST(CostsScenario, RefusesWhatDoesNotFit) {
  EXPECT_EQ(refusal_of("costs", {{"distance", "0"}}),
            "parameter distance: found 0, expected a number in (0, 2]");
  EXPECT_EQ(refusal_of("costs", {{"costs", "1,0"}}), "parameter costs: found 0, expected numbers above 0");
  EXPECT_EQ(refusal_of("costs", {{"prior", "1"}}), "parameter prior: found 1, expected a number in (0, 1)");
  EXPECT_EQ(refusal_of("costs", {{"alpha", "2"}}), "parameter alpha: found 2, expected a number in (0, 1)");
  EXPECT_NE(refusal_of("costs", {{"careful", "2"}}).find("a number from 0 to 1"), std::string::npos);
}

TEST(MomentMatchingScenario, ChecksEveryMomentAndBothDerivatives) {
  const Document d = document_of("moment-matching", {{"features", "x, x^2,x^3"}, {"samples", "100"}});
  EXPECT_EQ(holding(d, "moment-matching"), 5u);
}

// Outcomes 0, 1, 2, 3, 6 with shares 1/8, 3/8, 1/4, 1/8, 1/8.
TEST(MomentMatchingScenario, MatchesFeaturesOfOnesOwn) {
  const Document d = document_of("moment-matching",
                                 {{"features", "x >= 2 ? 1 : 0,[0,1,0,0,2],max(x, 2)"}, {"samples", "2000"}});
  EXPECT_EQ(holding(d, "moment-matching"), 5u);
  const std::pair<const char*, Rational> wanted[] = {{"x >= 2 ? 1 : 0", ratio(1, 2)},
                                                     {"[0,1,0,0,2]", ratio(5, 8)},
                                                     {"max(x, 2)", ratio(21, 8)}};  // 2 * 3/4 + 3/8 + 6/8
  for (const auto& [feature, mean] : wanted) {
    EXPECT_EQ(number_in(d, feature, "data"), mean);
    const Value fitted = std::get<Value>(cell_in(d, feature, "fitted law"));
    EXPECT_EQ(fitted.method(), Method::certified);
    EXPECT_TRUE(fitted.enclosure().contains(mean));
    EXPECT_LT(fitted.upper() - fitted.lower(), ratio(1, 1000000));
    EXPECT_LT(number_in(d, feature, "off by"), ratio(1, 1000000));
    const Value drawn = std::get<Value>(cell_in(d, feature, "2000 draws"));
    EXPECT_EQ(drawn.method(), Method::sampled);
    EXPECT_TRUE(drawn.sampled().contains(mean));
    EXPECT_LT(drawn.sampled().width(), 1);
  }
}

TEST(MomentMatchingScenario, DrawsFromTheGaussianToo) {
  const Document d = document_of("moment-matching", {{"samples", "2000"}});
  EXPECT_EQ(number_in(d, "fitted", "mean"), 2);
  EXPECT_EQ(number_in(d, "fitted", "variance"), 3);  // (4 + 3 + 0 + 0 + 1 + 16)/8
  const Value mean = std::get<Value>(cell_in(d, "2000 draws", "mean"));
  const Value variance = std::get<Value>(cell_in(d, "2000 draws", "variance"));
  EXPECT_EQ(mean.method(), Method::sampled);
  EXPECT_TRUE(mean.sampled().contains(2) && variance.sampled().contains(3));
  EXPECT_LT(mean.sampled().width(), ratio(1, 2));
  EXPECT_LT(variance.sampled().width(), 1);
  // What is at most an outcome: the data's share, the law's and the draws'.
  for (const Block& block : d.blocks)
    if (const auto* table = std::get_if<DataTable>(&block); table && table->title == "Shares") {
      EXPECT_EQ(table->rows.size(), 5u);
      EXPECT_EQ(std::get<Value>(table->rows[1][1]).exact(), ratio(1, 2));
      for (const auto& row : table->rows) {
        const Value law = std::get<Value>(row[2]), drawn = std::get<Value>(row[3]);
        EXPECT_EQ(law.method(), Method::certified);
        EXPECT_EQ(drawn.method(), Method::sampled);
        EXPECT_TRUE(drawn.lower() <= law.upper() && law.lower() <= drawn.upper());
        EXPECT_LT(drawn.sampled().width(), ratio(1, 8));
      }
    }
}

TEST(MomentMatchingScenario, RefusesByTheNameThatWasGiven) {
  EXPECT_EQ(refusal_of("moment-matching", {{"data", "1"}}),
            "parameter data: all data are 1: the score of a Gaussian report rises without bound as its "
            "variance falls");
  EXPECT_EQ(refusal_of("moment-matching", {{"features", "x,x + z"}}),
            "parameter features: in \"x + z\", at character 5: \"z\" is not known here");
  for (const auto& [name, wrong] :
       std::initializer_list<std::pair<const char*, const char*>>{{"data", "2,2"},
                                                                  {"data", ""},
                                                                  {"data", "1,x"},
                                                                  {"data", "1e1000,0"},
                                                                  {"data", "1;2"},
                                                                  {"features", ""},
                                                                  {"features", "x,"},
                                                                  {"features", "x,x,x,x,x,x,x,x,x"},
                                                                  {"features", "[0,1]"},
                                                                  {"features", "[0,1,2"},
                                                                  {"features", "p[0]"},
                                                                  {"features", "y"},
                                                                  {"features", "ln(x + 1)"},
                                                                  {"features", "1/x"},
                                                                  {"features", "x > 1"},
                                                                  {"samples", "0"},
                                                                  {"samples", "1"},
                                                                  {"samples", "1e8"},
                                                                  {"seed", "-1"},
                                                                  {"seed", "2e19"},
                                                                  {"seed", "one"}})
    EXPECT_TRUE(
        refusal_of("moment-matching", {{name, wrong}}).starts_with(std::string("parameter ") + name + ": "))
        << name << "=" << wrong << ": " << refusal_of("moment-matching", {{name, wrong}});
}

}  // namespace
}  // namespace qed
