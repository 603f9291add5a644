// The one loop behind imitate_exactly and imitate_floating, over the arithmetic. An arithmetic A has
//   A::Number            with + - * / and comparisons, and Number(0), Number(1)
//   A::number(Rational), A::quantity(Number) -> RecordedQuantity, A::tenth(Number) -> 0 … 9, which tenth of [0, 1] it is in
//   A::probability(Prediction, answer, answers)
//   A::Weights           (priors): top(alpha, threshold), multiply(likelihoods), shares()
//   A::LogLoss           add(Number > 0), total() -> RecordedQuantity, exceeds(other) and less(other) -> RecordedQuantity
//   A::draw(stream, law) the first a with uniform < law[0] + … + law[a]; law.size() where there is none
//   A::Audit             (class, rule): see(weights, step), report(run): the claims along the run, where they are decided
#pragma once

#include <algorithm>
#include <stdexcept>

#include "qed/exact/number.hpp"
#include "qed/exact/random_stream.hpp"
#include "qed/recorded/run.hpp"

namespace qed::detail {

// What the imitator knows, and all that it knows: it is shown questions, and answers only by `reveal`.
template <class A>
class RecordedImitator {
 public:
  using Number = typename A::Number;

  RecordedImitator(const RecordedClass& c, std::size_t answers, const AnsweringRule& rule)
      : answers_(answers),
        rule_(rule),
        weights_(priors(c)),
        predictions_(c.models.size()),
        revealed_(answers) {
    for (const auto& part : c.parts) sources_.emplace_back(part.make(), part.models);
    require_rule();
    weigh();
  }

  // The probability of answering each answer; the rest is that of asking.
  const std::vector<Number>& step(const Situated& question, bool forced) {
    std::size_t first = 0;
    for (auto& [source, models] : sources_) {
      source->look(question, std::span(predictions_).subspan(first, models));
      first += models;
    }
    if (forced)
      nothing();
    else
      std::visit([this](const auto& rule) { this->answer_by(rule); }, rule_);
    return law_;
  }
  void reveal(ActionIndex answer) {
    std::vector<Number> likelihoods;
    likelihoods.reserve(predictions_.size());
    for (const Prediction& p : predictions_) likelihoods.push_back(A::probability(p, answer, answers_));
    weights_.multiply(likelihoods);
    for (auto& [source, models] : sources_) source->reveal(answer);
    ++revealed_[answer];
    ++told_;
    weigh();
  }
  void go_on(ActionIndex answer) {
    for (auto& [source, models] : sources_) source->go_on(answer);
  }

  std::span<const Prediction> predictions() const { return predictions_; }
  std::span<const ModelIndex> top() const { return top_; }
  const typename A::Weights& weights() const { return weights_; }
  std::vector<Number> posterior() const { return weights_.shares(); }

 private:
  static std::vector<Rational> priors(const RecordedClass& c) {
    if (c.models.empty()) throw std::invalid_argument("a class without models");
    std::vector<Rational> result;
    for (const auto& m : c.models) result.push_back(m.prior);
    return result;
  }
  void require_rule() const {
    if (const auto* cautious = std::get_if<CautiousAnswers>(&rule_);
        cautious && (cautious->alpha <= 0 || cautious->alpha >= 1))
      throw std::invalid_argument("alpha = " + to_string(cautious->alpha) + " is outside (0, 1)");
    if (const auto* mixture = std::get_if<ConfidentMixture>(&rule_);
        mixture && (mixture->confidence < 0 || mixture->confidence > 1))
      throw std::invalid_argument("confidence = " + to_string(mixture->confidence) + " is outside [0, 1]");
  }
  // Weights change only where something is revealed, and with them what follows from weights alone.
  void weigh() {
    if (const auto* cautious = std::get_if<CautiousAnswers>(&rule_))
      top_ = weights_.top(cautious->alpha, cautious->threshold);
    if (const auto* mixture = std::get_if<ConfidentMixture>(&rule_)) {
      shares_ = weights_.shares();
      confidence_ = A::number(mixture->confidence);
    }
  }
  void nothing() { law_.assign(answers_, Number(0)); }
  void answer_by(const CautiousAnswers&) {
    if (top_.empty()) return nothing();
    law_.resize(answers_);
    for (std::size_t i = 0; i < top_.size(); ++i)
      for (ActionIndex a = 0; a < answers_; ++a) {
        Number p = A::probability(predictions_[top_[i]], a, answers_);
        if (i == 0 || p < law_[a]) law_[a] = std::move(p);
      }
  }
  void answer_by(const ConfidentMixture& rule) {
    nothing();
    for (std::size_t m = 0; m < shares_.size(); ++m) {
      if (shares_[m] == 0) continue;
      for (ActionIndex a = 0; a < answers_; ++a)
        law_[a] += shares_[m] * A::probability(predictions_[m], a, answers_);
    }
    if (told_ < rule.most_asked && *std::ranges::max_element(law_) < confidence_) nothing();
  }
  void answer_by(const MajorityAnswers&) {
    law_.resize(answers_);
    const Prediction counted{.counts = revealed_.data(), .total = told_};
    for (ActionIndex a = 0; a < answers_; ++a) law_[a] = A::probability(counted, a, answers_);
  }

