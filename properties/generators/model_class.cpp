#include "properties/generators/model_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "properties/generators/environment.hpp"
#include "properties/generators/moves/parts.hpp"
#include "properties/generators/numbers.hpp"
#include "properties/generators/policy.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/oracle/policy.hpp"
#include "properties/oracle/top_set.hpp"

namespace qed::gen {
namespace {

// What the models of a class have to do with each other.
enum class Kinship {
  strangers,  // drawn independently
  family,     // variations of one policy: they agree on most histories
  rivals,     // all but one certain, of different actions where these suffice: each query refutes many
};

std::vector<PolicySpec> policies(Draw& draw, Alphabet alphabet, std::size_t models, Kinship kinship,
                                 Memory memory) {
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

std::vector<ModelIndex> top_set_at_start(const ModelClass& c) {
  return oracle::top_set(priors_of(c), c.alpha, c.threshold);
}

// A threshold at which a model is exactly on the edge, after up to two queries: its weight over the weight
// ranked before it. `otherwise` where there is no such ratio in (0, 1).
Rational threshold_with_tie(Draw& draw, const ModelClass& c, Rational otherwise) {
  std::vector<Rational> weights = priors_of(c);
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

// A member: mostly one that is collected at the start, since otherwise retention is lost before it is tried,
// and among rivals mostly the one with a law of its own.
ModelIndex inside_demonstrator(Draw& draw, const ModelClass& c, Kinship kinship) {
  if (kinship == Kinship::rivals && draw.chance(70)) return 0;
  if (draw.chance(30)) return static_cast<ModelIndex>(draw.below(c.models.size()));
  return draw.pick(top_set_at_start(c));
}

// A stranger; to half of the classes, of models that are all certain of the same action or each of one of its
// own, so that an answer may refute them altogether.
Model outside_demonstrator(Draw& draw, ModelClass& c, Alphabet alphabet, Memory memory) {
  if (draw.chance(50)) {
    const bool alike = draw.chance(50);
    std::size_t action = draw.below(alphabet.actions);
    for (Model& model : c.models) {
      model.policy = Iid{Distribution::certain(action, alphabet.actions)};
      if (!alike) action = draw.below(alphabet.actions);
    }
  }
  return {"outsider", 0, policy(draw, alphabet, memory)};
}

std::vector<std::string> names(std::size_t count, char first) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i) result.emplace_back(1, static_cast<char>(first + i));
  return result;
}

// What is believed: actions, observations, models with priors, threshold, demonstrator. No environment, no
// horizon.
ModelClass beliefs(Draw& draw, Alphabet alphabet, std::size_t models, Kinship kinship, Memory memory) {
  ModelClass c;
  c.name = "drawn";
  c.actions = names(alphabet.actions, 'a');
  c.observations =
      alphabet.observations == 1 ? std::vector<std::string>{"-"} : names(alphabet.observations, 'x');
  const std::vector<Rational> weights = priors(draw, models);
  const std::vector<PolicySpec> specs = policies(draw, alphabet, models, kinship, memory);
  for (std::size_t m = 0; m < models; ++m)
    c.models.push_back({fmt::format("m{}", m + 1), weights[m], specs[m]});
  c.alpha = alpha(draw);
  if (draw.chance(30)) c.alpha = threshold_with_tie(draw, c, c.alpha);
  c.threshold = draw.chance(25) ? Threshold::non_strict : Threshold::strict;
  if (draw.chance(6))
    c.demonstrator = outside_demonstrator(draw, c, alphabet, memory);
  else
    c.demonstrator = inside_demonstrator(draw, c, kinship);
  return c;
}

// What the demonstrator does least at the start, among what it does: events spelled with it are unlikely.
ActionIndex rare_action(const ModelClass& c) {
  const oracle::Law law = oracle::prediction(c.demonstrator_policy(), {});
  ActionIndex rare = 0;
  for (ActionIndex a = 0; a < law.size(); ++a)
    if (law[a] > 0 && (law[rare] == 0 || law[a] < law[rare])) rare = a;
  return rare;
}

unsigned longest_horizon(Alphabet alphabet, int size, Depth depth) {
  const std::size_t most_histories = depth == Depth::tree ? 20'000 : 400'000;
  const unsigned most_steps = depth == Depth::tree ? 6 : 8;
  const std::size_t branches = 2 * alphabet.actions * alphabet.observations;
  unsigned horizon = 1;
  for (std::size_t n = branches * branches; n <= most_histories && horizon < most_steps; n *= branches)
    ++horizon;
  return std::min(horizon, 1 + static_cast<unsigned>(std::max(size, 0)) / 8);
}

ModelClass draw_small(Draw& draw, int size, Depth depth) {
  const Alphabet alphabet{1 + draw.weighted({6, 50, 30, 14}), 1 + draw.weighted({60, 30, 10})};
  const std::size_t models = 1 + draw.weighted({4, 28, 34, 20, 14});
  const auto kinship = static_cast<Kinship>(draw.weighted({75, 13, 12}));
  const Memory memory = draw.chance(18) ? Memory::none : Memory::any;
  ModelClass c = beliefs(draw, alphabet, models, kinship, memory);
  c.environment = environment(draw, alphabet);
  const unsigned longest = longest_horizon(alphabet, size, depth);
  c.horizon = static_cast<unsigned>(std::max(draw.between(1, longest), draw.between(1, longest)));
  const bool forced = draw.chance(c.demonstrator_inside() ? 12 : 40);  // what refutes a class that agrees
  if (forced) c.forced_queries = static_cast<unsigned>(draw.between(1, 2));
  for (std::size_t e = draw.weighted({10, 65, 25}), i = 1; i <= e; ++i)
    c.events.push_back(event(draw, alphabet, fmt::format("v{}", i), rare_action(c)));
  return c;
}

// Two or three models without memory over two actions: equal posteriors merge, so a long horizon is cheap.
ModelClass draw_long(Draw& draw) {
  const Alphabet alphabet{2, 1};
  ModelClass c = beliefs(draw, alphabet, draw.between(2, 3), Kinship::strangers, Memory::none);
  c.environment = environment(draw, alphabet);
  c.horizon = static_cast<unsigned>(draw.between(7, 40));
  c.events.push_back(event(draw, alphabet, "v1", rare_action(c)));
  return c;
}

// Only over long horizons do the bounds on unlikely events by the mean and by the tail of the query sum say more than
// 2^N P_dem: where N exceeds about nine times x_0/alpha, and what happens has about 2^-N. So a demonstrator that is
// nearly a fair coin, one rival, odds that the threshold keeps near 1, and an event that spells the whole history.
ModelClass draw_unlikely(Draw& draw) {
  constexpr std::size_t coin = 2;
  ModelClass c;
  c.name = "drawn";
  c.actions = names(coin, 'a');
  c.observations = {"-"};
  c.environment = Environment::silent(coin);
  c.demonstrator = static_cast<ModelIndex>(draw.below(2));
  const Rational half = ratio(1, 2), heads = draw.pick({half, half, half, ratio(5, 9), ratio(4, 9)});
  const std::vector<Rational> weights = draw.pick<std::vector<Rational>>(
      {{half, half}, {half, half}, {ratio(2, 5), ratio(3, 5)}, {ratio(4, 9), ratio(4, 9)}});
  for (ModelIndex m = 0; m < 2; ++m) {
    const Distribution rival = draw.chance(70) ? Distribution::certain(draw.below(coin), coin) : law(draw, coin);
    const bool truth = m == std::get<ModelIndex>(c.demonstrator);
    c.models.push_back({fmt::format("m{}", m + 1), weights[m], Iid{truth ? Distribution({heads, 1 - heads}) : rival}});
  }
  c.alpha = draw.pick({half, ratio(2, 3), ratio(3, 4), ratio(9, 10), ratio(99, 100)});
  c.threshold = draw.chance(25) ? Threshold::non_strict : Threshold::strict;
  c.horizon = static_cast<unsigned>(draw.between(30, 40));
  std::vector<ActionIndex> word(c.horizon, static_cast<ActionIndex>(draw.below(coin)));
  if (draw.chance(30))
    for (ActionIndex& a : word) a = static_cast<ActionIndex>(draw.below(coin));
  c.events.push_back(Event::prefix("v1", std::move(word), coin, 1));
  return c;
}

ModelClass draw_class(Draw& draw, int size, Depth depth) {
  if (depth == Depth::any && size >= rc::kNominalSize) {
    const std::size_t kind = draw.below(100);
    if (kind < 2) return draw_long(draw);
    if (kind < 4) return draw_unlikely(draw);
  }
  return draw_small(draw, size, depth);
}

ModelClass draw_one_step(Draw& draw, Truth truth) {
  const Alphabet alphabet{1 + draw.weighted({4, 40, 34, 22}), 1};
  const std::size_t models = 1 + draw.weighted({4, 24, 34, 22, 16});
  const auto kinship = static_cast<Kinship>(draw.weighted({75, 13, 12}));
  ModelClass c = beliefs(draw, alphabet, models, kinship, Memory::none);
  if (truth == Truth::on_top) c.demonstrator = draw.pick(top_set_at_start(c));
  if (truth == Truth::inside) c.demonstrator = static_cast<ModelIndex>(draw.below(models));
  c.name = "one step";
  c.environment = Environment::silent(alphabet.actions);
  return c;
}

bool truth_is(Truth where, const ModelClass& c) {
  if (where == Truth::anywhere) return true;
  const auto* truth = std::get_if<ModelIndex>(&c.demonstrator);
  if (where == Truth::inside || !truth) return truth;
  const auto top = top_set_at_start(c);
  return std::find(top.begin(), top.end(), *truth) != top.end();
}

}  // namespace

rc::Gen<ModelClass> model_classes(Depth depth) {
  return [depth](const rc::Random& random, int size) {
    Draw draw(random);
    return shrinkable(draw_class(draw, size, depth));
  };
}

rc::Gen<ModelClass> one_step_classes(Truth truth) {
  return [truth](const rc::Random& random, int) {
    Draw draw(random);
    return shrinkable(draw_one_step(draw, truth),
                      [truth](const ModelClass& c) { return truth_is(truth, c); });
  };
}

rc::Shrinkable<ModelClass> case_of(std::uint64_t seed, std::uint64_t index, Depth depth) {
  Draw draw(rc::Random(rc::Random::Key{seed, index, 0, 0}));
  ModelClass c = draw_class(draw, rc::kNominalSize, depth);
  c.name = fmt::format("case {} of seed {}", index, seed);
  return shrinkable(std::move(c));
}

}  // namespace qed::gen
