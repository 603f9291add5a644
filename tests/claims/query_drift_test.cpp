#include "qed/claims/query_drift.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_node.hpp"

namespace qed {
namespace {

using testing::HandMadeNode;
using testing::law_of;
using testing::q;
using testing::two_coins_node;

TEST(QueryDrift, TwoCoinsAtEqualWeights) {
  // x = 1, y = x/alpha = 10. A query (theta = 1/2) brings x = 1/3 (tails, 3/4) or 3 (heads, 1/4); y = 10/3
  // or 30. drop = theta alpha (2/3) [ln 10 - 3/4 ln(10/3) - 1/4 ln 30] = (1/30) [3/4 ln 3 - 1/4 ln 3] =
  // (1/60) ln 3 needed = (1/30)(1/8) = 1/240; ratio = 1/(4 ln 3) = 0.22756…
  const HandMadeNode n = two_coins_node();
  const Comparison c = decide_query_drift(n.node());
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_TRUE(c.interesting);
  EXPECT_EQ(c.value->exact(), q(1, 240));
  LogSum expected;
  expected.add_log(q(1, 60), 3);
  EXPECT_EQ(c.bound->enclosure().lower(), expected.enclosure(64).lower());
  EXPECT_EQ(c.bound->enclosure().upper(), expected.enclosure(64).upper());
  EXPECT_GT(c.ratio->lower(), q(22755, 100000));
  EXPECT_LT(c.ratio->upper(), q(22757, 100000));
}

TEST(QueryDrift, BelowTheKinkThePotentialIsLinear) {
  // alpha = 1/2, weights 4, 1: x = 1/4, y = 1/2, not collected. Made to ask with theta = 1 all the same:
  // asked = mu = (1/2, 1/2), the other model (3/4, 1/4): y' = 3/4 or 1/4, both below 1. The mean is 1/2: no
  // drop.
  HandMadeNode n({4, 1}, {law_of({q(1, 2), q(1, 2)}), law_of({q(3, 4), q(1, 4)})}, q(1, 2));
  ASSERT_EQ(n.top, TopSet({0}));
  Comparison c = decide_query_drift(n.node());  // theta = 0: nothing moves
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_FALSE(c.interesting);
  EXPECT_FALSE(c.ratio);
  EXPECT_EQ(c.value->exact(), 0);
  EXPECT_EQ(c.bound->exact(), 0);

  n.law = ask_with_the_rest({q(0), q(0)}, n.laws[0]);
  n.after_asked = {{8, 3}, {8, 1}};
  c = decide_query_drift(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);  // needed (1/6) 1, and nothing spent
  EXPECT_EQ(c.value->exact(), q(1, 6));
  EXPECT_EQ(c.bound->exact(), 0);
  EXPECT_TRUE(c.unbounded_ratio);
}

TEST(QueryDrift, AcrossTheKinkBothWays) {
  // alpha = 1/2, weights 1, 1, theta = 1: mu = (1, 0), the other (0, 1). x = 1, y = 2, then 0.
  // drop = (1/2)(1 + (2/3) ln 2); needed = 1/6.
  const HandMadeNode down({1, 1}, {law_of({q(1), q(0)}), law_of({q(0), q(1)})}, q(1, 2));
  ASSERT_EQ(down.law.query_probability, 1);
  const Comparison c = decide_query_drift(down.node());
  EXPECT_EQ(c.verdict, Verdict::holds);
  LogSum expected(q(1, 2));
  expected.add_log(q(1, 3), 2);
  EXPECT_EQ(c.bound->enclosure().upper(), expected.enclosure(64).upper());

  // Up: weights 4, 1 at alpha = 1/2, y = 1/2; the answer to a certain query takes them to 1, 1, so y = 2.
  HandMadeNode up({4, 1}, {law_of({q(1), q(0)}), law_of({q(1), q(0)})}, q(1, 2));
  up.law = ask_with_the_rest({q(0), q(0)}, up.laws[0]);
  up.after_asked = {{1, 1}, {}};
  const Comparison rise = decide_query_drift(up.node());
  EXPECT_EQ(rise.verdict, Verdict::violated);  // drop = (1/2)(1/2 - 1 - (2/3) ln 2) < 0
  EXPECT_TRUE(rise.unbounded_ratio);
  LogSum negative(q(-1, 4));
  negative.add_log(q(-1, 3), 2);
  EXPECT_EQ(rise.bound->enclosure().lower(), negative.enclosure(64).lower());
}

TEST(QueryDrift, OnTheKinkBothFormulasAgree) {
  // alpha = 1/4, weights 4, 1, non-strict: y = 1, collected. mu = (1, 0), the other (0, 1): dies. drop =
  // alpha = 1/4, rational; needed = 1/12.
  const HandMadeNode n({4, 1}, {law_of({q(1), q(0)}), law_of({q(0), q(1)})}, q(1, 4), Threshold::non_strict);
  const Comparison c = decide_query_drift(n.node());
  EXPECT_EQ(c.bound->exact(), q(1, 4));
  EXPECT_EQ(c.ratio->exact(), q(1, 3));
}

TEST(QueryDrift, CatchesAnImitatorThatForgetsToLearn) {
  HandMadeNode n = two_coins_node();
  n.after_asked = {n.weights, n.weights};
  const Comparison c = decide_query_drift(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.bound->exact(), 0);
}

TEST(QueryDrift, ExactlyTheNeededDropIsDecided) {
  // Below the kink: alpha = 1/2, weights 4, 1, x = 1/4, y = 1/2. A queried step of probability p that kills
  // the other model drops p/4. With theta stated as 1/2 the drop that is needed is (1/6)(1/8) = 1/48: p =
  // 1/12 is just enough.
  HandMadeNode n({4, 1}, {law_of({q(1), q(0)}), law_of({q(1), q(0)})}, q(1, 2));
  n.after_asked = {{1, 0}, {}};
  n.law = {q(1, 2), {q(11, 12), q(0)}, {q(1, 12), q(0)}};
  EXPECT_EQ(decide_query_drift(n.node()).verdict, Verdict::holds);
  EXPECT_EQ(decide_query_drift(n.node()).ratio->exact(), 1);
  n.law = {q(1, 2), {q(14, 15), q(0)}, {q(1, 15), q(0)}};  // drop 1/60
  EXPECT_EQ(decide_query_drift(n.node()).verdict, Verdict::violated);
  EXPECT_EQ(decide_query_drift(n.node()).ratio->exact(), q(5, 4));
}

TEST(QueryDrift, CountsWhatImitatedStepsDo) {
  // A faulty imitator that learns from its own action: the answered step kills the other model with
  // probability 1/2.
  HandMadeNode n({4, 1}, {law_of({q(1), q(0)}), law_of({q(1), q(0)})}, q(1, 2));
  n.law = {q(1, 2), {q(1, 2), q(0)}, {q(1, 2), q(0)}};
  n.after_asked = {{4, 1}, {}};
  n.after_answered = {{1, 0}, {}};
  EXPECT_EQ(decide_query_drift(n.node()).bound->exact(), q(1, 8));
}

TEST(QueryDrift, ATruthThatIsRuledOutIsAViolation) {
  HandMadeNode n = two_coins_node();
  n.after_asked[1] = {0, 1};
  const Comparison c = decide_query_drift(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_TRUE(c.unbounded_ratio);
  EXPECT_FALSE(c.bound);
}

TEST(QueryDrift, DoesNotSpeakOfForcedStepsNorWithoutTheTruth) {
  HandMadeNode n = two_coins_node();
  n.forced = true;
  EXPECT_EQ(decide_query_drift(n.node()).verdict, Verdict::not_applicable);
  n.forced = false;
  n.truth.reset();
  EXPECT_EQ(decide_query_drift(n.node()).verdict, Verdict::not_applicable);
  EXPECT_EQ(decide_query_drift(two_coins_node({0, 1}).node()).verdict, Verdict::not_applicable);
}

}  // namespace
}  // namespace qed
