#include "qed/training/sudoku.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/wording.hpp"
#include "qed/training/distinguisher.hpp"
#include "qed/training/log_score.hpp"

namespace qed {

namespace {

constexpr std::size_t cells = 16;

// Whether two different cells may not hold the same digit.
bool bound_together(const SudokuRules& rules, std::size_t a, std::size_t b) {
  const std::size_t row_a = a / 4, row_b = b / 4, column_a = a % 4, column_b = b % 4;
  return (rules.rows && row_a == row_b) || (rules.columns && column_a == column_b) ||
         (rules.boxes && row_a / 2 == row_b / 2 && column_a / 2 == column_b / 2);
}

bool clashes(const SudokuRules& rules, const Grid& g, std::size_t cell) {
  for (std::size_t other = 0; other < cells; ++other)
    if (other != cell && g[cell] != 0 && g[other] == g[cell] && bound_together(rules, cell, other))
      return true;
  return false;
}

std::size_t first_blank(const Grid& g) {
  return static_cast<std::size_t>(std::ranges::find(g, 0) - g.begin());
}

void add_solutions(const SudokuRules& rules, Grid& g, std::vector<Grid>& found) {
  const std::size_t cell = first_blank(g);
  if (cell == cells) return found.push_back(g);
  for (std::uint8_t digit = 1; digit <= 4; ++digit) {
    g[cell] = digit;
    if (!clashes(rules, g, cell)) add_solutions(rules, g, found);
  }
  g[cell] = 0;
}

Grid with(Grid g, std::size_t cell, std::size_t digit) {
  g[cell] = static_cast<std::uint8_t>(digit);
  return g;
}

// Calls for each digit that the filler may write next, with the grid and the probability so far.
template <class Call>
void for_each_next(const Filler& filler, const Grid& so_far, const Rational& mass, Call call) {
  const std::size_t cell = first_blank(so_far);
  const Distribution law = filler.next(so_far, cell);
  for (std::size_t digit = 1; digit <= 4; ++digit)
    if (law[digit - 1] != 0) call(with(so_far, cell, digit), Rational(mass * law[digit - 1]), cell);
}

// ---- the fillers

Distribution uniform_where(const std::array<bool, 4>& allowed) {
  const auto n = std::ranges::count(allowed, true);
  std::vector<Rational> law;
  for (const bool yes : allowed) law.push_back(n == 0 ? ratio(1, 4) : yes ? ratio(1, n) : Rational(0));
  return Distribution(std::move(law));
}

Filler careful(std::string name, std::string knows, const SudokuRules& rules) {
  return {std::move(name), std::move(knows), [rules](const Grid& g, std::size_t cell) {
            std::array<bool, 4> allowed{};
            for (std::size_t digit = 1; digit <= 4; ++digit)
              allowed[digit - 1] = !clashes(rules, with(g, cell, digit), cell);
            return uniform_where(allowed);
          }};
}

// How many of the solutions have each digit in the cell.
Distribution shares(const std::vector<Grid>& of, std::size_t cell) {
  std::vector<Rational> law(4);
  for (const Grid& g : of) law[g[cell] - 1] += ratio(1, of.size());
  return Distribution(std::move(law));
}

bool continues(const Grid& solution, const Grid& so_far) {
  for (std::size_t c = 0; c < cells; ++c)
    if (so_far[c] != 0 && so_far[c] != solution[c]) return false;
  return true;
}

Filler solver(const std::vector<Grid>& all) {
  return {"solver", "every rule, and looks ahead", [all](const Grid& g, std::size_t cell) {
            std::vector<Grid> left;
            std::ranges::copy_if(all, std::back_inserter(left),
                                 [&](const Grid& solution) { return continues(solution, g); });
            // On a way that the solver itself does not take, anything.
            return left.empty() ? Distribution::uniform(4) : shares(left, cell);
          }};
}

}  // namespace

// ---- grids

Grid parse_grid(std::string_view text) {
  Grid g{};
  std::size_t cell = 0;
  for (const char c : text) {
    if (c == ' ' || c == '/') continue;
    if ((c < '1' || c > '4') && c != '.')
      throw std::invalid_argument("a grid: found " + in_quotes(std::string(1, c)) +
                                  ", expected 1, 2, 3, 4 or . for a blank");
    if (cell < cells) g[cell] = static_cast<std::uint8_t>(c == '.' ? 0 : c - '0');
    ++cell;
  }
  if (cell != cells)
    throw std::invalid_argument(
        fmt::format("a grid: found {} cells in {}, expected 16", cell, in_quotes(text)));
  return g;
}

std::string to_string(const Grid& g) {
  std::string text;
  for (std::size_t c = 0; c < cells; ++c) {
    if (c > 0 && c % 4 == 0) text += '/';
    text += g[c] == 0 ? '.' : static_cast<char>('0' + g[c]);
  }
  return text;
}

std::vector<std::string> drawn(const Grid& g) {
  const std::string rule = "+-------+-------+";
  std::vector<std::string> lines{rule};
  for (std::size_t row = 0; row < 4; ++row) {
    std::string line = "|";
    for (std::size_t column = 0; column < 4; ++column) {
      const std::size_t cell = 4 * row + column;
      line += fmt::format(" {}{}", g[cell] == 0 ? "." : std::to_string(g[cell]),
                          clashes({}, g, cell) ? '!' : ' ');
      if (column % 2 == 1) line += " |";
    }
    lines.push_back(std::move(line));
    if (row % 2 == 1) lines.push_back(rule);
  }
  return lines;
}

bool breaks(const SudokuRules& rules, const Grid& g) {
  for (std::size_t cell = 0; cell < cells; ++cell)
    if (clashes(rules, g, cell)) return true;
  return false;
}

std::vector<Grid> solutions(const Grid& puzzle, const SudokuRules& rules) {
  std::vector<Grid> found;
  Grid g = puzzle;
  if (!breaks(rules, g)) add_solutions(rules, g, found);
  return found;
}

// ---- imitators

std::vector<Filler> fillers(const Grid& puzzle) {
  const std::vector<Grid> all = solutions(puzzle);
  if (all.empty()) throw std::invalid_argument("the puzzle " + to_string(puzzle) + " has no solution");
  return {solver(all),
          careful("careful", "every rule, and does not look ahead", {}),
          careful("latin", "rows and columns", {.boxes = false}),
          careful("rows", "rows", {.columns = false, .boxes = false}),
          {"cells", "how often each cell holds what",
           [all](const Grid&, std::size_t cell) { return shares(all, cell); }},
          {"guesser", "nothing", [](const Grid&, std::size_t) { return Distribution::uniform(4); }}};
}

Rational probability(const Filler& filler, const Grid& puzzle, const Grid& answer) {
  Rational product = 1;
  Grid so_far = puzzle;
  for (std::size_t cell = 0; cell < cells && product != 0; ++cell) {
    if (puzzle[cell] != 0 && puzzle[cell] != answer[cell]) return 0;
    if (puzzle[cell] != 0) continue;
    product *= filler.next(so_far, cell)[answer[cell] - 1u];
    so_far[cell] = answer[cell];
  }
  return product;
}

namespace {

Rational caught_from(const Filler& filler, const Grid& so_far, const Rational& mass,
                     const SudokuRules& rules) {
  if (first_blank(so_far) == cells) return 0;
  Rational sum = 0;
  for_each_next(filler, so_far, mass, [&](const Grid& g, const Rational& here, std::size_t cell) {
    sum += clashes(rules, g, cell) ? here : caught_from(filler, g, here, rules);
  });
  return sum;
}

bool find_wrong(const Filler& filler, const Grid& so_far, std::vector<Grid>& found) {
  if (first_blank(so_far) == cells) {
    if (breaks({}, so_far)) found.push_back(so_far);
    return !found.empty();
  }
  for_each_next(filler, so_far, 1, [&](const Grid& g, const Rational&, std::size_t) {
    if (found.empty()) find_wrong(filler, g, found);
  });
  return !found.empty();
}

void add_answers(const Filler& filler, const Grid& so_far, const Rational& mass,
                 std::map<Grid, Rational>& law) {
  if (first_blank(so_far) == cells) {
    law[so_far] += mass;
    return;
  }
  for_each_next(filler, so_far, mass,
                [&](const Grid& g, const Rational& here, std::size_t) { add_answers(filler, g, here, law); });
}

}  // namespace

Rational caught(const Filler& filler, const Grid& puzzle, const SudokuRules& rules) {
  return caught_from(filler, puzzle, 1, rules);
}

std::vector<Grid> a_wrong_answer(const Filler& filler, const Grid& puzzle) {
  std::vector<Grid> found;
  find_wrong(filler, puzzle, found);
  return found;
}

AnswerLaws answer_laws(const Filler& filler, const Grid& puzzle) {
  const std::vector<Grid> all = solutions(puzzle);
  std::vector<Rational> human(all.size(), ratio(1, all.size())), imitator;
  Rational rest = 1;
  for (const Grid& g : all) {
    imitator.push_back(probability(filler, puzzle, g));
    rest -= imitator.back();
  }
  human.push_back(0);
  imitator.push_back(std::move(rest));
  return {Distribution(std::move(human)), Distribution(std::move(imitator))};
}

AllAnswers all_answers(const Grid& puzzle, const std::vector<Filler>& imitators) {
  const auto blanks = std::ranges::count(puzzle, 0);
  if (blanks > 8)
    throw std::invalid_argument(
        fmt::format("all answers to a puzzle with {} blanks, expected at most 8", blanks));
  std::vector<std::map<Grid, Rational>> laws(1);
  const std::vector<Grid> solved = solutions(puzzle);
  for (const Grid& g : solved) laws.front()[g] = ratio(1, solved.size());
  for (const Filler& filler : imitators) add_answers(filler, puzzle, 1, laws.emplace_back());

  std::map<Grid, std::size_t> index;
  for (const auto& law : laws)
    for (const auto& [grid, mass] : law) index.emplace(grid, 0);
  std::vector<Grid> grids;
  AttributeTable table;
  for (std::size_t cell = 0; cell < cells; ++cell)
    if (puzzle[cell] == 0) table.attributes.push_back({fmt::format("r{}c{}", cell / 4 + 1, cell % 4 + 1), 4});
  for (auto& [grid, at] : index) {
    at = grids.size();
    grids.push_back(grid);
    std::vector<std::uint8_t>& row = table.of_answer.emplace_back();
    for (std::size_t cell = 0; cell < cells; ++cell)
      if (puzzle[cell] == 0) row.push_back(static_cast<std::uint8_t>(grid[cell] - 1));
  }
  std::vector<Distribution> full;
  for (const auto& law : laws) {
    std::vector<Rational> probabilities(grids.size());
    for (const auto& [grid, mass] : law) probabilities[index.at(grid)] = mass;
    full.emplace_back(std::move(probabilities));
  }
  Distribution human = std::move(full.front());
  full.erase(full.begin());
  return {std::move(grids), std::move(table), std::move(human), std::move(full)};
}

namespace {

// With n solutions a perfect imitator's score is that of one right answer in n to a puzzle with one solution.
bool scores_are_equal(std::size_t n) {
  const Distribution perfect = Distribution::uniform(n), sure = Distribution::certain(0, 2);
  auto score = expected_log_score(perfect, perfect);
  const auto other = expected_log_score(sure, Distribution({ratio(1, n), 1 - ratio(1, n)}));
  if (!score || !other) return false;
  score->add_log(1, Rational(Integer(n)));  // both are -ln n
  auto rest = *other;
  rest.add_log(1, Rational(Integer(n)));
  return score->is_rational() && score->constant() == 0 && rest.is_rational() && rest.constant() == 0;
}

Comparison equality(const Rational& a, const Rational& b, std::string what) {
  Comparison result = at_most(Rational(abs(Rational(a - b))), Rational(0));
  result.detail = std::move(what);
  return result;
}

}  // namespace

Comparison decide_sudoku(const Grid& puzzle, const Filler& filler, const SudokuRules& checked) {
  const AnswerLaws laws = answer_laws(filler, puzzle);
  const Rational advantage = caught(filler, puzzle, checked);
  const Rational distance = total_variation(gap_between(laws.human, laws.imitator));
  const std::size_t n = laws.human.size() - 1;
  bool none_likelier = true;
  for (std::size_t y = 0; y < n; ++y) none_likelier = none_likelier && laws.imitator[y] <= laws.human[y];

  std::vector<Comparison> parts{
      at_most(advantage, distance),
      equality(advantage, laws.imitator[n], "what the check catches against 1 - P(a solution)"),
      equality(scores_are_equal(n) ? 0 : 1, 0, "the two log scores")};
  if (none_likelier) parts.push_back(equality(advantage, distance, "the advantage against the distance"));
  for (Comparison& part : parts) {
    if (part.verdict == Verdict::holds) continue;
    part.interesting = advantage > 0;
    return part;
  }
  parts.front().interesting = advantage > 0;
  return parts.front();
}

}  // namespace qed
