// An imitator that learns the reward from features: its moments match the human's, and it comes to harm: on a road, and on
// a map.
#include <algorithm>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/edge_map.hpp"
#include "qed/training/edge_road.hpp"

namespace qed {

namespace {

using namespace evidence;

// A world as the document speaks of it.
struct Place {
  std::string name;    // road
  std::string bad;     // P(crash)
  std::string prefix;  // of its checks
};
const Place on_the_road{"road", "P(crash)", ""};
const Place on_the_map{"map", "P(a step begins in a pit)", "on the map, "};

TableCell factor(const Rational& bad, const Rational& human) {
  return human > 0 ? TableCell(Value(Rational(bad / human))) : TableCell("-");
}

// ---- Who comes to harm. -----------------------------------------------------------------------------------

struct Names {
  std::string blind, seeing, lacking, holding;
};
Names names_in(const EdgeWorld& w, const EdgeTable& t) {
  return {"IRL on " + w.likes, fmt::format("IRL on {} and {}", w.likes, w.minds),
          fmt::format("cautious, planners for {} (the human is not one)", w.likes),
          fmt::format("cautious, planners who may mind {} (the human has {})", w.minds,
                      to_string(t.human_prior))};
}

// Who follows plans: the first rows of a table.
void add_plans(DataTable& table, const Names& names, const Rational& human, const Rational& blind,
               const Rational& seeing) {
  for (const auto& [name, bad] : {std::pair{std::string("human"), human}, std::pair{names.blind, blind},
                                  std::pair{names.seeing, seeing}}) {
    table.rows.push_back({name, bad, factor(bad, human)});
    if (table.columns.size() > 3) table.rows.back().emplace_back("-");
  }
}

void add_cautious(DataTable& table, const std::string& name, const Cautious& c, const Rational& human) {
  if (c.complete) {
    table.rows.push_back({name, c.bad, factor(c.bad, human), c.queries});
    return;
  }
  const Word unknown{"not computed", Word::Tone::doubtful};
  table.rows.push_back({name, unknown, unknown, unknown});
}

void what_was_not_computed(Document& document, const Place& place, const std::string& name, const Cautious& c,
                           unsigned followed) {
  if (c.complete) return;
  document.blocks.push_back(fmt::format(
      "Not computed: {}. It takes more states than allowed (states). Exact are the first {} of {} steps "
      "alone, with {} = {} and {} queries; what is said of all steps is undecided.",
      name, c.evaluated, followed, place.bad, to_decimal(c.bad), to_decimal(c.queries)));
}

void who(Document& document, const Place& place, const EdgeWorld& w, const EdgeTable& t) {
  const Names names = names_in(w, t);
  std::string bad = place.bad;
  if (t.followed < w.steps) {
    DataTable whole{"", {"who", bad, "times the human's"}, {}};
    add_plans(whole, names, t.blind.human_bad, t.blind.learner.bad, t.seeing.learner.bad);
    document.blocks.push_back(std::move(whole));
    document.blocks.push_back(
        fmt::format("The cautious imitators are followed for the first {} of the {} steps, exactly. Beyond, "
                    "nothing is said of them: what was asked must be remembered, so that their states "
                    "multiply with each step ({} here, at most). Within these steps:",
                    t.followed, w.steps, std::max(t.lacking.states, t.holding.states)));
    bad += fmt::format(" within {} steps", t.followed);
  }
  DataTable table{"", {"who", bad, "times the human's", "queries"}, {}};
  add_plans(table, names, t.human, t.irl_blind, t.irl_seeing);
  add_cautious(table, names.lacking, t.lacking, t.human);
  add_cautious(table, names.holding, t.holding, t.human);
  document.blocks.push_back(std::move(table));
  what_was_not_computed(document, place, names.lacking, t.lacking, t.followed);
  what_was_not_computed(document, place, names.holding, t.holding, t.followed);
}

void what_was_learnt(Document& document, const EdgeWorld& w, const EdgeTable& t) {
  DataTable fits{"What was learnt",
                 {"features", "feature", "weight", "the human's count", "count of the planner", "off by"},
                 {}};
  const std::vector<Rational> counts = feature_counts(w.world, t.blind.human, w.both);
  const auto add = [&](const std::string& features, const IrlFit& fit) {
    const std::string feature[] = {w.likes, w.minds};
    for (std::size_t k = 0; k < fit.weights.size(); ++k)
      fits.rows.push_back(
          {features, feature[k], fit.weights[k], counts[k], fit.counts[k], fit.count_error[k]});
  };
  add(w.likes, t.blind.learner.fit);
  add(fmt::format("{} and {}", w.likes, w.minds), t.seeing.learner.fit);
  document.blocks.push_back(std::move(fits));
}

void what_is_claimed(Document& document, const Place& place, const EdgeWorld& w, const EdgeTable& t) {
  const auto match = [&](const std::string& what, const IrlFit& fit, std::size_t feature) {
    document.blocks.push_back(Check{"irl", fmt::format("{}{}: |count - human's|", place.prefix, what),
                                    at_most(fit.count_error[feature], parse_rational("1e-12"))});
  };
  match(w.likes + " alone", t.blind.learner.fit, 0);
  match(fmt::format("{}, with {}", w.likes, w.minds), t.seeing.learner.fit, 0);
  match(w.minds, t.seeing.learner.fit, 1);
  // Of this place: another may be harmless, and the claim says only that there are such.
  document.blocks.push_back(
      Check{"edge-instantiation", "this " + place.name, decide_edge_instantiation(t.blind), false});
  const auto of_caution = [&](const std::string& models, const Cautious& c) {
    for (const ClaimResult& r : c.claims)
      document.blocks.push_back(
          Check{std::string(r.claim->id), fmt::format("{}cautious, {}", place.prefix, models), r.worst});
  };
  of_caution("planners for " + w.likes, t.lacking);
  of_caution("planners who may mind " + w.minds, t.holding);
}

void compared(Document& document, const Place& place, const EdgeWorld& w, const EdgeTable& t) {
  who(document, place, w, t);
  what_was_learnt(document, w, t);
  what_is_claimed(document, place, w, t);
}

// ---- Where it happens. ------------------------------------------------------------------------------------

bool dangerous(const EdgeCase& at) { return decide_edge_instantiation(at).verdict == Verdict::holds; }

// A row for each combination of all dimensions but the last, whose values are the columns.
void region(Document& document, const Place& place, const std::string& who,
            std::span<const Dimension> dimensions, const std::vector<EdgeCase>& all) {
  const Danger danger;
  document.blocks.push_back(
      fmt::format("Searched: {} {}s. On {} of them the moments match to 10^-12 and {} is at least {} and {} "
                  "times the human's. "
                  "Marked below, with {} of {}:",
                  all.size(), place.name, std::ranges::count_if(all, dangerous), place.bad,
                  to_string(danger.floor), to_string(danger.factor), place.bad, who));
  const std::span<const Dimension> outer = dimensions.first(dimensions.size() - 1);
  const Dimension& inner = dimensions.back();
  DataTable table;
  for (const Dimension& dimension : outer) table.columns.push_back(dimension.name);
  for (const Rational& value : inner.values) table.columns.push_back(inner.name + " " + to_string(value));
  for (std::size_t first = 0; first < all.size(); first += inner.values.size()) {
    std::vector<TableCell> row(outer.size());
    std::size_t rest = first / inner.values.size();
    for (std::size_t k = outer.size(); k-- > 0; rest /= outer[k].values.size())
      row[k] = outer[k].values[rest % outer[k].values.size()];
    for (std::size_t i = 0; i < inner.values.size(); ++i) {
      const EdgeCase& at = all[first + i];
      const std::string bad = to_decimal(at.learner.bad, 3);
      row.push_back(dangerous(at) ? TableCell(Word{bad + " dangerous", Word::Tone::bad}) : TableCell(bad));
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
    const EdgeCase found = edge_case(road_world(at));
    plot.series[0].points.push_back({at.liking, exactly(found.human_bad)});
    plot.series[1].points.push_back({at.liking, exactly(found.learner.bad)});
  }
  return {std::move(plot),
          "The human takes the middle way; the learner has the same mean from the two edges."};
}

// ---- What is asked for. -----------------------------------------------------------------------------------

struct Caution {
  Rational alpha;
  Limits limits;
};

struct OnTheRoad {
  Road road;
  std::vector<Dimension> searched;  // crash, dislike, liking, speed
};
struct OnTheMap {
  std::string map;
  MapOptions options;
  unsigned followed;
  std::vector<Dimension> searched;  // slip, pits, goal
};

Caution caution_of(const Settings& s) {
  Caution c{s.between("alpha", ratio(1, 1000), ratio(999, 1000)), {}};
  c.limits.max_states = s.count("states", 1, 10'000'000);
  return c;
}

OnTheRoad road_of(const Settings& s) {
  OnTheRoad r;
  const Rational slowest = ratio(101, 100), rarest = ratio(1, 10000), surest = ratio(9999, 10000);
  r.road.speed = s.between("speed", slowest, 10);
  r.road.crash = s.between("crash", rarest, surest);
  r.road.liking = s.between("liking", -20, 20);
  r.road.dislike = s.between("dislike", 0, 100);
  r.road.steps = static_cast<unsigned>(s.count("steps", 1, 8));
  r.searched = {{"crash", s.numbers_between("crashes", rarest, surest)},
                {"dislike", s.numbers_between("dislikes", 0, 100)},
                {"liking", s.numbers_between("likings", -20, 20)},
                {"speed", s.numbers_between("speeds", slowest, 10)}};
  return r;
}

EdgeWorld world_of(const OnTheMap& m) {
  return of_parameter("map", [&] { return map_world(m.map, m.options); });
}

OnTheMap map_of(const Settings& s) {
  OnTheMap m;
  m.map = s.text("map");
  m.options.slip = s.between("map-slip", 0, 1);
  m.options.goal = s.between("map-goal", -20, 20);
  m.options.pit = s.between("map-pit", 0, 100);
  m.options.steps = static_cast<unsigned>(s.count("map-steps", 2, 64));
  m.followed = std::min(static_cast<unsigned>(s.count("map-followed", 1, 64)), m.options.steps);
  m.searched = {{"slip", s.numbers_between("map-slips", 0, 1)},
                {"pits", s.numbers_between("map-pits", 0, 100)},
                {"goal", s.numbers_between("map-goals", -20, 20)}};
  return m;
}

// ---- The document. ----------------------------------------------------------------------------------------

void show_road(Document& document, const OnTheRoad& r, const Caution& caution) {
  const Road& road = r.road;
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
  document.blocks.push_back(Heading{"Who crashes"});
  const EdgeWorld world = road_world(road);
  compared(document, on_the_road, world, edge_table(world, caution.alpha, road.steps, caution.limits));
  document.blocks.push_back(Heading{"Where it happens"});
  region(document, on_the_road, "IRL on progress", r.searched,
         search(r.searched, [&](std::span<const Rational> at) {
           return road_world({at[3], at[0], at[2], at[1], road.steps});
         }));
  document.blocks.push_back(by_liking(road));
}

void show_map(Document& document, const OnTheMap& m, const EdgeWorld& world, const Caution& caution) {
  document.blocks.push_back(Heading{"On a map"});
  document.blocks.push_back(
      fmt::format("The human walks from S to G for {} steps, round the pits ~. Who learns the weight of the "
                  "goal alone has the human's expected number of steps there, and walks through the pits.",
                  world.steps));
  const EdgeTable table = edge_table(world, caution.alpha, m.followed, caution.limits);
  const GridWorld grid = grid_world(m.map, m.options.slip);
  document.blocks.push_back(Picture{"The map, with the likeliest first step of each cell: human",
                                    drawn(grid, table.blind.human[0])});
  document.blocks.push_back(Picture{"IRL on the goal", drawn(grid, table.blind.learner.fit.plan[0])});
  compared(document, on_the_map, world, table);
  document.blocks.push_back(Heading{"Where it happens on the map"});
  region(document, on_the_map, "IRL on goal", m.searched,
         search(m.searched, [&](std::span<const Rational> at) {
           return map_world(m.map, {at[0], at[2], at[1], m.options.steps});
         }));
}

Document run(const Settings& s) {
  const OnTheRoad road = road_of(s);
  const Caution caution = caution_of(s);
  const OnTheMap map = map_of(s);
  const EdgeWorld walked = world_of(map);  // refused before anything long begins
  Document document{"Moments that match, and edges", {}};
  show_road(document, road, caution);
  show_map(document, map, walked, caution);
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
                     {"alpha", "1/50", "how readily the cautious imitators keep models, 1/1000 to 999/1000"},
                     {"states", "300000",
                      "that are held at once for a cautious imitator, 1 to 10000000; beyond, undecided"},
                     {"speeds", "5/4,3/2,2,3", "searched: numbers as for speed, separated by commas"},
                     {"crashes", "1/50,1/10,1/4", "searched, as for crash"},
                     {"likings", "-1,1,2,3,5", "searched, as for liking"},
                     {"dislikes", "10,20", "searched, as for dislike"},
                     {"map", "4x4",
                      "rows separated by /: S start, G goal, ~ pit, # wall, . free; or 12x12: an open map; "
                      "256 cells at most"},
                     {"map-steps", "10", "on the map, 2 to 64"},
                     {"map-followed", "6",
                      "of them, by the cautious imitators; all where the walk is shorter; 1 to 64"},
                     {"map-slip", "0", "how often a step on the map goes astray, 0 to 1"},
                     {"map-goal", "2", "the human's weight of a step in the goal, -20 to 20"},
                     {"map-pit", "20", "the human's weight against a step in a pit, 0 to 100"},
                     {"map-slips", "0,1/10000,1/1000", "searched, as for map-slip"},
                     {"map-goals", "-2,2", "searched, as for map-goal"},
                     {"map-pits", "5,20", "searched, as for map-pit"}},
      .run = run};
}

}  // namespace qed
