// The family that reaches 3: the class as the engine sees it, one batch followed exactly, and batches drawn at random are
// three computations that must agree.
#include "qed/claims/constant_three.hpp"

#include <gtest/gtest.h>

#include "qed/claims/check.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/evaluate/forever.hpp"
#include "qed/exact/interval.hpp"
#include "qed/model/class_file.hpp"

namespace qed {
namespace {

ConstantThree family(std::size_t members, const Rational& spread) { return {BatchRule::of(members, spread)}; }

TEST(BatchRule, LevelsNeverExceedTheOdds) {
  const BatchRule rule = BatchRule::of(40, ratio(1, 10));
  EXPECT_EQ(rule.removed[2], 762123384785);  // ln 2 = 762123384785.81… units
  const Rational unit = ratio(Integer(1), Integer(1) << 40);
  const auto at_most = [&](std::int64_t level, const Rational& odds) {
    return less_equal(exp(Interval(unit * level, 128)), Interval(odds, 128));
  };
  for (std::size_t k = 2; k <= 40; ++k) {
    EXPECT_EQ(at_most(rule.removed[k], ratio(k, k - 1)), Verdict::holds) << k;
    EXPECT_EQ(at_most(rule.removed[k] + 1, ratio(k, k - 1)), Verdict::violated) << k;
    EXPECT_EQ(at_most(rule.diffused[k], 1 + ratio(1, 10 * (k - 1))), Verdict::holds) << k;
    EXPECT_EQ(at_most(rule.diffused[k] + 1, 1 + ratio(1, 10 * (k - 1))), Verdict::violated) << k;
  }
  EXPECT_EQ(at_most(-rule.loss, ratio(9, 10)), Verdict::holds);
  EXPECT_EQ(at_most(-rule.loss + 1, ratio(9, 10)), Verdict::violated);
  EXPECT_EQ(rule.most_diffused(), 8000);  // 2 * 40 * 100
}

TEST(BatchRule, RefusesWhatTheFamilyDoesNotHave) {
  EXPECT_THROW(BatchRule::of(1, ratio(1, 4)), std::invalid_argument);
  EXPECT_THROW(BatchRule::of(100'001, ratio(1, 4)), std::invalid_argument);
  EXPECT_THROW(BatchRule::of(3, Rational(0)), std::invalid_argument);
  EXPECT_THROW(BatchRule::of(3, ratio(1, 1001)), std::invalid_argument);
  EXPECT_THROW(BatchRule::of(3, ratio(51, 100)), std::invalid_argument);
  EXPECT_THROW(family(3, ratio(1, 4)).model_class(0, 3), std::invalid_argument);
  EXPECT_THROW(family(4, ratio(1, 10)).model_class(1, 3, 100), std::invalid_argument);
  ConstantThree no_slack = family(3, ratio(1, 4));
  no_slack.slack = 0;
  EXPECT_THROW(no_slack.alpha(), std::invalid_argument);
}

TEST(ConstantThree, ParametersByHand) {
  // m = 4, slack 1/1000: alpha = (1/1000) / (1001/1000 * 4 * 625).
  const ConstantThree f = family(4, ratio(1, 4));
  EXPECT_EQ(f.alpha(), ratio(1, 1001 * 2500));
  // 1/w - 1 = B m alpha (1 + eps) = B / 625'000.
  EXPECT_EQ(f.demonstrator_prior(625'000), ratio(1, 2));
  EXPECT_EQ(f.scaled(4), ratio(1000, 1001));
}

TEST(ConstantThree, SmallBatchesByHand) {
  // Two: one is removed, one is closed. Three at spread 1/2: odds 3/2 are not above 1/(1 - 1/2), so removes only.
  EXPECT_EQ(expected_batch_sum(BatchRule::of(2, ratio(1, 4)))->expected, 2);
  EXPECT_EQ(expected_batch_sum(BatchRule::of(3, ratio(1, 2)))->expected, 3);
  // Three at spread 3/10: after one remove both are high, as 3/2 > 10/7. One query diffuses: 3/2 * 7/10 is low, and
  // 3/2 * 13/10 is high. Neither group has two: 3 + (3/10)^2.
  const BatchRule rule = BatchRule::of(3, ratio(3, 10));
  EXPECT_EQ(expected_batch_sum(rule)->expected, ratio(309, 100));
  // In two steps: the remove, and one step with theta = 3/10. In three, that step again where it was not asked (7/10),
  // and a refuted member where it was (3/10).
  EXPECT_EQ(expected_batch_sum(rule, 2)->expected, ratio(1027, 1000));
  EXPECT_EQ(expected_batch_sum(rule, 3)->expected,
            ratio(1027, 1000) + ratio(7, 10) * ratio(27, 1000) + ratio(3, 10));
  EXPECT_FALSE(expected_batch_sum(rule, {}, 2));  // three states are met
}

struct Small {
  std::size_t members;
  Rational spread;
  std::size_t batches;
};
const std::vector<Small> small_classes{{2, ratio(1, 2), 2}, {3, ratio(3, 10), 1}, {3, ratio(1, 4), 2},
                                       {4, ratio(1, 4), 1}, {4, ratio(1, 5), 1},  {5, ratio(1, 4), 1}};

TEST(ConstantThree, TheEngineAgreesStepForStep) {
  for (const auto& [members, spread, batches] : small_classes) {
    if (batches > 1) continue;  // when the second is opened depends on the first
    for (const unsigned steps : {1u, 2u, 5u, 12u}) {
      const ConstantThree f = family(members, spread);
      EXPECT_EQ(evaluate(f.model_class(1, steps)).quantities.S3, expected_batch_sum(f.rule, steps)->expected)
          << members << ' ' << to_string(spread) << ' ' << steps;
    }
  }
}

TEST(ConstantThree, TheEngineAgreesForEver) {
  unsigned solved = 0;
  for (const auto& [members, spread, batches] : small_classes) {
    const ConstantThree f = family(members, spread);
    const Rational expected = Rational(batches) * expected_batch_sum(f.rule)->expected;
    const ModelClass c = f.model_class(batches, 40);
    if (const auto forever = solve_forever(c); forever && forever->S3 && forever->S3->exact()) {
      ++solved;
      EXPECT_EQ(forever->S3->lower, expected);
      EXPECT_EQ(forever->truth_retained->lower, 1);
      EXPECT_EQ(f.scaled(expected / Rational(batches)),
                f.alpha() * expected / (1 / c.demonstrator_prior() - 1));
    }
    EvaluateOptions options;
    options.unspent = true;
    const Evaluation evaluation = evaluate(c, {}, options);
    const Forever enclosed = enclose_forever(c, evaluation);
    EXPECT_LE(enclosed.S3->lower, expected);
    EXPECT_GE(enclosed.S3->upper, expected);
  }
  // Where the library solves linear systems at all.
  EXPECT_GE(solved, solve_forever(two_coins(2)) ? 4u : 0u);
}

TEST(ConstantThree, EveryClaimHoldsOnIt) {
  for (const auto& [members, spread, batches] : small_classes) {
    const CheckResult result = check(family(members, spread).model_class(batches, 12));
    for (const ClaimResult& r : result.claims) EXPECT_NE(r.worst.verdict, Verdict::violated) << r.claim->id;
    EXPECT_EQ(*result.evaluation.quantities.truth_retained, 1);
    // All members of the batch in use are collected, and mu.
    EXPECT_GE(result.evaluation.quantities.max_top_size, members + 1);
  }
}

TEST(ConstantThree, ItsClassIsAClassFile) {
  const ModelClass c = family(3, ratio(1, 4)).model_class(2, 9);
  EXPECT_EQ(parse_class(write_class(c), "family"), c);
}

ConfidenceInterval drawn(const BatchRule& rule, std::uint64_t n) {
  BatchEstimate estimate(rule, ratio(1, 1000), n);
  for (std::uint64_t i = 0; i < n; ++i) {
    RandomStream random(1, i);
    estimate.add(draw_diffused(rule, random));
  }
  EXPECT_EQ(estimate.batches(), n);
  return estimate.batch_sum();
}

const std::vector<std::pair<std::size_t, Rational>> drawn_batches{
    {3, ratio(3, 10)}, {3, ratio(1, 10)}, {4, ratio(1, 5)}, {5, ratio(1, 4)}, {6, ratio(1, 4)}};

TEST(DrawnBatches, NoneDiffusesMoreThanItCan) {
  for (const auto& [members, spread] : std::vector<std::pair<std::size_t, Rational>>{
           {3, ratio(1, 50)}, {10, ratio(1, 10)}, {100, ratio(1, 20)}}) {
    const BatchRule rule = BatchRule::of(members, spread);
    for (std::uint64_t i = 0; i < 200; ++i) {
      RandomStream random(2, i);
      EXPECT_LE(Integer(draw_diffused(rule, random)), rule.most_diffused());
    }
  }
}

TEST(DrawnBatches, IntervalsHoldTheExactValue) {
  for (const auto& [members, spread] : drawn_batches) {
    const BatchRule rule = BatchRule::of(members, spread);
    const ConfidenceInterval interval = drawn(rule, 20'000);
    EXPECT_TRUE(interval.contains(expected_batch_sum(rule)->expected))
        << members << ' ' << to_string(spread) << ' ' << to_string(interval.lower) << ' '
        << to_string(interval.upper);
    EXPECT_LT(interval.width(), ratio(members, 20));
  }
}

// Whether, on some small batch, batches that are drawn by a spoilt rule are told from the family's.
template <class Spoil>
bool is_noticed(Spoil spoil) {
  for (const auto& [members, spread] : drawn_batches) {
    const BatchRule rule = BatchRule::of(members, spread);
    BatchRule spoilt = rule;
    spoil(spoilt);
    if (!drawn(spoilt, 20'000).contains(expected_batch_sum(rule)->expected)) return true;
  }
  return false;
}

TEST(DrawnBatches, MistakesAreNoticed) {
  EXPECT_FALSE(is_noticed([](BatchRule&) {}));
  // (k+1)/k in place of k/(k-1).
  EXPECT_TRUE(is_noticed([](BatchRule& r) {
    for (std::size_t k = 2; k < r.removed.size(); ++k)
      r.removed[k] = BatchRule::of(r.members + 1, r.spread).removed[k + 1];
  }));
  // The others gain nothing.
  EXPECT_TRUE(is_noticed([](BatchRule& r) { r.diffused.assign(r.diffused.size(), 0); }));
  // 1 + s/k in place of 1 + s/(k-1).
  EXPECT_TRUE(is_noticed([](BatchRule& r) {
    for (std::size_t k = 2; k < r.diffused.size(); ++k)
      r.diffused[k] = BatchRule::of(r.members + 1, r.spread).diffused[k + 1];
  }));
  // Who is answered against loses twice as much.
  EXPECT_TRUE(is_noticed([](BatchRule& r) { r.loss *= 2; }));
}

TEST(DrawnBatches, MoreMembersComeNearerToThree) {
  // 200 at spread 1/10: about 2.57, as against at most 1/3 of the bound, 1, for the deterministic family.
  const ConstantThree f = family(200, ratio(1, 10));
  const ConfidenceInterval interval = drawn(f.rule, 500);
  EXPECT_GT(f.scaled(interval.lower), ratio(5, 2));
  EXPECT_LT(f.scaled(interval.upper), 3);
  const ConstantThree smaller = family(20, ratio(1, 10));
  EXPECT_LT(smaller.scaled(drawn(smaller.rule, 2000).upper), f.scaled(interval.lower));
}

}  // namespace
}  // namespace qed
