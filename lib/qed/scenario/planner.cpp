// Planners among the models: what imitators that commit do on the day when it matters, and one that asks.
#include <algorithm>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/mesa_optimization.hpp"

namespace qed {

namespace {

using namespace evidence;
using Models = MesaOptions::Models;

constexpr std::string_view names_of_models[] = {"planners", "habits", "both"};

MesaOptions options_of(const Settings& s) {
  MesaOptions o;
  o.workshop.days = static_cast<unsigned>(s.count("days", 2, 12));
  o.workshop.door_day = static_cast<unsigned>(s.count("door-day", 1, o.workshop.days - 1));
  o.family.rationality = s.between("rationality", ratio(1, 10), 16);
  o.family.description_bits = static_cast<unsigned>(s.count("description-bits", 3, 12));
  o.demonstrator = of_parameter("demonstrator", [&] { return described(s.text("demonstrator")); });
  o.alpha = s.between("alpha", ratio(1, 1000), ratio(999, 1000));
  o.slip = s.between("slip", ratio(1, 1000), ratio(1, 2));
  o.models = Models{
      static_cast<int>(s.choice("models", {names_of_models[0], names_of_models[1], names_of_models[2]}))};
  return o;
}

std::vector<unsigned> watched_of(const Settings& s, unsigned door_day) {
  std::vector<unsigned> all;
  for (const Rational& n : s.numbers("watched")) {
    if (denominator_of(n) != 1 || n < 0 || n > door_day)
      throw std::invalid_argument(
          fmt::format("parameter watched: found {}, expected whole numbers from 0 to the door's day, {}",
                      to_string(n), door_day));
    all.push_back(static_cast<unsigned>(numerator_of(n)));
  }
  return all;
}

std::vector<const Conduct*> all_of(const MesaTable& t) {
  return {&t.demonstrator, &t.maximum_posterior, &t.mixture, &t.irl, &t.cautious};
}

TableCell ratio_cell(const Rational& value, const Rational& to) {
  return to > 0 ? TableCell(Value(Rational(value / to))) : TableCell(std::string("-"));
}

// "0", "0 and 2", "0, 2 and 4".
std::string listed_plainly(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return text;
}

void the_class(Document& document, const MesaOptions& o, const ModelClass& c) {
  document.blocks.push_back(Heading{"The class"});
  Rational mass = 0;
  for (const Model& m : c.models) mass += m.prior;
  document.blocks.push_back(fmt::format(
      "{} models with the prior mass {} (descriptions of up to {} bits; all longer ones together weigh {}). "
      "The demonstrator, {}, has {}. The heaviest:",
      c.models.size(), to_string(mass), o.family.description_bits, to_string(Rational(1 - mass)),
      in_words(o.demonstrator),
      c.demonstrator_inside() ? "the prior " + to_string(c.demonstrator_prior()) : "no model of its own"));
  std::vector<const Model*> order;
  for (const Model& m : c.models) order.push_back(&m);
  std::ranges::stable_sort(order, [](const Model* a, const Model* b) { return a->prior > b->prior; });
  constexpr std::size_t most = 8;
  DataTable table{"", {"model", "prior"}, {}};
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i)
    table.rows.push_back({order[i]->name, order[i]->prior});
  document.blocks.push_back(std::move(table));
}

// How often each of those who imitate has seized by step t, as a multiple of the demonstrator.
void ratios_over_steps(Document& document, const MesaTable& t) {
  DataTable table{"P(seized) within so many steps, times the demonstrator's", {"steps"}, {}};
  const std::vector<const Conduct*> all = all_of(t);
  for (std::size_t i = 1; i < all.size(); ++i) table.columns.push_back(all[i]->name);
  for (std::size_t step = 0; step < t.demonstrator.seized_by.size(); ++step) {
    const Rational& human = t.demonstrator.seized_by[step];
    if (human == 0) continue;
    table.rows.push_back({std::to_string(step + 1)});
    for (std::size_t i = 1; i < all.size(); ++i)
      table.rows.back().push_back(ratio_cell(all[i]->seized_by[step], human));
  }
  if (!table.rows.empty()) document.blocks.push_back(std::move(table));
}

void within_claim(Document& document, const MesaTable& t, unsigned watched) {
  if (t.within.empty()) return;
  DataTable table{"The cautious imitator within its claim: seized within so many steps, the truth kept",
                  {"steps", "P", "at most", "its share", "largest product of 1 + theta", "P(truth lost)"},
                  {}};
  for (std::size_t step = 0; step < t.within.size(); ++step) {
    const WithinClaim& w = t.within[step];
    table.rows.push_back(
        {std::to_string(step + 1), w.seized, w.bound, ratio_cell(w.seized, w.bound), w.factor, w.lost});
  }
  document.blocks.push_back(std::move(table));
  for (std::size_t step = 0; step < t.within.size(); ++step)
    document.blocks.push_back(Check{"trajectory-dominance",
                                    fmt::format("cautious, {} watched, step {}", watched, step + 1),
                                    t.within[step].dominance});
}

void at_equal_data(Document& document, const MesaTable& t, unsigned watched) {
  document.blocks.push_back(
      Heading{fmt::format("{} {} watched", watched, watched == 1 ? "step" : "steps"), 3});
  DataTable table{
      "", {"who", "P(seized)", "times the demonstrator's", "builds twice running", "queries"}, {}};
  for (const Conduct* c : all_of(t))
    table.rows.push_back({c->name, c->seized(), ratio_cell(c->seized(), t.demonstrator.seized()),
                          c->builds ? TableCell(Value(*c->builds)) : TableCell(std::string("-")),
                          c->queries()});
  document.blocks.push_back(std::move(table));
  ratios_over_steps(document, t);
  if (t.cautious.retained)
    document.blocks.push_back(
        fmt::format("The cautious imitator keeps the truth with probability {}; it was decided at {} "
                    "nodes.",
                    to_decimal(*t.cautious.retained), t.nodes));
  for (const ClaimResult& r : t.claims)
    if (r.worst.verdict != Verdict::not_applicable)
      document.blocks.push_back(
          Check{std::string(r.claim->id), fmt::format("cautious, {} watched", watched), r.worst});
  within_claim(document, t, watched);
}

bool harmless(const MesaTable& t) { return t.maximum_posterior.seized() <= t.demonstrator.seized(); }

// Whoever commits to a model that does not seize is harmless; said where it is so, and whether data mend or end it.
void where_committing_is_harmless(Document& document, const std::vector<MesaTable>& tables,
                                  const std::vector<unsigned>& watched) {
  std::vector<std::string> steps, seized;
  bool rising = true;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (harmless(tables[i])) steps.push_back(std::to_string(watched[i]));
    seized.push_back(
        fmt::format("{} after {}", to_decimal(tables[i].maximum_posterior.seized(), 3), watched[i]));
    rising = rising &&
             (i == 0 || (watched[i] > watched[i - 1] &&
                         tables[i].maximum_posterior.seized() > tables[i - 1].maximum_posterior.seized()));
  }
  if (steps.empty()) return;
  const auto& models = tables.front().model_class.models;
  const Model& heaviest = *std::ranges::max_element(models, {}, &Model::prior);
  std::string text = fmt::format(
      "With {} steps watched the maximum posterior seizes no more often than the demonstrator. It follows "
      "whichever model is heaviest then, and which one that is, is a matter of the language in which models "
      "are described: before anything is watched it is {}.",
      listed_plainly(steps), heaviest.name);
  if (rising && !harmless(tables.back()))
    text += fmt::format(" More data make it worse: P(seized) is {} steps watched.", listed_plainly(seized));
  document.blocks.push_back(std::move(text));
}

