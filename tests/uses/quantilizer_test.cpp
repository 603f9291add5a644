#include "qed/uses/quantilizer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>
#include <set>

#include "properties/faults.hpp"
#include "properties/faults/use_faults.hpp"
#include "properties/generators/numbers.hpp"
#include "properties/generators/uses.hpp"
#include "properties/one_step.hpp"
#include "tests/claims/hand_made_node.hpp"

namespace qed::quantilizer_test {
namespace {

using gen::QuantilizerCase;
using properties::quantilizer_fault;
using properties::quantilizer_faults;
using testing::HandMadeNode;
using testing::law_of;
using testing::q;
using Masses = std::vector<Rational>;

Comparison decided(const QuantilizerCase& c, const QuantilizerRule& rule = exact_quantilizer) {
  return decide_quantilizer(c.base, c.utility, c.q, rule(c.base, c.utility, c.q));
}

TEST(Quantilizer,
     TakesTheBestShare) {  // 1/3 of the mass: the 1/4 of utility 2, and 1/12 of the 1/4 of utility 1
  const Distribution base({q(1, 2), q(1, 4), q(1, 4)});
  const Masses utility{0, 1, 2};
  EXPECT_EQ(quantilize(base, utility, q(1, 3)), Distribution({q(0), q(1, 4), q(3, 4)}));
  const Quantilized found = quantilize(base.probabilities(), utility, q(1, 3));
  EXPECT_EQ(found.threshold, Rational(1));
  EXPECT_EQ(found.share, q(1, 3));
}

TEST(Quantilizer,
     TiesShareInProportionToTheBase) {  // q = 1/2: 1/8 left for 1/4 + 1/8 that tie: a third of each
  const Masses base{q(1, 4), q(3, 8), q(1, 4), q(1, 8)}, utility{0, 5, 1, 1};
  EXPECT_EQ(quantilize(base, utility, q(1, 2)).masses, (Masses{0, q(3, 4), q(1, 6), q(1, 12)}));
}

TEST(Quantilizer, OfEverythingIsTheBase) {
  const Distribution base({q(1, 2), q(1, 2), q(0)});
  EXPECT_EQ(quantilize(base, Masses{3, -1, 7}, 1), base);
  const Quantilized found = quantilize(base.probabilities(), Masses{3, -1, 7}, 1);
  EXPECT_EQ(found.threshold, Rational(-1));
  EXPECT_EQ(found.share, 1);
}

TEST(Quantilizer, OfASubLawHasItsMass) {  // of 1/2 the best half: 1/4 of the 3/8, twice
  const Quantilized found = quantilize(Masses{q(1, 8), q(3, 8)}, Masses{0, 1}, q(1, 2));
  EXPECT_EQ(found.masses, (Masses{0, q(1, 2)}));
  EXPECT_EQ(quantilize(Masses{0, 0}, Masses{0, 1}, q(1, 2)).masses, (Masses{0, 0}));
  EXPECT_FALSE(quantilize(Masses{0, 0}, Masses{0, 1}, q(1, 2)).threshold);
}

TEST(Quantilizer, RefusesWhatIsNone) {
  const Masses base{q(1, 2), q(1, 2)}, utility{0, 1};
  EXPECT_THROW(quantilize(base, utility, 0), std::invalid_argument);
  EXPECT_THROW(quantilize(base, utility, q(3, 2)), std::invalid_argument);
  EXPECT_THROW(quantilize(base, Masses{1}, 1), std::invalid_argument);
  EXPECT_THROW(quantilize(Masses{q(3, 2), q(-1, 2)}, utility, 1), std::invalid_argument);
  EXPECT_THROW(decide_quantilizer(base, utility, 1, Masses{1}), std::invalid_argument);
}

// [claim quantilizer]
RC_GTEST_PROP(Quantilizer, holds, ()) {
  const QuantilizerCase c = *gen::quantilizer_cases();
  const Comparison result = decided(c);
  RC_CLASSIFY(result.interesting, "treats actions differently");
  RC_CLASSIFY(c.has_tie_at_threshold(), "tie at the threshold");
  RC_CLASSIFY(!c.is_law(), "sub-law");
  RC_ASSERT(result.verdict == Verdict::holds);
}

TEST(Quantilizer, CasesReachEveryBranch) {
  int interesting = 0, ties = 0, sub_laws = 0, zeros = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const QuantilizerCase c = gen::quantilizer_cases()(rc::Random(i), 30).value();
    interesting += decided(c).interesting;
    ties += c.has_tie_at_threshold();
    sub_laws += !c.is_law();
    zeros += std::ranges::count(c.base, Rational(0)) > 0;
  }
  EXPECT_GE(interesting, 300);
  EXPECT_GE(ties, 150);
  EXPECT_GE(sub_laws, 300);
  EXPECT_GE(zeros, 200);
}

// Dominance, utility and ties leave one quantilizer: whoever is mistaken breaks one of them.
RC_GTEST_PROP(Quantilizer, whoever_differs_is_refuted, ()) {
  const QuantilizerCase c = *gen::quantilizer_cases();
  for (const auto& fault : quantilizer_faults()) {
    const Masses mistaken = fault.rule(c.base, c.utility, c.q);
    const bool differs = mistaken != exact_quantilizer(c.base, c.utility, c.q);
    RC_ASSERT((decide_quantilizer(c.base, c.utility, c.q, mistaken).verdict == Verdict::violated) == differs);
  }
}

TEST(Quantilizer, EveryFaultIsCaught) {
  for (const auto& fault : quantilizer_faults()) {
    int caught = 0;
    for (std::uint64_t i = 0; i < 200; ++i)
      caught += decided(gen::quantilizer_cases()(rc::Random(i), 30).value(), fault.rule).verdict ==
                Verdict::violated;
    EXPECT_GE(caught, 10) << fault.id;
  }
}

TEST(Quantilizer, EveryPartCanFail) {
  const Masses base{q(1, 2), q(1, 4), q(1, 4)}, utility{1, 0, 0};
  const auto detail = [&](const Masses& masses, const Rational& share) {
    const Comparison result = decide_quantilizer(base, utility, share, masses);
    EXPECT_EQ(result.verdict, Verdict::violated);
    return result.detail;
  };
  EXPECT_EQ(detail({q(3, 4), q(1, 4), 0}, 1), "");  // 3/4 > 1/2
  EXPECT_EQ(decide_quantilizer(base, utility, 1, Masses{q(3, 4), q(1, 4), 0}).action, 0u);
  EXPECT_EQ(detail({q(1, 2), q(1, 4), 0}, q(1, 2)), "how far the total is from the base's, against 0");
  EXPECT_EQ(detail({q(1), q(1, 4), q(-1, 4)}, q(1, 2)), "a negative mass, its sign turned, against 0");
  EXPECT_EQ(detail({q(1, 2), q(1, 4), q(1, 4)}, q(1, 2)), "utility that is missing, against 0");
  EXPECT_EQ(detail({q(2, 3), q(1, 3), 0}, q(3, 4)),
            "tied actions that do not share in proportion: difference against 0");
}

// No masses within the bound have more utility: not the base, and not a mistaken quantilizer's.
RC_GTEST_PROP(Quantilizer, has_the_most_utility, ()) {
  const QuantilizerCase c = *gen::quantilizer_cases();
  const auto value = [&](const Masses& masses) {
    return std::inner_product(masses.begin(), masses.end(), c.utility.begin(), Rational(0));
  };
  const Rational best = value(exact_quantilizer(c.base, c.utility, c.q));
  const Rational total = std::accumulate(c.base.begin(), c.base.end(), Rational(0));
  RC_ASSERT(value(c.base) <= best);
  for (const auto& fault : quantilizer_faults()) {
    const Masses masses = fault.rule(c.base, c.utility, c.q);
    bool within = std::accumulate(masses.begin(), masses.end(), Rational(0)) == total;
    for (std::size_t a = 0; a < masses.size(); ++a) within = within && masses[a] <= c.base[a] / c.q;
    if (within) RC_ASSERT(value(masses) <= best);
  }
}

// --- over the imitator

// mu = (1/2, 1/2, 0) and (1/2, 0, 1/2) collected: theta = 1/2, the step (1/2, 0, 0) answered and (1/4, 1/4, 0) asked.
HandMadeNode two_laws() {
  return HandMadeNode({1, 1}, {law_of({q(1, 2), q(1, 2), q(0)}), law_of({q(1, 2), q(0), q(1, 2)})}, q(1, 4));
}

TEST(QuantilizedImitator, ByHand) {
  const HandMadeNode n = two_laws();
  const Masses utility{1, 0, 2};  // action 2 is best, and mu never takes it: nor does the imitator
  EXPECT_EQ(quantilized_step(n.law, QuantilizedPart::everything, utility, q(3, 4)), (Masses{1, 0, 0}));
  Comparison r = decide_quantilized_imitator(n.node(), QuantilizedPart::everything, utility, q(3, 4));
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.value->exact(), 1);
  EXPECT_EQ(r.bound->exact(), 1);  // (3/2) (1/2) / (3/4): attained
  EXPECT_TRUE(r.interesting);

