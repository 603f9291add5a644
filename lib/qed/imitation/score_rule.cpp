#include "qed/imitation/score_rule.hpp"

#include <algorithm>
#include <stdexcept>

#include "qed/exact/wording.hpp"

namespace qed {

namespace {

Rational sum_of_squares(const Distribution& law) {
  Rational sum = 0;
  for (const Rational& p : law) sum += p * p;
  return sum;
}

// Hoelder: sum of pi^eta mu^(1 - eta) <= 1 up to eta = 1. Below, it is at most B^(2 m) <= 1 - 2 m (1 - B), with B the
// Bhattacharyya coefficient and m = min(eta, 1 - eta); and the models that the minimum is made of have sums of 1 - B of
// at least theta^2 / 8.
RuleFacts log_facts(const Rational& eta, std::size_t) {
  RuleFacts facts;
  if (eta > 1) return facts;
  facts.central = true;
  facts.central_by = "Hölder's inequality, for every eta up to 1";
  facts.strong_by = "none: with equality where supports agree";
  if (eta == 1) return facts;
  const Rational drop = std::min<Rational>(eta, 1 - eta) / 4;
  facts.strong = Rational(2 * drop);
  facts.strong_by =
      "by the Bhattacharyya coefficient; the query sum has a bound without the number of actions";
  facts.exact_drop = drop;
  facts.drop = [drop](unsigned bits) { return Interval(drop, bits); };
  return facts;
}

// Hoeffding: at most exp(-eta (1 - eta) |pi - mu|^2), and that at most 1 - c |pi - mu|^2 up to |pi - mu|^2 = 2.
RuleFacts brier_facts(const Rational& eta, std::size_t actions) {
  RuleFacts facts;
  if (eta > 1) return facts;
  facts.central = true;
  facts.central_by = "Hoeffding's lemma, for every eta up to 1";
  facts.strong_by = "none at the limit";
  if (eta == 1) return facts;
  const auto c = [eta](unsigned bits) {
    return (Interval(1, bits) - exp(Interval(-2 * eta * (1 - eta), bits))) / Interval(2, bits);
  };
  facts.strong = c(128);
  facts.strong_by = "c = (1 - exp(-2 eta (1 - eta)))/2, by Hoeffding's lemma";
  facts.drop = [c, actions](unsigned bits) { return c(bits) / Interval(Rational(actions), bits); };
  return facts;
}

// Hoeffding, again: eta <= 2 / sqrt(n).
RuleFacts spherical_facts(const Rational& eta, std::size_t actions) {
  if (eta * eta * actions > 4) return {};
  return {.central = true, .central_by = "Hoeffding's lemma, for every eta up to 2/sqrt(n)"};
}

}  // namespace

Score FormalLog::operator()(const Distribution& law, ActionIndex a, Constants&) const { return {law[a], {}}; }

Score FormalBrier::operator()(const Distribution& law, ActionIndex a, Constants&) const {
  return {1, FormalSum(2 * law[a] - sum_of_squares(law))};
}

Score FormalSpherical::operator()(const Distribution& law, ActionIndex a, Constants& constants) const {
  const Rational squares = sum_of_squares(law);
  FormalSum rest = constants.square_root(squares);  // p / sqrt(s) = (p / s) sqrt(s)
  rest *= law[a] / squares;
  return {1, std::move(rest)};
}

Score EnclosedScore::operator()(const Distribution& law, ActionIndex a, Constants& constants) const {
  if (exact)
    if (std::optional<Rational> known = exact(law, a)) return {1, FormalSum(std::move(*known))};
  std::string key = name + " " + std::to_string(a) + ":";
  for (const Rational& p : law) key += " " + to_string(p);
  return {1, constants.opaque(key, [f = enclosure, law, a](unsigned bits) { return f(law, a, bits); })};
}

void require_eta(const Rational& eta) {
  if (eta <= 0 || eta > 1000)
    throw std::invalid_argument("eta = " + to_string(eta) + " is outside (0, 1000]");
  if (denominator_of(eta) > 1000)
    throw std::invalid_argument("eta = " + to_string(eta) + " has a denominator above 1000");
}

std::vector<std::string> built_in_rules() { return {"log", "brier", "spherical"}; }

bool is_built_in_rule(std::string_view name) { return std::ranges::count(built_in_rules(), name) > 0; }

ScoreUpdate ScoreUpdate::with_facts(Facts facts) const {
  ScoreUpdate same = *this;
  same.facts_ = std::move(facts);
  return same;
}

ScoreUpdate built_in_rule(const std::string& name, const Rational& eta) {
  if (name == "log") return {name, eta, FormalLog{}, log_facts};
  if (name == "brier") return {name, eta, FormalBrier{}, brier_facts};
  if (name == "spherical") return {name, eta, FormalSpherical{}, spherical_facts};
  throw std::invalid_argument("no scoring rule is called " + in_quotes(name) + "; there are " +
                              listed(built_in_rules()));
}

}  // namespace qed
