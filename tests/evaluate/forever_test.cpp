// The infinite horizon, against arithmetic by hand and against long finite horizons.
#include "qed/evaluate/forever.hpp"

#include <gtest/gtest.h>

#include "properties/generators/model_class.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/exact/linear.hpp"

namespace qed {
namespace {

ModelClass iid_class(std::vector<Rational> priors, std::vector<std::vector<Rational>> laws, Rational alpha) {
  ModelClass c;
  c.name = "by hand";
  for (std::size_t a = 0; a < laws[0].size(); ++a) c.actions.push_back(std::to_string(a));
  c.observations = {"-"};
  c.environment = Environment::silent(laws[0].size());
  for (std::size_t m = 0; m < laws.size(); ++m)
    c.models.push_back({"model " + std::to_string(m), priors[m], Iid{Distribution(laws[m])}});
  c.demonstrator = ModelIndex{0};
  c.alpha = alpha;
  c.horizon = 1;
  c.validate();
  return c;
}

Forever enclosed_at(ModelClass c, unsigned horizon) {
  c.horizon = horizon;
  EvaluateOptions options;
  options.unspent = true;
  return enclose_forever(c, evaluate(c, {}, options));
}

// Linear systems need FLINT, which is optional; enclosures do not.
class SolvedForever : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_linear_algebra()) GTEST_SKIP() << "built without FLINT";
  }
};

// Odds 3^k, k = 0 at first; |k| <= 2 asks with theta = 1/2, and k = 3, -3 settle on the wrong and the right model. An
// asked step goes up with 1/4. From 0 the walk ends at 3 with probability (1 - 3^3)/(1 - 3^6) = 1/28, after
// (3/28 - 3 * 27/28)/(1/4 - 3/4) = 39/7 asked steps; one is asked in two, so S3 = (1/8) * 2 * 39/7.
TEST_F(SolvedForever, TwoCoinsExactly) {
  const auto forever = solve_forever(two_coins(20));
  ASSERT_TRUE(forever);
  EXPECT_EQ(forever->unsettled_nodes, 5u);
  EXPECT_EQ(forever->S3->lower, ratio(39, 28));
  EXPECT_TRUE(forever->S3->exact());
  EXPECT_EQ(forever->truth_retained->lower, ratio(27, 28));
  EXPECT_TRUE(forever->truth_retained->exact());
  EXPECT_EQ(forever->product_growth->lower, ratio(21, 16));
  EXPECT_TRUE(forever->product_growth->exact());
}

