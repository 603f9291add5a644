// Interval and its portable twin DyadicInterval under the same tests, against numbers that are known
// otherwise: digits from the literature, exact rational arithmetic, and a Taylor series in rationals.
#include "qed/exact/interval.hpp"

#include <gtest/gtest.h>

#include <random>

#include "qed/exact/dyadic_interval.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/number.hpp"
#include "tests/exact/powers_of_two.hpp"

namespace qed {
namespace {

// Known digits, cut off: the number lies between the text and one more in its last digit.
struct Known {
  const char* digits;
  Rational lower() const { return parse_rational(digits); }
  Rational upper() const {
    const auto point = std::string_view(digits).find('.');
    return lower() + parse_rational("1e-" + std::to_string(std::string_view(digits).size() - point - 1));
  }
};
const Known log_2{
    "0.69314718055994530941723212145817656807550013436025525412068000949339362196969471560586332699"};
const Known log_10{
    "2.30258509299404568401799145468436420760110148862877297603332790096757260967735248023599720508"};
const Known euler{
    "2.71828182845904523536028747135266249775724709369995957496696762772407663035354759457138217852"};
const Known sqrt_2{
    "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432"};

Rational magnitude(const Rational& q) { return q < 0 ? Rational(-q) : q; }

// a <= b by one product each. Boost compares rationals without GMP by their continued fractions, which is
// slow where the numbers are as long as some here.
bool at_most(const Rational& a, const Rational& b) {
  return numerator_of(a) * denominator_of(b) <= numerator_of(b) * denominator_of(a);
}

// At most `units` units in the last place of `bits` bits: such a unit is at most 2^(1 - bits) of the number.
template <class I>
bool is_as_narrow(const I& x, int units) {
  const Rational lower = x.lower(), upper = x.upper(), unit = power_of_two(1 - static_cast<int>(x.bits()));
  return at_most(upper - lower, units * unit * magnitude(upper)) ||
         at_most(upper - lower, units * unit * magnitude(lower));
}

Rational random_rational(std::mt19937_64& random, int spread = 40) {
  const auto p = static_cast<std::int64_t>(random() >> (1 + random() % 62)) + 1;
  const auto q = static_cast<std::int64_t>(random() >> (1 + random() % 62)) + 1;
  return ratio(p, q) * power_of_two(static_cast<int>(random() % (2 * spread + 1)) - spread);
}

// exp(x) for 0 <= x <= 1 between two rationals, by n terms of its series: the tail is below twice its first
// term.
std::pair<Rational, Rational> exp_by_series(const Rational& x, int n) {
  Rational term = 1, sum = 0;
  for (int k = 1; k <= n; ++k) sum += term, term *= x / k;
  return {sum, sum + 2 * term};
}

template <class I>
class IntervalTest : public testing::Test {};
using Implementations = testing::Types<Interval, DyadicInterval>;
struct Names {
  template <class I>
  static std::string GetName(int) {
    return std::is_same_v<I, Interval> ? "Interval" : "Portable";
  }
};
TYPED_TEST_SUITE(IntervalTest, Implementations, Names);

TYPED_TEST(IntervalTest, DyadicNumbersAreThemselves) {
  const TypeParam x(ratio(-3, 8), 64);
  EXPECT_EQ(x.lower(), ratio(-3, 8));
  EXPECT_EQ(x.upper(), ratio(-3, 8));
  EXPECT_EQ(x.bits(), 64u);
  EXPECT_EQ(TypeParam(0, 2).upper(), 0);
}

TYPED_TEST(IntervalTest, OthersAreBetweenNeighbours) {
  const TypeParam third(ratio(1, 3), 4);  // 1/3 is between 10/32 and 11/32, 4 bits each
  EXPECT_EQ(third.lower(), ratio(10, 32));
  EXPECT_EQ(third.upper(), ratio(11, 32));
  const TypeParam minus(ratio(-1, 3), 4);
  EXPECT_EQ(minus.lower(), ratio(-11, 32));
  EXPECT_EQ(minus.upper(), ratio(-10, 32));
  const TypeParam both(ratio(-1, 3), ratio(1, 3), 4);
  EXPECT_EQ(both.lower(), ratio(-11, 32));
  EXPECT_EQ(both.upper(), ratio(11, 32));
}

TYPED_TEST(IntervalTest, ConstantsAgreeWithTheirKnownDigits) {
  for (const unsigned bits : {2u, 3u, 10u, 53u, 64u, 65u, 128u, 200u, 280u}) {
    const TypeParam one(1, bits), two(2, bits), ten(10, bits);
    const auto check = [&](const TypeParam& x, const Known& known) {
      EXPECT_LE(x.lower(), known.upper()) << known.digits << " at " << bits;
      EXPECT_GE(x.upper(), known.lower()) << known.digits << " at " << bits;
      if (bits < 250) {  // the known digits are narrower than the enclosure: it must hold all of them
        EXPECT_LE(x.lower(), known.lower()) << known.digits << " at " << bits;
        EXPECT_GE(x.upper(), known.upper()) << known.digits << " at " << bits;
      }
    };
    check(log(two), log_2);
    check(log(TypeParam(10, bits)), log_10);
    check(exp(one), euler);
    check(root(two, 2), sqrt_2);
    check(one / exp(-one), euler);
    check(log(one) - log(one / two), log_2);
  }
}

TYPED_TEST(IntervalTest, ExactResultsAreExact) {
  const TypeParam one(1, 64), zero(0, 64);
  EXPECT_EQ(log(one).lower(), 0);
  EXPECT_EQ(log(one).upper(), 0);
  EXPECT_EQ(exp(zero).lower(), 1);
  EXPECT_EQ(exp(zero).upper(), 1);
  for (const unsigned degree : {1u, 2u, 3u, 7u, 64u}) {
    const TypeParam x = root(TypeParam(power_of_two(-static_cast<int>(degree)), 64), degree);
    EXPECT_EQ(x.lower(), ratio(1, 2)) << degree;
    EXPECT_EQ(x.upper(), ratio(1, 2)) << degree;
  }
  EXPECT_EQ(root(TypeParam(ratio(1, 4), 2), 2).upper(), ratio(1, 2));
  EXPECT_EQ(root(TypeParam(144, 64), 2).lower(), 12);
  EXPECT_EQ(root(zero, 5).upper(), 0);
  EXPECT_EQ(root(zero, 500).upper(), 0);
  EXPECT_EQ(root(one, 1000).upper(), 1);
}

TYPED_TEST(IntervalTest, OrderIsDecidedByTheEndsThatFaceEachOther) {
  const TypeParam low(0, 1, 64), high(1, 2, 64), middle(ratio(1, 2), ratio(3, 2), 64), one(1, 64);
  EXPECT_EQ(less_equal(low, high), Verdict::holds);      // they touch at 1, where 1 <= 1
  EXPECT_EQ(less_equal(high, low), Verdict::undecided);  // 2 <= 0 is false, but 1 <= 1 is true
  EXPECT_EQ(less_equal(low, middle), Verdict::undecided);
  EXPECT_EQ(less_equal(one, one), Verdict::holds);
  EXPECT_EQ(less_equal(TypeParam(3, 64), high), Verdict::violated);
}

TYPED_TEST(IntervalTest, ArithmeticContainsTheRationalResult) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 2000; ++round) {
    const unsigned bits = 2 + random() % 130;
    const Rational p = (random() % 2 ? 1 : -1) * random_rational(random);
    const Rational q = (random() % 2 ? 1 : -1) * random_rational(random);
    const TypeParam x(p, bits), y(q, 2 + random() % 130);
    const auto check = [&](const TypeParam& z, const Rational& exact) {
      EXPECT_LE(z.lower(), exact);
      EXPECT_LE(exact, z.upper());
      EXPECT_EQ(z.bits(), std::max(x.bits(), y.bits()));
    };
    check(x + y, p + q);
    check(x - y, p - q);
    check(x * y, p * q);
    check(x / y, p / q);
  }
}

