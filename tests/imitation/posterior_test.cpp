#include "qed/imitation/posterior.hpp"

#include <gtest/gtest.h>

#include "qed/model/class_file.hpp"
#include "tests/shipped_class.hpp"

namespace qed {
namespace {

TEST(Posterior, PriorWeightsAreTheIntegersInLowestTerms) {
  const ModelClass c = test::shipped("loaded-dice");
  EXPECT_EQ(prior_weights(c), (Weights{3, 2, 1}));  // 1/2 : 1/3 : 1/6
}

TEST(Posterior, ReduceDividesByTheGreatestCommonDivisor) {
  Weights w{12, 0, 18};
  reduce(w);
  EXPECT_EQ(w, (Weights{2, 0, 3}));
  Weights nothing{0, 0};
  reduce(nothing);
  EXPECT_EQ(nothing, (Weights{0, 0}));
}

TEST(Posterior, BayesMultipliesByTheLikelihoodAndKeepsDeadModelsDead) {
  const Distribution low({ratio(3, 4), ratio(1, 4)}), high({ratio(1, 3), ratio(2, 3)}),
      never({Rational(1), Rational(0)});
  const std::vector<const Distribution*> predictions{&low, &high, &never, nullptr};
  const Weights prior{2, 3, 5, 0};
  // Action 1: 2 * 1/4 : 3 * 2/3 : 5 * 0 = 1/2 : 2 : 0 = 1 : 4 : 0. The dead model's prediction is not read.
  EXPECT_EQ(Bayes{}(prior, predictions, 1), (Weights{1, 4, 0, 0}));
}

}  // namespace
}  // namespace qed