TEST(Forever, TwoCoinsEnclosedByPasses) {
  Rational width = 100;
  for (const unsigned horizon : {1u, 20u, 100u, 400u}) {
    const Forever forever = enclosed_at(two_coins(horizon), horizon);
    EXPECT_LE(forever.S3->lower, ratio(39, 28));
    EXPECT_GE(forever.S3->upper, ratio(39, 28));
    EXPECT_LE(forever.truth_retained->lower, ratio(27, 28));
    EXPECT_GE(forever.truth_retained->upper, ratio(27, 28));
    EXPECT_LT(forever.S3->width(), width);
    width = forever.S3->width();
  }
  EXPECT_LT(width, ratio(1, 1'000'000'000));
}

// mu = (alpha, 1 - alpha), pi certain of 0: theta = 1 - alpha while both are there; an asked 0, probability alpha, loses
// the truth and an asked 1 removes pi. So P(E) = 1 - alpha, and S3 = (1 - alpha)^3 times 1/(1 - alpha) steps.
TEST_F(SolvedForever, TwoModelsOnlyApproachTheRetentionBound) {
  const Rational alpha = ratio(1, 4);
  const auto forever =
      solve_forever(iid_class({ratio(1, 2), ratio(1, 2)}, {{ratio(1, 4), ratio(3, 4)}, {1, 0}}, alpha));
  EXPECT_EQ(forever->truth_retained->lower, ratio(3, 4));
  EXPECT_EQ(forever->S3->lower, ratio(9, 16));
  // One state, left with probability 3/4; the weight of the loop is (1 + 3/4) 1/4.
  EXPECT_EQ(forever->product_growth->lower, 1);
}

// Two models that agree are never told apart: unsettled for good, and nothing is asked.
TEST_F(SolvedForever, TwinsStayTogetherAndAskNothing) {
  const auto forever = solve_forever(iid_class(
      {ratio(1, 2), ratio(1, 2)}, {{ratio(1, 2), ratio(1, 2)}, {ratio(1, 2), ratio(1, 2)}}, ratio(1, 4)));
  EXPECT_EQ(forever->S3->lower, 0);
  EXPECT_EQ(forever->truth_retained->lower, 1);
  EXPECT_EQ(forever->product_growth->upper, 1);
}

// An outside demonstrator refutes every model: the top set is empty for good, and every step asks.
TEST_F(SolvedForever, AnOutsideDemonstratorMayAskForEver) {
  ModelClass c = iid_class({ratio(1, 2), ratio(1, 2)}, {{1, 0, 0}, {0, 1, 0}}, ratio(1, 4));
  c.demonstrator = Model{"outside", 1, Iid{Distribution({0, 0, 1})}};
  const auto forever = solve_forever(c);
  EXPECT_FALSE(forever->S3);
  EXPECT_FALSE(forever->truth_retained);
  EXPECT_EQ(forever->product_growth->lower, 2);
}

// Two coins at alpha = 1/4: |k| <= 1, and W = 3/2 (1/2 + P/2), where P has radius sqrt(2 * 1/4 * 3/4). So the growth r is
// irrational: (4 r/3 - 1)^2 = 3/8.
TEST_F(SolvedForever, AnIrrationalGrowthIsEnclosed) {
  ModelClass c = two_coins(20);
  c.alpha = ratio(1, 4);
  const Enclosed growth = *solve_forever(c)->product_growth;
  const auto square = [](const Rational& r) -> Rational { return (r * 4 / 3 - 1) * (r * 4 / 3 - 1); };
  EXPECT_FALSE(growth.exact());
  EXPECT_LT(square(growth.lower), ratio(3, 8));
  EXPECT_GT(square(growth.upper), ratio(3, 8));
  EXPECT_LT(growth.width(), ratio(1, 1'000'000'000));
}

// Two coins that lean one way and the other by three in so many digits, and that few odds settle.
ModelClass long_coins(unsigned digits) {
  Integer power = 1;
  for (unsigned i = 0; i < digits; ++i) power *= 10;
  const Rational low = ratio(power / 3, power), small = ratio(1, 1'000'000'000'000'000'000);
  return iid_class({ratio(1, 2), ratio(1, 2)}, {{low, 1 - low}, {1 - low, low}}, small * small * small);
}

// Some 360 nodes either way: with short numbers that is solved, with long ones it would take hours.
TEST_F(SolvedForever, LongNumbersAreNotBegun) {
  Unsolved why{};
  EXPECT_FALSE(solve_forever(long_coins(300), {}, {}, &why));
  EXPECT_EQ(why, Unsolved::long_numbers);
  ModelClass few = long_coins(12);
  few.alpha = ratio(1, 1000);
  ASSERT_TRUE(solve_forever(few, {}, {}, &why));
  EXPECT_TRUE(solve_forever(few, {}, {}, &why)->S3->exact());
}

TEST_F(SolvedForever, SaysWhatStoppedIt) {
  const ModelClass c = two_coins(20);  // 5 unsettled nodes, and two more that settle
  const auto reason = [&](const ForeverOptions& options) -> std::optional<Unsolved> {
    Unsolved why{};
    if (solve_forever(c, {}, options, &why)) return std::nullopt;
    return why;
  };
  EXPECT_EQ(reason({.most_nodes = 5}), std::nullopt);
  EXPECT_EQ(reason({.most_nodes = 4}), Unsolved::too_many_nodes);
  ForeverOptions options;
  options.limits = {.max_states = 7, .max_bytes = 1 << 20};
  EXPECT_EQ(reason(options), std::nullopt);
  options.limits.max_states = 6;
  EXPECT_EQ(reason(options), Unsolved::state_limit);
  options.limits = {.max_states = 7, .max_bytes = 2000};
  EXPECT_EQ(reason(options), Unsolved::memory_limit);
  std::atomic<bool> interrupted = false;
  options = {};
  options.interrupted = &interrupted;
  EXPECT_EQ(reason(options), std::nullopt);
  interrupted = true;
  EXPECT_EQ(reason(options), Unsolved::interrupted);
}

// Whatever can be solved lies in every enclosure, on random classes.
TEST_F(SolvedForever, SolutionsLieInTheEnclosuresOfRandomClasses) {
  unsigned solved = 0, interesting = 0;
  for (unsigned i = 0; i < 150; ++i) {
    const ModelClass c = gen::case_of(1, i).value();
    if (!c.demonstrator_inside()) continue;
    const auto exact = solve_forever(c, {}, {.most_nodes = 60});
    if (!exact) continue;
    ++solved;
    ASSERT_TRUE(exact->S3);
    interesting += !exact->S3->exact() || exact->S3->lower > 0;
    for (const unsigned horizon : {1u, 3u, 6u}) {
      const Forever enclosed = enclosed_at(c, horizon);
      EXPECT_LE(enclosed.S3->lower, exact->S3->lower) << i;
      EXPECT_GE(enclosed.S3->upper, exact->S3->lower) << i;
      EXPECT_LE(enclosed.truth_retained->lower, exact->truth_retained->lower) << i;
      EXPECT_GE(enclosed.truth_retained->upper, exact->truth_retained->lower) << i;
    }
  }
  EXPECT_GT(solved, 50u);
  EXPECT_GT(interesting, 25u);
}

}  // namespace
}  // namespace qed
