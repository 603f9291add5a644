#include "qed/evidence/worked_example.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "qed/claims/trajectories.hpp"
#include "qed/evidence/sampled_run.hpp"

namespace qed::evidence {
namespace {

const Series& series(const WorkedExample& e, const std::string& id, std::size_t k) {
  const auto found =
      std::find_if(e.figures.begin(), e.figures.end(), [&](const Figure& f) { return f.id() == id; });
  if (found == e.figures.end()) throw std::runtime_error("no figure " + id);
  return std::get<Plot>(found->plot).series.at(k);
}

TEST(WorkedExample, TheCurvesOfTwoCoinsAreTheEnginesNumbers) {
  const WorkedExample e = worked_example(two_coins(5));
  EXPECT_EQ(e.cut_short, "");
  Rational queries = 0;
  for (const auto& p : series(e, "example-two-coins-queries", 0).points) queries += p.y.lower;
  EXPECT_EQ(queries, evaluate(two_coins(5)).quantities.S1);
  EXPECT_EQ(series(e, "example-two-coins-queries", 0).points.front().y.lower,
            ratio(1, 2));  // theta = 1 - (1/4 + 1/4)
  const auto& product = series(e, "example-two-coins-product", 0).points;
  ASSERT_EQ(product.size(), 5u);
  EXPECT_EQ(product[4].x, 5);
  EXPECT_EQ(product[4].y.lower, ratio(58617, 8192));  // as README.md shows
  const auto& stays = series(e, "example-two-coins-retention", 0).points;
  EXPECT_EQ(stays.back().y.lower, evaluate(two_coins(5)).quantities.truth_retained);
  EXPECT_EQ(series(e, "example-two-coins-retention", 1).points.front().y.lower, ratio(9, 10));  // sharp
  EXPECT_EQ(series(e, "example-two-coins-retention", 2).points.front().y.lower, ratio(4, 5));   // seed
  EXPECT_EQ(series(e, "example-two-coins-cubes", 1).points.front().y.lower, 30);
  EXPECT_EQ(series(e, "example-two-coins-cubes", 2).points.front().y.lower, 120000);
}

TEST(WorkedExample, ALimitIsSaid) {
  WorkedExampleOptions narrow;
  narrow.max_states = 6;
  const WorkedExample e = worked_example(two_coins(30), narrow);
  EXPECT_NE(e.cut_short.find("more than 6 states"), std::string::npos) << e.cut_short;
}

TEST(BoundSweeps, BoundsAreThoseOfTheClaims) {
  const auto figures = bound_sweeps(two_coins(4));
  ASSERT_EQ(figures.size(), 4u);
  for (const auto& f : figures)
    if (f.id() == "example-two-coins-cubes-over-alpha") {
      const auto& alphas = std::get<Plot>(f.plot).series[0].points;
      EXPECT_GE(alphas.size(), 10u);
      EXPECT_TRUE(std::is_sorted(alphas.begin(), alphas.end(), [](auto& a, auto& b) { return a.x < b.x; }));
      for (const auto& p : std::get<Plot>(f.plot).series[1].points)
        EXPECT_EQ(p.y.lower, 3 / p.x);  // (3/alpha)(1/w - 1), w = 1/2
    }
}

TEST(SampledRun, IsDrawnAgainFromItsSeedAndIsAPossibleRun) {
  const ModelClass c = two_coins(60);
  const auto run = sampled_run(c, 1), again = sampled_run(c, 1), other = sampled_run(c, 2);
  ASSERT_EQ(run.size(), 60u);
  EXPECT_TRUE(
      std::equal(run.begin(), run.end(), again.begin(), [](auto& a, auto& b) { return a.taken == b.taken; }));
  EXPECT_FALSE(
      std::equal(run.begin(), run.end(), other.begin(), [](auto& a, auto& b) { return a.taken == b.taken; }));
  bool asked = false, answered = false;
  for (std::size_t t = 0; t < run.size(); ++t) {
    EXPECT_EQ(run[t].posterior[0] + run[t].posterior[1], 1);
    asked = asked || run[t].taken.asked;
    answered = answered || !run[t].taken.asked;
    if (run[t].taken.asked) {
      EXPECT_GT(run[t].query_probability, 0);
    }
    if (t + 1 == run.size()) break;
    // Bayes on queries, and on nothing else.
    const Rational before = run[t].posterior[1] / run[t].posterior[0];
    const Rational after = run[t + 1].posterior[1] / run[t + 1].posterior[0];
    const auto law = [&](std::size_t m) { return std::get<Iid>(c.models[m].policy).law; };
    const Rational factor = law(1)[run[t].taken.action] / law(0)[run[t].taken.action];
    EXPECT_EQ(after, run[t].taken.asked ? Rational(before * factor) : before);
  }
  EXPECT_TRUE(asked);
  EXPECT_TRUE(answered);
}

TEST(SampledRun, ForcedStepsAsk) {
  ModelClass c = two_coins(8);
  c.forced_queries = 8;
  for (const auto& step : sampled_run(c, 3)) {
    EXPECT_TRUE(step.taken.asked);
    EXPECT_EQ(step.query_probability, 1);
  }
}

TEST(Families, TheLowerBoundFamilyHasItsNumbers) {
  const Figure f = lower_bound_figure();
  std::vector<Rational> scaled;
  for (const auto& p : std::get<Plot>(f.plot).series[0].points) scaled.push_back(p.y.lower);
  EXPECT_EQ(scaled,
            (std::vector<Rational>{ratio(3, 4), ratio(7, 8), ratio(15, 16), ratio(31, 32), ratio(63, 64)}));
}

}  // namespace
}  // namespace qed::evidence
