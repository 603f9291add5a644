#include "qed/exact/limbs.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "qed/exact/require.hpp"

namespace qed {
namespace {

using Row = std::vector<std::uint64_t>;
constexpr std::uint64_t max_limb = std::numeric_limits<std::uint64_t>::max();

// Rows of random limbs with long runs of 0s and 1s among them, where carries go wrong.
Row random_row(std::mt19937_64& random, std::size_t n) {
  Row row(n);
  for (auto& limb : row) {
    const auto kind = random() % 4;
    limb = kind == 0 ? 0 : kind == 1 ? max_limb : random();
  }
  return row;
}

Integer power_of_two(std::size_t n) { return Integer(1) << n; }

TEST(Limbs, GcdAndLcmAreNeverNegative) {
  EXPECT_EQ(gcd(Integer(12), Integer(-18)), 6);
  EXPECT_EQ(gcd(Integer(0), Integer(-5)), 5);
  EXPECT_EQ(gcd(Integer(0), Integer(0)), 0);
  EXPECT_EQ(lcm(Integer(-4), Integer(6)), 12);
  EXPECT_EQ(lcm(Integer(0), Integer(6)), 0);
}

TEST(Limbs, BitLengthIsThatOfTheMagnitude) {
  EXPECT_EQ(bit_length(0), 0u);
  EXPECT_EQ(bit_length(1), 1u);
  EXPECT_EQ(bit_length(-8), 4u);
  EXPECT_EQ(bit_length(power_of_two(64) - 1), 64u);
  EXPECT_EQ(bit_length(power_of_two(64)), 65u);
  EXPECT_EQ(bit_length(-power_of_two(1000)), 1001u);
}

TEST(Limbs, TrailingZeroBitsCountsTwos) {
  EXPECT_EQ(trailing_zero_bits(1), 0u);
  EXPECT_EQ(trailing_zero_bits(-12), 2u);
  EXPECT_EQ(trailing_zero_bits(power_of_two(200) * 3), 200u);
  EXPECT_THROW(trailing_zero_bits(0), BrokenInvariant);
}

TEST(Limbs, LimbsAreLeastSignificantFirst) {
  EXPECT_EQ(to_limbs(0), Row{});
  EXPECT_EQ(to_limbs(7), Row{7});
  EXPECT_EQ(to_limbs(power_of_two(64) * 5 + 3), (Row{3, 5}));
  EXPECT_EQ(from_limbs(Row{}), 0);
  EXPECT_EQ(from_limbs(Row{3, 5, 0, 0}), power_of_two(64) * 5 + 3);
  EXPECT_THROW(to_limbs(-1), BrokenInvariant);
}

TEST(Limbs, ThereAndBackAgain) {
  std::mt19937_64 random(1);
  for (std::size_t n = 0; n < 200; ++n) {
    Row row = random_row(random, n % 20);
    const Integer value = from_limbs(row);
    while (!row.empty() && row.back() == 0) row.pop_back();
    EXPECT_EQ(to_limbs(value), row);
  }
}

// Each kernel against integer arithmetic, and against its portable twin.
TEST(Limbs, KernelsAgreeWithIntegersAndWithTheirTwins) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 2000; ++round) {
    const std::size_t n = random() % 12;
    const Row a = random_row(random, n), b = random_row(random, n);
    const std::uint64_t c = random_row(random, 1)[0];
    const unsigned bits = 1 + random() % 63;
    const auto value = [n](const Row& row, std::uint64_t carry) {
      return from_limbs(row) + Integer(carry) * power_of_two(64 * n);
    };
    const auto check = [&](const auto& kernel, const auto& twin, const Integer& expected) {
      Row out = b, twin_out = b;  // addmul_1 adds to b, the others overwrite it
      const std::uint64_t carry = kernel(out), twin_carry = twin(twin_out);
      EXPECT_EQ(value(out, carry), expected);
      EXPECT_EQ(value(twin_out, twin_carry), expected);
    };
    const Integer x = from_limbs(a), y = from_limbs(b);
    check([&](Row& out) { return mul_1(out.data(), a.data(), n, c); },
          [&](Row& out) { return portable::mul_1(out.data(), a.data(), n, c); }, x * c);
    check([&](Row& out) { return addmul_1(out.data(), a.data(), n, c); },
          [&](Row& out) { return portable::addmul_1(out.data(), a.data(), n, c); }, y + x * c);
    check([&](Row& out) { return add_n(out.data(), a.data(), out.data(), n); },
          [&](Row& out) { return portable::add_n(out.data(), a.data(), out.data(), n); }, x + y);
    check([&](Row& out) { return add_1(out.data(), out.data(), n, c); },
          [&](Row& out) { return portable::add_1(out.data(), out.data(), n, c); }, y + c);
    check([&](Row& out) { return shift_left(out.data(), out.data(), n, bits); },
          [&](Row& out) { return portable::shift_left(out.data(), out.data(), n, bits); }, y << bits);
  }
}

TEST(Limbs, CarriesRunThroughTheWholeRow) {
  Row row(5, max_limb);
  EXPECT_EQ(add_1(row.data(), row.data(), row.size(), 1), 1u);  // (2^320 - 1) + 1 = 2^320
  EXPECT_EQ(row, Row(5, 0));
  row = Row(3, max_limb);
  EXPECT_EQ(addmul_1(row.data(), row.data(), row.size(), max_limb), max_limb);  // m + m (2^64 - 1) = 2^64 m
  EXPECT_EQ(row, (Row{0, max_limb, max_limb}));
}

}  // namespace
}  // namespace qed
