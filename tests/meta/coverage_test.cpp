// The suite can only fail where it looks: a thousand classes at a fixed seed reach every branch, and exercise
// every claim, at least as often as promised.
#include "properties/coverage.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "properties/generators/model_class.hpp"
#include "properties/verify.hpp"

namespace qed::properties {
namespace {

constexpr std::uint64_t cases = 1000;

const VerifyReport& thousand_cases() {
  static const VerifyReport report = [] {
    VerifyOptions options;
    options.seed = 2026;
    options.cases = cases;
    options.jobs = 2;
    return verify(options);
  }();
  return report;
}

TEST(Coverage, EveryBranchIsReachedAsOftenAsPromised) {
  for (const Branch& b : thousand_cases().branches) {
    EXPECT_GE(Rational(b.reached), b.floor * cases) << b.name;
    EXPECT_GT(b.floor, 0) << b.name;
    std::cout << b.name << ": " << b.reached << " of " << cases << '\n';
  }
}

TEST(Coverage, EveryClaimIsExercisedAsOftenAsPromised) {
  for (const ClaimTally& t : thousand_cases().claims) {
    EXPECT_GE(t.cases, 500u) << t.claim->id;
    EXPECT_GE(Rational(t.interesting), t.floor * t.cases) << t.claim->id;
    EXPECT_GE(t.floor, ratio(1, 20)) << t.claim->id << " has no floor of its own";
    std::cout << t.claim->id << ": " << t.interesting << " of " << t.cases << '\n';
  }
}

// The one-step generator, too: a naive one never queries in three quarters of its cases.
TEST(Coverage, StepsQuery) {
  unsigned asks = 0, three_collected = 0;
  const auto generate = gen::one_step_classes(gen::Truth::on_top);
  for (std::uint64_t i = 0; i < cases; ++i) {
    const ModelClass c = generate(rc::Random(rc::Random::Key{2026, i, 0, 0})).value();
    const Quantities q = evaluate(c).quantities;
    asks += q.S1 > 0;
    three_collected += q.max_top_size >= 3;
  }
  EXPECT_GE(asks, 500u);
  EXPECT_GE(three_collected, 300u);
}

}  // namespace
}  // namespace qed::properties
