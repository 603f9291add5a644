// Scoring rules as what weights are updated by: in place of Bayes' rule, a queried action a multiplies the weight of a
// model pi by exp(eta S(pi(.|h), a)). The logarithmic score at eta = 1 is Bayes' rule.
//                                                                  (proofs-notes/other-rules.md)
// A rule is any type that meets `FormalScore`; it gives scores formally, so that equal weights are recognised and not
// guessed.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/exact/formal_sum.hpp"
#include "qed/exact/interval.hpp"
#include "qed/exact/value.hpp"
#include "qed/model/history.hpp"

namespace qed {

// S = ln(of_logarithm) + rest.   of_logarithm >= 0; 0 is minus infinity: the model then leaves.
struct Score {
  Rational of_logarithm = 1;
  FormalSum rest = {};
};

template <class R>
concept FormalScore = std::copy_constructible<R> &&
    requires(const R& rule, const Distribution& law, ActionIndex a, Constants& constants) {
  { rule(law, a, constants) } -> std::same_as<Score>;
};

// ln p(a).
struct FormalLog {
  Score operator()(const Distribution&, ActionIndex, Constants&) const;
};
// 2 p(a) - sum of p^2.
struct FormalBrier {
  Score operator()(const Distribution&, ActionIndex, Constants&) const;
};
// p(a) / sqrt(sum of p^2).
struct FormalSpherical {
  Score operator()(const Distribution&, ActionIndex, Constants&) const;
};

// Any rule that can be enclosed: where it is rational and known to be, `exact` says so; otherwise each score of a law
// and an action is a constant of its own. Equal scores of different laws are then not recognised, and a comparison
// that hangs on them stays undecided. A rule given as formulas comes in through update_by, which recognises more
// (claims/formula_score.hpp).
struct EnclosedScore {
  std::string name;
  std::function<Interval(const Distribution&, ActionIndex, unsigned bits)> enclosure;
  std::function<std::optional<Rational>(const Distribution&, ActionIndex)> exact = {};
  Score operator()(const Distribution&, ActionIndex, Constants&) const;
};

// What is known of a rule at an eta over n actions.   (proofs-notes/other-rules.md, the table)
struct RuleFacts {
  // E_mu exp(eta (S(pi, a) - S(mu, a))) <= 1 for all laws: proved.
  bool central = false;
  // E sum theta^3 <= X_0 / (alpha drop) for every class: what a query lowers the odds by is at least drop theta^2, for
  // each collected model of odds 1.
  std::optional<Enclosure> drop = {};
  std::optional<Rational> exact_drop = {};  // where it is rational
  bool refuted = false;                     // the central condition is, by a pair of laws
  std::string central_by = {};              // how that is known; of what is not known, what is missing
  std::optional<Value> strong = {};  // c: E_mu exp(eta (S(pi, a) - S(mu, a))) <= 1 - c |pi - mu|^2: proved
  std::string strong_by = {};
};

// Throws  std::invalid_argument where eta is not in (0, 1000], or its denominator is above 1000.
void require_eta(const Rational& eta);

// A rule with its eta, by value.
//
// Throws  as require_eta.
class ScoreUpdate {
 public:
  using Facts = std::function<RuleFacts(const Rational& eta, std::size_t actions)>;

  template <FormalScore R>
  ScoreUpdate(std::string name, Rational eta, R rule, Facts facts = {})
      : name_(std::move(name)), eta_(std::move(eta)), rule_(std::move(rule)), facts_(std::move(facts)) {
    require_eta(eta_);
  }

  const std::string& name() const { return name_; }
  const Rational& eta() const { return eta_; }
  Score score(const Distribution& law, ActionIndex a, Constants& constants) const {
    return rule_(law, a, constants);
  }
  RuleFacts facts(std::size_t actions) const { return facts_ ? facts_(eta_, actions) : RuleFacts{}; }
  // The same rule, of which something else is known.
  ScoreUpdate with_facts(Facts facts) const;

 private:
  std::string name_;
  Rational eta_;
  std::function<Score(const Distribution&, ActionIndex, Constants&)> rule_;
  Facts facts_;
};

// log, brier, spherical, with what is known of them.
// Throws  std::invalid_argument naming the rules there are.
ScoreUpdate built_in_rule(const std::string& name, const Rational& eta);
std::vector<std::string> built_in_rules();
bool is_built_in_rule(std::string_view name);

}  // namespace qed
