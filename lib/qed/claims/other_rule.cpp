#include "qed/claims/other_rule.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "qed/claims/applicability.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/exact/require.hpp"
#include "qed/imitation/imitator.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"

namespace qed {

namespace {

constexpr Precision comparisons{64, 4096};

struct Undecided {};  // two weights could not be compared

// An exponent in normal form; none where it is minus infinity.
using Exponent = std::optional<Laurent>;

// Exponents, and the comparison of sums of weights.
class Weighing {
 public:
  Weighing(const Rule& rule, const Rational& eta, std::size_t actions)
      : scores_(rule.scores(actions)), eta_(eta), forms_(0) {}

  // eta S(law, action).
  const Exponent& exponent(const Distribution& law, ActionIndex action) {
    std::string key = std::to_string(action);
    for (const Rational& p : law) key += " " + p.str();
    const auto known = exponents_.find(key);
    return known != exponents_.end() ? known->second
                                     : exponents_.emplace(key, found(law, action)).first->second;
  }

  // The sign of sum_i factor_i exp(exponent_i), all exponents finite.
  struct Part {
    Rational factor;
    const Laurent* exponent;
  };
  int sign(std::span<const Part> parts) {
    if (std::ranges::all_of(parts, [&](const Part& p) { return *p.exponent == *parts[0].exponent; })) {
      Rational sum = 0;
      for (const Part& p : parts) sum += p.factor;
      return sum > 0 ? 1 : sum < 0 ? -1 : 0;
    }
    std::string key;
    for (const Part& p : parts) key += p.factor.str() + "*" + key_of(*p.exponent - *parts[0].exponent) + ";";
    if (const auto known = signs_.find(key); known != signs_.end()) return known->second;
    return signs_[key] = decided(parts);
  }

  std::uint64_t ties() const { return ties_; }

 private:
  Exponent found(const Distribution& law, ActionIndex action) {
    const std::vector<Rational> report(law.begin(), law.end());
    const auto said = [&] {
      std::string text;
      for (const Rational& p : report) text += (text.empty() ? "" : ", ") + p.str();
      return fmt::format("the score of the law ({}) where action {} happens", text, action);
    };
    try {
      // Only this action's score: another may have no value here.
      const std::vector<Expression> one{scores_[action]};
      const Extended value = Program(one).at(report, comparisons.first)[0];
      if (value.kind() == Extended::Kind::minus_infinity) return std::nullopt;
      if (!value.is_finite()) throw std::invalid_argument(said() + " is plus infinity");
      if (value.is_exact()) return Laurent(Rational(eta_ * value.value().exact()));
    } catch (const UndefinedScore& e) {
      throw std::invalid_argument(fmt::format("{} has no value: {}", said(), e.what()));
    }
    const std::vector<Expression> values(report.begin(), report.end());
    const auto form = forms_.of(Expression(eta_) * substitute(scores_[action], values));
    if (!form) throw std::invalid_argument(said() + " has no normal form");
    return *form;
  }

  int decided(std::span<const Part> parts) {
    // In units of the first weight. Logarithms become factors again: rational ones are compared as rationals.
    std::optional<Laurent> sum = Laurent();
    for (const Part& p : parts) {
      const auto weight = forms_.exp(*p.exponent - *parts[0].exponent);
      if (!weight) {
        sum.reset();
        break;
      }
      *sum += *weight * Laurent(p.factor);
    }
    if (sum && sum->is_constant()) {
      const Rational value = sum->constant();
      if (value == 0) ++ties_;
      return value > 0 ? 1 : value < 0 ? -1 : 0;
    }
    for (unsigned bits = comparisons.first; bits <= comparisons.last; bits *= 2) {
      Interval total(Rational(0), bits);
      for (const Part& p : parts)
        total += Interval(p.factor, bits) * exp(forms_.enclose(*p.exponent - *parts[0].exponent, bits));
      if (total.lower() > 0) return 1;
      if (total.upper() < 0) return -1;
      if (bits == comparisons.first && sum && forms_.is_zero(*sum)) {
        ++ties_;
        return 0;
      }
    }
    throw Undecided{};
  }

  std::vector<Expression> scores_;
  Rational eta_;
  NormalForms forms_;
  std::map<std::string, Exponent> exponents_;
  std::map<std::string, int> signs_;
  std::uint64_t ties_ = 0;
};

struct State {
  std::vector<StateIndex> places;   // of each model, the demonstrator, the environment
  std::vector<Exponent> exponents;  // one per model; the first finite one is 0
  History history;                  // the first that reached it
  Rational retained = 0, lost = 0;  // mass with the truth collected at every step before, and without
  Rational product = 0;             // E[prod (1 + theta); here]

