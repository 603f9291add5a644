#include "qed/imitation/imitator.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace qed
