// Sampling against the exact engine: the intervals hold the exact values, a sampler with a fault is found out by them,
// and nothing depends on threads.
#include "qed/evaluate/sampling.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "properties/faults.hpp"
#include "properties/generators/model_class.hpp"
#include "properties/twin.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"
#include "tests/shipped_class.hpp"

namespace qed {
namespace {

using test::shipped;

SamplingOptions paths(std::uint64_t samples, std::uint64_t seed = 1, unsigned jobs = 1) {
  SamplingOptions options;
  options.samples = samples;
  options.seed = seed;
  options.jobs = jobs;
  return options;
}

// The quantities whose interval does not hold the exact value, and how many were looked at.
struct Missed {
  std::vector<std::string> names;
  unsigned checked = 0;

  void look(const std::string& name, const Rational& exact, const Rational& lower, const Rational& upper) {
    ++checked;
    if (exact < lower || exact > upper) names.push_back(name);
  }
  void look(const std::string& name, const std::optional<Rational>& exact,
            const std::optional<Rational>& lower, const std::optional<Rational>& upper) {
    ASSERT_EQ(exact.has_value(), lower.has_value()) << name;
    ASSERT_EQ(exact.has_value(), upper.has_value()) << name;
    if (exact) look(name, *exact, *lower, *upper);
  }
};

Missed missed(const Quantities& exact, const Sampled& s) {
  Missed result;
  const auto look = [&](const char* name, auto member) {
    result.look(name, exact.*member, s.lower.*member, s.upper.*member);
  };
  look("S1", &Quantities::S1);
  look("S2", &Quantities::S2);
  look("S3", &Quantities::S3);
  look("expected queries", &Quantities::expected_queries);
  look("S3 collected", &Quantities::S3_collected);
  look("S3 lost", &Quantities::S3_lost);
  look("retained", &Quantities::truth_retained);
  look("product", &Quantities::expected_product);
  look("largest theta", &Quantities::max_query_probability);
  EXPECT_LE(s.lower.max_top_size, exact.max_top_size);
  EXPECT_EQ(s.mean.forced_steps, exact.forced_steps);
  EXPECT_EQ(s.mean.events.size(), exact.events.size());
  for (std::size_t e = 0; e < exact.events.size(); ++e) {
    const EventProbabilities &x = exact.events[e], &low = s.lower.events[e], &up = s.upper.events[e];
    result.look("event " + x.name, x.imitator, low.imitator, up.imitator);
    result.look("event and retained " + x.name, x.imitator_and_retained, low.imitator_and_retained,
                up.imitator_and_retained);
    result.look("P_dem " + x.name, x.demonstrator, low.demonstrator, up.demonstrator);
  }
  return result;
}

TEST(Sampling, IntervalsHoldTheExactValues) {
  for (const char* name : {"two-coins", "weather-habit", "loaded-dice"}) {
    const ModelClass c = shipped(name);
    const Sampled s = sample(c, {}, paths(6000));
    EXPECT_EQ(s.samples, 6000u);
    const Missed m = missed(evaluate(c).quantities, s);
    EXPECT_EQ(m.names, std::vector<std::string>{}) << name;
    EXPECT_GE(m.checked, 9u);
    EXPECT_LT(*s.upper.truth_retained - *s.lower.truth_retained, ratio(1, 20)) << name;
    EXPECT_LT(s.upper.S3 - s.lower.S3, ratio(1, 4)) << name;
  }
}

// Every kind of policy, environment, threshold and event; forced queries; demonstrators outside the class.
TEST(Sampling, IntervalsHoldTheExactValuesOfRandomClasses) {
  unsigned checked = 0, events = 0, outside = 0, forced = 0;
  for (unsigned i = 0; i < 120; ++i) {
    const ModelClass c = gen::case_of(6, i).value();
    SamplingOptions options = paths(700, i);
    options.error = ratio(1, 1000000);
    const Missed m = missed(evaluate(c).quantities, sample(c, {}, options));
    EXPECT_EQ(m.names, std::vector<std::string>{}) << write_class(c);
    checked += m.checked;
    events += c.events.empty() ? 0 : 1;
    outside += !c.demonstrator_inside();
    forced += c.forced_queries > 0;
  }
  EXPECT_GT(checked, 900u);
  EXPECT_GT(events, 10u);
  EXPECT_GT(outside, 2u);
  EXPECT_GT(forced, 5u);
}

// All intervals of a run hold but for the error: of 60 runs at 1/5, at most 12 miss on average.
TEST(Sampling, ARunMissesNoMoreOftenThanAllowed) {
  const ModelClass c = two_coins(20);
  const Quantities exact = evaluate(c).quantities;
  int runs_missed = 0, thirds_missed = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SamplingOptions options = paths(512, seed);
    options.error = ratio(1, 5);
    Sampled s = sample(c, {}, options);
    runs_missed += !missed(exact, s).names.empty();
    // The interval of one probability alone, but a third as wide, would miss more often.
    const Rational middle = (*s.lower.truth_retained + *s.upper.truth_retained) / 2;
    const Rational radius = (*s.upper.truth_retained - *s.lower.truth_retained) / 6;
    thirds_missed += abs(middle - *exact.truth_retained) > radius;
  }
  EXPECT_LE(runs_missed, 12);
  EXPECT_GT(thirds_missed, 12);
}

// The same sampler, of an imitator that makes a mistake, is found out: its intervals exclude the cautious one's values.
TEST(Sampling, AFaultIsExcluded) {
  for (const char* fault :
       {"update-on-own-actions", "forget-to-update-on-queries", "mean-instead-of-minimum"}) {
    const ModelClass c = shipped("two-coins");
    const Imitator& imitator = *properties::fault(fault).imitator;
    const Sampled s = sample(c, imitator, paths(4000));
    EXPECT_FALSE(missed(evaluate(c).quantities, s).names.empty()) << fault;
    EXPECT_EQ(missed(evaluate(c, imitator).quantities, s).names, std::vector<std::string>{}) << fault;
  }
}

void expect_equal(const Sampled& a, const Sampled& b) {
  EXPECT_EQ(properties::difference(a.lower, b.lower), "");
  EXPECT_EQ(properties::difference(a.upper, b.upper), "");
  EXPECT_EQ(properties::difference(a.mean, b.mean), "");
  EXPECT_EQ(a.samples, b.samples);
  EXPECT_EQ(a.steps, b.steps);
  EXPECT_EQ(a.visits, b.visits);
}

TEST(Sampling, ThreadsChangeNothing) {
  const PathVisitor visitor = [](const Node& node, std::uint64_t, const History&) { return node.top.size(); };
  for (const char* name : {"two-coins", "weather-habit"}) {
    const ModelClass c = shipped(name);
    const Sampled one = sample(c, {}, paths(2000, 9, 1), visitor);
    EXPECT_GE(one.visits.size(), 2u);
    for (const unsigned jobs : {2u, 5u}) expect_equal(one, sample(c, {}, paths(2000, 9, jobs), visitor));
    EXPECT_NE(properties::difference(one.mean, sample(c, {}, paths(2000, 10)).mean), "");
  }
}

// What is drawn must come out alike on every compiler, so the numbers themselves are fixed here.
TEST(Sampling, IsTheSameEverywhere) {
  const Sampled s = sample(shipped("two-coins"), {}, paths(1000, 1));
  EXPECT_EQ(to_string(*s.mean.truth_retained), "24/25");
  EXPECT_EQ(to_string(s.mean.S3), "10131/8000");
  EXPECT_EQ(to_string(s.mean.events[0].imitator), "13/200");
  EXPECT_EQ(to_decimal_down(s.lower.S3), "0.957576");
  EXPECT_EQ(to_decimal_up(*s.upper.truth_retained), "0.978214");
}

// Forgetting nodes, between paths and within one, changes costs alone.
TEST(Sampling, WhatIsForgottenIsWorkedOutAgain) {
  for (const char* name : {"weather-habit", "house-votes"}) {
    ModelClass c = shipped(name);
    const Imitator imitator;
    const PathVisitor visitor = [](const Node& node, std::uint64_t, const History&) {
      return Integer(node.situation.weights[0] % 97).convert_to<std::uint64_t>();
    };
    PathSampler keeps(c, imitator, 2, {true, true}, visitor),
        forgets(c, imitator, 2, {true, true}, visitor, 2);
    PathSums kept, forgotten;
    for (std::uint64_t i = 0; i < 60; ++i) {
      keeps.walk(i, kept);
      forgets.walk(i, forgotten);
    }
    EXPECT_EQ(kept.S1.sum, forgotten.S1.sum);
    EXPECT_EQ(kept.S3.squares, forgotten.S3.squares);
    EXPECT_EQ(kept.product.sum, forgotten.product.sum);
    EXPECT_EQ(kept.retained, forgotten.retained);
    EXPECT_EQ(kept.visits, forgotten.visits);
    EXPECT_GT(kept.visits.size(), 4u);
  }
}

TEST(Sampling, AnInterruptionKeepsWholeBlocks) {
  const ModelClass c = shipped("two-coins");
  std::atomic<bool> interrupted = false;
  SamplingOptions options = paths(100'000);
  options.interrupted = &interrupted;
  options.progress = [&](const SamplingProgress& p) {
    EXPECT_EQ(p.wanted, 100'000u);
    interrupted = p.samples >= 3 * paths_per_block;
  };
  const Sampled s = sample(c, {}, options);
  EXPECT_EQ(s.ended, Sampled::Ended::interrupted);
  EXPECT_EQ(s.samples, 3 * paths_per_block);
  EXPECT_EQ(missed(evaluate(c).quantities, s).names, std::vector<std::string>{});

  // The same paths as those of a run that was to have so many; whose interval may be narrower, for it was not stopped.
  const Sampled whole = sample(c, {}, paths(3 * paths_per_block));
  EXPECT_EQ(properties::difference(s.mean, whole.mean), "");
  EXPECT_LT(*whole.upper.truth_retained - *whole.lower.truth_retained,
            *s.upper.truth_retained - *s.lower.truth_retained);
}

TEST(Sampling, NothingIsKnownBeforeTheFirstBlock) {
  const std::atomic<bool> interrupted = true;
  SamplingOptions options = paths(1000);
  options.interrupted = &interrupted;
  const Sampled s = sample(two_coins(7), {}, options);
  EXPECT_EQ(s.samples, 0u);
  EXPECT_EQ(s.lower.S1, 0);
  EXPECT_EQ(s.upper.S1, 7);
  EXPECT_EQ(s.lower.truth_retained, Rational(0));
  EXPECT_EQ(s.upper.truth_retained, Rational(1));
  EXPECT_EQ(s.lower.expected_product, 1);
  EXPECT_EQ(s.upper.expected_product, 128);
}

TEST(Sampling, EndsWhereEnoughIsKnown) {
  const ModelClass c = shipped("two-coins");
  SamplingOptions options = paths(100'000);
  options.enough = [](const Sampled& s) { return *s.lower.truth_retained > ratio(8, 10); };
  const Sampled s = sample(c, {}, options);
  EXPECT_EQ(s.ended, Sampled::Ended::enough);
  EXPECT_LT(s.samples, 10'000u);
  EXPECT_EQ(s.samples % paths_per_block, 0u);
  EXPECT_EQ(missed(evaluate(c).quantities, s).names, std::vector<std::string>{});
  options.jobs = 3;
  expect_equal(s, sample(c, {}, options));
}

TEST(Sampling, FarOutTheProductIsLeftAlone) {
  const Sampled s = sample(two_coins(300), {}, paths(500));
  EXPECT_EQ(s.lower.expected_product, 1);
  EXPECT_EQ(s.upper.expected_product, Rational(Integer(1) << 300));
  EXPECT_EQ(missed(evaluate(two_coins(300)).quantities, s).names, std::vector<std::string>{});
}

// A policy of the user's own may unfold without end, so its events are sampled as well.
TEST(Sampling, TheDemonstratorsEventsAreSampledWhereTheyMayBeDear) {
  struct Stubborn {  // repeats its first action with probability 7/8
    Distribution law(std::span<const Percept> h) const {
      if (h.empty()) return Distribution::uniform(2);
      std::vector<Rational> p(2, ratio(1, 8));
      p[h[0].action] = ratio(7, 8);
      return Distribution(p);
    }
  };
  ModelClass c = shipped("two-coins");
  c.horizon = 6;
  c.models[0].policy = custom_policy(Stubborn{});
  const Sampled s = sample(c, {}, paths(3000));
  EXPECT_FALSE(s.demonstrator_exact);
  EXPECT_LT(s.lower.events[0].demonstrator, s.upper.events[0].demonstrator);
  EXPECT_EQ(missed(evaluate(c).quantities, s).names, std::vector<std::string>{});
}

TEST(Sampling, WhatCannotBeIsRefused) {
  EXPECT_THROW(sample(two_coins(3), {}, paths(0)), std::invalid_argument);
  SamplingOptions options = paths(10);
  options.error = 1;
  EXPECT_THROW(sample(two_coins(3), {}, options), std::invalid_argument);

  struct NoLaw : CautiousImitator<> {
    StepLaw step(const Situation& s, const TopSet& top) const {
      StepLaw law = CautiousImitator<>::step(s, top);
      law.answered[0] += 1;
      return law;
    }
  };
  for (const unsigned jobs : {1u, 2u})
    EXPECT_THROW(sample(two_coins(3), Imitator("no law", NoLaw{}), paths(1000, 1, jobs)),
                 std::invalid_argument);
}

}  // namespace
}  // namespace qed