  std::size_t answers_;
  AnsweringRule rule_;
  typename A::Weights weights_;
  std::vector<std::pair<std::unique_ptr<ModelSource>, std::size_t>> sources_;
  std::vector<Prediction> predictions_;
  std::vector<Number> law_;
  std::vector<ModelIndex> top_;
  std::vector<Number> shares_;
  Number confidence_ = Number(0);
  std::vector<std::uint32_t> revealed_;
  std::uint64_t told_ = 0;
};

template <class A>
struct RunningTally {
  using Number = typename A::Number;
  RecordedTally counts;
  Number asked = Number(0), agreed = Number(0);
  typename A::LogLoss loss;

  RecordedTally tally() const {
    RecordedTally t = counts;
    t.expected_asked = A::quantity(asked);
    t.expected_agreed = A::quantity(agreed);
    t.log_loss = loss.total();
    return t;
  }
};

template <class A>
struct RunningBin {
  std::uint64_t cases = 0, came_true = 0;
  typename A::Number stated = typename A::Number(0);
};

// The judge, who knows all recorded answers and tells nothing.
template <class A>
class Judge {
 public:
  using Number = typename A::Number;

  Judge(std::size_t decisions, std::size_t periods, std::size_t models, std::size_t answers)
      : length_(std::max<std::size_t>(1, (decisions + periods - 1) / periods)),
        answers_(answers),
        losses_(models),
        infinite_(models) {}

  // answering: the sum of the law; theta: the rest. drawn: law.size() where it asks.
  void see(const std::vector<Number>& law, const Number& answering, const Number& theta, bool forced,
           std::size_t drawn, ActionIndex recorded, std::span<const Prediction> predictions) {
    if (made_++ % length_ == 0) periods_.emplace_back();
    const bool asked = drawn == law.size();
    const auto likeliest = static_cast<std::size_t>(std::ranges::max_element(law) - law.begin());
    if (!forced) {
      cubes_ += theta * theta * theta;
      count(floors_, law[likeliest], likeliest == recorded);
    }
    std::optional<Number> conditional;
    if (!asked) {
      conditional = law[recorded] / answering;
      count(given_, law[drawn] / answering, drawn == recorded);
      for (std::size_t m = 0; m < losses_.size(); ++m) {
        const Number p = A::probability(predictions[m], recorded, answers_);
        if (p == 0)
          infinite_[m] = true;
        else
          losses_[m].add(p);
      }
    }
    for (RunningTally<A>* tally : {&total_, &periods_.back()}) {
      RecordedTally& counts = tally->counts;
      ++counts.decisions;
      tally->asked += theta;
      if (asked) {
        ++counts.asked;
        continue;
      }
      counts.agreed += drawn == recorded;
      counts.likeliest_agreed += likeliest == recorded;
      tally->agreed += *conditional;
      if (*conditional == 0)
        ++counts.impossible;
      else
        tally->loss.add(*conditional);
    }
  }

