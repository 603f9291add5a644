// The classes built by hand break what they are built to break, by the numbers in their comments.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "properties/faults.hpp"
#include "qed/claims/query_tail.hpp"
#include "qed/claims/unlikely_events.hpp"

namespace qed::properties {
namespace {

const ModelClass& probe(std::string_view name) {
  const auto found = std::ranges::find(probes(), name, &ModelClass::name);
  if (found == probes().end()) throw std::invalid_argument("no probe " + std::string(name));
  return *found;
}

struct Arithmetic {
  std::string_view probe, fault, claim;
  Rational value, bound;
};

TEST(Probes, BreakTheirClaimByTheseNumbers) {
  const Arithmetic all[] = {
      {"never told apart", "forget-to-update-on-queries", "cubic-query-sum", 165, ratio(120000, 729)},
      {"never told apart", "zero-likelihood-kept", "cubic-query-sum", 165, ratio(120000, 729)},
      {"nothing to ask", "ask-whenever-two-are-collected", "cubic-query-sum", 83, ratio(60000, 729)},
      {"two wrong ones", "drop-first-collected", "cubic-query-sum-lost", 1, ratio(1, 3)},
      {"truth declared last", "drop-last-collected", "truth-retention", 0, ratio(4, 5)},
      {"truth declared last", "collect-best-only", "truth-retention", 0, ratio(4, 5)},
      {"half each", "alpha-times-total", "truth-retention-sharp", 0, ratio(1, 2)},
      {"half each", "sum-includes-itself", "truth-retention-sharp", 0, ratio(1, 2)},
      {"unlikely at once", "follow-best-model", "unlikeliness", 1, ratio(1, 2)},
      {"three alike", "alpha-times-best-only", "top-size", 3, ratio(19, 9)},
      {"three at the threshold", "keep-at-threshold", "top-size", 3, 3},
      {"one step short", "events-one-step-late", "unlikeliness", 1, 0},
      {"lost, then bad", "events-forget-retention", "unlikeliness", ratio(1, 4), 0},
      {"likely truth", "prior-not-used", "truth-retention-sharp", ratio(13, 16), ratio(17, 18)},
      {"not worth asking", "minimum-over-all-models", "cubic-query-sum-sharp", 1, ratio(2, 33)},
      {"asked once", "lost-sum-counts-every-step", "cubic-query-sum-lost", 1, ratio(1, 3)},
  };
  for (const Arithmetic& a : all) {
    SCOPED_TRACE(std::string(a.fault) + " on " + std::string(a.probe));
    const std::string_view only[] = {a.claim};
    const Comparison worst = check_with_fault(probe(a.probe), fault(a.fault), {}, only).claims.at(0).worst;
    EXPECT_EQ(worst.verdict, Verdict::violated);
    ASSERT_TRUE(worst.value && worst.value->is_exact() && worst.bound && worst.bound->is_exact());
    EXPECT_EQ(worst.value->exact(), a.value);
    EXPECT_EQ(worst.bound->exact(), a.bound);
  }
}

TEST(Probes, QueriesAreMoreThanTheirCubes) {
  const ModelClass& c = probe("slowly refuted");
  const Quantities q = evaluate(c).quantities;
  const Rational bound = 3 / c.alpha * (1 / c.demonstrator_prior() - 1);
  EXPECT_EQ(bound, ratio(33, 10));
  EXPECT_EQ(q.S3, q.S1 / 25);  // every query probability is 1/5 or 0
  EXPECT_GT(q.S1, ratio(36, 10));
  EXPECT_LT(q.S3, ratio(15, 100));
}

// The potential of the second falls by 0.365 alpha and that of the third rises by 0.525 alpha, whenever it
// asks, which is half of the time: a drop of -(1/2) alpha 0.160, where (alpha/3) (1/2)^3 is needed.
TEST(Probes, WhatIsLeftBehindRises) {
  const std::string_view only[] = {"query-drift"};
  const Comparison worst =
      check_with_fault(probe("left behind"), fault("update-collected-only"), {}, only).claims.at(0).worst;
  EXPECT_EQ(worst.verdict, Verdict::violated);
  EXPECT_EQ(worst.value->exact(), ratio(1, 48));
  EXPECT_GT(worst.bound->lower(), ratio(-41, 1000));
  EXPECT_LT(worst.bound->upper(), ratio(-39, 1000));
}

// Each by the bound that short horizons never meet.
TEST(Probes, BreakTheBoundsOfLongHorizons) {
  struct Broken {
    std::string_view fault, claim, decided_by;
    Rational value, least_bound, largest_bound;
  };
  const Broken all[] = {
      {"follow-best-model", "unlikeliness", by_the_mean, 1, ratio(404, 1000), ratio(405, 1000)},
      {"follow-best-model", "unlikeliness-finite", by_the_tail, 1, ratio(584, 1000), ratio(585, 1000)},
      {"forget-to-update-on-queries", "query-tail", at_a_value, 1, ratio(91, 100), ratio(94, 100)},
  };
  for (const Broken& b : all) {
    SCOPED_TRACE(b.claim);
    const std::string_view only[] = {b.claim};
    const Comparison worst =
        check_with_fault(probe("two-headed coin"), fault(b.fault), {}, only).claims.at(0).worst;
    EXPECT_EQ(worst.verdict, Verdict::violated);
    EXPECT_EQ(worst.decided_by, b.decided_by);
    EXPECT_FALSE(worst.vacuous);
    EXPECT_EQ(worst.value->exact(), b.value);
    EXPECT_GT(worst.bound->lower(), b.least_bound);
    EXPECT_LT(worst.bound->upper(), b.largest_bound);
    const Comparison honest = check(probe("two-headed coin"), Imitator{}, {}, only).claims.at(0).worst;
    EXPECT_EQ(honest.verdict, Verdict::holds);
    EXPECT_EQ(honest.decided_by, b.decided_by);
  }
}

TEST(Probes, TheAttainedBoundIsAttained) {
  ModelClass c = probe("retention attained");
  c.horizon = 2;
  EXPECT_EQ(evaluate(c).quantities.truth_retained, 1 - c.alpha * (1 / c.demonstrator_prior() - 1));
}

TEST(Probes, HaveNamesOfTheirOwn) {
  for (const ModelClass& c : probes())
    EXPECT_EQ(std::ranges::count(probes(), c.name, &ModelClass::name), 1) << c.name;
}

}  // namespace
}  // namespace qed::properties
