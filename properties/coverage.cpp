#include "properties/coverage.hpp"

#include <algorithm>
#include <map>

#include "properties/generators/laws.hpp"
#include "qed/claims/query_tail.hpp"
#include "qed/claims/unlikely_events.hpp"

namespace qed::properties {
namespace {

class Watching {
 public:
  Watching(Imitator imitator, std::shared_ptr<Seen> seen)
      : imitator_(std::move(imitator)), seen_(std::move(seen)) {}

  TopSet top_set(const Situation& s) const {
    look_at_weights(s);
    look_at_predictions(s);
    TopSet top = imitator_.top_set(s);
    const auto alive = std::ranges::count_if(s.weights, [](const Integer& w) { return w != 0; });
    seen_->one_of_several |= top.size() == 1 && alive > 1;
    seen_->class_refuted |= alive == 0;
    return top;
  }
  StepLaw step(const Situation& s, const TopSet& top) const {
    StepLaw law = imitator_.step(s, top);
    for (std::size_t a = 0; a < law.answered.size(); ++a)
      seen_->plays_the_unthinkable |= law.answered[a] > 0 && s.demonstrator[a] == 0;
    return law;
  }
  Weights update(const Situation& s, bool asked, ActionIndex a) const {
    Weights after = imitator_.update(s, asked, a);
    for (std::size_t m = 0; m < after.size(); ++m) seen_->model_refuted |= s.weights[m] != 0 && after[m] == 0;
    return after;
  }
  bool settles() const { return imitator_.settles(); }

 private:
  void look_at_weights(const Situation& s) const {
    const Integer numerator = numerator_of(s.alpha), denominator = denominator_of(s.alpha);
    Integer before = 0;
    const Integer* previous = nullptr;
    for (const ModelIndex m : posterior_order(s.weights)) {
      const Integer& weight = s.weights[m];
      if (weight == 0) break;
      seen_->tie_in_order |= previous && *previous == weight;
      seen_->tie_at_threshold |= weight * denominator == numerator * before;
      if (weight * denominator < numerator * before) break;
      before += weight;
      previous = &weight;
    }
  }
  void look_at_predictions(const Situation& s) const {
    const std::size_t models = s.weights.size();
    seen_->told_apart.resize(models * models, false);
    for (std::size_t m = 0; m < models; ++m)
      for (std::size_t n = m + 1; n < models; ++n)
        if (s.predictions[m] && s.predictions[n] && !seen_->told_apart[m * models + n])
          seen_->told_apart[m * models + n] = *s.predictions[m] != *s.predictions[n];
  }

