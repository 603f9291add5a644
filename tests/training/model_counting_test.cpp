#include "qed/training/model_counting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "properties/faults/estimate_faults.hpp"
#include "qed/training/decision_diagram.hpp"
#include "qed/training/long_multiplication.hpp"
#include "qed/training/satisfying.hpp"
#include "tests/needs_counting.hpp"
#include "tests/training/random_circuits.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

using testing::refusal;

// ---- Parity constraints.

TEST(Parity, LawsOfLinearAlgebra) {
  const std::vector<Parity> contradictory{{0b11, true}, {0b110, false}, {0b101, false}};
  EXPECT_FALSE(solution_space(contradictory, 3));
  const std::vector<Parity> twice{{0b11, true}, {0b110, false}, {0b101, true}};  // the third follows
  const auto line = solution_space(twice, 3);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->directions, std::vector<std::uint64_t>{0b111});
  EXPECT_TRUE(std::ranges::all_of(twice, [&](const Parity& p) { return p.holds(line->origin); }));
  EXPECT_FALSE(solution_space(std::vector<Parity>{{0, true}}, 3));
  EXPECT_EQ(solution_space(std::vector<Parity>{{0, false}}, 2)->directions.size(), 2u);
}

RC_GTEST_PROP(Parity, solutions_are_all_that_meet_them, ()) {
  RandomStream random(*rc::gen::arbitrary<std::uint32_t>(), 0);
  const unsigned bits = 8;
  const auto parities = draw_parities(random, bits, static_cast<unsigned>(random.below(7)));
  std::set<std::uint64_t> met, spanned;
  for (std::uint64_t x = 0; x < 256; ++x)
    if (std::ranges::all_of(parities, [&](const Parity& p) { return p.holds(x); })) met.insert(x);
  if (const auto space = solution_space(parities, bits))
    for (std::uint64_t chosen = 0; chosen < std::uint64_t{1} << space->directions.size(); ++chosen) {
      std::uint64_t x = space->origin;
      for (std::size_t i = 0; i < space->directions.size(); ++i)
        if (chosen >> i & 1) x ^= space->directions[i];
      spanned.insert(x);
    }
  RC_ASSERT(met == spanned);
}

RC_GTEST_PROP(Parity, counts_by_trying_what_meets_them, ()) {
  const auto drawn = *testing::drawn_circuit(9);
  const unsigned coins = drawn.circuit.coins();
  RandomStream random(*rc::gen::arbitrary<std::uint32_t>(), 0);
  const auto parities = draw_parities(random, coins, static_cast<unsigned>(random.below(4)));
  std::uint64_t count = 0;
  for (std::uint64_t x = 0; x <= all_bits(coins); ++x)
    count += drawn.circuit.value(drawn.wire, x) &&
             std::ranges::all_of(parities, [&](const Parity& p) { return p.holds(x); });
  RC_ASSERT(count_by_trying(drawn.circuit, drawn.wire, parities) == count);
}

TEST(Parity, TriesNoMoreThanItSays) {
  Circuit c;
  for (int i = 0; i < 25; ++i) c.coin();
  EXPECT_EQ(refusal([&] { (void)count_by_trying(c, c.constant(true)); }),
            "2^25 assignments are too many to try, expected 2^24 at most");
}

// ---- What they leave, over all of them.

// Two inputs of one bit, one constraint: no bit (both stay, or none), or the bit (one stays).
TEST(ModelCounting, LawOfTheSurvivorsByHand) {
  const std::vector<std::uint64_t> both{0, 1};
  EXPECT_EQ(survivor_law(both, 1, 1), (SurvivorLaw{{0, ratio(1, 4)}, {1, ratio(1, 2)}, {2, ratio(1, 4)}}));
  EXPECT_EQ(survivor_law(both, 1, 0), (SurvivorLaw{{2, 1}}));
  // Any two are independent, of three on a line of the plane the third is not: 0, 1, 2, 3 under x, y, x + y.
  const std::vector<std::uint64_t> plane{0, 1, 2, 3};
  EXPECT_EQ(survivor_law(plane, 2, 1), (SurvivorLaw{{0, ratio(1, 8)}, {2, ratio(3, 4)}, {4, ratio(1, 8)}}));
}

// Z = 3 under m = 2, q = 1/4: (12 - N)^2 <= 12 N, so N = 18 - 6 sqrt 5 ... 18 + 6 sqrt 5, as far as 2^bits.
TEST(ModelCounting, RangeByHand) {
  EXPECT_EQ(count_range(3, 2, ratio(1, 4), 6), (CountRange{5, 31}));
  EXPECT_EQ(count_range(3, 2, ratio(1, 4), 4), (CountRange{5, 16}));
  EXPECT_EQ(count_range(0, 2, ratio(1, 4), 6), (CountRange{0, 12}));  // N^2 <= 12 N
  EXPECT_EQ(count_range(7, 0, ratio(1, 4), 6), (CountRange{7, 7}));   // nothing was left out
  EXPECT_EQ(count_range(60, 1, ratio(1, 2), 6), (CountRange{64, 64}));
  EXPECT_EQ(refusal([] { (void)count_range(1, 1, 1, 3); }),
            "error of a round: found 1, expected a number between 0 and 1");
}

