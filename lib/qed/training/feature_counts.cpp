#include "qed/training/feature_counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "qed/exact/elimination.hpp"
#include "qed/exact/wording.hpp"

namespace qed {
namespace {

using Vector = std::vector<Rational>;

constexpr std::size_t most_points = 20'000;

Vector combined(const Distribution& law, const std::vector<Vector>& rows) {
  Vector sum(rows.front().size());
  for (std::size_t i = 0; i < law.size(); ++i)
    if (law[i] > 0)
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += law[i] * rows[i][k];
  return sum;
}

// Counts of plans, among them all extreme ones: every choice of an action at each step and state.
std::vector<Vector> counts_of_plans(const Mdp& mdp, const FeatureMap& phi, unsigned episode) {
  using Points = std::set<Vector>;
  const std::size_t d = phi[0][0].size();
  const auto at = possible_states(mdp, episode);
  std::vector<Points> to_go(mdp.states.size(), Points{Vector(d)});
  for (unsigned t = episode; t-- > 0;) {
    std::vector<Points> now(mdp.states.size());
    for (StateIndex s = 0; s < mdp.states.size(); ++s) {
      if (!at[t][s]) continue;
      for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
        Points sums{phi[s][a]};  // of the choices after this action
        const Distribution& law = mdp.next[s][a];
        for (StateIndex to = 0; to < law.size(); ++to) {
          if (law[to] == 0) continue;
          Points more;
          for (const Vector& sum : sums)
            for (const Vector& later : to_go[to]) {
              Vector point = sum;
              for (std::size_t k = 0; k < d; ++k) point[k] += law[to] * later[k];
              more.insert(std::move(point));
              if (more.size() > most_points)
                throw std::length_error(fmt::format(
                    "more than {} counts of plans; a smaller world or a shorter episode can be decided",
                    most_points));
            }
          sums = std::move(more);
        }
        now[s].merge(sums);
      }
      if (d == 1 && now[s].size() > 2) now[s] = {*now[s].begin(), *now[s].rbegin()};  // the ends are the hull
    }
    to_go = std::move(now);
  }
  return {to_go[mdp.start].begin(), to_go[mdp.start].end()};
}

}  // namespace

void require_features(const Mdp& mdp, const FeatureMap& phi) {
  if (phi.size() != mdp.states.size())
    throw std::invalid_argument(
        fmt::format("features of {} states in a world of {}", phi.size(), mdp.states.size()));
  for (StateIndex s = 0; s < phi.size(); ++s) {
    if (phi[s].size() != mdp.actions.size())
      throw std::invalid_argument(fmt::format("features of {} actions in state {}, of {}", phi[s].size(),
                                              in_quotes(mdp.states[s]), mdp.actions.size()));
    for (const Vector& row : phi[s])
      if (row.empty() || row.size() != phi[0][0].size())
        throw std::invalid_argument(
            fmt::format("{} features in state {} and {} elsewhere; expected as many, and one "
                        "at least",
                        row.size(), in_quotes(mdp.states[s]), phi[0][0].size()));
  }
}

std::vector<Rational> feature_counts(const Mdp& mdp, const Plan& plan, const FeatureMap& phi) {
  mdp.validate();
  require_features(mdp, phi);
  const auto laws = state_laws(mdp, plan);
  Vector counts(phi[0][0].size());
  for (std::size_t t = 0; t < plan.size(); ++t)
    for (StateIndex s = 0; s < mdp.states.size(); ++s)
      if (laws[t][s] > 0)
        for (ActionIndex a = 0; a < mdp.actions.size(); ++a)
          for (std::size_t k = 0; k < counts.size(); ++k)
            counts[k] += laws[t][s] * plan[t][s][a] * phi[s][a][k];
  return counts;
}

Reward reward_from(const FeatureMap& phi, const std::vector<Rational>& weights) {
  Reward reward;
  for (const auto& by_action : phi) {
    reward.emplace_back();
    for (const Vector& row : by_action) {
      if (row.size() != weights.size())
        throw std::invalid_argument(fmt::format("{} weights of {} features", weights.size(), row.size()));
      Rational sum = 0;
      for (std::size_t k = 0; k < row.size(); ++k) sum += weights[k] * row[k];
      reward.back().push_back(std::move(sum));
    }
  }
  return reward;
}

// Under the uniform plan, the counts to go after one action less those after another; a combination of
// features that is 0 on all of these has, by induction from the end, the same count whatever is done.
std::vector<std::size_t> movable_features(const Mdp& mdp, const FeatureMap& phi, unsigned episode) {
  const std::size_t d = phi[0][0].size();
  const auto at = possible_states(mdp, episode);
  const Distribution uniform = Distribution::uniform(mdp.actions.size());
  std::vector<Vector> columns(d), to_go(mdp.states.size(), Vector(d));
  for (unsigned t = episode; t-- > 0;) {
    std::vector<Vector> now;
    for (StateIndex s = 0; s < mdp.states.size(); ++s) {
      std::vector<Vector> after;
      for (ActionIndex a = 0; a < mdp.actions.size(); ++a) {
        after.push_back(combined(mdp.next[s][a], to_go));
        for (std::size_t k = 0; k < d; ++k) {
          after[a][k] += phi[s][a][k];
          if (a > 0 && at[t][s]) columns[k].push_back(after[a][k] - after[0][k]);
        }
      }
      now.push_back(combined(uniform, after));
    }
    to_go = std::move(now);
  }
  return independent_columns(columns);
}

HullPosition position_among_plans(const Mdp& mdp, const FeatureMap& phi, unsigned episode,
                                  const std::vector<Rational>& counts) {
  return position_in_hull(counts, counts_of_plans(mdp, phi, episode));
}

bool has_every_action(const Mdp& mdp, const Plan& plan) {
  const auto at = possible_states(mdp, plan.size());
  for (std::size_t t = 0; t < plan.size(); ++t)
    for (StateIndex s = 0; s < mdp.states.size(); ++s)
      if (at[t][s] && std::ranges::find(plan[t][s], Rational(0)) != plan[t][s].end()) return false;
  return true;
}

}  // namespace qed
