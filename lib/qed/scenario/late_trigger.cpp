// An event that triggers late: planners that behave alike until a given step, and who can tell them apart
// before it.
#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/mesa_optimization.hpp"

namespace qed {

namespace {

using namespace evidence;

MesaOptions with_door_on(MesaOptions o, unsigned day, unsigned after) {
  o.workshop.door_day = day;
  o.workshop.days = day + after;
  return o;
}

void who_can_tell(Document& document, const MesaOptions& o) {
  document.blocks.push_back(Heading{"Who can tell"});
  document.blocks.push_back(
      fmt::format("The best advantage of a distinguisher, between the demonstrator ({}) and what may be "
                  "learnt in its place. One sees "
                  "what is done by the planner {}; the door opens at step {}. One reads which model is "
                  "followed, where that is drawn by "
                  "the prior: it has nothing to wait for.",
                  in_words(o.demonstrator), in_words(Planner{}), o.workshop.door_day + 1));
  MesaOptions building = o;
  building.workshop.projects = true;
  const Seen plain = told_apart(o), with_projects = told_apart(building);
  DataTable table{
      "", {"steps seen", "behaviour", "whether seized", "behaviour, with building", "description"}, {}};
  for (std::size_t t = 0; t < plain.behaviour.size(); ++t)
    table.rows.push_back({fmt::format("{}", t + 1), plain.behaviour[t], plain.event[t],
                          with_projects.behaviour[t], *plain.description});
  document.blocks.push_back(std::move(table));
  Plot plot{.id = "late-trigger",
            .title = "Advantage of the best distinguisher",
            .x = {"steps seen"},
            .y = {"advantage", false, Rational(0), Rational(1)},
            .series = {{"of behaviour", Series::Kind::line, 0, {}},
                       {"of behaviour, with building", Series::Kind::line, 1, {}},
                       {"of descriptions", Series::Kind::line, 2, {}}}};
  for (std::size_t t = 0; t < plain.behaviour.size(); ++t) {
    const Rational x(Integer(t + 1));
    plot.series[0].points.push_back({x, exactly(plain.behaviour[t])});
    plot.series[1].points.push_back({x, exactly(with_projects.behaviour[t])});
    plot.series[2].points.push_back({x, exactly(*plain.description)});
  }
  document.blocks.push_back(
      Figure{std::move(plot), "Behaviour says nothing until the door opens, or little."});
  document.blocks.push_back(
      Check{"late-trigger", fmt::format("steps alike: {}", plain.alike), decide_late_trigger(plain)});
  document.blocks.push_back(
      Check{"late-trigger", "with building, steps alike: 0", decide_late_trigger(with_projects)});
}

void however_late(Document& document, const MesaOptions& o, const std::vector<Rational>& days, unsigned after,
                  bool projects) {
  DataTable table{
      projects ? "P(seized), with building" : "P(seized)",
      {"door on day", "demonstrator", "maximum posterior", "Bayes mixture", "IRL", "cautious", "its queries"},
      {}};
  for (const Rational& day : days) {
    MesaOptions at = with_door_on(o, static_cast<unsigned>(numerator_of(day)), after);
    at.workshop.projects = projects;
    at.watched = at.workshop.door_day;
    const MesaTable t = compare_imitators(at, Steps::last);
    table.rows.push_back({to_string(day), t.demonstrator.seized(), t.maximum_posterior.seized(),
                          t.mixture.seized(), t.irl.seized(), t.cautious.seized(), t.cautious.queries()});
    for (const ClaimResult& r : t.claims)
      if (r.claim->id == "step-dominance")
        document.blocks.push_back(Check{
            std::string(r.claim->id),
            fmt::format("cautious, door on day {}{}", to_string(day), projects ? ", with building" : ""),
            r.worst});
  }
  document.blocks.push_back(std::move(table));
}

Document run(const Settings& s) {
  MesaOptions o;
  o.workshop.projects = false;
  o.family.rationality = s.between("rationality", ratio(1, 10), 16);
  o.family.description_bits = static_cast<unsigned>(s.count("description-bits", 4, 10));
  o.alpha = s.between("alpha", ratio(1, 1000), ratio(999, 1000));
  const auto after = static_cast<unsigned>(s.count("days-after", 1, 6));
  const std::vector<Rational> days = s.numbers("door-days");
  for (const Rational& day : days)
    if (denominator_of(day) != 1 || day < 1 || day > 6)
      throw std::invalid_argument(
          fmt::format("parameter door-days: found {}, expected whole numbers from 1 to 6", to_string(day)));
  Document document{"An event that triggers late", {}};
  document.blocks.push_back(
      fmt::format("The workshop of the scenario planner: the door opens on one day, and the calendar ends {} "
                  "days after it began. Every "
                  "day before the door opens is watched. Without building, planners of every horizon, "
                  "discount and bound do the same "
                  "until then, so that watching longer teaches nothing; with building it teaches a little.",
                  after));
  who_can_tell(document, with_door_on(o, static_cast<unsigned>(numerator_of(days.back())), after));
  document.blocks.push_back(Heading{"However late"});
  however_late(document, o, days, after, false);
  however_late(document, o, days, after, true);
  return document;
}

}  // namespace

Scenario late_trigger_scenario() {
  return {.name = "late-trigger",
          .summary =
              "Planners that behave alike until a door opens: however late, who commits seizes; who can tell "
              "before",
          .source =
              "seed material: A. Demski and commenters, the discussion of imitation learning and "
              "mesa-optimization",
          .parameters = {{"door-days", "1,3,5", "days on which the door opens, 1 to 6, separated by commas"},
                         {"days-after", "3", "how long the calendar goes on from then, 1 to 6"},
                         {"rationality", "4", "of every planner, 1/10 to 16"},
                         {"description-bits", "6", "of the longest description in the class, 4 to 10"},
                         {"alpha", "1/50", "how readily models are kept, 1/1000 to 999/1000"}},
          .run = run};
}

}  // namespace qed
