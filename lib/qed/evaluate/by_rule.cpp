#include "qed/evaluate/by_rule.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <tuple>

#include "qed/evaluate/demonstrator.hpp"
#include "qed/evaluate/event_tracker.hpp"
#include "qed/evaluate/node_graph.hpp"
#include "qed/exact/limbs.hpp"

namespace qed {

namespace {

// As in node_graph.hpp, over formal weights.
struct Content {
  ScoreWeights weights;
  std::vector<StateIndex> states;  // per model; an outside demonstrator's last
  StateIndex environment = 0;
  unsigned forced_left = 0;
  friend bool operator<(const Content& a, const Content& b) {
    return std::tie(a.states, a.environment, a.forced_left, a.weights) <
           std::tie(b.states, b.environment, b.forced_left, b.weights);
  }
};

struct Edge {
  HistoryStep step;
  Rational probability;
  NodeIndex child = 0;  // once the node is expanded
};

struct Record {
  const Content* content;
  TopSet top{{}};
  NodeFacts facts;
  std::vector<Edge> edges;
  bool expanded = false;
  NodeIndex previous;  // how it was first reached
  HistoryStep step;
};

constexpr NodeIndex none = UINT32_MAX;

// Thrown past the pass's own loops only.
struct NodeIsUndecided {
  UndecidedNode node;
};

class Nodes {
 public:
  Nodes(const ModelClass& c, const ScoreUpdate& rule, Precision precision)
      : class_(c), weighing_(rule, precision), policies_(compile(c)), slot_(c.demonstrator_slot()) {
    if (c.demonstrator_inside()) truth_ = std::get<ModelIndex>(c.demonstrator);
  }

  NodeIndex root() {
    Content content{weighing_.prior(class_), {}, class_.environment.start, class_.forced_queries};
    for (const auto& policy : policies_) content.states.push_back(policy->start());
    return intern(std::move(content), none, {});
  }

  std::size_t size() const { return nodes_.size(); }
  const NodeFacts& facts(NodeIndex n) const { return nodes_[n].facts; }
  const std::vector<Edge>& percepts(NodeIndex n) const { return nodes_[n].edges; }

  const std::vector<Edge>& edges(NodeIndex n) {
    if (nodes_[n].expanded) return nodes_[n].edges;
    const Content& from = *nodes_[n].content;
    const std::vector<const Distribution*> predictions = predictions_at(from);
    std::vector<std::optional<ScoreWeights>> after(class_.actions.size());
    for (std::size_t e = 0; e < nodes_[n].edges.size(); ++e) {
      const HistoryStep step = nodes_[n].edges[e].step;
      // Demonstrator steps only, as under Bayes' rule.
      auto& learned = after[step.action];
      if (step.asked && !learned) learned = weighing_.after(from.weights, predictions, step.action);
      const NodeIndex child = intern(next(from, step, step.asked ? *learned : from.weights), n, step);
      nodes_[n].edges[e].child = child;
    }
    nodes_[n].expanded = true;
    return nodes_[n].edges;
  }

 private:
  std::vector<const Distribution*> predictions_at(const Content& at) {
    std::vector<const Distribution*> predictions;
    for (std::size_t m = 0; m < class_.models.size(); ++m)
      predictions.push_back(at.weights[m].root_of == 0 ? nullptr : &policies_[m]->law(at.states[m]));
    return predictions;
  }

  Content next(const Content& from, HistoryStep step, const ScoreWeights& weights) {
    Content to{weights, from.states, 0, from.forced_left - (from.forced_left > 0)};
    for (std::size_t m = 0; m < to.states.size(); ++m) {
      const bool moves = m == slot_ || (m < weights.size() && weights[m].root_of != 0);
      to.states[m] = moves ? policies_[m]->next(from.states[m], {step.action, step.observation}) : 0;
    }
    to.environment = class_.environment.states[from.environment].next[step.action][step.observation];
    return to;
  }

  // Nothing will be asked: all but the collected model is forgotten.
  Content settled(const Content& at, ModelIndex collected) const {
    Content to{ScoreWeights(at.weights.size()), std::vector<StateIndex>(at.states.size(), 0), at.environment,
               0};
    to.weights[collected].root_of = 1;
    to.states[collected] = at.states[collected];
    return to;
  }

  NodeIndex intern(Content content, NodeIndex previous, HistoryStep step) {
    if (const auto found = index_.find(content); found != index_.end()) return found->second;
    UndecidedWeights undecided;
    std::optional<TopSet> top = weighing_.top_set(content.weights, class_.alpha, class_.threshold, undecided);
    if (!top) throw NodeIsUndecided{{history(previous, step), std::move(undecided)}};
    if (top->size() == 1 && content.forced_left == 0) {
      Content rest = settled(content, top->members()[0]);
      if (rest < content || content < rest) {
        const NodeIndex n = intern(std::move(rest), previous, step);
        index_.emplace(std::move(content), n);
        return n;
      }
    }
    const auto n = static_cast<NodeIndex>(nodes_.size());
    const auto entry = index_.emplace(std::move(content), n).first;
    nodes_.push_back(record(entry->first, std::move(*top), previous, step));
    return n;
  }

