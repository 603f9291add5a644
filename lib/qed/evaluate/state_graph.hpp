// The states that masses flow through: a node, where the events stand, and whether the truth has been in the
// top set at every step so far. Settled nodes are replaced by their representative; and where no event is
// pending either, nothing that is asked for can still change: all such states are one *done* state per
// (events, retained).
//
// Exact   probabilities are rational; the coefficients are the same as integers over one denominator.
// Cost    of expand(): the edges of the state's node, once, each looked for among the transitions found so far. All
//         states stay until keep_only().
// Throws  as NodeGraph.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "qed/evaluate/coefficients.hpp"
#include "qed/evaluate/event_tracker.hpp"
#include "qed/evaluate/masses.hpp"
#include "qed/evaluate/node_graph.hpp"

namespace qed {

using GraphState = std::uint32_t;

// One way on from a state. Probabilities of a state's transitions sum to 1, and no two lead to the same state.
struct Transition {
  GraphState to;
  Rational probability;
};

class StateGraph {
 public:
  StateGraph(const ModelClass&, const Imitator&, const NodeVisitor&);

  GraphState root();
  std::size_t size() const { return states_.size(); }

  // Finds the transitions of a state, once. New states may appear.
  // Throws  NodeGraph::Stopped (stop_where of nodes()); the state is then as it was.
  void expand(GraphState);
  bool expanded(GraphState s) const { return states_[s].expanded; }
  std::size_t transitions(GraphState s) const { return states_[s].transitions; }
  // The same, spelled out: for those who write the graph down. Found anew at each call; new states may appear.
  std::vector<Transition> transitions_of(GraphState);

  bool retained(GraphState s) const { return states_[s].retained; }
  // Per event the state of its automaton, as EventTracker::states.
  const std::vector<StateIndex>& events(GraphState s) const { return events_.states(states_[s].events); }
  // Settled, with no event pending: the state stays as it is.
  bool done(GraphState s) const { return states_[s].node == done_node; }
  // Nothing is asked any more: the state's node is settled, or all is done.
  bool settled(GraphState s) const { return done(s) || nodes_.facts(states_[s].node).settled; }
  // The step's facts.   Requires  not settled.
  const NodeFacts& facts(GraphState s) const { return nodes_.facts(states_[s].node); }
  // Probability that the event has been accepted after one step more.
  Rational accepted_after_step(GraphState, std::size_t event);

  std::span<const Inflow> incoming() const { return incoming_; }
  const Coefficients& coefficients() const { return coefficients_; }
  // Requires  not done.
  NodeIndex node(GraphState s) const { return states_[s].node; }
  const NodeGraph& nodes() const { return nodes_; }
  NodeGraph& nodes() { return nodes_; }
  EventsIndex events_at(GraphState s) const { return states_[s].events; }
  EventTracker& event_tracker() { return events_; }

  // Forgets all other states; the i-th of these becomes state i. Transitions are found anew.
  void keep_only(std::span<const std::uint32_t> states);
  std::uint64_t bytes() const;

 private:
  static constexpr NodeIndex done_node = UINT32_MAX;
  struct State {
    NodeIndex node;
    EventsIndex events;
    bool retained;
    bool expanded = false;
    std::uint32_t transitions = 0;
  };
  GraphState intern(NodeIndex, EventsIndex, bool retained_before);
  GraphState place(NodeIndex, EventsIndex, bool retained);

  NodeGraph nodes_;
  EventTracker events_;
  Coefficients coefficients_;
  bool truth_inside_;
  std::unordered_map<std::uint64_t, GraphState> index_;
  std::vector<State> states_;
  std::vector<Inflow> incoming_;
  std::uint64_t incoming_bytes_ = 0;  // of the inflows that are not in place
};

}  // namespace qed
