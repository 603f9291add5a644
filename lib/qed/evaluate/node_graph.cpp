#include "qed/evaluate/node_graph.hpp"

#include <algorithm>

#include "qed/exact/held_bytes.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/require.hpp"

namespace qed {

NodeGraph::NodeGraph(const ModelClass& c, const Imitator& imitator, const NodeVisitor& visitor)
    : class_(c),
      imitator_(imitator),
      visitor_(visitor),
      demonstrator_slot_(c.demonstrator_slot()),
      policies_(compile(c)) {
  if (c.demonstrator_inside()) truth_ = std::get<ModelIndex>(c.demonstrator);
}

namespace {

void put(std::string& key, const void* data, std::size_t size) {
  key.append(static_cast<const char*>(data), size);
}

std::string encode_weights(std::span<const Integer> weights) {
  std::string key;
  for (const Integer& weight : weights) {
    const auto limbs = to_limbs(weight);
    const auto count = static_cast<std::uint32_t>(limbs.size());
    put(key, &count, sizeof count);
    put(key, limbs.data(), limbs.size() * sizeof(std::uint64_t));
  }
  return key;
}

}  // namespace

// Fixed-size parts first, so that a key can be taken apart again.
void NodeGraph::encode(std::span<const StateIndex> states, StateIndex environment, unsigned forced_left,
                       std::string_view weights, std::string& key) {
  key.clear();
  put(key, states.data(), states.size() * sizeof(StateIndex));
  put(key, &environment, sizeof environment);
  put(key, &forced_left, sizeof forced_left);
  key += weights;
}

NodeContent NodeGraph::decode(const std::string& key) const {
  NodeContent content;
  const char* at = key.data();
  // copy_n, since a weight of zero has no limbs and std::memcpy would be undefined on its null pointer.
  const auto take = [&at](void* data, std::size_t size) {
    std::copy_n(at, size, static_cast<char*>(data));
    at += size;
  };
  content.states.resize(policies_.size());
  take(content.states.data(), content.states.size() * sizeof(StateIndex));
  take(&content.environment, sizeof content.environment);
  take(&content.forced_left, sizeof content.forced_left);
  std::vector<std::uint64_t> limbs;
  for (std::size_t m = 0; m < class_.models.size(); ++m) {
    std::uint32_t count;
    take(&count, sizeof count);
    limbs.resize(count);
    take(limbs.data(), count * sizeof(std::uint64_t));
    content.weights.push_back(from_limbs(limbs));
  }
  return content;
}

Situation NodeGraph::situation(const Opened& o) const {
  return {o.content.weights, o.predictions, *o.demonstrator, class_.alpha, class_.threshold};
}

void NodeGraph::stop_where(std::function<bool()> stop, std::uint64_t max_bytes) {
  stop_ = std::move(stop);
  opened_may_take_ = std::min(most_opened_bytes, max_bytes / 8);
}

std::unique_ptr<NodeGraph::Opened> NodeGraph::open(NodeContent content) {
  auto o = std::make_unique<Opened>(opened_bytes_);
  o->content = std::move(content);
  o->demonstrator = &policies_[demonstrator_slot_]->law(o->content.states[demonstrator_slot_]);
  for (std::size_t m = 0; m < class_.models.size(); ++m)
    o->predictions.push_back(o->content.weights[m] == 0 ? nullptr : &policies_[m]->law(o->content.states[m]));
  o->top = imitator_.top_set(situation(*o));
  if (o->content.forced_left > 0)
    o->law = ask_with_the_rest(std::vector<Rational>(class_.actions.size(), Rational(0)), *o->demonstrator);
  else
    o->law = imitator_.step(situation(*o), o->top);
  o->counted.add(bytes_of(*o));
  return o;
}

// The posterior after a (query, action); empty where that has probability 0.
const Weights& NodeGraph::find_successor(Opened& o, bool asked, ActionIndex a) const {
  auto& after = o.after[asked];
  if (after.empty()) {
    after.resize(class_.actions.size());
    o.counted.add(block_bytes(after.capacity() * sizeof(Weights)));
  }
  if (!after[a].empty() || (asked ? o.law.asked : o.law.answered)[a] == 0) return after[a];
  after[a] = imitator_.update(situation(o), asked, a);
  reduce(after[a]);
  o.counted.add(held_bytes(after[a]));
  return after[a];
}

void NodeGraph::forget_successor(Opened& o, bool asked, ActionIndex a) {
  Weights& after = o.after[asked][a];
  o.counted.remove(held_bytes(after));
  Weights().swap(after);
}

void NodeGraph::find_successors(Opened& o) const {
  for (const bool asked : {false, true})
    for (ActionIndex a = 0; a < class_.actions.size(); ++a) find_successor(o, asked, a);
}

NodeIndex NodeGraph::intern(const std::string& key, std::uint32_t previous, HistoryStep step, bool show_it) {
  const auto [entry, is_new] = index_.try_emplace(key, static_cast<NodeIndex>(nodes_.size()));
  const NodeIndex n = entry->second;
  if (is_new) {
    Record record;
    record.key = &entry->first;
    record.opened = open(decode(key));
    record.facts = facts_of(*record.opened);
    record.trail = previous;
    node_bytes_ += bytes_of(record);
    nodes_.push_back(std::move(record));
  }
  if (show_it && !nodes_[n].shown) {
    nodes_[n].shown = true;
    nodes_[n].trail = static_cast<std::uint32_t>(trail_.size());
    trail_.push_back({previous, step.action, step.observation, step.asked});
    if (visitor_) show(opened(n), nodes_[n].facts, nodes_[n].trail);
  }
  if (nodes_[n].opened) largest_opened_ = std::max(largest_opened_, nodes_[n].opened->counted.bytes());
  // Settled: its representative is opened.
  if (nodes_[n].facts.settled || opened_bytes_ > opened_may_take_) close(n);
  return n;
}

NodeFacts NodeGraph::facts_of(const Opened& o) const {
  NodeFacts facts;
  facts.query_probability = o.law.query_probability;
  for (const Rational& p : o.law.asked) facts.asked += p;
  facts.top_size = o.top.size();
  facts.truth_collected = truth_ && o.top.contains(*truth_);
  facts.forced = o.content.forced_left > 0;
  facts.unknown = unknown_ && unknown_(o.content);
  facts.settled = !facts.forced && !facts.unknown && imitator_.settles_at(situation(o), o.top, o.law);
  return facts;
}

void NodeGraph::show(Opened& o, const NodeFacts& facts, std::uint32_t trail) const {
  find_successors(o);
  visitor_(Node{situation(o), o.top, o.law, facts.forced, truth_, o.after[0], o.after[1]},
           [this, trail] { return history(trail); });
}

History NodeGraph::history(std::uint32_t trail) const {
  History steps;
  for (; trail_[trail].previous != no_step; trail = trail_[trail].previous)
    steps.push_back({trail_[trail].asked, trail_[trail].action, trail_[trail].observation});
  return {steps.rbegin(), steps.rend()};
}

NodeGraph::Opened& NodeGraph::opened(NodeIndex n) {
  Record& record = nodes_[n];
  if (!record.opened) record.opened = open(decode(*record.key));
  return *record.opened;
}

std::vector<NodeEdge> NodeGraph::percepts(NodeIndex n) {
  const Opened& o = opened(n);
  const EnvironmentState& environment = class_.environment.states[o.content.environment];
  std::vector<NodeEdge> result;
  for (const bool asked : {false, true})
    for (ActionIndex a = 0; a < class_.actions.size(); ++a) {
      const Rational& p = (asked ? o.law.asked : o.law.answered)[a];
      if (p == 0) continue;
      const Distribution& observed = environment.laws[asked][a];
      for (ObservationIndex x = 0; x < observed.size(); ++x)
        if (observed[x] != 0) result.push_back({0, a, x, p * observed[x], asked});
    }
  if (opened_bytes_ > opened_may_take_) close(n);
  return result;
}

NodeIndex NodeGraph::root() {
  const Weights weights = prior_weights(class_);
  std::vector<StateIndex> states;
  for (const auto& policy : policies_) states.push_back(policy->start());
  std::string key;
  encode(states, class_.environment.start, class_.forced_queries, encode_weights(weights), key);
  return intern(key, no_step, {}, true);
}

NodeIndex NodeGraph::child(NodeIndex n, const NodeContent& from, HistoryStep step, const Weights& after,
                           std::string_view encoded_after) {
  // Past a settled node nothing is asked or learned: nothing to show, and nobody to answer.
  const bool settled = nodes_[n].facts.settled;
  child_states_.resize(from.states.size());
  for (std::size_t m = 0; m < child_states_.size(); ++m) {
    const bool alive = m < after.size() && after[m] != 0;
    const bool moves = alive || (m == demonstrator_slot_ && !settled);
    child_states_[m] = moves ? policies_[m]->next(from.states[m], {step.action, step.observation}) : 0;
  }
  const EnvironmentState& environment = class_.environment.states[from.environment];
  encode(child_states_, environment.next[step.action][step.observation],
         from.forced_left - (from.forced_left > 0), encoded_after, child_key_);
  return intern(child_key_, nodes_[n].trail, step, !settled);
}

const std::vector<NodeEdge>& NodeGraph::edges(NodeIndex n) {
  if (nodes_[n].expanded) return nodes_[n].edges;
  opened(n);
  const std::unique_ptr<Opened> o = close(n);
  const NodeContent& from = o->content;
  const EnvironmentState& environment = class_.environment.states[from.environment];
  std::size_t ways = 0;
  for (const bool asked : {false, true})
    for (ActionIndex a = 0; a < class_.actions.size(); ++a)
      if ((asked ? o->law.asked : o->law.answered)[a] != 0)
        for (const Rational& p : environment.laws[asked][a]) ways += p != 0;
  std::vector<NodeEdge> edges;
  edges.reserve(ways);
  std::uint64_t edge_bytes = 0;
  const std::string unchanged = encode_weights(from.weights);
  for (const bool asked : {false, true})
    for (ActionIndex a = 0; a < class_.actions.size(); ++a) {
      const Rational& p = (asked ? o->law.asked : o->law.answered)[a];
      if (p == 0) continue;
      const Weights& weights = find_successor(*o, asked, a);
      const std::string changed = weights == from.weights ? std::string() : encode_weights(weights);
      const Distribution& observed = environment.laws[asked][a];
      for (ObservationIndex x = 0; x < observed.size(); ++x) {
        if (observed[x] == 0) continue;
        const std::size_t known = nodes_.size();
        edges.push_back({child(n, from, {asked, a, x}, weights, changed.empty() ? unchanged : changed), a, x,
                         observed[x] == 1 ? p : p * observed[x], asked});
        edge_bytes += held_bytes(edges.back().probability);
        if (nodes_.size() > known && stop_ && stop_()) throw Stopped{};
      }
      forget_successor(*o, asked, a);
    }
  edge_bytes_ += edge_bytes + block_bytes(edges.capacity() * sizeof(NodeEdge));
  nodes_[n].edges = std::move(edges);
  nodes_[n].expanded = true;
  return nodes_[n].edges;
}

NodeIndex NodeGraph::after(NodeIndex n, HistoryStep step) {
  Opened& o = opened(n);
  const Weights& weights = find_successor(o, step.asked, step.action);
  QED_REQUIRE(!weights.empty(), "a step of probability 0");
  const NodeIndex to = child(n, o.content, step, weights, encode_weights(weights));
  if (opened_bytes_ > opened_may_take_) close(n);
  return to;
}

NodeIndex NodeGraph::settled_as(NodeIndex n) {
  QED_REQUIRE(nodes_[n].facts.settled, "only a settled node is represented by another");
  const auto o = open(decode(*nodes_[n].key));
  const ModelIndex m = o->top.members()[0];
  Weights weights(o->content.weights.size(), Integer(0));
  weights[m] = 1;
  std::vector<StateIndex> states(o->content.states.size(), 0);
  states[m] = o->content.states[m];
  std::string key;
  encode(states, o->content.environment, 0, encode_weights(weights), key);
  return intern(key, nodes_[n].trail, {}, false);
}

void NodeGraph::keep_only(const std::vector<NodeIndex>& kept) {
  std::unordered_map<std::string, NodeIndex> index;
  std::vector<Record> nodes;
  nodes.reserve(kept.size());
  node_bytes_ = edge_bytes_ = 0;
  for (const NodeIndex n : kept) {
    Record& record = nodes_[n];
    record.edges.clear();
    record.edges.shrink_to_fit();
    record.expanded = false;
    auto entry = index_.extract(*record.key);
    entry.mapped() = static_cast<NodeIndex>(nodes.size());
    record.key = &index.insert(std::move(entry)).position->first;
    node_bytes_ += bytes_of(record);
    nodes.push_back(std::move(record));
  }
  index_ = std::move(index);
  nodes_ = std::move(nodes);
}

std::uint64_t NodeGraph::bytes_of(const Opened& o) {
  const NodeContent& c = o.content;
  return block_bytes(sizeof(Opened)) + held_bytes(c.weights) +
         block_bytes(c.states.capacity() * sizeof(StateIndex)) +
         block_bytes(o.predictions.capacity() * sizeof(const Distribution*)) +
         block_bytes(o.top.size() * sizeof(ModelIndex)) + held_bytes(o.law.query_probability) +
         held_bytes(o.law.answered) + held_bytes(o.law.asked);
}

std::uint64_t NodeGraph::bytes_of(const Record& record) {
  struct IndexEntry {
    void* next;
    std::pair<const std::string, NodeIndex> key_and_node;
    std::size_t hash;
  };
  constexpr std::size_t in_place = 15;  // the longest string that needs no block
  const std::string& key = *record.key;
  return block_bytes(sizeof(IndexEntry)) + sizeof(void*) +  // its bucket
         (key.size() > in_place ? block_bytes(key.size() + 1) : 0) +
         held_bytes(record.facts.query_probability) + held_bytes(record.facts.asked);
}

std::uint64_t NodeGraph::bytes() const {
  return nodes_.size() * sizeof(Record) + trail_.size() * sizeof(Step) + node_bytes_ + edge_bytes_ +
         std::max(opened_bytes_, largest_opened_);
}

}  // namespace qed
