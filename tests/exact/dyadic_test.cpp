// The ground of the portable intervals: rounding in a direction, and series whose errors are counted.
#include "qed/exact/dyadic.hpp"

#include <gtest/gtest.h>

#include <random>

#include "qed/exact/dyadic_functions.hpp"
#include "qed/exact/interval.hpp"
#include "qed/exact/limbs.hpp"
#include "tests/exact/powers_of_two.hpp"

namespace qed {
namespace {

Dyadic random_dyadic(std::mt19937_64& random, int bits, int spread) {
  const auto mantissa = static_cast<std::int64_t>((random() >> (64 - bits)) | 1);
  return rounded(Integer(mantissa), static_cast<int>(random() % (2 * spread + 1)) - spread, 64,
                 Toward::below);
}

TEST(Dyadic, EqualNumbersHaveEqualMembers) {
  const Dyadic x = rounded(Integer(-40), -3, 64, Toward::below);  // -40/8 = -5
  EXPECT_EQ(x.mantissa, -5);
  EXPECT_EQ(x.exponent, 0);
  EXPECT_EQ(add(x, -x, 64, Toward::above), Dyadic{});
  EXPECT_EQ(to_rational(rounded(ratio(-3, 8), 2, Toward::below)), ratio(-3, 8));
}

// 11 = 1011b in 3 bits lies between 10 = 101b * 2 and 12 = 11b * 4, on either side of 0.
TEST(Dyadic, RoundingGoesTheWayItIsTold) {
  const auto value = [](int n, Toward toward) { return to_rational(rounded(Integer(n), 0, 3, toward)); };
  EXPECT_EQ(value(11, Toward::below), 10);
  EXPECT_EQ(value(11, Toward::above), 12);
  EXPECT_EQ(value(-11, Toward::below), -12);
  EXPECT_EQ(value(-11, Toward::above), -10);
  EXPECT_EQ(value(15, Toward::above), 16);  // all ones: the carry makes the number longer
  EXPECT_EQ(value(12, Toward::above), 12);
  EXPECT_EQ(value(12, Toward::below), 12);
}

TEST(Dyadic, OrderIsThatOfTheNumbers) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 2000; ++round) {
    Dyadic a = random_dyadic(random, 1 + static_cast<int>(random() % 6), 3);
    Dyadic b = random_dyadic(random, 1 + static_cast<int>(random() % 6), 3);
    if (random() % 2) a = -a;
    if (random() % 2) b = -b;
    if (random() % 9 == 0) b = Dyadic{};
    const Rational p = to_rational(a), q = to_rational(b);
    EXPECT_EQ(a < b, p < q) << p << " " << q;
    EXPECT_EQ(a > b, p > q) << p << " " << q;
    EXPECT_EQ(a == b, p == q) << p << " " << q;
  }
}

// Each result is on the side it was told, next to the exact one, and is the exact one where that is short
// enough.
TEST(Dyadic, OperationsAreBoundsAndTight) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 5000; ++round) {
    const int spread = round % 2 ? 4 : 300;  // the longer spread adds numbers that are far apart
    Dyadic a = random_dyadic(random, 1 + static_cast<int>(random() % 60), spread);
    Dyadic b = random_dyadic(random, 1 + static_cast<int>(random() % 60), spread);
    if (random() % 2) a = -a;
    if (random() % 2) b = -b;
    const unsigned bits = 2 + static_cast<unsigned>(random() % 100);
    const auto check = [bits](const Dyadic& below, const Dyadic& above, const Rational& exact) {
      const Rational lower = to_rational(below), upper = to_rational(above);
      EXPECT_LE(lower, exact);
      EXPECT_LE(exact, upper);
      EXPECT_LE(bit_length(below.mantissa), bits);
      EXPECT_LE(bit_length(above.mantissa), bits);
      const Rational size = exact < 0 ? Rational(-exact) : exact;
      EXPECT_LE(upper - lower, size * power_of_two(1 - static_cast<int>(bits)) * ratio(65, 64) * 2);
      const Integer denominator = denominator_of(exact);
      const bool is_dyadic = (denominator & (denominator - 1)) == 0;
      const Integer numerator = numerator_of(exact);
      if (is_dyadic && (numerator == 0 || bit_length(numerator) - trailing_zero_bits(numerator) <= bits)) {
        EXPECT_EQ(lower, upper);
      }
    };
    const Rational p = to_rational(a), q = to_rational(b);
    check(add(a, b, bits, Toward::below), add(a, b, bits, Toward::above), p + q);
    check(multiply(a, b, bits, Toward::below), multiply(a, b, bits, Toward::above), p * q);
    check(divide(a, b, bits, Toward::below), divide(a, b, bits, Toward::above), p / q);
    check(rounded(p / q, bits, Toward::below), rounded(p / q, bits, Toward::above), p / q);
  }
}

