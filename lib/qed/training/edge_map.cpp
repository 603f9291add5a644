#include "qed/training/edge_map.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace qed {

EdgeWorld map_world(std::string_view map, const MapOptions& o) {
  const GridWorld grid = grid_world(map, o.slip);
  const auto holds = [&](char what) {
    return std::ranges::any_of(grid.map,
                               [&](const std::string& row) { return row.find(what) != std::string::npos; });
  };
  if (!holds('G')) throw std::invalid_argument("no goal on the map; expected one G");
  if (!holds('~')) throw std::invalid_argument("no pit on the map; expected one ~ at least");
  if (o.steps < 2) throw std::invalid_argument(fmt::format("steps = {}; expected at least 2", o.steps));
  EdgeWorld result;
  result.world = grid.world;
  result.liked = grid.in_goal;
  result.both = grid.in_goal_and_puddle;
  result.likes = "goal";
  result.minds = "pits";
  result.bad = acting_event(grid.world, "a step begins in a pit", grid.puddle);
  result.liking = o.goal;
  result.dislike = o.pit;
  result.steps = o.steps;
  return result;
}

}  // namespace qed
