// Processes that ModelClass::validate() would refuse, built from plain functions for the oracle: weights that
// sum to more than 1, "laws" that are none, environments that cheat.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "properties/oracle/enumerate.hpp"

namespace qed::oracle {

using PlainModel = std::function<Law(const History&)>;

inline PlainModel always(Law law) {
  return [law = std::move(law)](const History&) { return law; };
}
// The first law at step 0, the second at step 1, …; the last one stays.
inline PlainModel in_turn(std::vector<Law> laws) {
  return [laws = std::move(laws)](const History& h) { return laws[std::min(h.size(), laws.size() - 1)]; };
}
// `then` at time `step`, `otherwise` at all others.
inline PlainModel except_at(std::size_t step, Law then, Law otherwise) {
  return [=](const History& h) { return h.size() == step ? then : otherwise; };
}

// No environment to speak of; model 0 is the demonstrator.
inline Process plain_process(const Rational& alpha, std::vector<std::pair<Rational, PlainModel>> models,
                             unsigned horizon) {
  Process process;
  process.actions = models[0].second({}).size();
  for (auto& [weight, model] : models) {
    process.priors.push_back(weight);
    process.models.push_back(model);
  }
  process.demonstrator = models[0].second;
  process.truth = 0;
  process.environment = [](const History&, bool, ActionIndex) { return Law{1}; };
  process.alpha = alpha;
  process.horizon = horizon;
  return process;
}

// The bounds, in terms of the declared weight of the demonstrator.
inline Rational weight_of_truth(const Process& p) { return p.priors[*p.truth]; }
inline Rational retention_bound(const Process& p) { return 1 - p.alpha / weight_of_truth(p); }
inline Rational sharp_retention_bound(const Process& p) { return 1 - p.alpha * (1 / weight_of_truth(p) - 1); }
inline Rational sharp_sum_bound(const Process& p) { return 3 / p.alpha * (1 / weight_of_truth(p) - 1); }
inline Rational lost_sum_bound(const Process& p) { return 3 * (1 / weight_of_truth(p) - 1); }
inline Rational sum_bound(const Process& p) {
  return Rational(p.actions) / (p.alpha * p.alpha * p.alpha) * (24 / weight_of_truth(p) + 12);
}

}  // namespace qed::oracle
