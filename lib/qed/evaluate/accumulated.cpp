#include "qed/evaluate/accumulated.hpp"

#include <span>
#include <utility>

#include "qed/evaluate/state_graph.hpp"

namespace qed {

namespace {

using ValueIndex = std::uint32_t;
// (node or state, accumulated value)
using Pair = std::pair<std::uint32_t, ValueIndex>;
using ValueMap = std::map<Rational, Rational>;

LawOfValue law_of(const ValueMap& law) { return {law.begin(), law.end()}; }

// The values that occur, by number.
class Values {
 public:
  ValueIndex number(const Rational& value) {
    const auto [entry, is_new] = index_.try_emplace(value, static_cast<ValueIndex>(values_.size()));
    if (is_new) values_.push_back(&entry->first);
    return entry->second;
  }
  const Rational& operator[](ValueIndex i) const { return *values_[i]; }

 private:
  std::map<Rational, ValueIndex> index_;
  std::vector<const Rational*> values_;
};

Rational factor(const NodeFacts& f) { return f.forced ? Rational(1) : Rational(1 + f.query_probability); }
Rational cube(const NodeFacts& f) {
  return f.forced ? Rational(0) : Rational(f.query_probability * f.query_probability * f.query_probability);
}

class Accumulation {
 public:
  Accumulation(const ModelClass& c, const Imitator& imitator, unsigned horizon, const StateBudget& budget)
      : class_(c), horizon_(horizon), graph_(c, imitator, nobody_), count_(budget) {
    nodes().stop_where([this] { return over(); }, budget.limits.max_bytes);
  }

  std::optional<Accumulated> all() try {
    Accumulated result;
    if (!find_cubes(result.cubes)) return std::nullopt;
    if (!class_.events.empty() && !find_products(result.products)) return std::nullopt;
    if (number_of_trajectories(class_, horizon_) <= most_trajectories) {
      if (!find_trajectories(result.trajectories)) return std::nullopt;
      result.every_trajectory = true;
    }
    result.states = count_.states();
    return result;
  } catch (const NodeGraph::Stopped&) {
    return std::nullopt;
  }

  Ended ended() const { return count_.ended(); }

 private:
  NodeGraph& nodes() { return graph_.nodes(); }
  bool over() { return count_.over(nodes().met(), graph_.bytes() + bytes_of(flows_)); }

  template <class Key>
  bool affordable(const Level<Key>& level) {
    return count_.add(level.mass.size(), 2 * level.mass.size(), bit_length(level.denominator),
                      graph_.bytes());
  }

  // A node where the truth is lost, or nothing is asked any more, has gathered what it will: it leaves.
  bool find_cubes(LawOfValue& cubes) {
    Values values;
    ValueMap law;
    Level<Pair> level;
    level.mass[{nodes().root(), values.number(0)}] = 1;
    for (unsigned t = 0; t < horizon_ && !level.mass.empty(); ++t) {
      if (!affordable(level)) return false;
      flows_.clear();
      for (const auto& [pair, mass] : level.mass) {
        if (over()) return false;
        const auto [node, value] = pair;
        const NodeFacts& facts = nodes().facts(node);
        if (!facts.truth_collected || facts.settled) {
          law[values[value]] += level.probability(mass);
          continue;
        }
        const Rational after = values[value] + cube(facts);
        if (t + 1 == horizon_) {
          law[after] += level.probability(mass);
          continue;
        }
        const ValueIndex number = values.number(after);
        const std::span<const NodeEdge> edges = nodes().edges(node);
        for (const NodeEdge& edge : edges) flows_.push_back({&mass, edge.probability, {edge.child, number}});
      }
      level = next_level(level, flows_);
    }
    cubes = law_of(law);
    return true;
  }

  const std::vector<Transition>& transitions_of(GraphState s) {
    const auto [entry, is_new] = transitions_.try_emplace(s);
    if (is_new) entry->second = graph_.transitions_of(s);
    return entry->second;
  }

