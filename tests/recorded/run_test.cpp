// The imitator on recorded decisions: by hand, against the imitator of the library, in both arithmetics, and blind to what
// was not revealed.
#include "qed/recorded/run.hpp"

#include <gtest/gtest.h>

#include "qed/imitation/imitator.hpp"
#include "qed/imitation/odds.hpp"
#include "tests/recorded/recordings.hpp"

namespace qed {
namespace {

using recorded_tests::drawn_table;

// Questions a = 0, 1, 0 and the answers no, yes, no.
Recording three_decisions() {
  return {"three", {"answer", {"no", "yes"}}, {{"a", {"0", "1"}}}, {0, 1, 0}, {0, 1, 0}};
}

Rational middle_of(const RecordedQuantity& q) {
  if (const auto* floating = std::get_if<Floating>(&q)) return floating->value;
  return (std::get<Value>(q).lower() + std::get<Value>(q).upper()) / 2;
}

// |a - b| <= 1e-9
bool close(const RecordedQuantity& a, const RecordedQuantity& b) {
  const Rational difference = middle_of(a) - middle_of(b);
  return difference <= ratio(1, 1'000'000'000) && -difference <= ratio(1, 1'000'000'000);
}

struct Trace {
  RecordedRun run;
  std::vector<Decision> decisions;
};

Trace traced(const Recording& r, const std::vector<std::string>& classes, RunOptions o,
             RecordedArithmetic arithmetic = RecordedArithmetic::exact) {
  Trace trace;
  o.watch = [&trace](const Decision& d) { trace.decisions.push_back(d); };
  trace.run = imitate_recorded(arithmetic, r, recorded_class(classes, r), o);
  return trace;
}

TEST(Recorded, ThreeDecisionsByHand) {
  // Models: constant and "by a", prior 1/2 each. The first two questions are forced. At the second, a = 1, the constant
  // model has counted one no: yes has 1/4; "by a" has counted nothing: 1/2. So weights 1 : 2. At the third, a = 0:
  // constant (1/2, 1/2), by a (3/4, 1/4); minima 1/2 and 1/4; theta = 1/4.
  RunOptions o;
  o.forced = 2;
  unsigned asked = 0, no = 0;
  for (o.seed = 1; o.seed <= 400; ++o.seed) {
    const Trace t = traced(three_decisions(), {"features"}, o);
    ASSERT_EQ(t.decisions.size(), 3u);
    EXPECT_TRUE(t.decisions[0].asked && t.decisions[1].asked);
    EXPECT_EQ(middle_of(t.decisions[2].query_probability), ratio(1, 4));
    EXPECT_EQ(middle_of(t.run.posterior_then[0]), ratio(1, 3));
    EXPECT_EQ(middle_of(t.run.posterior_then[1]), ratio(2, 3));
    EXPECT_EQ(middle_of(t.run.cubes), ratio(1, 64));
    EXPECT_EQ(middle_of(t.run.total.expected_asked), ratio(9, 4));
    EXPECT_EQ(t.run.largest_top_set, 2u);
    asked += t.decisions[2].asked;
    if (t.decisions[2].asked) {
      EXPECT_EQ(t.run.total.asked, 3u);
      EXPECT_FALSE(t.run.best);
      EXPECT_FALSE(t.run.regret);
      continue;
    }
    no += t.decisions[2].answer == 0;
    // Of its own answers no has (1/2)/(3/4) = 2/3. Loss ln 3/2; the models' ln 2 and ln 4/3; regret ln 9/8.
    EXPECT_EQ(middle_of(t.run.total.expected_agreed), ratio(2, 3));
    EXPECT_EQ(t.run.total.agreed, t.decisions[2].answer == 0 ? 1u : 0u);
    EXPECT_EQ(t.run.total.likeliest_agreed, 1u);
    EXPECT_EQ(t.run.best, ModelIndex{1});
    EXPECT_TRUE(std::get<Value>(*t.run.regret).enclosure().contains(log(Interval(ratio(9, 8), 256)).lower()));
    EXPECT_EQ(t.run.floors[5].cases, 1u);  // min 1/2 for no
    EXPECT_EQ(t.run.floors[5].came_true, 1u);
  }
  EXPECT_GT(asked, 70u);  // 100 on average, standard deviation 9
  EXPECT_LT(asked, 130u);
  EXPECT_GT(no, 160u);  // 200 on average, standard deviation 10
  EXPECT_LT(no, 240u);
}

TEST(Recorded, WhoKnowsNothingAgreesAndNeverAsks) {
  RunOptions o;
  const Trace t = traced(drawn_table(40, 3), {"features"}, o);
  EXPECT_EQ(t.run.total.asked, 0u);
  EXPECT_EQ(middle_of(t.run.total.expected_agreed), 20);  // 40 times 1/2
}

// The laws and posteriors of the run, again, by the library's imitator on the same decisions.
TEST(Recorded, IsTheImitatorOfTheLibrary) {
  const Recording r = drawn_table(60, 5);
  const RecordedClass c = recorded_class({"features", "lists:1", "trees:1"}, r);
  std::size_t between = 0;  // steps at which it may ask and may answer
  for (const Rational& alpha : {ratio(1, 2), ratio(1, 20)}) {
    RunOptions o;
    o.rule = CautiousAnswers{alpha};
    o.forced = 4;
    const Trace t = traced(r, {"features", "lists:1", "trees:1"}, o);
    std::vector<std::unique_ptr<ModelSource>> sources;
    for (const auto& part : c.parts) sources.push_back(part.make());
    std::vector<Rational> priors;
    for (const auto& m : c.models) priors.push_back(m.prior);
    Weights weights = integral_weights(priors);
    const Distribution any = Distribution::uniform(2);
    for (std::size_t d = 0; d < r.size(); ++d) {
      std::vector<Prediction> said(c.models.size());
      for (std::size_t p = 0, first = 0; p < sources.size(); first += c.parts[p].models, ++p)
        sources[p]->look({r.question(d), {}}, std::span(said).subspan(first, c.parts[p].models));
      std::vector<Distribution> laws;
      for (const Prediction& p : said)
        laws.emplace_back(std::vector<Rational>{p.probability(0, 2), p.probability(1, 2)});
      std::vector<const Distribution*> predictions;
      for (const Distribution& law : laws) predictions.push_back(&law);
      const Situation s{weights, predictions, any, alpha, Threshold::strict};
      const CautiousImitator<> imitator;
      const StepLaw law = imitator.step(s, imitator.top_set(s));
      EXPECT_EQ(middle_of(t.decisions[d].query_probability), d < 4 ? Rational(1) : law.query_probability);
      between += law.query_probability > 0 && law.query_probability < 1;
      weights = imitator.update(s, t.decisions[d].asked, r.answers[d]);
      if (t.decisions[d].asked)
        for (auto& source : sources) source->reveal(r.answers[d]);
    }
    Integer sum = 0;
    for (const Integer& w : weights) sum += w;
    for (std::size_t m = 0; m < weights.size(); ++m)
      EXPECT_EQ(middle_of(t.run.posterior[m]), ratio(weights[m], sum));
  }
  EXPECT_GT(between, 10u);
}

// ---- blindness

// Flips every answer that was not asked for.
Recording with_unrevealed_flipped(Recording r, const Trace& t) {
  for (std::size_t d = 0; d < r.size(); ++d)
    if (!t.decisions[d].asked) r.answers[d] = 1 - r.answers[d];
  return r;
}

bool same_decisions(const Trace& a, const Trace& b) {
  for (std::size_t d = 0; d < a.decisions.size(); ++d) {
    const Decision &x = a.decisions[d], &y = b.decisions[d];
    if (x.asked != y.asked || x.answer != y.answer ||
        middle_of(x.query_probability) != middle_of(y.query_probability))
      return false;
  }
  for (std::size_t m = 0; m < a.run.posterior.size(); ++m)
    if (middle_of(a.run.posterior[m]) != middle_of(b.run.posterior[m])) return false;
  return a.decisions.size() == b.decisions.size();
}

// [what was not asked for changes nothing that follows]
bool blind(const Recording& r, const std::vector<std::string>& classes, const RunOptions& o,
           RecordedArithmetic arithmetic = RecordedArithmetic::exact) {
  const Trace t = traced(r, classes, o, arithmetic);
  EXPECT_GT(t.run.total.answered(), 5u);
  EXPECT_GT(t.run.total.asked, 5u);
  return same_decisions(t, traced(with_unrevealed_flipped(r, t), classes, o, arithmetic));
}

Recording drawn_text(std::size_t symbols, std::uint64_t seed) {
  Recording r{"text", {"symbol", {"0", "1"}}, {}, {}, {}};
  RandomStream stream(seed, 0);
  for (std::size_t t = 0; t < symbols; ++t)  // mostly the other one than before
    r.answers.push_back(t > 0 && stream.below(4) > 0 ? 1 - r.answers.back()
                                                     : static_cast<ActionIndex>(stream.below(2)));
  return r;
}

TEST(Recorded, WhatIsNotRevealedChangesNothing) {
  RunOptions o;
  o.forced = 6;
  for (const RecordedArithmetic arithmetic : {RecordedArithmetic::exact, RecordedArithmetic::floating}) {
    for (o.seed = 1; o.seed <= 5; ++o.seed) {
      o.rule = CautiousAnswers{ratio(1, 20)};
      EXPECT_TRUE(blind(drawn_table(60, o.seed), {"features", "kt:2"}, o, arithmetic));
      EXPECT_TRUE(blind(drawn_text(60, o.seed), {"kt:2", "ngram:2"}, o, arithmetic));
    }
    o.rule = ConfidentMixture{ratio(3, 4)};
    EXPECT_TRUE(blind(drawn_table(60, 1), {"features"}, o, arithmetic));
    o.rule = MajorityAnswers{};
    EXPECT_TRUE(blind(drawn_table(60, 1), {"features"}, o, arithmetic));
  }
}

TEST(Faults, AnImitatorThatReadsUnrevealedAnswersIsCaught) {
  RunOptions o;
  o.forced = 6;
  o.rule = CautiousAnswers{ratio(1, 20)};
  o.revealed = Revealed::always;
  EXPECT_FALSE(blind(drawn_table(60, 1), {"features", "kt:2"}, o));
  EXPECT_FALSE(blind(drawn_text(60, 1), {"kt:2"}, o));
  // Contexts of the recording are the one way in that is offered, and it is named.
  o.revealed = Revealed::when_asked;
  o.before = Before::recording;
  EXPECT_FALSE(blind(drawn_text(60, 1), {"kt:2"}, o));
}

// ---- arithmetic

TEST(Recorded, FloatingAgreesWithExact) {
  const std::vector<AnsweringRule> rules{CautiousAnswers{ratio(1, 3)}, CautiousAnswers{ratio(1, 50)},
                                         CautiousAnswers{ratio(1, 50), Threshold::non_strict},
                                         ConfidentMixture{ratio(7, 10)}, MajorityAnswers{}};
  const std::vector<std::pair<Recording, std::vector<std::string>>> data{
      {drawn_table(150, 7), {"features", "lists:1"}}, {drawn_text(150, 7), {"trees:2", "ngram:3"}}};
  for (const auto& [r, classes] : data)
    for (const AnsweringRule& rule : rules) {
      RunOptions o;
      o.rule = rule;
      o.forced = 10;
      const Trace exact = traced(r, classes, o),
                  floating = traced(r, classes, o, RecordedArithmetic::floating);
      EXPECT_EQ(floating.run.arithmetic, RecordedArithmetic::floating);
      EXPECT_TRUE(std::holds_alternative<Floating>(floating.run.total.log_loss));
      EXPECT_TRUE(std::holds_alternative<Value>(exact.run.total.log_loss));
      ASSERT_EQ(exact.decisions.size(), floating.decisions.size());
      for (std::size_t d = 0; d < exact.decisions.size(); ++d) {
        EXPECT_EQ(exact.decisions[d].asked, floating.decisions[d].asked);
        EXPECT_EQ(exact.decisions[d].answer, floating.decisions[d].answer);
        EXPECT_TRUE(close(exact.decisions[d].query_probability, floating.decisions[d].query_probability));
      }
      EXPECT_TRUE(close(exact.run.total.log_loss, floating.run.total.log_loss));
      EXPECT_TRUE(close(exact.run.total.expected_agreed, floating.run.total.expected_agreed));
      EXPECT_TRUE(close(exact.run.cubes, floating.run.cubes));
      EXPECT_EQ(exact.run.best, floating.run.best);
      ASSERT_EQ(exact.run.regret.has_value(), floating.run.regret.has_value());
      if (exact.run.regret) {
        EXPECT_TRUE(close(*exact.run.regret, *floating.run.regret));
      }
      for (std::size_t m = 0; m < exact.run.posterior.size(); ++m) {
        EXPECT_TRUE(close(exact.run.posterior[m], floating.run.posterior[m]));
        EXPECT_TRUE(close(*exact.run.model_losses[m], *floating.run.model_losses[m]));
      }
      std::uint64_t decisions = 0, asked = 0;
      for (const RecordedTally& t : exact.run.over_time) decisions += t.decisions, asked += t.asked;
      EXPECT_EQ(decisions, 150u);
      EXPECT_EQ(asked, exact.run.total.asked);
    }
}

// ---- what the claims say of counting models

// All that may come of `truth` answering, over (asked, answer) at each of the questions: E sum of theta^3, and the probability that
// the truth is collected at each step.
struct Enumerated {
  Rational cubes = 0, retained = 0;
};

class CountingProcess {
 public:
  CountingProcess(const Recording& r, const std::vector<std::string>& classes, ModelIndex truth,
                  Rational alpha)
      : r_(r), class_(recorded_class(classes, r)), truth_(truth), alpha_(std::move(alpha)) {}

