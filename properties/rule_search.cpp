#include "properties/rule_search.hpp"

#include <fmt/format.h>

#include "properties/generators/model_class.hpp"
#include "properties/generators/shrink.hpp"
#include "qed/model/class_file.hpp"

namespace qed::properties {

namespace {

// Whether the guarantee is kept is looked for whatever is known of its hypothesis.
ScoreUpdate taken_as_central(const ScoreUpdate& rule) {
  return rule.with_facts([](const Rational&, std::size_t) { return RuleFacts{.central = true}; });
}

}  // namespace

ScoreUpdate to_search(const ScoreUpdate& rule, std::string_view claim) {
  return claim == "rule-retention" ? taken_as_central(rule) : rule;
}

namespace {

class Search {
 public:
  Search(const ScoreUpdate& rule, std::string_view claim, const RuleSearchOptions& options)
      : rule_(to_search(rule, claim)), claim_(claim), options_(options) {}

  RuleSearchReport run() {
    for (std::uint64_t i = 0; report_.classes < options_.classes && !interrupted(); ++i) {
      const ModelClass c = gen::case_of(options_.seed, i).value();
      if (!c.demonstrator_inside() || (options_.actions && c.actions.size() != *options_.actions)) continue;
      const std::optional<ClaimResult> result = decide(c, options_.interrupted);
      if (!result && interrupted()) break;
      if (!result) {
        ++report_.passed_over;
        continue;
      }
      ++report_.classes;
      count(i, c, *result);
    }
    return std::move(report_);
  }

 private:
  bool interrupted() const {
    return options_.interrupted && options_.interrupted->load(std::memory_order_relaxed);
  }

  // None where it is too dear, or was interrupted. What stayed undecided is: the verdict of the steps before it does not count.
  std::optional<ClaimResult> decide(const ModelClass& c, const std::atomic<bool>* stop) const {
    RuleOptions how;
    how.max_states = options_.max_states;
    how.interrupted = stop;
    RuleCheck found = check_by_rule(c, rule_, how, {&claim_, 1});
    if (found.check.evaluation.ended == Ended::state_limit ||
        found.check.evaluation.ended == Ended::interrupted)
      return std::nullopt;
    ClaimResult result = std::move(found.check.claims.front());
    if (found.undecided && result.worst.verdict == Verdict::holds) result.worst.verdict = Verdict::undecided;
    return result;
  }

  void count(std::uint64_t index, const ModelClass& c, const ClaimResult& result) {
    const Comparison& worst = result.worst;
    report_.undecided += worst.verdict == Verdict::undecided;
    report_.interesting += result.interesting;
    if (worst.ratio && !worst.vacuous &&
        (!report_.tightest || worst.ratio->upper() > report_.tightest->result.worst.ratio->upper()))
      report_.tightest = RuleCase{index, c, result};
    if (worst.verdict == Verdict::violated && ++report_.violations <= options_.shrunk_violations)
      keep_smaller(shrunk(index, c));
  }

  RuleCase shrunk(std::uint64_t index, const ModelClass& c) const {
    const auto fails = [&](const ModelClass& d) {
      if (!d.demonstrator_inside()) return false;
      const auto result = decide(d, options_.interrupted);
      return result && result->worst.verdict == Verdict::violated;
    };
    ModelClass smallest = gen::shrink(c, fails, options_.most_tries).smallest;
    smallest.name = fmt::format("counterexample to {}", claim_);
    smallest.note = fmt::format("Shrunk from case {} of seed {}.", index, options_.seed);
    smallest.counterexample =
        Provenance{std::string(claim_), "cautious", options_.seed, {}, rule_.name(), rule_.eta()};
    ClaimResult result = *decide(smallest, nullptr);
    return {index, std::move(smallest), std::move(result)};
  }

  // By the length of its file.
  void keep_smaller(RuleCase found) {
    if (!report_.counterexample ||
        write_class(found.model_class).size() < write_class(report_.counterexample->model_class).size())
      report_.counterexample = std::move(found);
  }

  const ScoreUpdate rule_;
  const std::string_view claim_;
  const RuleSearchOptions& options_;
  RuleSearchReport report_;
};

// Fractions of this denominator in lowest terms, in (0, 1), or in [0, 1] with the ends.
std::vector<Rational> fractions(unsigned denominator, bool ends) {
  std::vector<Rational> result;
  for (unsigned n = ends ? 0 : 1; n < denominator + ends; ++n)
    if (const Rational q = ratio(n, denominator); denominator_of(q) == denominator) result.push_back(q);
  return result;
}

ModelClass two_coins(const Rational& truth, const Rational& rival, const Rational& alpha, unsigned horizon) {
  ModelClass c;
  c.name = "two coins";
  c.actions = {"a", "b"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models = {{"truth", ratio(1, 2), Iid{Distribution({truth, Rational(1 - truth)})}},
              {"rival", ratio(1, 2), Iid{Distribution({rival, Rational(1 - rival)})}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = alpha;
  c.horizon = horizon;
  return c;
}

}  // namespace

std::optional<RuleCase> smallest_on_two_coins(const ScoreUpdate& rule, std::string_view claim,
                                              unsigned most_size, const std::atomic<bool>* interrupted) {
  const ScoreUpdate searched = to_search(rule, claim);
  std::uint64_t index = 0;
  for (unsigned size = 6; size <= most_size; ++size)
    for (unsigned horizon = 2; horizon + 4 <= size; ++horizon)
      for (unsigned d_alpha = 2; horizon + d_alpha + 2 <= size; ++d_alpha)
        for (unsigned d_truth = 1; horizon + d_alpha + d_truth + 1 <= size; ++d_truth)
          for (const Rational& alpha : fractions(d_alpha, false))
            for (const Rational& truth : fractions(d_truth, true))
              for (const Rational& rival : fractions(size - horizon - d_alpha - d_truth, true)) {
                if (interrupted && interrupted->load(std::memory_order_relaxed)) return std::nullopt;
                if (truth * 2 > 1) continue;  // the other action's turn
                ModelClass c = two_coins(truth, rival, alpha, horizon);
                ++index;
                ClaimResult result = check_by_rule(c, searched, {}, {&claim, 1}).check.claims.front();
                if (result.worst.verdict != Verdict::violated) continue;
                c.name = fmt::format("counterexample to {}", claim);
                c.note = fmt::format("The smallest on two coins, for the rule {} at eta = {}.", rule.name(),
                                     to_string(rule.eta()));
                c.counterexample = Provenance{std::string(claim), "cautious", 0, {}, rule.name(), rule.eta()};
                return RuleCase{index, std::move(c), std::move(result)};
              }
  return std::nullopt;
}

RuleSearchReport search_by_rule(const ScoreUpdate& rule, std::string_view claim,
                                const RuleSearchOptions& options) {
  return Search(rule, claim, options).run();
}

}  // namespace qed::properties
