#include "qed/claims/formula_score.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "qed/exact/require.hpp"
#include "qed/scoring/boundary.hpp"
#include "qed/scoring/categorical.hpp"
#include "qed/scoring/central.hpp"
#include "qed/scoring/closed_form.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {

namespace {

constexpr unsigned formula_bits = 128;
constexpr std::size_t most_actions = 4;         // with more the conditions are not looked at
constexpr std::size_t most_remembered = 20000;  // scores

// The built-in rule that these formulas are, on the simplex.
std::optional<std::string> built_in_alike(std::span<const Expression> scores) {
  if (!why_not_continuous(scores, scores.size()).empty())
    return std::nullopt;  // alike inside the simplex alone
  for (const std::string& name : built_in_rules()) {
    const std::vector<Expression> known = rule_named(name).scores(scores.size());
    bool alike = true;
    for (std::size_t y = 0; y < scores.size() && alike; ++y)
      alike = is_zero_on_simplex(scores[y] - known[y], scores.size());
    if (alike) return name;
  }
  return std::nullopt;
}

// What is known, and what the checker of the conditions adds.
RuleFacts completed(RuleFacts facts, std::span<const Expression> scores, const Rational& eta) {
  CentralOptions options;
  options.max_boxes = 20000;
  if (!facts.central) {
    const Central found = central(scores, eta, 0, options);
    facts.central = found.finding == Finding::proved;
    facts.refuted = found.finding == Finding::refuted;
    facts.central_by = found.proof;
  }
  if (!facts.central || !facts.strong_by.empty()) return facts;
  // Coarser than strong_range, which takes ten times as long.
  options.max_boxes = 300;
  options.max_left = 0;
  for (const Margin& margin : margins(scores, std::array{eta}, options)) {
    if (!margin.certified || *margin.certified <= 0) continue;
    facts.strong = *margin.certified;
    facts.strong_by = "the largest that was tried and proved";
    facts.exact_drop = Rational(*margin.certified / scores.size());  // sum of d_a^2 >= theta^2 / n
  }
  return facts;
}

RuleFacts facts_of_rule(const Rule& rule, const Rational& eta, std::size_t actions) {
  if (actions < 2) return {.central = true, .central_by = "there is one law only"};
  const bool few = actions <= most_actions;
  const std::vector<Expression> scores = few ? rule.scores(actions) : std::vector<Expression>{};
  std::optional<std::string> name;
  if (is_built_in_rule(rule.name()))
    name = rule.name();
  else if (few)
    name = built_in_alike(scores);
  RuleFacts known = name ? built_in_rule(*name, eta).facts(actions) : RuleFacts{};
  if (few) return completed(std::move(known), scores, eta);
  if (!known.central) known.central_by = "looked at for up to four actions";
  return known;
}

// A score at a law, whatever its constants are numbered.
struct FormulaValue {
  bool minus_infinity = false;
  std::optional<ClosedForm> terms;  // none where there is no normal form
};

// The formulas laid out, once for each number of actions; shared by all copies of the rule, also across threads.
class Formulas {
 public:
  explicit Formulas(Rule rule) : rule_(std::move(rule)) {}

  const std::string& name() const { return rule_.name(); }

  Extended at(const Distribution& law, ActionIndex a, unsigned bits) {
    return laid_out(law.size()).program.at(law.probabilities(), bits)[a];
  }

  FormulaValue value(const Distribution& law, ActionIndex a) {
    std::pair key{std::vector<Rational>(law.begin(), law.end()), a};
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = values_.find(key); known != values_.end()) return known->second;
    }
    FormulaValue found = looked_at(law, a);
    const std::lock_guard lock(mutex_);
    if (values_.size() >= most_remembered) values_.clear();
    values_.try_emplace(std::move(key), found);
    return found;
  }

  RuleFacts facts(const Rational& eta, std::size_t actions) {
    const std::lock_guard lock(facts_mutex_);
    const auto [entry, is_new] = facts_.try_emplace({eta, actions});
    if (is_new) entry->second = facts_of_rule(rule_, eta, actions);
    return entry->second;
  }

 private:
  struct LaidOut {
    std::vector<Expression> scores;
    Program program{scores};
  };
  const LaidOut& laid_out(std::size_t actions) {
    const std::lock_guard lock(mutex_);
    auto& made = laid_out_[actions];
    if (!made) made = std::make_unique<LaidOut>(rule_.scores(actions));
    return *made;
  }

  FormulaValue looked_at(const Distribution& law, ActionIndex a) {
    const Extended score = at(law, a, formula_bits);
    if (score.kind() == Extended::Kind::minus_infinity) return {.minus_infinity = true, .terms = {}};
    if (score.kind() == Extended::Kind::plus_infinity)
      throw std::invalid_argument("the rule " + name() + " gives a score of plus infinity, expected less");
    if (score.is_exact()) return {.terms = ClosedForm{{NumberTerm::Kind::rational, score.value().exact()}}};
    FormulaValue value;
    try {
      value.terms = closed_form(at_report(laid_out(law.size()).scores[a], {law.begin(), law.end()}));
    } catch (const std::invalid_argument&) {
      return value;
    }
    if (value.terms) {  // both ways come to the same
      Constants constants;
      const Interval here = constants.enclosure(formal_sum(*value.terms, constants), formula_bits);
      const Interval there = score.enclosure(formula_bits);
      QED_REQUIRE(here.lower() <= there.upper() && there.lower() <= here.upper(),
                  "a score and its normal form differ");
    }
    return value;
  }

  const Rule rule_;
  std::mutex mutex_, facts_mutex_;
  std::map<std::size_t, std::unique_ptr<LaidOut>> laid_out_;
  std::map<std::pair<std::vector<Rational>, ActionIndex>, FormulaValue> values_;
  std::map<std::pair<Rational, std::size_t>, RuleFacts> facts_;
};

struct FormulaScore {
  std::shared_ptr<Formulas> formulas;

  Score operator()(const Distribution& law, ActionIndex a, Constants& constants) const {
    const FormulaValue value = formulas->value(law, a);
    if (value.minus_infinity) return {0, {}};
    if (value.terms) return {1, formal_sum(*value.terms, constants)};
    const auto enclosure = [f = formulas](const Distribution& at, ActionIndex action, unsigned bits) {
      const unsigned enough = std::max(bits, formula_bits);  // where it is known to have a value
      return f->at(at, action, enough).enclosure(enough);
    };
    return EnclosedScore{formulas->name(), enclosure}(law, a, constants);
  }
};

}  // namespace

ScoreUpdate update_by(const Rule& rule, const Rational& eta, std::optional<RuleFacts> known) {
  const auto formulas = std::make_shared<Formulas>(rule);
  return ScoreUpdate(rule.name(), eta, FormulaScore{formulas},
                     [formulas, known = std::move(known)](const Rational& at, std::size_t actions) {
                       return known ? *known : formulas->facts(at, actions);
                     });
}

ScoreUpdate score_update(const std::string& rule, const Rational& eta, const Features& features) {
  if (!is_built_in_rule(rule)) return update_by(rule_from_text(rule, features), eta);
  const auto formulas = std::make_shared<Formulas>(rule_named(rule));
  return built_in_rule(rule, eta).with_facts(
      [formulas](const Rational& at, std::size_t actions) { return formulas->facts(at, actions); });
}

}  // namespace qed
