#include "qed/evaluate/sampling/confidence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <vector>

#include "qed/exact/number.hpp"
#include "qed/exact/random_stream.hpp"

namespace qed {
namespace {

using OfCounts = std::function<ConfidenceInterval(std::uint64_t, std::uint64_t)>;

const Rational tenth = ratio(1, 10);

ConfidenceInterval half_as_wide(const ConfidenceInterval& i) {
  const Rational middle = (i.lower + i.upper) / 2, radius = i.width() / 4;
  return {middle - radius, middle + radius};
}

// P(an interval misses p), exactly: after `trials` trials, or at any time until then.
//
// The law of the number of successes is carried on from trial to trial; where the interval misses p, its mass leaves.
Rational missed(const OfCounts& interval, const Rational& p, std::uint64_t trials, bool at_any_time) {
  std::vector<Rational> mass{1};
  Rational missed = 0;
  for (std::uint64_t n = 1; n <= trials; ++n) {
    std::vector<Rational> next(n + 1);
    for (std::uint64_t k = 0; k < n; ++k) {
      next[k] += mass[k] * (1 - p);
      next[k + 1] += mass[k] * p;
    }
    for (std::uint64_t k = 0; k <= n; ++k)
      if ((at_any_time || n == trials) && !interval(k, n).contains(p)) {
        missed += next[k];
        next[k] = 0;
      }
    mass = std::move(next);
  }
  return missed;
}

// The largest of these over a grid of p.
Rational most_missed(const OfCounts& interval, std::uint64_t trials, bool at_any_time) {
  Rational most = 0;
  for (int j = 0; j <= 25; ++j) most = std::max(most, missed(interval, ratio(j, 25), trials, at_any_time));
  return most;
}

// Four degrees of freedom: t = 2.776445105, chi squared between 0.484418557 and 11.143286782.
TEST(GaussianIntervals, AreStudentsAndChiSquared) {
  const auto near = [](const Rational& found, const char* digits) {
    const Rational off = found - parse_rational(digits);
    return (off < 0 ? Rational(-off) : off) < parse_rational("1e-8");
  };
  const GaussianIntervals found = gaussian_intervals(3, ratio(4, 5), 5, ratio(1, 20));
  EXPECT_TRUE(near(found.mean.upper - 3, "1.2416639982"));  // t / sqrt 5
  EXPECT_EQ(found.mean.upper - 3, 3 - found.mean.lower);
  EXPECT_TRUE(near(found.variance.lower, "0.3589605184"));  // 4 / 11.14…
  EXPECT_TRUE(near(found.variance.upper, "8.2573219821"));
  EXPECT_THROW(gaussian_intervals(0, 1, 1, tenth), std::invalid_argument);
  EXPECT_THROW(gaussian_intervals(0, -1, 5, tenth), std::invalid_argument);
  EXPECT_THROW(gaussian_intervals(0, 1, 5, 1), std::invalid_argument);
}

TEST(ClopperPearson, MissesNoMoreOftenThanAllowed) {
  const OfCounts interval = [](auto k, auto n) { return clopper_pearson(k, n, tenth); };
  EXPECT_LE(most_missed(interval, 40, false), tenth);
  EXPECT_GT(most_missed(interval, 40, false), ratio(1, 20));  // nor is it wider than it needs to be
  EXPECT_GT(most_missed([&](auto k, auto n) { return half_as_wide(interval(k, n)); }, 40, false), tenth);
}

TEST(ClopperPearson, IsNotToBeLookedAtAtAnyTime) {
  EXPECT_GT(most_missed([](auto k, auto n) { return clopper_pearson(k, n, tenth); }, 40, true), tenth);
}

TEST(ClopperPearson, AgreesWithWhatIsPrintedElsewhere) {
  // 5 of 10 at 95%: [0.187086, 0.812914]. None of 10: 1 - 0.025^(1/10) = 0.308497.
  const auto half = clopper_pearson(5, 10, ratio(1, 20)), none = clopper_pearson(0, 10, ratio(1, 20));
  EXPECT_EQ(to_decimal(half.lower), "0.187086");
  EXPECT_EQ(to_decimal(half.upper), "0.812914");
  EXPECT_EQ(none.lower, 0);
  EXPECT_EQ(to_decimal(none.upper), "0.308497");
  EXPECT_EQ(clopper_pearson(10, 10, ratio(1, 20)).upper, 1);
  EXPECT_EQ(clopper_pearson(0, 0, ratio(1, 20)), (ConfidenceInterval{0, 1}));
}

TEST(ProbabilitySequence, MayBeLookedAtAtAnyTime) {
  const OfCounts interval = [](auto k, auto n) { return probability_sequence(k, n, tenth); };
  EXPECT_LE(most_missed(interval, 60, true), tenth);
  EXPECT_GT(most_missed([&](auto k, auto n) { return half_as_wide(interval(k, n)); }, 60, true), tenth);
}

TEST(ProbabilitySequence, CostsLittleMoreThanAFixedNumber) {
  for (const std::uint64_t k : {0, 3, 500, 1000}) {
    const auto fixed = clopper_pearson(k, 1000, tenth), sequence = probability_sequence(k, 1000, tenth);
    EXPECT_LE(sequence.lower, fixed.lower) << k;
    EXPECT_GE(sequence.upper, fixed.upper) << k;
    EXPECT_LT(sequence.width(), 3 * fixed.width()) << k;
  }
  EXPECT_EQ(probability_sequence(0, 0, tenth), (ConfidenceInterval{0, 1}));
  EXPECT_EQ(probability_sequence(7, 7, tenth).upper, 1);
}

// A variable in [0, 100], and its mean.
struct Variable {
  const char* name;
  std::function<int(RandomStream&)> draw;
  Rational mean;
};
const std::vector<Variable> variables{
    {"uniform", [](RandomStream& s) { return static_cast<int>(s.below(101)); }, Rational(50)},
    {"hardly ever", [](RandomStream& s) { return s.below(40) == 0 ? 100 : 0; }, ratio(5, 2)},
    {"nearly always", [](RandomStream& s) { return s.below(40) == 0 ? 0 : 100; }, ratio(195, 2)},
    {"narrow", [](RandomStream& s) { return s.below(2) == 0 ? 30 : 34; }, Rational(32)}};

// In how many runs of 24 blocks of 40 samples the interval ever misses the mean.
int runs_missed(const Variable& v, int runs,
                const std::function<ConfidenceInterval(const ConfidenceInterval&)>& as_reported) {
  int missed = 0;
  for (int run = 0; run < runs; ++run) {
    RandomStream stream(5, run);
    MeanSequence sequence(100, ratio(1, 5), 960);
    bool misses = false;
    for (int b = 0; b < 24 && !misses; ++b) {
      Moments block;
      for (int i = 0; i < 40; ++i) block.add(v.draw(stream));
      sequence.add(block);
      misses = !as_reported(sequence.interval()).contains(v.mean);
    }
    missed += misses;
  }
  return missed;
}

TEST(MeanSequence, MissesNoMoreOftenThanAllowed) {
  constexpr int runs = 150, allowed = runs / 5;
  for (const Variable& v : variables)
    EXPECT_LE(runs_missed(v, runs, [](const auto& i) { return i; }), allowed) << v.name;
  // Nor is half as much enough, where it is the variance and not the range that makes the width.
  for (const Variable& v : {variables[0], variables[1], variables[2]})
    EXPECT_GT(runs_missed(v, runs, half_as_wide), allowed) << v.name;
}

MeanSequence after(const Variable& v, std::uint64_t samples, const Rational& error) {
  RandomStream stream(6, 0);
  MeanSequence sequence(100, error, samples);
  for (std::uint64_t done = 0; done < samples; done += 500) {
    Moments block;
    for (int i = 0; i < 500; ++i) block.add(v.draw(stream));
    sequence.add(block);
  }
  return sequence;
}

TEST(MeanSequence, IsAsWideAsTheVarianceAndTheRangeMakeIt) {
  // 2 (sqrt(2 s^2 L / n) + 100 L / n), L = ln 200 = 5.298, n = 20000: for "narrow" s = 2 and 0.144.
  const auto narrow = after(variables[3], 20000, ratio(1, 100)).interval();
  EXPECT_LT(narrow.width(), ratio(17, 100));
  EXPECT_GT(narrow.width(), ratio(8, 100));
  // "uniform": s^2 = 850 and 1.395; Hoeffding's interval of one look would have 2 * 100 sqrt(L / 2n) = 2.30.
  const auto uniform = after(variables[0], 20000, ratio(1, 100)).interval();
  EXPECT_LT(uniform.width(), ratio(16, 10));
  EXPECT_TRUE(uniform.contains(50));
}

TEST(MeanSequence, SmallerErrorsMakeItWider) {
  EXPECT_LT(after(variables[0], 2000, ratio(1, 10)).interval().width(),
            after(variables[0], 2000, ratio(1, 1000)).interval().width());
}

TEST(MeanSequence, TheOrderWithinABlockIsOfNoMatter) {
  Moments left, right, both;
  for (const int x : {1, 5, 9}) left.add(x), both.add(x);
  for (const int x : {0, 10, 2}) right.add(x), both.add(x);
  right += left;
  MeanSequence one(10, tenth, 6), other(10, tenth, 6);
  one.add(both);
  other.add(right);
  EXPECT_EQ(one.interval(), other.interval());
  EXPECT_EQ(one.total().sum, 27);
  EXPECT_EQ(one.total().squares, 211);
}

TEST(MeanSequence, SaysNothingBeforeTheFirstSample) {
  EXPECT_EQ(MeanSequence(7, tenth, 10).interval(), (ConfidenceInterval{0, 7}));
}

TEST(Confidence, WhatCannotBeIsRefused) {
  EXPECT_THROW(clopper_pearson(3, 2, tenth), std::invalid_argument);
  EXPECT_THROW(clopper_pearson(1, 2, 0), std::invalid_argument);
  EXPECT_THROW(clopper_pearson(1, 2, 1), std::invalid_argument);
  EXPECT_THROW(probability_sequence(1, 2, -1), std::invalid_argument);
  EXPECT_THROW(MeanSequence(0, tenth, 10), std::invalid_argument);
  MeanSequence sequence(10, tenth, 10);
  Moments outside;
  outside.add(11);
  EXPECT_THROW(sequence.add(outside), std::invalid_argument);
}

}  // namespace
}  // namespace qed
