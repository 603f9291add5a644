#include "qed/training/circuit.hpp"

#include "qed/training/long_multiplication.hpp"
#include "tests/training/random_circuits.hpp"
#include "tests/training/shared.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace qed {
namespace {

using testing::refusal;

TEST(Circuit, KnowsItsConstants) {
  Circuit c;
  const auto x = c.coin(), no = c.constant(false), yes = c.constant(true);
  EXPECT_EQ(c.both(x, no), no);
  EXPECT_EQ(c.both(yes, x), x);
  EXPECT_EQ(c.either(x, yes), yes);
  EXPECT_EQ(c.either(no, x), x);
  EXPECT_EQ(c.either(no, yes), yes);
  EXPECT_EQ(c.differ(x, no), x);
  EXPECT_EQ(c.differ(x, x), no);
  EXPECT_EQ(c.differ(no, yes), yes);
  EXPECT_EQ(c.negated(yes), no);
  EXPECT_EQ(c.gates().size(), 3u);  // nothing was made
}

TEST(Circuit, ComparesNumbers) {
  Circuit c;
  const std::vector<Circuit::Wire> bits{c.coin(), c.coin(), c.coin()};
  for (std::uint64_t number = 0; number <= 9; ++number) {
    const auto equal = c.equals(bits, number), smaller = c.below(bits, number);
    for (std::uint64_t x = 0; x < 8; ++x) {
      EXPECT_EQ(c.value(equal, x), x == number);
      EXPECT_EQ(c.value(smaller, x), x < number);
    }
  }
  const auto two = c.majority(bits[0], bits[1], bits[2]);
  for (std::uint64_t x = 0; x < 8; ++x) EXPECT_EQ(c.value(two, x), std::popcount(x) >= 2);
}

TEST(Circuit, HasRoomForSixtyFourCoins) {
  Circuit c;
  for (int i = 0; i < 64; ++i) c.coin();
  EXPECT_EQ(refusal([&] { c.coin(); }), "a circuit with 64 coins has no room for another");
  EXPECT_EQ(refusal([&] { (void)c.run({}); }), "found 0 words, expected one for each of 64 coins");
}

RC_GTEST_PROP(Circuit, runs_sixty_four_at_a_time, ()) {
  const auto drawn = *testing::drawn_circuit(6);
  const unsigned coins = drawn.circuit.coins();
  std::vector<std::uint64_t> words(coins, 0);
  for (std::uint64_t x = 0; x < 64; ++x)
    for (unsigned i = 0; i < coins; ++i) words[i] |= (x >> i & 1) << x;
  const std::uint64_t together = drawn.circuit.run(words)[drawn.wire];
  for (std::uint64_t x = 0; x < 64; ++x) RC_ASSERT((together >> x & 1) == drawn.circuit.value(drawn.wire, x));
}

// ---- The pupil.

// 3 x 3: 011 + 110; the carry into the third digit is forgotten or not, then one into the fourth.
TEST(Pupil, ByHand) {
  const Pupil pupil{2, 1, 1};
  EXPECT_EQ(pupil_law(pupil, {3, 3}),
            (std::map<std::uint64_t, Rational>{
                {9, ratio(1, 4)},     // 1001: both remembered
                {1, ratio(1, 4)},     // 0001: the second forgotten
                {5, ratio(1, 2)}}));  // 0101: the first forgotten, so that there is no second
  EXPECT_EQ(pupil_circuit(pupil, {3, 3}).circuit.coins(), 2u);
}

TEST(Pupil, WhoForgetsNothingMultiplies) {
  for (unsigned a = 0; a < 8; ++a)
    for (unsigned b = 0; b < 8; ++b) {
      EXPECT_EQ(pupil_law({3, 2, 0}, {a, b}), (std::map<std::uint64_t, Rational>{{a * b, 1}}));
      EXPECT_EQ(pupil_circuit({3, 2, 0}, {a, b}).answer(~std::uint64_t{0}), a * b);
    }
}

TEST(Pupil, CircuitAndLawAgree) {
  for (const auto& [a, b] : {std::pair{3u, 3u}, {5u, 7u}, {6u, 3u}, {7u, 2u}, {0u, 5u}})
    for (unsigned forgets : {0u, 1u, 2u}) {
      const Pupil pupil{3, 1, forgets};
      const PupilCircuit circuit = pupil_circuit(pupil, {a, b});
      const unsigned coins = circuit.circuit.coins();
      ASSERT_LE(coins, 12u);
      std::map<std::uint64_t, Rational> law;
      for (std::uint64_t x = 0; x < std::uint64_t{1} << coins; ++x)
        law[circuit.answer(x)] += ratio(std::uint64_t{1}, std::uint64_t{1} << coins);
      EXPECT_EQ(law, pupil_law(pupil, {a, b})) << a << " x " << b << ", " << forgets;
    }
}

TEST(Pupil, RefusesWhatIsOutOfRange) {
  EXPECT_EQ(refusal([] { (void)pupil_law({0, 1, 0}, {0, 0}); }), "digits: found 0, expected 1 to 8");
  EXPECT_EQ(refusal([] {
              (void)pupil_law({2, 1, 3}, {0, 0});
            }),
            "how often a carry is forgotten: found 3, expected 0 to 2");
  EXPECT_EQ(refusal([] { (void)pupil_circuit({2, 1, 1}, {4, 0}); }), "a factor: found 4, expected 0 to 3");
  EXPECT_EQ(refusal([] {
              (void)pupil_circuit({8, 8, 1}, {255, 255});
            }),
            "a circuit with 64 coins has no room for another");
}

}  // namespace
}  // namespace qed