// On wide operands the result must hold the results of all pairs of points; corners and middles are tried.
TYPED_TEST(IntervalTest, WideOperandsKeepEveryPoint) {
  std::mt19937_64 random(5);
  const auto pick = [&] { return (random() % 2 ? 1 : -1) * ratio(random() % 9, 1 + random() % 8); };
  for (int round = 0; round < 2000; ++round) {
    Rational a = pick(), b = pick(), c = pick(), d = pick();
    if (a > b) std::swap(a, b);
    if (c > d) std::swap(c, d);
    const unsigned bits = 3 + random() % 60;
    const TypeParam x(a, b, bits), y(c, d, bits);
    const TypeParam sum = x + y, difference = x - y, product = x * y;
    for (const Rational& p : {a, Rational((a + b) / 2), b})
      for (const Rational& q : {c, Rational((c + d) / 2), d}) {
        EXPECT_TRUE(sum.lower() <= p + q && p + q <= sum.upper());
        EXPECT_TRUE(difference.lower() <= p - q && p - q <= difference.upper());
        EXPECT_TRUE(product.lower() <= p * q && p * q <= product.upper());
        if (c > 0 || d < 0) {
          const TypeParam quotient = x / y;
          EXPECT_TRUE(quotient.lower() <= p / q && p / q <= quotient.upper());
        }
      }
  }
}

