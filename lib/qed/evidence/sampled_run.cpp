#include "qed/evidence/sampled_run.hpp"

#include "qed/exact/random_stream.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/policy.hpp"

namespace qed::evidence {

namespace {

// Outcome k with probability law[k], where the law sums to 1.
std::size_t draw(std::span<const Rational> law, RandomStream& random) {
  const Rational u = ratio(Integer(random.bits()), Integer(1) << 64);
  Rational below = 0;
  std::size_t last = 0;
  for (std::size_t k = 0; k < law.size(); ++k) {
    if (law[k] == 0) continue;
    last = k;
    below += law[k];
    if (u < below) break;
  }
  return last;
}

std::vector<Rational> posterior(const Weights& weights) {
  Integer sum = 0;
  for (const auto& w : weights) sum += w;
  std::vector<Rational> p;
  for (const auto& w : weights) p.push_back(sum == 0 ? Rational(0) : ratio(w, sum));
  return p;
}

// Answered actions first, then asked ones.
StepLaw forced_law(const Distribution& demonstrator) {
  return ask_with_the_rest(std::vector<Rational>(demonstrator.size(), Rational(0)), demonstrator);
}

}  // namespace

std::vector<SampledStep> sampled_run(const ModelClass& c, std::uint64_t seed, std::uint64_t index) {
  RandomStream random(seed, index);
  const CautiousImitator<> imitator;
  const std::vector<std::unique_ptr<Policy>> policies = compile(c);
  std::vector<StateIndex> states;
  for (std::size_t m = 0; m < c.models.size(); ++m) states.push_back(policies[m]->start());
  Policy& demonstrator = *policies[c.demonstrator_slot()];
  StateIndex demonstrator_state = demonstrator.start(), environment = c.environment.start;
  Weights weights = prior_weights(c);

  std::vector<SampledStep> run;
  for (unsigned t = 0; t < c.horizon; ++t) {
    std::vector<const Distribution*> predictions;
    for (std::size_t m = 0; m < states.size(); ++m)
      predictions.push_back(weights[m] == 0 ? nullptr : &policies[m]->law(states[m]));
    const Distribution& mu = demonstrator.law(demonstrator_state);
    const Situation situation{weights, predictions, mu, c.alpha, c.threshold};
    const TopSet top = imitator.top_set(situation);
    const StepLaw law = t < c.forced_queries ? forced_law(mu) : imitator.step(situation, top);

    std::vector<Rational> joint = law.answered;
    joint.insert(joint.end(), law.asked.begin(), law.asked.end());
    const std::size_t drawn = draw(joint, random);
    const bool asked = drawn >= c.actions.size();
    const auto action = static_cast<ActionIndex>(drawn % c.actions.size());
    const EnvironmentState& there = c.environment.states[environment];
    const auto observation =
        static_cast<ObservationIndex>(draw(there.laws[asked][action].probabilities(), random));

    const auto* inside = std::get_if<ModelIndex>(&c.demonstrator);
    run.push_back({posterior(weights),
                   law.query_probability,
                   inside && top.contains(*inside),
                   {asked, action, observation}});
    weights = imitator.update(situation, asked, action);
    reduce(weights);
    for (std::size_t m = 0; m < states.size(); ++m)
      if (weights[m] != 0) states[m] = policies[m]->next(states[m], {action, observation});
    demonstrator_state = demonstrator.next(demonstrator_state, {action, observation});
    environment = there.next[action][observation];
  }
  return run;
}

}  // namespace qed::evidence
