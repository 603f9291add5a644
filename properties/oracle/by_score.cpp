#include "properties/oracle/by_score.hpp"

#include "qed/exact/interval.hpp"

namespace qed::oracle {
namespace {

constexpr unsigned score_bits = 400, agreeing_bits = 200;

// exp(eta S(p, a)), from the rule's definition.
Rational factor(const std::string& rule, const Rational& eta, const Law& p, ActionIndex a) {
  const Interval by(eta, score_bits);
  if (rule == "log") return p[a] == 0 ? Rational(0) : exp(by * log(Interval(p[a], score_bits))).lower();
  Rational squares = 0;
  for (const Rational& x : p) squares += x * x;
  const Interval score = rule == "brier"
                             ? Interval(2 * p[a] - squares, score_bits)
                             : Interval(p[a], score_bits) / root(Interval(squares, score_bits), 2);
  return exp(by * score).lower();
}

bool clearly_more(const Rational& a, const Rational& b) {
  return (a - b) * Rational(Integer(1) << agreeing_bits) > a;
}

std::vector<ModelIndex> collected(const std::vector<Rational>& weights, const Rational& alpha,
                                  Threshold threshold) {
  std::vector<bool> ranked(weights.size(), false);
  std::vector<ModelIndex> top;
  Rational before = 0;
  for (std::size_t rank = 0; rank < weights.size(); ++rank) {
    std::size_t best = weights.size();  // the first of the largest not ranked yet
    for (std::size_t m = 0; m < weights.size(); ++m)
      if (!ranked[m] && (best == weights.size() || clearly_more(weights[m], weights[best]))) best = m;
    ranked[best] = true;
    const Rational needed = alpha * before;
    const bool enough = threshold == Threshold::strict ? clearly_more(weights[best], needed)
                                                       : !clearly_more(needed, weights[best]);
    if (weights[best] == 0 || !enough) break;
    top.push_back(static_cast<ModelIndex>(best));
    before += weights[best];
  }
  return top;
}

}  // namespace

Process process_by_rule(const ModelClass& c, const std::string& rule, const Rational& eta) {
  Process process = process_of(c);
  process.rule.top_set = collected;
  process.rule.update = [rule, eta](const Rule::Posterior& posterior, const std::vector<Law>& predictions,
                                    bool asked, ActionIndex a) {
    Rule::Posterior weights = posterior;
    if (asked)
      for (std::size_t m = 0; m < weights.size(); ++m)
        weights[m] = Interval(weights[m] * factor(rule, eta, predictions[m], a), score_bits).lower();
    return weights;
  };
  return process;
}

}  // namespace qed::oracle