  Enumerated all() {
    walk(1, true);
    return sums_;
  }
  const Rational& prior() const { return class_.models[truth_].prior; }

 private:
  // Counts are rebuilt from the revealed answers of the history: slow, and plain.
  void walk(const Rational& probability, bool retained) {
    if (history_.size() == r_.size()) {
      if (retained) sums_.retained += probability;
      return;
    }
    std::vector<std::unique_ptr<ModelSource>> sources;
    for (const auto& part : class_.parts) sources.push_back(part.make());
    std::vector<Rational> weights;
    for (const auto& m : class_.models) weights.push_back(m.prior);
    std::vector<Prediction> said(weights.size());
    const auto look = [&](std::size_t d) {
      for (std::size_t p = 0, first = 0; p < sources.size(); first += class_.parts[p].models, ++p)
        sources[p]->look({r_.question(d), {}}, std::span(said).subspan(first, class_.parts[p].models));
    };
    for (std::size_t d = 0; d < history_.size(); ++d) {
      if (!history_[d]) continue;
      look(d);
      for (std::size_t m = 0; m < weights.size(); ++m) weights[m] *= said[m].probability(*history_[d], 2);
      for (auto& source : sources) source->reveal(*history_[d]);
    }
    look(history_.size());
    const TopSet top = TopSet::of(integral_weights(weights), alpha_);
    Rational theta = 1;
    std::vector<Rational> least(2);
    for (ActionIndex a = 0; a < 2; ++a) {
      least[a] = 1;
      for (const ModelIndex m : top) least[a] = std::min(least[a], said[m].probability(a, 2));
      theta -= least[a];
    }
    sums_.cubes += probability * theta * theta * theta;
    const bool still = retained && top.contains(truth_);
    const std::vector<Rational> mu{said[truth_].probability(0, 2), said[truth_].probability(1, 2)};
    if (theta < 1) {  // it answers; what, nothing depends on
      history_.push_back(std::nullopt);
      walk(probability * (1 - theta), still);
      history_.pop_back();
    }
    if (theta == 0) return;
    for (ActionIndex a = 0; a < 2; ++a) {
      history_.push_back(a);
      walk(probability * theta * mu[a], still);
      history_.pop_back();
    }
  }