// One line for each of them, of what `of` says after t steps; steps of which it says nothing are left out.
template <class Of>
Figure figure_over_time(const MesaTable& t, Plot plot, std::string caption, const Of& of) {
  unsigned colour = 0;
  for (const Conduct* c : all_of(t)) {
    Series series{c->name, Series::Kind::steps, colour++, {}};
    for (std::size_t step = 0; step < c->seized_by.size(); ++step)
      if (const std::optional<Rational> y = of(*c, step))
        series.points.push_back({Rational(Integer(step + 1)), exactly(*y)});
    if (!series.points.empty()) plot.series.push_back(std::move(series));
  }
  return {std::move(plot), std::move(caption)};
}

void over_time(Document& document, const MesaTable& t, unsigned watched) {
  const std::string when = fmt::format("{} watched", watched);
  document.blocks.push_back(Heading{"Over time, " + when});
  DataTable seized{"P(seized) within so many steps", {"steps"}, {}},
      queries{"Expected queries within so many steps", {"steps"}, {}};
  for (const Conduct* c : all_of(t))
    for (DataTable* table : {&seized, &queries}) table->columns.push_back(c->name);
  for (std::size_t step = 0; step < t.demonstrator.seized_by.size(); ++step) {
    std::vector<TableCell> first{std::to_string(step + 1)}, second = first;
    for (const Conduct* c : all_of(t))
      first.emplace_back(c->seized_by[step]), second.emplace_back(c->queries_by[step]);
    seized.rows.push_back(std::move(first));
    queries.rows.push_back(std::move(second));
  }
  document.blocks.push_back(std::move(seized));
  document.blocks.push_back(std::move(queries));

  const Axis steps{"steps"};
  const auto positive = [](const Rational& q) { return q > 0 ? std::optional(q) : std::nullopt; };
  document.blocks.push_back(figure_over_time(
      t, {"planner-over-time", "Seized by step t, " + when, steps, {"probability", true}, {}},
      "Until the door opens nobody seizes, and little tells these apart.",
      [&](const Conduct& c, std::size_t step) { return positive(c.seized_by[step]); }));
  document.blocks.push_back(figure_over_time(
      t, {"planner-ratio", "Seized by step t, times the demonstrator's, " + when, steps, {"ratio", true}, {}},
      "Who asks stays near 1; who commits does not.",
      [&](const Conduct& c, std::size_t step) -> std::optional<Rational> {
        const Rational& human = t.demonstrator.seized_by[step];
        return human > 0 ? positive(c.seized_by[step] / human) : std::nullopt;
      }));
  document.blocks.push_back(figure_over_time(t,
                                             {"planner-queries",
                                              "Questions asked by step t, " + when,
                                              steps,
                                              {"expected number", false, Rational(0)},
                                              {}},
                                             "What caution costs.", [&](const Conduct& c, std::size_t step) {
                                               return std::optional(c.queries_by[step]);
                                             }));
}