  std::string key() const {
    std::string text;
    for (const StateIndex s : places) text += std::to_string(s) + " ";
    for (const Exponent& e : exponents) text += e ? key_of(*e) + ";" : "-inf;";
    return text;
  }
};

class Pass {
 public:
  Pass(const ModelClass& c, const Rule& rule, const Rational& eta)
      : class_(c), weighing_(rule, eta, c.actions.size()) {
    for (const Model& m : c.models) policies_.push_back(compile(m.policy, c.actions.size()));
    demonstrator_ = compile(c.demonstrator_policy(), c.actions.size());
    if (c.demonstrator_inside()) truth_ = std::get<ModelIndex>(c.demonstrator);
  }

  RuleEvaluation run(const Limits& limits) {
    RuleEvaluation result;
    RuleQuantities& q = result.quantities;
    q.forced_steps = 0;
    if (truth_) q.S3_collected = q.truth_retained = 0;
    std::map<std::string, State> level;
    State root;
    for (auto& policy : policies_) root.places.push_back(policy->start());
    root.places.push_back(demonstrator_->start());
    root.places.push_back(class_.environment.start);
    root.exponents.assign(class_.models.size(), Laurent());
    root.retained = root.product = 1;
    level.emplace(root.key(), root);
    for (unsigned t = 0; t < class_.horizon; ++t) {
      std::map<std::string, State> next;
      for (auto& [key, state] : level) {
        try {
          step(state, t < class_.forced_queries, q, next);
        } catch (const Undecided&) {
          result.undecided = state.history;
          return result;
        }
        if (next.size() > limits.max_states) {
          result.ended = Ended::state_limit;
          return result;
        }
      }
      level = std::move(next);
      q.horizon = t + 1;
      if (t < class_.forced_queries) ++q.forced_steps;
      result.peak_states = std::max(result.peak_states, level.size());
    }
    for (const auto& [key, state] : level) {
      q.expected_product += state.product;
      if (truth_) *q.truth_retained += state.retained;
    }
    result.exact_ties = weighing_.ties();
    return result;
  }

 private:
  // The rule of the top set (imitation/top_set.hpp), with weights that are compared and not known.
  TopSet top_set(const State& s) {
    std::vector<ModelIndex> order;
    for (ModelIndex m = 0; m < class_.models.size(); ++m)
      if (s.exponents[m]) order.push_back(m);
    std::ranges::stable_sort(order, [&](ModelIndex a, ModelIndex b) {
      const std::array<Weighing::Part, 2> parts{{{class_.models[a].prior, &*s.exponents[a]},
                                                 {Rational(-class_.models[b].prior), &*s.exponents[b]}}};
      return weighing_.sign(parts) > 0;
    });
    std::vector<ModelIndex> collected;
    std::vector<Weighing::Part> parts;
    for (const ModelIndex m : order) {
      // weight of m, less alpha times what is ranked before it
      std::vector<Weighing::Part> difference{{class_.models[m].prior, &*s.exponents[m]}};
      difference.insert(difference.end(), parts.begin(), parts.end());
      const int sign = weighing_.sign(difference);
      if (!collected.empty() && (class_.threshold == Threshold::strict ? sign <= 0 : sign < 0)) break;
      collected.push_back(m);
      parts.push_back({Rational(-class_.alpha * class_.models[m].prior), &*s.exponents[m]});
    }
    return TopSet(std::move(collected));
  }

