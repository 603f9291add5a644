// Rules for real-valued reports against values that are known otherwise: frozen digits of the closed forms
// (derived in proofs-notes/real-valued-rules.md), and the integrals that define the rules, by a certified
// quadrature that shares neither closed form nor error function nor the digits of pi with them.
#include "qed/scoring/real_valued.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "qed/exact/number.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/special_functions.hpp"
#include "tests/scoring/quadrature.hpp"

namespace qed {
namespace {

using namespace quadrature;

// Do the two enclosures meet, each narrower than 10^-digits? Then the values differ by at most twice that.
testing::AssertionResult agree(const Interval& a, const Interval& b, const char* narrower = "1e-20") {
  const Rational width = parse_rational(narrower);
  if (a.upper() - a.lower() > width || b.upper() - b.lower() > width)
    return testing::AssertionFailure() << "too wide: " << to_decimal(a.upper() - a.lower()) << " and "
                                       << to_decimal(b.upper() - b.lower());
  if (a.upper() < b.lower() || b.upper() < a.lower())
    return testing::AssertionFailure()
           << to_decimal(a.lower(), 25) << " against " << to_decimal(b.lower(), 25);
  return testing::AssertionSuccess();
}

struct Reference {
  const char* rule;
  Interval value;
  const char* frozen;                   // 20 digits after the point, rounded
  Interval confirmed;                   // by the integral that defines the rule
  std::vector<Interval> mistakes = {};  // what a wrong convention makes of it
};

const GaussianReport<Rational> standard{0, 1}, wide{1, 4};

Interval log_score(const GaussianReport<Rational>& r, const Rational& y) {
  return GaussianLogScore<Interval>{}(enclosed(r, score_bits), y);
}
Interval dawid_sebastiani(const GaussianReport<Rational>& r, const Rational& y) {
  return DawidSebastianiScore<Interval>{}(enclosed(r, score_bits), y);
}
Interval crps(const GaussianReport<Rational>& r, const Rational& y) {
  return GaussianCrps<Interval>{}(enclosed(r, score_bits), y);
}
Interval crps_above(const Rational& threshold, const GaussianReport<Rational>& r, const Rational& y) {
  return GaussianThresholdCrps<Interval>(threshold)(enclosed(r, score_bits), y);
}
Interval tail_log_score(const Rational& threshold, const GaussianReport<Rational>& r, const Rational& y) {
  return TailLogScore<Interval>(threshold)(enclosed(r, score_bits), y);
}
Interval energy(const std::vector<std::vector<Rational>>& sample, const Point& y) {
  std::vector<std::vector<Interval>> points;
  for (const auto& x : sample) {
    points.emplace_back();
    for (const Rational& q : x) points.back().push_back(number(q));
  }
  return EnergyScore<Interval>{}(points, y);
}
Rational crps(const SampleReport<Rational>& r, const Rational& y) { return SampleCrps<Rational>{}(r, y); }
Rational quantile_score(const Rational& level, const Rational& x, const Rational& y) {
  return QuantileScore<Rational>(level)(x, y);
}
Rational interval_score(const Rational& alpha, const Rational& lower, const Rational& upper,
                        const Rational& y) {
  return IntervalScore<Rational>(alpha)({lower, upper}, y);
}

std::vector<Reference> computed_references() {
  std::vector<Reference> table;
  const Normal at_half = normal_by_quadrature(ratio(1, 2), -14);
  const Normal at_minus_one = normal_by_quadrature(-1, -14);
  const Normal above = normal_by_quadrature(ratio(1, 2), ratio(1, 4));
  const Normal below = normal_by_quadrature(ratio(-1, 2), ratio(-1, 2));
  const GaussianReport<Rational> deviation_for_variance{1, 2};
  const Interval log_wide = -log(number(2) * at_half.mass) - number(ratio(1, 2));
  const Interval log_two_pi = log(number(2) * pi_by_quadrature());
  table.push_back({"Gaussian log, N(0,1) at 1/2",
                   log_score(standard, ratio(1, 2)),
                   "-1.04393853320467274178",
                   -log(at_half.mass) - number(ratio(1, 8)),
                   {dawid_sebastiani(standard, ratio(1, 2))}});
  table.push_back({"Gaussian log, N(1,4) at -1",
                   log_score(wide, -1),
                   "-2.11208571376461805120",
                   log_wide,
                   {log_score(deviation_for_variance, -1), dawid_sebastiani(wide, -1) / number(2)}});
  // 2 log score + ln 2pi. The normaliser of the one and the pi of the other are integrals of their own.
  table.push_back(
      {"Dawid-Sebastiani, N(1,4) at -1",
       dawid_sebastiani(wide, -1),
       "-2.38629436111989061883",
       number(2) * log_wide + log_two_pi,
       {number(2) * log_score(wide, -1), log_score(wide, -1) + log_two_pi,
        number(2) * log_score(wide, -1) - log_two_pi, dawid_sebastiani(deviation_for_variance, -1)}});
  table.push_back(
      {"CRPS, N(0,1) at 1/2",
       crps(standard, ratio(1, 2)),
       "-0.331403531254855772239",
       at_half.crps,
       {crps(standard, ratio(1, 2)) - number(1) / sqrt(pi(score_bits)),     // -E|X - y| alone
        crps(standard, ratio(1, 2)) + number(1) / sqrt(pi(score_bits))}});  // E|X - X'| not halved
  table.push_back(
      {"CRPS, N(1,4) at -1",
       crps(wide, -1),
       "-1.20488271525523261964",
       number(2) * at_minus_one.crps,
       {crps(deviation_for_variance, -1), crps(standard, -1), crps(GaussianReport<Rational>{1, 16}, -1)}});
  table.push_back({"CRPS above 1/4, N(0,1) at 1/2",
                   crps_above(ratio(1, 4), standard, ratio(1, 2)),
                   "-0.138834947482144481836",
                   above.crps,
                   {crps(standard, ratio(1, 2)),
                    crps(standard, ratio(1, 2)) - crps_above(ratio(1, 4), standard, ratio(1, 2))}});
  table.push_back({"CRPS above -1/2, N(0,1) at -3",
                   crps_above(ratio(-1, 2), standard, -3),
                   "-0.297014985999043906236",
                   below.crps,
                   {number(0), crps_above(ratio(-1, 2), standard, 3)}});
  table.push_back({"log in the tail y >= -1/2, N(0,1) at 1/2",
                   tail_log_score(ratio(-1, 2), standard, ratio(1, 2)),
                   "-0.674992117916016348715",
                   -log(at_half.mass) - number(ratio(1, 8)) - log(at_half.at_y),
                   {log_score(standard, ratio(1, 2)), tail_log_score(ratio(1, 2), standard, ratio(1, 2))}});
  // Exponential of rate 2. At 3/4: int_0^y (1-e^-2x)^2 + int_y^inf e^-4x. At -1/2: int_y^0 1 + int_0^inf e^-4x.
  const Interval rest(Rational(0), exp(number(-64)).upper(), score_bits);  // beyond 16: below e^-64
  const Rational y = ratio(3, 4), before = ratio(-1, 2);
  const auto exponential = [](const Rational& rate, const Rational& at) {
    return ExponentialCrps<Interval>{}(enclosed(ExponentialReport<Rational>{rate}, score_bits), at);
  };
  table.push_back({"CRPS, exponential of rate 2 at 3/4",
                   exponential(2, y),
                   "-0.22313016014842982893",
                   -(number(y) - number(2) * decay(2, 0, y) + decay(4, 0, y) + decay(4, y, 16) + rest),
                   {exponential(ratio(1, 2), y), exponential(2, 0)}});
  table.push_back({"CRPS, exponential of rate 2 at -1/2",
                   exponential(2, before),
                   "-0.75",
                   -(number(-before) + decay(4, 0, 16) + rest),
                   {exponential(ratio(1, 2), before), exponential(2, 0),
                    // what holds for y >= 0, with and without the sign
                    number(ratio(3, 4) - before) - exp(number(-2 * before)),
                    number(ratio(3, 4) + before) - exp(number(2 * before))}});
  const std::vector<Rational> points{-1, ratio(1, 3), 4, ratio(1, 2), 4};
  const Rational between = ratio(5, 4);
  std::vector<std::vector<Rational>> rows;
  Rational near = 0;
  for (const Rational& x : points) rows.push_back({x}), near += (x < between ? between - x : x - between) / 5;
  const Interval energy_score = energy(rows, {between});
  table.push_back({"energy in one dimension, five points at 5/4",
                   energy_score,
                   "-0.79",
                   number(squared_differences(points, between)),
                   {number(-near),                            // -E|X - y| alone
                    number(2) * energy_score + number(near),  // E|X - X'| not halved
                    (energy_score + number(near)) * number(ratio(5, 4)) - number(near)}});  // over n (n - 1)
  return table;
}

const std::vector<Reference>& references() {
  static const std::vector<Reference> table = computed_references();
  return table;
}

TEST(RealValuedReference, ValuesAgreeWithTheirIntegrals) {
  for (const Reference& r : references()) {
    const Rational lower = r.value.lower(), frozen = parse_rational(r.frozen);
    std::printf("%-42s %26s   %s\n", r.rule, to_decimal(lower, 21).c_str(), r.frozen);
    EXPECT_TRUE(agree(r.value, r.confirmed)) << r.rule;
    const Rational off = lower - frozen;
    EXPECT_LE(off < 0 ? Rational(-off) : off, parse_rational("1e-20")) << r.rule;
  }
}

// The other sign, half and twice the value, and the mistakes of each rule: none is within 1/100 of the integral.
TEST(RealValuedReference, ConventionsThatAreWrongAreFarFromTheirIntegrals) {
  for (const Reference& r : references()) {
    std::vector<Interval> mistakes = r.mistakes;
    EXPECT_GE(mistakes.size(), 1U) << r.rule;
    for (const Rational& factor : {Rational(-1), ratio(1, 2), Rational(2)})
      mistakes.push_back(r.value * number(factor));
    for (std::size_t i = 0; i < mistakes.size(); ++i) {
      const Interval off = mistakes[i] - r.confirmed;
      EXPECT_TRUE(off.lower() > ratio(1, 100) || off.upper() < ratio(-1, 100)) << r.rule << ", mistake " << i;
      EXPECT_FALSE(agree(mistakes[i], r.confirmed)) << r.rule << ", mistake " << i;
    }
  }
}

TEST(RealValued, PiAndTheErrorFunctionAreTheirDigits) {
  const Rational known = parse_rational("3.14159265358979323846264338327950288419716939937510");
  EXPECT_LE(pi(200).lower(), known + parse_rational("1e-49"));
  EXPECT_GE(pi(200).upper(), known - parse_rational("1e-49"));
  EXPECT_LE(pi(200).upper() - pi(200).lower(), parse_rational("1e-59"));
  // DLMF 7.5: erf(1) = 0.84270079294971486934122063508260925929606699796630...
  const Rational erf_1 = parse_rational("0.84270079294971486934122063508260925929606699796630");
  const Interval at_1 = erf(Interval(Rational(1), 200));
  EXPECT_LE(at_1.lower(), erf_1 + parse_rational("1e-49"));
  EXPECT_GE(at_1.upper(), erf_1 - parse_rational("1e-49"));
  EXPECT_LE(at_1.upper() - at_1.lower(), parse_rational("1e-58"));
  EXPECT_EQ(erf(number(0)).lower(), 0);
  EXPECT_EQ(erf(number(0)).upper(), 0);
  EXPECT_LE(erf(number(-40)).upper(), parse_rational("-0.999999"));
  EXPECT_EQ(erf(number(-40)).lower(), -1);
}

TEST(Convention, DawidSebastianiIsTwiceTheLogScoreUpToAConstant) {
  const Interval log_two_pi = log(number(2) * pi(score_bits));
  for (const Rational& y : {Rational(-3), ratio(1, 7), Rational(5)}) {
    EXPECT_TRUE(agree(dawid_sebastiani(wide, y), number(2) * log_score(wide, y) + log_two_pi));
    EXPECT_FALSE(agree(dawid_sebastiani(wide, y), log_score(wide, y) + log_two_pi));
    EXPECT_FALSE(agree(dawid_sebastiani(wide, y), number(-2) * log_score(wide, y) + log_two_pi));
  }
  EXPECT_EQ(dawid_sebastiani(standard, 3).lower(), -9);  // -ln 1 - 9/1
}

TEST(Convention, CrpsOfACertainReportIsMinusTheDistance) {
  EXPECT_EQ(crps(uniform_sample({2}), 5), -3);
  // {0, 1} at 0: the integral of (1/2)^2 over [0, 1].
  EXPECT_EQ(crps(uniform_sample({0, 1}), 0), ratio(-1, 4));
  EXPECT_EQ(crps(uniform_sample({1, 0}), 3), ratio(-9, 4));  // 1/4 + 2
}

// The integral that defines it, and twice the integral of the quantile score over the levels.
TEST(Convention, CrpsIsTwiceTheIntegralOfQuantileScores) {
  // Sorted, so that quantile i has levels (i/n, (i+1)/n).
  const std::vector<Rational> points{-1, 0, ratio(1, 2), 4};
  const Rational y = ratio(5, 4);
  Rational quantiles = 0;
  for (int i = 0; i < 4; ++i)  // linear in the level: the value in the middle
    quantiles += quantile_score(ratio(2 * i + 1, 8), points[i], y) * ratio(1, 4);
  EXPECT_EQ(crps(uniform_sample(points), y), squared_differences(points, y));
  EXPECT_EQ(crps(uniform_sample(points), y), 2 * quantiles);
}

TEST(Convention, QuantileAndIntervalScoresByHand) {
  EXPECT_EQ(quantile_score(ratio(1, 4), 2, 6), -1);      // 1/4 of 4 above
  EXPECT_EQ(quantile_score(ratio(1, 4), 6, 2), -3);      // 3/4 of 4 below
  EXPECT_EQ(interval_score(ratio(1, 5), 0, 3, 5), -23);  // 3 + 10 * 2
  EXPECT_EQ(interval_score(ratio(1, 5), 0, 3, -1), -13);
  // 2/alpha of the two quantile scores.
  for (const Rational& y : {Rational(-1), Rational(2), Rational(5)})
    EXPECT_EQ(interval_score(ratio(1, 5), 0, 3, y),
              10 * (quantile_score(ratio(1, 10), 0, y) + quantile_score(ratio(9, 10), 3, y)));
}

TEST(Convention, TheEnergyScoreOnTheLineIsTheCrps) {
  EXPECT_TRUE(agree(energy({{0}, {3}, {1}}, {2}), number(crps(uniform_sample({0, 3, 1}), 2))));
}

// Distances to (0, 0): 3, 4, 5; between the points: 5, 4, 3. So 12/9 - 12/3; and in three dimensions 3/4 - 9/2.
TEST(Convention, TheEnergyScoreIsEuclideanByHand) {
  EXPECT_TRUE(agree(energy({{3, 0}, {0, 4}, {3, 4}}, {0, 0}), number(ratio(-8, 3))));
  EXPECT_TRUE(agree(energy({{1, 2, 2}, {2, 4, 4}}, {0, 0, 0}), number(ratio(-15, 4))));
}

TEST(ThresholdCrps, WithoutAThresholdIsTheCrpsAndSplitsThere) {
  const SampleReport<Rational> r = uniform_sample({-2, 1, 5});
  EXPECT_EQ(SampleThresholdCrps<Rational>(-9)(r, ratio(1, 3)), crps(r, ratio(1, 3)));
  // y = 0, above 2: only (1 - F)^2 = 1/9 on [2, 5].
  EXPECT_EQ(SampleThresholdCrps<Rational>(2)(r, 0), ratio(-1, 3));
}

// Expected scores on a law with rational weights, over a grid of reports.
TEST(OutcomeWeighted, IsProperAndItsUnnormalisedSiblingIsNot) {
  const Weight<Rational> w = [](const Rational& y) { return Rational(1 + y); };  // 1 at 0, 2 at 1
  const auto report = [](const Rational& p) { return SampleReport<Rational>{{0, 1}, {Rational(1 - p), p}}; };
  const auto expected = [&](auto rule, const Rational& p) {
    return Rational((rule(report(p), 0) + rule(report(p), 1)) / 2);  // the truth is p = 1/2
  };
  const OutcomeWeightedCrps<Rational> proper(w);
  const ImproperWeightedCrps<Rational> improper(w);
  for (int i = 1; i < 12; ++i) EXPECT_LE(expected(proper, ratio(i, 12)), expected(proper, ratio(1, 2)));
  // The pair: -(p^2 + 2 (1-p)^2)/2 is -3/8 at the truth 1/2 and -1/3 at 2/3.
  EXPECT_EQ(expected(improper, ratio(1, 2)), ratio(-3, 8));
  EXPECT_EQ(expected(improper, ratio(2, 3)), ratio(-1, 3));
}

// Truth N(0,1), report N(1,1): on y >= 0 the log ratio is y - 1/2, with mean phi(0) - 1/4 > 0 there: the
// false report scores more without the normaliser, and less with it.
TEST(OutcomeWeighted, TheTailLogScoreNeedsItsNormaliser) {
  const Interval gain = normal_density(number(0)) - number(ratio(1, 4));
  EXPECT_GT(gain.lower(), parse_rational("0.148"));
  const GaussianReport<Rational> moved{1, 1};
  const ImproperTailLogScore<Interval> improper(0);
  for (const Rational& y : {Rational(0), ratio(1, 3), Rational(7)})
    EXPECT_TRUE(agree(improper(enclosed(moved, score_bits), y) - improper(enclosed(standard, score_bits), y),
                      number(y - ratio(1, 2))));
  const Interval proper_gain =
      gain - number(ratio(1, 2)) * (log(normal_cdf(number(1))) - log(number(ratio(1, 2))));
  EXPECT_LT(proper_gain.upper(), 0);
}

// Every rule says what it is; and is refused for numbers in which it has no meaning.
static_assert(RealValuedRule<GaussianLogScore<Interval>> &&
              RealValuedRule<DawidSebastianiScore<Expression>> && RealValuedRule<GaussianCrps<Interval>> &&
              RealValuedRule<ExponentialCrps<Interval>> && RealValuedRule<SampleCrps<Rational>> &&
              RealValuedRule<GaussianThresholdCrps<Interval>> &&
              RealValuedRule<SampleThresholdCrps<Rational>> && RealValuedRule<QuantileScore<Rational>> &&
              RealValuedRule<IntervalScore<Rational>> && RealValuedRule<EnergyScore<Interval>> &&
              RealValuedRule<OutcomeWeightedCrps<Rational>> &&
              RealValuedRule<ImproperWeightedCrps<Interval>> && RealValuedRule<TailLogScore<Interval>> &&
              RealValuedRule<ImproperTailLogScore<Interval>>);
static_assert(!ScoreNumber<int> && !WithLogarithms<Rational> && !WithNormalLaw<Expression>);

struct SquaredError : RealValued<Rational, Rational> {  // a loss of one's own
  static constexpr Scale scale{Orientation::loss, "squared units of y", "the squared error"};
  static constexpr std::string_view elicits = "the mean";
  Rational operator()(const Rational& x, const Rational& y) const { return (x - y) * (x - y); }
};
static_assert(RealValuedRule<SquaredError>);

TEST(RealValued, OrientationIsPartOfTheType) {
  EXPECT_EQ(oriented<SquaredError>(Rational(4), Orientation::gain), -4);
  EXPECT_EQ(oriented<SquaredError>(Rational(4), Orientation::loss), 4);
  EXPECT_EQ(oriented<QuantileScore<Rational>>(Rational(-1), Orientation::gain), -1);
  EXPECT_EQ(oriented<QuantileScore<Rational>>(Rational(-1), Orientation::loss), 1);
}

// One text, three readings: exact, enclosed, and the formula at the same place.
TEST(RealValued, EveryNumberTypeGivesTheSameScore) {
  const SampleReport<Rational> sample{{-1, ratio(1, 3), 4}, {ratio(1, 2), ratio(1, 3), ratio(1, 6)}};
  const SampleReport<Expression> formula{{-1, Expression::variable(0), 4},
                                         {ratio(1, 2), ratio(1, 3), ratio(1, 6)}};
  const std::vector<Rational> at{ratio(1, 3)};
  const auto value = [&](const Expression& e) {
    return Program(std::vector<Expression>{e}).at(at, score_bits)[0].value().exact();
  };
  for (const Rational& y : {Rational(-2), ratio(1, 3), ratio(7, 5)}) {
    const Rational exact = crps(sample, y);
    EXPECT_TRUE(agree(SampleCrps<Interval>{}(enclosed(sample, score_bits), y), number(exact)));
    EXPECT_EQ(value(SampleCrps<Expression>{}(formula, y)), exact);
    const SampleThresholdCrps<Rational> above(ratio(1, 4));
    EXPECT_TRUE(agree(SampleThresholdCrps<Interval>(ratio(1, 4))(enclosed(sample, score_bits), y),
                      number(above(sample, y))));
    EXPECT_EQ(value(SampleThresholdCrps<Expression>(ratio(1, 4))(formula, y)), above(sample, y));
    EXPECT_TRUE(agree(QuantileScore<Interval>(ratio(1, 4))(number(ratio(1, 3)), y),
                      number(quantile_score(ratio(1, 4), ratio(1, 3), y))));
    EXPECT_EQ(value(QuantileScore<Expression>(ratio(1, 4))(Expression::variable(0), y)),
              quantile_score(ratio(1, 4), ratio(1, 3), y));
    EXPECT_TRUE(agree(IntervalScore<Interval>(ratio(1, 5))(
                          enclosed(IntervalReport<Rational>{0, ratio(1, 3)}, score_bits), y),
                      number(interval_score(ratio(1, 5), 0, ratio(1, 3), y))));
    EXPECT_EQ(value(IntervalScore<Expression>(ratio(1, 5))({0, Expression::variable(0)}, y)),
              interval_score(ratio(1, 5), 0, ratio(1, 3), y));
  }
}

// With Interval a report may be a whole box of reports: every score in it is enclosed, and so is its slope's sign.
TEST(RealValued, ABoxOfReportsIsEnclosed) {
  const GaussianReport<Interval> box{Interval(0, 1, score_bits), Interval(1, 4, score_bits)};
  for (const Rational& mean : {Rational(0), ratio(2, 5), Rational(1)})
    for (const Rational& variance : {Rational(1), ratio(7, 3), Rational(4)}) {
      const GaussianReport<Rational> inside{mean, variance};
      const auto holds = [&](const Interval& all, const Interval& one) {
        return all.lower() <= one.upper() && one.lower() <= all.upper() &&
               all.upper() - all.lower() > one.upper() - one.lower();
      };
      EXPECT_TRUE(holds(GaussianLogScore<Interval>{}(box, 2), log_score(inside, 2)));
      EXPECT_TRUE(holds(GaussianCrps<Interval>{}(box, 2), crps(inside, 2)));
    }
  // Where some report of the box is none, that is not hidden.
  EXPECT_THROW(GaussianCrps<Interval>{}({number(0), Interval(-1, 1, score_bits)}, 0), DomainUndecided);
}

// As formulas they are differentiated: the slopes of the exponential CRPS and of Dawid and Sebastiani's score by hand.
TEST(RealValued, FormulasHaveDerivatives) {
  const Expression rate = Expression::variable(0), mean = rate, variance = Expression::variable(1);
  // y < 0: -1/(2 rate) + y, with slope 1/(2 rate^2).
  const Expression slope = derivative(ExponentialCrps<Expression>{}({rate}, -1), 0);
  const std::vector<Rational> at{3, 2};
  const auto value = [&](const Expression& e) {
    return Program(std::vector<Expression>{e}).at(at, score_bits)[0].value().exact();
  };
  EXPECT_EQ(value(slope), ratio(1, 18));
  const Expression score = DawidSebastianiScore<Expression>{}({mean, variance}, 7);
  EXPECT_EQ(value(derivative(score, 0)), 4);            // 2 (7 - 3) / 2
  EXPECT_EQ(value(derivative(score, 1)), ratio(7, 2));  // -1/2 + 16/4
}

TEST(RealValued, RefusesWhatIsOutsideItsRange) {
  EXPECT_THROW(crps(GaussianReport<Rational>{0, 0}, 1), std::invalid_argument);
  EXPECT_THROW(ExponentialCrps<Interval>{}(enclosed(ExponentialReport<Rational>{0}, 64), 1),
               std::invalid_argument);
  EXPECT_THROW(crps(SampleReport<Rational>{{1, 2}, {1}}, 1), std::invalid_argument);
  EXPECT_THROW(crps(SampleReport<Rational>{{1, 2}, {1, 1}}, 1), std::invalid_argument);
  EXPECT_THROW(quantile_score(1, 0, 0), std::invalid_argument);
  EXPECT_THROW(interval_score(ratio(1, 2), 1, 0, 0), std::invalid_argument);
  EXPECT_THROW(energy({{1, 2}}, {1}), std::invalid_argument);
}

}  // namespace
}  // namespace qed
