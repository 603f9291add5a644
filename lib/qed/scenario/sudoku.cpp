// 4x4 Sudoku: a human who always solves it, imitators that can and cannot, and what a distinguisher and a log score say of them.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/exact/linear_program.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/distinguisher_classes.hpp"
#include "qed/training/game.hpp"
#include "qed/training/log_score.hpp"
#include "qed/training/sudoku.hpp"

namespace qed {

namespace {

using namespace evidence;

TableCell score_cell(const std::optional<LogSum>& score) {
  if (!score) return Word{"-infinity", Word::Tone::bad};
  return score->is_plain() ? TableCell(Value(score->constant())) : TableCell(Value(score->enclosure(128)));
}

struct Examined {
  Filler filler;
  Rational caught, distance;
  std::optional<LogSum> score;
};

Examined examined(const Filler& filler, const Grid& puzzle) {
  const AnswerLaws laws = answer_laws(filler, puzzle);
  return {filler, caught(filler, puzzle), total_variation(gap_between(laws.human, laws.imitator)),
          expected_log_score(laws.human, laws.imitator)};
}

void imitators(Document& document, const Grid& puzzle, const std::vector<Examined>& all) {
  document.blocks.push_back(Heading{"The imitators"});
  DataTable table{
      "",
      {"imitator", "knows", "solves", "advantage of the check", "total variation", "expected log score"},
      {}};
  for (const Examined& e : all)
    table.rows.push_back(
        {e.filler.name, e.filler.knows, Rational(1 - e.caught), e.caught, e.distance, score_cell(e.score)});
  document.blocks.push_back(std::move(table));
  for (const Examined& e : all)
    document.blocks.push_back(Check{"sudoku", e.filler.name, decide_sudoku(puzzle, e.filler)});
}

void wrong_answers(Document& document, const Grid& puzzle, const std::vector<Examined>& all) {
  document.blocks.push_back(Heading{"Wrong answers", 3});
  for (const Examined& e : all)
    for (const Grid& wrong : a_wrong_answer(e.filler, puzzle))
      document.blocks.push_back(Picture{fmt::format("{}, with probability {}", e.filler.name,
                                                    to_string(probability(e.filler, puzzle, wrong))),
                                        drawn(wrong)});
}

// The same score, and how far apart the imitators are.
void equal_scores(Document& document, std::size_t n) {
  document.blocks.push_back(Heading{"The same score"});
  document.blocks.push_back(fmt::format(
      "The score of a perfect imitator is minus the human's entropy, which the answers do not show. With {} "
      "solutions it is "
      "-ln {}; so is that of an imitator of a puzzle with one solution that is right one time in {}.",
      n, n, n));
  const Distribution perfect = Distribution::uniform(n), sure = Distribution::certain(0, 2);
  const Distribution guess({ratio(1, n), 1 - ratio(1, n)});
  DataTable table{"", {"puzzle", "imitator", "expected log score", "advantage of the check"}, {}};
  table.rows.push_back({fmt::format("{} solutions", n), "each as often as the human",
                        score_cell(expected_log_score(perfect, perfect)), Rational(0)});
  table.rows.push_back({"one solution", fmt::format("right one time in {}", n),
                        score_cell(expected_log_score(sure, guess)),
                        total_variation(gap_between(sure, guess))});
  document.blocks.push_back(std::move(table));
}

// What training against few looks makes of imitators that do not look ahead.
void restricted(Document& document, const Grid& puzzle, const std::vector<Examined>& all) {
  document.blocks.push_back(Heading{"Distinguishers that look at few cells"});
  const auto blanks = std::ranges::count(puzzle, 0);
  if (blanks > 8) {
    document.blocks.push_back(
        NotComputed{fmt::format("{} cells are blank, and all answers are listed for at most 8.", blanks)});
    return;
  }
  std::vector<Filler> cast;
  std::vector<std::string> columns{"distinguishers"};
  for (const Examined& e : all)
    if (e.caught != 0) {
      cast.push_back(e.filler);
      columns.push_back(e.filler.name);
    }
  if (cast.empty()) {
    document.blocks.push_back("Every imitator here always solves this puzzle.");
    return;
  }
  const AllAnswers answers = all_answers(puzzle, cast);
  const std::vector<DistinguisherClass> classes{juntas(answers.cells, 1), juntas(answers.cells, 2),
                                                decision_trees(answers.cells, 2), every_distinguisher()};
  columns.push_back("game");
  columns.push_back("what is trained solves");
  DataTable table{
      "The best advantage against each; the value of the game in which they are mixed, and how often that "
      "mixture solves the puzzle",
      columns,
      {}};
  std::vector<Check> checks;
  for (const auto& members : classes) {
    std::vector<TableCell> row{members.name()};
    for (const Distribution& p : answers.imitators) {
      const auto gap = gap_between(answers.human, p);
      row.push_back(advantage(gap, members.best(gap)));
    }
    if (has_linear_programming()) {
      const Game game{answers.human, answers.imitators, members};
      const GameSolution s = solve(game);
      Rational solved = 0;
      for (std::size_t i = 0; i < cast.size(); ++i) solved += s.imitator[i] * (1 - caught(cast[i], puzzle));
      row.push_back(s.value);
      row.push_back(solved);
      checks.push_back({"distinguisher-game", members.name(), decide_game(game, s)});
    } else {
      row.push_back("needs libz3-dev");
      row.push_back("");
    }
    table.rows.push_back(std::move(row));
  }
  document.blocks.push_back(std::move(table));
  for (Check& check : checks) document.blocks.push_back(std::move(check));
}

Figure no_scale(const std::vector<Examined>& all, std::size_t n) {
  Plot plot{.id = "sudoku-scores",
            .title = "Score and failure",
            .x = {"advantage of the distinguisher that checks", false, Rational(0), Rational(1)},
            .y = {"expected log score"},
            .series = {{"the imitators", Series::Kind::points, 0, {}},
                       {"perfect, 1 to 288 solutions", Series::Kind::line, 1, {}},
                       {"one solution, right one time in 1 to 288", Series::Kind::line, 2, {}}}};
  const auto enclosed = [](const LogSum& s) {
    const Interval i = s.enclosure(64);
    return Enclosed{i.lower(), i.upper()};
  };
  for (const Examined& e : all)
    if (e.score) plot.series[0].points.push_back({e.caught, enclosed(*e.score)});
  for (std::size_t k = 1; k <= 288; k = k < 8 ? k + 1 : k * 3 / 2) {
    LogSum score;
    score.add_log(-1, Rational(Integer(k)));
    plot.series[1].points.push_back({0, enclosed(score)});
    plot.series[2].points.push_back({1 - ratio(1, k), enclosed(score)});
  }
  return {std::move(plot),
          fmt::format("At one height all scores are equal: nothing in a score tells a perfect imitator of a "
                      "human with many solutions from one that fails. This puzzle has {}.",
                      n)};
}

// A puzzle with its imitators.
std::pair<Grid, std::vector<Filler>> puzzle_of(const Settings& settings) {
  return of_parameter("puzzle", [&] {
    const Grid puzzle = parse_grid(settings.text("puzzle"));
    return std::pair{puzzle, fillers(puzzle)};
  });
}

Document run(const Settings& settings) {
  const auto [puzzle, imitated_by] = puzzle_of(settings);
  std::vector<Examined> all;
  for (const Filler& filler : imitated_by) all.push_back(examined(filler, puzzle));
  const std::size_t n = solutions(puzzle).size();

  Document document{"4x4 Sudoku", {}};
  document.blocks.push_back(
      fmt::format("Each digit once in every row, column and box: {} grids. The human is given a puzzle and "
                  "answers with one of its {} "
                  "solutions, each equally often. Imitators fill the blanks in reading order. The "
                  "distinguisher that checks says human "
                  "where no rule is broken.",
                  solutions(Grid{}).size(), n));
  document.blocks.push_back(Picture{"The puzzle", drawn(puzzle)});
  document.blocks.push_back(
      Picture{fmt::format("Its first solution of {}", n), drawn(solutions(puzzle).front())});
  imitators(document, puzzle, all);
  wrong_answers(document, puzzle, all);
  equal_scores(document, n);
  restricted(document, puzzle, all);
  document.blocks.push_back(no_scale(all, n));
  return document;
}

}  // namespace

Scenario sudoku_scenario() {
  return {
      .name = "sudoku",
      .summary = "Imitators that cannot solve 4x4 Sudoku: caught by a check, not told by their log score",
      .source =
          "seed material: distinguishers see failures of which a retrodiction score has no absolute measure",
      .parameters = {{"puzzle", "..3./.34./..23/.214", "16 of 1 2 3 4 and . for a blank, row by row"}},
      .run = run};
}

}  // namespace qed
