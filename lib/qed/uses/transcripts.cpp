#include "qed/uses/transcripts.hpp"

#include <algorithm>

namespace qed {

namespace {

using ValueMap = std::map<Rational, Rational>;

const LawOfValue nothing_multiplied{{1, 1}};
constexpr std::size_t pairs_per_value = 16;  // many pairs of values have the same product

LawOfValue product(const LawOfValue& a, const LawOfValue& b) {
  ValueMap law;
  for (const auto& [x, p] : a)
    for (const auto& [y, r] : b) law[x * y] += p * r;
  return {law.begin(), law.end()};
}

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

// One call, while all truths are kept.
class CallTranscripts {
 public:
  CallTranscripts(const DistillationTask& task, unsigned level, QuestionIndex q, const FrozenLevel* below,
                  const Call& call, const std::vector<Course>& courses, const DistilOptions& options)
      : task_(task), level_(level), call_(call), courses_(courses), options_(options) {
    const auto& parts = task.questions.list[q].parts;
    if (below && parts)
      first_ = &*below->at((*parts)[0]).transcripts, second_ = &*below->at((*parts)[1]).transcripts;
  }

  Transcripts found(Rational distance_bound) const {
    Transcripts result;
    result.worst = worst();
    result.distance_bound = std::move(distance_bound);
    result.counted = (!first_ || (first_->counted && second_->counted)) &&
                     count(&Transcripts::products, result.products, false) &&
                     count(&Transcripts::real_products, result.real_products, true);
    if (!result.counted) result.products.clear(), result.real_products.clear();
    return result;
  }

 private:
  std::size_t answers() const { return task_.questions.answers; }
  Rational factor() const { return options_.factor(level_, call_.step.query_probability); }

  // P(this call's query bit and answer | the calls below) against its part of the bound: 1 where it answers by itself,
  // theta where it asks, times the human's.
  Excess here(Answer a) const {
    const Excess by_itself = excess(call_.step.answered[a], call_.demonstration[a]);
    const Excess asked = excess(call_.step.asked[a], call_.step.query_probability * call_.demonstration[a]);
    return exceeds(asked, by_itself) ? asked : by_itself;
  }

  std::vector<Excess> worst() const {
    std::vector<Excess> below(answers());
    for (const Course& course : courses_) {
      Excess of_copies{1, false};
      if (first_) of_copies = first_->worst[course.first];
      if (first_ && course.asked_second) of_copies = of_copies * second_->worst[course.second];
      for (Answer a = 0; a < answers(); ++a)
        if (course.answer[a] != 0 && exceeds(of_copies, below[a])) below[a] = of_copies;
    }
    std::vector<Excess> all;
    for (Answer a = 0; a < answers(); ++a) {
      const Excess local = here(a);
      all.push_back(local.unbounded ? local : local * below[a]);
    }
    return all;
  }

  std::size_t pairs(const Course& course, std::vector<LawOfValue> Transcripts::*of) const {
    if (!first_ || !course.asked_second) return 1;
    return (first_->*of)[course.first].size() * (second_->*of)[course.second].size();
  }

  // The law of the product below, on a course: its total is the course's probability.
  LawOfValue below(const Course& course, std::vector<LawOfValue> Transcripts::*of) const {
    if (!first_) return nothing_multiplied;
    const LawOfValue& first = (first_->*of)[course.first];
    return course.asked_second ? product(first, (second_->*of)[course.second]) : first;
  }

  // real: where the call answers by itself, there is nothing below. Otherwise what is below is as the human's answer
  // would have it.
  bool count(std::vector<LawOfValue> Transcripts::*of, std::vector<LawOfValue>& laws, bool real) const {
    std::vector<ValueMap> joint(answers());
    for (const Course& course : courses_) {
      if (pairs(course, of) > pairs_per_value * options_.max_products) return false;
      for (const auto& [value, mass] : below(course, of))
        for (Answer a = 0; a < answers(); ++a)
          if (course.answer[a] != 0) joint[a][value * factor()] += mass * course.answer[a];
    }
    for (Answer a = 0; a < answers(); ++a) {
      const Rational& demonstrated = call_.demonstration[a];
      // What no demonstration explains has no calls below it: only a faulty imitator gives such an answer.
      const Rational from_below = demonstrated == 0 ? Rational(0)
                                  : real            ? Rational(call_.step.asked[a] / demonstrated)
                                                    : Rational(call_.imitated[a] / demonstrated);
      ValueMap law;
      if (from_below != 0)
        for (const auto& [value, mass] : joint[a]) law[value] += mass * from_below;
      const Rational alone = call_.imitated[a] - from_below * demonstrated;
      if (alone != 0) law[factor()] += alone;
      if (law.size() > options_.max_products) return false;
      laws.emplace_back(law.begin(), law.end());
    }
    return true;
  }

  const DistillationTask& task_;
  unsigned level_;
  const Call& call_;
  const std::vector<Course>& courses_;
  const DistilOptions& options_;
  const Transcripts *first_ = nullptr, *second_ = nullptr;
};

}  // namespace

Consulted consulted(const FrozenLevel* below, const Distribution& silence) {
  return [below, &silence](QuestionIndex q) -> const Distribution& {
    return below ? below->at(q).imitated : silence;
  };
}

Call frozen_call(const DistillationTask& task, Organisation& organisation, unsigned level, QuestionIndex q,
                 const FrozenLevel* below, StepLaw step, bool transcripts, const DistilOptions& options) {
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
  Call call{std::move(step), Distribution(std::move(demonstration)), Distribution(std::move(imitated)), asked,
            std::nullopt};
  Rational distance_bound = 2 * theta * (1 - theta);
  if (const auto& parts = questions.list[q].parts; parts && below) {
    const Call &first = below->at((*parts)[0]), &second = below->at((*parts)[1]);
    call.expected_humans = asked * (1 + first.expected_humans + asks_second * second.expected_humans);
    if (transcripts)
      distance_bound += first.transcripts->distance_bound +
                        organisation.asks_second(level, q) * second.transcripts->distance_bound;
  }
  if (transcripts)
    call.transcripts =
        CallTranscripts(task, level, q, below, call, all, options).found(std::move(distance_bound));
  return call;
}

}  // namespace qed
