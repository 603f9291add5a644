// Moves of models: more and fewer of them, and what they remember.
#include <algorithm>
#include <optional>

#include "properties/generators/erase.hpp"
#include "properties/generators/laws.hpp"
#include "properties/generators/moves/parts.hpp"
#include "properties/generators/numbers.hpp"
#include "properties/generators/policy.hpp"

namespace qed::gen {

namespace {

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

}  // namespace

std::span<const WeightedMove> moves_of_models() {
  static constexpr WeightedMove all[] = {
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
  };
  return all;
}

}  // namespace qed::gen