  Imitator imitator_;
  std::shared_ptr<Seen> seen_;
};

Rational total_prior(const ModelClass& c) {
  Rational sum = 0;
  for (const Model& model : c.models) sum += model.prior;
  return sum;
}

template <class Kind>
bool has_kind(const CaseFacts& f) {
  return std::ranges::any_of(f.model_class.models,
                             [](const Model& m) { return std::holds_alternative<Kind>(m.policy); });
}

template <class Condition>
bool has_probability(const CaseFacts& f, Condition condition) {
  ModelClass c = f.model_class;
  return std::ranges::any_of(gen::action_laws(c),
                             [&](const Distribution* law) { return std::ranges::any_of(*law, condition); });
}

bool has_twins(const CaseFacts& f) {
  const std::size_t models = f.model_class.models.size();
  for (std::size_t m = 0; m < models; ++m)
    for (std::size_t n = m + 1; n < models; ++n)
      if (!f.seen.told_apart[m * models + n]) return true;
  return false;
}

bool has_lopsided_prior(const CaseFacts& f) {
  const auto [least, most] = std::ranges::minmax(f.model_class.models, {}, &Model::prior);
  return most.prior >= 40 * least.prior;
}

// The claim was decided on something that happens, by this one of its bounds, and the bound says something.
bool decided_by(const CaseFacts& f, std::string_view id, std::string_view bound) {
  const auto result = std::ranges::find(f.claims, id, [](const ClaimResult& r) { return r.claim->id; });
  if (result == f.claims.end()) return false;
  const Comparison& worst = result->worst;
  return worst.decided_by == bound && !worst.vacuous && worst.value->upper() > 0;
}

bool strictly_between(const Rational& q) { return q > 0 && q < 1; }

}  // namespace

Imitator watched(const Imitator& imitator, std::shared_ptr<Seen> seen) {
  return Imitator(imitator.name(), Watching(imitator, std::move(seen)));
}

std::span<const BranchRule> branch_rules() {
  using F = const CaseFacts&;
  const auto percent = [](int n) { return ratio(n, 100); };
  static const std::vector<BranchRule> rules{
      {"asks without being forced", percent(45),
       [](F f) { return f.quantities.S1 > f.quantities.forced_steps; }},
      {"three query probabilities", percent(28), [](F f) { return f.quantities.occupancy.size() >= 3; }},
      {"three models collected", percent(26), [](F f) { return f.quantities.max_top_size >= 3; }},
      {"truth at risk", percent(25),
       [](F f) { return f.quantities.truth_retained && strictly_between(*f.quantities.truth_retained); }},
      {"asks after losing the truth", percent(12),
       [](F f) { return f.quantities.S3_lost && *f.quantities.S3_lost > 0; }},
      {"plays what the demonstrator never does", percent(6),
       [](F f) { return f.seen.plays_the_unthinkable; }},
      {"tie at the threshold", percent(20), [](F f) { return f.seen.tie_at_threshold; }},
      {"tie in the order", percent(45), [](F f) { return f.seen.tie_in_order; }},
      {"a model is refuted", percent(27), [](F f) { return f.seen.model_refuted; }},
      {"every model is refuted", ratio(1, 200), [](F f) { return f.seen.class_refuted; }},
      {"one collected of several", percent(40), [](F f) { return f.seen.one_of_several; }},
      {"twins", percent(20), has_twins},
      {"one model", percent(2), [](F f) { return f.model_class.models.size() == 1; }},
      {"one action", percent(3), [](F f) { return f.model_class.actions.size() == 1; }},
      {"sub-normalised prior", percent(22), [](F f) { return total_prior(f.model_class) < 1; }},
      {"lopsided prior", percent(7), has_lopsided_prior},
      {"alpha at most 1/100", percent(6), [](F f) { return f.model_class.alpha <= ratio(1, 100); }},
      {"alpha at least 1/2", percent(20), [](F f) { return f.model_class.alpha >= ratio(1, 2); }},
      {"alpha at least 99/100", percent(3), [](F f) { return f.model_class.alpha >= ratio(99, 100); }},
      {"non-strict threshold", percent(16),
       [](F f) { return f.model_class.threshold == Threshold::non_strict; }},
      {"schedule", percent(22), has_kind<Schedule>},
      {"markov", percent(22), has_kind<Markov>},
      {"automaton", percent(24), has_kind<Automaton>},
      {"zero probability", percent(45),
       [](F f) { return has_probability(f, [](const Rational& p) { return p == 0; }); }},
      {"near-certain law", percent(20),
       [](F f) { return has_probability(f, [](const Rational& p) { return p > 0 && p <= ratio(1, 100); }); }},
      {"several observations", percent(26), [](F f) { return f.model_class.observations.size() > 1; }},
      {"environment with memory", percent(17),
       [](F f) { return f.model_class.environment.states.size() > 1; }},
      {"environment sees the query", percent(3), [](F f) { return f.model_class.environment.sees_query; }},
      {"demonstrator outside the class", percent(3),
       [](F f) { return !f.model_class.demonstrator_inside(); }},
      {"forced queries", percent(9), [](F f) { return f.model_class.forced_queries > 0; }},
      {"asks on after forced queries", percent(5),
       [](F f) { return f.quantities.forced_steps > 0 && f.quantities.S1 > f.quantities.forced_steps; }},
      {"uncertain event", percent(40),
       [](F f) {
         return std::ranges::any_of(f.quantities.events, [](const EventProbabilities& e) {
           return strictly_between(e.imitator) && strictly_between(e.demonstrator);
         });
       }},
      {"horizon above 8", percent(2), [](F f) { return f.model_class.horizon > 8; }},
      {"bad event bounded by the mean", ratio(3, 200),
       [](F f) { return decided_by(f, "unlikeliness", by_the_mean); }, "unlikeliness"},
      {"bad event bounded by the tail", ratio(3, 200),
       [](F f) { return decided_by(f, "unlikeliness-finite", by_the_tail); }, "unlikeliness-finite"},
      {"query sum bounded at a value", ratio(3, 400),
       [](F f) { return decided_by(f, "query-tail", at_a_value); }, "query-tail"},
  };
  return rules;
}

Rational interesting_floor(std::string_view claim_id) {
  // Percent: about two thirds of what a thousand classes show. A claim that is new here must find its own
  // floor (tests/meta/coverage_test.cpp).
  static const std::map<std::string_view, int> floors{
      {"top-prefix", 50},           {"top-size", 50},
      {"no-query-dominance", 40},   {"query-identity", 40},
      {"step-dominance", 40},       {"query-drift", 40},
      {"truth-retention", 12},      {"truth-retention-sharp", 16},
      {"cubic-query-sum", 40},      {"cubic-query-sum-sharp", 40},
      {"cubic-query-sum-lost", 12}, {"query-count", 45},
      {"product-growth-log", 45},   {"unlikeliness", 7},
      {"trajectory-dominance", 30}, {"query-tail", 40},
      {"unlikeliness-finite", 7},   {"preconditioning", 40},
      {"bounded-cost", 40}};
  const auto found = floors.find(claim_id);
  return ratio(found == floors.end() ? 1 : found->second, 100);
}

}  // namespace qed::properties