TEST(ModelCounting, MedianErrorByHand) {
  EXPECT_EQ(median_error(1, ratio(1, 8)), ratio(1, 8));
  EXPECT_EQ(median_error(3, ratio(1, 8)), ratio(22, 512));  // 3 * 7 + 1 of 8^3
  EXPECT_EQ(refusal([] { (void)median_error(2, ratio(1, 8)); }), "found 2 rounds, expected an odd number");
}

struct CountedSet {
  std::vector<std::uint64_t> members;
  unsigned bits, constraints;
};
rc::Gen<CountedSet> counted_set() {
  return [](const rc::Random& random, int) {
    gen::Draw draw(random);
    CountedSet s{{}, static_cast<unsigned>(draw.between(1, 4)), static_cast<unsigned>(draw.between(0, 3))};
    const auto percent = draw.pick({0u, 20u, 50u, 90u, 100u});
    for (std::uint64_t x = 0; x <= all_bits(s.bits); ++x)
      if (draw.chance(percent)) s.members.push_back(x);
    return rc::shrinkable::just(std::move(s));
  };
}
void showValue(const CountedSet& s, std::ostream& out) {
  out << s.bits << " bits, " << s.constraints << " constraints:";
  for (const std::uint64_t x : s.members) out << " " << x;
}

RC_GTEST_PROP(ModelCounting, holds_over_all_hashes, ()) {
  const auto s = *counted_set();
  const Comparison c = decide_model_counting(s.members, s.bits, s.constraints, ratio(1, 8), 3);
  RC_CLASSIFY(c.interesting);
  RC_ASSERT(c.verdict == Verdict::holds);
}

TEST(ModelCounting, EveryMistakeIsSeen) {
  const std::vector<std::uint64_t> some{0, 1, 3, 4, 6};
  const auto decided = [&](const ParityFamily& family, const MakeRange& range) {
    return decide_model_counting(some, 3, 2, ratio(1, 8), 3, family, range);
  };
  EXPECT_EQ(decided(every_parity, count_range).verdict, Verdict::holds);
  const Comparison even = decided(properties::ParityAlwaysEven::all, count_range);
  EXPECT_EQ(even.verdict, Verdict::violated);
  EXPECT_EQ(even.detail, "|E Z - N/2^m|");
  const Comparison one_bit = decided(properties::OneBitParities::all, count_range);
  EXPECT_EQ(one_bit.verdict, Verdict::violated);
  EXPECT_EQ(one_bit.detail, "|Var Z - N/2^m (1 - 1/2^m)|");
  const Comparison certain = decided(every_parity, properties::RangeFromTheEstimate::range);
  EXPECT_EQ(certain.verdict, Verdict::violated);
  EXPECT_TRUE(certain.detail.starts_with("P(the range")) << certain.detail;
}

// Without the hypothesis that m is chosen by other constraints: who draws until nothing is left misses more often.
TEST(ModelCounting, StoppingWhereNothingIsLeftMisses) {
  const std::vector<std::uint64_t> two{0, 1};
  const Rational q = ratio(3, 5), nothing_is_left = survivor_law(two, 1, 1).at(0);
  EXPECT_FALSE(count_range(0, 1, q, 1).contains(2));
  Rational goes_on = 1;
  for (int tries = 0; tries < 4; ++tries) goes_on *= 1 - nothing_is_left;
  EXPECT_EQ(1 - goes_on, ratio(175, 256));
  EXPECT_GT(1 - goes_on, q);
}

// ---- The libraries, against what needs none.

RC_GTEST_PROP(DecisionDiagram, counts_what_trying_counts, ()) {
  const auto drawn = *testing::drawn_circuit(10);
  NEEDS_COUNTING_HERE(count_by_diagram(drawn.circuit, drawn.wire));
  RC_ASSERT(count_by_diagram(drawn.circuit, drawn.wire)->count == count_by_trying(drawn.circuit, drawn.wire));
}

TEST(DecisionDiagram, CountsBeyondWords) {
  Circuit c;
  for (int i = 0; i < 64; ++i) c.coin();
  NEEDS_COUNTING(count_by_diagram(c, c.constant(true)));
  EXPECT_EQ(count_by_diagram(c, c.constant(true))->count, Integer(1) << 64);
  const auto either = c.either(2, 65);  // the first coin and the last
  const auto counted = count_by_diagram(c, either);
  EXPECT_EQ(counted->count, Integer(3) << 62);
  EXPECT_EQ(counted->nodes, 2u);
}

