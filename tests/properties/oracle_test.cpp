// The slow twin against numbers worked out by hand or known from elsewhere: a twin that is wrong in the same
// way as the engine would be worth nothing.
#include <gtest/gtest.h>

#include "properties/oracle/enumerate.hpp"
#include "qed/model/class_file.hpp"
#include "tests/shipped_class.hpp"

namespace qed::oracle {
namespace {

using test::shipped;

Quantities quantities(const ModelClass& c) { return enumerate(process_of(c)); }

HistoryStep asked(ActionIndex a, ObservationIndex o = 0) { return {true, a, o}; }
HistoryStep answered(ActionIndex a, ObservationIndex o = 0) { return {false, a, o}; }

TEST(OraclePolicy, ReadsEveryKindOffTheHistory) {
  const Distribution x = Distribution::certain(0, 2), y = Distribution::certain(1, 2),
                     z = Distribution::uniform(2);
  const auto law = [](const Distribution& d) { return Law(d.begin(), d.end()); };
  EXPECT_EQ(prediction(Iid{x}, {asked(1)}), law(x));

  const Schedule hold{{x, y}, Schedule::Then::hold}, repeat{{x, y}, Schedule::Then::repeat};
  EXPECT_EQ(prediction(hold, {}), law(x));
  EXPECT_EQ(prediction(hold, {asked(0), asked(0)}), law(y));
  EXPECT_EQ(prediction(repeat, {asked(0), asked(0)}), law(x));

  const Markov markov{2, {{{}, x}, {{0}, x}, {{1}, y}, {{0, 0}, x}, {{0, 1}, y}, {{1, 0}, z}, {{1, 1}, x}}};
  EXPECT_EQ(prediction(markov, {}), law(x));
  EXPECT_EQ(prediction(markov, {answered(1)}), law(y));
  EXPECT_EQ(prediction(markov, {asked(0), asked(1), answered(0)}), law(z));  // oldest first: 1, then 0

  const Automaton automaton{1, {{"p", x, {{0, 1}, {0, 0}}}, {"q", y, {{0, 0}, {1, 0}}}}};
  EXPECT_EQ(prediction(automaton, {}), law(y));
  EXPECT_EQ(prediction(automaton, {asked(1, 0)}), law(y));
  EXPECT_EQ(prediction(automaton, {asked(1, 1)}), law(x));
  EXPECT_EQ(prediction(automaton, {asked(1, 1), answered(0, 1)}), law(y));
}

struct EchoesTheLast {
  Distribution law(std::span<const Percept> h) const {
    return h.empty() ? Distribution::uniform(2) : Distribution::certain(h.back().action, 2);
  }
};
TEST(OraclePolicy, ReadsACustomPolicy) {
  EXPECT_EQ(prediction(custom_policy(EchoesTheLast{}), {answered(0), asked(1)}), (Law{0, 1}));
}

TEST(OracleTopSet, FollowsTheClaimsPage) {
  using V = std::vector<ModelIndex>;
  const std::vector<Rational> posterior{ratio(1, 4), ratio(1, 2), ratio(1, 4)};
  EXPECT_EQ(top_set(posterior, ratio(1, 3), Threshold::strict), (V{1, 0}));  // 1/4 == 1/3 (1/2 + 1/4)
  EXPECT_EQ(top_set(posterior, ratio(1, 3), Threshold::non_strict), (V{1, 0, 2}));
  EXPECT_EQ(top_set(posterior, ratio(1, 2), Threshold::strict), (V{1}));  // 1/4 == 1/2 1/2
  EXPECT_EQ(top_set({0, 0}, ratio(1, 2), Threshold::non_strict), V{});
  EXPECT_EQ(top_set({0, 1}, ratio(1, 1000), Threshold::non_strict), V{1});
}

TEST(Oracle, WeatherAndHabit) {
  const Quantities q = quantities(shipped("weather-habit"));
  EXPECT_EQ(to_string(q.S3), "7836304400489774771041/6400000000000000000000");
  ASSERT_EQ(q.events[1].name, "walks into the rain twice");
  EXPECT_EQ(to_string(*q.events[1].imitator_and_retained), "282317163800426993043/800000000000000000000");
}

// proofs-notes/trajectories.md#product-growth: V_1 = 3/2, V_2 = 9/4, V_3 = 27/8, V_4 = 10179/2048.
TEST(Oracle, TwoCoinsProduct) {
  ModelClass c = shipped("two-coins");
  const Rational expected[] = {ratio(3, 2), ratio(9, 4), ratio(27, 8), ratio(10179, 2048)};
  for (unsigned n = 1; n <= 4; ++n) {
    c.horizon = n;
    EXPECT_EQ(quantities(c).expected_product, expected[n - 1]);
  }
}

// Loaded dice, two steps. Step 0: weights 3 : 2 : 1, alpha 1/7, all collected, every minimum 1/6, theta =
// 1/2. Step 1 after a query: a (1/2): 9/6 : 2/6 : 2/6 = 9 : 2 : 2, all collected; b (1/3): 6 : 6 : 1, and 1
// <= 12/7 drops the third, so the minima are 1/6, 1/3, 1/6 and theta = 1/3; c (1/6): 3 : 4 : 3, all.
TEST(Oracle, LoadedDice) {
  ModelClass c = shipped("loaded-dice");
  c.horizon = 2;
  const Quantities q = quantities(c);
  const Rational b = ratio(1, 2) * ratio(1, 3);  // asked, and answered b
  EXPECT_EQ(q.S1, ratio(1, 2) + (1 - b) * ratio(1, 2) + b * ratio(1, 3));
  EXPECT_EQ(q.expected_queries, q.S1);
  EXPECT_EQ(q.S3, ratio(1, 8) + (1 - b) * ratio(1, 8) + b * ratio(1, 27));
  EXPECT_EQ(q.max_top_size, 3u);
  EXPECT_EQ(q.max_query_probability, ratio(1, 2));
  EXPECT_EQ(*q.truth_retained, 1);
  const std::vector<std::pair<Rational, Rational>> occupancy{{ratio(1, 3), b}, {ratio(1, 2), 2 - b}};
  EXPECT_EQ(q.occupancy, occupancy);
}

// proofs-notes/retention.md: three models attain the sharp bound at horizon 2.
TEST(Oracle, ThreeModelsAttainRetention) {
  ModelClass c = shipped("three-dice");
  c.models[0] = {"truth", ratio(1, 2), Iid{Distribution({ratio(1, 8), ratio(1, 8), ratio(3, 4)})}};
  c.models[1] = {"first", ratio(1, 4), Iid{Distribution::certain(0, 3)}};
  c.models[2] = {"second", ratio(1, 4), Iid{Distribution::certain(1, 3)}};
  c.alpha = ratio(1, 4);
  c.horizon = 2;
  c.events.clear();
  EXPECT_EQ(*quantities(c).truth_retained, ratio(3, 4));
  c.threshold = Threshold::non_strict;
  EXPECT_EQ(*quantities(c).truth_retained, 1);
}

// Both models are refuted by the first answer; then the set is empty and every step asks.
TEST(Oracle, RefutedClassAsksForEver) {
  ModelClass c = shipped("three-dice");
  c.models = {{"first", ratio(1, 2), Iid{Distribution::certain(0, 3)}},
              {"second", ratio(1, 2), Iid{Distribution::certain(1, 3)}}};
  c.demonstrator = Model{"other", 0, Iid{Distribution::certain(2, 3)}};
  c.horizon = 4;
  const Quantities q = quantities(c);
  EXPECT_EQ(q.S3, 4);
  EXPECT_EQ(q.expected_product, 16);
  EXPECT_EQ(q.truth_retained, std::nullopt);
  EXPECT_EQ(q.S3_collected, std::nullopt);
  EXPECT_EQ(q.S3_lost, std::nullopt);
}

// Forced steps: theta is 1 although the models agree; retention still looks at T; S3_lost leaves them out.
TEST(Oracle, ForcedSteps) {
  ModelClass c = shipped("two-coins");
  c.models[0].prior = ratio(1, 20);
  c.models[1].prior = ratio(19, 20);  // 1/20 <= 1/10 19/20: the truth is not collected at the start
  c.horizon = 2;
  c.forced_queries = 1;
  const Quantities q = quantities(c);
  EXPECT_EQ(q.forced_steps, 1u);
  EXPECT_EQ(*q.truth_retained, 0);
  // After tails (3/4) the weights are 3 : 19, after heads 1 : 57: the truth is back after tails, theta = 1/2.
  EXPECT_EQ(q.S1, 1 + ratio(3, 4) * ratio(1, 2));
  EXPECT_EQ(*q.S3_collected, ratio(3, 4) * ratio(1, 8));
  EXPECT_EQ(*q.S3_lost, 0);
}

// The visitor sees each history of positive probability once, and their probabilities sum to 1 at each step.
TEST(Oracle, VisitsEveryHistoryOnce) {
  ModelClass c = shipped("weather-habit");
  c.horizon = 3;
  std::vector<Rational> mass(3);
  std::vector<History> seen;
  enumerate(process_of(c), [&](const Visit& v) {
    mass[v.history.size()] += v.probability;
    EXPECT_EQ(std::count(seen.begin(), seen.end(), v.history), 0);
    seen.push_back(v.history);
  });
  EXPECT_EQ(mass, (std::vector<Rational>{1, 1, 1}));
}

}  // namespace
}  // namespace qed::oracle
