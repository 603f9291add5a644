// Learning the game in turns: one round by hand, the bound on random games, the mistakes that break it.
#include "qed/training/learning_the_game.hpp"

#include "properties/faults/training_faults.hpp"
#include "tests/training/laws.hpp"

namespace qed {
namespace {

using testing::Laws;
using testing::laws;

// The human never says 1; one imitator always does, the other never.
Game one_is_right() {
  return {Distribution::certain(0, 2),
          {Distribution::certain(1, 2), Distribution::certain(0, 2)},
          every_distinguisher()};
}

TEST(LearningTheGame, OneRoundByHand) {
  // Mixed equally: 1 is said half the time, and saying human to 0 has advantage 1/2: 1 against the first, 0 against the second.
  const Learnt learnt = multiplicative_weights(one_is_right(), 1, ratio(1, 4));
  EXPECT_EQ(learnt.bounds.at_most, ratio(1, 2));
  EXPECT_EQ(learnt.bounds.at_least, 0);
  EXPECT_EQ(learnt.regret, ratio(1, 2));  // against the second: 1/2 - 0 - 1/4 * 0
  ASSERT_EQ(learnt.rounds.size(), 1u);
  // The next: weights 3/4 and 1, so that 1 is said 3/7 of the time.
  EXPECT_EQ(multiplicative_weights(one_is_right(), 2, ratio(1, 4)).bounds.at_most, ratio(3, 7));
}

TEST(LearningTheGame, AlternatingTurnsByHand) {
  // The first law first, which loses 1; the second from then on: it has played 1 of 2, 2 of 3, 3 of 4 rounds.
  const Learnt learnt = alternating_best_responses(one_is_right(), 4);
  EXPECT_EQ(learnt.bounds.at_most, ratio(1, 4));
  EXPECT_EQ(learnt.bounds.at_least, 0);
  EXPECT_EQ(learnt.imitator, Distribution({ratio(1, 4), ratio(3, 4)}));
  ASSERT_EQ(learnt.rounds.size(), 4u);
  // Each time what is caught is the first law, alone in the first round and part of the average from then on: 1 of T is
  // its share, so that T times the width stays 1; which is what the one change saved.
  for (const Round& round : learnt.rounds) {
    EXPECT_EQ(round.bounds.at_most - round.bounds.at_least, ratio(1, round.number));
    EXPECT_EQ(round.saved, 1);
    EXPECT_EQ(round.changes, 1u);
  }
  const Comparison found = decide_fictitious_play(learnt);
  EXPECT_EQ(found.verdict, Verdict::holds);
  EXPECT_EQ(found.ratio->exact(), 1);  // attained
}

TEST(LearningTheGame, RefusesWrongParameters) {
  EXPECT_THROW(multiplicative_weights(one_is_right(), 0, ratio(1, 4)), std::invalid_argument);
  EXPECT_THROW(multiplicative_weights(one_is_right(), 1, 0), std::invalid_argument);
  EXPECT_THROW(multiplicative_weights(one_is_right(), 1, ratio(51, 100)), std::invalid_argument);
  EXPECT_THROW(alternating_best_responses(one_is_right(), 0), std::invalid_argument);
  EXPECT_THROW(alternating_best_responses({Distribution::uniform(2), {}, every_distinguisher()}, 1),
               std::invalid_argument);
}

RC_GTEST_PROP(LearningTheGame, regret_is_bounded, ()) {
  const Laws l = *laws(4);
  const auto classes = testing::classes_on(l.bits);
  const Game game{l.human, l.imitators, classes[*rc::gen::inRange<std::size_t>(0, classes.size())]};
  const unsigned rounds = *rc::gen::inRange(1u, 13u);
  const Rational eta = ratio(1, *rc::gen::inRange(2, 9));
  const Learnt learnt = multiplicative_weights(game, rounds, eta);
  const Comparison found = decide_regret(game, learnt, rounds, eta);
  RC_CLASSIFY(found.interesting && learnt.bounds.at_most > learnt.bounds.at_least, "something to learn");
  RC_ASSERT(found.verdict == Verdict::holds);
  RC_ASSERT(learnt.bounds.at_least <= learnt.bounds.at_most);
  // What is said is what the two sides play.
  const GameBounds played = check_game(game, learnt.imitator, learnt.distinguisher);
  RC_ASSERT(played.at_most == learnt.bounds.at_most);
  RC_ASSERT(played.at_least == learnt.bounds.at_least);
}

RC_GTEST_PROP(LearningTheGame, encloses_the_value, ()) {
  const Laws l = *laws(3);
  const Game game{l.human, l.imitators, every_distinguisher()};
  NEEDS_A_SOLVER_HERE(solve(game))
  const Rational value = solve(game).value;
  for (const Learnt& learnt :
       {multiplicative_weights(game, 6, ratio(1, 3)), alternating_best_responses(game, 6)})
    for (const Round& round : learnt.rounds) {
      RC_ASSERT(round.bounds.at_least <= value);
      RC_ASSERT(value <= round.bounds.at_most);
    }
}

// [claim fictitious-play]
RC_GTEST_PROP(LearningTheGame, alternating_play_is_as_good_as_it_is_steady, ()) {
  const Laws l = *laws(4);
  const auto classes = testing::classes_on(l.bits);
  const Game game{l.human, l.imitators, classes[*rc::gen::inRange<std::size_t>(0, classes.size())]};
  const Learnt learnt = alternating_best_responses(game, *rc::gen::inRange(1u, 13u));
  const Comparison found = decide_fictitious_play(learnt);
  RC_CLASSIFY(found.interesting && learnt.bounds.at_most > learnt.bounds.at_least,
              "changes, and is not done");
  RC_ASSERT(found.verdict == Verdict::holds);
  const GameBounds played = check_game(game, learnt.imitator, learnt.distinguisher);
  RC_ASSERT(played.at_most == learnt.bounds.at_most);
  RC_ASSERT(played.at_least == learnt.bounds.at_least);
}

TEST(LearningTheGame, MatchingPenniesChangeTheLawLessAndLessOften) {
  // The human tosses a fair coin; the imitators always say 0, always say 1. Value 0, by mixing them equally.
  const Game pennies{Distribution::uniform(2),
                     {Distribution::certain(0, 2), Distribution::certain(1, 2)},
                     every_distinguisher()};
  const Learnt learnt = alternating_best_responses(pennies, 64);
  const Comparison found = decide_fictitious_play(learnt);
  EXPECT_EQ(found.verdict, Verdict::holds);
  EXPECT_TRUE(found.interesting);
  for (const Round& round : learnt.rounds) {
    EXPECT_LE(round.bounds.at_least, 0);
    EXPECT_GE(round.bounds.at_most, 0);
  }
}

Verdict verdict_with(const WeightUpdate& update) {
  const unsigned rounds = 60;
  const Rational eta = ratio(1, 4);
  return decide_regret(one_is_right(), multiplicative_weights(one_is_right(), rounds, eta, update), rounds,
                       eta)
      .verdict;
}

TEST(Faults, WeightsMustFallWithLosses) {
  EXPECT_EQ(verdict_with(one_less_eta_loss), Verdict::holds);
  EXPECT_EQ(verdict_with(properties::WeightsGrowWithLosses::update), Verdict::violated);
  EXPECT_EQ(verdict_with(properties::WeightsForget::update), Verdict::violated);
}

TEST(Faults, WhoAlternatesMustAnswer) {
  const auto verdict = [](const Game& game, const NextLaw& next) {
    return decide_fictitious_play(alternating_best_responses(game, 8, next)).verdict;
  };
  EXPECT_EQ(verdict(one_is_right(), least_lost), Verdict::holds);
  EXPECT_EQ(verdict(one_is_right(), properties::KeepsToItsFirstLaw::next), Verdict::violated);
  EXPECT_EQ(verdict(one_is_right(), properties::PlaysWhatIsCaught::next), Verdict::violated);
  // A distinguisher of advantage 5: more is saved than there are changes.
  const Game beyond{one_is_right().human, one_is_right().imitators,
                    properties::LinearBeyondProbabilities::members()};
  EXPECT_EQ(verdict(beyond, least_lost), Verdict::violated);
}

}  // namespace
}  // namespace qed
