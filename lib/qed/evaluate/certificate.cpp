#include "qed/evaluate/certificate.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

#include "qed/evaluate/state_graph.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/model/class_file/sha256.hpp"

namespace qed {
namespace {

using Json = nlohmann::ordered_json;

Json exact(const Rational& q) { return to_string(q); }
Json exact(const std::optional<Rational>& q) { return q ? exact(*q) : Json(nullptr); }

// What the class file calls the states of a policy, in the order of `compile`: a position in the schedule, a
// context, a name.
struct StateNames {
  const std::vector<std::string>& actions;

  std::vector<Json> operator()(const Iid&) const { return {0}; }
  std::vector<Json> operator()(const Schedule& schedule) const {
    std::vector<Json> names;
    for (std::size_t t = 0; t < schedule.laws.size(); ++t) names.emplace_back(t);
    return names;
  }
  std::vector<Json> operator()(const Markov& markov) const {
    std::map<std::pair<std::size_t, std::vector<ActionIndex>>, Json> by_length;
    for (const auto& [context, law] : markov.laws) {
      std::string name;
      for (const ActionIndex a : context) name += (name.empty() ? "" : " ") + actions[a];
      by_length[{context.size(), context}] = name;
    }
    std::vector<Json> names;
    for (const auto& [key, name] : by_length) names.push_back(name);
    return names;
  }
  std::vector<Json> operator()(const Automaton& automaton) const {
    std::vector<Json> names;
    for (const AutomatonState& state : automaton.states) names.emplace_back(state.name);
    return names;
  }
  std::vector<Json> operator()(const Custom&) const {
    throw std::invalid_argument("a policy of C++ code has no certificate, since no class file can hold it");
  }
};

class CertificateWriter {
 public:
  CertificateWriter(std::ostream& out, const ModelClass& c, const EvaluateOptions& options)
      : out_(out), class_(c), options_(options), graph_(c, imitator_, visitor_) {
    const StateNames names_of{c.actions};
    for (const Model& m : c.models) names_.push_back(std::visit(names_of, m.policy));
    if (!c.demonstrator_inside()) names_.push_back(std::visit(names_of, c.demonstrator_policy()));
    demonstrator_slot_ = c.demonstrator_slot();
  }

  Ended run(std::string_view class_text, const Quantities& quantities,
            std::span<const CertifiedClaim> claims) {
    line({{"format", "demonstrandum-certificate/1"},
          {"class_sha256", sha256(class_text)},
          {"class", class_text},
          {"horizon", class_.horizon},
          {"alpha", exact(class_.alpha)}});
    write_levels();
    if (ended_ != Ended::horizon) return ended_;
    line({{"quantities", quantities_json(quantities)}});
    for (const CertifiedClaim& claim : claims)
      line({{"claim", claim.id},
            {"value", exact(claim.value)},
            {"bound", exact(claim.bound)},
            {"verdict", to_string(claim.verdict)}});
    return ended_;
  }

 private:
  // The engine's own masses, so that what is checked is its arithmetic and not another's.
  void write_levels() {
    introduce(graph_.root());
    Masses masses, next;
    masses.resize(1);
    masses.assign(0, 1);
    graph_.nodes().stop_where([&] { return over_limit(masses); }, options_.limits.max_bytes);
    Integer denominator = 1;
    for (unsigned t = 0;; ++t) {
      write_level(t, masses, denominator);
      if (t + 1 == class_.horizon || !write_transitions(masses)) return;
      next.advance(graph_.incoming(), graph_.coefficients(), masses);
      std::swap(masses, next);
      denominator *= graph_.coefficients().denominator();
    }
  }

  // Over the least common denominator: the engine's own would tell how it came to it.
  void write_level(unsigned t, const Masses& masses, const Integer& denominator) {
    Integer common = denominator;
    for (GraphState s = 0; s < masses.size() && common != 1; ++s) common = gcd(common, masses.numerator(s));
    Json list = Json::array();
    for (GraphState s = 0; s < masses.size(); ++s)
      if (!masses.zero(s)) list.push_back({s, Integer(masses.numerator(s) / common).str()});
    if (options_.progress) options_.progress({t + 1, class_.horizon, list.size()});
    line({{"level", t}, {"over", Integer(denominator / common).str()}, {"masses", std::move(list)}});
  }

