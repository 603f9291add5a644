#include "qed/evaluate/state_graph.hpp"

#include "qed/exact/held_bytes.hpp"
#include "qed/exact/require.hpp"

namespace qed {

StateGraph::StateGraph(const ModelClass& c, const Imitator& imitator, const NodeVisitor& visitor)
    : nodes_(c, imitator, visitor), events_(c.events), truth_inside_(c.demonstrator_inside()) {}

GraphState StateGraph::root() { return intern(nodes_.root(), events_.start(), true); }

// `retained` counts this node's own top set, so that histories which have just lost the truth merge with
// those that lost it earlier.
GraphState StateGraph::intern(NodeIndex node, EventsIndex events, bool retained_before) {
  const NodeFacts& facts = nodes_.facts(node);
  const bool retained = retained_before && (facts.truth_collected || !truth_inside_);
  if (!facts.settled) return place(node, events, retained);
  return place(events_.pending(events) ? nodes_.settled_as(node) : done_node, events, retained);
}

GraphState StateGraph::place(NodeIndex node, EventsIndex events, bool retained) {
  QED_REQUIRE(events < (1u << 31), "more combinations of event states than fit");
  const std::uint64_t key = std::uint64_t{node} << 32 | std::uint64_t{events} << 1 | std::uint64_t{retained};
  const auto [entry, is_new] = index_.try_emplace(key, static_cast<GraphState>(states_.size()));
  if (is_new) {
    states_.push_back({node, events, retained});
    incoming_.emplace_back();
  }
  return entry->second;
}

void StateGraph::expand(GraphState s) {
  if (states_[s].expanded) return;
  const auto apart = [](const Inflow& in) {
    return in.capacity() > Inflow::static_capacity ? block_bytes(in.capacity() * sizeof(Incoming)) : 0;
  };
  for (const auto& [to, probability] : transitions_of(s)) {
    Inflow& in = incoming_[to];
    incoming_bytes_ -= apart(in);
    in.push_back({s, coefficients_.intern(probability)});
    incoming_bytes_ += apart(in);
    ++states_[s].transitions;
  }
  states_[s].expanded = true;
}

std::vector<Transition> StateGraph::transitions_of(GraphState s) {
  const State from = states_[s];
  if (from.node == done_node) return {{s, Rational(1)}};

  // Edges that lead to the same state are one transition.
  std::vector<Transition> merged;
  const std::span<const NodeEdge> edges = nodes_.edges(from.node);  // stays where it is while nodes are added
  for (const NodeEdge& edge : edges) {
    const EventsIndex events = events_.next(from.events, {edge.action, edge.observation});
    const GraphState to = intern(edge.child, events, from.retained);
    auto same = merged.begin();
    while (same != merged.end() && same->to != to) ++same;
    if (same == merged.end())
      merged.push_back({to, edge.probability});
    else
      same->probability += edge.probability;
  }
  return merged;
}

Rational StateGraph::accepted_after_step(GraphState s, std::size_t event) {
  const State& state = states_[s];
  if (events_.accepted(state.events, event)) return 1;
  if (!events_.pending(state.events)) return 0;
  Rational sum = 0;
  for (const NodeEdge& edge : nodes_.percepts(state.node))
    if (events_.accepted(events_.next(state.events, {edge.action, edge.observation}), event))
      sum += edge.probability;
  return sum;
}

void StateGraph::keep_only(std::span<const std::uint32_t> kept) {
  std::vector<NodeIndex> nodes;
  std::unordered_map<NodeIndex, NodeIndex> renamed;
  for (const GraphState s : kept)
    if (!done(s) && renamed.try_emplace(states_[s].node, static_cast<NodeIndex>(nodes.size())).second)
      nodes.push_back(states_[s].node);
  nodes_.keep_only(nodes);

  std::vector<State> old = std::move(states_);
  states_.clear();
  index_.clear();
  incoming_.clear();
  incoming_bytes_ = 0;
  coefficients_.clear();
  for (const GraphState s : kept)
    place(old[s].node == done_node ? done_node : renamed.at(old[s].node), old[s].events, old[s].retained);
}

std::uint64_t StateGraph::bytes() const {
  constexpr std::uint64_t per_state = sizeof(State) + sizeof(Inflow) + 40;  // 40: its index entry and bucket
  return nodes_.bytes() + coefficients_.bytes() + states_.size() * per_state + incoming_bytes_;
}

}  // namespace qed
