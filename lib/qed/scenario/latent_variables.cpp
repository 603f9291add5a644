// Imitators with a hidden mood, trained by a bound on their score: ELBO prefers those whose mood does not matter, and more
// draws mend it. Which human is misread worst is searched for, among all of a grid.
#include <algorithm>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/distinguisher.hpp"
#include "qed/training/latent_training.hpp"
#include "qed/training/moods.hpp"

namespace qed {

namespace {

using namespace evidence;

constexpr unsigned bits = 128;

struct Trainings {
  unsigned questions, most_draws;
  std::vector<Moods> moods;
  std::vector<LatentModel> models;
  std::vector<Distribution> laws, proposals;
  std::vector<Objective> bounds;  // by number of draws, from 1
  Objective score;

  std::string name(std::size_t i) const {
    return fmt::format("{} or {}", to_string(moods[i].first), to_string(moods[i].second));
  }
  Rational distance(const Distribution& human, std::size_t i) const {
    return total_variation(gap_between(human, laws[i]));
  }
};

std::vector<Distribution> read_proposals(const Settings& settings) {
  std::vector<Distribution> proposals;
  for (const Rational& second : settings.numbers("proposals")) {
    if (second <= 0 || second >= 1)
      throw std::invalid_argument(fmt::format(
          "parameter proposals: found \"{}\", expected probabilities of the second mood between 0 and 1",
          to_string(second)));
    proposals.push_back(Distribution({1 - second, second}));
  }
  return proposals;
}

Trainings read(const Settings& settings) {
  const auto questions = static_cast<unsigned>(settings.count("questions", 1, 6));
  std::vector<Moods> moods = moods_on(static_cast<unsigned>(settings.count("grid", 2, 12)));
  std::vector<LatentModel> models;
  for (const Moods& m : moods) models.push_back(m.answering(questions));
  std::vector<Distribution> laws;
  for (const LatentModel& m : models) laws.push_back(m.law());
  Objective score = Objective::score(models);
  Trainings f{questions,
              static_cast<unsigned>(settings.count("draws", 1, 24)),
              std::move(moods),
              std::move(models),
              std::move(laws),
              read_proposals(settings),
              {},
              std::move(score)};
  for (unsigned k = 1; k <= f.most_draws; ++k) f.bounds.push_back(Objective::bound(f.models, f.proposals, k));
  return f;
}

Value sum_value(const LogSum& sum) {
  return sum.is_rational() ? Value(sum.constant()) : Value(sum.enclosure(bits));
}

Value of(const Objective& objective, std::size_t model, const Distribution& human) {
  LogSum sum;
  objective.add(sum, 1, model, human);
  return sum_value(sum);
}

// How far the human is from the imitator that training by the objective ends with; and who that is.
struct Ending {
  std::size_t model;
  Rational distance;
};

Ending ending(const Trainings& f, const Objective& objective, const Distribution& human) {
  const std::size_t model = objective.best(human);
  return {model, f.distance(human, model)};
}

// ---- The search: each of the family is the human, once.

// Returns the human whom ELBO misses by most.
std::size_t search(Document& document, const Trainings& f) {
  document.blocks.push_back(Heading{"Every human of the grid"});
  document.blocks.push_back(fmt::format(
      "Each of the {} pairs of moods is the human once, so that an imitator with her law is there to be "
      "found. How many are, by what the imitators are trained by:",
      f.models.size()));
  DataTable table{"", {"trained by", "humans found", "farthest", "that human", "gets the imitator"}, {}};
  std::size_t worst_for_elbo = 0;
  const auto add = [&](const std::string& name, const Objective& objective, bool is_elbo) {
    std::size_t found = 0, worst = 0;
    std::optional<Ending> farthest;
    for (std::size_t human = 0; human < f.models.size(); ++human) {
      const Ending end = ending(f, objective, f.laws[human]);
      found += end.distance == 0;
      if (!farthest || end.distance > farthest->distance) farthest = end, worst = human;
    }
    if (is_elbo) worst_for_elbo = worst;
    const bool missed = farthest->distance > 0;
    table.rows.push_back({name, fmt::format("{} of {}", found, f.models.size()), Value(farthest->distance),
                          missed ? f.name(worst) : "–", missed ? f.name(farthest->model) : "–"});
  };
  for (unsigned k = 1; k <= f.most_draws; ++k)
    add(k == 1 ? "ELBO" : fmt::format("{} draws", k), f.bounds[k - 1], k == 1);
  add("the true score", f.score, false);
  document.blocks.push_back(std::move(table));
  return worst_for_elbo;
}

// ---- One human.

void one_human(Document& document, const Trainings& f, const Distribution& human, const std::string& who) {
  document.blocks.push_back(Heading{fmt::format("The human who says yes with probability {}", who)});
  DataTable table{"Who is picked, and how good it is",
                  {"trained by", "imitator", "its bound", "its true score", "total variation"},
                  {}};
  Plot plot{.id = "latent-variables-distance",
            .title = "Distance from the human, by what the imitator is trained by",
            .x = {"draws"},
            .y = {"total variation", false, Rational(0)},
            .series = {{"trained by the bound", Series::Kind::steps, 1, {}},
                       {"trained by the true score", Series::Kind::bound, 0, {}}}};
  const Ending best = ending(f, f.score, human);
  unsigned mended = 0;  // from so many draws on; 0: not at all
  for (unsigned k = 1; k <= f.most_draws; ++k) {
    const Ending end = ending(f, f.bounds[k - 1], human);
    table.rows.push_back({k == 1 ? "ELBO" : fmt::format("{} draws", k), f.name(end.model),
                          of(f.bounds[k - 1], end.model, human), of(f.score, end.model, human),
                          Value(end.distance)});
    if (end.model != best.model)
      mended = 0;
    else if (mended == 0)
      mended = k;
    const Rational x{Integer(k)};
    plot.series[0].points.push_back({x, exactly(end.distance)});
    plot.series[1].points.push_back({x, exactly(best.distance)});
  }
  table.rows.push_back({"the true score", f.name(best.model), of(f.score, best.model, human),
                        of(f.score, best.model, human), Value(best.distance)});
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(
      mended > 0 ? fmt::format("From {} draw{} on the best imitator is picked, up to {}.", mended,
                               mended == 1 ? "" : "s", f.most_draws)
                 : fmt::format("Up to {} draws the best imitator is not picked.", f.most_draws));
  const LatentTask task{f.models, f.proposals, human};
  for (unsigned k = 1; k <= f.most_draws; ++k)
    document.blocks.push_back(Check{"latent-training", fmt::format("{} draw{}", k, k == 1 ? "" : "s"),
                                    decide_latent_training(task, k)});
  document.blocks.push_back(
      Figure{std::move(plot), "A bound with few draws is highest where the hidden mood does not matter."});
}

Document run(const Settings& settings) {
  const Trainings f = read(settings);
  std::optional<Moods> given;
  if (settings.text("human") != "search") {
    const auto rates = settings.numbers("human");
    if (rates.size() != 2 || std::ranges::any_of(rates, [](const Rational& r) { return r < 0 || r > 1; }))
      throw std::invalid_argument(fmt::format(
          "parameter human: found \"{}\", expected two probabilities, or search", settings.text("human")));
    given = Moods{rates[0], rates[1]};
  }
  Document document{"Hidden moods, trained by a bound", {}};
  document.blocks.push_back(
      fmt::format("Whoever answers is in one of two moods, equally often, and says yes to each of {} "
                  "question{} with the mood's "
                  "probability. The imitators have probabilities on a grid. They are trained exactly, each "
                  "by the best of all: by "
                  "ELBO, by the importance-weighted bound with more draws, and by the true score, where "
                  "proposals of the second "
                  "mood are {}.",
                  f.questions, f.questions == 1 ? "" : "s", settings.text("proposals")));
  const std::size_t worst = search(document, f);
  if (given)
    one_human(document, f, given->answering(f.questions).law(),
              fmt::format("{} or {}", to_string(given->first), to_string(given->second)));
  else
    one_human(document, f, f.laws[worst], f.name(worst));
  return document;
}

}  // namespace

Scenario latent_variables_scenario() {
  return {.name = "latent-variables",
          .summary =
              "Imitators with a hidden mood: trained by ELBO they lose it, by bounds with more draws they "
              "find it",
          .source = "seed material: training by retrodiction, with a bound where a probability is a long sum",
          .parameters =
              {{"questions", "2", "asked in one mood, 1 to 6"},
               {"grid", "8", "probabilities are multiples of 1 over this: 2 to 12"},
               {"proposals", "1/2", "of the second mood, of which each answer is given the best"},
               {"draws", "8", "the most, 1 to 24"},
               {"human", "search",
                "her probability of a yes in each mood, as 1/8,7/8; or search: whom ELBO misses by most"}},
          .run = run};
}

}  // namespace qed
