// The nodes of the process: what the future depends on. A node is (posterior weights, automaton state of each
// model, environment state, forced steps left). Histories that reach equal nodes merge, so a class without
// memory has polynomially many nodes instead of |A|^N.
//
// A node is canonical: weights are reduced by their gcd, and a model of weight zero, which can never come
// back, has its automaton state forgotten (the demonstrator's is kept, for it answers the queries). Where one
// model is left in the top set the imitator never asks again, so the posterior rests: such a *settled* node
// stands for all posteriors with that top set, `settled_as`.
//
// Exact   weights are integers and probabilities rational.
// Cost    of a node, when it is first met: the imitator's top set and step; for its edges or a visitor an update for
//         each (asked, action) of positive probability. After that a look-up by its key. All nodes stay until
//         keep_only(); what a step needs stays too, of so many nodes (most_opened), and is worked out again for others.
// Throws  the constructor as compile() of a class; what makes nodes, std::invalid_argument where the imitator or a
//         user's own policy is not what it should be there, naming it.
// Threads one: policies unfold as they are used.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "qed/evaluate/evaluate.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

using NodeIndex = std::uint32_t;

// One way on from a node. Probabilities of a node's edges sum to 1.
struct NodeEdge {
  NodeIndex child;
  ActionIndex action;
  ObservationIndex observation;
  Rational probability;
  bool asked;
};

// What a node says of its step, kept for as long as the node is.
struct NodeFacts {
  Rational query_probability;  // theta; 1 on a forced step
  Rational asked;              // P(q = 1 | h), from the law: theta, unless the imitator is faulty
  std::size_t top_size = 0;
  bool truth_collected = false;
  bool forced = false;
  bool settled = false;
  bool unknown = false;  // never settled: what happens from here on is not known
};

// A node spelled out.
struct NodeContent {
  Weights weights;                 // reduced
  std::vector<StateIndex> states;  // per model; an outside demonstrator's last
  StateIndex environment = 0;
  unsigned forced_left = 0;
};

class NodeGraph {
 public:
  // Both must outlive the graph. Shows each new node to `visitor`, where there is one.
  NodeGraph(const ModelClass&, const Imitator&, const NodeVisitor& visitor);
  NodeGraph(const NodeGraph&) = delete;  // opened nodes know where they are counted
  // These two to be said before any node is made.
  void set_unknown(UnknownNodes unknown) { unknown_ = std::move(unknown); }
  // One node may have thousands of children, each of them large: `stop` is asked after each that is new. Where it says
  // so, edges() throws Stopped; the node is then as if it had not been asked for, beside the children that were made and
  // shown. max_bytes: what all tables of the pass may take, of which opened nodes are left a small part.
  struct Stopped {};
  void stop_where(std::function<bool()> stop, std::uint64_t max_bytes);

  NodeIndex root();
  const NodeFacts& facts(NodeIndex n) const { return nodes_[n].facts; }

  // The children of a node, made on first call; indices of nodes stay as they are.
  // Throws  Stopped (stop_where).
  const std::vector<NodeEdge>& edges(NodeIndex);
  // Probabilities of (action, observation) at a node: its edges without their children.
  std::vector<NodeEdge> percepts(NodeIndex);
  // What those need who follow one history at a time: the joint law of a node's step, the state of the environment,
  // and the one child that a step of positive probability leads to, made on first call; no other is made.
  const StepLaw& law(NodeIndex n) { return opened(n).law; }
  StateIndex environment(NodeIndex n) { return opened(n).content.environment; }
  NodeIndex after(NodeIndex, HistoryStep);
  // The node that stands for a settled node: all but the collected model forgotten.
  NodeIndex settled_as(NodeIndex);

  // Forgets every node but these, and all edges. The i-th of them becomes node i.
  void keep_only(const std::vector<NodeIndex>&);

  NodeContent content(NodeIndex n) const { return decode(*nodes_[n].key); }
  // The automata of NodeContent::states, in its order.
  std::span<const std::unique_ptr<Policy>> policies() const { return policies_; }
  std::size_t demonstrator_slot() const { return demonstrator_slot_; }