  // False where a limit was reached or the pass was interrupted.
  bool write_transitions(const Masses& masses) try {
    const std::size_t states = graph_.size();
    for (GraphState s = 0; s < states; ++s) {
      if (masses.zero(s) || graph_.expanded(s)) continue;
      graph_.expand(s);
      Json to = Json::array();
      for (const Transition& transition : graph_.transitions_of(s)) {
        introduce(transition.to);
        to.push_back({transition.to, exact(transition.probability)});
      }
      line({{"from", s}, {"to", std::move(to)}});
      if (over_limit(masses)) return false;
    }
    return !over_limit(masses);
  } catch (const NodeGraph::Stopped&) {
    return false;
  }

  bool over_limit(const Masses& masses) {
    if (options_.interrupted && options_.interrupted->load(std::memory_order_relaxed))
      ended_ = Ended::interrupted;
    else if (graph_.size() > options_.limits.max_states)
      ended_ = Ended::state_limit;
    else if (graph_.bytes() + 3 * masses.bytes() > options_.limits.max_bytes)  // and the next level's
      ended_ = Ended::memory_limit;
    return ended_ != Ended::horizon;
  }

  // States are made in the order of their numbers, so those up to a new one are all new.
  void introduce(GraphState last) {
    for (; introduced_ <= last; ++introduced_) {
      const GraphState s = introduced_;
      Json events = Json::array();
      for (std::size_t e = 0; e < class_.events.size(); ++e) {
        const StateIndex at = graph_.events(s)[e];
        events.push_back(at == EventTracker::accepted_state ? Json(true)
                         : at == EventTracker::lost_state   ? Json(false)
                                                            : Json(class_.events[e].states[at].name));
      }
      line({{"state", s},
            {"node", graph_.done(s) ? Json(nullptr) : node_json(graph_.node(s))},
            {"events", std::move(events)},
            {"retained", graph_.retained(s)}});
    }
  }

  Json node_json(NodeIndex n) const {
    const NodeContent content = graph_.nodes().content(n);
    const TopSet top_set = TopSet::of(content.weights, class_.alpha, class_.threshold);
    const bool settled = graph_.nodes().facts(n).settled;
    Json weights = Json::array(), states = Json::array(), top = Json::array();
    for (const Integer& w : content.weights) weights.push_back(w.str());
    for (std::size_t m = 0; m < content.states.size(); ++m) {
      const bool alive = m < content.weights.size() && content.weights[m] != 0;
      const bool answers = m == demonstrator_slot_ && !settled;
      states.push_back(alive || answers ? names_[m].at(content.states[m]) : Json(nullptr));
    }
    for (const ModelIndex m : top_set) top.push_back(m);
    return {{"weights", std::move(weights)},
            {"states", std::move(states)},
            {"environment", class_.environment.states[content.environment].name},
            {"forced_left", content.forced_left},
            {"top", std::move(top)},
            {"theta", exact(graph_.nodes().facts(n).query_probability)}};
  }

  static Json quantities_json(const Quantities& q) {
    Json events = Json::object();
    for (const auto& event : q.events)
      events[event.name] = {{"imitator", exact(event.imitator)},
                            {"imitator_and_retained", exact(event.imitator_and_retained)},
                            {"demonstrator", exact(event.demonstrator)}};
    return {{"S1", exact(q.S1)},
            {"S2", exact(q.S2)},
            {"S3", exact(q.S3)},
            {"S3_collected", exact(q.S3_collected)},
            {"truth_retained", exact(q.truth_retained)},
            {"expected_product", exact(q.expected_product)},
            {"max_query_probability", exact(q.max_query_probability)},
            {"max_top_size", q.max_top_size},
            {"events", std::move(events)}};
  }

  void line(const Json& json) { out_ << json.dump(-1, ' ', true) << '\n'; }

  std::ostream& out_;
  const ModelClass& class_;
  const EvaluateOptions& options_;
  const Imitator imitator_;
  const NodeVisitor visitor_;
  StateGraph graph_;
  std::vector<std::vector<Json>> names_;  // of each policy's states; an outside demonstrator's last
  std::size_t demonstrator_slot_;
  GraphState introduced_ = 0;
  Ended ended_ = Ended::horizon;
};

}  // namespace

Ended write_certificate(std::ostream& out, std::string_view class_text, const ModelClass& c,
                        const Quantities& quantities, std::span<const CertifiedClaim> claims,
                        const EvaluateOptions& options) {
  return CertificateWriter(out, c, options).run(class_text, quantities, claims);
}

}  // namespace qed
