// Every hypothesis of every claim that a class decides, as the registry words it: the test that shows the claim break without it,
// or hold without it; or why the claim has no meaning without it. A hypothesis that nobody has looked at fails here.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "qed/claims/claim.hpp"

namespace qed {
namespace {

struct Shown {
  std::string_view by;          // SUITE.NAME: the claim breaks, or holds, without the hypothesis
  std::string_view no_meaning;  // or what the claim could not even say
};
Shown by(std::string_view test) { return {test, {}}; }
Shown no_meaning(std::string_view why) { return {{}, why}; }

std::map<std::string_view, std::map<std::string_view, Shown>> shown() {
  constexpr std::string_view reachable = "h is reachable", inside = "the demonstrator μ is a member of the class",
                             collected = "μ ∈ T(h): the truth is in the top set",
                             bayes = "only queried actions count, by Bayes' rule",
                             alpha = "0 < α < 1; strict or non-strict threshold",
                             blind = "the environment does not see whether the demonstrator was queried";
  const Shown unreached = no_meaning("the posterior, and so the top set, is given by what came before");
  const Shown no_truth = no_meaning("w(μ), and the truth in the top set, are of a member of the class");
  const Shown untold = by("Hypotheses.DominanceNeedsTheTruthInTheTopSet");
  const Shown nothing_asked = by("HypothesesNotNeeded.ThresholdsBelowOneForWhatIsAsked");
  const Shown seen = by("Hypotheses.UnlikelinessNeedsAQueryBlindEnvironment");
  const Shown own_actions_retain = by("Hypotheses.RetentionNeedsThatOnlyQueriesAreEvidence");
  const Shown own_actions_sum = by("Hypotheses.CubicSumNeedsThatOnlyQueriesAreEvidence");
  const Shown nothing_learnt = by("Hypotheses.UnlikelinessNeedsThatQueriesAreEvidence");
  const Shown outside_asks = by("Hypotheses.CubicSumNeedsTheTruthInTheClass");
  const Shown costly = by("Hypotheses.BoundedCostNeedsTheTruthInTheTopSet");
  return {
      {"top-prefix", {{reachable, unreached}}},
      {"top-size", {{reachable, unreached}, {alpha, by("Hypotheses.TopSizeNeedsAPositiveThreshold")}}},
      {"no-query-dominance", {{reachable, unreached}, {inside, untold}, {collected, untold}}},
      {"query-identity", {{reachable, unreached}}},
      {"step-dominance", {{reachable, unreached}, {inside, untold}, {collected, untold}}},
      {"query-drift",
       {{reachable, unreached},
        {inside, no_meaning("the odds that the potential is made of are those against μ")},
        {bayes, by("Hypotheses.QueryDriftNeedsThatOnlyQueriesAreEvidence")},
        {alpha, nothing_asked},
        {"the step is not forced", by("Hypotheses.QueryDriftNeedsAnUnforcedStep")}}},
      {"truth-retention", {{inside, no_truth}, {bayes, own_actions_retain}}},
      {"truth-retention-sharp", {{inside, no_truth}, {bayes, own_actions_retain}}},
      {"cubic-query-sum", {{inside, outside_asks}, {bayes, own_actions_sum}, {alpha, nothing_asked}}},
      {"cubic-query-sum-sharp", {{inside, outside_asks}, {bayes, own_actions_sum}, {alpha, nothing_asked}}},
      {"cubic-query-sum-lost", {{inside, outside_asks}, {bayes, own_actions_sum}, {alpha, nothing_asked}}},
      {"query-count",
       {{"a query comes with the probability θ that the imitator states",
         by("Hypotheses.QueryCountNeedsQueriesOfTheProbabilityThatIsStated")}}},
      {"trajectory-dominance",
       {{inside, no_truth},
        {blind, by("Hypotheses.TrajectoryDominanceNeedsAQueryBlindEnvironment")},
        {"the truth is in the top set at every step so far (E_t)",
         by("Hypotheses.TrajectoryDominanceNeedsTheTruthInTheTopSet")}}},
      {"unlikeliness", {{inside, no_truth}, {bayes, nothing_learnt}, {alpha, nothing_asked}, {blind, seen}}},
      {"query-tail",
       {{inside, no_truth},
        {bayes, by("Hypotheses.QueryTailNeedsThatQueriesAreEvidence")},
        {alpha, nothing_asked},
        {"a finite class of M ≥ 2 models (with one, A_N = 0)", by("Hypotheses.QueryTailNeedsTwoModels")},
        {"forced steps, and steps once the truth was lost, are left out of A_N",
         by("Hypotheses.QueryTailLeavesForcedStepsOut")}}},
      {"unlikeliness-finite",
       {{inside, no_truth},
        {bayes, nothing_learnt},
        {alpha, nothing_asked},
        {blind, seen},
        {"a finite class of M models", no_meaning("M is part of the bound")}}},
      {"product-growth-log",
       {{"the environment does not see whether the demonstrator was queried (not needed by the proof; section 5 of "
         "the claims is stated for such environments)",
         by("HypothesesNotNeeded.QueryBlindEnvironmentsForTheLogarithmOfTheProduct")}}},
      {"preconditioning",
       {{inside, no_truth},
        {bayes, by("Hypotheses.PreconditioningNeedsThatOnlyQueriesAreEvidence")},
        {alpha, nothing_asked}}},
      {"bounded-cost",
       {{reachable, unreached},
        {inside, costly},
        {collected, costly},
        {"for the second part: the cost is not negative",
         by("Hypotheses.BoundedCostByAFactorNeedsCostsOfOneSign")}}},
  };
}

std::set<std::string> tests_of_this_program() {
  std::set<std::string> names;
  const ::testing::UnitTest& all = *::testing::UnitTest::GetInstance();
  for (int s = 0; s < all.total_test_suite_count(); ++s)
    for (int t = 0; t < all.GetTestSuite(s)->total_test_count(); ++t)
      names.insert(std::string(all.GetTestSuite(s)->name()) + '.' + all.GetTestSuite(s)->GetTestInfo(t)->name());
  return names;
}

TEST(EveryHypothesis, IsShownToMatterOrNotTo) {
  const auto table = shown();
  const std::set<std::string> tests = tests_of_this_program();
  std::size_t claims_here = 0;
  for (const Claim& c : claims()) {
    if (!c.on_classes()) continue;
    SCOPED_TRACE(c.id);
    ++claims_here;
    const auto known = table.find(c.id);
    ASSERT_NE(known, table.end());
    for (const std::string_view hypothesis : c.hypotheses)
      EXPECT_TRUE(known->second.contains(hypothesis)) << hypothesis;
    EXPECT_EQ(known->second.size(), c.hypotheses.size());  // and no others
    for (const auto& [hypothesis, how] : known->second)
      EXPECT_TRUE(how.by.empty() ? !how.no_meaning.empty() : tests.contains(std::string(how.by)))
          << hypothesis << ": there is no test " << how.by;
  }
  EXPECT_EQ(table.size(), claims_here);
}

}  // namespace
}  // namespace qed
