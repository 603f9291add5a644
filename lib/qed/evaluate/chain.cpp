#include "qed/evaluate/chain.hpp"

#include <algorithm>

#include "qed/exact/require.hpp"

namespace qed {

std::optional<Chain> chain_of(ModelClass c, std::uint64_t max_states,
                              const std::atomic<bool>& interrupted) try {
  c.events.clear();
  const Imitator imitator;
  const NodeVisitor nobody;
  StateGraph graph(c, imitator, nobody);
  const auto stopped = [&] { return graph.size() > max_states || interrupted; };
  graph.nodes().stop_where(stopped, UINT64_MAX);
  Chain chain;
  // States are numbered as they are met, so those of one depth lie together.
  const auto take_in = [&](unsigned depth) {
    for (GraphState s = static_cast<GraphState>(chain.states.size()); s < graph.size(); ++s)
      chain.states.push_back({graph.settled(s) ? Rational(0) : graph.facts(s).query_probability,
                              !graph.retained(s),
                              graph.settled(s),
                              depth,
                              {}});
  };
  graph.root();
  take_in(0);
  GraphState next = 0;
  for (unsigned depth = 0; depth + 1 < c.horizon && next < chain.states.size(); ++depth) {
    for (const auto end = static_cast<GraphState>(chain.states.size()); next < end; ++next) {
      auto& to = chain.states[next].to = graph.transitions_of(next);
      std::ranges::sort(to, {}, &Transition::to);  // readers build rows in order
      Rational sum = 0;
      for (const Transition& t : to) sum += t.probability;
      QED_REQUIRE(sum == 1, "a row of the chain sums to " + to_string(sum));
      if (stopped()) return std::nullopt;
    }
    take_in(depth + 1);
  }
  for (; next < chain.states.size(); ++next)
    if (chain.states[next].done)
      chain.states[next].to = {{next, Rational(1)}};
    else
      chain.closed = false;
  return chain;
} catch (const NodeGraph::Stopped&) {
  return std::nullopt;
}

}  // namespace qed
