// What holds along every run on a recording: by hand, on random recordings and classes, and that each mistake is found out.
#include "qed/recorded/path_claims.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/faults/collecting.hpp"
#include "properties/faults/learning.hpp"
#include "properties/faults/stepping.hpp"
#include "properties/generators/numbers.hpp"
#include "qed/claims/comparison.hpp"
#include "qed/exact/log_sum.hpp"
#include "qed/recorded/run.hpp"
#include "tests/recorded/recordings.hpp"

namespace qed {
namespace {

// A recording, and what a class says at each of its questions.
struct Path {
  std::vector<Rational> priors;
  Rational alpha;
  Threshold threshold = Threshold::strict;
  std::size_t forced = 0;
  std::vector<std::vector<Distribution>> laws;  // [question][model]
  std::vector<ActionIndex> answers;             // [question]
};

enum class Asks { as_it_draws, always };

// The imitator along it; what it does not ask it draws, by numbers of 32 bits.
template <class Rule>
std::vector<PathResult> along(const Path& path, const Rule& rule, std::uint64_t seed = 1,
                              Asks asks = Asks::as_it_draws) {
  PathAudit audit(path.priors, path.alpha, path.threshold);
  RandomStream stream(seed, 0);
  Weights weights = integral_weights(path.priors);
  for (std::size_t t = 0; t < path.answers.size(); ++t) {
    const std::size_t answers = path.laws[t].front().size();
    std::vector<Prediction> said;
    std::vector<const Distribution*> predictions;
    for (const Distribution& law : path.laws[t]) {
      said.push_back(Prediction{.law = &law});
      predictions.push_back(&law);
    }
    const Distribution human = Distribution::certain(path.answers[t], answers);
    const Situation s{weights, predictions, human, path.alpha, path.threshold};
    const TopSet top = rule.top_set(s);
    StepLaw law = rule.step(s, top);
    const bool forced = t < path.forced;
    if (forced) law = {1, std::vector<Rational>(answers), {}};
    const Rational drawn = ratio(stream.bits() >> 32, std::uint64_t{1} << 32);
    Rational end = 0;
    std::size_t own = 0;
    while (own < answers && (end += law.answered[own]) <= drawn) ++own;
    const bool asked = forced || asks == Asks::always || own == answers;
    audit.see(
        {weights, top.members(), said, law.answered, law.query_probability, forced, asked, path.answers[t]});
    weights = rule.update(s, asked, asked ? path.answers[t] : static_cast<ActionIndex>(own));
  }
  return audit.results();
}

const PathResult& result_named(const std::vector<PathResult>& results, std::string_view id) {
  const auto found =
      std::ranges::find_if(results, [&](const PathResult& r) { return r.found.claim->id == id; });
  if (found == results.end()) throw std::out_of_range(std::string(id));
  return *found;
}

Verdict verdict(const std::vector<PathResult>& results, std::string_view id) {
  return result_named(results, id).found.worst.verdict;
}

bool all_hold(const std::vector<PathResult>& results) {
  return std::ranges::all_of(results,
                             [](const PathResult& r) { return r.found.worst.verdict == Verdict::holds; });
}

Distribution yes_with(const Rational& p) { return Distribution({p, 1 - p}); }

// The three decisions of run_test.cpp, all of them asked: yes has 1/2 and 1/2, then 1/4 and 1/2 (it is no), then 1/2 and
// 3/4. The first two are forced.
TEST(PathClaims, ByHand) {
  const Path path{{ratio(1, 2), ratio(1, 2)},
                  ratio(1, 10),
                  Threshold::strict,
                  2,
                  {{yes_with(ratio(1, 2)), yes_with(ratio(1, 2))},
                   {yes_with(ratio(3, 4)), yes_with(ratio(1, 2))},
                   {yes_with(ratio(1, 2)), yes_with(ratio(3, 4))}},
                  {0, 1, 0}};
  const auto found = along(path, CautiousImitator<>{}, 1, Asks::always);
  EXPECT_TRUE(all_hold(found));
  // Likelihoods 1/16 and 3/16, their mean 1/8 = 1/2 * 3/8 * 2/3. So ln 3/2 is lost against the second; ln 2 is allowed.
  const PathResult& regret = result_named(found, "mixture-regret");
  EXPECT_EQ(regret.model, ModelIndex{1});
  const auto holds_log = [](const Value& value, const Rational& of) {
    return value.enclosure().contains(log(Interval(of, 256)).middle());
  };
  EXPECT_TRUE(holds_log(*regret.found.worst.value, ratio(3, 2)));
  EXPECT_TRUE(holds_log(*regret.found.worst.bound, 2));
  // At the third question both are collected, and theta is 1 - 1/2 - 1/4.
  EXPECT_EQ(result_named(found, "pathwise-retention").found.worst.value->exact(), 0);
  EXPECT_EQ(result_named(found, "pathwise-retention").found.worst.bound->exact(), ratio(1, 11));
  EXPECT_EQ(result_named(found, "top-dominance").found.exercised, 1u);
  EXPECT_EQ(result_named(found, "top-size").found.worst.value->exact(), 2);
  // Of the second model, of posterior 2/3 by then: (3/2 - 1)/(1/10) + 2 ln(4/3).
  const PathResult& sum = result_named(found, "pathwise-query-sum");
  EXPECT_EQ(sum.model, ModelIndex{1});
  EXPECT_EQ(sum.found.worst.value->exact(), ratio(1, 4));
  EXPECT_TRUE(
      holds_log((Value((sum.found.worst.bound->enclosure() - Interval(Rational(5), 256)))), ratio(16, 9)));
  EXPECT_TRUE(sum.found.worst.vacuous);  // one question was asked
}

Path drawn_path(gen::Draw& draw) {
  const std::size_t models = draw.between(1, 5), answers = draw.between(2, 3), contexts = draw.between(1, 3);
  Path path{gen::priors(draw, models),
            gen::alpha(draw),
            draw.chance(50) ? Threshold::strict : Threshold::non_strict,
            draw.below(3),
            {},
            {}};
  std::vector<std::vector<Distribution>> in_context;
  const bool certain = draw.chance(40);  // the first model is, or nearly
  for (std::size_t c = 0; c < contexts; ++c) {
    auto& laws = in_context.emplace_back();
    for (std::size_t m = 0; m < models; ++m)
      laws.push_back(m == 0 && certain ? gen::near_certain_law(draw, answers) : gen::law(draw, answers));
  }
  const unsigned follows = draw.pick({0, 50, 100});  // the first model's likeliest answer
  for (std::size_t t = draw.between(1, 30); t > 0; --t) {
    path.laws.push_back(in_context[draw.below(contexts)]);
    const auto law = path.laws.back().front().probabilities();
    path.answers.push_back(static_cast<ActionIndex>(
        draw.chance(follows) ? static_cast<std::size_t>(std::ranges::max_element(law) - law.begin())
                             : draw.below(answers)));
  }
  return path;
}

RC_GTEST_PROP(PathClaims, hold_on_any_recording, ()) {
  rc::Random random(*rc::gen::arbitrary<std::uint32_t>());
  gen::Draw draw(random);
  const Path path = drawn_path(draw);
  const auto found =
      along(path, CautiousImitator<>{}, draw.below(1000), draw.chance(30) ? Asks::always : Asks::as_it_draws);
  for (const PathResult& r : found) {
    RC_CLASSIFY(r.found.interesting > 0, std::string(r.found.claim->id));
    RC_ASSERT(r.found.worst.verdict == Verdict::holds);
  }
  RC_CLASSIFY(result_named(found, "pathwise-query-sum").found.interesting > 0 &&
                  !result_named(found, "pathwise-query-sum").found.worst.vacuous,
              "a bound on the query sum that says something");
}

// ---- the query sum

// The family of cubic-query-sum-lower: model i differs from the first at question i alone, for certain. The next of them
// is collected, since 1/18 > 1/10 * 1/2, and so each is asked about.
TEST(PathClaims, TheQuerySumIsNearlyAttained) {
  const std::size_t others = 9;
  Path path{{ratio(1, 2)}, ratio(1, 10), Threshold::strict, 0, {}, std::vector<ActionIndex>(others, 0)};
  path.priors.resize(1 + others, ratio(1, 18));
  for (std::size_t t = 0; t < others; ++t) {
    path.laws.emplace_back(1 + others, Distribution::certain(0, 2));
    path.laws.back()[1 + t] = Distribution::certain(1, 2);
  }
  const PathResult sum = result_named(along(path, CautiousImitator<>{}), "pathwise-query-sum");
  EXPECT_EQ(sum.found.worst.verdict, Verdict::holds);
  EXPECT_EQ(sum.found.worst.value->exact(), 9);
  EXPECT_EQ(sum.found.worst.bound->exact(), 10);  // (2 - 1)/(1/10), and nothing for the answers
}

// Two models take turns at falling behind one that never is quite certain; what they lose they regain.
TEST(PathClaims, TheQuerySumNeedsTheNumberOfModels) {
  const std::size_t questions = 600;
  const Rational nearly = ratio(99, 100);
  Path path{{ratio(1, 3), ratio(1, 3), ratio(1, 3)}, ratio(9, 20), Threshold::strict, 0, {},
            std::vector<ActionIndex>(questions, 0)};
  for (std::size_t t = 0; t < questions; ++t) {
    path.laws.push_back({yes_with(nearly), yes_with(1), yes_with(1)});
    path.laws.back()[1 + t % 2] = yes_with(nearly * nearly);
  }
  const PathResult sum =
      result_named(along(path, CautiousImitator<>{}, 1, Asks::always), "pathwise-query-sum");
  EXPECT_EQ(sum.found.worst.verdict, Verdict::holds);
  EXPECT_EQ(sum.found.worst.value->exact(), Rational(questions) * (1 - nearly * nearly));
  LogSum with_less(2 / path.alpha);  // M - 2 in the place of M
  with_less.add_log(-Rational(questions), nearly);
  EXPECT_EQ(at_most(sum.found.worst.value->exact(), with_less).verdict, Verdict::violated);
}

// ---- mistakes

template <class Fault>
bool found_out(std::string_view id) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    gen::Draw draw{rc::Random(seed)};
    if (verdict(along(drawn_path(draw), Fault{}, seed), id) == Verdict::violated) return true;
  }
  return false;
}

