#include "qed/scoring/moment_matching.hpp"

#include <gtest/gtest.h>

#include "properties/faults/fitting_faults.hpp"
#include "qed/evaluate/sampling/confidence.hpp"
#include "qed/exact/number.hpp"

namespace qed {
namespace {

const std::vector<Rational> four_points{0, 1, 1,
                                        4};  // mean 3/2; squares about it 9 + 1 + 1 + 25 over 4, over 4: 9/4

TEST(GaussianFit, HasTheDatasMeanAndVariance) {
  const GaussianReport<Rational> fit = gaussian_fit(four_points);
  EXPECT_EQ(fit.mean, ratio(3, 2));
  EXPECT_EQ(fit.variance, ratio(9, 4));
  const Gradient at_fit = dawid_sebastiani_gradient(fit, four_points);
  EXPECT_EQ(at_fit.mean, 0);
  EXPECT_EQ(at_fit.variance, 0);
  const Gradient divided_by_one_less =
      dawid_sebastiani_gradient({fit.mean, 3}, four_points);  // the mistake n - 1
  EXPECT_EQ(divided_by_one_less.variance, ratio(-1, 12));     // (9/4 - 3)/9
  EXPECT_EQ(dawid_sebastiani_gradient({1, fit.variance}, four_points).mean, ratio(4, 9));  // 2 * 1/2 / (9/4)
}

TEST(GaussianFit, ScoresMoreThanOtherReportsUnderBothRules) {
  const GaussianReport<Rational> fit = gaussian_fit(four_points);
  const auto sum = [&](auto rule, const GaussianReport<Rational>& r) {
    Interval total(Rational(0), 128);
    for (const Rational& y : four_points) total += rule(enclosed(r, 128), y);
    return total;
  };
  const GaussianLogScore<Interval> log_score;
  const DawidSebastianiScore<Interval> dawid_sebastiani;
  for (const GaussianReport<Rational>& other :
       std::vector<GaussianReport<Rational>>{{1, ratio(9, 4)}, {ratio(3, 2), 3}, {ratio(3, 2), 2}, {2, 2}}) {
    EXPECT_LT(sum(log_score, other).upper(), sum(log_score, fit).lower());
    EXPECT_LT(sum(dawid_sebastiani, other).upper(), sum(dawid_sebastiani, fit).lower());
  }
}

struct DrawnGaussian {
  GaussianIntervals ranges;
  ConfidenceInterval below_half_a_deviation;
};

// 3000 draws from the law; each range misses with probability at most 10^-6.
template <class Draw>
DrawnGaussian drawn_from(const GaussianReport<Rational>& law, const Rational& half_a_deviation, Draw one) {
  constexpr std::uint64_t n = 3000;
  const Rational error = parse_rational("1e-6");
  RandomStream random(1, 0);
  Rational sum = 0, squares = 0;
  std::uint64_t below = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    const Rational x = one(law, random);
    sum += x, squares += x * x;
    below += x <= law.mean + half_a_deviation;
  }
  const Rational mean = sum / n;
  return {gaussian_intervals(mean, squares / n - mean * mean, n, error), clopper_pearson(below, n, error)};
}

TEST(GaussianDraws, HaveTheLawsMeanAndVarianceAndShares) {
  const GaussianReport<Rational> law = gaussian_fit(four_points);  // deviation 3/2
  const Rational half = ratio(3, 4);
  const auto rightly = [](const auto& l, auto& random) { return draw(l, random); };
  const DrawnGaussian found = drawn_from(law, half, rightly);
  EXPECT_TRUE(found.ranges.mean.contains(law.mean));
  EXPECT_TRUE(found.ranges.variance.contains(law.variance));
  EXPECT_LT(found.ranges.variance.width(), ratio(2, 3));
  const Interval share = normal_cdf(Interval(ratio(1, 2), 128));
  EXPECT_TRUE(found.below_half_a_deviation.contains(share.middle()));

  EXPECT_FALSE(
      drawn_from(law, half, properties::VarianceForDeviation{}).ranges.variance.contains(law.variance));
  EXPECT_FALSE(drawn_from(law, half, properties::DrawsOnOneSide{}).ranges.mean.contains(law.mean));
  const DrawnGaussian three = drawn_from(law, half, properties::DrawsOfThreeValues{});
  EXPECT_TRUE(three.ranges.variance.contains(law.variance));
  EXPECT_FALSE(three.below_half_a_deviation.contains(share.middle()));
}

TEST(GaussianDraws, AreTheSameForTheSameSeedAndRefusedWithoutSpread) {
  RandomStream one(7, 0), again(7, 0), other(8, 0);
  const GaussianReport<Rational> law{ratio(1, 3), 2};
  const Rational first = draw(law, one);
  EXPECT_EQ(draw(law, again), first);
  EXPECT_NE(draw(law, other), first);
  EXPECT_THROW(draw(GaussianReport<Rational>{0, 0}, one), std::invalid_argument);
}

TEST(GaussianFit, RefusesDataWithoutSpread) {
  EXPECT_THROW(gaussian_fit(std::vector<Rational>{2, 2}), std::invalid_argument);
  EXPECT_THROW(gaussian_fit(std::vector<Rational>{}), std::invalid_argument);
}

// phi and phi^2 of 0 .. 3.
const FeatureRows first_powers{{0, 0}, {1, 1}, {2, 4}, {3, 9}};

TEST(MomentScore, SeesOnlyTheMoments) {
  // Third difference (1, -3, 3, -1): along it neither moment changes.
  const Distribution p({ratio(1, 4), ratio(1, 4), ratio(1, 4), ratio(1, 4)});
  const Distribution q({ratio(1, 3), Rational(0), ratio(1, 2), ratio(1, 6)});  // p + (1, -3, 3, -1)/12
  ASSERT_EQ(moments(p, first_powers), moments(q, first_powers));
  const MomentScore score(first_powers);
  for (std::size_t y = 0; y < 4; ++y) EXPECT_EQ(score(p.probabilities(), y), score(q.probabilities(), y));
}

// Over all laws with denominators of 4 on three outcomes: the mean score is largest at the truth, and its
// lack is the squared distance of the moments.
TEST(MomentScore, LosesTheSquaredDistanceOfTheMoments) {
  const FeatureRows phi{{0, 1}, {1, 0}, {3, 1}};
  std::vector<Distribution> laws;
  for (int a = 0; a <= 4; ++a)
    for (int b = 0; a + b <= 4; ++b)
      laws.push_back(Distribution({ratio(a, 4), ratio(b, 4), ratio(4 - a - b, 4)}));
  const auto mean_score = [&](const Distribution& p, const Distribution& q) {
    Rational sum = 0;
    for (std::size_t y = 0; y < 3; ++y) sum += q[y] * MomentScore(phi)(p.probabilities(), y);
    return sum;
  };
  for (const Distribution& p : laws)
    for (const Distribution& q : laws) {
      Rational lack = 0;
      for (std::size_t k = 0; k < 2; ++k) {
        const Rational off = moments(p, phi)[k] - moments(q, phi)[k];
        lack += off * off;
      }
      EXPECT_EQ(mean_score(q, q) - mean_score(p, q), lack);
    }
}

TEST(KernelScore, OfTheInnerProductIsHalfTheMomentScoreUpToATermOfTheOutcome) {
  std::vector<std::vector<Rational>> kernel(4, std::vector<Rational>(4));
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      kernel[i][j] = first_powers[i][0] * first_powers[j][0] + first_powers[i][1] * first_powers[j][1];
  const Distribution p({ratio(1, 8), ratio(1, 2), ratio(1, 8), ratio(1, 4)});
  for (std::size_t y = 0; y < 4; ++y)
    EXPECT_EQ(MomentScore(first_powers)(p.probabilities(), y),
              2 * KernelScore<Rational>(kernel)(p.probabilities(), y) - kernel[y][y]);
}

TEST(KernelScore, OfMinusTheDistanceIsTheCrps) {
  const std::vector<std::vector<Rational>> kernel{{0, -1, -3}, {-1, 0, -2}, {-3, -2, 0}};  // points 0, 1, 3
  const Distribution p({ratio(1, 2), ratio(1, 6), ratio(1, 3)});
  const SampleReport<Rational> report{{0, 1, 3}, {ratio(1, 2), ratio(1, 6), ratio(1, 3)}};
  for (std::size_t y = 0; y < 3; ++y)
    EXPECT_EQ(KernelScore<Rational>(kernel)(p.probabilities(), y),
              SampleCrps<Rational>{}(report, report.points[y]));
  const Rows<Rational> lopsided{{0, 1, 0}, {0, 0, 0}, {0, 0, 0}};
  EXPECT_THROW(KernelScore<Rational>{lopsided}, std::invalid_argument);
  const KernelScore<Rational> of_three(kernel);
  EXPECT_THROW(of_three(Distribution::uniform(2).probabilities(), 0), std::invalid_argument);
}

TEST(ExponentialFit, TheGeometricLawIsFound) {
  // Weights 1, 2, 4: mean 10/7, lambda = ln 2.
  const ExponentialFit fit = exponential_fit({{0}, {1}, {2}}, {ratio(10, 7)});
  const Interval log_2 = log(Interval(Rational(2), 256));
  EXPECT_LE(fit.parameters[0].lower(), log_2.lower());
  EXPECT_GE(fit.parameters[0].upper(), log_2.upper());
  EXPECT_LE(fit.parameters[0].upper() - fit.parameters[0].lower(), parse_rational("1e-30"));
  for (std::size_t y = 0; y < 3; ++y) EXPECT_TRUE(fit.probabilities[y].contains(ratio(1 << y, 7)));
  EXPECT_LE(fit.moment_error[0], parse_rational("1e-18"));
  EXPECT_LE(fit.law_error, parse_rational("1e-18"));
}

TEST(ExponentialFit, MatchesEveryMomentOfUsersFeatures) {
  const FeatureRows phi{{0, 0, 1}, {1, 1, 0}, {2, 4, 0}, {3, 9, 1}, {4, 16, -2}};
  const Distribution human({ratio(1, 10), ratio(2, 5), ratio(1, 10), ratio(3, 10), ratio(1, 10)});
  const std::vector<Rational> wanted = moments(human, phi);
  const ExponentialFit fit = exponential_fit(phi, wanted);
  for (const Rational& error : fit.moment_error) EXPECT_LE(error, parse_rational("1e-17"));
  // The optimum is not the human's law: the moments are all that is matched.
  EXPECT_FALSE(fit.probabilities[0].contains(human[0]));
  // The optimum's own moments enclose the data's.
  for (std::size_t k = 0; k < 3; ++k) {
    Interval sum(Rational(0), 128);
    for (std::size_t y = 0; y < 5; ++y) sum += fit.probabilities[y] * Interval(phi[y][k], 128);
    EXPECT_TRUE(sum.contains(wanted[k]));
    EXPECT_LE(sum.upper() - sum.lower(), parse_rational("1e-25"));
  }
}

TEST(ExponentialFit, FeaturesThatSayTheSameTwiceAreMatchedToo) {
  const ExponentialFit fit =
      exponential_fit({{0, 1}, {1, 3}, {2, 5}}, {ratio(1, 2), 2});  // the second: 1 + 2 phi
  EXPECT_EQ(fit.parameters[1].lower(), 0);
  EXPECT_EQ(fit.parameters[1].upper(), 0);
  EXPECT_LE(fit.moment_error[1], parse_rational("1e-18"));
}

TEST(ExponentialFit, MomentsNearTheBoundaryAreFoundAndThoseOnItRefused) {
  const ExponentialFit fit = exponential_fit({{0}, {1}}, {parse_rational("1e-12")});
  EXPECT_TRUE(fit.probabilities[1].contains(parse_rational("1e-12")));
  for (const Rational& m : {Rational(0), Rational(1), Rational(2)})
    EXPECT_THROW(exponential_fit({{0}, {1}}, {m}), std::invalid_argument);
  try {
    exponential_fit({{0}, {1}}, {Rational(1)});
  } catch (const std::invalid_argument& e) {
    EXPECT_NE(std::string(e.what()).find("on the boundary of the convex hull"), std::string::npos);
  }
}

// Both mistakes of fitting_faults.hpp are seen in what is compared.
TEST(MomentMatchingCanFail, OnBothMistakes) {
  EXPECT_NE(dawid_sebastiani_gradient(properties::VarianceOverOneLess{}(four_points), four_points).variance,
            0);
  const std::vector<Rational> wanted{ratio(5, 4), ratio(5, 2)};
  const ExponentialFit fit = exponential_fit(first_powers, wanted);
  const auto off = [&](const Distribution& law) {
    const Rational by = moments(law, first_powers)[0] - wanted[0];
    return by < 0 ? Rational(-by) : by;
  };
  EXPECT_LE(off(fit.law), fit.law_error * 3);
  EXPECT_GT(off(properties::LawOfOtherMoments{}(fit.law)), fit.law_error * 3);
}

TEST(ExponentialFit, SamplesAreReproducibleAndNearTheLaw) {
  const ExponentialFit fit = exponential_fit({{0}, {1}, {2}}, {ratio(10, 7)});
  const auto counts = [&](std::uint64_t seed) {
    RandomStream random(seed, 0);
    std::vector<int> count(3);
    for (int i = 0; i < 7000; ++i) ++count[draw(fit.law, random)];
    return count;
  };
  EXPECT_EQ(counts(5), counts(5));
  EXPECT_NE(counts(5), counts(6));
  const std::vector<int> count = counts(5);
  for (int y = 0; y < 3; ++y) EXPECT_NEAR(count[y], 1000 << y, 250);  // six standard deviations of at most 42
  RandomStream random(1, 0);
  EXPECT_THROW(draw(Distribution({ratio(1, 3), ratio(2, 3)}), random), std::invalid_argument);
}

}  // namespace
}  // namespace qed