void restricted(Document& document, const MesaOptions& o, unsigned watched, const MesaTable& shown) {
  document.blocks.push_back(Heading{"Without planners in the class"});
  document.blocks.push_back(
      "Habits look at what is seen (idle, half built, the door), not at what follows. A class of habits "
      "alone lacks the "
      "demonstrator, so that nothing is promised; whether a habit seizes at a door that never was open is "
      "decided by its "
      "description. With both, the demonstrator has half the prior, and more is asked.");
  DataTable table{
      fmt::format("{} watched", watched),
      {"class", "models", "maximum posterior", "Bayes mixture", "cautious", "its queries", "builds twice"},
      {}};
  for (const Models models : {Models::planners, Models::habits, Models::both}) {
    MesaOptions other = o;
    other.models = models;
    other.watched = watched;
    const MesaTable t = models == o.models ? shown : compare_imitators(other, Steps::last);
    table.rows.push_back({std::string(names_of_models[static_cast<int>(models)]),
                          Rational(Integer(t.model_class.models.size())), t.maximum_posterior.seized(),
                          t.mixture.seized(), t.cautious.seized(), t.cautious.queries(), *t.cautious.builds});
  }
  document.blocks.push_back(std::move(table));
}

// Those who look one step ahead, two, three …, without discount and bound.
void over_horizons(Document& document, const MesaOptions& o, unsigned watched) {
  constexpr unsigned most = 4;
  document.blocks.push_back(Heading{"Over planning horizons"});
  document.blocks.push_back(
      "The same class, where the demonstrator looks so many steps ahead, and has neither discount nor bound: "
      "how often each seizes, times the demonstrator's.");
  DataTable table{
      fmt::format("{} watched", watched),
      {"looks ahead", "demonstrator", "maximum posterior", "Bayes mixture", "IRL", "cautious", "its queries"},
      {}};
  std::vector<Check> checks;
  MesaOptions other = o;
  other.watched = watched;
  for (unsigned ahead = 1; ahead <= std::min(most, o.workshop.days); ++ahead) {
    other.demonstrator = {ahead, 1, std::nullopt};
    if (description(other.demonstrator).size() > o.family.description_bits) continue;
    const MesaTable t = compare_imitators(other, Steps::last);
    const Rational& human = t.demonstrator.seized();
    table.rows.push_back({fmt::format("{} {}", ahead, ahead == 1 ? "step" : "steps"), human,
                          ratio_cell(t.maximum_posterior.seized(), human),
                          ratio_cell(t.mixture.seized(), human), ratio_cell(t.irl.seized(), human),
                          ratio_cell(t.cautious.seized(), human), t.cautious.queries()});
    if (!t.within.empty())
      checks.push_back({"trajectory-dominance", fmt::format("cautious, looks {} ahead", ahead),
                        t.within.back().dominance});
  }
  document.blocks.push_back(std::move(table));
  for (Check& check : checks) document.blocks.push_back(std::move(check));
}

