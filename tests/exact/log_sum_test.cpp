#include "qed/exact/log_sum.hpp"

#include <gtest/gtest.h>

namespace qed {
namespace {

TEST(LogSum, EqualLogarithmsCancel) {
  LogSum sum(ratio(1, 2));
  sum.add_log(3, ratio(5, 2));
  EXPECT_FALSE(sum.is_plain());
  sum.add_log(3, ratio(2, 5));  // ln(2/5) = -ln(5/2)
  EXPECT_TRUE(sum.is_plain());
  EXPECT_EQ(sum.constant(), ratio(1, 2));
}

TEST(LogSum, LogarithmOfOneIsNothing) {
  LogSum sum;
  sum.add_log(7, 1);
  sum.add_log(0, 2);
  EXPECT_TRUE(sum.is_plain());
}

TEST(LogSum, RefusesWhatHasNoLogarithm) {
  LogSum sum;
  EXPECT_THROW(sum.add_log(1, 0), std::invalid_argument);
  EXPECT_THROW(sum.add_log(1, ratio(-1, 2)), std::invalid_argument);
}

TEST(LogSum, CancellationThroughPowersIsFound) {
  LogSum sum;  // ln(12/5) + ln(10/9) - 3 ln 2 + ln 3 = ln(120 * 3 / (45 * 8)) = ln 1
  sum.add_log(1, ratio(12, 5));
  sum.add_log(1, ratio(10, 9));
  sum.add_log(-3, 2);
  EXPECT_FALSE(sum.is_rational());
  sum.add_log(1, 3);
  EXPECT_FALSE(sum.is_plain());
  EXPECT_TRUE(sum.is_rational());
}

TEST(LogSum, CancellationThroughFractionalPowers) {
  LogSum sum;  // (1/2) ln 36 - (1/3) ln 216 = ln 6 - ln 6
  sum.add_log(ratio(1, 2), 36);
  sum.add_log(ratio(-1, 3), 216);
  EXPECT_TRUE(sum.is_rational());
  sum.add_log(ratio(1, 1000000), ratio(7, 6));
  EXPECT_FALSE(sum.is_rational());
}

TEST(LogSum, NearlyCancelling) {
  LogSum sum;  // ln(10^30 + 1) - 30 ln 10 > 0, by about 1e-30
  Integer large = 1;
  for (int i = 0; i < 30; ++i) large *= 10;
  sum.add_log(1, Rational(large + 1));
  sum.add_log(-30, 10);
  EXPECT_FALSE(sum.is_rational());
  EXPECT_LT(sum.enclosure(64).lower(), 0);  // 64 bits cannot tell
  EXPECT_GT(sum.enclosure(256).lower(), 0);
}

TEST(LogSum, EnclosesItsValue) {
  LogSum sum(ratio(1, 3));
  sum.add_log(2, ratio(1, 2));  // 1/3 - 2 ln 2 = -1.0529610277865…
  const Interval at_64 = sum.enclosure(64);
  EXPECT_LT(at_64.lower(), ratio(-10529610277, 10000000000));
  EXPECT_GT(at_64.upper(), ratio(-10529610278, 10000000000));
  EXPECT_LT(at_64.upper() - at_64.lower(), ratio(1, Integer(1) << 58));
  EXPECT_TRUE(at_64.contains(sum.enclosure(256).lower()));
}

}  // namespace
}  // namespace qed
