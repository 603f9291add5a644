#include "qed/uses/transcripts.hpp"

#include <algorithm>
#include <iterator>

#include <boost/multiprecision/integer.hpp>

namespace qed {

using boost::multiprecision::lcm;

namespace {

constexpr std::size_t pairs_per_value = 16;  // many pairs of values have the same product

Excess operator*(const Excess& a, const Excess& b) {
  if ((!a.unbounded && a.factor == 0) || (!b.unbounded && b.factor == 0)) return {};
  return {a.factor * b.factor, a.unbounded || b.unbounded};
}

bool exceeds(const Excess& a, const Excess& b) {
  if (a.unbounded || b.unbounded) return a.unbounded && !b.unbounded;
  return a.factor > b.factor;
}

Excess excess(const Rational& value, const Rational& bound) {
  if (value == 0) return {};
  return bound == 0 ? Excess{1, true} : Excess{value / bound, false};
}

Factors joined(const Factors& a, const Factors& b) {
  Factors both;
  both.reserve(a.size() + b.size());
  std::ranges::merge(a, b, std::back_inserter(both));
  return both;
}

const LawOfFactors no_factors{{{}, 1}};

// A law with one denominator.
struct Numerators {
  std::vector<std::pair<const Factors*, Integer>> values;
  Integer denominator = 1;

  explicit Numerators(const LawOfFactors& law) {
    for (const auto& [factors, mass] : law) denominator = lcm(denominator, denominator_of(mass));
    for (const auto& [factors, mass] : law)
      values.emplace_back(&factors, numerator_of(mass) * (denominator / denominator_of(mass)));
  }
};

// One call, while all truths are kept.
class CallTranscripts {
 public:
  CallTranscripts(const DistillationTask& task, FactorTable& table, unsigned level, QuestionIndex q,
                  const FrozenLevel* below, FrozenCall& frozen, const std::vector<Course>& courses,
                  const DistilOptions& options)
      : answers_(task.questions.answers),
        frozen_(frozen),
        courses_(courses),
        max_products_(options.max_products),
        real_calls_(options.real_calls),
        factor_(table.list(options.factor(level, frozen.call.step.query_probability))) {
    const auto& parts = task.questions.list[q].parts;
    if (below && parts) first_ = &below->at((*parts)[0]), second_ = &below->at((*parts)[1]);
  }

  void find(Rational distance_bound) {
    Transcripts& found = frozen_.call.transcripts.emplace();
    found.worst = worst();
    found.distance_bound = std::move(distance_bound);
    found.counted = !first_ || (first_->call.transcripts->counted && second_->call.transcripts->counted);
    found.counted = found.counted && count(&FrozenCall::products, false) &&
                    (!real_calls_ || count(&FrozenCall::real_products, true));
  }

 private:
  using Laws = std::vector<LawOfFactors> FrozenCall::*;

  // P(this call's query bit and answer | the calls below) against its part of the bound: 1 where it answers by itself,
  // theta where it asks, times the human's.
  Excess here(Answer a) const {
    const Call& call = frozen_.call;
    const Excess by_itself = excess(call.step.answered[a], call.demonstration[a]);
    const Excess asked = excess(call.step.asked[a], call.step.query_probability * call.demonstration[a]);
    return exceeds(asked, by_itself) ? asked : by_itself;
  }

  std::vector<Excess> worst() const {
    std::vector<Excess> below(answers_);
    for (const Course& course : courses_) {
      Excess of_copies{1, false};
      if (first_) of_copies = first_->call.transcripts->worst[course.first];
      if (first_ && course.asked_second)
        of_copies = of_copies * second_->call.transcripts->worst[course.second];
      for (Answer a = 0; a < answers_; ++a)
        if (course.answer[a] != 0 && exceeds(of_copies, below[a])) below[a] = of_copies;
    }
    std::vector<Excess> all;
    for (Answer a = 0; a < answers_; ++a) {
      const Excess local = here(a);
      all.push_back(local.unbounded ? local : local * below[a]);
    }
    return all;
  }

  // The laws of the products below, per answer of the human: none where they take too many values.
  std::optional<std::vector<LawOfFactors>> below(Laws of) const {
    const Numerators nothing(no_factors);
    std::vector<Numerators> first, second;
    if (first_) first = {(first_->*of).begin(), (first_->*of).end()};
    if (first_) second = {(second_->*of).begin(), (second_->*of).end()};
    const auto of_first = [&](const Course& c) -> const Numerators& {
      return first_ ? first[c.first] : nothing;
    };
    const auto of_second = [&](const Course& c) -> const Numerators& {
      return first_ && c.asked_second ? second[c.second] : nothing;
    };

    Integer denominator = 1;
    for (const Course& c : courses_)
      for (const Rational& p : c.answer)
        denominator =
            lcm(denominator, Integer(of_first(c).denominator * of_second(c).denominator * denominator_of(p)));
    std::map<Factors, std::vector<Integer>> joint;
    for (const Course& c : courses_) {
      const Numerators &l = of_first(c), &r = of_second(c);
      if (l.values.size() * r.values.size() > pairs_per_value * max_products_) return std::nullopt;
      std::vector<Integer> times;  // per answer
      for (const Rational& p : c.answer)
        times.push_back(numerator_of(p) *
                        (denominator / (l.denominator * r.denominator * denominator_of(p))));
      for (const auto& [left, x] : l.values)
        for (const auto& [right, y] : r.values) {
          const Integer both = x * y;
          std::vector<Integer>& masses = joint[joined(*left, *right)];
          masses.resize(answers_);
          for (Answer a = 0; a < answers_; ++a)
            if (times[a] != 0) masses[a] += both * times[a];
        }
      if (joint.size() > max_products_) return std::nullopt;
    }
    std::vector<LawOfFactors> laws(answers_);
    for (const auto& [factors, masses] : joint)
      for (Answer a = 0; a < answers_; ++a)
        if (masses[a] != 0) laws[a].emplace(factors, ratio(masses[a], denominator));
    return laws;
  }

