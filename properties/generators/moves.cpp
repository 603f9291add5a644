#include "properties/generators/moves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/multiprecision/integer.hpp>
#include <numeric>
#include <optional>
#include <set>

#include "properties/generators/environment.hpp"
#include "properties/generators/erase.hpp"
#include "properties/generators/laws.hpp"
#include "properties/generators/numbers.hpp"
#include "properties/generators/policy.hpp"
#include "properties/oracle/policy.hpp"
#include "qed/exact/require.hpp"

namespace qed::gen {
namespace {

Alphabet alphabet_of(const ModelClass& c) { return {c.actions.size(), 1}; }
ModelIndex truth_of(const ModelClass& c) { return std::get<ModelIndex>(c.demonstrator); }
ModelIndex any_model(const ModelClass& c, Draw& draw) {
  return static_cast<ModelIndex>(draw.below(c.models.size()));
}
// An index other than `than`, of at least two.
std::size_t other(Draw& draw, std::size_t than, std::size_t count) {
  return (than + 1 + draw.below(count - 1)) % count;
}

// ---- numbers

// A number in [0, most] that is `q` moved a little: to an end, halfway, doubled or halved, or to a neighbour among
// the multiples of a small unit.
Rational moved(Draw& draw, const Rational& q, const Rational& most) {
  switch (draw.weighted({10, 10, 10, 5, 5, 60})) {
    case 0: return 0;
    case 1: return most;
    case 2: return most / 2;
    case 3: return q / 2;
    case 4: return std::min<Rational>(2 * q, most);
    default: {
      const Rational unit = ratio(1, draw.chance(75) ? draw.between(2, 12) : draw.between(13, 60));
      const Rational steps = q / unit;
      const Rational whole(numerator_of(steps) / denominator_of(steps));
      const int by = draw.pick({-1, 0, 1, 2});
      return std::clamp<Rational>((whole + by) * unit, 0, most);
    }
  }
}

// Mass moved between two shares; the sum stays.
bool shift(Draw& draw, std::vector<Rational>& shares) {
  if (shares.size() < 2) return false;
  const std::size_t to = draw.below(shares.size()), from = other(draw, to, shares.size());
  const Rational both = shares[to] + shares[from];
  if (both == 0) return false;
  Rational share = moved(draw, shares[to], both);
  if (share == shares[to]) return false;
  shares[from] = both - share;
  shares[to] = std::move(share);
  return true;
}

Integer common_denominator(std::span<const Rational> shares) {
  Integer common = 1;
  for (const Rational& p : shares) common = boost::multiprecision::lcm(common, denominator_of(p));
  return common;
}

// ---- laws

Distribution& any_law(ModelClass& c, Draw& draw) {
  const std::vector<Distribution*> laws = action_laws(c);
  return *laws[draw.below(laws.size())];
}

bool set_law(Distribution& law, Distribution to) {
  if (law == to) return false;
  law = std::move(to);
  return true;
}

bool shift_mass(ModelClass& c, Draw& draw, const Caps&) {
  Distribution& law = any_law(c, draw);
  std::vector<Rational> p(law.begin(), law.end());
  if (!shift(draw, p)) return false;
  law = Distribution(std::move(p));
  return true;
}
bool make_certain(ModelClass& c, Draw& draw, const Caps&) {
  const std::size_t action = draw.below(c.actions.size());
  return set_law(any_law(c, draw), Distribution::certain(action, c.actions.size()));
}
bool exclude_action(ModelClass& c, Draw& draw,
                    const Caps&) {  // its mass in equal parts to the others that have some
  Distribution& law = any_law(c, draw);
  const std::size_t a = draw.below(law.size());
  if (law[a] == 0 || law[a] == 1) return false;
  std::vector<Rational> p(law.begin(), law.end());
  const auto others = std::ranges::count_if(p, [](const Rational& q) { return q > 0; }) - 1;
  const Rational part = p[a] / others;
  for (Rational& q : p)
    if (q > 0) q += part;
  p[a] = 0;
  law = Distribution(std::move(p));
  return true;
}
bool redraw_law(ModelClass& c, Draw& draw, const Caps&) {
  Distribution fresh = law(draw, c.actions.size());  // first: arguments have no order of their own
  return set_law(any_law(c, draw), std::move(fresh));
}
bool copy_law(ModelClass& c, Draw& draw, const Caps&) {
  const Distribution copy = any_law(c, draw);
  return set_law(any_law(c, draw), copy);
}
bool swap_probabilities(ModelClass& c, Draw& draw, const Caps&) {
  if (c.actions.size() < 2) return false;
  Distribution& law = any_law(c, draw);
  std::vector<Rational> p(law.begin(), law.end());
  const std::size_t a = draw.below(p.size());
  std::swap(p[a], p[other(draw, a, p.size())]);
  return set_law(law, Distribution(std::move(p)));
}

// ---- priors and threshold

std::vector<Rational> priors_of(const ModelClass& c) {
  std::vector<Rational> priors;
  for (const Model& model : c.models) priors.push_back(model.prior);
  return priors;
}

bool set_priors(ModelClass& c, std::span<const Rational> priors) {
  if (!std::ranges::all_of(priors, [](const Rational& w) { return w > 0; })) return false;
  for (ModelIndex m = 0; m < c.models.size(); ++m) c.models[m].prior = priors[m];
  return true;
}

bool shift_prior(ModelClass& c, Draw& draw, const Caps&) {
  std::vector<Rational> shares = priors_of(c);
  shares.push_back(1 - std::accumulate(shares.begin(), shares.end(), Rational(0)));  // what no model has
  return shift(draw, shares) && set_priors(c, std::span(shares).first(c.models.size()));
}
bool share_rest(ModelClass& c, Draw& draw, const Caps&) {  // all but one model become equal, and the sum 1
  if (c.models.size() < 2) return false;
  const ModelIndex kept = draw.chance(50) ? truth_of(c) : any_model(c, draw);
  std::vector<Rational> priors(c.models.size(), (1 - c.models[kept].prior) / (c.models.size() - 1));
  priors[kept] = c.models[kept].prior;
  return priors != priors_of(c) && set_priors(c, priors);
}
bool swap_priors(ModelClass& c, Draw& draw, const Caps&) {
  if (c.models.size() < 2) return false;
  const ModelIndex m = any_model(c, draw);
  Rational &one = c.models[m].prior, &two = c.models[other(draw, m, c.models.size())].prior;
  if (one == two) return false;
  std::swap(one, two);
  return true;
}

bool set_alpha(ModelClass& c, Rational to) {
  if (to <= 0 || to >= 1 || to == c.alpha) return false;
  c.alpha = std::move(to);
  return true;
}
bool move_alpha(ModelClass& c, Draw& draw, const Caps&) { return set_alpha(c, moved(draw, c.alpha, 1)); }
bool redraw_alpha(ModelClass& c, Draw& draw, const Caps&) { return set_alpha(c, alpha(draw)); }
bool alpha_to_edge(ModelClass& c, Draw& draw, const Caps&) {
  const std::vector<Rational> edges = edge_thresholds(c);
  return !edges.empty() && set_alpha(c, draw.pick(edges));
}
bool other_threshold(ModelClass& c, Draw&, const Caps&) {
  c.threshold = c.threshold == Threshold::strict ? Threshold::non_strict : Threshold::strict;
  return true;
}

// The demonstrator likely, and all others equally unlikely, just collected.
bool rare_alternatives(ModelClass& c, Draw& draw, const Caps&) {
  const std::size_t others = c.models.size() - 1, likely = draw.pick({5, 10, 30, 100, 300, 900});
  if (others < 1) return false;
  const Rational part = ratio(1, likely + others);
  std::vector<Rational> priors(c.models.size(), part);
  priors[truth_of(c)] = part * likely;
  c.threshold = Threshold::non_strict;
  c.alpha = ratio(1, likely + others - 1);
  return priors != priors_of(c) && set_priors(c, priors);
}
// All alternatives less likely (or more), and the threshold as much lower (or higher), so that they keep their places
// relative to it.
bool thin_out(ModelClass& c, Draw& draw, const Caps&) {
  const Rational factor = draw.pick({ratio(1, 3), ratio(1, 2), ratio(2, 3), ratio(3, 2), Rational(2)});
  std::vector<Rational> priors = priors_of(c);
  Rational& truth = priors[truth_of(c)];
  const Rational before = truth;
  for (Rational& prior : priors)
    if (&prior != &truth) {
      truth += (1 - factor) * prior;
      prior *= factor;
    }
  const Rational alpha = c.alpha * factor * before;
  return truth > 0 && set_alpha(c, alpha / truth) && set_priors(c, priors);
}

// ---- models

std::string fresh_name(const ModelClass& c) {
  for (std::size_t i = c.models.size() + 1;; ++i) {
    std::string name = fmt::format("m{}", i);
    if (std::ranges::find(c.models, name, &Model::name) == c.models.end()) return name;
  }
}

// A new model has half the prior of an old one.
bool add_model(ModelClass& c, const Caps& caps, ModelIndex next_to, PolicySpec policy) {
  if (c.models.size() >= caps.models) return false;
  c.models[next_to].prior /= 2;
  c.models.push_back({fresh_name(c), c.models[next_to].prior, std::move(policy)});
  return true;
}
bool add_stranger(ModelClass& c, Draw& draw, const Caps& caps) {
  PolicySpec fresh = policy(draw, alphabet_of(c));
  return add_model(c, caps, any_model(c, draw), std::move(fresh));
}
bool duplicate_model(ModelClass& c, Draw& draw, const Caps& caps) {
  const ModelIndex m = any_model(c, draw);
  return add_model(c, caps, m, c.models[m].policy);
}
bool remove_model(ModelClass& c, Draw& draw, const Caps& caps) {  // and another has its prior
  const ModelIndex gone = any_model(c, draw);
  if (c.models.size() < 2 || c.models.size() <= caps.least_models || gone == truth_of(c)) return false;
  c.models[other(draw, gone, c.models.size())].prior += c.models[gone].prior;
  c = without_model(std::move(c), gone);
  return true;
}
bool other_demonstrator(ModelClass& c, Draw& draw, const Caps&) {
  if (c.models.size() < 2) return false;
  c.demonstrator = static_cast<ModelIndex>(other(draw, truth_of(c), c.models.size()));
  return true;
}
bool swap_models(ModelClass& c, Draw& draw, const Caps&) {  // declared in another order, which decides ties
  if (c.models.size() < 2) return false;
  const ModelIndex m = any_model(c, draw);
  const auto n = static_cast<ModelIndex>(other(draw, m, c.models.size()));
  std::swap(c.models[m], c.models[n]);
  if (truth_of(c) == m || truth_of(c) == n) c.demonstrator = static_cast<ModelIndex>(m + n - truth_of(c));
  return true;
}

// ---- memory

bool redraw_policy(ModelClass& c, Draw& draw, const Caps&) {
  c.models[any_model(c, draw)].policy = policy(draw, alphabet_of(c));
  return true;
}
bool copy_policy(ModelClass& c, Draw& draw, const Caps&) {
  if (c.models.size() < 2) return false;
  const ModelIndex m = any_model(c, draw);
  c.models[m].policy = c.models[other(draw, m, c.models.size())].policy;
  return true;
}
// A law more: a policy without memory becomes a schedule.
bool longer_schedule(ModelClass& c, Draw& draw, const Caps& caps) {
  PolicySpec& policy = c.models[any_model(c, draw)].policy;
  if (const auto* iid = std::get_if<Iid>(&policy)) {
    if (caps.horizon < 2) return false;
    policy = Schedule{{iid->law, law(draw, c.actions.size())}, Schedule::Then::hold};
    return true;
  }
  auto* schedule = std::get_if<Schedule>(&policy);
  if (!schedule || schedule->laws.size() >= caps.horizon) return false;
  const auto at = static_cast<std::ptrdiff_t>(draw.below(schedule->laws.size()));
  const Distribution copy = schedule->laws[static_cast<std::size_t>(at)];
  schedule->laws.insert(schedule->laws.begin() + at, copy);
  return true;
}
bool swap_schedule_entries(ModelClass& c, Draw& draw, const Caps&) {
  auto* schedule = std::get_if<Schedule>(&c.models[any_model(c, draw)].policy);
  if (!schedule || schedule->laws.size() < 2) return false;
  const std::size_t t = draw.below(schedule->laws.size());
  std::swap(schedule->laws[t], schedule->laws[other(draw, t, schedule->laws.size())]);
  return true;
}
bool hold_or_repeat(ModelClass& c, Draw& draw, const Caps&) {
  auto* schedule = std::get_if<Schedule>(&c.models[any_model(c, draw)].policy);
  if (!schedule) return false;
  schedule->then = schedule->then == Schedule::Then::hold ? Schedule::Then::repeat : Schedule::Then::hold;
  return true;
}
bool less_memory(ModelClass& c, Draw& draw, const Caps&) {
  PolicySpec& policy = c.models[any_model(c, draw)].policy;
  const std::vector<PolicySpec> smaller = with_less_memory(policy);
  if (smaller.empty()) return false;
  policy = draw.pick(smaller);
  return true;
}

// ---- steps, of all models at once

// The laws at steps 0 … horizon - 1 of a policy that only goes by the step; none of another.
std::optional<std::vector<Distribution>> laws_by_step(const PolicySpec& policy, unsigned horizon) {
  if (const auto* iid = std::get_if<Iid>(&policy)) return std::vector(horizon, iid->law);
  const auto* schedule = std::get_if<Schedule>(&policy);
  if (!schedule) return std::nullopt;
  const std::size_t size = schedule->laws.size();
  std::vector<Distribution> laws;
  for (std::size_t t = 0; t < horizon; ++t)
    laws.push_back(
        schedule->laws[schedule->then == Schedule::Then::repeat ? t % size : std::min(t, size - 1)]);
  return laws;
}

// change(all): all[m][t] is what model m does at step t; false where there is nothing to change.
template <class Change>
bool change_steps(ModelClass& c, Change change) {
  std::vector<std::vector<Distribution>> all;
  for (const Model& model : c.models) {
    auto laws = laws_by_step(model.policy, c.horizon);
    if (!laws) return false;
    all.push_back(*std::move(laws));
  }
  if (!change(all)) return false;
  c.horizon = static_cast<unsigned>(all.front().size());
  for (ModelIndex m = 0; m < c.models.size(); ++m)
    c.models[m].policy = Schedule{std::move(all[m]), Schedule::Then::hold};
  return true;
}

bool repeat_step(ModelClass& c, Draw& draw, const Caps& caps) {
  const std::size_t t = draw.below(c.horizon);
  return change_steps(c, [&](auto& all) {
    if (c.horizon >= caps.horizon) return false;
    for (auto& laws : all) {
      const Distribution copy = laws[t];
      laws.insert(laws.begin() + static_cast<std::ptrdiff_t>(t), copy);
    }
    return true;
  });
}
bool leave_step_out(ModelClass& c, Draw& draw, const Caps&) {
  const std::size_t t = draw.below(c.horizon);
  return change_steps(c, [&](auto& all) {
    if (c.horizon < 2) return false;
    for (auto& laws : all) laws.erase(laws.begin() + static_cast<std::ptrdiff_t>(t));
    return true;
  });
}
bool swap_steps(ModelClass& c, Draw& draw, const Caps&) {
  if (c.horizon < 2) return false;
  const std::size_t t = draw.below(c.horizon), u = other(draw, t, c.horizon);
  return change_steps(c, [&](auto& all) {
    for (auto& laws : all) std::swap(laws[t], laws[u]);
    return true;
  });
}
// One does what another does, at one step.
bool agree_at_step(ModelClass& c, Draw& draw, const Caps&) {
  if (c.models.size() < 2) return false;
  const ModelIndex m = any_model(c, draw);
  const std::size_t to = draw.chance(70) && m != truth_of(c) ? truth_of(c) : other(draw, m, c.models.size());
  const std::size_t t = draw.below(c.horizon);
  return change_steps(c, [&](auto& all) { return set_law(all[m][t], all[to][t]); });
}
// One is certain of an action at one step, and all others of another.
bool contradict_at_step(ModelClass& c, Draw& draw, const Caps&) {
  if (c.models.size() < 2 || c.actions.size() < 2) return false;
  const ModelIndex m = any_model(c, draw);
  const std::size_t a = draw.below(c.actions.size()), b = other(draw, a, c.actions.size());
  const std::size_t t = draw.below(c.horizon);
  return change_steps(c, [&](auto& all) {
    for (ModelIndex i = 0; i < all.size(); ++i)
      all[i][t] = Distribution::certain(i == m ? b : a, c.actions.size());
    return true;
  });
}
// At one step the demonstrator is uniform over some actions, and so are the others, each but for an action of its own.
bool exclude_in_turn_at_step(ModelClass& c, Draw& draw, const Caps&) {
  if (c.models.size() < 3 || c.actions.size() < 2) return false;
  const std::size_t t = draw.below(c.horizon);
  const std::size_t k = std::min(c.models.size() - 1, draw.between(2, c.actions.size()));
  const auto uniform_but = [&](std::size_t excluded) {
    std::vector<Rational> p(c.actions.size(), Rational(0));
    for (std::size_t a = 0; a < k; ++a)
      if (a != excluded) p[a] = ratio(1, excluded < k ? k - 1 : k);
    return Distribution(std::move(p));
  };
  return change_steps(c, [&](auto& all) {
    std::size_t next = 0;
    for (ModelIndex i = 0; i < all.size(); ++i) all[i][t] = uniform_but(i == truth_of(c) ? k : next++);
    return true;
  });
}

// ---- horizon, actions, events

bool other_horizon(ModelClass& c, Draw& draw, const Caps& caps) {
  const unsigned to = draw.chance(50) ? c.horizon + 1 : c.horizon - 1;
  if (to < 1 || to > caps.horizon) return false;
  c.horizon = to;
  return true;
}

std::string action_name(std::size_t index) { return fmt::format("{}", index + 1); }

// An action more, which nobody plays yet, or which has half of another's mass everywhere.
bool add_action(ModelClass& c, Draw& draw, const Caps& caps) {
  if (c.actions.size() >= caps.actions || !c.events.empty()) return false;
  for (const Model& model : c.models)  // their tables would need rows; schedules say as much here
    if (std::holds_alternative<Markov>(model.policy) || std::holds_alternative<Automaton>(model.policy))
      return false;
  const std::size_t split = draw.below(c.actions.size());
  const bool empty = draw.chance(50);
  for (Distribution* law : action_laws(c)) {
    std::vector<Rational> p(law->begin(), law->end());
    p.push_back(empty ? Rational(0) : p[split] / 2);
    p[split] -= p.back();
    *law = Distribution(std::move(p));
  }
  c.actions.push_back(action_name(c.actions.size()));
  c.environment = Environment::silent(c.actions.size());
  return true;
}
bool remove_action(ModelClass& c, Draw& draw, const Caps&) {
  if (c.actions.size() < 2 || !c.events.empty()) return false;
  c = without_action(c, static_cast<ActionIndex>(draw.below(c.actions.size())));
  for (std::size_t a = 0; a < c.actions.size(); ++a) c.actions[a] = action_name(a);
  return true;
}
bool redraw_event(ModelClass& c, Draw& draw, const Caps&) {
  if (c.events.empty()) return false;
  Event& changed = c.events[draw.below(c.events.size())];
  changed = event(draw, alphabet_of(c), changed.name, static_cast<ActionIndex>(draw.below(c.actions.size())));
  return true;
}

struct Weighted {
  Move move;
  unsigned weight;
};
constexpr Weighted catalogue[] = {
    {{"shift-mass", shift_mass}, 30},
    {{"make-certain", make_certain}, 8},
    {{"exclude-action", exclude_action}, 5},
    {{"redraw-law", redraw_law}, 5},
    {{"copy-law", copy_law}, 4},
    {{"swap-probabilities", swap_probabilities}, 4},
    {{"shift-prior", shift_prior}, 12},
    {{"share-rest", share_rest}, 3},
    {{"swap-priors", swap_priors}, 3},
    {{"move-alpha", move_alpha}, 8},
    {{"redraw-alpha", redraw_alpha}, 2},
    {{"alpha-to-edge", alpha_to_edge}, 5},
    {{"other-threshold", other_threshold}, 2},
    {{"rare-alternatives", rare_alternatives}, 3},
    {{"thin-out", thin_out}, 3},
    {{"add-stranger", add_stranger}, 3},
    {{"duplicate-model", duplicate_model}, 3},
    {{"remove-model", remove_model}, 4},
    {{"other-demonstrator", other_demonstrator}, 3},
    {{"swap-models", swap_models}, 4},
    {{"redraw-policy", redraw_policy}, 2},
    {{"copy-policy", copy_policy}, 2},
    {{"longer-schedule", longer_schedule}, 5},
    {{"swap-schedule-entries", swap_schedule_entries}, 3},
    {{"hold-or-repeat", hold_or_repeat}, 1},
    {{"less-memory", less_memory}, 4},
    {{"repeat-step", repeat_step}, 4},
    {{"leave-step-out", leave_step_out}, 2},
    {{"swap-steps", swap_steps}, 2},
    {{"agree-at-step", agree_at_step}, 4},
    {{"contradict-at-step", contradict_at_step}, 4},
    {{"exclude-in-turn-at-step", exclude_in_turn_at_step}, 3},
    {{"other-horizon", other_horizon}, 5},
    {{"add-action", add_action}, 3},
    {{"remove-action", remove_action}, 2},
    {{"redraw-event", redraw_event}, 6},
};

const Move& any_move(Draw& draw) {
  static const unsigned total = [] {
    unsigned sum = 0;
    for (const Weighted& entry : catalogue) sum += entry.weight;
    return sum;
  }();
  std::size_t left = draw.below(total);
  const Weighted* entry = catalogue;
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
    for (const Weighted& entry : catalogue) list.push_back(entry.move);
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
