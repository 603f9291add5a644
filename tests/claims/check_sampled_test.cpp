#include "qed/claims/check_sampled.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "properties/faults.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/model/class_file.hpp"
#include "tests/shipped_class.hpp"

namespace qed {
namespace {

ModelClass file(const std::string& name) { return read_class(test::tests_folder() / (name + ".json")); }

SamplingOptions paths(std::uint64_t samples, unsigned jobs = 1) {
  SamplingOptions options;
  options.samples = samples;
  options.jobs = jobs;
  return options;
}

const ClaimResult& of(const std::vector<ClaimResult>& results, std::string_view id) {
  for (const ClaimResult& r : results)
    if (r.claim->id == id) return r;
  throw std::out_of_range(std::string(id));
}

TEST(CheckSampled, TellsSampledFromExact) {
  const ModelClass c = file("classes/two-coins");
  const SampledCheck sampled = check_sampled(c, {}, paths(4000));
  const CheckResult exact = check(c);
  EXPECT_EQ(sampled.verdict(), Verdict::holds);
  // All but query-count and product-growth-log, which need exact sums, and what needs laws along trajectories.
  EXPECT_EQ(sampled.claims.size(), exact.claims.size() - 5);
  for (const ClaimResult& r : sampled.claims) {
    const ClaimResult& x = of(exact.claims, r.claim->id);
    if (r.claim->kind == ClaimKind::per_node) {
      EXPECT_EQ(r.worst.verdict, Verdict::held_where_visited) << r.claim->id;
      EXPECT_GT(r.exercised, 0u) << r.claim->id;
      // Two coins have seven nodes: all are visited, so the worst is the same.
      EXPECT_EQ(r.worst.ratio.has_value(), x.worst.ratio.has_value());
      if (x.worst.ratio) {
        EXPECT_EQ(r.worst.ratio->upper(), x.worst.ratio->upper()) << r.claim->id;
      }
    } else {
      EXPECT_EQ(r.worst.verdict, Verdict::holds) << r.claim->id;
      EXPECT_EQ(r.worst.value->method(), Method::sampled) << r.claim->id;
      EXPECT_TRUE(r.worst.value->sampled().contains(x.worst.value->exact())) << r.claim->id;
      EXPECT_EQ(r.worst.ratio->method(), Method::sampled) << r.claim->id;
      EXPECT_LE(r.worst.ratio->lower(), x.worst.ratio->lower()) << r.claim->id;
      EXPECT_GE(r.worst.ratio->upper(), x.worst.ratio->upper()) << r.claim->id;
    }
  }
}

TEST(CheckSampled, AViolationAtANodeIsExactAndHasItsHistory) {
  const ModelClass c = file("classes/weather-habit");
  const Imitator& blend = *properties::fault("mean-instead-of-minimum").imitator;
  const SampledCheck one = check_sampled(c, blend, paths(2000, 1)),
                     two = check_sampled(c, blend, paths(2000, 2));
  EXPECT_EQ(one.verdict(), Verdict::violated);
  const ClaimResult &first = of(one.claims, "no-query-dominance"),
                    &second = of(two.claims, "no-query-dominance");
  EXPECT_EQ(first.worst.verdict, Verdict::violated);
  EXPECT_TRUE(first.worst.value->is_exact());
  EXPECT_EQ(first.worst.value->exact(),
            of(check(c, blend).claims, "no-query-dominance").worst.value->exact());
  for (const ClaimResult& r : one.claims) {
    EXPECT_EQ(r.history, of(two.claims, r.claim->id).history) << r.claim->id;
    EXPECT_EQ(r.exercised, of(two.claims, r.claim->id).exercised) << r.claim->id;
    EXPECT_EQ(r.interesting, of(two.claims, r.claim->id).interesting) << r.claim->id;
  }
  EXPECT_EQ(first.history, second.history);
}

// The imitator learns from itself, and loses the truth more often than 1/2: sampling sees it from a thousand paths, and
// does not pretend to from ten.
TEST(CheckSampled, AViolationOfAProbabilityIsSeenOnceTheIntervalIsOnThatSide) {
  const ModelClass c = file("faults/update-on-own-actions");
  const Imitator& imitator = *properties::fault("update-on-own-actions").imitator;
  const std::string_view only[] = {"truth-retention-sharp"};
  ASSERT_EQ(check(c, imitator, {}, only).verdict(), Verdict::violated);
  EXPECT_EQ(check_sampled(c, imitator, paths(10), false, only).verdict(), Verdict::undecided);
  EXPECT_EQ(check_sampled(c, imitator, paths(4000), false, only).verdict(), Verdict::violated);
  EXPECT_EQ(check_sampled(c, {}, paths(4000), false, only).verdict(), Verdict::holds);
}

// A bound that is attained is never decided: 1 - alpha (1/w - 1) = 3/4, which two models approach to 4^-N.
TEST(CheckSampled, ABoundWithinTheIntervalDecidesNothing) {
  ModelClass c = two_coins(10);
  c.models = {{"truth", ratio(1, 2), Iid{Distribution({ratio(1, 4), ratio(3, 4)})}},
              {"certain", ratio(1, 2), Iid{Distribution({1, 0})}}};
  c.alpha = ratio(1, 4);
  const std::string_view only[] = {"truth-retention-sharp"};
  const SampledCheck check = check_sampled(c, {}, paths(3000), true, only);
  EXPECT_EQ(check.verdict(), Verdict::undecided);
  EXPECT_EQ(check.evaluation.samples, 3000u);
  EXPECT_TRUE(check.claims[0].worst.ratio->sampled().contains(1));
}

TEST(CheckSampled, StopsOnceEverythingIsDecided) {
  const SampledCheck check = check_sampled(file("classes/two-coins"), {}, paths(1'000'000), true);
  EXPECT_EQ(check.evaluation.ended, Sampled::Ended::enough);
  EXPECT_LT(check.evaluation.samples, 50'000u);
  EXPECT_EQ(check.verdict(), Verdict::holds);
}

// Of several events the worst is reported, and both ends of its interval are its own.
TEST(CheckSampled, TheEndsAreOfOneEvent) {
  ModelClass c = two_coins(12);
  c.events = {Event::prefix("one head", {1}, 2, 1),
              Event::prefix("eight heads", {1, 1, 1, 1, 1, 1, 1, 1}, 2, 1)};
  const std::string_view only[] = {"unlikeliness"};
  const SampledCheck check = check_sampled(c, {}, paths(3000), false, only);
  const ClaimResult& r = check.claims.at(0);
  const std::size_t worst = r.worst.detail.find("eight heads") == std::string::npos ? 0 : 1;
  EXPECT_EQ(r.worst.value->lower(), *check.evaluation.lower.events[worst].imitator_and_retained);
  EXPECT_EQ(r.worst.value->upper(), *check.evaluation.upper.events[worst].imitator_and_retained);
}

TEST(CheckSampled, DemonstratorsOutsideAreNotApplicable) {
  ModelClass c = two_coins(10);
  c.demonstrator = Model{"third", 0, Iid{Distribution({ratio(1, 2), ratio(1, 2)})}};
  const SampledCheck check = check_sampled(c, {}, paths(500));
  EXPECT_EQ(of(check.claims, "truth-retention").worst.verdict, Verdict::not_applicable);
  EXPECT_EQ(of(check.claims, "query-drift").worst.verdict, Verdict::not_applicable);
  EXPECT_EQ(of(check.claims, "query-identity").worst.verdict, Verdict::held_where_visited);
}

}  // namespace
}  // namespace qed
