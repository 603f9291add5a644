#include "qed/claims/costs.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_node.hpp"

namespace qed {
namespace {

using testing::HandMadeNode;
using testing::law_of;
using testing::q;

TEST(BoundedCost, IsAttained) {  // theta = 1/2, pi_im = (3/4, 1/4, 0): distance 1/2 = 2 1/2 1/2
  const HandMadeNode n({1, 1}, {law_of({q(1, 2), q(1, 2), q(0)}), law_of({q(1, 2), q(0), q(1, 2)})}, q(1, 4));
  const Comparison r = decide_bounded_cost(n.node());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.value->exact(), q(1, 2));
  EXPECT_EQ(r.bound->exact(), q(1, 2));
  EXPECT_TRUE(r.interesting);
}

TEST(BoundedCost, NothingAskedAndEverythingAskedCostNothing) {
  const HandMadeNode agree({1, 1}, {law_of({q(1, 2), q(1, 2)}), law_of({q(1, 2), q(1, 2)})}, q(1, 4));
  Comparison r = decide_bounded_cost(agree.node());
  EXPECT_EQ(r.value->exact(), 0);
  EXPECT_EQ(r.bound->exact(), 0);
  EXPECT_FALSE(r.interesting);
  const HandMadeNode apart({1, 1}, {law_of({q(1), q(0)}), law_of({q(0), q(1)})}, q(1, 4));
  r = decide_bounded_cost(apart.node());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->exact(), 0);
}

TEST(BoundedCost, PlayingTheMeanCostsMore) {  // theta = 0, but the laws differ by 1/4 + 1/4
  HandMadeNode n({1, 1}, {law_of({q(1, 2), q(1, 2)}), law_of({q(1), q(0)})}, q(1, 4));
  n.law = {0, {q(3, 4), q(1, 4)}, {0, 0}};
  const Comparison r = decide_bounded_cost(n.node());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.value->exact(), q(1, 2));
  EXPECT_TRUE(r.unbounded_ratio);
}

// Close enough on the whole, 2/10 <= 2 1/2 1/2, but one action has 1/10 where mu has 0: a cost that it alone has.
TEST(BoundedCost, ACostWithoutBoundIsDecidedToo) {
  HandMadeNode n({1, 1}, {law_of({q(1), q(0)}), law_of({q(1, 2), q(1, 2)})}, q(1, 4));
  n.law = {q(1, 2), {q(4, 10), q(1, 10)}, {q(1, 2), q(0)}};
  const Comparison r = decide_bounded_cost(n.node());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.action, 1u);
  EXPECT_EQ(r.value->exact(), q(1, 10));
  EXPECT_EQ(r.bound->exact(), 0);
  EXPECT_EQ(r.detail, "E_im[c] against (1 + theta) E_mu[c], c = 1 on this action and 0 elsewhere");
}

TEST(BoundedCost, SpeaksOfNodesWithTheTruthInTheSet) {
  HandMadeNode n({1, 3}, {law_of({q(1, 2), q(1, 2)}), law_of({q(1), q(0)})}, q(1, 2));
  EXPECT_EQ(decide_bounded_cost(n.node()).verdict, Verdict::not_applicable);
  n.truth.reset();
  EXPECT_EQ(decide_bounded_cost(n.node()).verdict, Verdict::not_applicable);
}

TEST(UnboundedCost, GrowsAtTheSameDistance) {
  for (const int cost : {1, 1000, 1000000}) {
    const CostPair pair = pair_of_unbounded_cost(q(1, 100), q(cost));
    EXPECT_EQ(pair.distance(), q(1, 100));
    EXPECT_EQ(pair.expected_cost(pair.mu), 0);
    EXPECT_EQ(pair.expected_cost(pair.p), cost);
    EXPECT_GE(pair.cost[0], 0);
    EXPECT_GE(pair.cost[1], 0);
  }
  EXPECT_EQ(pair_of_unbounded_cost(2, 5).p[1], 1);  // as far apart as can be
}

// Where a cost is bounded by C the pair obeys bounded-cost: it is C that grows.
TEST(UnboundedCost, IsWithinTheBoundOfItsLargestCost) {
  const CostPair pair = pair_of_unbounded_cost(q(1, 100), q(7));
  EXPECT_EQ(pair.expected_cost(pair.p), pair.distance() * pair.cost[1] / 2);
}

TEST(UnboundedCost, RefusesWhatThereIsNoPairFor) {
  EXPECT_THROW(pair_of_unbounded_cost(0, 1), std::invalid_argument);
  EXPECT_THROW(pair_of_unbounded_cost(q(5, 2), 1), std::invalid_argument);
  EXPECT_THROW(pair_of_unbounded_cost(1, 0), std::invalid_argument);
}

}  // namespace
}  // namespace qed