TYPED_TEST(IntervalTest, OneOperationAddsTwoUnitsAtEachEndAtMost) {
  std::mt19937_64 random(6);
  for (int round = 0; round < 1000; ++round) {
    const unsigned bits = 2 + random() % 200;
    const auto point = [&](int spread) {
      const TypeParam x(random_rational(random, spread), bits);
      return TypeParam(x.lower(), bits);  // one dyadic number
    };
    const TypeParam x = point(40), y = point(40);
    EXPECT_TRUE(is_as_narrow(x + y, 4));
    EXPECT_TRUE(is_as_narrow(x - y, 4)) << to_string(x.lower()) << " - " << to_string(y.lower());
    EXPECT_TRUE(is_as_narrow(x * y, 4));
    EXPECT_TRUE(is_as_narrow(x / y, 4));
    EXPECT_TRUE(is_as_narrow(log(x), 4)) << "log " << to_string(x.lower()) << " at " << bits;
    EXPECT_TRUE(is_as_narrow(exp(-x / TypeParam(power_of_two(90), bits)), 4));
    EXPECT_TRUE(is_as_narrow(root(x, 2 + random() % 9), 4));
    EXPECT_TRUE(is_as_narrow(root(x, 65 + random() % 1000), 4));
    // Next to 1, where the logarithm is small, and far from 0, where the exponential is long.
    const TypeParam near_one(1 + power_of_two(1 - static_cast<int>(bits)), bits);
    EXPECT_TRUE(is_as_narrow(log(near_one), 4)) << bits;
    const long range = round % 100 == 0 ? 100'000 : 1'000;
    const TypeParam far(static_cast<long>(random() % (2 * range)) - range, 20 + bits);
    const TypeParam far_point(far.lower(), far.bits());
    EXPECT_TRUE(is_as_narrow(exp(far_point), 4)) << to_string(far.lower());
  }
}

TYPED_TEST(IntervalTest, ExpAgreesWithItsSeriesInRationals) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    const unsigned bits = 2 + random() % 100;
    const Rational q = ratio(random() % 1000, 1000);
    const auto [below, above] = exp_by_series(q, 40);  // 40! > 2^159
    const TypeParam x = exp(TypeParam(q, bits)), inverse = exp(-TypeParam(q, bits));
    EXPECT_TRUE(x.lower() <= below && above <= x.upper()) << to_string(q);
    EXPECT_TRUE(inverse.lower() * below <= 1 && 1 <= inverse.upper() * above) << to_string(q);
  }
}

// log q = y is checked by exp(y.lower) <= q <= exp(y.upper), where exp(y) = exp(y/n)^n by the series.
TYPED_TEST(IntervalTest, LogIsTheInverseOfThatSeries) {
  std::mt19937_64 random(8);
  for (int round = 0; round < 60; ++round) {
    const unsigned bits = 2 + random() % 70;
    const Rational q = 1 + random_rational(random, 3);
    const TypeParam y = log(TypeParam(q, bits));
    const auto exp_above = [](const Rational& v) {
      const unsigned n = 1 + v.convert_to<unsigned>();
      Rational product = 1;
      for (unsigned i = 0; i < n; ++i) product *= exp_by_series(v / n, 30).second;
      return product;
    };
    const auto exp_below = [](const Rational& v) {
      const unsigned n = 1 + v.convert_to<unsigned>();
      Rational product = 1;
      for (unsigned i = 0; i < n; ++i) product *= exp_by_series(v / n, 30).first;
      return product;
    };
    EXPECT_LE(exp_below(y.lower()), q) << to_string(q);
    EXPECT_GE(exp_above(y.upper()), q) << to_string(q);
  }
}