  void report(RecordedRun& run) const {
    run.decisions = made_;
    run.total = total_.tally();
    for (const auto& period : periods_) run.over_time.push_back(period.tally());
    run.answers = table(given_);
    run.floors = table(floors_);
    run.cubes = A::quantity(cubes_);
    for (std::size_t m = 0; m < losses_.size(); ++m) {
      run.model_losses.push_back(infinite_[m] ? std::nullopt : std::optional(losses_[m].total()));
      if (!infinite_[m] && run.total.answered() > 0 && (!run.best || losses_[*run.best].exceeds(losses_[m])))
        run.best = static_cast<ModelIndex>(m);
    }
    if (run.best && run.total.impossible == 0) run.regret = total_.loss.less(losses_[*run.best]);
  }

 private:
  using Bins = std::vector<RunningBin<A>>;

  static void count(Bins& bins, const Number& stated, bool came_true) {
    auto& bin = bins[A::tenth(stated)];
    ++bin.cases;
    bin.came_true += came_true;
    bin.stated += stated;
  }
  static Reliability table(const Bins& bins) {
    Reliability result;
    for (const auto& bin : bins) result.push_back({bin.cases, bin.came_true, A::quantity(bin.stated)});
    return result;
  }

  std::size_t length_, answers_;
  std::uint64_t made_ = 0;
  RunningTally<A> total_;
  std::vector<RunningTally<A>> periods_;
  Bins given_ = Bins(10), floors_ = Bins(10);
  Number cubes_ = Number(0);
  std::vector<typename A::LogLoss> losses_;  // of each model, on what was answered
  std::vector<bool> infinite_;
};

// What an audit sees of a question.
template <class A>
struct RecordedStep {
  std::span<const ModelIndex> top;
  std::span<const Prediction> predictions;
  const std::vector<typename A::Number>& law;
  const typename A::Number& theta;
  bool forced, asked;
  ActionIndex recorded;
};

template <class A>
std::vector<RecordedQuantity> quantities(const std::vector<typename A::Number>& numbers) {
  std::vector<RecordedQuantity> result;
  for (const auto& x : numbers) result.push_back(A::quantity(x));
  return result;
}

template <class A>
RecordedRun run_recorded(RecordedArithmetic arithmetic, const Recording& r, const RecordedClass& c,
                         const RunOptions& o) {
  RecordedImitator<A> imitator(c, r.actions(), o.rule);
  Judge<A> judge(r.size(), std::max<std::size_t>(1, o.periods), c.models.size(), r.actions());
  typename A::Audit audit(c, o.rule);
  RandomStream stream(o.seed, 0);
  RecordedRun run;
  run.arithmetic = arithmetic;
  std::vector<ActionIndex> before;
  before.reserve(r.size());
  for (std::size_t t = 0; t < r.size(); ++t) {
    if (o.go_on && !o.go_on(t)) break;
    const bool forced = t < o.forced;
    if (t == o.forced) run.posterior_then = quantities<A>(imitator.posterior());
    const auto& law = imitator.step({r.question(t), before}, forced);
    if (!forced) run.largest_top_set = std::max(run.largest_top_set, imitator.top().size());
    const std::size_t drawn = A::draw(stream, law);
    const bool asked = drawn == law.size();
    typename A::Number answering(0);
    for (const auto& p : law) answering += p;
    const auto theta = A::rest(answering);
    judge.see(law, answering, theta, forced, drawn, r.answers[t], imitator.predictions());
    audit.see(imitator.weights(), RecordedStep<A>{imitator.top(), imitator.predictions(), law, theta, forced,
                                                  asked, r.answers[t]});
    const ActionIndex answer = asked ? r.answers[t] : static_cast<ActionIndex>(drawn);
    if (o.watch) o.watch({asked, answer, A::quantity(theta)});
    if (asked || o.revealed == Revealed::always) imitator.reveal(r.answers[t]);
    before.push_back(o.before == Before::recording ? r.answers[t] : answer);
    imitator.go_on(before.back());
  }
  judge.report(run);
  audit.report(run);
  run.posterior = quantities<A>(imitator.posterior());
  if (run.posterior_then.empty()) run.posterior_then = run.posterior;
  return run;
}

}  // namespace qed::detail