TEST(PathClaims, WhoLearnsOtherwiseIsFoundOut) {
  using namespace properties;
  EXPECT_TRUE(found_out<UpdateOnOwnActions>("mixture-regret"));
  EXPECT_TRUE(found_out<QueryBitInverted>("mixture-regret"));
  EXPECT_TRUE(found_out<ForgetToUpdate>("mixture-regret"));
  EXPECT_TRUE(found_out<LikelihoodCountedTwice>("mixture-regret"));
  EXPECT_TRUE(found_out<ZeroLikelihoodKept>("mixture-regret"));
  EXPECT_TRUE(found_out<LikelihoodCountedTwice>("pathwise-retention"));
}

TEST(PathClaims, WhoCollectsOtherwiseIsFoundOut) {
  using namespace properties;
  EXPECT_TRUE(found_out<DropLastCollected>("pathwise-retention"));
  EXPECT_TRUE(found_out<AlphaTimesTotal>("pathwise-retention"));
  EXPECT_TRUE(found_out<CollectBestOnly>("pathwise-retention"));
  EXPECT_TRUE(found_out<DropFirstCollected>("top-prefix"));
  EXPECT_TRUE(found_out<AlphaTimesBestOnly>("top-size"));
}

TEST(PathClaims, WhoAnswersOtherwiseIsFoundOut) {
  using namespace properties;
  EXPECT_TRUE(found_out<MeanInsteadOfMinimum>("top-dominance"));
  EXPECT_TRUE(found_out<MaximumInsteadOfMinimum>("top-dominance"));
  EXPECT_TRUE(found_out<FollowBestModel>("top-dominance"));
  EXPECT_TRUE(found_out<RenormalisedMinimum>("top-dominance"));
  EXPECT_TRUE(found_out<ThetaFromTheMean>("top-dominance"));
}

