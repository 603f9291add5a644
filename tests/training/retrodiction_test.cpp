#include "qed/training/retrodiction.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "properties/faults/training_faults.hpp"
#include "properties/generators/numbers.hpp"

namespace qed {
namespace {

// Two causes: the answer is certain under the first and has 1/4 under the second.
const HiddenCause two_causes{Distribution({ratio(1, 2), ratio(1, 2)}), {1, ratio(1, 4)}};
const Distribution evenly({ratio(1, 2), ratio(1, 2)});

TEST(Retrodiction, ByHand) {
  EXPECT_EQ(two_causes.probability(), ratio(5, 8));
  const EstimateLaw one = importance_estimate(two_causes, evenly, 1);  // weights 1 and 1/4
  EXPECT_EQ(one.probability, (std::map<Rational, Rational>{{ratio(1, 4), ratio(1, 2)}, {1, ratio(1, 2)}}));
  EXPECT_EQ(one.at_least(1), ratio(1, 2));
  const EstimateLaw two = importance_estimate(two_causes, evenly, 2);
  EXPECT_EQ(two.probability.at(ratio(5, 8)), ratio(1, 2));
  EXPECT_EQ(two.mean(), ratio(5, 8));
  // (5/8)² / (17/32), twice.
  EXPECT_EQ(effective_sample_size(two_causes, evenly, 2), ratio(25, 17));
  LogSum by_hand;
  by_hand.add_log(ratio(-1, 2), 4);
  EXPECT_EQ(one.mean_log()->enclosure(64).lower(), by_hand.enclosure(64).lower());
}

TEST(Retrodiction, ThePosteriorIsThePerfectProposal) {
  const Distribution posterior({ratio(4, 5), ratio(1, 5)});
  EXPECT_EQ(importance_estimate(two_causes, posterior, 3).probability,
            (std::map<Rational, Rational>{{ratio(5, 8), 1}}));
  EXPECT_EQ(effective_sample_size(two_causes, posterior, 3), 3);
  const Comparison c = decide_retrodiction(two_causes, posterior, 2);
  EXPECT_EQ(c.verdict, Verdict::holds);  // of logarithms that are equal, and irrational
  EXPECT_FALSE(c.interesting);
}

TEST(Retrodiction, ADrawThatExplainsNothingHasNoLogarithm) {
  const HiddenCause sharp{Distribution({ratio(1, 2), ratio(1, 2)}), {1, 0}};
  EXPECT_FALSE(importance_estimate(sharp, evenly, 4).mean_log());
  EXPECT_EQ(decide_retrodiction(sharp, evenly, 4).verdict, Verdict::holds);
}

TEST(Retrodiction, RefusesWhatWouldBeTooSmall) {
  EXPECT_THROW(importance_estimate(two_causes, Distribution({Rational(1), Rational(0)}), 1),
               std::invalid_argument);
  EXPECT_THROW(importance_estimate(two_causes, evenly, 0), std::invalid_argument);
  EXPECT_THROW(importance_estimate({evenly, {1, 2}}, evenly, 1), std::invalid_argument);
  EXPECT_THROW(importance_estimate({evenly, {1}}, evenly, 1), std::invalid_argument);
}

TEST(Retrodiction, BothMistakesAreSeen) {
  for (const Combine& mistake :
       {Combine(properties::SumForTheMean::of), Combine(properties::DividedByOneMore::of)})
    EXPECT_EQ(decide_retrodiction(two_causes, evenly, 2, mistake).verdict, Verdict::violated);
}

RC_GTEST_PROP(Retrodiction, estimates_are_fair_and_their_logarithms_low, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint32_t>();
  rc::Random random(seed);
  gen::Draw draw(random);
  const std::size_t causes = draw.between(1, 4);
  HiddenCause cause{gen::law(draw, causes), {}};
  for (std::size_t z = 0; z < causes; ++z)
    cause.likelihood.push_back(draw.pick({Rational(0), ratio(1, 8), ratio(1, 2), Rational(1)}));
  const Distribution proposal = draw.chance(50) ? cause.prior : gen::law(draw, causes);
  for (std::size_t z = 0; z < causes; ++z)
    if (proposal[z] == 0 && cause.prior[z] * cause.likelihood[z] > 0) return;  // refused, as tested above
  const Comparison c = decide_retrodiction(cause, proposal, static_cast<unsigned>(draw.between(1, 4)));
  RC_CLASSIFY(c.interesting);
  RC_ASSERT(c.verdict == Verdict::holds);
}

}  // namespace
}  // namespace qed
