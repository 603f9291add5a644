#include "qed/evaluate/sampling/paths.hpp"

#include <algorithm>
#include <utility>

namespace qed {

PathSums& PathSums::operator+=(const PathSums& other) {
  S1 += other.S1;
  S2 += other.S2;
  S3 += other.S3;
  queries += other.queries;
  S3_collected += other.S3_collected;
  S3_lost += other.S3_lost;
  product += other.product;
  retained += other.retained;
  events.resize(std::max(events.size(), other.events.size()));
  for (std::size_t e = 0; e < other.events.size(); ++e) {
    events[e].imitator += other.events[e].imitator;
    events[e].imitator_and_retained += other.events[e].imitator_and_retained;
    events[e].demonstrator += other.events[e].demonstrator;
  }
  steps += other.steps;
  for (const auto& [tag, count] : other.visits) visits[tag] += count;
  largest_theta = std::max(largest_theta, other.largest_theta);
  largest_top_set = std::max(largest_top_set, other.largest_top_set);
  return *this;
}

PathSampler::PathSampler(const ModelClass& c, const Imitator& imitator, std::uint64_t seed,
                         PathMeasures measures, const PathVisitor& visitor, std::size_t most_nodes)
    : class_(c),
      imitator_(imitator),
      seed_(seed),
      measures_(measures),
      visitor_(visitor),
      most_nodes_(most_nodes),
      events_(c.events) {
  // The graph knows the first history of its own that reached a node; the path's is the one to show, for it does not
  // depend on which thread walked which path.
  if (visitor_)
    shown_ = [this](const Node& node, const std::function<History()>&) {
      tag_ = visitor_(node, path_, history_);
    };
  if (c.demonstrator_inside()) truth_ = std::get<ModelIndex>(c.demonstrator);
  for (const bool asked : {false, true})
    for (const EnvironmentState& state : c.environment.states) {
      std::vector<Lottery> by_action;
      for (const Distribution& law : state.laws[asked]) by_action.emplace_back(law.probabilities());
      observed_[asked].push_back(std::move(by_action));
    }
  forget();
}

void PathSampler::forget() {
  graph_ = std::make_unique<NodeGraph>(class_, imitator_, shown_);
  places_.clear();
  root_.reset();
}

// Gives a node that the graph may have made just now its place.
NodeIndex PathSampler::adopted(NodeIndex n) {
  if (places_.size() < graph_->size()) places_.resize(graph_->size());
  if (tag_) places_[n].tag = *std::exchange(tag_, std::nullopt);
  return n;
}

NodeIndex PathSampler::root() {
  if (graph_->size() > most_nodes_ || graph_->bytes() > most_bytes) forget();
  if (!root_) root_ = adopted(graph_->root());
  return *root_;
}

namespace {

std::uint64_t in_units(const Rational& probability) {
  const Rational scaled = probability * Rational(Integer(1) << PathSums::unit_bits);
  return Integer(numerator_of(scaled) / denominator_of(scaled)).convert_to<std::uint64_t>();
}

}  // namespace

PathSampler::Place& PathSampler::place(NodeIndex n) {
  Place& at = places_[n];
  if (at.prepared) return at;
  const NodeFacts facts = graph_->facts(n);
  const Rational& theta = facts.query_probability;
  at.settled = facts.settled;
  at.collected = facts.truth_collected;
  at.forced = facts.forced;
  at.theta[0] = in_units(theta);
  at.theta[1] = in_units(theta * theta);
  at.theta[2] = in_units(theta * theta * theta);
  at.asked = in_units(facts.asked);
  if (theta > 0) at.factor = 1 + theta;
  const StepLaw& law = graph_->law(n);
  std::vector<Rational> joint = law.answered;
  joint.insert(joint.end(), law.asked.begin(), law.asked.end());
  at.law.emplace(joint);
  at.environment = graph_->environment(n);
  at.children.resize(joint.size() * class_.observations.size());
  at.prepared = true;
  return at;
}

NodeIndex PathSampler::child(NodeIndex n, HistoryStep step) {
  const std::size_t entry =
      (step.asked * class_.actions.size() + step.action) * class_.observations.size() + step.observation;
  if (!places_[n].children[entry]) {
    const NodeIndex to = adopted(graph_->after(n, step));
    places_[n].children[entry] = to;
  }
  return *places_[n].children[entry];
}

NodeIndex PathSampler::resting(NodeIndex n) {
  if (!places_[n].settled_as) {
    const NodeIndex to = adopted(graph_->settled_as(n));
    places_[n].settled_as = to;
  }
  return *places_[n].settled_as;
}

// The totals of one path.
struct PathSampler::Path {
  std::uint64_t theta[3] = {}, asked = 0, collected = 0, lost = 0;
  Integer product = Integer(1) << PathSums::unit_bits;
  bool retained = true;

