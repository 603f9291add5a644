#include "qed/scoring/convex_hull.hpp"

#include <gtest/gtest.h>

namespace qed {
namespace {

const std::vector<std::vector<Rational>> corners{{0, 0}, {2, 0}, {0, 2}, {2, 2}};

TEST(ConvexHull, DecidesThePositionExactly) {
  EXPECT_EQ(position_in_hull({1, 1}, corners), HullPosition::relative_interior);
  const Rational little = ratio(Integer(1), Integer(1) << 200);
  EXPECT_EQ(position_in_hull({little, 1}, corners), HullPosition::relative_interior);
  EXPECT_EQ(position_in_hull({0, 1}, corners), HullPosition::boundary);  // an edge
  EXPECT_EQ(position_in_hull({0, 2}, corners), HullPosition::boundary);  // a corner
  EXPECT_EQ(position_in_hull({Rational(-little), 1}, corners), HullPosition::outside);
}

TEST(ConvexHull, FlatHullsHaveARelativeInterior) {
  const std::vector<std::vector<Rational>> segment{{0, 0}, {1, 2}, {2, 4}};
  EXPECT_EQ(position_in_hull({1, 2}, segment), HullPosition::relative_interior);
  EXPECT_EQ(position_in_hull({0, 0}, segment), HullPosition::boundary);
  EXPECT_EQ(position_in_hull({1, 1}, segment), HullPosition::outside);
  EXPECT_EQ(position_in_hull({3}, {{3}, {3}}), HullPosition::relative_interior);  // one point, twice
}

TEST(ConvexHull, RefusesOtherDimensions) {
  EXPECT_THROW(position_in_hull({1}, corners), std::invalid_argument);
  EXPECT_THROW(position_in_hull({1}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace qed
