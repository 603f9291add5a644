// Imitators: what is collected, what is played and asked, and what is learned.
//
// The cautious imitator of Cohen, Hutter and Nanda gives each action the smallest probability that any top
// model gives it, and asks with the probability left over. Any other imitator is a type that meets
// `ImitatorRule`, and goes through the same engine, claims and properties; derive from CautiousImitator and
// replace one member to change one thing. Who asks or learns although one model alone is collected must replace
// settles() too, which is inherited as true.
#pragma once

#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/imitation/posterior.hpp"
#include "qed/imitation/top_set.hpp"

namespace qed {

// What an imitator knows at a node: posterior weights, each model's prediction, and the threshold; and,
// because a query is answered by it, the demonstrator's law, which a rule may pass on as the law of a queried
// action.
struct Situation {
  std::span<const Integer> weights;                  // reduced; one per model
  std::span<const Distribution* const> predictions;  // one per model; null where the weight is zero
  const Distribution& demonstrator;                  // mu(.|h)
  const Rational& alpha;
  Threshold threshold;
};

// The joint law of (query, action) at one step, and the query probability that the imitator states.
// Invariant (checked by Imitator)  entries are non-negative and answered and asked sum to 1 together.
struct StepLaw {
  Rational query_probability;      // theta
  std::vector<Rational> answered;  // P(a, q = 0 | h)
  std::vector<Rational> asked;     // P(a, q = 1 | h)
  friend bool operator==(const StepLaw&, const StepLaw&) = default;
};

// What the engine relies on. What breaks it is refused where it is seen (Imitator); what cannot be seen there is that a
// member is a function of its arguments alone, which it must be, because equal situations are asked once.
template <class I>
concept ImitatorRule = std::copy_constructible<I> &&
    requires(const I& rule, const Situation& s, const TopSet& top, bool asked, ActionIndex a) {
  // Models of positive weight, each once.
  { rule.top_set(s) } -> std::same_as<TopSet>;
  { rule.step(s, top) } -> std::same_as<StepLaw>;
  // The weights after a step (asked, a) of positive probability; need not be reduced. One per model, none
  // negative; a weight of zero stays zero, for the engine forgets what a refuted model would do.
  { rule.update(s, asked, a) } -> std::same_as<Weights>;
  // Whether one collected model means that theta = 0 and the posterior rests for good, whatever the other models
  // would do: lets the engine leave the posterior behind. Checked where a node settles (Imitator::settles_at); of
  // what comes after, the promise is taken. False is always safe.
  { rule.settles() } -> std::same_as<bool>;
};

template <class U>
concept UpdateRule = requires(const U& u, std::span<const Integer> w, std::span<const Distribution* const> p,
                              ActionIndex a) {
  { u(w, p, a) } -> std::same_as<Weights>;
};

// min over the top set of pi(a|h), per action; zero everywhere for an empty set.
std::vector<Rational> minimum_over(const TopSet&, std::span<const Distribution* const> predictions,
                                   std::size_t actions);

// Law of a step that plays `answered` itself and passes the rest, theta = 1 - sum answered, to the
// demonstrator.
StepLaw ask_with_the_rest(std::vector<Rational> answered, const Distribution& demonstrator);

// The imitator of the paper.   (proofs-notes/process.md)
template <UpdateRule Update = Bayes>
class CautiousImitator {
 public:
  TopSet top_set(const Situation& s) const { return TopSet::of(s.weights, s.alpha, s.threshold); }
  StepLaw step(const Situation& s, const TopSet& top) const {
    return ask_with_the_rest(minimum_over(top, s.predictions, s.demonstrator.size()), s.demonstrator);
  }
  // Demonstrator steps only: on imitated steps the action carries no evidence about the demonstrator, and
  // updating on it would break truth-retention (proofs-notes/retention.md).
  Weights update(const Situation& s, bool asked, ActionIndex a) const {
    return asked ? Update{}(s.weights, s.predictions, a) : Weights(s.weights.begin(), s.weights.end());
  }
  bool settles() const { return true; }
};

// Any imitator, by value: the handle that the engine and the claims take.
//
// Throws  std::invalid_argument, naming the imitator, where an answer of the rule is not what ImitatorRule asks for.
class Imitator {
 public:
  Imitator() : Imitator("cautious", CautiousImitator<>{}) {}
  template <ImitatorRule I>
  Imitator(std::string name, I rule)
      : name_(std::move(name)), rule_(std::make_shared<Holder<I>>(std::move(rule))) {}

  const std::string& name() const { return name_; }
  TopSet top_set(const Situation&) const;
  StepLaw step(const Situation&, const TopSet&) const;
  Weights update(const Situation&, bool asked, ActionIndex) const;
  bool settles() const { return rule_->settles(); }
  // Whether nothing is asked or learned any more: one model is collected, and the rule settles. The law is the step's.
  // Cost    one step and one update for each action more.
  // Throws  also where the rule settles, but asks here, learns from what it plays, or does otherwise once the models
  //         that are not collected are refuted: what was left behind would then be lost without a trace.
  bool settles_at(const Situation&, const TopSet&, const StepLaw& law) const;

 private:
  struct Rule {
    virtual ~Rule() = default;
    virtual TopSet top_set(const Situation&) const = 0;
    virtual StepLaw step(const Situation&, const TopSet&) const = 0;
    virtual Weights update(const Situation&, bool, ActionIndex) const = 0;
    virtual bool settles() const = 0;
  };
  template <class I>
  struct Holder final : Rule {
    explicit Holder(I r) : rule(std::move(r)) {}
    TopSet top_set(const Situation& s) const override { return rule.top_set(s); }
    StepLaw step(const Situation& s, const TopSet& top) const override { return rule.step(s, top); }
    Weights update(const Situation& s, bool asked, ActionIndex a) const override {
      return rule.update(s, asked, a);
    }
    bool settles() const override { return rule.settles(); }
    I rule;
  };
  std::string name_;
  std::shared_ptr<const Rule> rule_;
};

}  // namespace qed
