#include "qed/training/planner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/exact/number.hpp"
#include "qed/exact/require.hpp"
#include "qed/exact/wording.hpp"

namespace qed {
namespace {

constexpr unsigned first_bits = 64, most_bits = 4096;

template <class Table>
void require_table(const Mdp& mdp, const Table& reward) {
  if (reward.size() != mdp.states.size())
    throw std::invalid_argument(
        fmt::format("rewards of {} states in a world of {}", reward.size(), mdp.states.size()));
  for (StateIndex s = 0; s < reward.size(); ++s)
    if (reward[s].size() != mdp.actions.size())
      throw std::invalid_argument(fmt::format("rewards of {} actions in state {}, of {}", reward[s].size(),
                                              in_quotes(mdp.states[s]), mdp.actions.size()));
}

void require_planner(const Planner& planner, unsigned episode) {
  if (episode == 0) throw std::invalid_argument("an episode of 0 steps; expected at least 1");
  if (planner.horizon == 0u) throw std::invalid_argument("a planner of horizon 0; expected at least 1");
  if (planner.discount <= 0 || planner.discount > 1)
    throw std::invalid_argument(fmt::format("discount = {} is outside (0, 1]", to_string(planner.discount)));
}

Rational expectation(const Distribution& law, const std::vector<Rational>& of) {
  Rational sum = 0;
  for (StateIndex s = 0; s < law.size(); ++s)
    if (law[s] > 0) sum += law[s] * of[s];
  return sum;
}

Interval expectation(const Distribution& law, const std::vector<Interval>& of, unsigned bits) {
  Interval sum(Rational(0), bits);
  for (StateIndex s = 0; s < law.size(); ++s) {
    if (law[s] == 0) continue;
    sum += law[s] == 1 ? of[s] : Interval(law[s], bits) * of[s];
  }
  return sum;
}

std::vector<ActionIndex> best_of(const std::vector<Rational>& values) {
  const Rational best = *std::max_element(values.begin(), values.end());
  std::vector<ActionIndex> result;
  for (ActionIndex a = 0; a < values.size(); ++a)
    if (values[a] == best) result.push_back(a);
  return result;
}

Distribution over(const std::vector<ActionIndex>& best, std::size_t actions, Ties ties) {
  if (ties == Ties::first) return Distribution::certain(best.front(), actions);
  std::vector<Rational> law(actions);
  for (const ActionIndex a : best) law[a] = ratio(std::size_t{1}, best.size());
  return Distribution(std::move(law));
}

EnclosedReward enclosed(const Reward& reward, const Rational& times, unsigned bits) {
  EnclosedReward result;
  for (const auto& row : reward) {
    result.emplace_back();
    for (const Rational& r : row) result.back().emplace_back(Rational(times * r), bits);
  }
  return result;
}

// [steps to go - 1][state]; none where a rounding is not decided at this precision, and then where.
std::optional<std::vector<std::vector<Distribution>>> rounded_laws(const std::vector<SoftStep>& steps,
                                                                   unsigned bits, StateIndex& undecided) {
  std::vector<std::vector<Distribution>> laws;
  for (const SoftStep& step : steps) {
    laws.emplace_back();
    for (StateIndex s = 0; s < step.law.size(); ++s) {
      auto law = rounded_law(step.law[s], bits);
      if (!law) {
        undecided = s;
        return std::nullopt;
      }
      laws.back().push_back(std::move(*law));
    }
  }
  return laws;
}

Integer floor_of(const Rational& q) {  // of q >= 0
  return Integer(numerator_of(q) / denominator_of(q));
}

}  // namespace

Reward utility(const Planner& planner, const Reward& reward) {
  Reward result = reward;
  if (planner.bound)
    for (auto& row : result)
      for (Rational& r : row) r = std::min(r, *planner.bound);
  return result;
}

unsigned lookahead(const Planner& planner, unsigned t, unsigned episode) {
  QED_REQUIRE(t < episode, "the step is one of the episode");
  return planner.horizon ? std::min(*planner.horizon, episode - t) : episode - t;
}

GreedyPlan greedy_plan(const Mdp& mdp, const Reward& reward, const Planner& planner, unsigned episode,
                       Ties ties) {
  mdp.validate();
  require_table(mdp, reward);
  require_planner(planner, episode);
  const Reward valued = utility(planner, reward);
  const unsigned steps = lookahead(planner, 0, episode);
  std::vector<std::vector<std::vector<ActionIndex>>> best;  // [steps to go - 1][state]
  std::vector<Rational> value(mdp.states.size());
  for (unsigned k = 0; k < steps; ++k) {
    std::vector<Rational> next_value;
    best.emplace_back();
    for (StateIndex s = 0; s < mdp.states.size(); ++s) {
      std::vector<Rational> values;
      for (ActionIndex a = 0; a < mdp.actions.size(); ++a)
        values.push_back(valued[s][a] + planner.discount * expectation(mdp.next[s][a], value));
      best.back().push_back(best_of(values));
      next_value.push_back(values[best.back().back().front()]);
    }
    value = std::move(next_value);
  }
  GreedyPlan result;
  for (unsigned t = 0; t < episode; ++t) {
    result.plan.emplace_back();
    for (StateIndex s = 0; s < mdp.states.size(); ++s) {
      const auto& actions = best[lookahead(planner, t, episode) - 1][s];
      result.plan.back().push_back(over(actions, mdp.actions.size(), ties));
      if (actions.size() > 1) result.ties.push_back({t, s, actions});
    }
  }
  return result;
}

std::vector<SoftStep> soft_value_iteration(const Mdp& mdp, const EnclosedReward& reward,
                                           const Rational& discount, unsigned steps, unsigned bits) {
  require_table(mdp, reward);
  const Interval by(discount, bits);
  std::vector<SoftStep> result;
  std::vector<Interval> value(mdp.states.size(), Interval(Rational(0), bits));
  for (unsigned k = 0; k < steps; ++k) {
    SoftStep step;
    for (StateIndex s = 0; s < mdp.states.size(); ++s) {
      std::vector<Interval> q;
      for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
        const Interval later = expectation(mdp.next[s][a], value, bits);
        q.push_back(reward[s][a] + (discount == 1 ? later : by * later));
      }
      // Taken off the largest, no exponential is above 1, however large the values are.
      Rational highest = q[0].upper();
      for (const Interval& value_of_action : q) highest = std::max(highest, value_of_action.upper());
      const Interval shift(highest, bits);
      std::vector<Interval> law;
      Interval sum(Rational(0), bits);
      for (const Interval& value_of_action : q) sum += law.emplace_back(exp(value_of_action - shift));
      for (Interval& p : law) p /= sum;
      step.value.push_back(shift + log(sum));
      step.law.push_back(std::move(law));
    }
    value = step.value;
    result.push_back(std::move(step));
  }
  return result;
}

