#include "qed/evaluate/outlook.hpp"

#include <span>
#include <tuple>
#include <vector>

#include "qed/evaluate/node_graph.hpp"
#include "qed/imitation/odds.hpp"

namespace qed {

namespace {

// What is to come from one node.
struct ToCome {
  Rational lost, cubes, cubes_lost;
};

class LookAhead {
 public:
  LookAhead(const ModelClass& c, const Imitator& imitator, unsigned horizon, const StateBudget& budget,
            std::optional<ModelIndex> answering)
      : truth_(std::get<ModelIndex>(c.demonstrator)),
        answering_(answering),
        horizon_(horizon),
        nodes_(c, imitator, nobody_),
        count_(budget) {
    nodes_.stop_where([this] { return over(); }, budget.limits.max_bytes);
  }

  std::optional<Outlooks> all() try {
    if (!forward() || !backward()) return std::nullopt;
    Outlooks result;
    for (const auto& [said, probability] : said_) {
      const auto& [step, odds, lost, cubes, cubes_lost] = said;
      result.given.push_back({step, odds, lost, cubes, cubes_lost, probability});
    }
    result.states = count_.states();
    return result;
  } catch (const NodeGraph::Stopped&) {
    return std::nullopt;
  }

  Ended ended() const { return count_.ended(); }

 private:
  bool over() { return count_.over(nodes_.met(), nodes_.bytes() + bytes_of(flows_)); }

  // Settled nodes rest: nothing is asked from there on, and the truth is in the set for good or outside for good. They
  // are not followed, but are there at each later step.
  bool forward() {
    levels_.emplace_back();
    levels_[0].mass[nodes_.root()] = 1;
    for (unsigned t = 0;; ++t) {
      const Level<NodeIndex>& level = levels_[t];
      const std::size_t states = level.mass.size();
      if (!count_.add(states, count_.states() + states, bit_length(level.denominator), nodes_.bytes()))
        return false;
      if (t + 1 == horizon_) return true;
      flows_.clear();
      for (const auto& [node, mass] : level.mass) {
        if (over()) return false;
        if (nodes_.facts(node).settled) {
          flows_.push_back({&mass, 1, node});
          continue;
        }
        const std::span<const NodeEdge> edges = nodes_.edges(node);
        for (const NodeEdge& edge : edges) flows_.push_back({&mass, edge.probability, edge.child});
      }
      Level<NodeIndex> next = next_level(level, flows_);
      levels_.push_back(std::move(next));
    }
  }

  // False where it was interrupted.
  bool backward() {
    std::map<NodeIndex, ToCome> later;  // from the nodes of the step after
    for (unsigned t = horizon_; t-- > 0;) {
      std::map<NodeIndex, ToCome> here;
      for (const auto& [node, mass] : levels_[t].mass) {
        if (over()) return false;
        const ToCome& to_come = here[node] = from(node, t, later);
        said_[{t, odds(node), to_come.lost, to_come.cubes, to_come.cubes_lost}] +=
            levels_[t].probability(mass);
      }
      later = std::move(here);
    }
    return true;
  }

  ToCome from(NodeIndex node, unsigned t, const std::map<NodeIndex, ToCome>& later) {
    const NodeFacts facts = nodes_.facts(node);
    ToCome sum{facts.truth_collected ? 0 : 1, 0, 0};
    if (facts.settled) return sum;
    const Rational& theta = facts.query_probability;
    if (!facts.forced) sum.cubes = theta * theta * theta;
    if (!facts.truth_collected) sum.cubes_lost = sum.cubes;
    if (t + 1 == horizon_) return sum;
    for (const NodeEdge& edge : nodes_.edges(node)) {
      const ToCome& then = later.at(edge.child);
      if (facts.truth_collected) sum.lost += edge.probability * then.lost;
      sum.cubes += edge.probability * then.cubes;
      sum.cubes_lost += edge.probability * then.cubes_lost;
    }
    return sum;
  }

  const std::optional<Rational>& odds(NodeIndex node) {
    const auto [entry, is_new] = odds_.try_emplace(node);
    if (!is_new) return entry->second;
    Weights weights = nodes_.content(node).weights;
    if (answering_) weights[*answering_] = 0;
    if (weights[truth_] > 0) entry->second = odds_against(weights, truth_);
    return entry->second;
  }

  const ModelIndex truth_;
  const std::optional<ModelIndex> answering_;
  const unsigned horizon_;
  const NodeVisitor nobody_;
  NodeGraph nodes_;
  StateCount count_;
  std::vector<Level<NodeIndex>> levels_;
  std::vector<Flow<NodeIndex>> flows_;  // from the level that is followed now
  std::map<NodeIndex, std::optional<Rational>> odds_;
  std::map<std::tuple<unsigned, std::optional<Rational>, Rational, Rational, Rational>, Rational> said_;
};

}  // namespace

std::optional<Outlooks> look_ahead(const ModelClass& c, const Imitator& imitator, unsigned horizon,
                                   const StateBudget& budget, Ended* ended,
                                   std::optional<ModelIndex> answering) {
  LookAhead pass(c, imitator, horizon, budget, answering);
  std::optional<Outlooks> result = pass.all();
  if (ended) *ended = result ? Ended::horizon : pass.ended();
  return result;
}

}  // namespace qed