  void step(const Place& at, bool measures_product) {
    for (int p = 0; p < 3; ++p) theta[p] += at.theta[p];
    asked += at.asked;
    if (at.collected)
      collected += at.theta[2];
    else if (!at.forced)
      lost += at.theta[2];
    retained &= at.collected;
    if (measures_product && at.factor)
      product = product * numerator_of(*at.factor) / denominator_of(*at.factor);
  }

  void add_to(PathSums& sums, bool truth_inside, bool measures_product) const {
    sums.S1.add(theta[0]);
    sums.S2.add(theta[1]);
    sums.S3.add(theta[2]);
    sums.queries.add(asked);
    if (measures_product) sums.product.add(product - (Integer(1) << PathSums::unit_bits));
    if (!truth_inside) return;
    sums.S3_collected.add(collected);
    sums.S3_lost.add(lost);
    sums.retained += retained;
  }
};

void PathSampler::walk(std::uint64_t i, PathSums& sums) {
  RandomStream stream(seed_, i);
  path_ = i;
  history_.clear();
  sums.events.resize(class_.events.size());
  Path path;
  EventsIndex events = events_.start();
  NodeIndex n = root();
  bool rests = false;  // nothing is asked or learned any more: only the events move
  for (unsigned t = 0;; ++t) {
    const Place* at = &place(n);
    if (!rests) {
      ++sums.steps;
      if (visitor_) ++sums.visits[at->tag];
      path.step(*at, measures_.product);
      const NodeFacts& facts = graph_->facts(n);
      if (facts.query_probability > sums.largest_theta) sums.largest_theta = facts.query_probability;
      sums.largest_top_set = std::max(sums.largest_top_set, facts.top_size);
      if (at->settled) {
        if (!events_.pending(events)) break;
        rests = true;
        n = resting(n);
        at = &place(n);
      }
    }
    const std::size_t drawn = at->law->draw(stream);
    const bool asked = drawn >= class_.actions.size();
    const auto a = static_cast<ActionIndex>(drawn - asked * class_.actions.size());
    const auto x = static_cast<ObservationIndex>(observed_[asked][at->environment][a].draw(stream));
    events = events_.next(events, {a, x});
    if (t + 1 == class_.horizon || (rests && !events_.pending(events))) break;
    history_.push_back({asked, a, x});
    n = child(n, history_.back());
    if (graph_->size() > 2 * most_nodes_ || graph_->bytes() > 2 * most_bytes) {
      // Too long a path to wait for its end.
      Place kept;
      kept.tag = places_[n].tag;
      graph_->keep_only({n});
      places_.clear();
      places_.push_back(std::move(kept));
      root_.reset();
      n = 0;
    }
  }
  path.add_to(sums, truth_.has_value(), measures_.product);
  for (std::size_t e = 0; e < class_.events.size(); ++e) {
    const bool accepted = events_.accepted(events, e);
    sums.events[e].imitator += accepted;
    sums.events[e].imitator_and_retained += accepted && truth_ && path.retained;
  }
  if (measures_.demonstrator_events) walk_demonstrator(stream, sums);
}

// Where the environment sees the query bit, nothing is asked.
void PathSampler::walk_demonstrator(RandomStream& stream, PathSums& sums) {
  const auto policy = compile_demonstrator(class_);
  StateIndex state = policy->start(), environment = class_.environment.start;
  EventsIndex events = events_.start();
  for (unsigned t = 0; t < class_.horizon && events_.pending(events); ++t) {
    const auto a = static_cast<ActionIndex>(Lottery(policy->law(state).probabilities()).draw(stream));
    const auto x = static_cast<ObservationIndex>(observed_[false][environment][a].draw(stream));
    events = events_.next(events, {a, x});
    state = policy->next(state, {a, x});
    environment = class_.environment.states[environment].next[a][x];
  }
  for (std::size_t e = 0; e < class_.events.size(); ++e)
    sums.events[e].demonstrator += events_.accepted(events, e);
}

}  // namespace qed
