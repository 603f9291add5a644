#include "properties/oracle/policy.hpp"

#include <algorithm>

namespace qed::oracle {
namespace {

Law numbers(const Distribution& law) { return Law(law.begin(), law.end()); }

Law predict(const Iid& policy, const History&) { return numbers(policy.law); }

Law predict(const Schedule& policy, const History& h) {
  const std::size_t step = h.size(), last = policy.laws.size() - 1;
  return numbers(
      policy.laws[policy.then == Schedule::Then::repeat ? step % policy.laws.size() : std::min(step, last)]);
}

Law predict(const Markov& policy, const History& h) {
  std::vector<ActionIndex> context;
  for (std::size_t t = h.size() - std::min<std::size_t>(h.size(), policy.order); t < h.size(); ++t)
    context.push_back(h[t].action);
  return numbers(policy.laws.at(context));
}

Law predict(const Automaton& policy, const History& h) {
  StateIndex state = policy.start;
  for (const HistoryStep& step : h) state = policy.states[state].next[step.action][step.observation];
  return numbers(policy.states[state].law);
}

Law predict(const Custom& policy, const History& h) {
  const std::unique_ptr<Policy> automaton = policy.make();
  StateIndex state = automaton->start();
  for (const HistoryStep& step : h) state = automaton->next(state, {step.action, step.observation});
  return numbers(automaton->law(state));
}

}  // namespace

Law prediction(const PolicySpec& policy, const History& h) {
  return std::visit([&h](const auto& kind) { return predict(kind, h); }, policy);
}

}  // namespace qed::oracle
