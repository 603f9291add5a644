#include "qed/claims/check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <sstream>

#include "qed/claims/by_rule.hpp"
#include "qed/claims/check_sampled.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/evaluate/certificate.hpp"
#include "qed/evaluate/forever.hpp"
#include "qed/exact/linear.hpp"
#include "qed/imitation/score_rule.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/defect.hpp"
#include "tests/claims/hand_made_node.hpp"
#include "tests/model/small_classes.hpp"
#include "tests/shipped_class.hpp"

namespace qed {
namespace {

using testing::law_of;
using testing::q;

using test::shipped;

const ClaimResult& of(const CheckResult& result, std::string_view id) {
  for (const ClaimResult& r : result.claims)
    if (r.claim->id == id) return r;
  throw std::out_of_range(std::string(id));
}

void expect_all_hold(const CheckResult& result) {
  EXPECT_EQ(result.verdict(), Verdict::holds);
  for (const ClaimResult& r : result.claims)
    EXPECT_TRUE(r.worst.verdict == Verdict::holds || r.worst.verdict == Verdict::not_applicable)
        << r.claim->id << ": " << to_string(r.worst.verdict) << " " << r.worst.detail;
}

// Actions 1, 2, 3; the demonstrator (1/8, 1/8, 3/4), the others certain of action 1 and of action 2; alpha =
// 1/4.
ModelClass three_model_retention(unsigned horizon) {
  ModelClass c;
  c.name = "retention attained";
  c.actions = {"1", "2", "3"};
  c.observations = {"-"};
  c.environment = Environment::silent(3);
  c.models = {{"mu", q(1, 2), Iid{law_of({q(1, 8), q(1, 8), q(3, 4)})}},
              {"one", q(1, 4), Iid{Distribution::certain(0, 3)}},
              {"two", q(1, 4), Iid{Distribution::certain(1, 3)}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = q(1, 4);
  c.horizon = horizon;
  c.validate();
  return c;
}

TEST(Check, TwoCoins) {
  const CheckResult result = check(shipped("two-coins"));
  expect_all_hold(result);
  EXPECT_EQ(result.claims.size(), 19u);  // all but the families
  EXPECT_EQ(result.evaluation.quantities.S3, Rational("370433465877390025/288230376151711744"));
  EXPECT_EQ(of(result, "cubic-query-sum-sharp").worst.value->exact(), result.evaluation.quantities.S3);
  EXPECT_EQ(of(result, "truth-retention").worst.value->exact(),
            Rational("139601481392392271/144115188075855872"));
  // Odds 3^k, |k| <= 3: seven nodes. The truth is collected but for k = 3, both models where |k| <= 2.
  EXPECT_EQ(of(result, "top-prefix").exercised, 7u);
  EXPECT_EQ(of(result, "top-prefix").interesting, 2u);
  EXPECT_EQ(of(result, "no-query-dominance").exercised, 6u);
  EXPECT_EQ(of(result, "no-query-dominance").interesting, 5u);
  EXPECT_EQ(of(result, "no-query-dominance").worst.ratio->exact(), 1);
  EXPECT_TRUE(of(result, "no-query-dominance").history.empty());  // the first of equals: the root
}

TEST(Check, TheWorstNodeComesWithItsHistory) {
  // query-drift on two coins: needed = 1/240 where theta = 1/2. The drop is (1/60) ln 3 while the odds 3^k
  // stay above alpha; at k = -2 a tail brings them from y = 10/9 to 10/27 and a head to 10/3, so it is (1/20)
  // [g(10/9) - 3/4 (10/27) - 1/4 g(10/3)] = 0.01709 < 0.01831 = (1/60) ln 3: the worst. First reached by two
  // queried tails.
  const CheckResult result = check(two_coins(4));
  const ClaimResult& drift = of(result, "query-drift");
  EXPECT_EQ(drift.history, (History{{true, 0, 0}, {true, 0, 0}}));
  EXPECT_EQ(drift.worst.value->exact(), q(1, 240));
  EXPECT_GT(drift.worst.bound->lower(), q(1709, 100000));
  EXPECT_LT(drift.worst.bound->upper(), q(1710, 100000));
}

TEST(Check, WeatherAndHabit) {
  const CheckResult result = check(shipped("weather-habit"));
  expect_all_hold(result);
  EXPECT_EQ(of(result, "cubic-query-sum").worst.value->exact(),
            Rational("7836304400489774771041/6400000000000000000000"));
  const auto& events = result.evaluation.quantities.events;
  const auto rain = std::ranges::find(events, "walks into the rain twice", &EventProbabilities::name);
  ASSERT_NE(rain, events.end());
  EXPECT_EQ(*rain->imitator_and_retained, Rational("282317163800426993043/800000000000000000000"));
  // Alone in the class it is what unlikeliness reports.
  ModelClass only_rain = shipped("weather-habit");
  std::erase_if(only_rain.events, [](const Event& e) { return e.name != "walks into the rain twice"; });
  const std::string_view only[] = {"unlikeliness"};
  const Comparison unlikely = check(only_rain, {}, {}, only).claims.at(0).worst;
  EXPECT_EQ(unlikely.value->exact(), *rain->imitator_and_retained);
  EXPECT_EQ(unlikely.detail.find("event \"walks into the rain twice\""), 0u);
}

TEST(Check, LoadedDice) {
  const CheckResult result = check(shipped("loaded-dice"));
  expect_all_hold(result);
  const Rational S1("44654445153638509763687/9211413321697223245824");
  EXPECT_EQ(of(result, "query-count").worst.value->exact(), S1 * S1 * S1);
  EXPECT_EQ(of(result, "cubic-query-sum-sharp").worst.value->exact(),
            Rational("297881587094053262212793/331610879581100036849664"));
}

TEST(Check, RetentionIsAttainedByThreeModels) {
  const CheckResult result = check(three_model_retention(2));
  expect_all_hold(result);
  const Comparison& sharp = of(result, "truth-retention-sharp").worst;
  EXPECT_EQ(sharp.value->exact(), q(3, 4));
  EXPECT_EQ(sharp.bound->exact(), q(3, 4));
  EXPECT_EQ(sharp.ratio->exact(), 1);
}

TEST(Check, DecidesOnlyWhatIsAskedFor) {
  const std::vector<std::string_view> only{"query-count", "top-size"};
  const CheckResult result = check(two_coins(3), {}, {}, only);
  ASSERT_EQ(result.claims.size(), 2u);
  EXPECT_EQ(result.claims[0].claim->id, "top-size");  // the registry's order
  EXPECT_EQ(result.claims[1].claim->id, "query-count");
  const std::vector<std::string_view> unknown{"top-sise"};
  EXPECT_THROW(check(two_coins(3), {}, {}, unknown), std::invalid_argument);
  const std::vector<std::string_view> family{"product-growth"};
  EXPECT_TRUE(check(two_coins(3), {}, {}, family).claims.empty());
}

TEST(Check, AnOutsideDemonstratorLeavesFiveClaims) {
  ModelClass c = two_coins(3);
  c.demonstrator = Model{"fair", q(1), Iid{Distribution::uniform(2)}};
  const CheckResult result = check(c);
  EXPECT_EQ(result.verdict(), Verdict::holds);
  std::vector<std::string_view> applied;
  for (const ClaimResult& r : result.claims)
    if (r.worst.verdict != Verdict::not_applicable) applied.push_back(r.claim->id);
  EXPECT_EQ(applied, (std::vector<std::string_view>{"top-prefix", "top-size", "query-identity", "query-count",
                                                    "product-growth-log"}));
  EXPECT_EQ(of(result, "query-drift").worst.detail, "the demonstrator is outside the class");
  EXPECT_EQ(of(result, "query-drift").exercised, 0u);
  EXPECT_EQ(of(result, "cubic-query-sum").worst.value->exact(), result.evaluation.quantities.S3);
}

TEST(Check, AClaimThatMeetsNoNodeHolds) {
  ModelClass c = two_coins(1);  // prior 1/100 against 99/100 at alpha = 1/10: the truth is not collected
  c.models[0].prior = q(1, 100);
  c.models[1].prior = q(99, 100);
  const CheckResult result = check(c);
  const ClaimResult& dominance = of(result, "step-dominance");
  EXPECT_EQ(dominance.worst.verdict, Verdict::holds);
  EXPECT_EQ(dominance.exercised, 0u);
  EXPECT_FALSE(dominance.worst.value);
}

TEST(Check, ForcedStepsAreLeftOutOfTheCubicSums) {
  ModelClass c = two_coins(3);
  c.models[0].prior = q(97, 100);  // odds 3/97 < 1/10: at first nothing is asked of its own accord
  c.models[1].prior = q(3, 100);
  c.forced_queries = 2;
  const CheckResult result = check(c);
  expect_all_hold(result);
  // Two heads (1/16) make the odds 27/97 > 1/10, and the third step asks with 1/2: 2 + 1/16 (1/2)^3.
  EXPECT_EQ(result.evaluation.quantities.S3, 2 + q(1, 128));
  EXPECT_EQ(of(result, "cubic-query-sum-sharp").worst.value->exact(), q(1, 128));
  EXPECT_EQ(of(result, "query-drift").worst.value->exact(), q(1, 240));
  EXPECT_EQ(of(result, "query-drift").interesting, 1u);
}

TEST(Check, ALimitMakesTheVerdictUndecidedButKeepsWhatWasDecided) {
  EvaluateOptions options;
  options.limits.max_states = 3;
  const CheckResult result = check(two_coins(20), {}, options);
  ASSERT_EQ(result.evaluation.ended, Ended::state_limit);
  ASSERT_LT(result.evaluation.quantities.horizon, 20u);
  EXPECT_EQ(result.verdict(), Verdict::undecided);
  const Comparison& sum = of(result, "cubic-query-sum-sharp").worst;
  EXPECT_EQ(sum.verdict, Verdict::holds);
  EXPECT_EQ(sum.detail, "decided for the first " + std::to_string(result.evaluation.quantities.horizon) +
                            " of 20 steps: a limit was reached");
}

// The root's step is done, and by then its three children were met; one step alone exercises the claim once.
TEST(Check, ALimitLeavesNodesOfTheNextStepAndSaysSo) {
  EvaluateOptions options;
  options.limits.max_states = 1;
  const CheckResult result = check(two_coins(20), {}, options), one = check(two_coins(1));
  ASSERT_EQ(result.evaluation.quantities.horizon, 1u);
  EXPECT_EQ(of(one, "top-prefix").exercised, 1u);
  EXPECT_EQ(of(result, "top-prefix").exercised, 3u);
  EXPECT_EQ(of(result, "top-prefix").worst.detail,
            "decided for the first 1 of 20 steps and what was met of the next: a limit was reached");
  EXPECT_EQ(of(result, "cubic-query-sum-sharp").worst.detail,
            "decided for the first 1 of 20 steps: a limit was reached");
}

// Plays the mean of the two coins: heads too often, and asks too rarely.
struct MeanImitator : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    std::vector<Rational> answered = minimum_over(top, s.predictions, s.demonstrator.size());
    for (Rational& p : answered) p = (p + ratio(1, 2)) / 2;
    return ask_with_the_rest(std::move(answered), s.demonstrator);
  }
  bool settles() const { return false; }
};

TEST(Check, AFaultyImitatorIsViolatedWithANodeToShow) {
  const CheckResult result = check(two_coins(2), Imitator("mean", MeanImitator{}));
  EXPECT_EQ(result.verdict(), Verdict::violated);
  const ClaimResult& dominance = of(result, "no-query-dominance");
  EXPECT_EQ(dominance.worst.verdict, Verdict::violated);
  EXPECT_EQ(dominance.worst.ratio->exact(), q(3, 2));  // (1/4 + 1/2)/2 = 3/8 against 1/4
  EXPECT_TRUE(dominance.history.empty());
}

TEST(Check, ARefutedClaimNeverTouchesTheVerdict) {
  CheckResult result;
  ClaimResult refuted{&claim("product-growth"), {}, 0, 0, {}};
  refuted.worst.verdict = Verdict::violated;
  result.claims.push_back(refuted);
  EXPECT_EQ(result.verdict(), Verdict::holds);
  ClaimResult binding{&claim("top-size"), {}, 0, 0, {}};
  binding.worst.verdict = Verdict::undecided;
  result.claims.push_back(binding);
  EXPECT_EQ(result.verdict(), Verdict::undecided);
  binding.worst.verdict = Verdict::violated;
  result.claims.push_back(binding);
  EXPECT_EQ(result.verdict(), Verdict::violated);
}

// Every way from a class to results.
struct Door {
  std::string_view name;
  std::function<void(const ModelClass&)> enter;
};
std::vector<Door> doors() {
  SamplingOptions paths;
  paths.samples = 50;
  paths.jobs = 2;
  const Quantities stated = evaluate(shipped("two-coins", 3)).quantities;
  std::vector<Door> doors{
      {"check", [](const ModelClass& c) { check(c); }},
      {"evaluate", [](const ModelClass& c) { evaluate(c); }},
      {"check_sampled", [paths](const ModelClass& c) { check_sampled(c, {}, paths); }},
      {"sample", [paths](const ModelClass& c) { sample(c, {}, paths); }},
      {"check_by_rule", [](const ModelClass& c) { check_by_rule(c, built_in_rule("brier", 1)); }},
      {"evaluate_by_rule", [](const ModelClass& c) { evaluate_by_rule(c, built_in_rule("brier", 1)); }},
      {"write_certificate", [stated](const ModelClass& c) {
         std::ostringstream out;
         write_certificate(out, "", c, stated, {});
       }}};
  if (has_linear_algebra()) doors.push_back({"solve_forever", [](const ModelClass& c) { solve_forever(c); }});
  return doors;
}

TEST(Doors, AnInvalidClassIsRefusedInTheWordsThatAFileMeets) {
  const auto expect_refused = [](const std::function<void(ModelClass&)>& break_it,
                                 const std::string& message) {
    ModelClass c = shipped("two-coins", 3);
    break_it(c);
    for (const Door& door : doors())
      EXPECT_EQ(test::message_of<Defect>([&] { door.enter(c); }), message) << door.name;
  };
  expect_refused([](ModelClass& c) { c.alpha = 2; },
                 "/alpha: found 2, expected a number above 0 and below 1");
  expect_refused([](ModelClass& c) { c.models[1].prior = q(3, 4); },
                 "/models: found priors that sum to 5/4, expected at most 1");
  expect_refused([](ModelClass& c) { c.demonstrator = ModelIndex{7}; },
                 "/demonstrator: found model number 7, expected a number below 2, the number of models");
  expect_refused(
      [](ModelClass& c) { c.models[1].policy = Iid{Distribution::uniform(3)}; },
      "/models/1/probabilities: found 3 probabilities, expected 2, one for each of \"tails\", \"heads\"");
  expect_refused([](ModelClass& c) { c.environment.states[0].next.pop_back(); },
                 "/environment/states/silent/next: found transitions for 1 actions, expected 2");
  for (const Door& door : doors()) EXPECT_NO_THROW(door.enter(shipped("two-coins", 3))) << door.name;
}

// A user's own policy: right at first, and from the second step on uniform over as many outcomes as it was told.
struct UniformLater {
  std::size_t outcomes;
  Distribution law(std::span<const Percept> h) const {
    return Distribution::uniform(h.empty() ? 2 : outcomes);
  }
};

TEST(Doors, ALawOfAUsersPolicyThatIsNotOverTheActionsIsRefused) {
  const auto expect_refused = [](const ModelClass& c, const std::string& whose, const std::string& outcomes) {
    for (const Door& door : doors()) {
      if (door.name == "write_certificate") continue;  // there is none for policies of C++ code
      const std::string message = test::message_of<std::invalid_argument>([&] { door.enter(c); });
      EXPECT_TRUE(message.starts_with(whose + ": found a law over " + outcomes +
                                      " after (action, observation) = (") &&
                  message.ends_with("), expected 2, one for each action"))
          << door.name << ": " << message;
    }
  };
  for (const auto& [outcomes, text] :
       {std::pair<std::size_t, std::string>{1, "1 outcome"}, {3, "3 outcomes"}}) {
    const Custom policy = custom_policy(UniformLater{outcomes});
    ModelClass c = shipped("two-coins", 3);
    c.models[1].policy = policy;
    expect_refused(c, "model \"high\"", text);
    c.demonstrator = ModelIndex{1};
    expect_refused(c, "model \"high\"", text);
    c = shipped("two-coins", 3);
    c.demonstrator = Model{"", 0, policy};
    expect_refused(c, "the demonstrator", text);
  }
}

TEST(ProductGrowth, IsExponentialOnTwoCoins) {
  const std::vector<unsigned> horizons{1, 2, 3, 4, 20, 60};
  const auto lines = product_growth_on_two_coins(horizons);
  EXPECT_EQ(lines[0].expected_product, q(3, 2));
  EXPECT_EQ(lines[1].expected_product, q(9, 4));
  EXPECT_EQ(lines[2].expected_product, q(27, 8));
  EXPECT_EQ(lines[3].expected_product, q(10179, 2048));  // proofs-notes/trajectories.md#product-growth
  EXPECT_EQ(lines[4].expected_product, Rational("21529548032969556491079123/37778931862957161709568"));
  for (const ProductGrowth& line : lines) {  // 2/3 (21/16)^N <= E prod <= 84/5 (21/16)^N, proved there
    EXPECT_GE(line.expected_product, q(2, 3) * line.exponential);
    EXPECT_LE(line.expected_product, q(84, 5) * line.exponential);
  }
  EXPECT_EQ(lines[1].exponential, q(441, 256));
  EXPECT_EQ(lines[5].quadratic, 3600);
  EXPECT_GT(lines[5].expected_product, 1000 * lines[5].quadratic);
}

}  // namespace
}  // namespace qed
