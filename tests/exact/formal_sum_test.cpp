#include "qed/exact/formal_sum.hpp"

#include <gtest/gtest.h>

#include "qed/exact/perfect_root.hpp"

namespace qed {
namespace {

TEST(PerfectRoot, IsFoundWhereItIsRational) {
  EXPECT_EQ(perfect_root(Integer(3125), 5), Integer(5));
  EXPECT_EQ(perfect_root(Integer(3126), 5), std::nullopt);
  EXPECT_EQ(perfect_root(Integer(49), 2), Integer(7));
  EXPECT_EQ(perfect_root(ratio(8, 27), 3), ratio(2, 3));
  EXPECT_EQ(perfect_root(ratio(8, 9), 3), std::nullopt);
}

TEST(Constants, RootsOfOneClassAreMultiplesOfOneConstant) {
  Constants constants;
  const FormalSum two = constants.root(2, 3);
  // 16^(1/3) = 2 2^(1/3); 4^(1/6) = 2^(1/3); (1/4)^(1/3) = 2^(1/3)/2; 8^(1/3) = 2.
  FormalSum twice = two, half = two;
  twice *= 2;
  half *= ratio(1, 2);
  EXPECT_EQ(constants.root(16, 3), twice);
  EXPECT_EQ(constants.root(4, 6), two);
  EXPECT_EQ(constants.root(ratio(1, 4), 3), half);
  EXPECT_EQ(constants.root(8, 3), FormalSum(2));
  // Not of its class: 4^(1/3) = 2^(2/3), and sqrt(2).
  EXPECT_EQ(constants.root(4, 3).multiples().begin()->first, 1u);
  EXPECT_EQ(constants.square_root(2).multiples().begin()->first, 2u);
  EXPECT_TRUE(constants.root(0, 3).multiples().empty());
  EXPECT_THROW(constants.root(-1, 3), std::invalid_argument);
}

TEST(Constants, EncloseWhatTheyStandFor) {
  Constants constants;
  FormalSum sum = constants.root(ratio(27, 2), 3);  // 3 4^(1/3) / 2 = 2.3811…
  sum += constants.logarithm(2);                    // 0.6931…
  const Interval found = constants.enclosure(sum, 64);
  EXPECT_GT(found.lower(), ratio(30742, 10000));
  EXPECT_LT(found.upper(), ratio(30743, 10000));
  EXPECT_EQ(constants.argument_of_logarithm(constants.logarithm(2).multiples().begin()->first), 2);
  EXPECT_THROW(constants.logarithm(1), std::invalid_argument);
}

}  // namespace
}  // namespace qed
