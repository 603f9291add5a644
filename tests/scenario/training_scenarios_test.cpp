// The scenarios about distinguishers, Sudoku and steganography: their headline numbers, from what they print.
#include "qed/exact/linear_program.hpp"
#include "tests/scenario/reading.hpp"

namespace qed {
namespace {

using namespace evidence;
using testing::document_of;
using testing::Given;
using testing::holding;
using testing::number_in;

TEST(DistinguisherScenario, ValuesByHand) {
  const Document d = document_of("distinguisher", {{"rounds", "8"}});
  EXPECT_EQ(number_in(d, "juntas of 2", "first"), 0);  // every two bits are fair, the human's too
  // Nearly always even: 7/8 of the time surely, and half of the rest, against half.
  EXPECT_EQ(number_in(d, "parities of at most 3", "first"), ratio(7, 16));
  EXPECT_EQ(number_in(d, "every distinguisher", "second"), 1 - ratio(15, 64));
  EXPECT_EQ(holding(d, "distinguisher"), has_linear_programming() ? 11u : 10u);
  EXPECT_EQ(holding(d, "distinguisher-regret"), 1u);
  EXPECT_EQ(holding(d, "fictitious-play"), 1u);
  if (!has_linear_programming()) {  // then the game is left out, and the document says so
    EXPECT_EQ(holding(d, "distinguisher-game"), 0u);
    return;
  }
  EXPECT_EQ(number_in(d, "juntas of 2", "value"), 0);
  // Coins 7/8 and parrot 1/8 say each word with 7/64, and the word 0 with 8/64 more, which is the human's 15/64: the other
  // three even words have 8/64 in excess each.
  EXPECT_EQ(number_in(d, "every distinguisher", "value"), ratio(3, 8));
  EXPECT_EQ(holding(d, "distinguisher-game"), 11u);
}

TEST(DistinguisherScenario, RefusesLawsThatAreNone) {
  const auto message = [](const Given& given) -> std::string {
    try {
      document_of("distinguisher", given);
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "accepted";
  };
  EXPECT_EQ(message({{"human", "1/2,1/4,1/4"}}),
            "parameter human: found 3 probabilities, expected 2, 4, 8, 16, 32 or 64");
  EXPECT_TRUE(message({{"human", "1/2,1/4"}}).starts_with("parameter human: "));
  EXPECT_EQ(message({{"human", "1/2,1/2"}}),
            "parameter first: found 8 probabilities, expected 2 as for the human");
  EXPECT_TRUE(
      message({{"first", "none"}, {"second", "none"}, {"third", "none"}}).ends_with("expected an imitator"));
}

TEST(SudokuScenario, TheChecksAdvantageIsTheDistance) {
  const Document d = document_of("sudoku");
  EXPECT_EQ(number_in(d, "careful", "advantage of the check"), ratio(1, 6));
  EXPECT_EQ(number_in(d, "guesser", "total variation"), 1 - ratio(3, 65536));  // three of 4^8 answers
  EXPECT_EQ(number_in(d, "one solution", "advantage of the check"), ratio(2, 3));
  EXPECT_EQ(number_in(d, "3 solutions", "advantage of the check"), 0);
  EXPECT_EQ(number_in(d, "juntas of 1", "cells"), 0);
  EXPECT_EQ(holding(d, "sudoku"), 6u);
  if (!has_linear_programming()) {  // then the game is left out, and the document says so
    EXPECT_EQ(holding(d, "distinguisher-game"), 0u);
    return;
  }
  // Trained against who looks at one cell, the imitator solves the puzzle four times in a hundred.
  EXPECT_EQ(number_in(d, "juntas of 1", "game"), 0);
  EXPECT_EQ(number_in(d, "juntas of 1", "what is trained solves"), ratio(80, 2187));
  EXPECT_EQ(holding(d, "distinguisher-game"), 4u);
}

TEST(SudokuScenario, TheEmptyPuzzleHasAllGrids) {
  const Document d = document_of("sudoku", {{"puzzle", "................"}});
  EXPECT_EQ(number_in(d, "288 solutions", "advantage of the check"), 0);
  EXPECT_EQ(number_in(d, "one solution", "advantage of the check"), ratio(287, 288));
  EXPECT_EQ(
      std::ranges::count_if(d.blocks, [](const Block& b) { return std::holds_alternative<NotComputed>(b); }),
      1);
  EXPECT_THROW(document_of("sudoku", {{"puzzle", "11.............."}}), std::invalid_argument);
  EXPECT_THROW(document_of("sudoku", {{"puzzle", "1234"}}), std::invalid_argument);
}

TEST(SteganographyScenario, HiddenFromFewAndSeenByAll) {
  const Document d = document_of("steganography");
  // 99/100 of 1 - 2^(5 - 16).
  const std::string hides = "hides, honest 1/100 of the time";
  EXPECT_EQ(number_in(d, hides, "total variation"), ratio(99, 100) * ratio(2047, 2048));
  EXPECT_EQ(number_in(d, hides, "looking at 3 pixels"), 0);
  EXPECT_EQ(number_in(d, "3", "anything: at most"), 0);
  EXPECT_EQ(number_in(d, "4", "best parity"), ratio(99, 200));
  EXPECT_EQ(holding(d, "steganography"), 3u);
}

TEST(SteganographyScenario, OtherCodesAndWrongOnes) {
  const Document d = document_of("steganography", {{"pixels", "8"}, {"honest", "0"}, {"message", "15"}});
  EXPECT_EQ(number_in(d, "every distinguisher", "advantage"), ratio(15, 16));
  EXPECT_EQ(number_in(d, "decision trees of depth 3", "advantage"), 0);
  EXPECT_EQ(number_in(d, "parities of at most 4", "advantage"), ratio(1, 2));
  EXPECT_THROW(document_of("steganography", {{"pixels", "8"}, {"message", "16"}}), std::invalid_argument);
  EXPECT_THROW(document_of("steganography", {{"pixels", "9"}}), std::invalid_argument);
  EXPECT_THROW(document_of("steganography", {{"order", "4"}}), std::invalid_argument);
  EXPECT_THROW(document_of("steganography", {{"honest", "2"}}), std::invalid_argument);
}

}  // namespace
}  // namespace qed
