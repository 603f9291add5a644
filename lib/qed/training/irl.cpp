#include "qed/training/irl.hpp"

#include <fmt/format.h>

#include <numeric>

#include "qed/exact/number.hpp"
#include "qed/scoring/convex_minimum.hpp"

namespace qed {
namespace {

using Vector = std::vector<Rational>;
using Intervals = std::vector<Interval>;

constexpr unsigned weight_bits = 96, law_bits = 64;

// V_N(start; lambda) - <lambda, m> with its gradient and Hessian, for the kept features, m taken off as it
// goes along:
//   grad Q(a) = phi(a) + E grad V,  grad V = sum_a pi(a) grad Q(a),
//   Hess V = sum_a pi(a) (E Hess V + grad Q(a) grad Q(a)^T) - grad V grad V^T.
// Only where the world can be at each step, and of the Hessian the half with l <= k.
class Likelihood {
 public:
  Likelihood(const Mdp& mdp, const FeatureMap& phi, const std::vector<std::size_t>& kept, unsigned episode,
             Vector counts)
      : mdp_(mdp),
        phi_(phi),
        kept_(kept),
        episode_(episode),
        counts_(std::move(counts)),
        possible_(possible_states(mdp, episode)) {}

  ConvexEnclosure at(const Intervals& box, unsigned bits) const {
    const Interval zero(Rational(0), bits);
    const std::size_t d = kept_.size();
    const auto steps = soft_value_iteration(mdp_, reward(box, bits), 1, episode_, bits);
    const std::vector<std::vector<Intervals>> phi = features(bits);
    std::vector<Derivatives> to_go(mdp_.states.size(), none(zero));
    for (unsigned left_to_go = 1; left_to_go <= episode_; ++left_to_go) {
      const SoftStep& step = steps[left_to_go - 1];
      std::vector<Derivatives> now(mdp_.states.size(), none(zero));
      for (StateIndex s = 0; s < mdp_.states.size(); ++s) {
        if (!possible_[episode_ - left_to_go][s]) continue;
        Derivatives& here = now[s];
        for (ActionIndex a = 0; a < mdp_.actions.size(); ++a) {
          Derivatives after = expected(mdp_.next[s][a], to_go, zero, bits);
          for (std::size_t k = 0; k < d; ++k) {
            after.gradient[k] += phi[s][a][k];  // of Q(a) from here on
            here.gradient[k] += step.law[s][a] * after.gradient[k];
            for (std::size_t l = 0; l <= k; ++l)
              here.hessian[k][l] +=
                  step.law[s][a] * (after.hessian[k][l] + after.gradient[k] * after.gradient[l]);
          }
        }
        for (std::size_t k = 0; k < d; ++k)
          for (std::size_t l = 0; l <= k; ++l) here.hessian[k][l] -= here.gradient[k] * here.gradient[l];
      }
      to_go = std::move(now);
    }
    ConvexEnclosure result{steps.back().value[mdp_.start], to_go[mdp_.start].gradient,
                           to_go[mdp_.start].hessian};
    for (std::size_t k = 0; k < d; ++k) {
      const Interval wanted(counts_[kept_[k]], bits);
      result.value -= box[k] * wanted;
      result.gradient[k] -= wanted;
      for (std::size_t l = 0; l < k; ++l) result.hessian[l][k] = result.hessian[k][l];
    }
    return result;
  }

 private:
  struct Derivatives {
    Intervals gradient;
    std::vector<Intervals> hessian;
  };
  Derivatives none(const Interval& zero) const {
    return {Intervals(kept_.size(), zero),
            std::vector<Intervals>(kept_.size(), Intervals(kept_.size(), zero))};
  }
  std::vector<std::vector<Intervals>> features(unsigned bits) const {
    std::vector<std::vector<Intervals>> result(mdp_.states.size());
    for (StateIndex s = 0; s < mdp_.states.size(); ++s)
      for (ActionIndex a = 0; a < mdp_.actions.size(); ++a) {
        Intervals& row = result[s].emplace_back();
        for (const std::size_t k : kept_) row.emplace_back(phi_[s][a][k], bits);
      }
    return result;
  }
  EnclosedReward reward(const Intervals& box, unsigned bits) const {
    EnclosedReward result(mdp_.states.size());
    for (StateIndex s = 0; s < mdp_.states.size(); ++s)
      for (ActionIndex a = 0; a < mdp_.actions.size(); ++a) {
        Interval sum(Rational(0), bits);
        for (std::size_t k = 0; k < kept_.size(); ++k)
          if (const Rational& phi = phi_[s][a][kept_[k]]; phi != 0) sum += box[k] * Interval(phi, bits);
        result[s].push_back(std::move(sum));
      }
    return result;
  }
  Derivatives expected(const Distribution& law, const std::vector<Derivatives>& of, const Interval& zero,
                       unsigned bits) const {
    Derivatives sum = none(zero);
    for (StateIndex s = 0; s < law.size(); ++s) {
      if (law[s] == 0) continue;
      const Interval p(law[s], bits);
      for (std::size_t k = 0; k < kept_.size(); ++k) {
        sum.gradient[k] += p * of[s].gradient[k];
        for (std::size_t l = 0; l <= k; ++l) sum.hessian[k][l] += p * of[s].hessian[k][l];
      }
    }
    return sum;
  }

