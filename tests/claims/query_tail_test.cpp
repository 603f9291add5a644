#include "qed/claims/query_tail.hpp"

#include <gtest/gtest.h>

#include "tests/claims/hand_made_class.hpp"

namespace qed {
namespace {

using testing::HandMadeClass;
using testing::q;

// Two equal models at alpha = 1/10: m = 3 + 4 ln 10 = 12.2103, Phi_max = m/30 = 0.40701, and
// Phi_0 = 1/10 (1 + (2/3) ln 10) = 0.253506, so that Phi_0/Phi_max = 0.62285 and the bound says something for
// z > 30 Phi_0 = 7.605.
HandMadeClass with_cubes(LawOfValue cubes) {
  HandMadeClass c;
  c.quantities.accumulated->cubes = std::move(cubes);
  return c;
}

// 1/4 is below 7.605: the moment is reported. E (1 + b)^A - 1 = (e^{ln(1 + 0.0409489)/4} - 1)/2 = 0.00504.
TEST(QueryTail, SmallSumsHaveNoTailAndAMoment) {
  const Comparison r = decide_query_tail(with_cubes({{q(0), q(1, 2)}, {q(1, 4), q(1, 2)}}).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_FALSE(r.vacuous);
  EXPECT_TRUE(r.interesting);
  EXPECT_GT(r.value->lower(), q(504, 100000));
  EXPECT_LT(r.value->upper(), q(505, 100000));
  EXPECT_GT(r.bound->lower(), q(6228, 10000));
  EXPECT_LT(r.bound->upper(), q(6229, 10000));
  EXPECT_EQ(r.detail, "E (1 + b)^A - 1 at gamma = 1, b = 1/(2 m) (2 values of A; 3 states more)");
}

TEST(QueryTail, NothingAskedIsNotInteresting) {
  const Comparison r = decide_query_tail(with_cubes({{q(0), q(1)}}).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_FALSE(r.interesting);
}

// At z = 60 and gamma = 4: (1 + 4 0.62285) (1 + 4/5/12.2103)^-60 = 3.4914 e^-3.8080 = 0.07749; gamma = 2 gives
// 2.2457 e^-3.1896 = 0.0925, gamma = 8 5.9828 e^-4.2174 = 0.0882.
TEST(QueryTail, LargeSumsHaveOne) {
  Comparison r = decide_query_tail(with_cubes({{q(0), q(99, 100)}, {q(60), q(1, 100)}}).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_FALSE(r.vacuous);
  EXPECT_EQ(r.value->exact(), q(1, 100));
  EXPECT_GT(r.bound->lower(), q(774, 10000));
  EXPECT_LT(r.bound->upper(), q(776, 10000));
  EXPECT_EQ(r.detail, "z = 60, gamma = 2^2 (2 values of A; 3 states more)");
  r = decide_query_tail(with_cubes({{q(0), q(92, 100)}, {q(60), q(8, 100)}}).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
}

// 61/8 is just above 7.605: no gamma of the grid is small enough to say so, and 60 is reported, though 0.9 is nearer to 1
// than 0.01 to 0.0775.
TEST(QueryTail, ABoundThatSaysNothingGivesWay) {
  const Comparison r =
      decide_query_tail(with_cubes({{q(0), q(1, 10)}, {q(61, 8), q(89, 100)}, {q(60), q(1, 100)}}).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_FALSE(r.vacuous);
  EXPECT_EQ(r.value->exact(), q(1, 100));
}

TEST(QueryTail, TheTailCountsEverythingAbove) {  // P(A >= 60) = 4/100 + 4/100
  const Comparison r =
      decide_query_tail(with_cubes({{q(0), q(92, 100)}, {q(60), q(4, 100)}, {q(61), q(4, 100)}}).facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.value->exact(), q(8, 100));
}

// Every tail holds: P(A >= 20, 40, 60, 80) = 0.72, 0.26, 0.07, 0.02, where the bounds are 0.727, 0.267, 0.0775, 0.0216. But
// with b = 1/(2 m), (1 + b)^20 = 2.23 and (1 + b)^40 = 4.98: 0.46 1.23 + 0.19 3.98 alone exceed 0.62285.
TEST(QueryTail, TheMomentIsDecidedToo) {
  Comparison r = decide_query_tail(with_cubes({{q(0), q(28, 100)},
                                               {q(20), q(46, 100)},
                                               {q(40), q(19, 100)},
                                               {q(60), q(5, 100)},
                                               {q(80), q(2, 100)}})
                                       .facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.detail, "E (1 + b)^A - 1 at gamma = 1, b = 1/(2 m) (5 values of A; 3 states more)");
  EXPECT_GT(r.value->lower(), q(13, 10));
  EXPECT_GT(r.bound->lower(), q(6228, 10000));
  EXPECT_LT(r.bound->upper(), q(6229, 10000));
  // A = 7 surely: e^(7 ln(1 + b)) - 1 = 0.324.
  r = decide_query_tail(with_cubes({{q(7), q(1)}}).facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
}

TEST(QueryTail, WithOneModelNothingIsAsked) {
  HandMadeClass c = with_cubes({{q(0), q(1)}});
  c.model_class.models.pop_back();
  c.model_class.models[0].prior = 1;
  Comparison r = decide_query_tail(c.facts());
  EXPECT_EQ(r.verdict, Verdict::holds);
  EXPECT_EQ(r.bound->exact(), 0);
  c.quantities.accumulated->cubes = {{q(0), q(1, 2)}, {q(1), q(1, 2)}};
  r = decide_query_tail(c.facts());
  EXPECT_EQ(r.verdict, Verdict::violated);
  EXPECT_EQ(r.value->exact(), q(1, 2));
}

TEST(QueryTail, SaysWhyItDoesNotSpeak) {
  HandMadeClass c;
  c.quantities.accumulated.reset();
  EXPECT_EQ(decide_query_tail(c.facts()).verdict, Verdict::not_applicable);
  c.send_demonstrator_outside();
  EXPECT_EQ(decide_query_tail(c.facts()).detail, "the demonstrator is outside the class");
}

}  // namespace
}  // namespace qed