TEST(DecisionDiagram, SaysWhereItIsTooLarge) {
  PupilCircuit pupil = pupil_circuit({4, 3, 2}, {15, 15});
  const auto wire = pupil.answers(225);
  NEEDS_COUNTING(count_by_diagram(pupil.circuit, wire));
  EXPECT_FALSE(count_by_diagram(pupil.circuit, wire, 100));
  EXPECT_TRUE(count_by_diagram(pupil.circuit, wire));  // and nothing is left of it
}

RC_GTEST_PROP(SatSolver, finds_every_survivor, ()) {
  const auto drawn = *testing::drawn_circuit(7);
  RandomStream random(*rc::gen::arbitrary<std::uint32_t>(), 0);
  const auto parities = draw_parities(random, drawn.circuit.coins(), static_cast<unsigned>(random.below(4)));
  NEEDS_COUNTING_HERE(find_survivors(drawn.circuit, drawn.wire, parities, 1));
  const Integer count = count_by_trying(drawn.circuit, drawn.wire, parities);
  const Survivors all = find_survivors(drawn.circuit, drawn.wire, parities, 1000);
  RC_ASSERT(all.all && Integer(all.inputs.size()) == count);
  const Survivors some = find_survivors(drawn.circuit, drawn.wire, parities, 2);
  RC_ASSERT(Integer(some.inputs.size()) == std::min(count, Integer(2)));
  RC_ASSERT(some.all == (count < 2));
}

// ---- Estimates.

struct Asked {
  Multiplication question;
  std::uint64_t answer;
};

// 21 coins or more, each answer by its law; and ranges that are sampled, but from these seeds hold the number.
TEST(ApproximateCount, RangesHoldTheExactCount) {
  const Pupil pupil{3, 3, 2};
  unsigned counted = 0;
  for (const Asked& asked : {Asked{{7, 7}, 49}, Asked{{7, 7}, 1}, Asked{{5, 7}, 35}, Asked{{5, 7}, 19}}) {
    PupilCircuit circuit = pupil_circuit(pupil, asked.question);
    const auto wire = circuit.answers(asked.answer);
    CountingOptions o;
    o.pivot = 12;
    o.rounds = 5;
    NEEDS_COUNTING(approximate_count(circuit.circuit, wire, o));
    const Rational all(Integer(1) << circuit.circuit.coins());
    const Integer exact = count_by_diagram(circuit.circuit, wire)->count;
    const auto law = pupil_law(pupil, asked.question);
    const auto known = law.find(asked.answer);
    EXPECT_EQ(Rational(exact) / all, known == law.end() ? Rational(0) : known->second);
    const CountEstimate e = approximate_count(circuit.circuit, wire, o);
    EXPECT_TRUE(e.range.contains(exact)) << asked.answer;
    EXPECT_TRUE(e.range.contains(e.estimate));
    if (e.constraints > 0) {
      EXPECT_EQ(e.error, median_error(5, ratio(1, 8)));
      EXPECT_EQ(e.survivors.size(), 5u);
      ++counted;
    }
  }
  EXPECT_GE(counted, 2u);
}

TEST(ApproximateCount, FewAreAllFound) {
  Circuit c;
  const std::vector<Circuit::Wire> coins{c.coin(), c.coin(), c.coin(), c.coin()};
  const auto few = c.below(coins, 5);
  NEEDS_COUNTING(approximate_count(c, few));
  const CountEstimate e = approximate_count(c, few);
  EXPECT_EQ(e.constraints, 0u);
  EXPECT_EQ(e.estimate, 5);
  EXPECT_EQ(e.range, (CountRange{5, 5}));
  EXPECT_EQ(e.error, 0);
  EXPECT_EQ(e.confirmed, 1u);
  EXPECT_EQ(approximate_count(c, c.constant(false)).estimate, 0);
}

TEST(ApproximateCount, IsTheSameForASeed) {
  PupilCircuit circuit = pupil_circuit({3, 2, 1}, {7, 7});
  const auto wire = circuit.answers(49);
  CountingOptions o;
  o.pivot = 6;
  o.rounds = 3;
  NEEDS_COUNTING(approximate_count(circuit.circuit, wire, o));
  const auto survivors = [&](std::uint64_t seed) {
    o.seed = seed;
    return approximate_count(circuit.circuit, wire, o).survivors;
  };
  EXPECT_EQ(survivors(1), survivors(1));
  EXPECT_NE(survivors(1), survivors(2));
}

TEST(ApproximateCount, RefusesWhatMakesNoSense) {
  Circuit c;
  const auto coin = c.coin();
  CountingOptions o;
  o.rounds = 4;
  EXPECT_EQ(refusal([&] { (void)approximate_count(c, coin, o); }), "found 4 rounds, expected an odd number");
  o.rounds = 3;
  o.pivot = 0;
  EXPECT_NE(refusal([&] { (void)approximate_count(c, coin, o); }), "accepted");
}

}  // namespace
}  // namespace qed