TYPED_TEST(IntervalTest, PowersOfRootsSurroundTheNumber) {
  std::mt19937_64 random(9);
  for (int round = 0; round < 500; ++round) {
    const unsigned bits = 2 + random() % 130, degree = 1 + random() % (round % 10 == 0 ? 300 : 12);
    const Rational q = random_rational(random);
    const TypeParam x = root(TypeParam(q, bits), degree);
    const auto power = [&](const Rational& r) {
      return ratio(Integer(boost::multiprecision::pow(numerator_of(r), degree)),
                   Integer(boost::multiprecision::pow(denominator_of(r), degree)));
    };
    EXPECT_LE(power(x.lower()), q) << to_string(q) << " degree " << degree;
    EXPECT_GE(power(x.upper()), q) << to_string(q) << " degree " << degree;
  }
}

TYPED_TEST(IntervalTest, ExtremeArgumentsKeepTheirMeaning) {
  const TypeParam tiny(parse_rational("1e-10000"), 64);
  const TypeParam logarithm = log(tiny);  // -10000 log 10 = -23025.85…
  EXPECT_LE(logarithm.lower(), -10000 * log_10.lower());
  EXPECT_GE(logarithm.upper(), -10000 * log_10.upper());
  EXPECT_TRUE(is_as_narrow(TypeParam(logarithm.lower(), 64), 1));
  const TypeParam near_one = exp(tiny);
  EXPECT_LE(near_one.lower(), 1);
  EXPECT_GT(near_one.upper(), 1);
  EXPECT_TRUE(is_as_narrow(near_one, 4));
  const TypeParam below_one = exp(-tiny);
  EXPECT_LT(below_one.lower(), 1);
  EXPECT_GE(below_one.upper(), 1);
  const TypeParam sum = TypeParam(1, 64) + tiny, difference = tiny - TypeParam(1, 64);
  EXPECT_EQ(sum.lower(), 1);
  EXPECT_EQ(sum.upper(), 1 + power_of_two(-63));
  EXPECT_EQ(difference.lower(), -1);
  EXPECT_EQ(difference.upper(), -1 + power_of_two(-64));
  const TypeParam nothing = exp(TypeParam(-2'000'000, -1'500'000, 64));
  EXPECT_EQ(nothing.lower(), 0);
  EXPECT_GT(nothing.upper(), 0);
  EXPECT_LT(nothing.upper(), power_of_two(-1'500'000));
}

template <class Refused>
std::string refusal(const auto& operation) {
  try {
    operation();
  } catch (const Refused& refused) {
    return typeid(refused) == typeid(Refused) ? refused.what() : "another kind of refusal";
  }
  return "accepted";
}

TYPED_TEST(IntervalTest, OperandsOutsideADomainAreRefusedByName) {
  using I = TypeParam;
  const I one(1, 64), across(-1, 2, 64);
  const auto outside = [](const auto& operation) { return refusal<std::invalid_argument>(operation); };
  const auto edge = [](const auto& operation) { return refusal<DomainUndecided>(operation); };
  const auto overflow = [](const auto& operation) { return refusal<std::overflow_error>(operation); };
  EXPECT_EQ(outside([&] { log(I(0, 64)); }), "log of 0; expected a positive number");
  EXPECT_EQ(outside([&] { log(I(-2, 0, 64)); }), "log of [-2, 0]; expected a positive number");
  EXPECT_EQ(edge([&] { log(across); }), "log of [-1, 2]; expected a positive number");
  EXPECT_EQ(edge([&] { log(I(0, 1, 64)); }), "log of [0, 1]; expected a positive number");
  EXPECT_EQ(outside([&] { one / I(0, 64); }), "division by 0; expected a divisor that is not 0");
  EXPECT_EQ(edge([&] { one / across; }), "division by [-1, 2]; expected a divisor that is not 0");
  EXPECT_EQ(edge([&] { one / I(-1, 0, 64); }), "division by [-1, 0]; expected a divisor that is not 0");
  EXPECT_EQ(outside([&] { root(-one, 2); }), "root of -1; expected a number that is not negative");
  EXPECT_EQ(edge([&] { root(across, 3); }), "root of [-1, 2]; expected a number that is not negative");
  EXPECT_EQ(outside([&] { root(one, 0); }), "a root of degree 0; expected a degree of at least 1");
  EXPECT_EQ(outside([&] { I(2, 1, 64); }), "an interval has lower end 2 above upper end 1");
  EXPECT_EQ(outside([&] { I(1, 1); }), "a precision of 1 bits is outside 2 .. 1048576");
  EXPECT_EQ(outside([&] { I(1, 1u << 21); }), "a precision of 2097152 bits is outside 2 .. 1048576");
  EXPECT_EQ(overflow([&] { exp(I(2'000'000, 64)); }), "exp of 2e6 is too large; expected at most 1048576");
}

