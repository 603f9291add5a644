// decide_less_equal: precision rises until enclosures are apart, and `undecided` is never a pass.
#include <gtest/gtest.h>

#include "qed/exact/interval.hpp"
#include "qed/exact/number.hpp"

namespace qed {
namespace {

Enclosure constant(Rational q) {
  return [q](unsigned bits) { return Interval(q, bits); };
}
Enclosure log_of(Rational q) {
  return [q](unsigned bits) { return log(Interval(q, bits)); };
}

TEST(Decide, DecidesWhatIsApart) {
  EXPECT_EQ(decide_less_equal(log_of(2), constant(ratio(7, 10))), Verdict::holds);  // log 2 = 0.693…
  EXPECT_EQ(decide_less_equal(log_of(2), constant(ratio(69, 100))), Verdict::violated);
}

TEST(Decide, EqualNumbersThatAreExactAreDecided) {
  EXPECT_EQ(decide_less_equal(constant(ratio(1, 2)), constant(ratio(1, 2))), Verdict::holds);
  EXPECT_EQ(decide_less_equal([](unsigned bits) { return root(Interval(ratio(1, 4), bits), 2); },
                              constant(ratio(1, 2))),
            Verdict::holds);
}

// log 4 = 2 log 2, but no enclosure can know.
TEST(Decide, EqualNumbersThatAreNotExactStayUndecided) {
  const Enclosure twice_log_2 = [](unsigned bits) { return Interval(2, bits) * log(Interval(2, bits)); };
  const Enclosure log_8_less_log_2 = [](unsigned bits) {
    return log(Interval(8, bits)) - log(Interval(2, bits));
  };
  EXPECT_EQ(decide_less_equal(log_8_less_log_2, twice_log_2, {64, 512}), Verdict::undecided);
  EXPECT_EQ(decide_less_equal(twice_log_2, log_8_less_log_2, {64, 512}), Verdict::undecided);
}

// log(1 + 10^-100) < 10^-100, by 5 * 10^-201: 2^-665 beside 2^-332, so 333 bits and no fewer than 256 are
// needed.
TEST(Decide, PrecisionRisesAsFarAsItMust) {
  const Rational tiny = parse_rational("1e-100");
  unsigned highest = 0;
  const Enclosure left = [&](unsigned bits) {
    highest = bits;
    return log(Interval(1 + tiny, bits));
  };
  EXPECT_EQ(decide_less_equal(left, constant(tiny)), Verdict::holds);
  EXPECT_EQ(highest, 1024u);  // 1 + 10^-100 alone needs 333 bits, and its logarithm is short by that many
  EXPECT_EQ(decide_less_equal(constant(tiny), left), Verdict::violated);
  EXPECT_EQ(decide_less_equal(left, constant(tiny), {64, 128}), Verdict::undecided);
}

TEST(Decide, TheLastPrecisionIsTriedThoughDoublingWouldPassIt) {
  std::vector<unsigned> tried;
  const Enclosure left = [&](unsigned bits) {
    tried.push_back(bits);
    return Interval(0, 1, bits);
  };
  EXPECT_EQ(decide_less_equal(left, constant(ratio(1, 2)), {64, 300}), Verdict::undecided);
  EXPECT_EQ(tried, (std::vector<unsigned>{64, 128, 256, 300}));
}

// 1/3 - 1/3 + 2^-200 lies across 0 until 128 bits and more; its logarithm is known from there on.
TEST(Decide, OperandsAcrossTheEdgeOfADomainAskForMorePrecision) {
  const Rational tiny = ratio(Integer(1), Integer(1) << 200);
  const Enclosure left = [&](unsigned bits) {
    const Interval third(ratio(1, 3), bits);
    return log(third - third + Interval(tiny, bits));
  };
  EXPECT_EQ(decide_less_equal(left, constant(-138)), Verdict::holds);  // log 2^-200 = -138.6…
  EXPECT_EQ(decide_less_equal(left, constant(-138), {64, 128}), Verdict::undecided);
}

TEST(Decide, BadInputIsNotUndecided) {
  EXPECT_THROW(decide_less_equal(log_of(0), constant(1)), std::invalid_argument);
  EXPECT_THROW(decide_less_equal(constant(1), constant(1), {128, 64}), std::invalid_argument);
  EXPECT_THROW(decide_less_equal(constant(1), constant(1), {0, 64}), std::invalid_argument);
}

}  // namespace
}  // namespace qed
