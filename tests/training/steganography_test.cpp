// Hidden messages: the codes, what each looks like to whom, and two mistakes of the one who hides.
#include "qed/training/steganography.hpp"

#include "properties/faults/training_faults.hpp"
#include "qed/training/log_score.hpp"
#include "tests/training/laws.hpp"

namespace qed {
namespace {

TEST(HidingCode, ReadsWhatItHides) {
  for (unsigned m = 1; m <= 4; ++m)
    for (unsigned r = 0; r < m; ++r) {
      const HidingCode code(r, m);
      for (std::uint32_t message = 0; message < 1u << code.message_bits(); ++message)
        ASSERT_EQ(code.read(code.hide(message)), message);
    }
}

TEST(HidingCode, ByHand) {
  const HidingCode code(1, 3);  // 1, x0, x1, x2 on the eight points
  EXPECT_EQ(code.message_bits(), 4u);
  EXPECT_EQ(code.hidden_from(), 3u);
  EXPECT_EQ(code.hide(0b0001), 0b11111111u);
  EXPECT_EQ(code.hide(0b0010), 0b10101010u);
  EXPECT_EQ(code.hide(0b1000), 0b11110000u);
  EXPECT_EQ(code.read(0b00000001), std::nullopt);
  EXPECT_THROW(HidingCode(3, 3), std::invalid_argument);
  EXPECT_THROW(HidingCode(0, 5), std::invalid_argument);
  EXPECT_THROW(HidingCode(0, 0), std::invalid_argument);
  EXPECT_THROW(hiding_drawings(code, 2), std::invalid_argument);
  EXPECT_THROW(drawn(0, 4), std::invalid_argument);
}

TEST(Steganography, SeenByEveryoneAndByNoOneWhoLooksAtThree) {
  const HidingCode code(1, 3);
  const auto gap = gap_between(honest_drawings(8), hiding_drawings(code, 0));
  EXPECT_EQ(total_variation(gap), ratio(15, 16));
  const auto pixels = AttributeTable::words(8, "pixel");
  EXPECT_EQ(advantage(gap, juntas(pixels, 3).best(gap)), 0);
  EXPECT_EQ(advantage(gap, decision_trees(pixels, 3).best(gap)), 0);
  EXPECT_EQ(advantage(gap, parities(pixels, 4).best(gap)), ratio(1, 2));  // a check of the code
  EXPECT_EQ(advantage(gap, juntas(pixels, 4).best(gap)), ratio(1, 2));
}

TEST(Steganography, ALetterInSixteenPixels) {
  const HidingCode code(1, 4);
  EXPECT_EQ(code.message_bits(), 5u);
  const Distribution imitator = hiding_drawings(code, ratio(1, 100));
  const Comparison found = decide_steganography(code, ratio(1, 100), imitator);
  EXPECT_EQ(found.verdict, Verdict::holds) << found.detail;
  EXPECT_TRUE(found.interesting);
  const Glimpses seen = glimpses(honest_drawings(16), imitator);
  EXPECT_EQ(seen.at_most[3], 0);
  EXPECT_EQ(seen.parity[3], 0);
  EXPECT_EQ(seen.parity[4], ratio(99, 200));
}

RC_GTEST_PROP(Steganography, every_code_hides_from_few_looks, ()) {
  const unsigned m = *rc::gen::inRange(1u, 4u), r = *rc::gen::inRange(0u, m);
  const HidingCode code(r, m);
  const Rational honest = ratio(*rc::gen::inRange(0, 6), 5);
  const Distribution imitator = hiding_drawings(code, honest);
  const Comparison found = decide_steganography(code, honest, imitator);
  RC_CLASSIFY(found.interesting, "something is hidden");
  RC_ASSERT(found.verdict == Verdict::holds);
}

RC_GTEST_PROP(Steganography, glimpses_agree_with_the_classes, ()) {
  const testing::Laws l = *testing::laws(1);
  const Glimpses seen = glimpses(l.human, l.imitators[0]);
  const auto gap = l.gap();
  for (std::size_t k = 0; k <= l.bits; ++k) {
    RC_ASSERT(seen.parity[k] == advantage(gap, parities(l.words(), k).best(gap)));
    RC_ASSERT(advantage(gap, decision_trees(l.words(), k).best(gap)) <= seen.at_most[k]);
  }
}

TEST(LogScore, ByHand) {
  const Distribution fair = Distribution::uniform(2), loaded({ratio(1, 4), ratio(3, 4)});
  auto score = expected_log_score(fair, loaded);  // 1/2 ln 1/4 + 1/2 ln 3/4
  ASSERT_TRUE(score);
  score->add_log(ratio(-1, 2), ratio(3, 16));
  EXPECT_TRUE(score->is_rational() && score->constant() == 0);
  EXPECT_FALSE(expected_log_score(fair, Distribution::certain(0, 2)));
  EXPECT_TRUE(log_loss(loaded, loaded)->is_plain());
  EXPECT_THROW(log_loss(fair, Distribution::uniform(3)), std::invalid_argument);
}

RC_GTEST_PROP(LogScore, the_loss_sees_the_distance, ()) {
  const testing::Laws l = *testing::laws(1);
  const Comparison found = decide_loss_sees(l.human, l.imitators[0]);
  RC_CLASSIFY(found.interesting, "a finite loss");
  RC_ASSERT(found.verdict == Verdict::holds);
}

TEST(Faults, PlainPixelsShowTheMessage) {
  const HidingCode code(1, 3);
  const Rational honest = ratio(1, 10);
  const Distribution plain = hiding_drawings(8, 4, properties::MessageInPlainPixels::hide, honest);
  EXPECT_EQ(decide_steganography(code, honest, plain).verdict, Verdict::violated);
}

TEST(Faults, OneMoreLookSees) {
  for (unsigned r = 0; r < 3; ++r) {
    const HidingCode code(r, 3);
    const Distribution imitator = hiding_drawings(code, 0);
    EXPECT_EQ(decide_hidden(honest_drawings(8), imitator, code.hidden_from()).verdict, Verdict::holds);
    EXPECT_EQ(decide_hidden(honest_drawings(8), imitator, properties::OnePixelTooMany::looks(code)).verdict,
              Verdict::violated);
  }
}

// The distance is that of a share of honest drawings, and no other: the laws of one are decided with the other's.
TEST(Faults, TheShareOfHonestDrawingsMatters) {
  const HidingCode code(1, 3);
  EXPECT_EQ(decide_steganography(code, ratio(1, 10), hiding_drawings(code, ratio(1, 5))).verdict,
            Verdict::violated);
}

}  // namespace
}  // namespace qed