// Squaring again and again leaves every range; an error must come before infinity or 0 does.
TYPED_TEST(IntervalTest, EndsNeverBecomeInfiniteOrVanish) {
  for (const long start : {1'000'000L, -1'000'000L}) {
    TypeParam x = exp(TypeParam(start, 64));
    const auto square = [&] {
      for (int i = 0; i < 10; ++i) x = x * x;
    };
    EXPECT_EQ(refusal<std::overflow_error>(square), "an interval has an end beyond 2^±67108864");
    EXPECT_GT(x.lower(), 0);
  }
}

TEST(Interval, CopiesAreApart) {
  Interval a(2, 64);
  Interval b = a;
  b += b;
  EXPECT_EQ(a.upper(), 2);
  EXPECT_EQ(b.upper(), 4);
  a = b;
  a *= a;
  EXPECT_EQ(b.upper(), 4);
  EXPECT_EQ(a.upper(), 16);
  a -= a;
  EXPECT_EQ(a.upper(), 0);
  b /= b;
  EXPECT_EQ(b.lower(), 1);
  const Interval c = std::move(a);
  EXPECT_EQ(c.upper(), 0);
}

// The twin test: one random expression through both, where each knows of the other only the input. True
// results lie in both enclosures, so these meet; and where one refuses, so does the other.
TEST(Interval, MeetsItsTwinOnRandomExpressions) {
  std::mt19937_64 random(10);
  int refused = 0, evaluated = 0;
  for (int round = 0; round < 3000; ++round) {
    const unsigned bits = 16 + random() % 200;
    const Rational start = random_rational(random, 8);
    Interval x(start, bits);
    DyadicInterval y(start, bits);
    for (int step = 0; step < 8; ++step) {
      const auto kind = random() % 8;
      const Rational q = (random() % 2 ? 1 : -1) * random_rational(random, 4);
      const unsigned degree = 1 + random() % 5;
      const auto apply = [&]<class I>(const I& a) -> I {
        switch (kind) {
          case 0: return a + I(q, bits);
          case 1: return I(q, bits) - a;
          case 2: return a * I(q, bits);
          case 3: return I(q, bits) / a;
          case 4: return log(a);
          case 5: return exp(I(50, bits) * a / (I(1, bits) + a * a));
          case 6: return root(a, degree);
          default: return a * a;
        }
      };
      std::string refused_x, refused_y;
      try {
        x = apply(x);
      } catch (const std::exception& error) {
        refused_x = error.what();
      }
      try {
        y = apply(y);
      } catch (const std::exception& error) {
        refused_y = error.what();
      }
      EXPECT_EQ(refused_x.empty(), refused_y.empty()) << refused_x << " | " << refused_y;
      if (!refused_x.empty() || !refused_y.empty()) {
        ++refused;
        continue;
      }
      ++evaluated;
      if (!at_most(magnitude(x.upper()), power_of_two(300))) break;
      EXPECT_TRUE(at_most(x.lower(), y.upper())) << "operation " << kind << " at " << bits << " bits";
      EXPECT_TRUE(at_most(y.lower(), x.upper())) << "operation " << kind << " at " << bits << " bits";
    }
  }
  EXPECT_GT(evaluated, 10'000);
  EXPECT_GT(refused, 1'000);
}

}  // namespace
}  // namespace qed