  // What has lost the truth leaves for good.
  bool find_products(std::vector<LawOfValue>& products) {
    Values values;
    std::vector<ValueMap> laws(class_.events.size());
    Level<Pair> level;
    level.mass[{graph_.root(), values.number(1)}] = 1;
    for (unsigned t = 0; t < horizon_ && !level.mass.empty(); ++t) {
      if (!affordable(level)) return false;
      flows_.clear();
      for (const auto& [pair, mass] : level.mass) {
        if (over()) return false;
        const auto [state, value] = pair;
        if (!graph_.retained(state)) continue;
        const Rational after =
            graph_.settled(state) ? values[value] : Rational(values[value] * factor(graph_.facts(state)));
        if (t + 1 == horizon_) {
          for (std::size_t e = 0; e < laws.size(); ++e)
            if (const Rational accepted = graph_.accepted_after_step(state, e); accepted != 0)
              laws[e][after] += level.probability(mass) * accepted;
          continue;
        }
        const ValueIndex number = values.number(after);
        for (const Transition& way : transitions_of(state))
          flows_.push_back({&mass, way.probability, {way.to, number}});
      }
      level = next_level(level, flows_);
    }
    for (const ValueMap& law : laws) products.push_back(law_of(law));
    return true;
  }

  // Where the imitator may be after some percepts, with the truth retained: (node, product) -> probability.
  using Places = std::map<std::pair<NodeIndex, Rational>, Rational>;

  struct Percepts {
    std::vector<Percept> list;
    StateIndex demonstrator, environment;
    Rational by_demonstrator;
  };

  bool find_trajectories(std::vector<Trajectory>& trajectories) {
    demonstrator_ = compile_demonstrator(class_);
    return follow({{}, demonstrator_->start(), class_.environment.start, 1}, {{{nodes().root(), 1}, 1}},
                  trajectories);
  }

  // Depth first; the horizon is short, since trajectories are few.
  bool follow(const Percepts& percepts, const Places& places, std::vector<Trajectory>& trajectories) {
    if (!count_.add(places.size(), places.size(), 0, graph_.bytes())) return false;
    if (!percepts.list.empty()) {
      ValueMap law;
      for (const auto& [place, probability] : places) law[place.second] += probability;
      trajectories.push_back({percepts.list, law_of(law), percepts.by_demonstrator});
    }
    if (percepts.list.size() == horizon_) return true;

    std::map<std::pair<ActionIndex, ObservationIndex>, Places> next;
    for (const auto& [place, probability] : places) {
      const auto& [node, product] = place;
      const NodeFacts facts = nodes().facts(node);
      if (!facts.truth_collected) continue;
      const Rational after = product * factor(facts);
      const std::span<const NodeEdge> edges = nodes().edges(node);
      for (const NodeEdge& edge : edges)
        next[{edge.action, edge.observation}][{edge.child, after}] += probability * edge.probability;
    }
    const Distribution& law = demonstrator_->law(percepts.demonstrator);
    const EnvironmentState& environment = class_.environment.states[percepts.environment];
    for (const auto& [percept, there] : next) {
      const auto [a, o] = percept;
      Percepts longer = percepts;
      longer.list.push_back({a, o});
      longer.demonstrator = demonstrator_->next(percepts.demonstrator, {a, o});
      longer.environment = environment.next[a][o];
      longer.by_demonstrator *= law[a] * environment.laws[false][a][o];
      if (!follow(longer, there, trajectories)) return false;
    }
    return true;
  }

  const ModelClass& class_;
  const unsigned horizon_;
  const NodeVisitor nobody_;
  StateGraph graph_;
  StateCount count_;
  std::vector<Flow<Pair>> flows_;  // from the level that is followed now
  std::map<GraphState, std::vector<Transition>> transitions_;
  std::unique_ptr<Policy> demonstrator_;
};

}  // namespace

std::uint64_t number_of_trajectories(const ModelClass& c, unsigned horizon) {
  const std::uint64_t percepts = c.actions.size() * c.observations.size();
  std::uint64_t sum = 0, of_this_length = 1;
  for (unsigned t = 1; t <= horizon && sum <= most_trajectories; ++t) {
    of_this_length =
        std::min(of_this_length * std::min(percepts, most_trajectories + 1), most_trajectories + 1);
    sum += of_this_length;
  }
  return std::min(sum, most_trajectories + 1);
}

std::optional<Accumulated> accumulate(const ModelClass& c, const Imitator& imitator, unsigned horizon,
                                      const StateBudget& budget, Ended* ended) {
  Accumulation accumulation(c, imitator, horizon, budget);
  std::optional<Accumulated> result = accumulation.all();
  if (ended) *ended = result ? Ended::horizon : accumulation.ended();
  return result;
}

}  // namespace qed
