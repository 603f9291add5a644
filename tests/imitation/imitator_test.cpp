#include "qed/imitation/imitator.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace qed {
namespace {

struct TwoCoins {
  Distribution low{{ratio(3, 4), ratio(1, 4)}}, high{{ratio(1, 4), ratio(3, 4)}};
  std::vector<const Distribution*> predictions{&low, &high};
  Weights weights{1, 1};
  Rational alpha = ratio(1, 10);
  Situation situation{weights, predictions, low, alpha, Threshold::strict};
};

TEST(CautiousImitator, PlaysTheMinimumAndAsksWithTheRest) {
  const TwoCoins coins;
  const Imitator imitator;
  const TopSet top = imitator.top_set(coins.situation);
  const StepLaw law = imitator.step(coins.situation, top);
  EXPECT_EQ(law.answered, (std::vector<Rational>{ratio(1, 4), ratio(1, 4)}));
  EXPECT_EQ(law.query_probability, ratio(1, 2));                            // 1 - 1/4 - 1/4
  EXPECT_EQ(law.asked, (std::vector<Rational>{ratio(3, 8), ratio(1, 8)}));  // 1/2 * (3/4, 1/4)
}

TEST(CautiousImitator, LearnsFromQueriesOnly) {
  const TwoCoins coins;
  const Imitator imitator;
  EXPECT_EQ(imitator.update(coins.situation, false, 0), (Weights{1, 1}));
  EXPECT_EQ(imitator.update(coins.situation, true, 0), (Weights{3, 1}));
}

TEST(CautiousImitator, AsksForSureWhereNoModelIsLeft) {
  const TwoCoins coins;
  const StepLaw law = CautiousImitator<>{}.step(coins.situation, TopSet(std::vector<ModelIndex>{}));
  EXPECT_EQ(law.query_probability, 1);
  EXPECT_EQ(law.asked, (std::vector<Rational>{ratio(3, 4), ratio(1, 4)}));
}

// The update rule is a parameter: likelihoods to the power 2, say.
struct CountTwice {
  Weights operator()(std::span<const Integer> w, std::span<const Distribution* const> p,
                     ActionIndex a) const {
    return Bayes{}(Bayes{}(w, p, a), p, a);
  }
};
TEST(CautiousImitator, TakesAnotherUpdateRule) {
  static_assert(UpdateRule<CountTwice> && ImitatorRule<CautiousImitator<CountTwice>>);
  const TwoCoins coins;
  EXPECT_EQ(Imitator("twice", CautiousImitator<CountTwice>{}).update(coins.situation, true, 0),
            (Weights{9, 1}));
}

// An imitator whose members are what a test says.
struct Scripted : CautiousImitator<> {
  std::function<TopSet(const Situation&)> collect = {};
  std::function<StepLaw(const Situation&, const TopSet&)> play = {};
  std::function<Weights(const Situation&, bool asked, ActionIndex)> learn = {};
  TopSet top_set(const Situation& s) const { return collect ? collect(s) : CautiousImitator::top_set(s); }
  StepLaw step(const Situation& s, const TopSet& top) const {
    return play ? play(s, top) : CautiousImitator::step(s, top);
  }
  Weights update(const Situation& s, bool asked, ActionIndex a) const {
    return learn ? learn(s, asked, a) : CautiousImitator::update(s, asked, a);
  }
};

template <class Call>
std::string complaint(Call call) {
  try {
    call();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "";
}

TEST(Imitator, CollectsModelsOfPositiveWeightOnceEach) {
  TwoCoins coins;
  coins.weights = {1, 0};
  const auto refused = [&](std::vector<ModelIndex> members) {
    Scripted rule;
    rule.collect = [&](const Situation&) { return TopSet(members); };
    return complaint([&] { Imitator("odd", rule).top_set(coins.situation); });
  };
  EXPECT_EQ(refused({0}), "");
  EXPECT_EQ(refused({2}), "imitator 'odd' collects model 2 (from 0) of 2");
  EXPECT_EQ(refused({0, 1}),
            "imitator 'odd' collects model 1 (from 0), whose weight is 0; expected weights above 0");
  EXPECT_EQ(refused({0, 0}), "imitator 'odd' collects model 0 (from 0) twice");
}

TEST(Imitator, UpdatesToOneWeightPerModelNoneNegativeNoneRevived) {
  TwoCoins coins;
  coins.weights = {1, 0};
  const auto refused = [&](const Weights& after) {
    Scripted rule;
    rule.learn = [&](const Situation&, bool, ActionIndex) { return after; };
    return complaint([&] { Imitator("odd", rule).update(coins.situation, true, 0); });
  };
  EXPECT_EQ(refused({3, 0}), "");
  EXPECT_EQ(refused({1}), "imitator 'odd' updates to 1 weights, expected 2");
  EXPECT_EQ(refused({-1, 0}), "imitator 'odd' gives model 0 (from 0) the weight -1, expected at least 0");
  EXPECT_EQ(
      refused({2, 1}),
      "imitator 'odd' gives model 1 (from 0), whose weight was 0, the weight 1; expected that a refuted "
      "model stays refuted");
}

// 1 <= 1/10 * 20 collects the first coin alone.
std::string refused_to_settle(const Scripted& rule) {
  TwoCoins coins;
  coins.weights = {20, 1};
  const Imitator imitator("odd", rule);
  const TopSet top = imitator.top_set(coins.situation);
  EXPECT_EQ(top.size(), 1u);
  const StepLaw law = imitator.step(coins.situation, top);
  const std::string refused = complaint([&] { EXPECT_TRUE(imitator.settles_at(coins.situation, top, law)); });
  const std::string start = "imitator 'odd' settles, but where model 0 (from 0) alone is collected it ";
  const std::string end = ": override its settles() to return false";
  if (refused.empty()) return "";
  EXPECT_TRUE(refused.starts_with(start) && refused.ends_with(end)) << refused;
  return refused.substr(start.size(), refused.size() - start.size() - end.size());
}

TEST(Imitator, SettlesOnlyWhereNothingIsAskedOrLearned) {
  EXPECT_EQ(refused_to_settle({}), "");
  Scripted rule;
  rule.play = [](const Situation& s, const TopSet&) {
    return ask_with_the_rest({ratio(1, 4), ratio(1, 4)}, s.demonstrator);
  };
  EXPECT_EQ(refused_to_settle(rule), "states the query probability 1/2");
  rule.play = [](const Situation&, const TopSet&) { return StepLaw{0, {ratio(1, 2), 0}, {0, ratio(1, 2)}}; };
  EXPECT_EQ(refused_to_settle(rule), "asks and then plays an action with probability 1/2");
  rule.play = {};
  rule.learn = [](const Situation& s, bool, ActionIndex a) { return Bayes{}(s.weights, s.predictions, a); };
  EXPECT_EQ(refused_to_settle(rule), "learns from its own action 0 (from 0)");
  rule.learn = [](const Situation& s, bool, ActionIndex) {
    return Weights{2 * s.weights[0], 2 * s.weights[1]};
  };
  EXPECT_EQ(refused_to_settle(rule), "");  // the same posterior
}

// The engine goes on without those that are not collected.
TEST(Imitator, SettlesOnlyWhereTheOtherModelsDoNotMatter) {
  Scripted rule;
  rule.play = [](const Situation& s, const TopSet&) {
    return s.weights[1] == 0 ? StepLaw{0, {1, 0}, {0, 0}} : StepLaw{0, {0, 1}, {0, 0}};
  };
  EXPECT_EQ(refused_to_settle(rule), "does otherwise than if the other models were refuted");
}

TEST(Imitator, DoesNotSettleWithTwoCollectedOrWhereItSaysSo) {
  const TwoCoins coins;
  const Imitator imitator;
  const TopSet both = imitator.top_set(coins.situation);
  EXPECT_FALSE(imitator.settles_at(coins.situation, both, imitator.step(coins.situation, both)));
  struct Never : CautiousImitator<> {
    bool settles() const { return false; }
  };
  const Imitator never("never", Never{});
  const TopSet one(std::vector<ModelIndex>{0});
  EXPECT_FALSE(never.settles_at(coins.situation, one, never.step(coins.situation, one)));
}

}  // namespace
}  // namespace qed
