#include "tools/bench/naive.hpp"

#include <unordered_map>

#include "qed/imitation/imitator.hpp"

namespace qed::bench {
namespace {

struct Mass {
  Rational plain, tilted;
};

struct State {
  Weights weights;
  std::vector<StateIndex> models;
  StateIndex environment;
  bool retained;

  std::string key() const {
    std::string key = retained ? "r" : "l";
    for (const StateIndex s : models) key += std::to_string(s) + ",";
    key += std::to_string(environment);
    for (const Integer& w : weights) key += ":" + w.str(0, std::ios_base::hex);
    return key;
  }
};

}  // namespace

Quantities evaluate_naively(const ModelClass& c) {
  std::vector<std::unique_ptr<Policy>> policies;
  State start{prior_weights(c), {}, c.environment.start, true};
  for (const Model& m : c.models) {
    policies.push_back(compile(m.policy, c.actions.size()));
    start.models.push_back(policies.back()->start());
  }
  const ModelIndex truth = std::get<ModelIndex>(c.demonstrator);
  const CautiousImitator<> imitator;
  Quantities q;
  q.S3_collected = 0;
  q.expected_product = 1;
  std::unordered_map<std::string, std::pair<State, Mass>> level{{start.key(), {start, {1, 1}}}};
  for (unsigned t = 0; t < c.horizon; ++t) {
    std::unordered_map<std::string, std::pair<State, Mass>> next;
    q.truth_retained = 0;
    for (const auto& [key, entry] : level) {
      const auto& [state, mass] = entry;
      std::vector<const Distribution*> predictions;
      for (std::size_t m = 0; m < policies.size(); ++m)
        predictions.push_back(&policies[m]->law(state.models[m]));
      const Situation situation{state.weights, predictions, *predictions[truth], c.alpha, c.threshold};
      const TopSet top = imitator.top_set(situation);
      const StepLaw law = imitator.step(situation, top);
      const Rational& theta = law.query_probability;
      const Rational cube = mass.plain * theta * theta * theta;
      q.S1 += mass.plain * theta;
      q.S2 += mass.plain * theta * theta;
      q.S3 += cube;
      const bool collected = top.contains(truth), retained = state.retained && collected;
      if (collected) *q.S3_collected += cube;
      if (retained) *q.truth_retained += mass.plain;
      q.expected_product += mass.tilted * theta;
      for (const bool asked : {false, true})
        for (ActionIndex a = 0; a < c.actions.size(); ++a) {
          const Rational& p = (asked ? law.asked : law.answered)[a];
          if (p == 0) continue;
          const Distribution& observed = c.environment.states[state.environment].laws[asked][a];
          for (ObservationIndex x = 0; x < observed.size(); ++x) {
            if (observed[x] == 0) continue;
            State child{imitator.update(situation, asked, a), state.models,
                        c.environment.states[state.environment].next[a][x], retained};
            for (std::size_t m = 0; m < policies.size(); ++m)
              child.models[m] = policies[m]->next(child.models[m], {a, x});
            auto& into = next.try_emplace(child.key(), child, Mass{0, 0}).first->second.second;
            into.plain += mass.plain * p * observed[x];
            into.tilted += mass.tilted * (1 + theta) * p * observed[x];
          }
        }
    }
    level = std::move(next);
  }
  q.horizon = c.horizon;
  return q;
}

}  // namespace qed::bench
