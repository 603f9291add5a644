#include "qed/training/edge_road.hpp"

#include <fmt/format.h>

namespace qed {
namespace {

[[noreturn]] void refuse_road(std::string_view what, const Rational& found, std::string_view expected) {
  throw std::invalid_argument(fmt::format("{} = {}; expected {}", what, to_string(found), expected));
}

}  // namespace

EdgeWorld road_world(const Road& road) {
  if (road.speed <= 1) refuse_road("speed", road.speed, "more than 1");
  if (road.crash <= 0 || road.crash >= 1) refuse_road("crash", road.crash, "a number in (0, 1)");
  if (road.steps == 0) refuse_road("steps", 0, "at least 1");
  const Distribution drives = Distribution::certain(0, 2), stays = Distribution::certain(1, 2),
                     races({Rational(1 - road.crash), road.crash});
  EdgeWorld result;
  result.world = {{"driving", "crashed"},
                  {"stop", "cruise", "race"},
                  0,
                  {{drives, drives, races}, {stays, stays, stays}}};
  result.liked = {{{0}, {1}, {road.speed}}, {{0}, {0}, {0}}};
  result.both = {{{0, 0}, {1, 0}, {road.speed, 1}}, {{0, 0}, {0, 0}, {0, 0}}};
  result.likes = "progress";
  result.minds = "races";
  result.bad = reaching_event(result.world, "crash", {false, true});
  result.liking = road.liking;
  result.dislike = road.dislike;
  result.steps = road.steps;
  return result;
}

}  // namespace qed