TEST(PathClaims, WhoAsksOtherwiseIsFoundOut) {
  // Certain models at alpha = 1/2: at most (2 - 1)/(1/2) = 2.
  Path path{{ratio(1, 2), ratio(1, 2)}, ratio(1, 2), Threshold::strict, 0, {}, {0, 0, 0}};
  path.laws.assign(3, {yes_with(1), yes_with(1)});
  EXPECT_TRUE(all_hold(along(path, CautiousImitator<>{})));
  EXPECT_EQ(verdict(along(path, properties::AskWheneverTwoAreCollected{}), "pathwise-query-sum"),
            Verdict::violated);
  path.laws.assign(3, {yes_with(1), yes_with(0)});
  EXPECT_TRUE(all_hold(along(path, CautiousImitator<>{})));
  EXPECT_EQ(verdict(along(path, properties::ForgetToUpdate{}), "pathwise-query-sum"), Verdict::violated);
}

// ---- along a run

std::vector<PathResult> claims_of(RunOptions o, RecordedArithmetic arithmetic = RecordedArithmetic::exact) {
  const Recording r = recorded_tests::drawn_table(60, 4);
  o.forced = 6;
  return imitate_recorded(arithmetic, r, recorded_class({"features", "kt:2", "leaning:9/10"}, r), o).claims;
}

