#include "qed/scoring/categorical.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <optional>
#include <stdexcept>

#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"
#include "qed/scoring/kernel.hpp"
#include "qed/scoring/made_rules.hpp"

namespace qed {
namespace {

// The weights for so many outcomes: those given, or 1, 2, 1, 2, …
std::vector<Rational> weights_for(std::string_view rule, const std::vector<Rational>& given,
                                  std::size_t outcomes) {
  if (given.empty()) {
    std::vector<Rational> weights;
    for (std::size_t i = 0; i < outcomes; ++i) weights.emplace_back(i % 2 == 0 ? 1 : 2);
    return weights;
  }
  if (given.size() != outcomes)
    throw std::invalid_argument(
        fmt::format("{} has {} weights; there are {} outcomes", rule, given.size(), outcomes));
  return given;
}

template <class WeightedRule>
Rule weighted(std::string name, std::vector<Rational> weights) {
  return Rule::from_formulas(
      name,
      [name, weights = std::move(weights)](std::size_t outcomes) {
        return formulas_of(WeightedRule{weights_for(name, weights, outcomes)}, outcomes);
      },
      {}, std::string(WeightedRule::scale.unit), std::string(WeightedRule::scale.literature));
}

// What comes after the colon.
struct Parameters {
  std::string rule;
  std::optional<std::string> text;  // none where there is no colon
  const Features& features;

  std::string text_or_empty() const { return text.value_or(""); }
  void none() const {
    if (text) throw std::invalid_argument(fmt::format("the rule {} takes no parameter", rule));
  }
  std::vector<Rational> numbers() const { return text ? parse_rationals(*text) : std::vector<Rational>{}; }
  Rational beta() const {
    const std::vector<Rational> given = numbers();
    if (given.size() != 1 || given[0] <= 1)
      throw std::invalid_argument(fmt::format("{}: expected one number above 1, as in {}:3", rule, rule));
    return given[0];
  }
  std::vector<Rational> weights() const {
    std::vector<Rational> given = numbers();
    for (const Rational& w : given)
      if (w <= 0)
        throw std::invalid_argument(fmt::format("{}: the weight {} is not positive", rule, w.str()));
    return given;
  }
};

struct Entry {
  RuleEntry shown;
  std::function<Rule(const std::string& name, const Parameters&)> make;
};

const std::vector<Entry>& entries() {
  const auto plain = [](auto rule, std::string functional = {}) {
    return [rule, functional](const std::string& name, const Parameters& parameters) {
      parameters.none();
      return Rule(name, rule, functional);
    };
  };
  // The rules whose parameter is a text that they read themselves.
  const auto by_text = [](Rule (*made)(std::string, const std::string&, const Features&)) {
    return [made](const std::string& name, const Parameters& x) {
      return made(name, x.text_or_empty(), x.features);
    };
  };
  static const std::vector<Entry> all = {
      {{"log", "ln p[y]", "the logarithmic score"}, plain(LogScore{})},
      {{"brier", "2*p[y] - sum(p^2)", "the quadratic score"}, plain(BrierScore{})},
      {{"spherical", "p[y]/sqrt(sum(p^2))", ""}, plain(SphericalScore{})},
      {{"pseudo-spherical", "(p[y]/|p|_b)^(b - 1)", "with a parameter b > 1: pseudo-spherical:3"},
       [](const std::string& name, const Parameters& x) {
         return Rule(name, PseudoSphericalScore{x.beta()});
       }},
      {{"power", "b*p[y]^(b - 1) - (b - 1)*sum(p^b)", "with a parameter b > 1: power:3"},
       [](const std::string& name, const Parameters& x) { return Rule(name, PowerScore{x.beta()}); }},
      {{"rps", "-sum over k of (P(Y <= k) - 1{y <= k})^2",
        "the ranked probability score: outcomes are in order"},
       plain(RankedProbabilityScore{})},
      {{"zero-one", "1 where y is the likeliest (the first such), else 0", ""},
       plain(ZeroOneScore{}, "the mode")},
      {{"linear", "p[y]", "improper"}, plain(LinearScore{})},
      {{"asymmetric", "2*w[y]*p[y] - sum(w*p^2)", "with weights: asymmetric:1,2,1"},
       [](const std::string& name, const Parameters& x) {
         return weighted<AsymmetricScore>(name, x.weights());
       }},
      {{"weighted-log", "w[y]*ln p[y]", "improper; with weights: weighted-log:1,2,1"},
       [](const std::string& name, const Parameters& x) {
         return weighted<WeightedLogScore>(name, x.weights());
       }},
      {{"outcome-weighted-log", "w[y]*ln(w[y]*p[y]/sum(w*p))", "with weights: outcome-weighted-log:1,2,1"},
       [](const std::string& name, const Parameters& x) {
         return weighted<OutcomeWeightedLogScore>(name, x.weights());
       }},
      {{"moments", "-sum over features x of (sum(x*p) - x[y])^2",
        "with names of features: moments:x,z --feature x=0,1,3 --feature z=…; without, all of them"},
       by_text(moment_rule)},
      {{"kernel", "sum(i, k(i, y)*p[i]) - 1/2*sum(i, sum(j, k(i, j)*p[i]*p[j]))",
        "with a formula for k in i, j and features: kernel:-abs(i - j)"},
       by_text(kernel_rule)},
      {{"savage", "G(p) + dG/dp[y] - sum(i, p[i]*dG/dp[i])",
        "the rule of a convex function G, a formula in p: savage:sum(p^4)"},
       by_text(savage_rule)},
      {{"outcome-weighted", "w[y]*S(w*p/sum(w*p), y)",
        "with weights and a rule: outcome-weighted:1,2,1:brier"},
       by_text(outcome_weighted_rule)},
      {{"coarse", "S(law of the classes, class of y)",
        "with each outcome's class and a rule for the classes: coarse:0,1,1:brier"},
       by_text(coarse_rule)},
      {{"chain", "S(law of the classes, class of y) + S'(law given the class, y)",
        "with a rule for the classes, then one within them: 'chain:0,1,1:brier then log'"},
       by_text(chain_rule)},
  };
  return all;
}

const Entry* entry_of(std::string_view name) {
  const std::string_view head = name.substr(0, name.find(':'));
  for (const Entry& entry : entries())
    if (entry.shown.name == head) return &entry;
  return nullptr;
}

}  // namespace

bool is_rule_name(std::string_view name) { return entry_of(name) != nullptr; }

Rule rule_named(std::string_view name, const Features& features) {
  const Entry* entry = entry_of(name);
  if (!entry) {
    std::vector<std::string> known;
    for (const Entry& e : entries()) known.emplace_back(e.shown.name);
    const std::string_view head = name.substr(0, name.find(':'));
    std::string nearest = suggestion(head, known);
    if (nearest.empty()) nearest = fmt::format("; there are {}", fmt::join(known, ", "));
    throw std::invalid_argument(fmt::format("no rule is called {}{}", in_quotes(head), nearest));
  }
  Parameters parameters{std::string(entry->shown.name), {}, features};
  if (const auto colon = name.find(':'); colon != std::string_view::npos)
    parameters.text = std::string(name.substr(colon + 1));
  return entry->make(std::string(name), parameters);
}

std::vector<RuleEntry> rule_catalogue() {
  std::vector<RuleEntry> catalogue;
  for (const Entry& entry : entries()) catalogue.push_back(entry.shown);
  return catalogue;
}

}  // namespace qed
