#include "properties/generators/moves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "properties/generators/environment.hpp"
#include "properties/generators/laws.hpp"
#include "properties/generators/moves/parts.hpp"
#include "properties/generators/numbers.hpp"
#include "properties/generators/policy.hpp"
#include "properties/oracle/policy.hpp"
#include "qed/exact/require.hpp"

namespace qed::gen {
namespace {

const std::vector<WeightedMove>& weighted_moves() {
  static const std::vector<WeightedMove> all = [] {
    std::vector<WeightedMove> list;
    for (const auto part : {moves_of_laws(), moves_of_weights(), moves_of_models(), moves_of_steps()})
      list.insert(list.end(), part.begin(), part.end());
    return list;
  }();
  return all;
}

const Move& any_move(Draw& draw) {
  static const unsigned total = [] {
    unsigned sum = 0;
    for (const WeightedMove& entry : weighted_moves()) sum += entry.weight;
    return sum;
  }();
  std::size_t left = draw.below(total);
  auto entry = weighted_moves().begin();
  for (; left >= entry->weight; ++entry) left -= entry->weight;
  return entry->move;
}

bool has_small_numbers(ModelClass& c) {  // laws are given out for change, hence no const
  const auto small = [](std::span<const Rational> shares) {
    return common_denominator(shares) <= most_denominator;
  };
  if (!small(priors_of(c)) || !small({&c.alpha, 1})) return false;
  const std::vector<Distribution*> laws = action_laws(c);
  return std::ranges::all_of(laws, [&](const Distribution* law) { return small(law->probabilities()); });
}

// As many as the generator of priors has shares for; of more models all have the same.
constexpr std::size_t most_unequal_priors = 7;

ModelClass any_class(Draw& draw, const Caps& caps, std::size_t events) {
  ModelClass c;
  c.name = "found by search";
  for (std::size_t a = draw.between(std::min<std::size_t>(2, caps.actions), caps.actions); a > 0; --a)
    c.actions.push_back(action_name(c.actions.size()));
  c.observations = {"-"};
  c.environment = Environment::silent(c.actions.size());
  const std::size_t least = std::max(caps.least_models, std::min<std::size_t>(2, caps.models));
  const std::size_t models = draw.between(least, caps.models);
  const Memory memory = draw.chance(60) ? Memory::none : Memory::any;
  for (Rational& prior :
       models <= most_unequal_priors ? priors(draw, models) : std::vector<Rational>(models, ratio(1, models)))
    c.models.push_back({fresh_name(c), std::move(prior), policy(draw, alphabet_of(c), memory)});
  c.demonstrator = any_model(c, draw);
  c.alpha = alpha(draw);
  c.horizon = static_cast<unsigned>(draw.between(1, caps.horizon));
  while (c.events.size() < events)
    c.events.push_back(event(draw, alphabet_of(c), fmt::format("v{}", c.events.size() + 1),
                             static_cast<ActionIndex>(draw.below(c.actions.size()))));
  return c;
}

}  // namespace

ModelClass start(Draw& draw, const Caps& caps, std::size_t events) {
  ModelClass c = any_class(draw, caps, events);
  while (!has_small_numbers(c)) c = any_class(draw, caps, events);
  return c;
}

std::vector<Rational> edge_thresholds(const ModelClass& c) {
  constexpr std::size_t most_queries = 2;
  std::set<Rational> edges;
  const auto add = [&edges](std::vector<Rational> weights) {
    std::ranges::sort(weights, std::greater<>());
    Rational before = 0;
    for (const Rational& weight : weights) {
      if (weight > 0 && before > weight) edges.insert(weight / before);
      before += weight;
    }
  };
  std::vector<std::pair<History, std::vector<Rational>>> level{{{}, priors_of(c)}};
  add(level.front().second);
  for (std::size_t queries = 1; queries <= most_queries; ++queries) {
    std::vector<std::pair<History, std::vector<Rational>>> next;
    for (const auto& [history, weights] : level) {
      std::vector<oracle::Law> laws;
      for (const Model& model : c.models) laws.push_back(oracle::prediction(model.policy, history));
      for (ActionIndex a = 0; a < c.actions.size(); ++a) {
        std::vector<Rational> updated = weights;
        for (std::size_t m = 0; m < updated.size(); ++m) updated[m] *= laws[m][a];
        add(updated);
        History longer = history;
        longer.push_back({true, a, 0});
        next.emplace_back(std::move(longer), std::move(updated));
      }
    }
    level = std::move(next);
  }
  return {edges.begin(), edges.end()};
}

std::span<const Move> moves() {
  static const std::vector<Move> all = [] {
    std::vector<Move> list;
    for (const WeightedMove& entry : weighted_moves()) list.push_back(entry.move);
    return list;
  }();
  return all;
}

ModelClass neighbour(Draw& draw, const ModelClass& c, const Caps& caps) {
  QED_REQUIRE(c.demonstrator_inside() && c.observations.size() == 1, "a class of another kind");
  for (;;) {
    ModelClass changed = c;
    bool made = true;
    for (std::size_t left = 1 + draw.weighted({70, 20, 10}); made && left > 0; --left)
      made = any_move(draw).make(changed, draw, caps);
    if (made && has_small_numbers(changed)) return changed;
  }
}

}  // namespace qed::gen
