#include "qed/evaluate/sampling/lottery.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "qed/exact/require.hpp"

namespace qed {
namespace {

std::vector<int> counts(const Lottery& lottery, std::size_t outcomes, int draws) {
  RandomStream stream(3, 0);
  std::vector<int> counts(outcomes);
  for (int i = 0; i < draws; ++i) ++counts.at(lottery.draw(stream));
  return counts;
}

// 60000 draws; five standard deviations of a binomial are at most 613.
TEST(Lottery, DrawsEachOutcomeAsOftenAsItsLawSays) {
  const std::vector<Rational> law{ratio(1, 3), 0, ratio(1, 2), ratio(1, 6)};
  const auto found = counts(Lottery(law), 4, 60000);
  EXPECT_NEAR(found[0], 20000, 613);
  EXPECT_EQ(found[1], 0);
  EXPECT_NEAR(found[2], 30000, 613);
  EXPECT_NEAR(found[3], 10000, 613);
}

TEST(Lottery, LawsOfManyDigitsAreDrawnFromToo) {
  const Rational little = ratio(Integer(1), boost::multiprecision::pow(Integer(3), 200));
  const std::vector<Rational> law{ratio(1, 4) - little, ratio(3, 4), little};
  const auto found = counts(Lottery(law), 3, 60000);
  EXPECT_NEAR(found[0], 15000, 613);
  EXPECT_NEAR(found[1], 45000, 613);
  EXPECT_EQ(found[2], 0);
}

TEST(Lottery, NothingIsDrawnWhereOneOutcomeIsCertain) {
  RandomStream stream(3, 0), untouched(3, 0);
  EXPECT_EQ(Lottery(std::vector<Rational>{0, 1, 0}).draw(stream), 1u);
  EXPECT_EQ(stream.bits(), untouched.bits());
}

TEST(Lottery, WhatIsNoLawIsRefused) {
  EXPECT_THROW(Lottery(std::vector<Rational>{ratio(1, 2)}), BrokenInvariant);
  EXPECT_THROW(Lottery(std::vector<Rational>{ratio(3, 2), ratio(-1, 2)}), BrokenInvariant);
}

TEST(DrawBelow, IsUniformBelowBoundsOfAnySize) {
  RandomStream stream(4, 0);
  std::vector<int> small(5), thirds(3);
  const Integer third =
      Integer(1) << 130;  // three of them have a bound that most words of bits exceed or not
  for (int i = 0; i < 30000; ++i) {
    ++small.at(draw_below(stream, 5).convert_to<std::size_t>());
    ++thirds.at(Integer(draw_below(stream, 3 * third) / third).convert_to<std::size_t>());
  }
  for (const int count : small) EXPECT_NEAR(count, 6000, 347);  // five standard deviations
  for (const int count : thirds) EXPECT_NEAR(count, 10000, 409);
  EXPECT_EQ(draw_below(stream, 1), 0);
  EXPECT_THROW(draw_below(stream, 0), BrokenInvariant);
}

}  // namespace
}  // namespace qed
