// Hypotheses that turn out not to be needed: the claims hold without them, on hundreds of classes that lack
// them. And: where a needed one is missing, the registry does not pretend to decide.
#include <gtest/gtest.h>

#include "plain_process.hpp"
#include "properties/generators/model_class.hpp"
#include "qed/claims/check.hpp"
#include "qed/claims/trajectories.hpp"

namespace qed::oracle {
namespace {

// The first `wanted` random classes small enough for the oracle, with the truth in the class, that `fit`.
template <class Fits, class Examine>
void on_classes(unsigned wanted, Fits fits, Examine examine) {
  unsigned found = 0;
  for (std::uint64_t i = 0; found < wanted && i < 20 * wanted; ++i) {
    const ModelClass c = gen::case_of(99, i, gen::Depth::tree).value();
    if (!c.demonstrator_inside() || !fits(c)) continue;
    ++found;
    examine(c);
  }
  EXPECT_EQ(found, wanted);
}

bool any_class(const ModelClass&) { return true; }
bool sees_query(const ModelClass& c) { return c.environment.sees_query; }

// At alpha >= 1 only the best model is collected (all that equal it under >= at alpha = 1), but the proof
// never asks.
TEST(HypothesesNotNeeded, RetentionForEveryAlpha) {
  unsigned at_risk = 0;
  for (const Rational& alpha : {Rational(1), ratio(3, 2), Rational(5)})
    on_classes(150, any_class, [&](const ModelClass& c) {
      Process p = process_of(c);
      p.alpha = alpha;
      const Quantities q = enumerate(p);
      EXPECT_GE(*q.truth_retained, sharp_retention_bound(p));
      EXPECT_LE(q.S3 - q.forced_steps, sharp_sum_bound(p));
      at_risk += *q.truth_retained < 1 && sharp_retention_bound(p) > 0;
    });
  EXPECT_GT(at_risk, 0u);
}

// Collected alone, the best model leaves nothing to ask: so every sum over unforced steps is 0, no product grows, and all that
// bounds them holds.
TEST(HypothesesNotNeeded, ThresholdsBelowOneForWhatIsAsked) {
  for (const Rational& alpha : {Rational(1), ratio(3, 2), Rational(5)})
    on_classes(100, any_class, [&](const ModelClass& c) {
      Process p = process_of(c);
      p.alpha = alpha;
      p.threshold = Threshold::strict;
      enumerate(p, [](const Visit& v) { EXPECT_EQ(v.query_probability, v.forced ? 1 : 0); });
    });
}

TEST(HypothesesNotNeeded, WeightsThatSumToOne) {
  on_classes(
      100,
      [](const ModelClass& c) {
        Rational sum = 0;
        for (const Model& m : c.models) sum += m.prior;
        return sum < 1;
      },
      [](const ModelClass& c) { EXPECT_EQ(check(c).verdict(), Verdict::holds); });
}

TEST(HypothesesNotNeeded, QueryBlindEnvironmentsForSectionsTwoToFour) {
  constexpr std::string_view about_trajectories[] = {"trajectory-dominance", "unlikeliness",
                                                     "unlikeliness-finite", "product-growth-log"};
  unsigned asked = 0;
  on_classes(60, sees_query, [&](const ModelClass& c) {
    const CheckResult result = check(c);
    EXPECT_EQ(result.verdict(), Verdict::holds);
    asked += result.evaluation.quantities.S1 > 0;
    for (const ClaimResult& claim : result.claims) {
      const bool section_five =
          std::ranges::find(about_trajectories, claim.claim->id) != std::end(about_trajectories);
      EXPECT_EQ(claim.worst.verdict == Verdict::not_applicable, section_five) << claim.claim->id;
    }
  });
  EXPECT_GT(asked, 20u);
}

// Of whose logarithm the claim is, and how often something is asked, are read off the same steps.
TEST(HypothesesNotNeeded, QueryBlindEnvironmentsForTheLogarithmOfTheProduct) {
  unsigned asked = 0;
  on_classes(60, sees_query, [&](const ModelClass& c) {
    const Quantities q = evaluate(c).quantities;
    ModelClass blind = c;
    blind.environment = Environment::silent(c.actions.size());
    EXPECT_EQ(decide_product_growth_log({blind, q}).verdict, Verdict::holds);
    asked += q.S1 > 0;
  });
  EXPECT_GT(asked, 20u);
}

// Sub-laws will do for every model but the demonstrator.
TEST(HypothesesNotNeeded, ModelsThatAreLaws) {
  unsigned asked = 0;
  on_classes(150, any_class, [&](const ModelClass& c) {
    Process p = process_of(c);
    for (ModelIndex m = 0; m < p.models.size(); ++m)
      if (m != *p.truth)
        p.models[m] = [model = p.models[m]](const History& h) {
          Law law = model(h);
          for (Rational& probability : law) probability *= ratio(4, 5);
          return law;
        };
    const Quantities q = enumerate(p);
    EXPECT_GE(*q.truth_retained, sharp_retention_bound(p));
    EXPECT_LE(q.S3 - q.forced_steps, sharp_sum_bound(p));
    EXPECT_LE(*q.S3_lost, lost_sum_bound(p));
    EXPECT_EQ(q.expected_queries, q.S1);
    asked += q.S1 > q.forced_steps;
  });
  EXPECT_GT(asked, 100u);
}

TEST(HypothesesChecked, OutsideDemonstratorIsNotApplicable) {
  const std::vector<std::string_view> about_any_demonstrator{"top-prefix", "top-size", "query-identity",
                                                             "query-count", "product-growth-log"};
  unsigned found = 0;
  for (std::uint64_t i = 0; found < 20; ++i) {
    const ModelClass c = gen::case_of(99, i, gen::Depth::tree).value();
    if (c.demonstrator_inside() || c.environment.sees_query) continue;
    ++found;
    for (const ClaimResult& result : check(c).claims) {
      const bool applies =
          std::ranges::find(about_any_demonstrator, result.claim->id) != about_any_demonstrator.end();
      EXPECT_EQ(result.worst.verdict, applies ? Verdict::holds : Verdict::not_applicable) << result.claim->id;
    }
  }
}

}  // namespace
}  // namespace qed::oracle