  EXPECT_EQ(quantilized_step(n.law, QuantilizedPart::answers, utility, q(3, 4)),
            (Masses{q(3, 4), q(1, 4), 0}));
  r = decide_quantilized_imitator(n.node(), QuantilizedPart::answers, utility, q(3, 4));
  EXPECT_EQ(r.value->exact(), q(3, 4));
  EXPECT_EQ(r.bound->exact(), q(11, 12));  // (4/3 + 1/2) / 2
}

struct StepCase {
  properties::Step step;
  Masses utility;
  Rational share;
  TopSet top;
  StepLaw law;

  template <ImitatorRule I = CautiousImitator<>>
  static StepCase drawn(const I& rule = {}) {
    StepCase c{*properties::steps(gen::Truth::on_top), {}, 1, TopSet({}), {}};
    for (ActionIndex a = 0; a < c.step.actions(); ++a)
      c.utility.push_back(*rc::gen::resize(100, rc::gen::inRange(0, 4)));
    c.share = q(1, *rc::gen::resize(100, rc::gen::inRange(1, 12)));
    c.top = rule.top_set(c.step.situation());
    c.law = rule.step(c.step.situation(), c.top);
    return c;
  }
  Comparison decided(QuantilizedPart part) const {
    const Node node{step.situation(), top, law, false, step.truth(), {}, {}};
    return decide_quantilized_imitator(node, part, utility, share);
  }
};