  const Mdp& mdp_;
  const FeatureMap& phi_;
  const std::vector<std::size_t>& kept_;
  unsigned episode_;
  Vector counts_;
  std::vector<std::vector<bool>> possible_;  // [step][state]
};

Rational rounded(const Rational& q, unsigned bits) {  // to a multiple of 2^-bits, down
  const Rational scaled = q * Rational(Integer(1) << bits);
  Integer whole = numerator_of(scaled) / denominator_of(scaled);  // towards zero
  if (scaled < 0 && Rational(whole) != scaled) --whole;
  return ratio(whole, Integer(1) << bits);
}

// Requires  that there is an optimum.
IrlFit fit_inside(const Mdp& mdp, const FeatureMap& phi, unsigned episode, const Vector& counts,
                  unsigned bits) {
  const std::vector<std::size_t> kept = movable_features(mdp, phi, episode);
  std::vector<std::size_t> all(counts.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const Likelihood likelihood(mdp, phi, kept, episode, counts);
  const ConvexMinimum optimum =
      convex_minimum([&](const Intervals& box, unsigned precision) { return likelihood.at(box, precision); },
                     kept.size(), bits);
  IrlFit fit{
      Intervals(counts.size(), Interval(Rational(0), optimum.bits)), {}, Vector(counts.size()), {}, {}};
  for (std::size_t i = 0; i < kept.size(); ++i) {
    fit.weights[kept[i]] = optimum.box[i];
    fit.run_weights[kept[i]] = rounded((optimum.box[i].lower() + optimum.box[i].upper()) / 2, weight_bits);
  }
  // Of no counts taken off, the gradient is the counts themselves.
  fit.counts =
      Likelihood(mdp, phi, all, episode, Vector(counts.size())).at(fit.weights, optimum.bits).gradient;
  fit.plan = noisy_plan(mdp, reward_from(phi, fit.run_weights), {Planner{}, 1, law_bits}, episode);
  const Vector found = feature_counts(mdp, fit.plan, phi);
  for (std::size_t k = 0; k < counts.size(); ++k)
    fit.count_error.push_back(abs(Rational(found[k] - counts[k])));
  return fit;
}

void require_interior(const Vector& counts, HullPosition position) {
  if (position == HullPosition::relative_interior) return;
  std::string text;
  for (const Rational& q : counts) text += (text.empty() ? "" : ", ") + to_decimal(q);
  throw std::invalid_argument(fmt::format(
      "the counts ({}) lie {} the hull of what plans can have: no reward makes a noisy planner have them",
      text, position == HullPosition::boundary ? "on the boundary of" : "outside"));
}

}  // namespace

IrlFit fit_reward(const Mdp& mdp, const FeatureMap& phi, unsigned episode,
                  const std::vector<Rational>& counts, unsigned bits) {
  mdp.validate();
  require_features(mdp, phi);
  if (episode == 0) throw std::invalid_argument("an episode of 0 steps; expected at least 1");
  if (counts.size() != phi[0][0].size())
    throw std::invalid_argument(fmt::format("{} counts of {} features", counts.size(), phi[0][0].size()));
  require_interior(counts, position_among_plans(mdp, phi, episode, counts));
  return fit_inside(mdp, phi, episode, counts, bits);
}

IrlFit fit_reward(const Mdp& mdp, const FeatureMap& phi, const Plan& demonstrator, unsigned bits) {
  const auto episode = static_cast<unsigned>(demonstrator.size());
  const Vector counts = feature_counts(mdp, demonstrator, phi);
  return has_every_action(mdp, demonstrator) ? fit_inside(mdp, phi, episode, counts, bits)
                                             : fit_reward(mdp, phi, episode, counts, bits);
}

}  // namespace qed