  void step(const State& s, bool forced, RuleQuantities& q, std::map<std::string, State>& next) {
    const std::size_t models = class_.models.size(), actions = class_.actions.size();
    const TopSet top = top_set(s);
    std::vector<const Distribution*> predictions;
    for (std::size_t m = 0; m < models; ++m) predictions.push_back(&policies_[m]->law(s.places[m]));
    const Distribution& demonstrator = demonstrator_->law(s.places[models]);
    const StepLaw law = forced || top.empty()
                            ? ask_with_the_rest(std::vector<Rational>(actions, Rational(0)), demonstrator)
                            : ask_with_the_rest(minimum_over(top, predictions, actions), demonstrator);
    const Rational& theta = law.query_probability;
    const Rational mass = s.retained + s.lost;
    const bool collected = truth_ && top.contains(*truth_);
    q.S1 += mass * theta;
    q.S2 += mass * theta * theta;
    q.S3 += mass * theta * theta * theta;
    if (truth_ && collected) *q.S3_collected += mass * theta * theta * theta;
    q.max_query_probability = std::max(q.max_query_probability, theta);
    q.max_top_size = std::max(q.max_top_size, top.size());

    for (const bool asked : {false, true})
      for (ActionIndex a = 0; a < actions; ++a) {
        const Rational& probability = (asked ? law.asked : law.answered)[a];
        if (probability == 0) continue;
        std::vector<Exponent> exponents = s.exponents;
        if (asked) learn(exponents, predictions, a);
        const auto& environment = class_.environment.states[s.places[models + 1]];
        const Distribution& observed = environment.laws[asked][a];
        for (ObservationIndex o = 0; o < observed.size(); ++o) {
          if (observed[o] == 0) continue;
          State after{{}, exponents, {}, 0, 0, 0};
          for (std::size_t m = 0; m < models; ++m)
            after.places.push_back(policies_[m]->next(s.places[m], {a, o}));
          after.places.push_back(demonstrator_->next(s.places[models], {a, o}));
          after.places.push_back(environment.next[a][o]);
          State& place = next.try_emplace(after.key(), std::move(after)).first->second;
          if (place.retained + place.lost == 0) {
            place.history = s.history;
            place.history.push_back({asked, a, o});
          }
          const Rational share = probability * observed[o];
          place.lost += s.lost * share;
          (collected ? place.retained : place.lost) += s.retained * share;
          place.product += s.product * share * (1 + theta);
        }
      }
  }

  // Demonstrator steps only, as for Bayes. A common shift of all exponents says nothing, and is taken out.
  void learn(std::vector<Exponent>& exponents, std::span<const Distribution* const> predictions,
             ActionIndex a) {
    std::optional<Laurent> shift;
    for (std::size_t m = 0; m < exponents.size(); ++m) {
      if (!exponents[m]) continue;
      const Exponent& gained = weighing_.exponent(*predictions[m], a);
      if (!gained) {
        exponents[m].reset();
        continue;
      }
      *exponents[m] += *gained;
      if (!shift) shift = *exponents[m];
      *exponents[m] -= *shift;
    }
  }

  const ModelClass& class_;
  Weighing weighing_;
  std::vector<std::unique_ptr<Policy>> policies_;
  std::unique_ptr<Policy> demonstrator_;
  std::optional<ModelIndex> truth_;
};

}  // namespace

RuleEvaluation evaluate_on_rule(const ModelClass& c, const Rule& rule, const Rational& eta,
                                const Limits& limits) {
  if (eta <= 0) throw std::invalid_argument("eta = " + eta.str() + " is not above 0");
  return Pass(c, rule, eta).run(limits);
}

RulePromise promise_of(const Rule& rule, const Rational& eta, std::size_t actions) {
  if (actions < 2) {  // nothing to learn: every law is the same
    RulePromise nothing;
    nothing.central.finding = Finding::proved;
    nothing.central.proof = "one action";
    return nothing;
  }
  const auto scores = rule.scores(actions);
  RulePromise promise{central(scores, eta), {}};
  if (promise.central.finding != Finding::proved) return promise;
  if (const StrongRange range = strong_range(scores, eta); range.certified > 0)
    promise.constant = range.certified;
  return promise;
}

RuleCheck check_on_rule(const ModelClass& c, const Rule& rule, const Rational& eta,
                        const RulePromise& promise, const Limits& limits) {
  RuleCheck check{evaluate_on_rule(c, rule, eta, limits), {}, {}};
  if (auto why = needs_truth_in_class(c); !why.empty()) {
    check.retention = check.query_sum = not_applicable(why);
    return check;
  }
  const RuleQuantities& q = check.evaluation.quantities;
  const Rational odds = 1 / c.demonstrator_prior() - 1;
  if (!check.evaluation.complete()) {
    check.retention.verdict = check.query_sum.verdict = Verdict::undecided;
    return check;
  }
  check.retention = probability_at_least(*q.truth_retained, 1 - c.alpha * odds);
  check.retention.interesting = *q.truth_retained < 1 && !check.retention.vacuous;
  if (promise.central.finding != Finding::proved)
    check.retention.detail =
        fmt::format("not promised: central({}) is {}", eta.str(), to_string(promise.central.finding));
  const Rational sum = q.S3 - q.forced_steps;
  if (!promise.constant) {
    check.query_sum = not_applicable("no strong-central constant is certified", Value(sum));
  } else {
    check.query_sum =
        at_most(sum, Rational(Rational(c.actions.size()) * odds / (c.alpha * *promise.constant)));
    check.query_sum.interesting = sum > 0;
    check.query_sum.detail = "c = " + promise.constant->str();
  }
  return check;
}

}  // namespace qed
