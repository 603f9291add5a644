// The game between imitator and distinguisher on words of a few bits: every class of distinguishers against the same imitators,
// solved, and learnt.
#include <algorithm>
#include <bit>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/linear_program.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/distinguisher_classes.hpp"
#include "qed/training/learning_the_game.hpp"

namespace qed {

namespace {

using namespace evidence;

Distribution law_of(const Settings& settings, std::string_view name) {
  return of_parameter(name, [numbers = settings.numbers(name)] { return Distribution(numbers); });
}

struct Cast {
  unsigned bits;
  Distribution human;
  std::vector<std::string> names;
  std::vector<Distribution> imitators;
};

Cast cast_of(const Settings& settings) {
  Cast cast{0, law_of(settings, "human"), {}, {}};
  const std::size_t words = cast.human.size();
  if (!std::has_single_bit(words) || words < 2 || words > 64)
    throw std::invalid_argument(
        fmt::format("parameter human: found {} probabilities, expected 2, 4, 8, 16, 32 or 64", words));
  cast.bits = static_cast<unsigned>(std::bit_width(words) - 1);
  for (const char* name : {"first", "second", "third"}) {
    if (settings.text(name) == "none") continue;
    cast.names.push_back(name);
    cast.imitators.push_back(law_of(settings, name));
    if (cast.imitators.back().size() != words)
      throw std::invalid_argument(
          fmt::format("parameter {}: found {} probabilities, expected {} as for the human", name,
                      cast.imitators.back().size(), words));
  }
  if (cast.imitators.empty())
    throw std::invalid_argument("parameters first, second, third: found none, expected an imitator");
  return cast;
}

DistinguisherClass linear_in_bits(unsigned bits) {
  std::vector<std::vector<Rational>> features;
  std::vector<std::string> names;
  for (const auto& row : AttributeTable::words(bits).of_answer) features.emplace_back(row.begin(), row.end());
  for (unsigned i = 0; i < bits; ++i) names.push_back(fmt::format("bit {}", i));
  return linear_in_features(std::move(features), std::move(names), 1);
}

std::vector<DistinguisherClass> classes_on(unsigned bits) {
  std::vector<DistinguisherClass> classes;
  if (has_linear_programming()) classes.push_back(linear_in_bits(bits));
  for (unsigned k = 1; k <= bits; ++k) {
    classes.push_back(parities(AttributeTable::words(bits), k));
    classes.push_back(juntas(AttributeTable::words(bits), k));
    classes.push_back(decision_trees(AttributeTable::words(bits), k));
  }
  classes.push_back(every_distinguisher());
  return classes;
}

void advantages(Document& document, const Cast& cast, const std::vector<DistinguisherClass>& classes) {
  document.blocks.push_back(Heading{"Who sees what"});
  DataTable table{"The best advantage in each class, against each imitator", {"distinguishers"}, {}};
  table.columns.insert(table.columns.end(), cast.names.begin(), cast.names.end());
  table.columns.push_back(fmt::format("its best against the {}", cast.names.front()));
  std::vector<Check> checks;
  for (const auto& members : classes) {
    std::vector<TableCell> row{members.name()};
    Comparison worst;
    for (const Distribution& p : cast.imitators) {
      Comparison here = decide_distinguisher(cast.human, p, members);
      row.push_back(*here.value);
      if (worst.verdict == Verdict::not_applicable || worse(here, worst)) worst = std::move(here);
    }
    const auto gap = gap_between(cast.human, cast.imitators.front());
    const Distinguisher best = members.best(gap);
    row.push_back(advantage(gap, best) > 0 ? best.name : "sees nothing");
    table.rows.push_back(std::move(row));
    checks.push_back({"distinguisher", members.name(), std::move(worst)});
  }
  document.blocks.push_back(std::move(table));
  for (Check& check : checks) document.blocks.push_back(std::move(check));
}

std::string mixture_text(const Cast& cast, const Distribution& weights) {
  std::string text;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] != 0)
      text += fmt::format("{}{}{}", text.empty() ? "" : " + ",
                          weights[i] == 1 ? "" : to_string(weights[i]) + " ", cast.names[i]);
  return text;
}

void games(Document& document, const Cast& cast, const std::vector<DistinguisherClass>& classes) {
  document.blocks.push_back(Heading{"The game, solved"});
  if (!has_linear_programming()) {
    document.blocks.push_back(std::string("Not solved here: ") + NoLinearProgramming().what());
    return;
  }
  document.blocks.push_back(
      "The imitator mixes its laws, the distinguisher the members of its class. Each value is certified by "
      "the two mixtures: the best answer to the one and the worst case of the other, computed apart, are "
      "equal.");
  DataTable table{
      "", {"distinguishers", "value", "the imitator plays", "members mixed", "distance left"}, {}};
  DataTable mixed{"What the distinguisher mixes, where the value is positive",
                  {"distinguishers", "weight", "member"},
                  {}};
  std::vector<Check> checks;
  for (const auto& members : classes) {
    const Game game{cast.human, cast.imitators, members};
    const GameSolution s = solve(game);
    const Rational left = total_variation(gap_between(cast.human, mixture_of(cast.imitators, s.imitator)));
    table.rows.push_back(
        {members.name(), s.value, mixture_text(cast, s.imitator), Rational(Integer(s.members.size())), left});
    checks.push_back({"distinguisher-game", members.name(), decide_game(game, s)});
    for (std::size_t j = 0; s.value > 0 && j < s.members.size(); ++j)
      mixed.rows.push_back({members.name(), s.distinguisher[j], s.members[j].name});
  }
  document.blocks.push_back(std::move(table));
  if (!mixed.rows.empty()) document.blocks.push_back(std::move(mixed));
  for (Check& check : checks) document.blocks.push_back(std::move(check));
}

