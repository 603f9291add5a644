// An imitator that learns the reward from features: its moments match the human's, and it crashes.
#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/edge_map.hpp"

namespace qed {

namespace {

using namespace evidence;

Check match(std::string what, const IrlFit& fit, std::size_t feature) {
  return {"irl", std::move(what), at_most(fit.count_error[feature], parse_rational("1e-12"))};
}

TableCell factor(const Rational& crash, const Rational& human) { return Value(Rational(crash / human)); }

void one_road(Document& document, const EdgeTable& t) {
  document.blocks.push_back(Heading{"Who crashes"});
  const Rational& human = t.at.human_crash;
  DataTable table{"", {"who", "P(crash)", "times the human's", "queries"}, {}};
  table.rows.push_back({"human", human, Rational(1), "-"});
  table.rows.push_back(
      {"IRL on progress", t.at.progress_only.crash, factor(t.at.progress_only.crash, human), "-"});
  table.rows.push_back({"IRL on progress and races", t.informed.crash, factor(t.informed.crash, human), "-"});
  table.rows.push_back({"cautious, planners for progress (the human is not one)", t.lacking_crash,
                        factor(t.lacking_crash, human), t.lacking_queries});
  table.rows.push_back(
      {fmt::format("cautious, planners who may mind racing (the human has {})", to_string(t.human_prior)),
       t.holding_crash, factor(t.holding_crash, human), t.holding_queries});
  document.blocks.push_back(std::move(table));
  DataTable fits{"What was learnt", {"features", "feature", "weight", "count of the planner", "off by"}, {}};
  const auto add = [&](const std::string& features, const IrlFit& fit,
                       std::initializer_list<const char*> names) {
    std::size_t k = 0;
    for (const char* name : names) {
      fits.rows.push_back({features, std::string(name), fit.weights[k], fit.counts[k], fit.count_error[k]});
      ++k;
    }
  };
  add("progress", t.at.progress_only.fit, {"progress"});
  add("progress and races", t.informed.fit, {"progress", "races"});
  document.blocks.push_back(std::move(fits));
  document.blocks.push_back(match("progress alone: |count - human's|", t.at.progress_only.fit, 0));
  document.blocks.push_back(match("progress, with races: |count - human's|", t.informed.fit, 0));
  document.blocks.push_back(match("races: |count - human's|", t.informed.fit, 1));
  // Of this road: another may be harmless, and the claim says only that there are such.
  document.blocks.push_back(Check{"edge-instantiation", "this road", decide_edge_instantiation(t.at), false});
  for (const ClaimResult& r : t.claims)
    document.blocks.push_back(
        Check{std::string(r.claim->id), "cautious, planners who may mind racing", r.worst});
}

bool dangerous(const EdgeCase& at) { return decide_edge_instantiation(at).verdict == Verdict::holds; }

void region(Document& document, const Region& region, unsigned steps) {
  document.blocks.push_back(Heading{"Where it happens"});
  const std::vector<EdgeCase> all = search(region, steps);
  std::size_t found = 0;
  for (const EdgeCase& at : all) found += dangerous(at);
  const Danger danger;
  document.blocks.push_back(
      fmt::format("Searched: {} roads. On {} of them the moments match to 10^-12 and P(crash) is at least {} "
                  "and {} times the human's. "
                  "Marked below, with P(crash) of IRL on progress:",
                  all.size(), found, to_string(danger.floor), to_string(danger.factor)));
  std::vector<std::string> columns{"crash", "dislike", "liking"};
  for (const Rational& speed : region.speeds) columns.push_back("speed " + to_string(speed));
  DataTable table{"", std::move(columns), {}};
  const std::size_t nc = region.crashes.size(), nl = region.likings.size(), nd = region.dislikes.size();
  for (std::size_t c = 0; c < nc; ++c)
    for (std::size_t d = 0; d < nd; ++d)
      for (std::size_t l = 0; l < nl; ++l) {
        std::vector<TableCell> row{region.crashes[c], region.dislikes[d], region.likings[l]};
        for (std::size_t v = 0; v < region.speeds.size(); ++v) {
          const EdgeCase& at = all[((v * nc + c) * nl + l) * nd + d];
          const std::string crash = to_decimal(at.progress_only.crash, 3);
          row.push_back(dangerous(at) ? TableCell(Word{crash + " dangerous", Word::Tone::bad})
                                      : TableCell(crash));
        }
        table.rows.push_back(std::move(row));
      }
  document.blocks.push_back(std::move(table));
}

Figure by_liking(const Road& road) {
  Plot plot{.id = "edge-instantiation",
            .title = "P(crash), human and IRL with the same progress",
            .x = {"how much the human likes progress"},
            .y = {"P(crash)", true},
            .series = {{"human", Series::Kind::line, 0, {}}, {"IRL on progress", Series::Kind::line, 1, {}}}};
  for (int liking = -4; liking <= 6; ++liking) {
    Road at = road;
    at.liking = liking;
    const EdgeCase found = edge_case(at);
    plot.series[0].points.push_back({at.liking, exactly(found.human_crash)});
    plot.series[1].points.push_back({at.liking, exactly(found.progress_only.crash)});
  }
  return {std::move(plot),
          "The human takes the middle way; the learner has the same mean from the two edges."};
}

MapCase map_of(const Settings& s) {
  MapOptions o;
  o.slip = s.between("map-slip", 0, 1);
  o.goal = s.between("map-goal", -20, 20);
  o.pit = s.between("map-pit", 0, 100);
  o.steps = static_cast<unsigned>(s.count("map-steps", 2, 64));
  try {
    return map_case(s.text("map"), o);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(fmt::format("parameter map: {}", e.what()));
  }
}

void on_a_map(Document& document, const MapCase& at) {
  document.blocks.push_back(Heading{"On a map"});
  document.blocks.push_back(
      fmt::format("The human walks from S to G for {} steps, round the pits ~. Who learns the weight of the "
                  "goal alone has the "
                  "human's expected number of steps there, and walks through the pits.",
                  at.human.size()));
  document.blocks.push_back(
      Picture{"The map, with the likeliest first step of each cell: human", drawn(at.grid, at.human[0])});
  document.blocks.push_back(Picture{"IRL on the goal", drawn(at.grid, at.goal_only.fit.plan[0])});
  DataTable table{
      "", {"who", "P(a step begins in a pit)", "times the human's", "steps in the goal", "off by"}, {}};
  const auto add = [&](std::string who, const Rational& falls, const Plan& plan, const Rational& off) {
    table.rows.push_back({std::move(who), falls,
                          at.human_falls > 0 ? factor(falls, at.human_falls) : TableCell("-"),
                          feature_counts(at.grid.world, plan, at.grid.in_goal)[0], off});
  };
  add("human", at.human_falls, at.human, 0);
  add("IRL on the goal", at.goal_only.crash, at.goal_only.fit.plan, at.goal_only.fit.count_error[0]);
  add("IRL on goal and pits", at.goal_and_pits.crash, at.goal_and_pits.fit.plan,
      at.goal_and_pits.fit.count_error[0]);
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(match("on the map, the goal alone: |count - human's|", at.goal_only.fit, 0));
  document.blocks.push_back(
      match("on the map, the goal with pits: |count - human's|", at.goal_and_pits.fit, 0));
  document.blocks.push_back(match("on the map, pits: |count - human's|", at.goal_and_pits.fit, 1));
  document.blocks.push_back(Check{"edge-instantiation", "this map",
                                  decide_edge_instantiation(at.human_falls, at.goal_only), false});
}

Document run(const Settings& s) {
  Road road;
  road.speed = s.between("speed", ratio(101, 100), 10);
  road.crash = s.between("crash", ratio(1, 10000), ratio(9999, 10000));
  road.liking = s.between("liking", -20, 20);
  road.dislike = s.between("dislike", 0, 100);
  road.steps = static_cast<unsigned>(s.count("steps", 1, 8));
  const Region searched{s.numbers("speeds"), s.numbers("crashes"), s.numbers("likings"),
                        s.numbers("dislikes")};
  const Rational alpha = s.between("alpha", ratio(1, 1000), ratio(999, 1000));
  const MapCase map = map_of(s);
  Document document{"Moments that match, and edges", {}};
  document.blocks.push_back(
      fmt::format("On the road one may stop, cruise (progress 1) or race (progress {}, and a crash with "
                  "probability {}, after which "
                  "nothing moves), {} times. The human is a noisy planner who likes progress (weight {}) and "
                  "dislikes racing (weight "
                  "{}). IRL learns the weight of progress alone under which a noisy planner does what the "
                  "human does: the one that has "
                  "the human's expected progress.",
                  to_string(road.speed), to_string(road.crash), road.steps, to_string(road.liking),
                  to_string(Rational(-road.dislike))));
  one_road(document, edge_table(road, alpha));
  region(document, searched, road.steps);
  document.blocks.push_back(by_liking(road));
  on_a_map(document, map);
  return document;
}

}  // namespace

Scenario edge_instantiation_scenario() {
  return {
      .name = "edge-instantiation",
      .summary =
          "An IRL imitator whose moments match the human's and who crashes: certified, with the region where",
      .source =
          "seed material: J. Taylor, Selective similarity metrics for imitation; Safe training procedures "
          "for human-imitators",
      .parameters = {{"speed", "2", "progress of a race, 101/100 to 10"},
                     {"crash", "1/10", "chance of a crash in a race, 1/10000 to 9999/10000"},
                     {"liking", "3", "the human's weight of progress, -20 to 20"},
                     {"dislike", "20", "the human's weight against racing, 0 to 100"},
                     {"steps", "6", "1 to 8"},
                     {"alpha", "1/50", "how readily the cautious imitator keeps models, 1/1000 to 999/1000"},
                     {"speeds", "5/4,3/2,2,3", "searched: numbers separated by commas"},
                     {"crashes", "1/50,1/10,1/4", "searched"},
                     {"likings", "-1,1,2,3,5", "searched"},
                     {"dislikes", "10,20", "searched"},
                     {"map", "4x4",
                      "rows separated by /: S start, G goal, ~ pit, # wall, . free; or 12x12: an open map; "
                      "256 cells at most"},
                     {"map-steps", "10", "on the map, 2 to 64"},
                     {"map-slip", "0", "how often a step on the map goes astray, 0 to 1"},
                     {"map-goal", "2", "the human's weight of a step in the goal, -20 to 20"},
                     {"map-pit", "20", "the human's weight against a step in a pit, 0 to 100"}},
      .run = run};
}

}  // namespace qed
