// Worlds drawn as maps: cells to walk on, walls, puddles and a goal; steps go astray now and then.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "qed/training/feature_counts.hpp"

namespace qed {

struct GridWorld {
  Mdp world;  // a state for each cell but walls, "ROW,COLUMN" from 1; actions north, east, south, west
  std::vector<std::string> map;
  FeatureMap in_goal, in_goal_and_puddle;  // of the cell that a step starts in: 1 or 0 for each
  std::vector<bool> puddle;
};

// map: rows separated by "/", of one length, of S (the start, once), G (the goal, once or not), ~ (puddles),
// # (walls) and "."; or ROWSxCOLUMNS, as 12x12, for the open map of that size: the start in the first corner, the goal in
// the last, and puddles between, one in five cells, no two of them side by side.
// slip: with this probability a step goes to the left or the right of where it was meant to go, each as often.
// Who would leave the map or walk into a wall stays.
// Throws  std::invalid_argument naming the row, column and character, or what is missing; where there are
//         fewer than 2 cells or more than 256; where the slip is outside [0, 1].
GridWorld grid_world(std::string_view map, const Rational& slip);

// The map with an arrow for the likeliest action in each cell (the first of several) at one step of a plan.
std::vector<std::string> drawn(const GridWorld&, const std::vector<Distribution>& laws);

}  // namespace qed