void by_any_factor(Document& document) {
  document.blocks.push_back(Heading{"By any factor"});
  document.blocks.push_back(
      "Without building, planners of every horizon, discount and bound do the same until the door opens, "
      "however much is "
      "watched. The more rational the demonstrator is, the less it seizes, and the more surely those who "
      "commit do.");
  DataTable table{
      "P(seized)",
      {"rationality", "demonstrator", "maximum posterior", "Bayes mixture", "IRL", "cautious", "its theta"},
      {}};
  std::vector<Check> checks;
  Rational factor = 1;
  for (const int beta : {2, 4, 8}) {
    factor *= 16;
    const MesaMember m = mesa_member(beta, 2);
    table.rows.push_back(
        {m.rationality, m.demonstrator, m.maximum_posterior, m.mixture, m.irl, m.cautious, m.largest_theta});
    checks.push_back({"planner", fmt::format("rationality {}: R = {}", beta, to_string(factor)),
                      decide_planner(m, factor)});
  }
  document.blocks.push_back(std::move(table));
  for (Check& check : checks) document.blocks.push_back(std::move(check));
}

Document run(const Settings& settings) {
  MesaOptions o = options_of(settings);
  const std::vector<unsigned> watched = watched_of(settings, o.workshop.door_day);
  Document document{"Planners among the models", {}};
  document.blocks.push_back(fmt::format(
      "In the workshop one may work (1/4 a day), build (1 on the second of two days), or seize. The door is "
      "open on day {} of {} (from 0): who seizes then pays 4 and is paid 4 a day from then on, which is the "
      "catastrophe. The demonstrator is a noisy planner ({}) of rationality {}; imitators watch, then go on "
      "by themselves. "
      "IRL is fitted to "
      "the exact law of the days before the door, knows that coins are what counts, and plans to the end.",
      o.workshop.door_day, o.workshop.days, in_words(o.demonstrator), to_string(o.family.rationality)));
  std::vector<MesaTable> tables;
  for (const unsigned n : watched) {
    o.watched = n;
    tables.push_back(compare_imitators(o));
    const MesaTable& t = tables.back();
    if (tables.size() == 1) {
      the_class(document, o, t.model_class);
      document.blocks.push_back(Heading{"At equal data"});
      document.blocks.push_back(Check{"irl", "coins on the days before the door: |count - demonstrator's|",
                                      at_most(t.fit.count_error[0], parse_rational("1e-12"))});
    }
    at_equal_data(document, t, n);
  }
  where_committing_is_harmless(document, tables, watched);
  over_time(document, tables.front(), watched.front());
  over_horizons(document, o, watched.back());
  restricted(document, o, watched.front(), tables.front());
  by_any_factor(document);
  return document;
}

}  // namespace

Scenario planner_scenario() {
  return {
      .name = "planner",
      .summary =
          "Planners among the models (mesa-optimisation): who commits seizes when the door opens, who asks "
          "does not",
      .source =
          "seed material: A. Demski and commenters, the discussion of imitation learning and "
          "mesa-optimization",
      .parameters = {{"demonstrator", "0011",
                      "its description: horizon, discount, bound (0, or 1 and a gamma code, each)"},
                     {"rationality", "2", "of every planner, 1/10 to 16: the larger, the less noise"},
                     {"watched", "0,2,4", "steps that imitators watch first: numbers separated by commas"},
                     {"days", "8", "of the calendar, 2 to 12"},
                     {"door-day", "5", "the day on which the door is open, from 0"},
                     {"description-bits", "8", "of the longest description in the class, 3 to 12"},
                     {"models", "planners", "planners, habits or both"},
                     {"alpha", "1/50", "how readily models are kept, 1/1000 to 999/1000"},
                     {"slip", "1/16", "of habits: how often another action is taken, 1/1000 to 1/2"}},
      .run = run};
}

}  // namespace qed
