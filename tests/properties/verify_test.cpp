// The main job: repeatable from its seed whatever the number of threads, honest about where it stopped, and
// able to find, shrink and save a violation.
#include "properties/verify.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "properties/coverage.hpp"
#include "qed/model/class_file.hpp"
#include "tests/cases.hpp"

namespace qed::properties {
namespace {

// Follows the best model only as to what it plays: asks less than it should.
struct FollowTheBest : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    std::vector<Rational> answered(s.demonstrator.size(), Rational(0));
    if (!top.empty())
      answered.assign(s.predictions[*top.begin()]->begin(), s.predictions[*top.begin()]->end());
    return ask_with_the_rest(std::move(answered), s.demonstrator);
  }
};
const Imitator follow_the_best("follow the best", FollowTheBest{});

VerifyReport run(std::uint64_t cases, unsigned jobs, const Imitator& imitator = {},
                 std::vector<std::string> only = {}) {
  VerifyOptions options;
  options.seed = 11;
  options.cases = cases;
  options.jobs = jobs;
  options.imitator = imitator;
  options.only = std::move(only);
  return verify(options);
}

// Everything but the timings, as text.
std::string text(const VerifyReport& report) {
  std::string s = std::to_string(report.seed) + ' ' + std::to_string(report.cases) + '\n';
  for (const ClaimTally& t : report.claims) {
    s += std::string(t.claim->id) + ' ' + std::to_string(t.cases) + ' ' + std::to_string(t.interesting) +
         ' ' + std::to_string(t.violations) + ' ' + std::to_string(t.undecided) + ' ';
    if (t.tightest) s += to_string(t.tightest->upper()) + " in " + std::to_string(t.tightest_case);
    s += '\n';
  }
  for (const Branch& b : report.branches) s += b.name + ' ' + std::to_string(b.reached) + '\n';
  for (const Violation& v : report.violations)
    s += std::to_string(v.case_index) + '\n' + write_class(v.shrunk);
  return s;
}

TEST(Verify, EveryClaimHolds) {
  const VerifyReport report = run(test::cases(300), 1);
  EXPECT_EQ(report.cases, test::cases(300));
  EXPECT_TRUE(report.violations.empty());
  EXPECT_FALSE(report.interrupted);
  for (const ClaimTally& t : report.claims) {
    EXPECT_EQ(t.violations, 0u) << t.claim->id;
    EXPECT_EQ(t.undecided, 0u) << t.claim->id;
    EXPECT_GT(t.interesting, 0u) << t.claim->id;
    EXPECT_LE(t.interesting, t.cases) << t.claim->id;
  }
}

TEST(Verify, DoesNotDependOnTheNumberOfThreads) {
  const std::string one = text(run(200, 1, follow_the_best));
  EXPECT_EQ(text(run(200, 4, follow_the_best)), one);
  EXPECT_EQ(text(run(200, 1, follow_the_best)), one);
}

TEST(Verify, FindsAndShrinksWhatAFaultyImitatorBreaks) {
  const VerifyReport report = run(100, 2, follow_the_best, {"no-query-dominance", "step-dominance"});
  ASSERT_EQ(report.claims.size(), 2u);
  EXPECT_GT(report.claims[0].violations, 10u);
  ASSERT_EQ(report.violations.size(), 10u);                                // max_violations
  EXPECT_EQ(report.violations[0].result.claim->id, "no-query-dominance");  // one of each claim first
  EXPECT_EQ(report.violations[1].result.claim->id, "step-dominance");
  for (const Violation& v : report.violations) {
    EXPECT_EQ(v.shrunk.models.size(), 2u);
    EXPECT_EQ(v.shrunk.actions.size(), 2u);
    EXPECT_LE(v.shrunk.horizon, 2u);
    ASSERT_TRUE(v.shrunk.counterexample);
    EXPECT_EQ(v.shrunk.counterexample->claim, v.result.claim->id);
    EXPECT_EQ(v.shrunk.counterexample->imitator, "follow the best");
    EXPECT_EQ(v.shrunk.counterexample->seed, 11u);
    // The file says all: read back, it violates the same claim again.
    const ModelClass again = parse_class(write_class(v.shrunk), "counterexample");
    const std::string_view only[] = {v.result.claim->id};
    EXPECT_EQ(check(again, follow_the_best, {}, only).claims[0].worst.verdict, Verdict::violated);
    EXPECT_EQ(check(v.found, follow_the_best, {}, only).claims[0].worst.verdict, Verdict::violated);
    EXPECT_EQ(check(again, {}, {}, only).claims[0].worst.verdict, Verdict::holds);
  }
}

TEST(Verify, BudgetEndsTheRunAndItsCasesRepeatIt) {
  VerifyOptions options;
  options.seed = 11;
  options.jobs = 3;
  options.budget = std::chrono::duration<double>(0.3);
  const VerifyReport report = verify(options);
  EXPECT_GT(report.cases, 0u);
  EXPECT_FALSE(report.interrupted);
  EXPECT_EQ(text(run(report.cases, 1)), text(report));
}

TEST(Verify, InterruptionKeepsWhatIsDone) {
  std::atomic<bool> interrupted = false;
  VerifyOptions options;
  options.seed = 11;
  options.cases = 1'000'000'000;
  options.jobs = 2;
  options.interrupted = &interrupted;
  std::uint64_t told = 0;
  options.progress = [&](const VerifyProgress& p) {
    told = p.cases;
    if (p.cases > 0) interrupted = true;
  };
  const VerifyReport report = verify(options);
  EXPECT_TRUE(report.interrupted);
  EXPECT_GT(report.cases, 0u);
  EXPECT_GE(report.cases, told);
  EXPECT_EQ(text(run(report.cases, 1)), text(report));
}

TEST(Verify, TellsProgressInTheCallersThread) {
  const auto caller = std::this_thread::get_id();
  bool told = false;
  VerifyOptions options;
  options.cases = 20;
  options.jobs = 2;
  options.progress = [&](const VerifyProgress& p) {
    told = true;
    EXPECT_EQ(std::this_thread::get_id(), caller);
    EXPECT_LE(p.cases, 20u);
    EXPECT_EQ(p.cases_wanted, 20u);
  };
  verify(options);
  EXPECT_TRUE(told);
}

struct NotALaw : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    StepLaw law = CautiousImitator<>::step(s, top);
    law.answered[0] += 1;
    return law;
  }
};
TEST(Verify, SaysInWhichCaseAnImitatorBroke) {
  try {
    run(10, 1, Imitator("not a law", NotALaw{}));
    FAIL() << "no exception";
  } catch (const std::exception& e) {
    EXPECT_TRUE(std::string(e.what()).starts_with("case 0 of seed 11: ")) << e.what();
    EXPECT_NE(std::string(e.what()).find("not a law"), std::string::npos) << e.what();
  }
}

TEST(Verify, RefusesWhatCannotBeRun) {
  EXPECT_THROW(verify({}), std::invalid_argument);  // neither cases nor budget
  EXPECT_THROW(run(1, 1, {}, {"no-such-claim"}), std::invalid_argument);
  EXPECT_THROW(run(1, 1, {}, {"product-growth"}), std::invalid_argument);  // about families
}

TEST(GenerateCase, IsTheCaseOfARun) {
  EXPECT_EQ(write_class(generate_case(11, 3)), write_class(generate_case(11, 3)));
  EXPECT_NE(write_class(generate_case(11, 3)), write_class(generate_case(11, 4)));
}

}  // namespace
}  // namespace qed::properties
