#include "qed/scoring/convex_minimum.hpp"

#include <gtest/gtest.h>

#include "qed/exact/number.hpp"
#include "qed/scoring/exponential_start.hpp"

namespace qed {
namespace {

// exp(x) - c x, least at ln c.
ConvexFunction exponential_less(const Rational& c) {
  return [c](const std::vector<Interval>& x, unsigned bits) -> ConvexEnclosure {
    const Interval e = exp(x[0]), slope(c, bits);
    return {e - slope * x[0], {e - slope}, {{e}}};
  };
}

TEST(ConvexMinimum, IsEnclosed) {
  const ConvexMinimum found = convex_minimum(exponential_less(3), 1);
  const Interval log_3 = log(Interval(Rational(3), 256));
  EXPECT_LE(found.box[0].lower(), log_3.lower());
  EXPECT_GE(found.box[0].upper(), log_3.upper());
  EXPECT_LT(found.box[0].upper() - found.box[0].lower(), parse_rational("1e-30"));
  EXPECT_EQ(convex_minimum(
                [](const auto&, unsigned bits) {
                  return ConvexEnclosure{{Rational(0), bits}, {}, {}};
                },
                0)
                .box.size(),
            0u);
}

// What starts the search is not trusted: from anywhere the same minimum is enclosed, from nowhere a wrong one.
TEST(ConvexMinimum, AnyStartLeadsToTheSameMinimum) {
  const Rational log_3 = log(Interval(Rational(3), 400)).lower();
  for (const Rational& start : {Rational(0), Rational(-40), Rational(60), ratio(11, 10)}) {
    const ConvexMinimum found = convex_minimum(exponential_less(3), 1, 128, std::vector<Rational>{start});
    EXPECT_TRUE(found.box[0].lower() < log_3 && log_3 < found.box[0].upper()) << start;
    EXPECT_LT(found.box[0].upper() - found.box[0].lower(), parse_rational("1e-30"));
  }
}

// Near the minimum the value falls by less than its enclosure tells: steps are then taken as they are, not halved until
// nothing is left of them.
TEST(ConvexMinimum, DoesNotLookForAFallThatNoPrecisionShows) {
  for (int c = 2; c < 30; ++c) {
    int calls = 0;
    const ConvexFunction roughly = [&](const std::vector<Interval>& x, unsigned bits) -> ConvexEnclosure {
      ++calls;
      ConvexEnclosure at = exponential_less(c)(x, bits);
      at.value = exponential_less(c)({Interval(x[0].lower(), x[0].upper(), bits / 2)}, bits / 2).value;
      return at;
    };
    const ConvexMinimum found = convex_minimum(roughly, 1);
    EXPECT_TRUE(found.box[0].contains(log(Interval(Rational(c), 400)).lower())) << c;
    EXPECT_LT(calls, 60) << c;
  }
}

// ln (exp(-m x) + exp((1 - m) x)): the family of one feature on {0, 1} with the mean m, least at ln(m/(1 - m)).
std::vector<std::vector<Rational>> coin(const Rational& m) { return {{Rational(-m)}, {Rational(1 - m)}}; }
ConvexFunction coin_function(const Rational& m) {
  return [m](const std::vector<Interval>& x, unsigned bits) -> ConvexEnclosure {
    const Interval one(Rational(1), bits), mean(m, bits), p = one / (one + exp(-x[0]));
    return {log(one + exp(x[0])) - mean * x[0], {p - mean}, {{p * (one - p)}}};
  };
}

// The optimiser's point is near, and no more than a start: the enclosure does not contain it.
TEST(ExponentialStart, IsNearTheOptimumWhereThereIsNLopt) {
  for (const Rational& m : {ratio(1, 3), ratio(1, 1000), parse_rational("1e-9")}) {
    const auto start = exponential_start(coin(m));
    ASSERT_EQ(start.has_value(), has_exponential_start());
    const Rational optimum = log(Interval(Rational(m / (1 - m)), 400)).lower();
    const ConvexMinimum found = convex_minimum(coin_function(m), 1, 128, start);
    EXPECT_TRUE(found.box[0].contains(optimum));
    if (!start) continue;
    EXPECT_LT(abs(Rational((*start)[0] - optimum)), 1) << m;
    EXPECT_FALSE(found.box[0].contains((*start)[0])) << m;
  }
}

TEST(ExponentialStart, IsNoneWhereThereIsNothingToMove) {
  EXPECT_EQ(exponential_start(std::vector<std::vector<Rational>>{{}, {}}), std::nullopt);
  EXPECT_EQ(exponential_start(std::vector<std::vector<Rational>>{}), std::nullopt);
}

// What it is for: fewer enclosures of many bits than from the origin.
TEST(ExponentialStart, SavesEnclosures) {
  const Rational m = parse_rational("1e-6");
  unsigned asked = 0;
  const ConvexFunction counted = [&](const std::vector<Interval>& x, unsigned bits) {
    ++asked;
    return coin_function(m)(x, bits);
  };
  convex_minimum(counted, 1);
  const unsigned from_the_origin = asked;
  asked = 0;
  convex_minimum(counted, 1, 128, exponential_start(coin(m)));
  if (has_exponential_start())
    EXPECT_LT(asked, from_the_origin);
  else
    EXPECT_EQ(asked, from_the_origin);
}

TEST(ConvexMinimum, GoesOnWithMoreBitsWhereFewSayNothing) {
  const ConvexMinimum found = convex_minimum(
      [](const std::vector<Interval>& x, unsigned bits) {
        if (bits < 512) throw DomainUndecided("not at this precision");
        return exponential_less(3)(x, bits);
      },
      1);
  EXPECT_EQ(found.bits, 512u);
}

TEST(ConvexMinimum, IsNotFoundWhereThereIsNone) {
  const ConvexFunction slope = [](const std::vector<Interval>& x, unsigned bits) -> ConvexEnclosure {
    return {x[0], {Interval(Rational(1), bits)}, {{Interval(Rational(0), bits)}}};
  };
  EXPECT_THROW(convex_minimum(slope, 1), std::runtime_error);
  // Nor where a whole line is least: x + y squared.
  const ConvexFunction valley = [](const std::vector<Interval>& x, unsigned) -> ConvexEnclosure {
    const Interval sum = x[0] + x[1], two(Rational(2), sum.bits());
    return {sum * sum, {two * sum, two * sum}, {{two, two}, {two, two}}};
  };
  EXPECT_THROW(convex_minimum(valley, 2), std::runtime_error);
}

}  // namespace
}  // namespace qed
