// The scenarios about planners, a demonstrator outside the class, and rewards learnt: their headline numbers,
// from what they say.
#include <gtest/gtest.h>

#include <map>

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
  const std::map<std::string, std::string> seized{
      {"demonstrator", "155408954202270416715691225/79228162514264337593543950336"},
      {"maximum posterior", "3888921802100545013687663/39614081257132168796771975168"},
      {"Bayes mixture", "58242496907845730890160507879/163408085185670196286684397568"},
      {"IRL", "19207066917149930214320309955/19807040628566084398385987584"},
      {"cautious",
       "105778054838970210676393204198331367631728323625228085/"
       "49039857307708443467467104868809893875799651909875269632"}};
  const Rational demonstrator = testing::number_in(d, "demonstrator", "P(seized)");
  for (const auto& [who, probability] : seized) {
    EXPECT_EQ(testing::number_in(d, who, "P(seized)"), parse_rational(probability)) << who;
    EXPECT_EQ(testing::number_in(d, who, "times the demonstrator's"),
              parse_rational(probability) / demonstrator)
        << who;
    if (who != "demonstrator") {  // the table over steps: the door opens on the fourth
      EXPECT_EQ(testing::number_in(d, "4", who), parse_rational(probability) / demonstrator) << who;
    }
  }
  EXPECT_GT(testing::number_in(d, "Bayes mixture", "P(seized)"), 100 * demonstrator);
  EXPECT_GT(testing::number_in(d, "IRL", "P(seized)"), 100 * demonstrator);
  EXPECT_LT(testing::number_in(d, "cautious", "P(seized)"), ratio(3, 2) * demonstrator);
  EXPECT_EQ(testing::number_in(d, "cautious", "queries"),
            parse_rational("108658440263969390479001580944693712712594163945144350455760399/"
                           "51422017416287688817342786954917203280710495801049370729644032"));
  EXPECT_EQ(testing::number_in(d, "maximum posterior", "queries"), 0);
  EXPECT_EQ(testing::holding(d, "step-dominance"), 2u);  // once for each number of steps watched
  EXPECT_EQ(testing::holding(d, "truth-retention-sharp"), 2u);
  EXPECT_EQ(testing::holding(d, "planner"), 3u);
  EXPECT_EQ(testing::holding(d, "irl"), 1u);
}

// At every step, for both numbers of steps watched; and for demonstrators that look 1, 2 and 3 steps ahead.
TEST(PlannerScenario, TheCautiousOneIsWithinItsClaimAtEveryStep) {
  const Document d = testing::document_of("planner", short_calendar);
  EXPECT_EQ(testing::holding(d, "trajectory-dominance"), 2u * 5 + 3);
  EXPECT_EQ(testing::number_in(d, "3", "at most"), 0);  // before the door
  EXPECT_EQ(testing::number_in(d, "4", "largest product of 1 + theta"),
            parse_rational("5265341111248169944421875/1208925819614629174706176"));
  EXPECT_EQ(testing::number_in(d, "4", "at most"),
            testing::number_in(d, "4", "largest product of 1 + theta") *
                testing::number_in(d, "demonstrator", "P(seized)"));
  EXPECT_EQ(testing::number_in(d, "5", "P"),
            parse_rational("253007831641594872778220599054079188887125895/"
                           "2923003274661805836407369665432566039311865085952"));
  // The demonstrator who looks one step ahead.
  EXPECT_GT(testing::number_in(d, "1 step", "IRL"), 1000);
  EXPECT_LT(testing::number_in(d, "1 step", "cautious"), 3);
}

TEST(PlannerScenario, SaysWhereCommittingIsHarmless) {
  const auto said = [](const Document& d) {
    for (const Block& block : d.blocks)
      if (const auto* text = std::get_if<std::string>(&block);
          text && text->starts_with("With 0 steps watched"))
        return *text;
    return std::string();
  };
  const std::string text = said(testing::document_of("planner", short_calendar));
  EXPECT_NE(text.find("before anything is watched it is 1 step, undiscounted, unbounded (1100)."),
            std::string::npos);
  EXPECT_NE(
      text.find("More data make it worse: P(seized) is 9.82e-5 after 0 and 0.234 after 3 steps watched."),
      std::string::npos);
  testing::Given fewer =
      short_calendar;  // descriptions up to 5 bits: the heaviest is the planner 000, which seizes
  fewer["description-bits"] = "5";
  EXPECT_EQ(said(testing::document_of("planner", fewer)), "");
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
  const std::pair<const char*, Rational> seized[] = {
      {"demonstrator", ratio(1121, 16777216)},
      {"maximum posterior", ratio(16777207, 16777216)},
      {"Bayes mixture", ratio(34595015, 92274688)},
      {"IRL", ratio(16777203, 16777216)},
      {"cautious", parse_rational("9412012571/140737488355328")},
      {"its queries", ratio(8388603, 8388608)}};
  for (const auto& [who, number] : seized) EXPECT_EQ(testing::number_in(d, "3", who), number) << who;
  // The door opens at the fourth step. Of the prior the demonstrator has 4/33.
  for (const char* step : {"1", "2", "3"}) EXPECT_EQ(testing::number_in(d, step, "behaviour"), 0) << step;
  EXPECT_EQ(testing::number_in(d, "4", "behaviour"), ratio(8388043, 8388608));
  EXPECT_EQ(testing::number_in(d, "4", "whether seized"), ratio(16777207 - 1121, 16777216));
  EXPECT_EQ(testing::number_in(d, "1", "behaviour, with building"), ratio(1265253, 16777216));
  EXPECT_EQ(testing::number_in(d, "1", "description"), ratio(29, 33));
  EXPECT_EQ(testing::holding(d, "step-dominance"), 4u);
  EXPECT_EQ(testing::holding(d, "late-trigger"), 2u);
  EXPECT_EQ(testing::refusal_of("late-trigger", {{"door-days", "0"}}),
            "parameter door-days: found 0, expected whole numbers from 1 to 6");
}

