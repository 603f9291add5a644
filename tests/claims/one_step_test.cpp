#include "qed/claims/one_step.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_node.hpp"

namespace qed {
namespace {

using testing::HandMadeNode;
using testing::law_of;
using testing::q;
using testing::two_coins_node;

// Four models of weights 4, 8, 4, 1 that predict alike.
HandMadeNode four_models(Rational alpha = q(1, 4)) {
  const Distribution fair = law_of({q(1, 2), q(1, 2)});
  return HandMadeNode({4, 8, 4, 1}, {fair, fair, fair, fair}, std::move(alpha));
}

TEST(TopPrefix, HoldsForThePrefixAndCountsWhoIsMisplaced) {
  HandMadeNode n = four_models();  // order 1, 0, 2, 3: 4 > 8/4, 4 > 12/4, 1 <= 16/4
  ASSERT_EQ(n.top, TopSet({1, 0, 2}));
  Comparison c = decide_top_prefix(n.node());
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_TRUE(c.interesting);  // model 3 is left out
  EXPECT_FALSE(c.ratio);

  n.top = TopSet({1, 0, 3});  // model 3 jumped the queue
  c = decide_top_prefix(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.value->exact(), 1);
  EXPECT_TRUE(c.unbounded_ratio);

  n.top = TopSet({1, 2});  // of two equal weights the one declared first ranks first
  EXPECT_EQ(decide_top_prefix(n.node()).verdict, Verdict::violated);
  n.top = TopSet({0, 2});  // the first member dropped: both are misplaced
  EXPECT_EQ(decide_top_prefix(n.node()).value->exact(), 2);
  n.top = TopSet({1, 1});  // the same member twice
  EXPECT_EQ(decide_top_prefix(n.node()).verdict, Verdict::violated);
  n.top = TopSet({1, 0, 2, 3, 9});  // no such model
  EXPECT_EQ(decide_top_prefix(n.node()).value->exact(), 1);
}

TEST(TopPrefix, IsNotInterestingWhereAllAreCollected) {
  EXPECT_FALSE(decide_top_prefix(two_coins_node().node()).interesting);
  EXPECT_FALSE(decide_top_prefix(two_coins_node({1, 0}).node()).interesting);  // weight 0 is nobody
}

TEST(TopSize, IsBelowOneMoreThanTheInverseOfAlpha) {
  HandMadeNode n = four_models(q(1, 2));
  n.top = TopSet({1, 0});
  Comparison c = decide_top_size(n.node());
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.ratio->exact(), q(2, 3));  // 2 / (1 + 2)
  EXPECT_TRUE(c.interesting);

  n.top = TopSet({1, 0, 2});  // 3 = 1 + 1/alpha: too many under the strict rule, allowed under the other
  EXPECT_EQ(decide_top_size(n.node()).verdict, Verdict::violated);
  n.threshold = Threshold::non_strict;
  EXPECT_EQ(decide_top_size(n.node()).verdict, Verdict::holds);
  EXPECT_EQ(decide_top_size(n.node()).ratio->exact(), 1);

  n.top = TopSet({1, 0, 2, 3});
  EXPECT_EQ(decide_top_size(n.node()).verdict, Verdict::violated);
}

TEST(NoQueryDominance, ReportsTheWorstAction) {
  // min = (1/4, 1/4), theta = 1/2; mu = (3/4, 1/4): ratios 1/3 and 1.
  const HandMadeNode n = two_coins_node();
  const Comparison c = decide_no_query_dominance(n.node());
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.value->exact(), q(1, 4));
  EXPECT_EQ(c.bound->exact(), q(1, 4));
  EXPECT_EQ(c.ratio->exact(), 1);
  EXPECT_EQ(c.action, 1u);
  EXPECT_TRUE(c.interesting);
}

TEST(NoQueryDominance, CatchesTheMeanInsteadOfTheMinimum) {
  HandMadeNode n = two_coins_node();
  n.law.answered = {q(1, 2), q(1, 2)};  // (3/4 + 1/4)/2: heads more often than 1/4
  const Comparison c = decide_no_query_dominance(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.ratio->exact(), 2);
}

TEST(NoQueryDominance, AnActionThatIsNeverTaken) {
  HandMadeNode n({1, 1}, {law_of({q(1), q(0)}), law_of({q(1, 2), q(1, 2)})}, q(1, 4));
  Comparison c = decide_no_query_dominance(n.node());  // answered = (1/2, 0) against (1, 0): action 1 is 0/0
  EXPECT_EQ(c.ratio->exact(), q(1, 2));
  EXPECT_EQ(c.action, 0u);
  n.law.answered[1] = q(1, 100);
  c = decide_no_query_dominance(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_TRUE(c.unbounded_ratio);
  EXPECT_EQ(c.action, 1u);
}

TEST(NoQueryDominance, SpeaksOfNodesWithTheTruthCollected) {
  HandMadeNode n = two_coins_node({1, 100});
  ASSERT_EQ(n.top, TopSet({1}));
  EXPECT_EQ(decide_no_query_dominance(n.node()).verdict, Verdict::not_applicable);
  EXPECT_EQ(decide_step_dominance(n.node()).verdict, Verdict::not_applicable);
  n.truth.reset();
  n.top = TopSet({0, 1});
  EXPECT_EQ(decide_no_query_dominance(n.node()).verdict, Verdict::not_applicable);
}

TEST(QueryIdentity, IsADifferenceAgainstNothing) {
  HandMadeNode n = two_coins_node();  // asked = 1/2 (3/4, 1/4)
  Comparison c = decide_query_identity(n.node());
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.value->exact(), 0);
  EXPECT_TRUE(c.interesting);

  n.law.asked = {q(1, 8),
                 q(3, 8)};  // the query is answered by the other coin: |1/8 - 3/8| = |3/8 - 1/8| = 1/4
  c = decide_query_identity(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.value->exact(), q(1, 4));

  n.truth.reset();  // of any demonstrator
  EXPECT_EQ(decide_query_identity(n.node()).verdict, Verdict::violated);
}

TEST(StepDominance, IsTheHeadline) {
  // P(a) = (1/4 + 3/8, 1/4 + 1/8) = (5/8, 3/8) against 3/2 (3/4, 1/4) = (9/8, 3/8): ratios 5/9 and 1.
  HandMadeNode n = two_coins_node();
  Comparison c = decide_step_dominance(n.node());
  EXPECT_EQ(c.verdict, Verdict::holds);
  EXPECT_EQ(c.value->exact(), q(3, 8));
  EXPECT_EQ(c.ratio->exact(), 1);
  EXPECT_EQ(c.action, 1u);

  n.law.answered = {q(0), q(1, 2)};  // 1/2 + 1/8 = 5/8 > 3/8
  c = decide_step_dominance(n.node());
  EXPECT_EQ(c.verdict, Verdict::violated);
  EXPECT_EQ(c.ratio->exact(), q(5, 3));
}

TEST(OneStep, ForcedStepsAreNeverInteresting) {
  HandMadeNode n = two_coins_node();
  n.forced = true;
  n.law = ask_with_the_rest({q(0), q(0)}, n.laws[0]);
  for (const auto decide : {decide_no_query_dominance, decide_query_identity, decide_step_dominance}) {
    EXPECT_EQ(decide(n.node()).verdict, Verdict::holds);
    EXPECT_FALSE(decide(n.node()).interesting);
  }
  EXPECT_EQ(decide_step_dominance(n.node()).ratio->exact(), q(1, 2));  // mu against 2 mu
}

}  // namespace
}  // namespace qed