  std::size_t size() const { return nodes_.size(); }
  std::size_t met() const { return trail_.size(); }  // distinct nodes shown so far
  // What is held, to within what the allocator wastes.  Cost  O(1).
  std::uint64_t bytes() const;

 private:
  // Bytes that count in a total while this lives.
  class Counted {
   public:
    explicit Counted(std::uint64_t& total) : total_(total) {}
    ~Counted() { total_ -= bytes_; }
    Counted(const Counted&) = delete;
    void add(std::uint64_t bytes) { bytes_ += bytes, total_ += bytes; }
    void remove(std::uint64_t bytes) { bytes_ -= bytes, total_ -= bytes; }
    std::uint64_t bytes() const { return bytes_; }

   private:
    std::uint64_t& total_;
    std::uint64_t bytes_ = 0;
  };
  // A node with everything that its step needs.
  struct Opened {
    explicit Opened(std::uint64_t& total) : counted(total) {}
    NodeContent content;
    std::vector<const Distribution*> predictions;
    const Distribution* demonstrator = nullptr;
    TopSet top{{}};
    StepLaw law;
    std::vector<Weights> after[2];  // [asked][action], reduced; empty where not found, or of probability 0
    Counted counted;
  };
  struct Record {
    const std::string* key;
    std::uint32_t trail;
    bool expanded = false;
    bool shown = false;  // to the visitor: false for what only stands for settled nodes
    NodeFacts facts;
    std::unique_ptr<Opened> opened;  // from the node's making until it is expanded, or others need the room
    std::vector<NodeEdge> edges;
  };
  // How a node was first reached: enough to spell out a history, and kept even for forgotten nodes.
  struct Step {
    std::uint32_t previous;
    ActionIndex action;
    ObservationIndex observation;
    bool asked;
  };
  static constexpr std::uint32_t no_step = UINT32_MAX;
  // An opened node takes some thirty times its key, or with 200 actions and models a thousand times. Once all together
  // take more than this, a node is closed when it was shown, and opened anew to be expanded.
  static constexpr std::uint64_t most_opened_bytes = std::uint64_t{1} << 26;

  NodeIndex intern(const std::string& key, std::uint32_t previous, HistoryStep, bool show);
  std::unique_ptr<Opened> open(NodeContent);
  Opened& opened(NodeIndex);
  std::unique_ptr<Opened> close(NodeIndex n) { return std::move(nodes_[n].opened); }
  Situation situation(const Opened&) const;
  const Weights& find_successor(Opened&, bool asked, ActionIndex) const;
  static void forget_successor(Opened&, bool asked, ActionIndex);
  void find_successors(Opened&) const;
  NodeIndex child(NodeIndex, const NodeContent& from, HistoryStep, const Weights& after,
                  std::string_view encoded_after);
  NodeFacts facts_of(const Opened&) const;
  void show(Opened&, const NodeFacts&, std::uint32_t trail) const;
  History history(std::uint32_t trail) const;
  // weights: already encoded; they are the same for many children.
  static void encode(std::span<const StateIndex> states, StateIndex environment, unsigned forced_left,
                     std::string_view weights, std::string& key);
  NodeContent decode(const std::string&) const;
  static std::uint64_t bytes_of(const Opened&);
  static std::uint64_t bytes_of(const Record&);  // beside itself: key, index entry, facts

  const ModelClass& class_;
  const Imitator& imitator_;
  const NodeVisitor& visitor_;
  UnknownNodes unknown_;
  std::optional<ModelIndex> truth_;
  std::size_t demonstrator_slot_;  // in NodeContent::states
  std::vector<std::unique_ptr<Policy>> policies_;
  std::function<bool()> stop_;
  std::uint64_t opened_may_take_ = most_opened_bytes;
  std::uint64_t largest_opened_ = 0;  // of those that were new: the next takes about as much
  // Before the nodes, which count there to their end.
  std::uint64_t opened_bytes_ = 0, node_bytes_ = 0, edge_bytes_ = 0;
  std::unordered_map<std::string, NodeIndex> index_;
  std::vector<Record> nodes_;
  std::vector<Step> trail_;
  std::vector<StateIndex> child_states_;  // room for child()
  std::string child_key_;
};

}  // namespace qed
