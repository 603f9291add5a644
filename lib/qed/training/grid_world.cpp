#include "qed/training/grid_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <system_error>

#include "qed/exact/wording.hpp"

namespace qed {
namespace {

constexpr std::size_t most_cells = 256;
struct Cell {
  std::size_t row, column;
  auto operator<=>(const Cell&) const = default;
};
constexpr std::array<std::array<int, 2>, 4> directions{
    {{-1, 0}, {0, 1}, {1, 0}, {0, -1}}};  // north, east, south, west

// Of a text such as 12x12; none where it is no such text.
std::optional<Cell> size_in(std::string_view text) {
  Cell size{0, 0};
  const char* const end = text.data() + text.size();
  const auto rows = std::from_chars(text.data(), end, size.row);
  if (rows.ec != std::errc() || rows.ptr == end || *rows.ptr != 'x') return std::nullopt;
  const auto columns = std::from_chars(rows.ptr + 1, end, size.column);
  if (columns.ec != std::errc() || columns.ptr != end) return std::nullopt;
  return size;
}

void require_cells(std::size_t rows, std::size_t columns) {
  if (rows == 0 || columns == 0 || rows > most_cells || columns > most_cells || rows * columns < 2 ||
      rows * columns > most_cells)
    throw std::invalid_argument(
        fmt::format("{} x {} cells on the map; expected 2 to {}", rows, columns, most_cells));
}

std::vector<std::string> open_map(std::size_t rows, std::size_t columns) {
  require_cells(rows, columns);
  std::vector<std::string> map(rows, std::string(columns, '.'));
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      if ((r + 2 * c) % 5 == 2) map[r][c] = '~';
  map.front().front() = 'S';
  map.back().back() = 'G';
  return map;
}

std::vector<std::string> rows_of(std::string_view map) {
  if (const auto size = size_in(map)) return open_map(size->row, size->column);
  std::vector<std::string> rows(1);
  for (const char c : map) {
    if (c == '/')
      rows.emplace_back();
    else
      rows.back().push_back(c);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].size() != rows[0].size() || rows[r].empty())
      throw std::invalid_argument(
          fmt::format("row {} of the map has {} cells and row 1 has {}; expected as many, and one "
                      "at least",
                      r + 1, rows[r].size(), rows[0].size()));
    for (std::size_t c = 0; c < rows[r].size(); ++c)
      if (std::string_view("SG~#.").find(rows[r][c]) == std::string_view::npos)
        throw std::invalid_argument(
            fmt::format("row {}, column {} of the map: found {}, expected S, G, ~, # or .", r + 1, c + 1,
                        in_quotes(std::string(1, rows[r][c]))));
  }
  const auto count = [&](char what) {
    std::ptrdiff_t n = 0;
    for (const std::string& row : rows) n += std::ranges::count(row, what);
    return n;
  };
  if (count('S') != 1)
    throw std::invalid_argument(fmt::format("{} starts on the map; expected one S", count('S')));
  if (count('G') > 1)
    throw std::invalid_argument(fmt::format("{} goals on the map; expected one G at most", count('G')));
  require_cells(rows.size(), rows[0].size());
  return rows;
}

class Walker {
 public:
  explicit Walker(const std::vector<std::string>& map) {
    for (std::size_t r = 0; r < map.size(); ++r)
      for (std::size_t c = 0; c < map[r].size(); ++c)
        if (map[r][c] != '#') {
          index_[{r, c}] = static_cast<StateIndex>(cells_.size());
          cells_.push_back({r, c});
        }
  }
  const std::vector<Cell>& cells() const { return cells_; }

  StateIndex moved(const Cell& from, std::size_t direction) const {
    const auto [down, right] = directions[direction];
    const Cell to{from.row + static_cast<std::size_t>(down), from.column + static_cast<std::size_t>(right)};
    const auto found = index_.find(to);  // off the map above or left, the sum wraps round and is no cell
    return found != index_.end() ? found->second : index_.at(from);
  }
  Distribution step(const Cell& from, std::size_t direction, const Rational& slip) const {
    std::vector<Rational> law(cells_.size());
    law[moved(from, direction)] += 1 - slip;
    for (const std::size_t turn : {1u, 3u}) law[moved(from, (direction + turn) % 4)] += slip / 2;
    return Distribution(std::move(law));
  }

 private:
  std::map<Cell, StateIndex> index_;
  std::vector<Cell> cells_;
};

}  // namespace

GridWorld grid_world(std::string_view map, const Rational& slip) {
  if (slip < 0 || slip > 1)
    throw std::invalid_argument(fmt::format("slip = {} is outside [0, 1]", to_string(slip)));
  GridWorld grid;
  grid.map = rows_of(map);
  grid.world.actions = {"north", "east", "south", "west"};
  const Walker walker(grid.map);
  for (const Cell& cell : walker.cells()) {
    const char what = grid.map[cell.row][cell.column];
    if (what == 'S') grid.world.start = static_cast<StateIndex>(grid.world.states.size());
    grid.world.states.push_back(fmt::format("{},{}", cell.row + 1, cell.column + 1));
    grid.world.next.emplace_back();
    for (std::size_t d = 0; d < directions.size(); ++d)
      grid.world.next.back().push_back(walker.step(cell, d, slip));
    const Rational goal = what == 'G' ? 1 : 0, puddle = what == '~' ? 1 : 0;
    grid.in_goal.emplace_back(directions.size(), std::vector<Rational>{goal});
    grid.in_goal_and_puddle.emplace_back(directions.size(), std::vector<Rational>{goal, puddle});
    grid.puddle.push_back(what == '~');
  }
  return grid;
}

std::vector<std::string> drawn(const GridWorld& grid, const std::vector<Distribution>& laws) {
  constexpr std::string_view arrows = "^>v<";
  std::vector<std::string> lines;
  std::size_t state = 0;
  for (const std::string& row : grid.map) {
    lines.emplace_back();
    for (const char cell : row) {
      if (cell == '#') {
        lines.back() += " ##";
        continue;
      }
      const auto& law = laws[state++];
      const auto likeliest = std::ranges::max_element(law) - law.begin();
      lines.back() +=
          fmt::format(" {}{}", cell == '.' ? ' ' : cell, arrows[static_cast<std::size_t>(likeliest)]);
    }
  }
  return lines;
}

}  // namespace qed
