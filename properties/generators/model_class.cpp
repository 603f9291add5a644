#include "properties/generators/model_class.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "properties/generators/environment.hpp"
#include "properties/generators/numbers.hpp"
#include "properties/generators/policy.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/oracle/policy.hpp"
#include "properties/oracle/top_set.hpp"

namespace qed::gen {
namespace {

// What the models of a class have to do with each other.
enum class Kinship {
  strangers,   // drawn independently
  memoryless,  // drawn independently, all iid
  family,      // variations of one policy: they agree on most histories
  rivals,      // all but one certain, of different actions where these suffice: each query refutes many
};

std::vector<PolicySpec> policies(Draw& draw, Alphabet alphabet, std::size_t models, Kinship kinship) {
  const Memory memory = kinship == Kinship::memoryless ? Memory::none : Memory::any;
  std::vector<PolicySpec> result{policy(draw, alphabet, memory)};
  const std::size_t first_action = draw.below(alphabet.actions);
  while (result.size() < models) {
    const std::size_t m = result.size();
    if (kinship == Kinship::family)
      result.emplace_back(variation_of(draw, result[0], alphabet));
    else if (kinship == Kinship::rivals)
      result.emplace_back(
          Iid{Distribution::certain((first_action + m) % alphabet.actions, alphabet.actions)});
    else
      result.emplace_back(policy(draw, alphabet, memory));
  }
  if (models >= 2 && draw.chance(12)) {
    const std::size_t copy = draw.below(models), original = (copy + 1 + draw.below(models - 1)) % models;
    result[copy] = memory == Memory::none ? result[original] : twin_of(draw, result[original], alphabet);
  }
  return result;
}

// A threshold at which a model is exactly on the edge, after up to two queries: its weight over the weight
// ranked before it. `otherwise` where there is no such ratio in (0, 1).
Rational threshold_with_tie(Draw& draw, const ModelClass& c, Rational otherwise) {
  std::vector<Rational> weights;
  for (const Model& model : c.models) weights.push_back(model.prior);
  History h;
  for (std::size_t queries = draw.below(3); queries > 0; --queries) {
    const auto action = static_cast<ActionIndex>(draw.below(c.actions.size()));
    for (std::size_t m = 0; m < weights.size(); ++m)
      weights[m] *= oracle::prediction(c.models[m].policy, h)[action];
    h.push_back({true, action, static_cast<ObservationIndex>(draw.below(c.observations.size()))});
  }
  std::sort(weights.begin(), weights.end(), std::greater<>());
  std::vector<Rational> edges;
  Rational before = 0;
  for (const Rational& weight : weights) {
    if (weight > 0 && before > weight) edges.push_back(weight / before);
    before += weight;
  }
  return edges.empty() ? otherwise : draw.pick(edges);
}

// Any model; but mostly one that is collected at the start, since otherwise retention is lost before it is
// tried, and among rivals mostly the one with a law of its own.
ModelIndex demonstrator(Draw& draw, const ModelClass& c, Kinship kinship) {
  if (kinship == Kinship::rivals && draw.chance(70)) return 0;
  if (draw.chance(30)) return static_cast<ModelIndex>(draw.below(c.models.size()));
  std::vector<Rational> weights;
  for (const Model& model : c.models) weights.push_back(model.prior);
  return draw.pick(oracle::top_set(weights, c.alpha, c.threshold));
}

unsigned longest_horizon(Alphabet alphabet, int size) {
  constexpr std::size_t most_histories = 20000;
  const std::size_t branches = 2 * alphabet.actions * alphabet.observations;
  unsigned horizon = 1;
  for (std::size_t n = branches * branches; n <= most_histories && horizon < 6; n *= branches) ++horizon;
  return std::min(horizon, 1 + static_cast<unsigned>(std::max(size, 0)) / 8);
}

std::vector<std::string> names(std::size_t count, char first) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i) result.emplace_back(1, static_cast<char>(first + i));
  return result;
}

ModelClass draw_class(Draw& draw, int size, Depth depth) {
  const bool is_long = depth == Depth::any && size >= rc::kNominalSize && draw.chance(2);
  const Alphabet alphabet{is_long ? 2 : 1 + draw.weighted({6, 50, 30, 14}),
                          is_long ? 1 : 1 + draw.weighted({60, 30, 10})};
  const std::size_t models = is_long ? draw.between(2, 3) : 1 + draw.weighted({4, 28, 34, 20, 14});
  const Kinship kinship =
      is_long ? Kinship::memoryless : static_cast<Kinship>(draw.weighted({60, 15, 13, 12}));

  ModelClass c;
  c.actions = names(alphabet.actions, 'a');
  c.observations =
      alphabet.observations == 1 ? std::vector<std::string>{"-"} : names(alphabet.observations, 'x');
  c.environment = environment(draw, alphabet);
  const std::vector<Rational> weights = priors(draw, models);
  const std::vector<PolicySpec> specs = policies(draw, alphabet, models, kinship);
  for (std::size_t m = 0; m < models; ++m)
    c.models.push_back({"m" + std::to_string(m + 1), weights[m], specs[m]});
  c.alpha = alpha(draw);
  if (draw.chance(30)) c.alpha = threshold_with_tie(draw, c, c.alpha);
  c.threshold = draw.chance(25) ? Threshold::non_strict : Threshold::strict;
  if (draw.chance(6))
    c.demonstrator = Model{"outsider", 0, policy(draw, alphabet)};
  else
    c.demonstrator = demonstrator(draw, c, kinship);
  const unsigned longest = longest_horizon(alphabet, size);
  c.horizon = static_cast<unsigned>(is_long ? draw.between(7, 40)
                                            : std::max(draw.between(1, longest), draw.between(1, longest)));
  if (draw.chance(12)) c.forced_queries = static_cast<unsigned>(draw.between(1, 2));
  for (std::size_t e = draw.weighted({10, 65, 25}), i = 1; i <= e; ++i)
    c.events.push_back(event(draw, alphabet, "v" + std::to_string(i)));
  return c;
}

}  // namespace

rc::Gen<ModelClass> model_classes(Depth depth) {
  return [depth](const rc::Random& random, int size) {
    Draw draw(random);
    return shrinkable(draw_class(draw, size, depth));
  };
}

rc::Shrinkable<ModelClass> case_of(std::uint64_t seed, std::uint64_t index, Depth depth) {
  Draw draw(rc::Random(rc::Random::Key{seed, index, 0, 0}));
  ModelClass c = draw_class(draw, rc::kNominalSize, depth);
  c.name = "case " + std::to_string(index) + " of seed " + std::to_string(seed);
  return shrinkable(std::move(c));
}

}  // namespace qed::gen