// Rounds 1, 2, 4, … and the last, from 0.
std::vector<std::size_t> shown_of(std::size_t rounds) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < rounds; ++i)
    if (i + 1 == rounds || std::has_single_bit(i + 1)) shown.push_back(i);
  return shown;
}

// How wide the claims allow the enclosure to be after so many rounds.
Value allowed_by_weights(const Game& game, unsigned rounds, const Rational& eta) {
  const Interval laws(Rational(Integer(game.imitators.size())), 64), by(Rational(eta * rounds), 64);
  return Interval(eta, 64) + log(laws) / by;
}
Rational allowed_by_turns(const Round& round) { return round.saved / round.number; }

Figure learning_figure(const Learnt& weights, const Learnt& turns) {
  Plot plot{.id = "distinguisher-learning",
            .title = "What training knows of the game's value",
            .x = {"round", true},
            .y = {"advantage", false, Rational(0)},
            .series = {{"multiplicative weights, at most", Series::Kind::steps, 0, {}},
                       {"multiplicative weights, at least", Series::Kind::steps, 1, {}},
                       {"alternating, at most", Series::Kind::points, 2, {}},
                       {"alternating, at least", Series::Kind::points, 3, {}}}};
  for (const std::size_t i : shown_of(weights.rounds.size()))
    for (const auto& [learnt, series] : {std::pair{&weights, 0u}, {&turns, 2u}}) {
      const Round& round = learnt->rounds[i];
      const Rational x = Rational(Integer(round.number));
      plot.series[series].points.push_back({x, exactly(round.bounds.at_most)});
      plot.series[series + 1].points.push_back({x, exactly(round.bounds.at_least)});
    }
  return {std::move(plot),
          "Both ways of training enclose the value; the imitator's best round and the distinguisher's "
          "average are its certificate."};
}

void learning(Document& document, const Cast& cast, const Settings& settings) {
  const auto rounds = static_cast<unsigned>(settings.count("rounds", 1, 256));
  const Rational eta = settings.between("eta", ratio(1, 1000), ratio(1, 2));
  const Game game{cast.human, cast.imitators, every_distinguisher()};
  const Learnt weights = multiplicative_weights(game, rounds, eta);
  const Learnt turns = alternating_best_responses(game, rounds);
  document.blocks.push_back(Heading{"The game, learnt"});
  document.blocks.push_back(
      fmt::format("Against the best of all distinguishers, round by round: by multiplicative weights with "
                  "eta = {} (rational, never "
                  "rounded), and by alternating best responses. Each row encloses the value; beside it, how "
                  "wide the enclosure may be by the claims.",
                  to_string(eta)));
  DataTable table{"",
                  {"round", "weights: at least", "at most", "allowed width", "alternating: at least",
                   "at most", "allowed width", "changes of law"},
                  {}};
  // Exactly known, with thousands of digits: enclosed, to be read.
  const auto shown = [](const Rational& q) { return Value(Interval(q, 64)); };
  for (const std::size_t i : shown_of(rounds)) {
    const GameBounds &a = weights.rounds[i].bounds, &b = turns.rounds[i].bounds;
    table.rows.push_back({std::to_string(i + 1), shown(a.at_least), shown(a.at_most),
                          allowed_by_weights(game, weights.rounds[i].number, eta), shown(b.at_least),
                          shown(b.at_most), allowed_by_turns(turns.rounds[i]),
                          Rational(turns.rounds[i].changes)});
  }
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(Check{"distinguisher-regret",
                                  fmt::format("{} rounds, eta = {}", rounds, to_string(eta)),
                                  decide_regret(game, weights, rounds, eta)});
  document.blocks.push_back(
      Check{"fictitious-play", fmt::format("each of {} rounds", rounds), decide_fictitious_play(turns)});
  document.blocks.push_back(learning_figure(weights, turns));
}

Document run(const Settings& settings) {
  const Cast cast = cast_of(settings);
  const auto classes = classes_on(cast.bits);
  Document document{"Imitator against distinguisher", {}};
  document.blocks.push_back(
      fmt::format("A human answers with words of {} bits, and so does each of {} imitators. A distinguisher "
                  "says whose answer it is; its "
                  "advantage is how much more often it says human to the human. The words are ordered by "
                  "their numbers, bit 0 first.",
                  cast.bits, cast.imitators.size()));
  advantages(document, cast, classes);
  games(document, cast, classes);
  learning(document, cast, settings);
  return document;
}

}  // namespace

Scenario distinguisher_scenario() {
  return {.name = "distinguisher",
          .summary =
              "The game between imitator and distinguisher: values with certificates, restricted classes, "
              "training",
          .source = "seed material: imitation trained by a distinguisher",
          .parameters = {{"human", "15/64,1/64,1/64,15/64,1/64,15/64,15/64,1/64",
                          "the human's law over words: 2, 4, … 64 probabilities (here nearly always even)"},
                         {"first", "1/8,1/8,1/8,1/8,1/8,1/8,1/8,1/8", "an imitator's (here fair coins)"},
                         {"second", "1,0,0,0,0,0,0,0", "another's, or none (here a parrot of one word)"},
                         {"third", "1/4,0,0,1/4,1/4,0,0,1/4",
                          "another's, or none (here the first two bits are equal)"},
                         {"rounds", "64", "of training, 1 to 256"},
                         {"eta", "1/4", "how far weights move in a round, 1/1000 to 1/2"}},
          .run = run};
}

}  // namespace qed
