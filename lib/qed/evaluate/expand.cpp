#include "qed/evaluate/expand.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "qed/evaluate/node_graph.hpp"

namespace qed {
namespace {

// -----------------------------------------------------------------------------------------------------------
// The models found so far.

class Finder {
 public:
  Finder(const CountableClass& c, std::size_t max_models) : class_(c), max_models_(max_models) {
    if (!c.demonstrator.empty()) member_ = member(c, c.demonstrator);
    for (std::size_t f = 0; f < c.families.size(); ++f) families_.push_back({Enumeration(c, f), {}});
  }

  // The largest prior of the models that were not taken, at most; 0 where there are none.
  Rational largest_left() {
    Rational largest = 0;
    for (Taken& family : families_)
      if (family.rest.peek()) largest = std::max(largest, family.rest.peek()->prior);
    return largest;
  }
  // Takes the models that a node of this largest weight might collect. False where there are too many.
  bool take(const Rational& largest_weight) {
    for (Taken& family : families_)
      while (family.rest.peek() && may_be_collected(family.rest.peek()->prior, largest_weight)) {
        if (taken_ == max_models_) return false;
        family.models.push_back(family.rest.take());
        ++taken_;
      }
    return true;
  }
  bool may_be_collected(const Rational& prior, const Rational& largest_weight) const {
    const Rational threshold = class_.listed.alpha * largest_weight;
    return class_.listed.threshold == Threshold::strict ? prior > threshold : prior >= threshold;
  }

  // The prior mass of the models that are not in `found`, at most.
  Rational remaining() {
    Rational mass = 0;
    for (Taken& family : families_) mass += family.rest.remaining();
    return member_ && !taken_already(*member_) ? Rational(mass - member_->model.prior) : mass;
  }

  ModelClass found() const {
    ModelClass c = class_.listed;
    for (std::size_t f = 0; f < families_.size(); ++f) {
      const std::vector<Model>& taken = families_[f].models;
      c.models.insert(c.models.end(), taken.begin(), taken.end());
      if (!member_ || member_->family != f) continue;
      // Taken or not, every model of its family that was taken ranks before it or is it.
      const auto same = std::ranges::find(c.models, member_->model.name, &Model::name);
      c.demonstrator = static_cast<ModelIndex>(same - c.models.begin());
      if (same == c.models.end()) c.models.push_back(member_->model);
    }
    return c;
  }

 private:
  struct Taken {
    Enumeration rest;
    std::vector<Model> models;
  };
  bool taken_already(const Member& m) const {
    return std::ranges::count(families_[m.family].models, m.model.name, &Model::name) > 0;
  }

  const CountableClass& class_;
  std::size_t max_models_, taken_ = 0;
  std::optional<Member> member_;  // the demonstrator, where a family has it
  std::vector<Taken> families_;
};

// -----------------------------------------------------------------------------------------------------------
// The nodes that can be reached, each with the least scale of the histories that reach it: W = scale x reduced weight.
// Only the history makes the scale, and what it becomes after the node depends on the node alone, so the least one
// stands for all.

class Exploration {
 public:
  Exploration(const ModelClass& c, const ExpandOptions& options)
      : class_(c), options_(options), graph_(c, cautious_, nobody_) {
    graph_.stop_where([this] { return over_limit(); }, options.limits.max_bytes);
  }

  // Stops after the first level at which `doubtful` is said of some node's largest weight, unless it is to go on: then
  // such nodes are not left.
  template <class Doubtful>
  void run(Doubtful doubtful, bool go_on) {
    std::vector<NodeIndex> level{start()};
    for (unsigned t = 0;; ++t) {
      bool any = false;
      std::erase_if(level, [&](NodeIndex n) {
        const Rational largest = nodes_[n].scale * Rational(nodes_[n].largest);
        const bool here = doubtful(largest);
        if (!here || !go_on) least_ = least_ ? std::min<Rational>(*least_, largest) : largest;
        nodes_[n].doubtful |= here;
        any |= here;
        return here || graph_.facts(n).settled;
      });
      if ((any && !go_on) || t + 1 == class_.horizon || level.empty()) return;
      if (!step(level)) return;
    }
  }

  Ended ended() const { return ended_; }
  // Of the largest weights of the nodes met, without the doubtful ones where it went on past them.
  Rational least() const { return least_.value_or(0); }

  // None where there are none.
  UnknownNodes doubtful_nodes() {
    auto keys = std::make_shared<std::set<Key>>();
    for (NodeIndex n = 0; n < nodes_.size(); ++n)
      if (nodes_[n].doubtful) keys->insert(key(graph_.content(n)));
    if (keys->empty()) return {};
    return [keys](const NodeContent& content) { return keys->contains(key(content)); };
  }