TEST(IrlScenario, MatchesWhatItSees) {
  const Document d = testing::document_of("irl");
  EXPECT_EQ(testing::holding(d, "irl"), 3u);
  const std::string human_over = "/37778931862957161709568000",
                    informed_over = "/12554203470773361527671578846415332832204710888928069025792000",
                    blind_over = "/3138550867693340381917894711603833208051177722232017256448000";
  const auto number = [](const std::string& text) { return parse_rational(text); };
  EXPECT_EQ(testing::number_in(d, "human", "steps in the goal"),
            number("5596719979562071522532063" + human_over));
  EXPECT_EQ(testing::number_in(d, "human", "steps in puddles"),
            number("5782035976933598727345133" + human_over));
  EXPECT_EQ(testing::number_in(d, "imitator, goal and puddles", "steps in puddles"),
            number("1921411023293931374908266129761369310168187885186011002089597" + informed_over));
  EXPECT_EQ(testing::number_in(d, "imitator, goal alone", "steps in the goal"),
            number("464957305087667978463586520266971292052155529283605638825153" + blind_over));
  EXPECT_GT(testing::number_in(d, "imitator, goal alone", "steps in puddles"),
            3 * testing::number_in(d, "human", "steps in puddles"));
  EXPECT_EQ(testing::number_in(d, "imitator, goal alone", "total variation from the human"),
            number("126743331691316096494663266625593315828618016729977239880481/"
                   "313855086769334038191789471160383320805117772223201725644800"));
  EXPECT_EQ(testing::number_in(d, "imitator, goal and puddles", "total variation from the human"),
            number("59354996019775041722582480101977281678793234785686698480319/"
                   "2510840694154672305534315769283066566440942177785613805158400"));
  EXPECT_EQ(testing::refusal_of("irl", {{"map", "S?"}}),
            "parameter map: row 1, column 2 of the map: found \"?\", expected S, G, ~, # or .");
}

TEST(IrlScenario, IsCertifiedOnALargerMap) {
  const Document d = testing::document_of("irl", {{"map", "5x5"}, {"steps", "9"}, {"horizon", "9"}});
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
  const Document d = testing::document_of("misspecified", {{"leans", "0,1/2"}});
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
  EXPECT_TRUE(std::get<Word>(found("query-tail", "verdict")).text.starts_with("broken"));
  EXPECT_EQ(std::get<std::string>(found("query-tail", "steps")), "22");
  EXPECT_TRUE(std::get<Word>(found("preconditioning", "verdict")).text.starts_with("broken"));
  EXPECT_EQ(std::get<std::string>(found("query-drift", "steps")), "1");
  EXPECT_EQ(std::get<std::string>(found("trajectory-dominance", "steps")),
            "2");  // the weather is seen after one
  EXPECT_EQ(testing::number_in(d, "P_dem(fast in fog)", "lean 1/2"), 0);
  // Of the coins, who are first.
  EXPECT_EQ(testing::number_in(d, "P_im(fast in fog)", "lean 1/2"),
            parse_rational("144546660581679789003/147573952589676412928"));
  EXPECT_EQ(testing::number_in(d, "S3, expected sum of theta^3", "lean 1/2"),
            parse_rational("29596207283035693619/36893488147419103232"));
  EXPECT_EQ(testing::number_in(d, "the stand-in is kept", "lean 1/2"),
            parse_rational("15522140885918090637/18446744073709551616"));
  EXPECT_EQ(testing::number_in(d, "truth-retention-sharp", "value"),
            ratio(701995, 1048576));  // broken, 5 steps
  EXPECT_FALSE(std::ranges::any_of(
      d.blocks, [](const Block& block) { return std::holds_alternative<NotComputed>(block); }));
  EXPECT_EQ(testing::refusal_of("misspecified", {{"leans", "1"}}),
            "parameter leans: found 1, expected numbers from 0 to 1/2");
}

}  // namespace
}  // namespace qed
