#include "qed/uses/distillation.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/uses/transcripts.hpp"

namespace qed {

namespace {

// The questions that each level gets: those it is trained on, and those that it is asked once it is frozen, by the level
// above in training or at work.
struct Plan {
  std::vector<std::set<QuestionIndex>> frozen, predicted;  // [level - 1]

  explicit Plan(const DistillationTask& task) : frozen(task.levels()), predicted(task.levels()) {
    frozen.back().insert(task.asked);
    for (std::size_t k = task.levels(); k-- > 0;) {
      predicted[k] = frozen[k];
      predicted[k].insert(task.training[k].begin(), task.training[k].end());
      if (k == 0) return;
      for (const QuestionIndex q : predicted[k])
        if (const auto& parts = task.questions.list[q].parts)
          frozen[k - 1].insert(parts->begin(), parts->end());
    }
  }
};

// What each human would answer with two copies of the level below, by question.
using Predictions = std::map<QuestionIndex, std::vector<Distribution>>;

class Distiller {
 public:
  Distiller(const DistillationTask& task, const Imitator& imitator, const DistilOptions& options)
      : task_(task),
        imitator_(imitator),
        options_(options),
        plan_(task),
        organisation_(task.questions, task.humans[task.truth]),
        silence_(Distribution::certain(task.questions.silence(), task.questions.answers)),
        result_{organisation_.answer(task.levels(), task.asked),
                organisation_.expected_humans(task.levels(), task.asked),
                task.levels(),
                1 / task.priors[task.truth] - 1,
                task.alpha,
                std::vector<Rational>(task.levels(), Rational(0)),
                {}} {}

  Distillation all() {
    train(1, nullptr, 1, true, {});
    return std::move(result_);
  }

 private:
  // A state of one level, as far as anyone sees it.
  struct Frozen {
    Rational probability;
    bool truth_collected;
    std::vector<StepLaw> steps;  // by question, in order
  };

  Predictions predictions(unsigned level, const FrozenLevel* below) const {
    Predictions laws;
    for (const QuestionIndex q : plan_.predicted[level - 1])
      for (const Human& human : task_.humans)
        laws[q].push_back(amplified(task_.questions, q, human, consulted(below, silence_)));
    return laws;
  }

  // Calls f with the situation on a question at these weights.
  template <class F>
  auto at(const Weights& weights, const std::vector<Distribution>& laws, F f) const {
    std::vector<const Distribution*> pointers;
    for (const Distribution& law : laws) pointers.push_back(&law);
    return f(Situation{weights, pointers, laws[task_.truth], task_.alpha, task_.threshold});
  }
  StepLaw step(const Situation& s) const { return imitator_.step(s, imitator_.top_set(s)); }

  // The posterior after training, with its probability. Where one model is collected and the posterior rests for good,
  // it may as well be certain.
  std::map<Weights, Rational> trained(unsigned level, const Predictions& laws) const {
    std::map<Weights, Rational> states{{integral_weights(task_.priors), 1}};
    for (const QuestionIndex q : task_.training[level - 1]) {
      std::map<Weights, Rational> next;
      for (const auto& [weights, mass] : states)
        at(weights, laws.at(q), [&](const Situation& s) {
          const TopSet top = imitator_.top_set(s);
          const StepLaw law = imitator_.step(s, top);
          if (imitator_.settles_at(s, top, law)) {
            Weights certain(weights.size());
            certain[*top.begin()] = 1;
            next[std::move(certain)] += mass;
            return;
          }
          for (const bool asked : {false, true})
            for (Answer a = 0; a < task_.questions.answers; ++a) {
              const Rational& p = (asked ? law.asked : law.answered)[a];
              if (p == 0) continue;
              Weights after = imitator_.update(s, asked, a);
              reduce(after);
              next[std::move(after)] += mass * p;
            }
        });
      states = std::move(next);
    }
    return states;
  }

  std::vector<Frozen> frozen(unsigned level, const Predictions& laws) const {
    std::map<std::vector<Rational>, Frozen> by_behaviour;
    for (const auto& [weights, mass] : trained(level, laws)) {
      Frozen state{mass, false, {}};
      at(weights, std::vector<Distribution>(task_.humans.size(), silence_),
         [&](const Situation& s) { state.truth_collected = imitator_.top_set(s).contains(task_.truth); });
      std::vector<Rational> behaviour;
      for (const QuestionIndex q : plan_.frozen[level - 1])
        at(weights, laws.at(q), [&](const Situation& s) {
          const StepLaw& law = state.steps.emplace_back(step(s));
          behaviour.push_back(law.query_probability);
          behaviour.insert(behaviour.end(), law.answered.begin(), law.answered.end());
          behaviour.insert(behaviour.end(), law.asked.begin(), law.asked.end());
        });
      behaviour.emplace_back(state.truth_collected ? 1 : 0);
      const auto [entry, is_new] = by_behaviour.try_emplace(std::move(behaviour), std::move(state));
      if (!is_new) entry->second.probability += mass;
    }
    std::vector<Frozen> states;
    for (auto& [behaviour, state] : by_behaviour) states.push_back(std::move(state));
    return states;
  }

