#include "qed/training/game.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/linear_program.hpp"
#include "qed/exact/require.hpp"

namespace qed {

namespace {

void require_valid(const Game& game) {
  if (game.imitators.empty()) throw std::invalid_argument("a game without an imitator");
  for (std::size_t i = 0; i < game.imitators.size(); ++i)
    if (game.imitators[i].size() != game.human.size())
      throw std::invalid_argument(fmt::format("imitator {} is over {} answers, expected {}", i,
                                              game.imitators[i].size(), game.human.size()));
}

// Advantages are at least -1; moved up by 2 they are positive, and so is the value of the programme below.
const Rational lift = 2;

// payoff[member][imitator]. Variables: the imitator's weights, then the lifted value, which is to be small.
LinearProgram programme(const std::vector<std::vector<Rational>>& payoff) {
  const std::size_t imitators = payoff.front().size();
  LinearProgram p;
  p.objective.assign(imitators, 0);
  p.objective.push_back(-1);
  for (const auto& of_member : payoff) {
    std::vector<Rational> row;
    for (const Rational& advantage : of_member) row.push_back(advantage + lift);
    row.push_back(-1);
    p.rows.push_back(std::move(row));
    p.limits.push_back(0);
  }
  std::vector<Rational> sum(imitators, 1);
  sum.push_back(0);
  p.rows.push_back(sum);
  p.limits.push_back(1);
  for (Rational& one : sum) one = -one;
  p.rows.push_back(std::move(sum));
  p.limits.push_back(-1);
  return p;
}

Distribution first(const std::vector<Rational>& of, std::size_t n) {
  return Distribution(std::vector<Rational>(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(n)));
}

// Without the members that are not played.
GameSolution only_played(GameSolution s) {
  GameSolution played{s.value, s.imitator, {}, s.distinguisher};
  std::vector<Rational> weights;
  for (std::size_t j = 0; j < s.members.size(); ++j) {
    if (s.distinguisher[j] == 0) continue;
    played.members.push_back(std::move(s.members[j]));
    weights.push_back(s.distinguisher[j]);
  }
  played.distinguisher = Distribution(std::move(weights));
  return played;
}

}  // namespace

Distribution mixture_of(std::span<const Distribution> laws, const Distribution& weights) {
  QED_REQUIRE(laws.size() == weights.size(), "a weight for each law");
  std::vector<Rational> sum(laws.front().size());
  for (std::size_t i = 0; i < laws.size(); ++i)
    if (weights[i] != 0)
      for (std::size_t y = 0; y < sum.size(); ++y) sum[y] += weights[i] * laws[i][y];
  return Distribution(std::move(sum));
}

Distinguisher mixture_of(std::span<const Distinguisher> members, const Distribution& weights) {
  QED_REQUIRE(members.size() == weights.size(), "a weight for each member");
  Distinguisher mixed{"a mixture", std::vector<Rational>(members.front().says_human.size())};
  for (std::size_t j = 0; j < members.size(); ++j)
    for (std::size_t y = 0; y < mixed.says_human.size(); ++y)
      mixed.says_human[y] += weights[j] * members[j].says_human[y];
  return mixed;
}

GameSolution solve(const Game& game) {
  require_valid(game);
  const std::size_t imitators = game.imitators.size();
  std::vector<std::vector<Rational>> gaps, payoff;
  for (const Distribution& p : game.imitators) gaps.push_back(gap_between(game.human, p));
  GameSolution s{0, Distribution::uniform(imitators), {}, Distribution::certain(0, 1)};
  for (;;) {
    const auto gap = gap_between(game.human, mixture_of(game.imitators, s.imitator));
    Distinguisher best = game.distinguishers.best(gap);
    // The first time there is nothing to compare with yet.
    if (!s.members.empty() && advantage(gap, best) <= s.value) return only_played(std::move(s));
    std::vector<Rational> row;
    for (const auto& each : gaps) row.push_back(advantage(each, best));
    QED_REQUIRE(std::ranges::find(payoff, row) == payoff.end(), "a better member is a new one");
    payoff.push_back(std::move(row));
    s.members.push_back(std::move(best));
    const LinearSolution found = maximise(programme(payoff));
    s.value = -found.value - lift;
    s.imitator = first(found.primal, imitators);
    s.distinguisher = first(found.dual, s.members.size());
  }
}

GameBounds check_game(const Game& game, const Distribution& imitator, const Distinguisher& distinguisher) {
  require_valid(game);
  const auto gap = gap_between(game.human, mixture_of(game.imitators, imitator));
  GameBounds bounds{1, advantage(gap, game.distinguishers.best(gap))};
  for (const Distribution& p : game.imitators)
    bounds.at_least = std::min(bounds.at_least, advantage(gap_between(game.human, p), distinguisher));
  return bounds;
}

Comparison decide_game(const Game& game, const GameSolution& s) {
  const GameBounds bounds = check_game(game, s.imitator, mixture_of(s.members, s.distinguisher));
  const Rational off = abs(Rational(bounds.at_most - s.value)) + abs(Rational(bounds.at_least - s.value));
  Comparison result = at_most(off, Rational(0));
  result.detail = fmt::format("the value {} against {} by the imitator, {} by the distinguisher",
                              to_string(s.value), to_string(bounds.at_most), to_string(bounds.at_least));
  result.interesting =
      s.value > 0 && (s.members.size() > 1 ||
                      std::ranges::count(s.imitator, 0) + 1 < static_cast<std::ptrdiff_t>(s.imitator.size()));
  if (result.verdict == Verdict::holds && s.value != 0 &&
      std::ranges::find(game.imitators, game.human) != game.imitators.end()) {
    result = at_most(Rational(abs(s.value)), Rational(0));
    result.detail = "an imitator is the human, and the value is not 0";
  }
  return result;
}

}  // namespace qed