TEST(PathClaims, HoldAlongARun) {
  RunOptions o;
  for (const Threshold threshold : {Threshold::strict, Threshold::non_strict}) {
    o.rule = CautiousAnswers{ratio(1, 20), threshold};
    const auto found = claims_of(o);
    ASSERT_EQ(found.size(), 6u);
    EXPECT_TRUE(all_hold(found));
    for (const PathResult& r : found) EXPECT_GT(r.found.interesting, 0u) << r.found.claim->id;
  }
}

TEST(PathClaims, AnImitatorThatReadsUnrevealedAnswersIsFoundOut) {
  RunOptions o;
  o.rule = CautiousAnswers{ratio(1, 20)};
  o.revealed = Revealed::always;
  const auto found = claims_of(o);
  EXPECT_EQ(verdict(found, "mixture-regret"), Verdict::violated);
  EXPECT_TRUE(result_named(found, "mixture-regret").question);
}

TEST(PathClaims, NothingIsDecidedInFloatingPointNorOfRivals) {
  RunOptions o;
  EXPECT_TRUE(claims_of(o, RecordedArithmetic::floating).empty());
  o.rule = ConfidentMixture{ratio(3, 4)};
  EXPECT_TRUE(claims_of(o).empty());
}

TEST(PathClaims, ARecordingThatNoModelExplains) {
  Path path{{ratio(1, 2), ratio(1, 2)}, ratio(1, 2), Threshold::strict, 1, {}, {1, 0, 1}};
  path.laws.assign(3, {yes_with(1), yes_with(1)});
  const auto found = along(path, CautiousImitator<>{});
  EXPECT_TRUE(all_hold(found));
  EXPECT_EQ(result_named(found, "mixture-regret").found.worst.detail, "no model explains what was revealed");
  EXPECT_THROW(PathAudit({}, ratio(1, 2), Threshold::strict), std::invalid_argument);
}

}  // namespace
}  // namespace qed