// [claim quantilizer]
RC_GTEST_PROP(QuantilizedImitator, holds, ()) {
  const StepCase c = StepCase::drawn();
  for (const auto part : {QuantilizedPart::everything, QuantilizedPart::answers}) {
    const Comparison result = c.decided(part);
    RC_CLASSIFY(result.interesting, "0 < theta < 1");
    RC_ASSERT(result.verdict == Verdict::holds);
    RC_ASSERT(std::accumulate(c.law.asked.begin(), c.law.asked.end(), Rational(0)) ==
              c.law.query_probability);
  }
}

template <class Property>
bool fails(Property property) {
  return !rc::detail::checkTestable(property).template is<rc::detail::SuccessResult>();
}

struct PlaysTheMean : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    return properties::fault("mean-instead-of-minimum").imitator->step(s, top);
  }
};
struct FollowsTheBest : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    return properties::fault("follow-best-model").imitator->step(s, top);
  }
};

TEST(QuantilizedImitator, IsNoSaferThanItsImitator) {
  for (const auto part : {QuantilizedPart::everything, QuantilizedPart::answers}) {
    EXPECT_TRUE(
        fails([=] { RC_ASSERT(StepCase::drawn(PlaysTheMean{}).decided(part).verdict == Verdict::holds); }));
    EXPECT_TRUE(
        fails([=] { RC_ASSERT(StepCase::drawn(FollowsTheBest{}).decided(part).verdict == Verdict::holds); }));
  }
}

