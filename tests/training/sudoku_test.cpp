// 4x4 Sudoku: the grids, the imitators, the distinguisher that checks, and the one that forgets the boxes.
#include "qed/training/sudoku.hpp"

#include <algorithm>

#include "properties/faults/training_faults.hpp"
#include "qed/training/log_score.hpp"
#include "tests/training/laws.hpp"

namespace qed {
namespace {

const Grid two_rows_given = parse_grid("1234/..../2143/....");
const Grid empty_puzzle = parse_grid("................");

const Filler& filler_named(const std::vector<Filler>& all, std::string_view name) {
  return *std::ranges::find(all, name, &Filler::name);
}

TEST(Sudoku, ThereAre288Grids) {
  const auto all = solutions(empty_puzzle);
  EXPECT_EQ(all.size(), 288u);
  EXPECT_TRUE(std::ranges::is_sorted(all));
  EXPECT_TRUE(std::ranges::none_of(all, [](const Grid& g) { return breaks({}, g); }));
  EXPECT_EQ(solutions(empty_puzzle, {.boxes = false}).size(), 576u);                       // Latin squares
  EXPECT_EQ(solutions(empty_puzzle, {.columns = false, .boxes = false}).size(), 331776u);  // 24^4
}

TEST(Sudoku, ReadsAndDraws) {
  EXPECT_EQ(to_string(two_rows_given), "1234/..../2143/....");
  EXPECT_EQ(drawn(parse_grid("11../..../..../...."))[1], "| 1! 1! | .  .  |");
  EXPECT_THROW(parse_grid("1234"), std::invalid_argument);
  EXPECT_THROW(parse_grid("12345678"), std::invalid_argument);
  EXPECT_THROW(parse_grid("1234/1234/1234/12345"), std::invalid_argument);
  EXPECT_THROW(fillers(parse_grid("11../..../..../....")), std::invalid_argument);
  EXPECT_THROW(all_answers(empty_puzzle, {}), std::invalid_argument);
}

TEST(Sudoku, AdvantagesByHand) {
  // Row 2 is 3 and 4 in some order, then 1 and 2; row 4 follows: four solutions.
  ASSERT_EQ(solutions(two_rows_given).size(), 4u);
  const auto all = fillers(two_rows_given);
  const auto caught_of = [&](std::string_view name) {
    return caught(filler_named(all, name), two_rows_given);
  };
  EXPECT_EQ(caught_of("solver"), 0);
  EXPECT_EQ(caught_of("careful"), 0);                    // here no look ahead is needed
  EXPECT_EQ(caught_of("guesser"), 1 - ratio(4, 65536));  // 4^8 answers
  EXPECT_EQ(caught_of("cells"), 1 - ratio(4, 256));      // each cell one of two
  EXPECT_EQ(caught_of("rows"), 1 - ratio(4, 24 * 24));
  EXPECT_EQ(probability(filler_named(all, "rows"), two_rows_given, solutions(two_rows_given)[0]),
            ratio(1, 576));
  EXPECT_EQ(probability(filler_named(all, "rows"), two_rows_given, parse_grid("1243/3412/2143/4321")), 0);
}

TEST(Sudoku, WithoutLookingAheadSomePuzzlesFail) {
  const auto all = fillers(empty_puzzle);
  EXPECT_GT(caught(filler_named(all, "careful"), empty_puzzle), 0);
  EXPECT_LT(caught(filler_named(all, "careful"), empty_puzzle), 1);
  const auto wrong = a_wrong_answer(filler_named(all, "careful"), empty_puzzle);
  ASSERT_EQ(wrong.size(), 1u);
  EXPECT_TRUE(breaks({}, wrong[0]));
  EXPECT_GT(probability(filler_named(all, "careful"), empty_puzzle, wrong[0]), 0);
  EXPECT_TRUE(a_wrong_answer(filler_named(all, "solver"), empty_puzzle).empty());
}

TEST(Sudoku, ScoresAreEqualAndAdvantagesAreNot) {
  // Four solutions, imitated perfectly; one solution, found by one guess in four.
  const Grid one_blank = parse_grid("1234/3412/2143/432.");
  const auto perfect = answer_laws(filler_named(fillers(two_rows_given), "solver"), two_rows_given);
  const auto guess = answer_laws(filler_named(fillers(one_blank), "guesser"), one_blank);
  for (const auto* laws : {&perfect, &guess}) {
    auto score = expected_log_score(laws->human, laws->imitator);
    ASSERT_TRUE(score);
    score->add_log(1, 4);  // each is -ln 4
    EXPECT_TRUE(score->is_rational() && score->constant() == 0);
  }
  EXPECT_EQ(total_variation(gap_between(perfect.human, perfect.imitator)), 0);
  EXPECT_EQ(total_variation(gap_between(guess.human, guess.imitator)), ratio(3, 4));
}

TEST(Sudoku, WhoLooksAtSingleCellsSeesNothing) {
  const auto all = all_answers(two_rows_given, {filler_named(fillers(two_rows_given), "cells")});
  EXPECT_EQ(all.grids.size(), 256u);
  const auto gap = gap_between(all.human, all.imitators[0]);
  EXPECT_EQ(advantage(gap, juntas(all.cells, 1).best(gap)), 0);
  EXPECT_EQ(advantage(gap, juntas(all.cells, 2).best(gap)), ratio(1, 2));  // two cells that must differ
  EXPECT_EQ(total_variation(gap), ratio(63, 64));
}

// A solution with some cells left blank.
Grid random_puzzle() {
  const auto all = solutions(empty_puzzle);
  Grid g = all[*rc::gen::inRange<std::size_t>(0, all.size())];
  const auto blanks = *rc::gen::inRange(0, 30);
  for (int i = 0; i < blanks; ++i) g[*rc::gen::inRange<std::size_t>(0, 16)] = 0;
  return g;
}

RC_GTEST_PROP(Sudoku, the_check_catches_what_fails, ()) {
  const Grid puzzle = random_puzzle();
  for (const Filler& filler : fillers(puzzle)) {
    const Comparison found = decide_sudoku(puzzle, filler);
    RC_CLASSIFY(found.interesting, filler.name + " can fail");
    RC_ASSERT(found.verdict == Verdict::holds);
    RC_ASSERT((filler.name != "solver") || !found.interesting);
  }
}

RC_GTEST_PROP(Sudoku, all_answers_agree_with_the_solutions_alone, ()) {
  Grid puzzle = random_puzzle();
  const Grid solution = solutions(puzzle).front();
  for (std::size_t c = 0; std::ranges::count(puzzle, 0) > 4; ++c) puzzle[c] = solution[c];
  const auto imitators = fillers(puzzle);
  const auto all = all_answers(puzzle, imitators);
  for (std::size_t i = 0; i < imitators.size(); ++i) {
    const auto few = answer_laws(imitators[i], puzzle);
    const auto gap = gap_between(all.human, all.imitators[i]);
    RC_ASSERT(total_variation(gap) == total_variation(gap_between(few.human, few.imitator)));
    Distinguisher check{"checks the grid", {}};
    for (const Grid& g : all.grids) check.says_human.push_back(breaks({}, g) ? 0 : 1);
    RC_ASSERT(advantage(gap, check) == caught(imitators[i], puzzle));
  }
}

TEST(Faults, TheCheckNeedsTheBoxes) {
  const Filler latin = filler_named(fillers(empty_puzzle), "latin");
  EXPECT_EQ(decide_sudoku(empty_puzzle, latin).verdict, Verdict::holds);
  EXPECT_EQ(decide_sudoku(empty_puzzle, latin, properties::CheckWithoutBoxes::checked()).verdict,
            Verdict::violated);
}

}  // namespace
}  // namespace qed