  Record record(const Content& content, TopSet top, NodeIndex previous, HistoryStep step) {
    const Distribution& demonstrator = policies_[slot_]->law(content.states[slot_]);
    const bool forced = content.forced_left > 0;
    const StepLaw law =
        ask_with_the_rest(forced ? std::vector<Rational>(class_.actions.size(), Rational(0))
                                 : minimum_over(top, predictions_at(content), class_.actions.size()),
                          demonstrator);
    Record r{&content, std::move(top), {}, {}, false, previous, step};
    r.facts.query_probability = law.query_probability;
    for (const Rational& p : law.asked) r.facts.asked += p;
    r.facts.top_size = r.top.size();
    r.facts.truth_collected = truth_ && r.top.contains(*truth_);
    r.facts.forced = forced;
    r.facts.settled = r.top.size() == 1 && !forced;
    const EnvironmentState& environment = class_.environment.states[content.environment];
    for (const bool asked : {false, true})
      for (ActionIndex a = 0; a < class_.actions.size(); ++a) {
        const Rational& p = (asked ? law.asked : law.answered)[a];
        if (p == 0) continue;
        const Distribution& observed = environment.laws[asked][a];
        for (ObservationIndex o = 0; o < observed.size(); ++o)
          if (observed[o] != 0) r.edges.push_back({{asked, a, o}, p * observed[o]});
      }
    return r;
  }

  History history(NodeIndex previous, HistoryStep last) const {
    History steps;
    for (; previous != none; previous = nodes_[previous].previous) {
      steps.push_back(last);
      last = nodes_[previous].step;
    }
    return {steps.rbegin(), steps.rend()};
  }

  const ModelClass& class_;
  ScoreWeighing weighing_;
  std::vector<std::unique_ptr<Policy>> policies_;
  std::optional<ModelIndex> truth_;
  std::size_t slot_;  // of the demonstrator, in Content::states
  std::map<Content, NodeIndex> index_;
  std::deque<Record> nodes_;  // edges are pointed at while nodes are added
};

// A node, or `none` where nothing that is asked for can still change; where the events stand; whether the truth was
// collected at every step up to here.
struct State {
  NodeIndex node;
  EventsIndex events;
  bool retained;
  friend auto operator<=>(const State&, const State&) = default;
};
struct Mass {
  Integer plain = 0;
  Integer tilted = 0;  // times the product of 1 + theta so far
};

class Pass {
 public:
  Pass(const ModelClass& c, const ScoreUpdate& rule, const RuleOptions& options)
      : class_(c), options_(options), nodes_(c, rule, options.precision), events_(c.events) {
    Quantities& q = found_.evaluation.quantities;
    q.expected_product = 1;
    if (c.demonstrator_inside()) q.S3_collected = q.S3_lost = Rational(0);
    if (c.demonstrator_inside()) q.truth_retained = Rational(1);
    for (const Event& event : c.events)
      q.events.push_back(
          {event.name, 0, c.demonstrator_inside() ? std::optional<Rational>(0) : std::nullopt, 0});
  }

  RuleEvaluation run() {
    const auto begun = std::chrono::steady_clock::now();
    Work& work = found_.evaluation.work;
    try {
      level_[place(nodes_.root(), events_.start(), true)] = {1, 1};
      for (unsigned t = 0;; ++t) {
        look_at_level();
        work.levels = found_.evaluation.quantities.horizon = t + 1;
        if (options_.progress) options_.progress({t + 1, class_.horizon, level_.size()});
        if (t + 1 == class_.horizon || !advance()) break;
      }
    } catch (NodeIsUndecided& e) {
      found_.evaluation.ended = Ended::undecided;
      found_.undecided = std::move(e.node);
    }
    if (work.levels > 0) finish();
    work.nodes = nodes_.size();
    work.nanoseconds = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begun)
            .count());
    return std::move(found_);
  }

 private:
  bool done(const State& s) const { return s.node == none; }
  Rational theta(const State& s) const {
    return done(s) ? Rational(0) : nodes_.facts(s.node).query_probability;
  }

  State place(NodeIndex n, EventsIndex events, bool retained_before) {
    const NodeFacts& facts = nodes_.facts(n);
    const bool retained = retained_before && facts.truth_collected;
    return {facts.settled && !events_.pending(events) ? none : n, events, retained};
  }