// Without the truth in the set nothing is claimed; and rightly: only (0, 0, 1) is collected, which mu never takes.
TEST(QuantilizedImitator, NeedsTheTruthInTheSet) {
  HandMadeNode n({1, 9}, {law_of({q(1, 2), q(1, 2), q(0)}), law_of({q(0), q(0), q(1)})}, q(1, 4));
  ASSERT_EQ(n.top, TopSet({1}));
  EXPECT_EQ(decide_quantilized_imitator(n.node(), QuantilizedPart::answers, Masses{0, 0, 1}, q(1, 2)).verdict,
            Verdict::not_applicable);
  EXPECT_EQ(quantilized_step(n.law, QuantilizedPart::answers, Masses{0, 0, 1}, q(1, 2)), (Masses{0, 0, 1}));
}

TEST(QuantilizedImitator, AForcedStepIsTheDemonstrators) {
  HandMadeNode n = two_laws();
  n.law = {1, {0, 0, 0}, {q(1, 2), q(1, 2), 0}};
  n.forced = true;
  EXPECT_EQ(quantilized_step(n.law, QuantilizedPart::answers, Masses{1, 0, 2}, q(1, 8)), n.law.asked);
  const Comparison r =
      decide_quantilized_imitator(n.node(), QuantilizedPart::everything, Masses{1, 0, 2}, q(1, 8));
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_FALSE(r.interesting);
}

// --- over a base that is only close

TEST(CloseBase, QuantilizesToWhatIsNeverDone) {
  const Distribution mu({q(2, 3), q(1, 3)});
  for (const Rational& distance : {q(1, 10), q(1, 1000), q(1, 1000000000)}) {
    const CloseBase pair = close_base(mu, distance);
    EXPECT_EQ(pair.distance(), distance);
    EXPECT_EQ(pair.mu[pair.never], 0);
    const Masses utility{0, 1, 2};
    EXPECT_EQ(quantilize(pair.base, utility, distance / 2)[pair.never], 1);    // and mu never does it
    EXPECT_EQ(quantilize(pair.base, utility, distance)[pair.never], q(1, 2));  // distance/(2q)
    EXPECT_EQ(decide_close_base(pair.base, pair.mu, utility, distance).verdict, Verdict::holds);
    EXPECT_EQ(decide_close_base(pair.base, pair.mu, utility, distance / 2).ratio->exact(), 1);
  }
  EXPECT_THROW(close_base(mu, 0), std::invalid_argument);
  EXPECT_THROW(close_base(mu, 3), std::invalid_argument);
}

// [claim quantilizer]
RC_GTEST_PROP(CloseBase, what_is_left_is_additive, ()) {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  gen::Draw draw{rc::Random(seed)};
  const std::size_t actions = draw.between(1, 5);
  const Distribution base = gen::law(draw, actions), mu = gen::law(draw, actions);
  Masses utility;
  for (std::size_t a = 0; a < actions; ++a) utility.push_back(q(static_cast<int>(draw.below(4))));
  const Rational share = q(1, static_cast<int>(draw.between(1, 12)));
  RC_ASSERT(decide_close_base(base, mu, utility, share).verdict == Verdict::holds);
}

TEST(CloseBase, AMaximiserBreaksWhatIsLeft) {  // (1/2 + 1/10)/(3/4) = 4/5 < 1
  const Distribution mu({q(1, 2), q(1, 2)}), base({q(2, 5), q(3, 5)});
  const Comparison r =
      decide_close_base(base, mu, Masses{0, 1}, q(3, 4), quantilizer_fault("utility-maximised").rule);
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.bound->exact(), q(4, 5));
}

}  // namespace
}  // namespace qed::quantilizer_test
