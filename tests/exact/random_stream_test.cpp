#include "qed/exact/random_stream.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <stdexcept>

namespace qed {
namespace {

// What is sampled must come out alike on every machine, so the numbers themselves are fixed here.
TEST(RandomStream, IsTheSameEverywhere) {
  RandomStream first(1, 0), second(1, 1), other(2, 0);
  EXPECT_EQ(first.bits(), 7712288819789024404U);
  EXPECT_EQ(first.bits(), 6069372287434807842U);
  EXPECT_EQ(second.bits(), 4998592052616679661U);
  EXPECT_EQ(other.bits(), 12470991958105716804U);
}

TEST(RandomStream, BothHalvesOfSeedAndIndexCount) {
  const std::uint64_t high = 1ULL << 32;
  std::set<std::uint64_t> firsts;
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, high})
    for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{1}, high})
      firsts.insert(RandomStream(seed, index).bits());
  EXPECT_EQ(firsts.size(), 9U);
}

TEST(RandomStream, BelowReachesEveryNumberAboutAsOften) {
  RandomStream stream(7, 7);
  std::array<int, 6> counts{};
  for (int i = 0; i < 60000; ++i) ++counts.at(stream.below(6));
  for (const int count : counts) {
    EXPECT_GT(count, 9600);
    EXPECT_LT(count, 10400);
  }
  EXPECT_EQ(stream.below(1), 0U);
  EXPECT_THROW(stream.below(0), std::invalid_argument);
}

}  // namespace
}  // namespace qed