  void train(unsigned level, const FrozenLevel* below, const Rational& probability, bool retained,
             std::vector<Rational> thetas) {
    const Predictions laws = predictions(level, below);
    for (Frozen& state : frozen(level, laws)) {
      if (++states_ > options_.max_states)
        throw std::invalid_argument("training has more than " + std::to_string(options_.max_states) +
                                    " outcomes: take fewer levels, humans or training questions");
      const bool still = retained && state.truth_collected;
      const Rational here = probability * state.probability;
      if (still) result_.retained_through[level - 1] += here;
      FrozenLevel calls;
      std::size_t i = 0;
      for (const QuestionIndex q : plan_.frozen[level - 1])
        calls.emplace(q, frozen_call(task_, organisation_, table_, level, q, below,
                                     std::move(state.steps[i++]), still, options_));
      std::vector<Rational> above = thetas;
      Rational largest = 0;
      for (const auto& [q, frozen] : calls) largest = std::max(largest, frozen.call.step.query_probability);
      above.push_back(std::move(largest));
      if (level < task_.levels())
        train(level + 1, &calls, here, still, std::move(above));
      else
        result_.states.push_back(
            {here, still, std::move(above), evaluated(std::move(calls.at(task_.asked)))});
    }
  }

  Call evaluated(FrozenCall frozen) {
    for (const LawOfFactors& law : frozen.products)
      frozen.call.transcripts->products.push_back(table_.evaluated(law));
    for (const LawOfFactors& law : frozen.real_products)
      frozen.call.transcripts->real_products.push_back(table_.evaluated(law));
    return std::move(frozen.call);
  }