// Without guard bits a miscounted unit moves the bounds themselves. They must hold a value known to 400 bits,
// by MPFI where it is there.
TEST(Dyadic, SeriesBoundsHoldWithoutGuardBits) {
  std::mt19937_64 random(13);
  for (int round = 0; round < 3000; ++round) {
    const unsigned bits = 24 + static_cast<unsigned>(random() % 100);
    const Dyadic x = random_dyadic(random, 1 + static_cast<int>(random() % 60), round % 2 ? 60 : 500);
    const auto check = [&](const DyadicBounds& bounds, const Interval& value, const char* function) {
      EXPECT_LE(to_rational(bounds.lower), value.lower())
          << function << " " << to_rational(x) << " at " << bits;
      EXPECT_GE(to_rational(bounds.upper), value.upper())
          << function << " " << to_rational(x) << " at " << bits;
    };
    check(log_bounds(x, bits, 0), log(Interval(to_rational(x), 400)), "log");
    const Dyadic y = random_dyadic(random, 1 + static_cast<int>(random() % 40), 50);
    if (y > Dyadic{1, 10}) continue;
    const Dyadic argument = random() % 2 ? y : -y;
    check(exp_bounds(argument, bits, 0), exp(Interval(to_rational(argument), 400)), "exp");
  }
}

// The root of 2^(kd) - 1 is just below 2^k: where Newton's iterates turn round instead of standing still.
TEST(Dyadic, RootsJustBelowAPowerStayBelow) {
  for (unsigned degree = 2; degree <= 7; ++degree)
    for (unsigned k = 3; k < 70; ++k) {
      const Rational power = power_of_two(static_cast<int>(k * degree));
      const DyadicBounds root = root_bounds(rounded(power - 1, 1000, Toward::below), degree, k - 1);
      EXPECT_LT(to_rational(root.lower), power_of_two(static_cast<int>(k))) << degree << " " << k;
      EXPECT_EQ(to_rational(root.upper), power_of_two(static_cast<int>(k))) << degree << " " << k;
    }
}

// log(1 - 2^-k) = -2^-k - 2^-(2k + 1) - …: so near a dyadic number that rounding alone would not leave it.
TEST(Dyadic, LogarithmsNextToADyadicNumberKeepTheirSide) {
  for (int k = 20; k <= 200; ++k) {
    const DyadicBounds below = log_bounds(rounded(1 - power_of_two(-k), 300, Toward::below), 15);
    EXPECT_LT(to_rational(below.lower), -power_of_two(-k)) << k;
    EXPECT_GE(to_rational(below.upper), -power_of_two(-k)) << k;
    const DyadicBounds above = log_bounds(rounded(1 + power_of_two(-k), 300, Toward::below), 15);
    EXPECT_LT(to_rational(above.lower), power_of_two(-k)) << k;
    EXPECT_GE(to_rational(above.upper), power_of_two(-k) - power_of_two(-2 * k - 1)) << k;
  }
}

}  // namespace
}  // namespace qed
