#include "qed/uses/distillation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/faults.hpp"
#include "properties/faults/use_faults.hpp"
#include "properties/generators/uses.hpp"
#include "properties/oracle/distillation.hpp"
#include "qed/uses/arithmetic.hpp"

namespace qed::distillation_test {
namespace {

Rational q(int numerator, int denominator = 1) { return ratio(numerator, denominator); }

// Answers 0, 1 and silence. Whoever has a copy repeats what it says; the human reads "?" as 0 or 1 alike, and is thought
// perhaps to read it always as 0.
DistillationTask repeats(unsigned levels) {
  DistillationTask task;
  task.questions = {3, {{"?", 0, std::nullopt}}};
  for (QuestionIndex k = 1; k < levels; ++k) task.questions.list.push_back({"repeat", 1, {{k - 1, k - 1}}});
  const auto human = [](std::string name, Distribution reads) {
    return Human{std::move(name), [](const Question&, Answer) { return false; },
                 [reads](const Question& question, Answer first, Answer) {
                   return question.parts ? Distribution::certain(first, 3) : reads;
                 }};
  };
  task.humans = {human("either", Distribution({q(1, 2), q(1, 2), q(0)})),
                 human("always 0", Distribution({q(1), q(0), q(0)}))};
  task.priors = {q(1, 2), q(1, 2)};
  task.training.resize(levels);
  task.asked = levels - 1;
  task.alpha = q(1, 10);
  return task;
}

// Level 1 collects both: theta = 1 - 1/2, and answers 0 with 1/2 + 1/4. Level 2 is sure of the human who repeats that, so
// theta = 0, and nothing is asked: no call of level 1 really happens.
TEST(Distillation, TheCallsThatDidNotHappenCount) {
  const Distillation found = distil(repeats(2));
  EXPECT_EQ(found.organisation, Distribution({q(1, 2), q(1, 2), q(0)}));
  ASSERT_EQ(found.states.size(), 1u);
  const DistilledState& state = found.states[0];
  EXPECT_EQ(state.query_probabilities, (std::vector<Rational>{q(1, 2), q(0)}));
  EXPECT_EQ(state.call.imitated, Distribution({q(3, 4), q(1, 4), q(0)}));
  EXPECT_EQ(state.call.expected_humans, 0);
  EXPECT_EQ(state.call.transcripts->products[0], (LawOfValue{{q(3, 2), q(3, 4)}}));
  EXPECT_EQ(state.call.transcripts->real_products[0], (LawOfValue{{q(1), q(3, 4)}}));

  const IdaDecision decision = decide_ida(found);
  EXPECT_EQ(decision.worst().verdict, Verdict::holds);
  EXPECT_EQ(decision.answers.ratio->exact(), 1);  // 3/4 = (3/2) (1/2)
  EXPECT_EQ(decision.answers.detail, "K = 3/2");
  EXPECT_EQ(decision.bounded.value->exact(), q(1, 2));
  EXPECT_EQ(decision.bounded.bound->exact(), q(1, 2));  // 2 (1/2) (1/2): attained

  const Comparison real = decide_real_calls(found);
  EXPECT_EQ(real.verdict, Verdict::violated);  // 3/4 > 1 x 1/2
  EXPECT_EQ(real.value->exact(), q(3, 4));
  EXPECT_EQ(real.bound->exact(), q(1, 2));
}

TEST(Distillation, ARockIsSilent) {  // level 1 has nobody to consult
  DistillationTask task = repeats(2);
  task.training.resize(1);
  const Distillation found = distil(task);  // asked to repeat what a rock says
  EXPECT_EQ(found.organisation, Distribution::certain(2, 3));
  EXPECT_EQ(found.answer(), (std::vector<Rational>{0, 0, 1}));
}

// One training question: asked with 1/2. An answer of 1 leaves the truth alone; of 0 the odds against it are 2, still
// collected at alpha = 1/10.
TEST(Distillation, TrainingByHand) {
  DistillationTask task = repeats(1);
  task.training = {{0}};
  Distillation found = distil(task);
  EXPECT_EQ(found.states.size(), 2u);  // sure (1/4), or both collected (3/4)
  EXPECT_EQ(found.answer()[0], q(1, 4) * q(1, 2) + q(3, 4) * q(3, 4));
  EXPECT_EQ(found.expected_humans(), q(3, 4) * q(1, 2));
  EXPECT_EQ(found.retained_through.back(), 1);
  EXPECT_EQ(decide_ida(found).retention.bound->exact(), q(9, 10));
  EXPECT_FALSE(decide_ida(found).retention.interesting);

  task.alpha = q(1, 2);  // now 1/3 <= 1/2 x 2/3: lost where 0 was the answer, of probability 1/4
  found = distil(task);
  EXPECT_EQ(found.retained_through.back(), q(3, 4));
  const Comparison retention = decide_ida(found).retention;
  EXPECT_EQ(retention.bound->exact(), q(1, 2));
  EXPECT_EQ(retention.ratio->exact(), q(1, 2));
  EXPECT_TRUE(retention.interesting);
}

// [claim ida]
RC_GTEST_PROP(Distillation, ida_holds, ()) {
  const DistillationTask task = *gen::distillation_tasks(false);
  const IdaDecision decision = decide_ida(distil(task));
  RC_CLASSIFY(decision.transcripts.interesting, "something is asked");
  RC_CLASSIFY(decision.answers.interesting, "a product above 1 has a bound below 1");
  RC_CLASSIFY(decision.retention.interesting, "the truth may be lost");
  RC_ASSERT(decision.transcripts.verdict == Verdict::holds ||
            decision.transcripts.verdict == Verdict::not_applicable);
  RC_ASSERT(decision.answers.verdict == decision.transcripts.verdict);
  RC_ASSERT(decision.bounded.verdict == decision.transcripts.verdict);
  RC_ASSERT(decision.retention.verdict == Verdict::holds);
}

// The library's numbers are those of the slow twin, which lists every training and every transcript.
RC_GTEST_PROP(Distillation, is_its_slow_twin, ()) {
  const DistillationTask task = *gen::distillation_tasks(true);
  const Distillation found = distil(task);
  const oracle::Distilled expected = oracle::distil(task);
  RC_ASSERT(std::vector<Rational>(found.organisation.begin(), found.organisation.end()) ==
            expected.organisation);
  RC_ASSERT(found.answer() == expected.answer);
  RC_ASSERT(found.retained_through.back() == expected.retained);
  RC_ASSERT(found.expected_humans() == expected.expected_humans);
  std::vector<std::map<Rational, Rational>> products(expected.products.size()),
      real(expected.products.size());
  Rational worst = 0;
  for (const DistilledState& state : found.states) {
    if (!state.retained) continue;
    const Transcripts& t = *state.call.transcripts;
    for (std::size_t a = 0; a < products.size(); ++a) {
      for (const auto& [value, mass] : t.products[a]) products[a][value] += state.probability * mass;
      for (const auto& [value, mass] : t.real_products[a]) real[a][value] += state.probability * mass;
      RC_ASSERT(!t.worst[a].unbounded);
      worst = std::max(worst, t.worst[a].factor);
    }
  }
  RC_ASSERT(worst == expected.worst);
  RC_ASSERT(products == expected.products);
  RC_ASSERT(real == expected.real_products);
  RC_CLASSIFY(task.levels() == 2, "two levels");
  RC_CLASSIFY(found.retained_through.back() < 1, "a truth is lost");
}

// Whether `broken` is true of `enough` random tasks, of 400 at most.
template <class Broken>
bool occurs(int enough, Broken broken) {
  for (std::uint64_t seed = 0; seed < 400 && enough > 0; ++seed) {
    gen::Draw draw{rc::Random(seed)};
    if (broken(gen::distillation_task(draw, false))) --enough;
  }
  return enough == 0;
}
bool violated(const Comparison& c) { return c.verdict == Verdict::violated; }

TEST(Distillation, CasesReachEveryBranch) {
  EXPECT_TRUE(occurs(100, [](const auto& t) { return decide_ida(distil(t)).transcripts.interesting; }));
  EXPECT_TRUE(occurs(50, [](const auto& t) { return decide_ida(distil(t)).answers.interesting; }));
  EXPECT_TRUE(occurs(10, [](const auto& t) { return decide_ida(distil(t)).retention.interesting; }));
  EXPECT_TRUE(occurs(50, [](const auto& t) { return t.levels() == 3; }));
}

TEST(DistillationFaults, AFactorLeftOutIsCaught) {
  for (const auto& fault : properties::product_faults()) {
    DistilOptions options;
    options.factor = fault.factor;
    EXPECT_TRUE(occurs(5, [&](const auto& t) {
      return violated(decide_ida(distil(t, {}, options)).answers);
    })) << fault.id;
  }
}

TEST(DistillationFaults, TheCallsThatHappenAreNotEnough) {
  EXPECT_TRUE(occurs(5, [](const auto& t) { return violated(decide_real_calls(distil(t))); }));
}

// 1/4 <= 9/10 * 3/4: the first human alone is collected, and training leaves the posterior, unless it may not.
TEST(Distillation, RefusesToSettleWhereAnImitatorLearns) {
  struct LearnsFromItself : CautiousImitator<> {
    Weights update(const Situation& s, bool, ActionIndex a) const {
      return Bayes{}(s.weights, s.predictions, a);
    }
  };
  DistillationTask task = repeats(1);
  task.priors = {q(3, 4), q(1, 4)};
  task.alpha = q(9, 10);
  task.training = {{0}};
  EXPECT_NO_THROW(distil(task));
  try {
    distil(task, Imitator("learns", LearnsFromItself{}));
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(
        e.what(),
        "imitator 'learns' settles, but where model 0 (from 0) alone is collected it learns from its own "
        "action 0 (from 0): override its settles() to return false");
  }
}

TEST(DistillationFaults, MistakenImitatorsAreCaught) {
  for (const std::string_view id : {"mean-instead-of-minimum", "follow-best-model", "renormalised-minimum",
                                    "maximum-instead-of-minimum", "query-but-play-own-action"}) {
    const Imitator& mistaken = *properties::fault(id).imitator;
    EXPECT_TRUE(occurs(5, [&](const auto& t) {
      return violated(decide_ida(distil(t, mistaken)).transcripts);
    })) << id;
  }
}

TEST(DistillationFaults, EachPartIsBroken) {
  const Imitator& follows = *properties::fault("follow-best-model").imitator;
  EXPECT_TRUE(occurs(5, [&](const auto& t) { return violated(decide_ida(distil(t, follows)).answers); }));
  EXPECT_TRUE(occurs(5, [&](const auto& t) { return violated(decide_ida(distil(t, follows)).bounded); }));
  // One who learns from what it plays itself loses the truth too often.
  const Imitator& convinced = *properties::fault("update-on-own-actions").imitator;
  EXPECT_TRUE(occurs(1, [&](const auto& t) { return violated(decide_ida(distil(t, convinced)).retention); }));
}

TEST(Distillation, ProductsBeyondTheLimitAreUndecided) {
  DistilOptions options;
  options.max_products = 0;
  const IdaDecision decision = decide_ida(distil(repeats(2), {}, options));
  EXPECT_EQ(decision.answers.verdict, Verdict::undecided);
  EXPECT_EQ(decision.transcripts.verdict, Verdict::holds);
  EXPECT_EQ(decision.worst().verdict, Verdict::undecided);
  options = {};
  options.real_calls = false;
  EXPECT_TRUE(distil(repeats(2), {}, options).states[0].call.transcripts->real_products.empty());
}

TEST(Distillation, RefusesWhatDoesNotFit) {
  const auto refused = [](auto spoil) {
    DistillationTask task = repeats(2);
    spoil(task);
    EXPECT_THROW(distil(task), std::invalid_argument);
  };
  refused([](DistillationTask& t) { t.training.clear(); });
  refused([](DistillationTask& t) { t.priors = {q(1, 2)}; });
  refused([](DistillationTask& t) { t.priors = {q(1, 2), q(2, 3)}; });
  refused([](DistillationTask& t) { t.priors = {q(1, 2), q(0)}; });
  refused([](DistillationTask& t) { t.truth = 2; });
  refused([](DistillationTask& t) { t.alpha = 1; });
  refused([](DistillationTask& t) { t.asked = 9; });
  refused([](DistillationTask& t) { t.training[0] = {9}; });
  refused([](DistillationTask& t) { t.questions.list[0].parts = {{0, 0}}; });
  refused([](DistillationTask& t) { t.questions.answers = 1; });
  refused([](DistillationTask& t) { t.questions.answers = 4; });  // the humans know three
  DistilOptions options;
  options.max_states = 1;
  EXPECT_THROW(distil(repeats(2), {}, options), std::invalid_argument);
}

// Close is not enough: each level gives with probability distance/2 the answer that the organisation never gives, and it
// is passed on. Of 2^n - 1 humans one is enough.
TEST(DistilledInDistance, ErrorsAddUp) {
  Arithmetic mod3(3);
  const Human careful = mod3.human("careful", {});
  const Answer silence = mod3.questions().silence();
  std::string text = "1";
  Rational nobody = 1;  // P(no level fails)
  for (unsigned n = 1; n <= 5; ++n) {
    const QuestionIndex question = mod3.read(text);
    nobody = nobody * nobody * q(99, 100);
    EXPECT_EQ(distilled_in_distance(mod3.questions(), question, careful, n, q(1, 50), silence)[silence],
              1 - nobody);
    Organisation organisation(mod3.questions(), careful);
    EXPECT_EQ(organisation.answer(n, question)[silence], 0);
    text = "(" + text + "+" + text + ")";
  }
  EXPECT_THROW(distilled_in_distance(mod3.questions(), 0, careful, 1, 3, silence), std::invalid_argument);
}

}  // namespace
}  // namespace qed::distillation_test
