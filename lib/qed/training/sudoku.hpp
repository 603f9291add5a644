// 4x4 Sudoku as the human's task: a puzzle is given, and the human always answers with a solution, each equally often.
//
// Imitators fill the blanks one after the other, as language models do, each by a law of its own for the next digit. The
// distinguisher that checks the grid says "human" where no rule is broken: its advantage is the imitator's probability
// of a wrong answer, whatever the rest of its law. The expected log score of the human's answers does not say how bad an
// imitator is: with n solutions a perfect one scores -ln n, and so does one that fails all but one time in n where there is
// one solution.                                                                                     [claim sudoku]
//
// Exact   rational.     Cost  one walk over the partial grids that break no rule; there are 288 full ones.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/exact/distribution.hpp"
#include "qed/training/attributes.hpp"

namespace qed {

using Grid = std::array<std::uint8_t, 16>;  // row by row: 1 … 4, or 0 for a blank

// Sixteen of 1 2 3 4 and . for a blank, row by row; spaces and / between them say nothing.
// Throws  std::invalid_argument saying what was found and expected.
Grid parse_grid(std::string_view text);
// "1234/3412/2143/4321"
std::string to_string(const Grid&);
// As lines, framed; a cell that breaks a rule with another is marked by "!".
std::vector<std::string> drawn(const Grid&);

// What a filled grid must not repeat a digit in.
struct SudokuRules {
  bool rows = true, columns = true, boxes = true;
};
bool breaks(const SudokuRules&, const Grid&);  // blanks break nothing

// Every way to fill the blanks that breaks no rule, in lexicographic order.
std::vector<Grid> solutions(const Grid& puzzle, const SudokuRules& = {});

// Fills the blanks in reading order.
struct Filler {
  std::string name;
  std::string knows;  // in words
  // The law of the next digit: of 1, 2, 3, 4, given the grid so far (blanks from `cell` on, but for clues).
  std::function<Distribution(const Grid& so_far, std::size_t cell)> next;
};

// solver: only what some solution continues, so that all solutions are equally likely;
// careful, latin, rows: any digit that breaks none of the rules (but the boxes', but the columns' and the boxes') with what
//     is there, and any of the four where there is none;
// cells: each cell alone, by how often the human writes what there;  guesser: any of the four.
// Throws  std::invalid_argument where the puzzle has no solution.
std::vector<Filler> fillers(const Grid& puzzle);

Rational probability(const Filler&, const Grid& puzzle, const Grid& answer);
// The probability of an answer that breaks a rule: the advantage of the distinguisher that checks it.
Rational caught(const Filler&, const Grid& puzzle, const SudokuRules& = {});
// The first answer in reading order that breaks a rule and can be given; a grid without blanks, or none.
std::vector<Grid> a_wrong_answer(const Filler&, const Grid& puzzle);

// The human's law and a filler's, over the solutions and one more answer, "anything else": distance and log score are what
// they are over all grids, as the human gives no other answer.
struct AnswerLaws {
  Distribution human, imitator;
};
AnswerLaws answer_laws(const Filler&, const Grid& puzzle);

// Every answer that the human or some filler can give, with the laws over them, and the blanks as attributes: for
// distinguishers that look at few cells.
// Throws  std::invalid_argument where more than eight cells are blank.
struct AllAnswers {
  std::vector<Grid> grids;
  AttributeTable cells;
  Distribution human;
  std::vector<Distribution> imitators;  // one per filler
};
AllAnswers all_answers(const Grid& puzzle, const std::vector<Filler>&);

// Value   the advantage of the distinguisher that checks the grid.     Bound  the total variation distance.
// It is 1 - P(a solution), is the distance itself where no solution is likelier than the human gives it, and with n
// solutions the two scores above are equal: where one of these fails, that is reported.
// Interesting   0 < value.
Comparison decide_sudoku(const Grid& puzzle, const Filler&, const SudokuRules& checked = {});

}  // namespace qed
