// The game: by hand, against a slow twin, and its certificate with mistakes in it.
#include "qed/training/game.hpp"

#include "properties/faults/training_faults.hpp"
#include "properties/oracle/distinguishers.hpp"
#include "tests/training/laws.hpp"

namespace qed {
namespace {

using testing::Laws;
using testing::laws;

// The human answers by a fair coin, each imitator always the same: mixed equally they are the human.
Game pennies() {
  return {Distribution::uniform(2),
          {Distribution::certain(0, 2), Distribution::certain(1, 2)},
          every_distinguisher()};
}
// One that never says 2 (of 0, 1, 2), and one that always does.
Game unmatched() {
  return {Distribution::uniform(3),
          {Distribution({ratio(1, 2), ratio(1, 2), 0}), Distribution({0, 1, 0})},
          every_distinguisher()};
}

TEST(Game, MatchingPenniesByHand) {
  NEEDS_A_SOLVER(solve(pennies()))
  const GameSolution s = solve(pennies());
  EXPECT_EQ(s.value, 0);
  EXPECT_EQ(s.imitator, Distribution::uniform(2));
  EXPECT_EQ(decide_game(pennies(), s).verdict, Verdict::holds);
}

TEST(Game, WhatNoImitatorSaysIsSeenExactly) {
  NEEDS_A_SOLVER(solve(pennies()))
  const GameSolution s = solve(unmatched());
  EXPECT_EQ(s.value, ratio(1, 3));  // the answer 2 alone; the first imitator leaves nothing else to see
  EXPECT_EQ(s.imitator, Distribution::certain(0, 2));
}

TEST(Game, RestrictedDistinguishersAreHeldToLess) {
  NEEDS_A_SOLVER(solve(pennies()))
  const Distribution evens({ratio(1, 2), 0, 0, ratio(1, 2)}), odds({0, ratio(1, 2), ratio(1, 2), 0});
  Game game{evens, {odds}, juntas(AttributeTable::words(2), 1)};
  EXPECT_EQ(solve(game).value, 0);
  game.distinguishers = parities(AttributeTable::words(2), 2);
  EXPECT_EQ(solve(game).value, 1);
}

TEST(Game, RefusesWhatDoesNotFit) {
  Game game = pennies();
  game.imitators.push_back(Distribution::uniform(3));
  EXPECT_THROW(solve(game), std::invalid_argument);
  game.imitators.clear();
  EXPECT_THROW(solve(game), std::invalid_argument);
}

RC_GTEST_PROP(Game, values_are_certified_on_both_sides, ()) {
  NEEDS_A_SOLVER_HERE(solve(pennies()))
  const Laws l = *laws(4);
  const auto classes = testing::classes_on(l.bits);
  const Game game{l.human, l.imitators, classes[*rc::gen::inRange<std::size_t>(0, classes.size())]};
  const GameSolution s = solve(game);
  const Comparison found = decide_game(game, s);
  RC_CLASSIFY(found.interesting, "a side mixes");
  RC_CLASSIFY(s.value > 0, "positive");
  RC_ASSERT(found.verdict == Verdict::holds);
  RC_ASSERT(s.value <= total_variation(gap_between(l.human, mixture_of(l.imitators, s.imitator))));
}

RC_GTEST_PROP(Game, two_imitators_agree_with_the_slow_twin, ()) {
  NEEDS_A_SOLVER_HERE(solve(pennies()))
  const Laws l = *laws(2, 2);
  if (l.imitators.size() < 2) return;
  std::vector<std::vector<Rational>> rows;
  for (oracle::Table f = 0; f < oracle::Table{1} << (1u << l.bits); ++f) {
    std::vector<Rational> row(2);
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t y = 0; y < l.human.size(); ++y)
        if (f >> y & 1) row[i] += l.gap(i)[y];
    rows.push_back(std::move(row));
  }
  RC_ASSERT(solve({l.human, l.imitators, every_distinguisher()}).value == oracle::value_of_two(rows));
}

TEST(Faults, OneMemberDoesNotHoldTheImitator) {
  NEEDS_A_SOLVER(solve(pennies()))
  const auto mistaken = properties::OneMemberIsEnough::of(
      pennies(), {ratio(1, 2), Distribution::certain(0, 2), {}, Distribution::certain(0, 1)});
  // It says human to 1 alone, and the other imitator says nothing else: -1/2.
  const auto bounds =
      check_game(pennies(), mistaken.imitator, mixture_of(mistaken.members, mistaken.distinguisher));
  EXPECT_EQ(bounds.at_least, ratio(-1, 2));
  EXPECT_EQ(bounds.at_most, ratio(1, 2));
  EXPECT_EQ(decide_game(pennies(), mistaken).verdict, Verdict::violated);
}

TEST(Faults, TheImitatorsMixtureMatters) {
  NEEDS_A_SOLVER(solve(pennies()))
  const auto mistaken = properties::ImitatorsMixedEqually::of(unmatched(), solve(unmatched()));
  EXPECT_EQ(decide_game(unmatched(), mistaken).verdict, Verdict::violated);
}

TEST(Faults, AValueOfTheHumansOwnLawIsNothing) {
  const Game game{Distribution::uniform(2),
                  {Distribution::uniform(2)},
                  these_distinguishers("one", {{"says human to 0", {1, 0}}})};
  GameSolution s{0, Distribution::certain(0, 1), {{"says human to 0", {1, 0}}}, Distribution::certain(0, 1)};
  EXPECT_EQ(decide_game(game, s).verdict, Verdict::holds);
  s.value = ratio(1, 2);
  EXPECT_EQ(decide_game(game, s).verdict, Verdict::violated);
}

// The human is among the imitators, and a mixture with another pays less than nothing: no member is a constant.
TEST(Hypotheses, WithoutAConstantTheValueMayBeNegative) {
  NEEDS_A_SOLVER(solve(pennies()))
  const Game game{Distribution::uniform(2),
                  {Distribution::uniform(2), Distribution::certain(0, 2)},
                  these_distinguishers("one", {{"says human to 0", {1, 0}}})};
  const GameSolution s = solve(game);
  EXPECT_EQ(s.value, ratio(-1, 2));
  EXPECT_EQ(decide_game(game, s).verdict, Verdict::violated);
}

}  // namespace
}  // namespace qed
