#include "qed/exact/number.hpp"

#include <gtest/gtest.h>

#include <random>

namespace qed {
namespace {

const std::string expected =
    "; expected an integer \"p\", a fraction \"p/q\" or a decimal such as \"0.25\" or \"1e-3\"";

std::string refusal(std::string_view text) {
  try {
    return "accepted as " + to_string(parse_rational(text));
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
}

TEST(Number, ReadsIntegersFractionsAndDecimalsExactly) {
  EXPECT_EQ(parse_rational("0"), 0);
  EXPECT_EQ(parse_rational("-0"), 0);
  EXPECT_EQ(parse_rational("+12"), 12);
  EXPECT_EQ(parse_rational("-12"), -12);
  EXPECT_EQ(parse_rational("6/4"), ratio(3, 2));
  EXPECT_EQ(parse_rational("-0/5"), 0);
  EXPECT_EQ(parse_rational("+1/3"), ratio(1, 3));
  EXPECT_EQ(parse_rational("0.1"), ratio(1, 10));  // and not 3602879701896397/36028797018963968
  EXPECT_EQ(parse_rational("-2.50"), ratio(-5, 2));
  EXPECT_EQ(parse_rational("1e3"), 1000);
  EXPECT_EQ(parse_rational("1e+3"), 1000);
  EXPECT_EQ(parse_rational("1.25e-2"), ratio(1, 80));
  EXPECT_EQ(parse_rational("12.5e1"), 125);
  EXPECT_EQ(parse_rational("0e10000"), 0);
}

TEST(Number, LeadingZerosAreNotOctal) {
  EXPECT_EQ(parse_rational("010"), 10);
  EXPECT_EQ(parse_rational("007/014"), ratio(1, 2));
  EXPECT_EQ(parse_rational("-0009"), -9);
  EXPECT_EQ(parse_rational("00.0100"), ratio(1, 100));
  EXPECT_EQ(parse_rational("1e00000000000003"), 1000);
}

TEST(Number, ResultsAreInLowestTerms) {
  EXPECT_EQ(to_string(parse_rational("-6/4")), "-3/2");
  EXPECT_EQ(to_string(parse_rational("0.250")), "1/4");
  EXPECT_EQ(to_string(parse_rational("4/2")), "2");
}

TEST(Number, RefusalsSayWhatIsWrongAndWhatWasExpected) {
  EXPECT_EQ(refusal(""), "the number is empty; expected for example \"2\", \"1/3\" or \"0.25\"");
  EXPECT_EQ(refusal("1/0"), "\"1/0\" has denominator 0; expected a denominator that is not 0");
  EXPECT_EQ(refusal("0/000"), "\"0/000\" has denominator 0; expected a denominator that is not 0");
  EXPECT_EQ(refusal("1/2/3"), "\"1/2/3\" has a second \"/\"; expected one fraction \"p/q\"");
  EXPECT_EQ(refusal("1/-2"), "\"1/-2\" has a sign in the denominator; expected it in front");
  EXPECT_EQ(refusal("1/+2"), "\"1/+2\" has a sign in the denominator; expected it in front");
  EXPECT_EQ(refusal("1/2e3"), "\"1/2e3\" mixes a fraction with something else" + expected);
  EXPECT_EQ(refusal("1/2.5"), "\"1/2.5\" mixes a fraction with something else" + expected);
  EXPECT_EQ(refusal("1.5/2"), "\"1.5/2\" goes on after the number" + expected);
  EXPECT_EQ(refusal("1/"), "\"1/\" has no digit after \"/\"" + expected);
  EXPECT_EQ(refusal("/2"), "\"/2\" has no digit where the number starts" + expected);
  EXPECT_EQ(refusal(".5"), "\".5\" has no digit where the number starts" + expected);
  EXPECT_EQ(refusal("5."), "\"5.\" has no digit after the point" + expected);
  EXPECT_EQ(refusal("5.e1"), "\"5.e1\" has no digit after the point" + expected);
  EXPECT_EQ(refusal("1e"), "\"1e\" has no digit in the exponent" + expected);
  EXPECT_EQ(refusal("1e+"), "\"1e+\" has no digit in the exponent" + expected);
  EXPECT_EQ(refusal("1e2.5"), "\"1e2.5\" goes on after the number" + expected);
  EXPECT_EQ(refusal("-"), "\"-\" has no digit where the number starts" + expected);
  EXPECT_EQ(refusal("+-1"), "\"+-1\" has no digit where the number starts" + expected);
  EXPECT_EQ(refusal("1-2"), "\"1-2\" goes on after the number" + expected);
}

TEST(Number, RefusalsNameTheOddCharacterAndItsPosition) {
  EXPECT_EQ(refusal(" 1"), "\" 1\" has a space at position 1" + expected);
  EXPECT_EQ(refusal("1 /2"), "\"1 /2\" has a space at position 2" + expected);
  EXPECT_EQ(refusal("1/2 "), "\"1/2 \" has a space at position 4" + expected);
  EXPECT_EQ(refusal("0x10"), "\"0x10\" has an unexpected \"x\" at position 2" + expected);
  EXPECT_EQ(refusal("1E5"), "\"1E5\" has an unexpected \"E\" at position 2" + expected);
  EXPECT_EQ(refusal("1,5"), "\"1,5\" has an unexpected \",\" at position 2" + expected);
  EXPECT_EQ(refusal("nan"), "\"nan\" has an unexpected \"n\" at position 1" + expected);
  EXPECT_EQ(refusal("1\t"), "\"1\\x09\" has an unexpected \"\\x09\" at position 2" + expected);
  EXPECT_EQ(refusal(std::string_view("1\0", 2)),
            "\"1\\x00\" has an unexpected \"\\x00\" at position 2" + expected);
  EXPECT_EQ(refusal("\xc2\xbd"), "\"\\xc2\\xbd\" has an unexpected \"\\xc2\" at position 1" + expected);
}

TEST(Number, LimitsKeepTheTimeBounded) {
  const std::string nines(10'000, '9');
  EXPECT_EQ(parse_rational(nines) + 1, parse_rational("1e10000"));
  EXPECT_EQ(parse_rational("1/" + nines.substr(1)) * parse_rational(nines.substr(1)), 1);
  EXPECT_EQ(parse_rational("1e-10000") * parse_rational("1e10000"), 1);
  EXPECT_EQ(refusal(nines + "9"),
            "\"" + nines.substr(0, 40) + "…\" (10001 characters) has 10001 digits; expected at most 10000");
  EXPECT_EQ(refusal("1/" + nines),
            "\"1/" + nines.substr(0, 38) + "…\" (10002 characters) has 10001 digits; expected at most 10000");
  EXPECT_EQ(refusal(std::string(50'000'000, '1')).substr(41),
            "…\" (50000000 characters) has 50000000 digits; expected at most 10000");
  EXPECT_EQ(refusal("1e10001"), "\"1e10001\" has an exponent outside ±10000");
  EXPECT_EQ(refusal("1e-10001"), "\"1e-10001\" has an exponent outside ±10000");
  EXPECT_EQ(refusal("0e99999999999999999999"), "\"0e99999999999999999999\" has an exponent outside ±10000");
}

TEST(Number, DecimalsHaveSignificantDigits) {
  EXPECT_EQ(to_decimal(0), "0");
  EXPECT_EQ(to_decimal(ratio(1, 4)), "0.25");
  EXPECT_EQ(to_decimal(ratio(1, 3)), "0.333333");
  EXPECT_EQ(to_decimal(ratio(-2, 3)), "-0.666667");
  EXPECT_EQ(to_decimal(ratio(2, 3), 1), "0.7");
  EXPECT_EQ(to_decimal(ratio(1, 3000)), "0.000333333");
  EXPECT_EQ(to_decimal(ratio(1, 30000)), "3.33333e-5");
  EXPECT_EQ(to_decimal(123456), "123456");
  EXPECT_EQ(to_decimal(100000), "100000");
  EXPECT_EQ(to_decimal(1000000), "1e6");
  EXPECT_EQ(to_decimal(ratio(2469135, 2), 7), "1234568");  // 1234567.5: half to even
  EXPECT_EQ(to_decimal(ratio(5, 2), 1), "2");
  EXPECT_EQ(to_decimal(ratio(7, 2), 1), "4");
  EXPECT_EQ(to_decimal(parse_rational("1e-10000")), "1e-10000");
  EXPECT_EQ(to_decimal(parse_rational("1.5e9999")), "1.5e9999");
  EXPECT_THROW(to_decimal(1, 0), std::invalid_argument);
}

TEST(Number, RoundedValuesKeepTheirZeros) {
  EXPECT_EQ(to_decimal(ratio(1, 5)), "0.2");
  EXPECT_EQ(to_decimal(ratio(1, 5) + parse_rational("1e-20")), "0.200000");
  EXPECT_EQ(to_decimal(1 - parse_rational("1e-20")), "1.00000");
  EXPECT_EQ(to_decimal(parse_rational("9.9999999")), "10.0000");
  EXPECT_EQ(to_decimal(parse_rational("999999.9")), "1.00000e6");
}

TEST(Number, DirectedDecimalsAreBounds) {
  EXPECT_EQ(to_decimal_down(ratio(2, 3)), "0.666666");
  EXPECT_EQ(to_decimal_up(ratio(1, 3)), "0.333334");
  EXPECT_EQ(to_decimal_down(ratio(-1, 3)), "-0.333334");
  EXPECT_EQ(to_decimal_up(ratio(-2, 3)), "-0.666666");
  EXPECT_EQ(to_decimal_down(ratio(1, 4)), "0.25");
  EXPECT_EQ(to_decimal_up(parse_rational("0.9999999")), "1.00000");
  EXPECT_EQ(to_decimal_down(1 - parse_rational("1e-20")), "0.999999");
}

TEST(Number, DecimalsReadBackWithinHalfAUnit) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 3000; ++round) {
    const long long p = static_cast<long long>(random() >> (1 + random() % 62));
    const Rational scale = ratio(1, Integer(1) << (random() % 200));
    const Rational q = (random() % 2 ? 1 : -1) * ratio(p, 1 + random() % 1000) * scale;
    const unsigned digits = 1 + random() % 12;
    const Rational down = parse_rational(to_decimal_down(q, digits)),
                   up = parse_rational(to_decimal_up(q, digits));
    const Rational nearest = parse_rational(to_decimal(q, digits));
    EXPECT_LE(down, q);
    EXPECT_LE(q, up);
    EXPECT_TRUE(nearest == down || nearest == up);
    const Rational off = nearest < q ? Rational(q - nearest) : Rational(nearest - q);
    EXPECT_LE(2 * off, up - down) << to_string(q) << " to " << digits;
    // Relative width: one unit in the last of `digits` digits.
    EXPECT_LE((up - down) * parse_rational("1e" + std::to_string(digits - 1)), q < 0 ? Rational(-q) : q);
  }
}

}  // namespace
}  // namespace qed