  const DistillationTask& task_;
  const Imitator& imitator_;
  const DistilOptions& options_;
  Plan plan_;
  Organisation organisation_;
  FactorTable table_;
  Distribution silence_;
  Distillation result_;
  std::size_t states_ = 0;
};

// The largest excess over answers.
Comparison of_excesses(const std::vector<Excess>& worst) {
  Comparison largest = not_applicable();
  for (Answer a = 0; a < worst.size(); ++a) {
    Comparison here = at_most(worst[a].factor, Rational(1));
    if (worst[a].unbounded) {
      here.verdict = Verdict::violated;
      here.ratio.reset();
      here.unbounded_ratio = true;
    }
    here.action = a;
    if (worse(here, largest)) largest = std::move(here);
  }
  return largest;
}

// Of a number with thousands of digits the first few.
std::string short_text(const Rational& q) {
  const std::string exact = to_string(q);
  return exact.size() <= 40 ? exact : "about " + to_decimal(q, 12);
}

Comparison decide_products(const std::vector<LawOfValue>& products, bool counted,
                           const Distribution& organisation) {
  if (!counted) {
    Comparison undecided;
    undecided.verdict = Verdict::undecided;
    undecided.detail = "the product takes too many values";
    return undecided;
  }
  Comparison largest = not_applicable();
  bool interesting = false;
  for (Answer a = 0; a < products.size(); ++a) {
    Rational up_to = 0;
    for (const auto& [value, mass] : products[a]) {
      up_to += mass;
      Comparison here = at_most(up_to, Rational(value * organisation[a]));
      here.action = a;
      here.vacuous = value * organisation[a] >= 1;
      here.detail = "K = " + short_text(value);
      interesting = interesting || (value > 1 && !here.vacuous);
      if (worse(here, largest)) largest = std::move(here);
    }
  }
  largest.interesting = interesting;
  return largest;
}

template <class Decide>
Comparison worst_retained(const Distillation& found, Decide decide) {
  Comparison worst = not_applicable("no state keeps every truth");
  bool interesting = false;
  for (const DistilledState& state : found.states) {
    if (!state.retained) continue;
    Comparison here = decide(state.call);
    interesting = interesting || here.interesting;
    if (worse(here, worst)) worst = std::move(here);
  }
  worst.interesting = interesting;
  return worst;
}

Rational distance(const Distribution& p, const Distribution& r) {
  Rational sum = 0;
  for (std::size_t a = 0; a < p.size(); ++a)
    sum += p[a] > r[a] ? Rational(p[a] - r[a]) : Rational(r[a] - p[a]);
  return sum;
}

template <class Term>
std::vector<Rational> summed(const Distillation& found, Term counts) {
  std::vector<Rational> sum(found.organisation.size(), Rational(0));
  for (const DistilledState& state : found.states)
    if (counts(state))
      for (Answer a = 0; a < sum.size(); ++a) sum[a] += state.probability * state.call.imitated[a];
  return sum;
}

}  // namespace

void DistillationTask::validate() const {
  const auto refuse = [](const std::string& what) { throw std::invalid_argument("distillation: " + what); };
  const auto known = [&](QuestionIndex q, const std::string& what) {
    if (q >= questions.list.size())
      refuse(what + " is question " + std::to_string(q) + ", expected one below " +
             std::to_string(questions.list.size()));
  };
  if (questions.answers < 2) refuse("fewer than two answers; the last is silence");
  if (training.empty()) refuse("no level");
  if (humans.empty() || humans.size() != priors.size())
    refuse(std::to_string(humans.size()) + " humans with " + std::to_string(priors.size()) + " priors");
  if (truth >= humans.size())
    refuse("the truth is human " + std::to_string(truth) + ", expected one below " +
           std::to_string(humans.size()));
  Rational sum = 0;
  for (const Rational& prior : priors) {
    if (prior <= 0) refuse("a prior is " + to_string(prior) + ", expected a positive number");
    sum += prior;
  }
  if (sum > 1) refuse("the priors sum to " + to_string(sum) + ", expected at most 1");
  if (alpha <= 0 || alpha >= 1) refuse("alpha = " + to_string(alpha) + " is outside (0, 1)");
  known(asked, "what is asked");
  for (const auto& list : training)
    for (const QuestionIndex q : list) known(q, "a training question");
  for (QuestionIndex q = 0; q < questions.list.size(); ++q)
    if (const auto& parts = questions.list[q].parts)
      for (const QuestionIndex part : *parts)
        if (part >= q)
          refuse("question " + std::to_string(q) + " has part " + std::to_string(part) +
                 ", expected an earlier question");
}

Distillation distil(const DistillationTask& task, const Imitator& imitator, const DistilOptions& options) {
  task.validate();
  return Distiller(task, imitator, options).all();
}

std::vector<Rational> Distillation::answer() const {
  return summed(*this, [](const DistilledState&) { return true; });
}
std::vector<Rational> Distillation::answer_and_retained() const {
  return summed(*this, [](const DistilledState& s) { return s.retained; });
}
Rational Distillation::expected_humans() const {
  Rational sum = 0;
  for (const DistilledState& state : states) sum += state.probability * state.call.expected_humans;
  return sum;
}

const Comparison& IdaDecision::worst() const {
  const Comparison* worst = &transcripts;
  for (const Comparison* part : {&answers, &retention, &bounded})
    if (worse(*part, *worst)) worst = part;
  return *worst;
}

IdaDecision decide_ida(const Distillation& found) {
  IdaDecision decision;
  decision.transcripts = worst_retained(found, [](const Call& call) {
    Comparison result = of_excesses(call.transcripts->worst);
    result.interesting = call.transcripts->distance_bound > 0;
    return result;
  });
  decision.answers = worst_retained(found, [&](const Call& call) {
    return decide_products(call.transcripts->products, call.transcripts->counted, found.organisation);
  });
  decision.retention =
      probability_at_least(found.retained_through.back(), 1 - found.levels * found.alpha * found.odds);
  decision.retention.interesting = !decision.retention.vacuous && found.retained_through.back() < 1;
  decision.bounded = worst_retained(found, [&](const Call& call) {
    Comparison result =
        at_most(distance(call.imitated, found.organisation), call.transcripts->distance_bound);
    result.interesting = call.transcripts->distance_bound > 0;
    return result;
  });
  return decision;
}

Comparison decide_real_calls(const Distillation& found) {
  return worst_retained(found, [&](const Call& call) {
    return decide_products(call.transcripts->real_products, call.transcripts->counted, found.organisation);
  });
}

Distribution distilled_in_distance(const Questions& questions, QuestionIndex q, const Human& human,
                                   unsigned levels, const Rational& distance, Answer never) {
  if (distance < 0 || distance > 2)
    throw std::invalid_argument("distance = " + to_string(distance) + " is outside [0, 2]");
  if (levels == 0) return Distribution::certain(questions.silence(), questions.answers);
  std::map<QuestionIndex, Distribution> below;
  const Distribution human_law =
      amplified(questions, q, human, [&](QuestionIndex part) -> const Distribution& {
        const auto known = below.find(part);
        if (known != below.end()) return known->second;
        return below.emplace(part, distilled_in_distance(questions, part, human, levels - 1, distance, never))
            .first->second;
      });
  std::vector<Rational> law;
  for (Answer a = 0; a < questions.answers; ++a)
    law.push_back(human_law[a] * (1 - distance / 2) + (a == never ? Rational(distance / 2) : Rational(0)));
  return Distribution(std::move(law));
}

}  // namespace qed
