// The scenarios about planners, a demonstrator outside the class, and rewards learnt: their headline numbers,
// from what they say.
#include <gtest/gtest.h>

#include "qed/exact/number.hpp"
#include "tests/scenario/reading.hpp"

namespace qed {
namespace {

using namespace evidence;

// A smaller calendar than the scenario's own.
const testing::Given short_calendar{
    {"days", "6"}, {"door-day", "3"}, {"watched", "0,3"}, {"description-bits", "6"}};

TEST(PlannerScenario, WhoCommitsSeizesAndWhoAsksDoesNot) {
  const Document d = testing::document_of("planner", short_calendar);
  const Rational demonstrator = testing::number_in(d, "demonstrator", "P(seized)");
  EXPECT_GT(testing::number_in(d, "Bayes mixture", "P(seized)"), 100 * demonstrator);
  EXPECT_GT(testing::number_in(d, "IRL", "P(seized)"), 100 * demonstrator);
  EXPECT_LT(testing::number_in(d, "cautious", "P(seized)"), ratio(3, 2) * demonstrator);
  EXPECT_EQ(testing::number_in(d, "demonstrator", "times the demonstrator's"), 1);
  EXPECT_GT(testing::number_in(d, "cautious", "queries"), 0);
  EXPECT_EQ(testing::number_in(d, "maximum posterior", "queries"), 0);
  EXPECT_EQ(testing::holding(d, "step-dominance"), 2u);  // once for each number of steps watched
  EXPECT_EQ(testing::holding(d, "truth-retention-sharp"), 2u);
  EXPECT_EQ(testing::holding(d, "planner"), 3u);
  EXPECT_EQ(testing::holding(d, "irl"), 1u);
}

TEST(PlannerScenario, RefusesWhatItCannotRun) {
  EXPECT_EQ(testing::refusal_of("planner", {{"watched", "6"}}),
            "parameter watched: found 6, expected whole numbers from 0 to the door's day, 5");
  EXPECT_EQ(testing::refusal_of("planner", {{"demonstrator", "00"}}),
            "parameter demonstrator: \"00\" ends in the middle of a description");
  EXPECT_EQ(testing::refusal_of("planner", {{"door-day", "8"}}),
            "parameter door-day: found \"8\", expected a whole number from 1 to 7");
  EXPECT_NE(
      testing::refusal_of("planner", {{"models", "all"}}).find("expected \"planners\", \"habits\", \"both\""),
      std::string::npos);
}

TEST(LateTriggerScenario, WatchingLongerTeachesNothing) {
  const Document d = testing::document_of("late-trigger", {{"door-days", "1,3"}});
  for (const char* who : {"demonstrator", "maximum posterior", "Bayes mixture", "cautious"})
    EXPECT_EQ(testing::number_in(d, "1", who), testing::number_in(d, "3", who)) << who;
  EXPECT_GT(testing::number_in(d, "3", "maximum posterior"),
            1000 * testing::number_in(d, "3", "demonstrator"));
  EXPECT_LT(testing::number_in(d, "3", "cautious"), 2 * testing::number_in(d, "3", "demonstrator"));
  EXPECT_EQ(testing::number_in(d, "3", "behaviour"), 0);
  EXPECT_GT(testing::number_in(d, "4", "behaviour"), ratio(9, 10));  // the door opens at the fourth step
  EXPECT_GT(testing::number_in(d, "1", "description"), ratio(1, 2));
  EXPECT_EQ(testing::holding(d, "step-dominance"), 4u);
  EXPECT_EQ(testing::refusal_of("late-trigger", {{"door-days", "0"}}),
            "parameter door-days: found 0, expected whole numbers from 1 to 6");
}

TEST(IrlScenario, MatchesWhatItSees) {
  const Document d = testing::document_of("irl");
  EXPECT_EQ(testing::holding(d, "irl"), 3u);
  EXPECT_GT(testing::number_in(d, "imitator, goal alone", "steps in puddles"),
            3 * testing::number_in(d, "human", "steps in puddles"));
  EXPECT_GT(testing::number_in(d, "imitator, goal and puddles", "total variation from the human"), 0);
  EXPECT_EQ(testing::refusal_of("irl", {{"map", "S?"}}),
            "parameter map: row 1, column 2 of the map: found \"?\", expected S, G, ~, # or .");
}

TEST(IrlScenario, IsCertifiedOnALargerMap) {
  const Document d = testing::document_of("irl", {{"map", "6x6"}, {"steps", "12"}, {"horizon", "12"}});
  EXPECT_EQ(testing::holding(d, "irl"), 3u);
  // Too many histories to compare one by one: enclosed. A human who looks to the end is matched by who sees everything.
  const auto& apart =
      std::get<Value>(testing::cell_in(d, "imitator, goal and puddles", "total variation from the human"));
  EXPECT_EQ(apart.method(), Method::certified);
  EXPECT_LT(apart.upper(), ratio(1, 10000));
  const auto& blind =
      std::get<Value>(testing::cell_in(d, "imitator, goal alone", "total variation from the human"));
  EXPECT_GT(blind.lower(), ratio(1, 10));
  EXPECT_EQ(testing::refusal_of("irl", {{"map", "17x16"}}),
            "parameter map: 17 x 16 cells on the map; expected 2 to 256");
}

TEST(MisspecifiedScenario, SaysWhichClaimsBreak) {
  const Document d = testing::document_of("misspecified", {{"leans", "0,1/2"}, {"horizon", "30"}});
  const auto word = [&](const std::string& claim, const std::string& column) {
    return std::get<Word>(testing::cell_in(d, claim, column)).text;
  };
  EXPECT_TRUE(word("step-dominance", "lean 0").starts_with("holds"));
  EXPECT_TRUE(word("step-dominance", "lean 1/2").starts_with("broken"));
  EXPECT_TRUE(word("top-size", "lean 1/2").starts_with("holds"));
  EXPECT_EQ(testing::holding(d, "query-identity"),
            3u);  // of coins, and of drivers who never stop or hardly wait
  const auto found = [&](const std::string& claim, const std::string& column) {
    return testing::cell_in(d, claim, column);
  };
  EXPECT_TRUE(
      std::get<Word>(found("query-tail", "verdict")).text.starts_with("holds"));  // breaks from 31 steps on
  EXPECT_TRUE(std::get<Word>(found("preconditioning", "verdict")).text.starts_with("broken"));
  EXPECT_EQ(std::get<std::string>(found("query-drift", "steps")), "1");
  EXPECT_EQ(std::get<std::string>(found("trajectory-dominance", "steps")),
            "2");  // the weather is seen after one
  EXPECT_EQ(testing::number_in(d, "P_dem(fast in fog)", "lean 1/2"), 0);
  EXPECT_GT(testing::number_in(d, "P_im(fast in fog)", "lean 1/2"), ratio(1, 2));
  EXPECT_EQ(testing::refusal_of("misspecified", {{"leans", "1"}}),
            "parameter leans: found 1, expected numbers from 0 to 1/2");
}

TEST(EdgeInstantiationScenario, MatchesAndCrashes) {
  const Document d = testing::document_of(
      "edge-instantiation", {{"speeds", "2"}, {"crashes", "1/10"}, {"likings", "-1,3"}, {"dislikes", "20"}});
  EXPECT_GT(testing::number_in(d, "IRL on progress", "times the human's"), 1'000'000);
  EXPECT_LT(testing::number_in(d, "IRL on progress and races", "times the human's"), ratio(11, 10));
  EXPECT_EQ(testing::holding(d, "irl"), 3u);
  EXPECT_EQ(testing::holding(d, "step-dominance"), 1u);
  bool on_one_of_two = false;
  for (const Block& block : d.blocks)
    if (const auto* text = std::get_if<std::string>(&block))
      on_one_of_two |= text->starts_with("Searched: 2 roads. On 1 of them");
  EXPECT_TRUE(on_one_of_two);
  EXPECT_EQ(testing::refusal_of("edge-instantiation", {{"speed", "1"}}),
            "parameter speed: found \"1\", expected a number from 101/100 to 10");
}

}  // namespace
}  // namespace qed
