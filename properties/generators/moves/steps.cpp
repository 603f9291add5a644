// Moves of time: steps of all models at once, the horizon; and of actions and events.
#include <algorithm>
#include <optional>

#include "properties/generators/environment.hpp"
#include "properties/generators/erase.hpp"
#include "properties/generators/laws.hpp"
#include "properties/generators/moves/parts.hpp"
#include "properties/generators/numbers.hpp"
#include "properties/generators/policy.hpp"

namespace qed::gen {

namespace {

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

bool other_horizon(ModelClass& c, Draw& draw, const Caps& caps) {
  const unsigned to = draw.chance(50) ? c.horizon + 1 : c.horizon - 1;
  if (to < 1 || to > caps.horizon) return false;
  c.horizon = to;
  return true;
}

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

}  // namespace

std::span<const WeightedMove> moves_of_steps() {
  static constexpr WeightedMove all[] = {
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
  return all;
}

}  // namespace qed::gen
