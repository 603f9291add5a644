// Scoring rules for reports over finitely many outcomes: S(p, y), the score of the report p when y happens.
//
// Orientation  positive: a larger score is better, and E_q S(p, Y) = sum_y q(y) S(p, y) is largest at p = q for a proper
//              rule. What is usually written as a loss is its negative here.
// A rule of one's own is a type with
//
//     template <class Number> Number operator()(std::span<const Number> p, std::size_t y) const;
//
// which is called with Expression once per outcome and so writes down its formula (expression.hpp); conditions are
// written choose(p[0] > p[1], a, b). It may have a `scale` (orientation.hpp): what says of itself that it is a loss
// is taken with the other sign. Or it is a text (formula.hpp).
#pragma once

#include <concepts>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "qed/scoring/expression.hpp"
#include "qed/scoring/orientation.hpp"

namespace qed {

struct Properness;
struct PropernessOptions;

template <class R>
concept ScoringRule = requires(const R& rule, std::span<const Expression> p, std::size_t y) {
  { rule(p, y) } -> std::convertible_to<Expression>;
};

// S(p, y) for y = 0 … outcomes-1, positively oriented.
template <ScoringRule R>
std::vector<Expression> formulas_of(const R& rule, std::size_t outcomes) {
  const std::vector<Expression> p = probabilities(outcomes);
  std::vector<Expression> scores;
  for (std::size_t y = 0; y < outcomes; ++y) {
    Expression score = rule(std::span<const Expression>(p), y);
    if constexpr (requires { R::scale; }) score = oriented<R>(score, Orientation::gain);
    scores.push_back(std::move(score));
  }
  return scores;
}

// Any rule, by value, for any number of outcomes.
class Rule {
 public:
  template <ScoringRule R>
  Rule(std::string name, R rule, std::string functional = {})
      : Rule(
            std::move(name),
            [rule = std::move(rule)](std::size_t outcomes) { return formulas_of(rule, outcomes); },
            std::move(functional), unit_of<R>(), literature_of<R>(), 0) {}
  // From the formulas themselves: scores_of(n) is S(p, y) for y = 0 … n-1.
  using ScoresOf = std::function<std::vector<Expression>(std::size_t)>;
  static Rule from_formulas(std::string name, ScoresOf scores_of, std::string functional = {},
                            std::string unit = {}, std::string literature = {}) {
    return Rule(std::move(name), std::move(scores_of), std::move(functional), std::move(unit),
                std::move(literature), 0);
  }

  // The same rule, of which a theorem says more than its formulas show: what properness(rule, n) finds (algebra.hpp).
  using PropernessOf = std::function<Properness(std::size_t outcomes, const PropernessOptions&)>;
  Rule by_theorem(PropernessOf known) const {
    Rule result = *this;
    result.known_ = std::move(known);
    return result;
  }

  const std::string& name() const { return name_; }
  // What it elicits where it is proper; empty where that has no name but, where it is strictly so, the distribution.
  const std::string& functional() const { return functional_; }
  const std::string& unit() const { return unit_; }  // what it is measured in; empty where not said
  const std::string& literature() const { return literature_; }  // how it stands to what is known; as unit
  // S(p, y) for y = 0 … outcomes-1, in p_0 … p_{outcomes-1}.
  // Throws  std::invalid_argument where the rule is not defined for so many outcomes.
  std::vector<Expression> scores(std::size_t outcomes) const { return scores_of_(outcomes); }
  const PropernessOf& known() const { return known_; }  // empty where the formulas are examined

 private:
  Rule(std::string name, ScoresOf scores_of, std::string functional, std::string unit, std::string literature,
       int)
      : name_(std::move(name)),
        functional_(std::move(functional)),
        unit_(std::move(unit)),
        literature_(std::move(literature)),
        scores_of_(std::move(scores_of)) {}
  template <class R>
  static std::string unit_of() {
    if constexpr (requires { R::scale; })
      return std::string(R::scale.unit);
    else
      return {};
  }
  template <class R>
  static std::string literature_of() {
    if constexpr (requires { R::scale; })
      return std::string(R::scale.literature);
    else
      return {};
  }

  std::string name_, functional_, unit_, literature_;
  ScoresOf scores_of_;
  PropernessOf known_;
};

}  // namespace qed