 private:
  struct Scaled {
    Rational scale;
    Integer largest;        // reduced weight
    std::size_t alive = 0;  // the first model with positive weight, and its weight
    Integer weight;
    bool doubtful = false;
  };
  using Key = std::tuple<Weights, std::vector<StateIndex>, StateIndex, unsigned>;
  static Key key(const NodeContent& c) { return {c.weights, c.states, c.environment, c.forced_left}; }

  // Nodes are numbered as they are met: the graph knows those up to its size.
  void meet_all() {
    while (nodes_.size() < graph_.size()) {
      const Weights weights = graph_.content(static_cast<NodeIndex>(nodes_.size())).weights;
      const auto first = std::ranges::find_if(weights, [](const Integer& w) { return w != 0; });
      Scaled met{-1, *std::ranges::max_element(weights), 0, 0};
      if (first != weights.end()) {
        met.alive = static_cast<std::size_t>(first - weights.begin());
        met.weight = *first;
      }
      nodes_.push_back(std::move(met));
    }
  }

  NodeIndex start() {
    const NodeIndex root = graph_.root();
    meet_all();
    Scaled& first = nodes_[root];
    first.scale = class_.models[first.alive].prior / Rational(first.weight);
    return root;
  }

  // One step on from these nodes; they become those that are reached by a smaller scale than ever before. False where a
  // limit was reached or it was interrupted.
  bool step(std::vector<NodeIndex>& level) try {
    std::map<NodeIndex, Rational> reached;
    for (const NodeIndex n : level) {
      if (over_limit()) return false;
      const NodeContent from = graph_.content(n);
      const std::vector<NodeEdge> edges = graph_.edges(n);
      meet_all();
      for (const NodeEdge& edge : edges) {
        const Rational scale = nodes_[n].scale * factor(from, edge);
        const auto [entry, is_new] = reached.try_emplace(edge.child, scale);
        if (!is_new) entry->second = std::min(entry->second, scale);
      }
    }
    level.clear();
    for (auto& [n, scale] : reached) {
      Scaled& node = nodes_[n];
      if (node.scale >= 0 && node.scale <= scale) continue;
      node.scale = std::move(scale);
      level.push_back(n);
    }
    return true;
  } catch (const NodeGraph::Stopped&) {
    return false;
  }

  // What the scale is multiplied by: the same for every model that is left, so one of them tells.
  Rational factor(const NodeContent& from, const NodeEdge& edge) const {
    const Scaled& to = nodes_[edge.child];
    if (!edge.asked) return 1;
    if (to.weight == 0) return 0;
    const Distribution& law = graph_.policies()[to.alive]->law(from.states[to.alive]);
    return Rational(from.weights[to.alive]) * law[edge.action] / Rational(to.weight);
  }

  bool over_limit() {
    if (options_.interrupted && options_.interrupted->load(std::memory_order_relaxed))
      ended_ = Ended::interrupted;
    else if (graph_.size() > options_.limits.max_states)
      ended_ = Ended::state_limit;
    else if (graph_.bytes() + nodes_.size() * per_node > options_.limits.max_bytes)
      ended_ = Ended::memory_limit;
    return ended_ != Ended::horizon;
  }

  const ModelClass& class_;
  const ExpandOptions& options_;
  const Imitator cautious_;
  const NodeVisitor nobody_;
  NodeGraph graph_;
  std::vector<Scaled> nodes_;
  std::optional<Rational> least_;
  Ended ended_ = Ended::horizon;
  static constexpr std::uint64_t per_node = sizeof(Scaled) + 160;  // four numbers
};

}  // namespace

Expansion expand(const CountableClass& c, const ExpandOptions& options) {
  c.validate();
  Expansion expansion;
  if (c.families.empty()) {
    expansion.found = c.listed;
    return expansion;
  }
  Finder finder(c, options.max_models);
  // At the start the largest weight is the largest prior.
  Rational largest = finder.largest_left();
  for (const Model& m : c.listed.models) largest = std::max(largest, m.prior);
  expansion.complete = finder.take(largest);
  for (;;) {
    expansion.found = finder.found();
    expansion.largest_left = finder.largest_left();
    const auto doubtful = [&](const Rational& weight) {
      return expansion.largest_left > 0 && finder.may_be_collected(expansion.largest_left, weight);
    };
    Exploration exploration(expansion.found, options);
    exploration.run(doubtful, !expansion.complete);
    ++expansion.rounds;
    expansion.ended = exploration.ended();
    expansion.least_largest = exploration.least();
    if (expansion.ended != Ended::horizon) break;
    if (!expansion.complete) {
      expansion.unknown = exploration.doubtful_nodes();
      expansion.complete = !expansion.unknown;
      break;
    }
    if (!doubtful(expansion.least_largest)) break;
    expansion.complete = finder.take(expansion.least_largest);
  }
  expansion.remaining = finder.remaining();
  expansion.from_families = expansion.found.models.size() - c.listed.models.size();
  return expansion;
}

}  // namespace qed
