#include "qed/training/learning_the_game.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "qed/claims/comparison.hpp"
#include "qed/exact/log_sum.hpp"

namespace qed {

namespace {

Distribution normalised(const std::vector<Rational>& weights) {
  Rational sum = 0;
  for (const Rational& w : weights) sum += w;
  std::vector<Rational> law;
  for (const Rational& w : weights) law.push_back(w / sum);
  return Distribution(std::move(law));
}

// What both ways of learning keep of their rounds.
class Record {
 public:
  explicit Record(const Game& game) : game_(game), said_(game.human.size()) {
    if (game.imitators.empty()) throw std::invalid_argument("a game without an imitator");
    for (const Distribution& p : game.imitators) gaps_.push_back(gap_between(game.human, p));
    against_.resize(gaps_.size());
  }

  struct Played {
    Rational advantage;            // against the mixture
    std::vector<Rational> losses;  // against each law
  };
  // The class's best member against the mixture, and what it does to each law.
  Played play(const Distribution& mixture) {
    const auto gap = gap_between(game_.human, mixture_of(game_.imitators, mixture));
    const Distinguisher best = game_.distinguishers.best(gap);
    Played played{advantage(gap, best), {}};
    for (const auto& each : gaps_) played.losses.push_back(advantage(each, best));
    if (!best_ || played.advantage < least_) {
      best_ = mixture;
      least_ = played.advantage;
    }
    for (std::size_t y = 0; y < said_.size(); ++y) said_[y] += best.says_human[y];
    for (std::size_t i = 0; i < against_.size(); ++i) against_[i] += played.losses[i];
    ++rounds_;
    return played;
  }
  GameBounds bounds() const { return {*std::ranges::min_element(against_) / rounds_, least_}; }
  unsigned rounds() const { return rounds_; }
  std::span<const Rational> against() const { return against_; }  // the sum of each law's losses

  Learnt learnt(std::vector<Round> rounds, Rational regret) const {
    Distinguisher average{"the average of the rounds", said_};
    for (Rational& said : average.says_human) said /= rounds_;
    return {best_.value(), std::move(average), bounds(), std::move(regret), std::move(rounds)};
  }

 private:
  const Game& game_;
  std::vector<std::vector<Rational>> gaps_;
  std::vector<Rational> said_, against_;  // sums over the rounds
  std::optional<Distribution> best_;      // mixture, which pays least_
  Rational least_;
  unsigned rounds_ = 0;
};

void require_rounds(unsigned rounds) {
  if (rounds == 0) throw std::invalid_argument("rounds = 0, expected at least 1");
}

}  // namespace

Rational one_less_eta_loss(const Rational& eta, const Rational& loss) { return 1 - eta * loss; }

std::size_t least_lost(std::span<const Rational> lost) {
  return static_cast<std::size_t>(std::ranges::min_element(lost) - lost.begin());
}

Learnt multiplicative_weights(const Game& game, unsigned rounds, const Rational& eta,
                              const WeightUpdate& update) {
  require_rounds(rounds);
  if (eta <= 0 || eta > ratio(1, 2))
    throw std::invalid_argument("eta = " + to_string(eta) + " is outside (0, 1/2]");
  Record record(game);
  std::vector<Rational> weights(game.imitators.size(), 1), squares(game.imitators.size());
  Rational paid = 0;
  std::vector<Round> all;
  while (record.rounds() < rounds) {
    const auto played = record.play(normalised(weights));
    paid += played.advantage;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] *= update(eta, played.losses[i]);
      squares[i] += played.losses[i] * played.losses[i];
    }
    all.push_back({record.rounds(), record.bounds(), 0});
  }
  std::vector<Rational> regrets;
  for (std::size_t i = 0; i < weights.size(); ++i)
    regrets.push_back(paid - record.against()[i] - eta * squares[i]);
  return record.learnt(std::move(all), *std::ranges::max_element(regrets));
}

Learnt alternating_best_responses(const Game& game, unsigned rounds, const NextLaw& next_law) {
  require_rounds(rounds);
  Record record(game);
  // The first law first; the distinguisher answers all that was played, this round's law included.
  std::vector<Rational> times(game.imitators.size());
  std::size_t law = 0;
  Round round{0, {}, 0};
  std::vector<Round> all;
  while (record.rounds() < rounds) {
    times[law] += 1;
    const auto played = record.play(normalised(times));
    const std::size_t next = next_law(record.against());
    round.number = record.rounds();
    round.bounds = record.bounds();
    round.saved += played.losses[law] - played.losses[next];
    round.changes += next != law;
    all.push_back(round);
    law = next;
  }
  return record.learnt(std::move(all), 0);
}

Comparison decide_regret(const Game& game, const Learnt& learnt, unsigned rounds, const Rational& eta) {
  const Rational laws = Rational(Integer(game.imitators.size()));
  LogSum most, width = eta;
  most.add_log(1 / eta, laws);
  width.add_log(1 / (eta * rounds), laws);
  Comparison result = at_most(learnt.regret, most);
  result.detail = "the regret against ln k / eta";
  Comparison enclosure = at_most(Rational(learnt.bounds.at_most - learnt.bounds.at_least), width);
  if (enclosure.verdict != Verdict::holds && result.verdict == Verdict::holds) {
    result = std::move(enclosure);
    result.detail = "the width of the enclosure of the game's value";
  }
  result.interesting = game.imitators.size() > 1;
  return result;
}

Comparison decide_fictitious_play(const Learnt& learnt) {
  Comparison worst;
  for (const Round& round : learnt.rounds) {
    const Rational width = round.bounds.at_most - round.bounds.at_least, changes(round.changes);
    Comparison here = at_most(Rational(width * round.number), round.saved);
    here.detail =
        fmt::format("{} times the width of the enclosure, against what changing {} would have saved",
                    round.number, round.changes == 1 ? "once" : fmt::format("{} times", round.changes));
    if (here.verdict == Verdict::holds && round.saved > changes) {
      here = at_most(round.saved, changes);
      here.detail = fmt::format("what was saved in {} rounds, against the changes of law", round.number);
    }
    if (worse(here, worst)) worst = std::move(here);
  }
  worst.interesting = learnt.rounds.back().changes > 0;
  return worst;
}

}  // namespace qed
