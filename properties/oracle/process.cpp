#include "properties/oracle/process.hpp"

#include <algorithm>

namespace qed::oracle {
namespace {

Law minimum(const std::vector<ModelIndex>& top, const std::vector<Law>& predictions) {
  Law smallest = predictions[top.front()];
  for (const ModelIndex m : top)
    for (std::size_t a = 0; a < smallest.size(); ++a) smallest[a] = std::min(smallest[a], predictions[m][a]);
  return smallest;
}

// Only queried actions are evidence.
Rule::Posterior bayes(const Rule::Posterior& posterior, const std::vector<Law>& predictions, bool asked,
                      ActionIndex a) {
  Rule::Posterior weights = posterior;
  if (asked)
    for (std::size_t m = 0; m < weights.size(); ++m) weights[m] *= predictions[m][a];
  return weights;
}

Law observation_law(const Environment& environment, const History& h, bool asked, ActionIndex a) {
  StateIndex state = environment.start;
  for (const HistoryStep& step : h) state = environment.states[state].next[step.action][step.observation];
  const Distribution& law = environment.states[state].laws[asked][a];
  return Law(law.begin(), law.end());
}

bool reached(const Event& event, const History& h) {
  std::vector<ActionIndex> played;
  for (const HistoryStep& step : h) played.push_back(step.action);
  switch (event.kind) {
    case Event::Kind::prefix:
      return played.size() >= event.actions.size() &&
             std::equal(event.actions.begin(), event.actions.end(), played.begin());
    case Event::Kind::contains:
      return std::search(played.begin(), played.end(), event.actions.begin(), event.actions.end()) !=
             played.end();
    case Event::Kind::automaton: break;
  }
  StateIndex state = event.start;
  bool accepted = event.states[state].accepting;
  for (const HistoryStep& step : h) {
    state = event.states[state].next[step.action][step.observation];
    accepted = accepted || event.states[state].accepting;
  }
  return accepted;
}

}  // namespace

Rule::Rule() : answered(minimum), update(bayes) {}

Process process_of(const ModelClass& c) {
  Process process;
  process.actions = c.actions.size();
  process.observations = c.observations.size();
  for (const Model& model : c.models) {
    process.priors.push_back(model.prior);
    process.models.push_back([policy = model.policy](const History& h) { return prediction(policy, h); });
  }
  process.demonstrator = [policy = c.demonstrator_policy()](const History& h) {
    return prediction(policy, h);
  };
  if (c.demonstrator_inside()) process.truth = std::get<ModelIndex>(c.demonstrator);
  process.environment = [environment = c.environment](const History& h, bool asked, ActionIndex a) {
    return observation_law(environment, h, asked, a);
  };
  process.alpha = c.alpha;
  process.threshold = c.threshold;
  process.horizon = c.horizon;
  process.forced_queries = c.forced_queries;
  for (const Event& event : c.events)
    process.events.push_back({event.name, [event](const History& h) { return reached(event, h); }});
  return process;
}

}  // namespace qed::oracle