  const Recording& r_;
  RecordedClass class_;
  ModelIndex truth_;
  Rational alpha_;
  std::vector<std::optional<ActionIndex>> history_;  // the revealed answer, or none
  Enumerated sums_;
};

TEST(Recorded, RetentionAndTheQuerySumHoldOfCountingModels) {
  // A class file's coins that disagree at the start, so that something is asked, beside models that count.
  Recording r{
      "coins", {"coin", {"heads", "tails"}}, {{"a", {"0", "1"}}}, {0, 0, 1, 0, 1, 1}, {0, 0, 0, 0, 0, 0}};
  const std::string coins = std::string(DEMONSTRANDUM_SOURCE_DIR) + "/tests/classes/two-coins.json";
  Rational tightest = 0;
  for (const Rational& alpha : {ratio(2, 5), ratio(1, 5), ratio(1, 20)})
    for (ModelIndex truth = 0; truth < 4; ++truth) {
      CountingProcess process(r, {"features", coins}, truth, alpha);
      const Enumerated found = process.all();
      const Rational odds = 1 / process.prior() - 1;
      EXPECT_LE(found.cubes, 3 / alpha * odds);
      EXPECT_GE(found.retained, 1 - alpha * odds);
      tightest = std::max(tightest, Rational((1 - found.retained) / (alpha * odds)));
      EXPECT_GT(found.cubes, 0);
    }
  EXPECT_GT(tightest, 0);  // the truth is lost sometimes
}

// ---- rivals, and stopping

TEST(Recorded, AMixtureIsFoundThatAsksAsOften) {
  const Recording r = drawn_table(200, 2);
  const RecordedClass c = recorded_class({"features"}, r);
  RunOptions o;
  o.forced = 10;
  for (const std::uint64_t target : {10u, 40u, 80u, 120u, 200u}) {
    const ConfidentMixture rule = mixture_that_asks(target, r, c, o, 12);
    o.rule = rule;
    EXPECT_EQ(imitate_exactly(r, c, o).total.asked, target);
    if (target == 10 || target == 200) continue;
    o.rule = ConfidentMixture{rule.confidence - ratio(1, 2048),
                              target};  // a little less, and it does not come to so many
    EXPECT_LT(imitate_exactly(r, c, o).total.asked, target);
  }
}

TEST(Recorded, StopsAndKeepsWhatIsThere) {
  RunOptions o;
  o.forced = 3;
  o.go_on = [](std::uint64_t done) { return done < 7; };
  const Recording r = drawn_table(20, 1);
  for (const RecordedArithmetic arithmetic : {RecordedArithmetic::exact, RecordedArithmetic::floating}) {
    const RecordedRun run = imitate_recorded(arithmetic, r, recorded_class({"features"}, r), o);
    EXPECT_EQ(run.decisions, 7u);
    EXPECT_EQ(run.total.decisions, 7u);
    EXPECT_EQ(run.posterior.size(), 3u);
  }
}

TEST(Recorded, RefusesRulesOutOfRange) {
  const Recording r = three_decisions();
  RunOptions o;
  for (const AnsweringRule& rule : std::vector<AnsweringRule>{CautiousAnswers{0}, CautiousAnswers{1},
                                                              ConfidentMixture{2}, ConfidentMixture{-1}}) {
    o.rule = rule;
    EXPECT_THROW(imitate_exactly(r, recorded_class({"features"}, r), o), std::invalid_argument);
    EXPECT_THROW(imitate_floating(r, recorded_class({"features"}, r), o), std::invalid_argument);
  }
  EXPECT_THROW(imitate_exactly(r, {}, RunOptions{}), std::invalid_argument);
}

}  // namespace
}  // namespace qed
