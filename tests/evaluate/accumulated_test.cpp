// The laws along trajectories, by hand; the slow twin is in tests/properties/twin_test.cpp.
#include "qed/evaluate/accumulated.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "qed/claims/check.hpp"
#include "qed/claims/trajectories.hpp"

namespace qed {
namespace {

Accumulated accumulated(const ModelClass& c) {
  EvaluateOptions options;
  options.accumulate = UINT64_MAX;
  return evaluate(c, {}, options).quantities.accumulated.value();
}

// Two coins: theta = 1/2 while |k| <= 2, where 3^k are the odds.
TEST(Accumulated, TwoStepsOfTwoCoins) {
  ModelClass c = two_coins(2);
  c.events = {Event::contains("heads twice", {1, 1}, 2, 1)};
  const Accumulated a = accumulated(c);
  EXPECT_EQ(a.cubes, (LawOfValue{{ratio(1, 4), 1}}));  // 1/8 + 1/8, surely
  // Each heads has 1/4 + 1/2 1/4.
  EXPECT_EQ(a.products, (std::vector<LawOfValue>{{{ratio(9, 4), ratio(9, 64)}}}));
  EXPECT_TRUE(a.every_trajectory);
  ASSERT_EQ(a.trajectories.size(), 6u);
  EXPECT_EQ(a.trajectories[0].percepts, (std::vector<Percept>{{0, 0}}));
  EXPECT_EQ(a.trajectories[0].product, (LawOfValue{{ratio(3, 2), ratio(5, 8)}}));
  EXPECT_EQ(a.trajectories[0].demonstrator, ratio(3, 4));
  EXPECT_EQ(a.trajectories[5].percepts, (std::vector<Percept>{{1, 0}, {1, 0}}));
  EXPECT_EQ(a.trajectories[5].demonstrator, ratio(1, 16));
}

// mu = (1/2, 1/2), pi = (1, 0), alpha = 1/2: theta = 1/2. Asked, and answered 0 (1/4): odds 2 = 1/alpha, the truth is lost.
// Answered 1 (1/4): pi is refuted, theta = 0. Otherwise (1/2) as before.
TEST(Accumulated, WhatIsLostGathersNoMore) {
  ModelClass c = two_coins(2);
  c.models[0].policy = Iid{Distribution::uniform(2)};
  c.models[1].policy = Iid{Distribution::certain(0, 2)};
  c.alpha = ratio(1, 2);
  c.events = {Event::prefix("starts with 0", {0}, 2, 1)};
  const Accumulated a = accumulated(c);
  EXPECT_EQ(a.cubes, (LawOfValue{{ratio(1, 8), ratio(1, 2)}, {ratio(1, 4), ratio(1, 2)}}));
  EXPECT_EQ(a.products, (std::vector<LawOfValue>{{{ratio(9, 4), ratio(1, 2)}}}));  // the quarter is lost
}

TEST(Accumulated, ForcedStepsAddNothing) {
  ModelClass c = two_coins(2);
  c.forced_queries = 1;
  const Accumulated a = accumulated(c);
  EXPECT_EQ(a.cubes, (LawOfValue{{ratio(1, 8), 1}}));
  EXPECT_EQ(a.trajectories[0].product, (LawOfValue{{1, ratio(3, 4)}}));
}

TEST(Accumulated, TrajectoriesAreEnumeratedWhereTheyAreFew) {
  EXPECT_EQ(number_of_trajectories(two_coins(3), 3), 14u);  // 2 + 4 + 8
  EXPECT_EQ(number_of_trajectories(two_coins(9), 9), 1022u);
  EXPECT_EQ(number_of_trajectories(two_coins(10), 10), most_trajectories + 1);
  EXPECT_EQ(number_of_trajectories(two_coins(1), 4000000000), most_trajectories + 1);
  EXPECT_TRUE(accumulated(two_coins(9)).every_trajectory);
  const Accumulated many = accumulated(two_coins(10));
  EXPECT_FALSE(many.every_trajectory);
  EXPECT_TRUE(many.trajectories.empty());
}

// Many products: one for each number of steps before it settles, and each state of the event.
ModelClass two_coins_and_five_heads(unsigned horizon) {
  ModelClass c = two_coins(horizon);
  c.events = {Event::contains("five heads", {1, 1, 1, 1, 1}, 2, 1)};
  return c;
}

// The means of the laws are what the one pass finds.
TEST(Accumulated, HasTheMeansOfTheOnePass) {
  const ModelClass c = two_coins_and_five_heads(40);
  EvaluateOptions options;
  options.accumulate = UINT64_MAX;
  const Quantities q = evaluate(c, {}, options).quantities;
  Rational mean = 0, mass = 0, event = 0;
  for (const auto& [z, p] : q.accumulated->cubes) mean += z * p, mass += p;
  for (const auto& [product, p] : q.accumulated->products[0]) event += p;
  EXPECT_EQ(mass, 1);
  EXPECT_EQ(mean, *q.S3_collected);  // nothing is asked after the truth was lost
  EXPECT_EQ(event, *q.events[0].imitator_and_retained);
  EXPECT_GT(q.accumulated->cubes.size(), 20u);
}

TEST(Accumulated, IsNotThereUnasked) {
  EXPECT_FALSE(evaluate(two_coins(2)).quantities.accumulated);
  EXPECT_FALSE(evaluate(two_coins(2)).quantities.outlooks);
}

TEST(Accumulated, KeepsWithinItsBudget) {
  const ModelClass c = two_coins_and_five_heads(40);
  EvaluateOptions options;
  options.accumulate = accumulated(c).states;
  EXPECT_TRUE(evaluate(c, {}, options).quantities.accumulated);
  --options.accumulate;
  EXPECT_FALSE(evaluate(c, {}, options).quantities.accumulated);
  options.accumulate = UINT64_MAX;
  options.limits.max_states = 100;  // the pass has 42 states, and with products there are more
  const Evaluation limited = evaluate(c, {}, options);
  EXPECT_EQ(limited.ended, Ended::horizon);
  EXPECT_FALSE(limited.quantities.accumulated);
}

// Over 300 steps there are too many to be evaluated unasked.
TEST(ClaimsBeyondThePass, AreDecidedUnaskedWhereTheyAreCheap) {
  const auto of = [](const CheckResult& result, std::string_view id) {
    return std::ranges::find(result.claims, id, [](const ClaimResult& r) { return r.claim->id; })->worst;
  };
  const CheckResult cheap = check(two_coins_and_five_heads(20)), dear = check(two_coins_and_five_heads(300));
  EXPECT_EQ(of(cheap, "query-tail").verdict, Verdict::holds);
  EXPECT_EQ(cheap.verdict(), Verdict::holds);
  EXPECT_EQ(of(dear, "query-tail").verdict, Verdict::undecided);
  EXPECT_EQ(of(dear, "query-tail").detail, "needs more than 262144 states more: decided where it is named");
  EXPECT_EQ(dear.verdict(), Verdict::undecided);

  const std::string_view only[] = {"query-tail"};
  EXPECT_EQ(check(two_coins_and_five_heads(300), {}, {}, only).claims.at(0).worst.verdict, Verdict::holds);
  EvaluateOptions few;
  few.limits.max_states = 100;
  const CheckResult stopped = check(two_coins_and_five_heads(150), {}, few, only);
  EXPECT_EQ(stopped.claims.at(0).worst.verdict, Verdict::undecided);
  EXPECT_EQ(stopped.claims.at(0).worst.detail,
            "a limit was reached before what it is decided from was found");
  EXPECT_EQ(stopped.verdict(), Verdict::undecided);
}

// Unasked and cheap, but stopped: to name them would not help.
TEST(ClaimsBeyondThePass, SayWhatStoppedThem) {
  const auto tail = [](const EvaluateOptions& options) {
    const CheckResult result = check(two_coins_and_five_heads(20), {}, options);
    return std::ranges::find(result.claims, "query-tail", [](const ClaimResult& r) { return r.claim->id; })
        ->worst.detail;
  };
  EvaluateOptions few, late;
  few.limits.max_states = 1;
  EXPECT_TRUE(tail(few).starts_with("a limit was reached before what it is decided from was found; "));
  const std::atomic<bool> interrupted = true;
  late.interrupted = &interrupted;
  EXPECT_TRUE(tail(late).starts_with("interrupted before what it is decided from was found; "));
}

}  // namespace
}  // namespace qed
