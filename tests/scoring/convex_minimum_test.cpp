#include "qed/scoring/convex_minimum.hpp"

#include <gtest/gtest.h>

#include "qed/exact/number.hpp"

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