  // real: where the call answers by itself, there is nothing below. Otherwise what is below is as the human's answer
  // would have it.
  bool count(Laws of, bool real) {
    const Call& call = frozen_.call;
    const auto laws_below = below(of);
    if (!laws_below) return false;
    for (Answer a = 0; a < answers_; ++a) {
      const Rational& demonstrated = call.demonstration[a];
      // What no demonstration explains has no calls below it: only a faulty imitator gives such an answer.
      const Rational from_below =
          demonstrated == 0 ? Rational(0)
                            : Rational((real ? call.step.asked[a] : call.imitated[a]) / demonstrated);
      LawOfFactors& law = (frozen_.*of).emplace_back();
      if (from_below != 0)
        for (const auto& [factors, mass] : (*laws_below)[a])
          law[joined(factors, factor_)] += mass * from_below;
      const Rational alone = call.imitated[a] - from_below * demonstrated;
      if (alone != 0) law[factor_] += alone;
    }
    return true;
  }

  std::size_t answers_;
  FrozenCall& frozen_;
  const std::vector<Course>& courses_;
  std::size_t max_products_;
  bool real_calls_;
  Factors factor_;  // this call's
  const FrozenCall *first_ = nullptr, *second_ = nullptr;
};

}  // namespace

Factors FactorTable::list(const Rational& factor) {
  if (factor == 1) return {};
  const auto [entry, is_new] = numbers_.try_emplace(factor, static_cast<std::uint32_t>(factors_.size()));
  if (is_new) factors_.push_back(factor);
  return {entry->second};
}

const Rational& FactorTable::product(const Factors& factors) {
  const auto [entry, is_new] = products_.try_emplace(factors);
  if (is_new) {
    Integer numerator = 1, denominator = 1;
    for (const std::uint32_t f : factors) {
      numerator *= numerator_of(factors_[f]);
      denominator *= denominator_of(factors_[f]);
    }
    entry->second = ratio(numerator, denominator);
  }
  return entry->second;
}

LawOfValue FactorTable::evaluated(const LawOfFactors& law) {
  std::map<Rational, Rational> by_value;
  for (const auto& [factors, mass] : law) by_value[product(factors)] += mass;
  return {by_value.begin(), by_value.end()};
}

Consulted consulted(const FrozenLevel* below, const Distribution& silence) {
  return [below, &silence](QuestionIndex q) -> const Distribution& {
    return below ? below->at(q).call.imitated : silence;
  };
}

FrozenCall frozen_call(const DistillationTask& task, Organisation& organisation, FactorTable& table,
                       unsigned level, QuestionIndex q, const FrozenLevel* below, StepLaw step, bool retained,
                       const DistilOptions& options) {
  const Questions& questions = task.questions;
  const Distribution silence = Distribution::certain(questions.silence(), questions.answers);
  const std::vector<Course> all = courses(questions, q, task.humans[task.truth], consulted(below, silence));
  std::vector<Rational> demonstration(questions.answers, Rational(0)), imitated;
  Rational asked = 0, asks_second = 0;
  for (const Course& course : all) {
    if (course.asked_second) asks_second += course.probability;
    for (Answer a = 0; a < questions.answers; ++a) demonstration[a] += course.probability * course.answer[a];
  }
  for (Answer a = 0; a < questions.answers; ++a) {
    imitated.push_back(step.answered[a] + step.asked[a]);
    asked += step.asked[a];
  }
  const Rational theta = step.query_probability;
  FrozenCall frozen{{std::move(step), Distribution(std::move(demonstration)),
                     Distribution(std::move(imitated)), asked, std::nullopt},
                    {},
                    {}};
  Rational distance_bound = 2 * theta * (1 - theta);
  if (const auto& parts = questions.list[q].parts; parts && below) {
    const Call &first = below->at((*parts)[0]).call, &second = below->at((*parts)[1]).call;
    frozen.call.expected_humans = asked * (1 + first.expected_humans + asks_second * second.expected_humans);
    if (retained)
      distance_bound += first.transcripts->distance_bound +
                        organisation.asks_second(level, q) * second.transcripts->distance_bound;
  }
  if (retained)
    CallTranscripts(task, table, level, q, below, frozen, all, options).find(std::move(distance_bound));
  return frozen;
}

}  // namespace qed
