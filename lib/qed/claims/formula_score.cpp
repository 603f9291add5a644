#include "qed/claims/formula_score.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "qed/scoring/central.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/rule_text.hpp"

namespace qed {

namespace {

// The formulas laid out, once for each number of actions; shared by all copies of the rule, also across threads.
class Programs {
 public:
  explicit Programs(Rule rule) : rule_(std::move(rule)) {}

  const std::string& name() const { return rule_.name(); }
  Extended at(const Distribution& law, ActionIndex a, unsigned bits) {
    return program(law.size()).at(law.probabilities(), bits)[a];
  }
  bool central(const Rational& eta, std::size_t actions) {
    if (actions < 2) return true;  // one law only
    const std::lock_guard lock(mutex_);
    const auto [entry, is_new] = central_.try_emplace({eta, actions}, false);
    if (is_new) {
      CentralOptions options;
      options.max_boxes = 20000;
      entry->second = qed::central(rule_.scores(actions), eta, 0, options).finding == Finding::proved;
    }
    return entry->second;
  }

 private:
  const Program& program(std::size_t actions) {
    const std::lock_guard lock(mutex_);
    auto& made = programs_[actions];
    if (!made) made = std::make_unique<Program>(rule_.scores(actions));
    return *made;
  }

  const Rule rule_;
  std::mutex mutex_;
  std::map<std::size_t, std::unique_ptr<Program>> programs_;
  std::map<std::pair<Rational, std::size_t>, bool> central_;
};

struct FormulaScore {
  static constexpr unsigned first_bits = 128;
  std::shared_ptr<Programs> programs;

  Score operator()(const Distribution& law, ActionIndex a, Constants& constants) const {
    const Extended score = programs->at(law, a, first_bits);
    switch (score.kind()) {
      case Extended::Kind::minus_infinity: return {0, {}};
      case Extended::Kind::plus_infinity:
        throw std::invalid_argument("the rule " + programs->name() +
                                    " gives a score of plus infinity, expected less");
      case Extended::Kind::finite: break;
    }
    if (score.is_exact()) return {1, FormalSum(score.value().exact())};
    const auto enclosure = [p = programs](const Distribution& at, ActionIndex action, unsigned bits) {
      return p->at(at, action, bits).enclosure(bits);
    };
    return EnclosedScore{programs->name(), enclosure}(law, a, constants);
  }
};

}  // namespace

ScoreUpdate update_by(const Rule& rule, const Rational& eta, std::optional<RuleFacts> known) {
  const auto programs = std::make_shared<Programs>(rule);
  return ScoreUpdate(rule.name(), eta, FormulaScore{programs},
                     [programs, known = std::move(known)](const Rational& at, std::size_t actions) {
                       return known ? *known : RuleFacts{.central = programs->central(at, actions)};
                     });
}

ScoreUpdate score_update(const std::string& rule, const Rational& eta) {
  const auto built_in = built_in_rules();
  if (std::ranges::find(built_in, rule) != built_in.end()) return built_in_rule(rule, eta);
  return update_by(rule_from_text(rule), eta);
}

}  // namespace qed
