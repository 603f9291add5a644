// The scenario of moments that match and harm that is done: its numbers, what it leaves undecided, and what it refuses.
#include <gtest/gtest.h>

#include "qed/exact/number.hpp"
#include "tests/scenario/reading.hpp"

namespace qed::edge_scenario_test {
namespace {

using namespace evidence;
using testing::document_of;
using testing::Given;
using testing::holding;
using testing::number_in;
using testing::refusal_of;

// Fewer places than the scenario's own, and a smaller map.
Given small(Given more = {}) {
  more.merge(Given{{"speeds", "2"},
                   {"crashes", "1/10"},
                   {"likings", "-1,3"},
                   {"dislikes", "20"},
                   {"map", "S~G/..."},
                   {"map-steps", "6"},
                   {"map-followed", "6"},
                   {"map-slips", "0,1/10"},
                   {"map-pits", "0,20"},
                   {"map-goals", "1,2"}});
  return more;
}

bool says(const Document& d, const std::string& part) {
  return std::ranges::any_of(d.blocks, [&](const Block& block) {
    const auto* text = std::get_if<std::string>(&block);
    return text && text->find(part) != std::string::npos;
  });
}

std::size_t undecided(const Document& d) {
  return static_cast<std::size_t>(std::ranges::count_if(d.blocks, [](const Block& block) {
    const auto* check = std::get_if<Check>(&block);
    return check && check->promised && check->comparison.verdict == Verdict::undecided;
  }));
}

constexpr const char* falls = "P(a step begins in a pit)";
constexpr const char* lacking_on_map = "cautious, planners for goal (the human is not one)";
constexpr const char* holding_on_map = "cautious, planners who may mind pits (the human has 1/12)";

TEST(EdgeInstantiationScenario, MatchesAndComesToHarmOnTheRoadAndOnTheMap) {
  const Document d = document_of("edge-instantiation", small());
  EXPECT_GT(number_in(d, "IRL on progress", "times the human's"), 1'000'000);
  EXPECT_LT(number_in(d, "IRL on progress and races", "times the human's"), ratio(11, 10));
  EXPECT_EQ(holding(d, "irl"), 6u);
  EXPECT_EQ(holding(d, "query-identity"), 4u);  // two classes on the road, two on the map
  EXPECT_EQ(holding(d, "step-dominance"), 2u);
  EXPECT_EQ(holding(d, "truth-retention-sharp"), 2u);
  EXPECT_EQ(undecided(d), 0u);
  EXPECT_TRUE(says(d, "Searched: 2 roads. On 1 of them"));
  // On the map: who asks falls hardly more often than the human.
  const Rational human = number_in(d, "human", falls);
  EXPECT_GT(number_in(d, "IRL on goal", falls), 1'000'000 * human);
  EXPECT_LT(number_in(d, "IRL on goal and pits", falls), ratio(11, 10) * human);
  EXPECT_GT(number_in(d, lacking_on_map, falls), 1'000'000 * human);
  EXPECT_LT(number_in(d, holding_on_map, falls), 2 * human);
  EXPECT_GT(number_in(d, holding_on_map, "queries"), 0);
  EXPECT_TRUE(says(d, "Searched: 8 maps. On 2 of them"));
}

// A row for each combination of all but the last parameter, in the order of their names.
TEST(EdgeInstantiationScenario, TheTableOfPlacesIsWhatIsFoundInEachOfThem) {
  const Document d = document_of("edge-instantiation", small());
  const DataTable* table = nullptr;
  for (const Block& block : d.blocks)
    if (const auto* data = std::get_if<DataTable>(&block); data && data->columns.front() == "slip")
      table = data;
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns, (std::vector<std::string>{"slip", "pits", "goal 1", "goal 2"}));
  ASSERT_EQ(table->rows.size(), 4u);
  EXPECT_EQ(std::get<Value>(table->rows[1][0]).exact(), 0);
  EXPECT_EQ(std::get<Value>(table->rows[1][1]).exact(), 20);
  EXPECT_EQ(std::get<Value>(table->rows[2][0]).exact(), ratio(1, 10));
  EXPECT_EQ(std::get<Value>(table->rows[2][1]).exact(), 0);
  const std::string here = to_decimal(number_in(d, "IRL on goal", falls), 3);
  EXPECT_EQ(std::get<Word>(table->rows[1][3]).text, here + " dangerous");
  EXPECT_TRUE(std::holds_alternative<std::string>(table->rows[3][3]));  // the human slips into pits as well
}

TEST(EdgeInstantiationScenario, FollowsTheFirstStepsOfALongerWalk) {
  const Document d = document_of("edge-instantiation",
                                 small({{"map-followed", "3"}, {"map-pits", "20"}, {"map-slips", "0"}}));
  EXPECT_TRUE(says(d, "are followed for the first 3 of the 6 steps"));
  const std::string within = std::string(falls) + " within 3 steps";
  EXPECT_LT(number_in(d, "IRL on goal", within), number_in(d, "IRL on goal", falls));
  EXPECT_LT(number_in(d, holding_on_map, within), 2 * number_in(d, "human", within));
  EXPECT_THROW(number_in(d, holding_on_map, falls), std::out_of_range);
}

TEST(EdgeInstantiationScenario, WhatTheLimitDoesNotAllowIsUndecided) {
  const Document d =
      document_of("edge-instantiation", small({{"states", "100"}, {"map-pits", "20"}, {"map-slips", "0"}}));
  EXPECT_GT(undecided(d), 0u);
  const auto& cell = testing::cell_in(d, holding_on_map, falls);
  EXPECT_EQ(std::get<Word>(cell).text, "not computed");
  EXPECT_TRUE(says(d, std::string("Not computed: ") + holding_on_map));
  EXPECT_EQ(holding(d, "irl"), 6u);  // what needs no engine is there all the same
}

TEST(EdgeInstantiationScenario, RefusesByTheNameThatWasGiven) {
  for (const auto& [name, wrong] : std::initializer_list<std::pair<const char*, const char*>>{
           {"speed", "1"},        {"speed", "11"},       {"speed", "fast"},      {"crash", "0"},
           {"crash", "1"},        {"liking", "21"},      {"liking", ""},         {"dislike", "-1"},
           {"dislike", "101"},    {"steps", "0"},        {"steps", "9"},         {"steps", "1/2"},
           {"alpha", "0"},        {"alpha", "1"},        {"states", "0"},        {"speeds", "2,1"},
           {"speeds", "2,"},      {"speeds", "x"},       {"crashes", "1/10,0"},  {"crashes", "1"},
           {"likings", "3,-21"},  {"dislikes", "20,-1"}, {"map", "S.G"},         {"map", "S~?"},
           {"map", "17x16"},      {"map", ""},           {"map-steps", "1"},     {"map-steps", "65"},
           {"map-followed", "0"}, {"map-slip", "2"},     {"map-goal", "21"},     {"map-pit", "-1"},
           {"map-slips", "0,2"},  {"map-goals", "2,21"}, {"map-pits", "101,20"}, {"map-pits", ","}})
    EXPECT_TRUE(refusal_of("edge-instantiation", {{name, wrong}})
                    .starts_with(std::string("parameter ") + name + ": "))
        << name << "=" << wrong << ": " << refusal_of("edge-instantiation", {{name, wrong}});
  EXPECT_EQ(refusal_of("edge-instantiation", {{"speeds", "2,1"}}),
            "parameter speeds: found 1, expected numbers from 101/100 to 10");
  EXPECT_EQ(refusal_of("edge-instantiation", {{"map", "S.G"}}),
            "parameter map: no pit on the map; expected one ~ at least");
}

}  // namespace
}  // namespace qed::edge_scenario_test
