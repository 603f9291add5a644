#include "qed/exact/rational.hpp"

#include <gtest/gtest.h>

namespace qed {
namespace {

TEST(Rational, RatioIsInLowestTermsWithAPositiveDenominator) {
  EXPECT_EQ(to_string(ratio(6, 4)), "3/2");
  EXPECT_EQ(to_string(ratio(6, -4)), "-3/2");
  EXPECT_EQ(denominator_of(ratio(6, -4)), 2);
  EXPECT_EQ(numerator_of(ratio(6, -4)), -3);
  EXPECT_EQ(to_string(ratio(0, -7)), "0");
  EXPECT_EQ(denominator_of(ratio(0, -7)), 1);
  EXPECT_EQ(to_string(ratio(8, 4)), "2");
}

TEST(Rational, DenominatorZeroIsRefused) {
  EXPECT_THROW(ratio(1, 0), std::invalid_argument);
  EXPECT_THROW(ratio(Integer(0), Integer(0)), std::invalid_argument);
}

// 1/10 + 2/10 = 3/10, which no binary floating point knows.
TEST(Rational, ArithmeticDoesNotRound) {
  EXPECT_EQ(ratio(1, 10) + ratio(2, 10), ratio(3, 10));
  Rational harmonic = 0;
  for (int n = 1; n <= 20; ++n) harmonic += ratio(1, n);
  EXPECT_EQ(harmonic, ratio(55835135, 15519504));  // H_20
}

TEST(Rational, ExtremeMachineIntegersKeepTheirValue) {
  EXPECT_EQ(to_string(ratio(std::numeric_limits<long long>::min(), 1)), "-9223372036854775808");
  EXPECT_EQ(to_string(ratio(1, std::numeric_limits<unsigned long long>::max())), "1/18446744073709551615");
}

// Binary floating point on either side is refused; tests/compile_fail/ shows the compiler's message.
template <class N, class D>
concept Ratio = requires(N n, D d) {
  ratio(n, d);
};
static_assert(Ratio<int, int> && Ratio<long long, unsigned> && Ratio<Integer, int> && Ratio<int, Integer>);
static_assert(!Ratio<double, int> && !Ratio<int, float> && !Ratio<long double, double>);
static_assert(!Ratio<double, Integer> && !Ratio<Integer, double>);

// With expression templates, `auto` would hold a recipe that refers to operands, and s would change with a.
TEST(Rational, AutoHoldsAValue) {
  Rational a = ratio(1, 2);
  const auto s = a + ratio(1, 2);
  static_assert(std::is_same_v<decltype(s), const Rational>);
  a = 7;
  EXPECT_EQ(s, 1);
}

}  // namespace
}  // namespace qed