  void look_at_level() {
    Quantities& q = found_.evaluation.quantities;
    found_.evaluation.work.peak_states = std::max(found_.evaluation.work.peak_states, level_.size());
    std::map<Rational, Integer> occupied;
    Rational collected = 0, lost = 0, asked = 0;  // times the denominator
    for (const auto& [state, mass] : level_) {
      const Rational theta_here = theta(state), weight(mass.plain);
      occupied[theta_here] += mass.plain;
      q.max_query_probability = std::max(q.max_query_probability, theta_here);
      q.max_top_size = std::max(q.max_top_size, done(state) ? 1 : nodes_.facts(state.node).top_size);
      if (done(state)) continue;
      const NodeFacts& facts = nodes_.facts(state.node);
      const Rational cube = theta_here * theta_here * theta_here * weight;
      asked += facts.asked * weight;
      if (facts.truth_collected) collected += cube;
      if (!facts.truth_collected && !facts.forced) lost += cube;
    }
    for (const auto& [theta_here, mass] : occupied) occupancy_[theta_here] += ratio(mass, denominator_);
    const Rational scale(denominator_);
    q.expected_queries += asked / scale;
    if (!class_.demonstrator_inside()) return;
    *q.S3_collected += collected / scale;
    *q.S3_lost += lost / scale;
  }

  // One level on. False where a limit was reached or the pass was interrupted: this level is then the last.
  bool advance() {
    struct Flow {
      const Mass* mass;
      const Rational* probability;
      Rational tilt;
      State to;
    };
    std::vector<Flow> flows;
    static const Rational one = 1;
    Integer common = 1, tilted_common = 1;
    for (const auto& [state, mass] : level_) {
      if (over_limit()) return false;
      if (done(state)) {
        flows.push_back({&mass, &one, 1, state});
        continue;
      }
      const Rational tilt = 1 + theta(state);
      nodes_.edges(state.node);
      for (const Edge& edge : nodes_.percepts(state.node)) {
        const EventsIndex events = events_.next(state.events, {edge.step.action, edge.step.observation});
        flows.push_back(
            {&mass, &edge.probability, tilt * edge.probability, place(edge.child, events, state.retained)});
        common = lcm(common, denominator_of(edge.probability));
        tilted_common = lcm(tilted_common, denominator_of(flows.back().tilt));
      }
    }
    std::map<State, Mass> next;
    for (const Flow& flow : flows) {
      Mass& to = next[flow.to];
      to.plain += flow.mass->plain * scaled(*flow.probability, common);
      to.tilted += flow.mass->tilted * scaled(flow.tilt, tilted_common);
    }
    found_.evaluation.work.transitions += flows.size();
    level_ = std::move(next);
    denominator_ *= common;
    tilted_denominator_ *= tilted_common;
    return true;
  }

  static Integer scaled(const Rational& q, const Integer& common) {
    return numerator_of(q) * (common / denominator_of(q));
  }

  bool over_limit() {
    if (options_.interrupted && options_.interrupted->load(std::memory_order_relaxed))
      found_.evaluation.ended = Ended::interrupted;
    else if (nodes_.size() > options_.max_states || level_.size() > options_.max_states)
      found_.evaluation.ended = Ended::state_limit;
    return found_.evaluation.ended != Ended::horizon;
  }

  void finish() {
    Quantities& q = found_.evaluation.quantities;
    q.forced_steps = std::min(class_.forced_queries, q.horizon);
    for (const auto& [theta, times] : occupancy_) {
      q.S1 += theta * times;
      q.S2 += theta * theta * times;
      q.S3 += theta * theta * theta * times;
      q.occupancy.emplace_back(theta, times);
    }
    Integer retained = 0;
    Rational product = 0;
    for (const auto& [state, mass] : level_) {
      if (state.retained) retained += mass.plain;
      product += (1 + theta(state)) * Rational(mass.tilted);
    }
    if (q.truth_retained) q.truth_retained = ratio(retained, denominator_);
    q.expected_product = product / Rational(tilted_denominator_);
    report_events();
  }

  // The last step: only the events still move.
  void report_events() {
    if (class_.events.empty()) return;
    Quantities& q = found_.evaluation.quantities;
    const auto demonstrator = demonstrator_event_probabilities(class_, q.horizon);
    for (std::size_t e = 0; e < class_.events.size(); ++e) {
      EventProbabilities& event = q.events[e];
      event.demonstrator = demonstrator[e];
      for (const auto& [state, mass] : level_) {
        const Rational probability = accepted_after_step(state, e) * ratio(mass.plain, denominator_);
        event.imitator += probability;
        if (event.imitator_and_retained && state.retained) *event.imitator_and_retained += probability;
      }
    }
  }

  Rational accepted_after_step(const State& s, std::size_t event) {
    if (done(s)) return events_.accepted(s.events, event) ? 1 : 0;
    Rational sum = 0;
    for (const Edge& edge : nodes_.percepts(s.node))
      if (events_.accepted(events_.next(s.events, {edge.step.action, edge.step.observation}), event))
        sum += edge.probability;
    return sum;
  }

  const ModelClass& class_;
  const RuleOptions& options_;
  Nodes nodes_;
  EventTracker events_;
  std::map<State, Mass> level_;
  Integer denominator_ = 1, tilted_denominator_ = 1;
  std::map<Rational, Rational> occupancy_;
  RuleEvaluation found_;
};

}  // namespace

RuleEvaluation evaluate_by_rule(const ModelClass& c, const ScoreUpdate& rule, const RuleOptions& options) {
  return Pass(c, rule, options).run();
}

}  // namespace qed
