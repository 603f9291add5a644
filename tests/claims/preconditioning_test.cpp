#include "qed/claims/preconditioning.hpp"

#include <gtest/gtest.h>

#include "qed/claims/check.hpp"
#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

using testing::HandMadeClass;
using testing::q;

// alpha = 1/10, w(mu) = 1/2: odds x allow a risk of x/10, a sum of 30 x, and 3 x without the truth.
HandMadeClass with_outlook(const Outlook& o) {
  HandMadeClass c;
  c.quantities.outlooks->given[1] = o;
  return c;
}

TEST(Preconditioning, TheWorstOfAllHistoriesIsReported) {
  const HandMadeClass c;
  const Comparison r = decide_preconditioning(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.value->exact(), q(1, 4));  // 1/4 of 30 at the start is more than 1/8 of 30
  EXPECT_EQ(r.bound->exact(), 30);
  EXPECT_EQ(r.detail, "given h of length 0 with odds 1: sum of theta^3 from then on (2 states more)");
  EXPECT_TRUE(r.interesting);
}

TEST(Preconditioning, EachOfTheThreeBoundsCanFail) {
  Comparison r = decide_preconditioning(with_outlook({1, q(1, 2), q(1, 10), q(0), q(0), q(1)}).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);  // 1/10 above 1/20
  EXPECT_EQ(r.ratio->exact(), 2);
  EXPECT_EQ(r.detail, "given h of length 1 with odds 1/2: the truth is lost from then on (2 states more)");
  r = decide_preconditioning(with_outlook({1, q(1, 60), q(0), q(1), q(0), q(1)}).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);  // 1 above 1/2
  EXPECT_EQ(r.bound->exact(), q(1, 2));
  r = decide_preconditioning(with_outlook({1, q(1, 10), q(0), q(1), q(1), q(1)}).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);  // 1 below 3, but above 3/10
  EXPECT_EQ(r.bound->exact(), q(3, 10));
}

TEST(Preconditioning,
     TheTruthNeverCollectedAgainIsNoViolation) {  // odds 10 = 1/alpha: a risk of 1 is allowed
  const Comparison r = decide_preconditioning(with_outlook({1, q(1), q(0), q(0), q(0), q(1)}).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  HandMadeClass c = with_outlook({1, q(10), q(1), q(0), q(0), q(1, 20)});
  c.quantities.outlooks->given.push_back({1, q(1, 2), q(0), q(0), q(0), q(19, 20)});
  EXPECT_EQ(decide_preconditioning(c.facts()).verdict, Verdict::holds);  // on average 1/2 + 19/40 < 1
}

TEST(Preconditioning, TheAveragePosteriorMayNotFall) {  // E[1/w] = 1 + 11/10 above 2
  Comparison r = decide_preconditioning(with_outlook({1, q(11, 10), q(0), q(0), q(0), q(1)}).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.value->exact(), q(21, 10));
  EXPECT_EQ(r.bound->exact(), 2);
  EXPECT_EQ(r.detail, "E[1/w(mu|h_t)] against 1/w(mu) at t = 1 (2 states more)");
  r = decide_preconditioning(with_outlook({1, std::nullopt, q(1), q(0), q(0), q(1, 4)}).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_TRUE(r.unbounded_ratio);
  EXPECT_EQ(r.detail, "probability that the truth has posterior 0 at t = 1 (2 states more)");
}

TEST(Preconditioning, SaysWhyItDoesNotSpeak) {
  HandMadeClass c;
  c.quantities.outlooks.reset();
  EXPECT_EQ(decide_preconditioning(c.facts()).detail, "what it is decided from was not evaluated");
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_preconditioning(c.facts()).detail, "the demonstrator is outside the class");
}

// Two coins, one forced query, alpha 1/10, one step more. Tails (3/4) leave odds 1/3, heads (1/4) odds 3: on average
// 1/4 + 3/4 = 1, as before. theta = 1/2 after either: 1/8, where (3/alpha) x is 10 or 90.
TEST(Preconditioning, AForcedQueryOnTwoCoins) {
  ModelClass c = two_coins(2);
  c.forced_queries = 1;
  const std::string_view only[] = {"preconditioning"};
  const CheckResult result = check(c, {}, {}, only);
  const std::vector<Outlook>& given = result.evaluation.quantities.outlooks->given;
  ASSERT_EQ(given.size(), 3u);
  EXPECT_EQ(*given[0].odds, 1);
  EXPECT_EQ(given[0].cubes, q(1, 8));  // the forced step is not among them
  EXPECT_EQ(*given[1].odds, q(1, 3));
  EXPECT_EQ(given[1].probability, q(3, 4));
  EXPECT_EQ(given[1].cubes, q(1, 8));
  EXPECT_EQ(*given[2].odds, 3);
  EXPECT_EQ(given[2].probability, q(1, 4));
  const Comparison& worst = result.claims.at(0).worst;
  EXPECT_EQ(worst.ratio->exact(), q(1, 80));
  EXPECT_EQ(worst.detail, "given h of length 1 with odds 1/3: sum of theta^3 from then on (3 states more)");
}

}  // namespace
}  // namespace qed