std::optional<Distribution> rounded_law(const std::vector<Interval>& law, unsigned bits) {
  const Integer unit = Integer(1) << bits, actions = Integer(law.size());
  if (unit < actions * actions)
    throw std::invalid_argument(fmt::format("bits = {} is too few for {} actions; expected 2^bits >= {}",
                                            bits, law.size(), (actions * actions).str()));
  std::vector<Integer> units;
  std::size_t likeliest = 0;
  for (std::size_t a = 0; a < law.size(); ++a) {
    const auto nearest = [&](const Rational& p) {
      return floor_of(std::max(p, Rational(0)) * Rational(unit) + ratio(1, 2));
    };
    units.push_back(nearest(law[a].lower()));
    if (units.back() != nearest(law[a].upper())) return std::nullopt;
    if (units.back() == 0) units.back() = 1;
    if (units[a] > units[likeliest]) likeliest = a;
  }
  Integer others = 0;
  for (std::size_t a = 0; a < law.size(); ++a)
    if (a != likeliest) others += units[a];
  units[likeliest] = unit - others;
  std::vector<Rational> rounded;
  for (const Integer& n : units) rounded.push_back(ratio(n, unit));
  return Distribution(std::move(rounded));
}

std::vector<std::vector<Distribution>> noisy_laws(const Mdp& mdp, const Reward& reward,
                                                  const NoisyPlanner& noisy, unsigned steps) {
  mdp.validate();
  require_table(mdp, reward);
  require_planner(noisy.planner, steps);
  if (noisy.rationality <= 0)
    throw std::invalid_argument(
        fmt::format("rationality = {}; expected a positive number", to_string(noisy.rationality)));
  const Reward valued = utility(noisy.planner, reward);
  StateIndex undecided = 0;
  for (unsigned bits = std::max(first_bits, 2 * noisy.bits); bits <= most_bits; bits *= 2)
    if (auto laws = rounded_laws(soft_value_iteration(mdp, enclosed(valued, noisy.rationality, bits),
                                                      noisy.planner.discount, steps, bits),
                                 noisy.bits, undecided))
      return std::move(*laws);
  throw std::runtime_error(
      fmt::format("{} bits do not decide how the law in state {} is rounded to multiples of 2^-{}", most_bits,
                  in_quotes(mdp.states[undecided]), noisy.bits));
}

Plan plan_of(const std::vector<std::vector<Distribution>>& laws, const Planner& planner, unsigned episode) {
  Plan plan;
  for (unsigned t = 0; t < episode; ++t) plan.push_back(laws.at(lookahead(planner, t, episode) - 1));
  return plan;
}

Plan noisy_plan(const Mdp& mdp, const Reward& reward, const NoisyPlanner& noisy, unsigned episode) {
  require_planner(noisy.planner, episode);
  return plan_of(noisy_laws(mdp, reward, noisy, lookahead(noisy.planner, 0, episode)), noisy.planner,
                 episode);
}

}  // namespace qed
