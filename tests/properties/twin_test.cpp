// The engine against its slow twin: every quantity of evaluate() equals the oracle's, number for number.
#include "properties/twin.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "properties/generators/model_class.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/oracle/enumerate.hpp"
#include "properties/oracle/trajectories.hpp"
#include "qed/evaluate/accumulated.hpp"
#include "qed/evaluate/evaluate.hpp"
#include "qed/model/class_file.hpp"
#include "tests/cases.hpp"

namespace qed::properties {
namespace {

std::string difference_on(const ModelClass& c) {
  return difference(evaluate(c).quantities, oracle::enumerate(oracle::process_of(c)));
}

// Six shards of one run of 2,400 classes, so that CTest may run them side by side.
class Twin : public testing::TestWithParam<unsigned> {};

TEST_P(Twin, EveryQuantityOnRandomClasses) {
  constexpr unsigned cases = test::cases(400);
  for (unsigned i = GetParam() * cases; i < (GetParam() + 1) * cases; ++i) {
    const ModelClass c = gen::case_of(20, i, gen::Depth::tree).value();
    const std::string found = difference_on(c);
    if (found.empty()) continue;
    const ModelClass smallest =
        gen::shrink(c, [](const ModelClass& d) { return !difference_on(d).empty(); }).smallest;
    FAIL() << c.name << ": " << found << "\nshrunk: " << difference_on(smallest) << '\n'
           << write_class(smallest);
  }
  RecordProperty("classes", static_cast<int>(cases));
}
INSTANTIATE_TEST_SUITE_P(Shard, Twin, testing::Range(0u, 6u));

// What adds up along trajectories, and what is to come, in passes of their own.
std::string difference_beyond_the_pass(const ModelClass& c) {
  EvaluateOptions options;
  options.accumulate = options.outlook = UINT64_MAX;
  Quantities found = evaluate(c, {}, options).quantities, expected = found;
  if (!found.accumulated || !found.outlooks) return "not evaluated";
  const oracle::Process process = oracle::process_of(c);
  expected.accumulated = oracle::accumulated(process, most_trajectories);
  expected.outlooks = oracle::outlooks(process);
  return difference(found, expected);
}

class TwinBeyondThePass : public testing::TestWithParam<unsigned> {};

TEST_P(TwinBeyondThePass, LawsAndOutlooksOnRandomClasses) {
  constexpr unsigned cases = 150;
  unsigned random_sums = 0, several_products = 0, enumerated = 0, risky = 0, compared = 0;
  for (unsigned i = GetParam() * cases; i < (GetParam() + 1) * cases; ++i) {
    const ModelClass c = gen::case_of(22, i, gen::Depth::tree).value();
    if (!c.demonstrator_inside()) continue;
    ++compared;
    const std::string found = difference_beyond_the_pass(c);
    if (!found.empty()) {
      const auto differs = [](const ModelClass& d) {
        return d.demonstrator_inside() && !difference_beyond_the_pass(d).empty();
      };
      const ModelClass smallest = gen::shrink(c, differs).smallest;
      FAIL() << c.name << ": " << found << "\nshrunk: " << difference_beyond_the_pass(smallest) << '\n'
             << write_class(smallest);
    }
    EvaluateOptions options;
    options.accumulate = options.outlook = UINT64_MAX;
    const Quantities q = evaluate(c, {}, options).quantities;
    random_sums += q.accumulated->cubes.size() > 1;
    several_products +=
        std::ranges::any_of(q.accumulated->products, [](const auto& law) { return law.size() > 1; });
    enumerated += q.accumulated->every_trajectory;
    risky += std::ranges::any_of(q.outlooks->given,
                                 [](const Outlook& o) { return o.step > 0 && o.lost > 0 && o.lost < 1; });
  }
  // Not of empty laws: what is compared varies.
  EXPECT_GT(compared, cases * 8 / 10);
  EXPECT_GT(random_sums, cases / 5);
  EXPECT_GT(several_products, cases / 10);
  EXPECT_GT(enumerated, cases / 4);
  EXPECT_GT(risky, cases / 10);
}
INSTANTIATE_TEST_SUITE_P(Shard, TwinBeyondThePass, testing::Range(0u, 2u));

// A policy that is only known history by history: nothing of its automaton reaches the engine.
struct ByHistory {
  PolicySpec spec;
  Distribution law(std::span<const Percept> percepts) const {
    History h;
    for (const Percept& x : percepts) h.push_back({false, x.action, x.observation});
    return Distribution(oracle::prediction(spec, h));
  }
};

TEST(TwinOfCustomPolicies, AreThoseOfTheKindsTheyWrap) {
  for (unsigned i = 0; i < test::cases(200); ++i) {
    const ModelClass c = gen::case_of(21, i, gen::Depth::tree).value();
    ModelClass wrapped = c;
    for (Model& model : wrapped.models) model.policy = custom_policy(ByHistory{model.policy});
    ASSERT_EQ(difference(evaluate(wrapped).quantities, evaluate(c).quantities), "") << c.name;
    if (i % 4 == 0) {
      ASSERT_EQ(difference_on(wrapped), "") << c.name;
    }
  }
}

// The comparison can fail, at every quantity.
TEST(TwinDifference, NamesTheQuantity) {
  Quantities a;
  a.S3_collected = a.S3_lost = a.truth_retained = 0;
  a.events = {{"e", 0, Rational(0), 0}};
  a.occupancy = {{0, 1}};
  EXPECT_EQ(difference(a, a), "");
  const auto differs_in = [&a](auto change) {
    Quantities b = a;
    change(b);
    return difference(b, a);
  };
  EXPECT_EQ(differs_in([](Quantities& q) { q.S1 = ratio(1, 2); }), "S1 is 1/2, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.S2 = 1; }), "S2 is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.S3 = 1; }), "S3 is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.horizon = 1; }), "horizon is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.forced_steps = 1; }), "forced_steps is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.expected_queries = 1; }), "expected_queries is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.S3_collected = 1; }), "S3_collected is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.S3_lost.reset(); }), "S3_lost is none, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.truth_retained = 1; }), "truth_retained is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.expected_product = 1; }), "expected_product is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.max_query_probability = 1; }),
            "max_query_probability is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.max_top_size = 1; }), "max_top_size is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.events.clear(); }), "number of events is 0, expected 1");
  EXPECT_EQ(differs_in([](Quantities& q) { q.events[0].name = "f"; }), "event name is f, expected e");
  EXPECT_EQ(differs_in([](Quantities& q) { q.events[0].imitator = 1; }), "P_im of e is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.events[0].imitator_and_retained = 1; }),
            "P_im and retained of e is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.events[0].demonstrator = 1; }), "P_dem of e is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.occupancy.clear(); }),
            "number of query probabilities is 0, expected 1");
  EXPECT_EQ(differs_in([](Quantities& q) { q.occupancy[0].first = 1; }),
            "query probability is 1, expected 0");
  EXPECT_EQ(differs_in([](Quantities& q) { q.occupancy[0].second = 2; }),
            "steps of query probability 0 is 2, expected 1");
}

TEST(TwinDifference, NamesWhatDiffersBeyondThePass) {
  Quantities a;
  a.accumulated = Accumulated{{{0, 1}}, {{{1, 1}}}, {{{{0, 0}}, {{1, 1}}, 1}}, true, 1};
  a.outlooks = Outlooks{{{0, Rational(1), 0, 0, 0, 1}}, 1};
  EXPECT_EQ(difference(a, a), "");
  const auto differs_in = [&a](auto change) {
    Quantities b = a;
    change(*b.accumulated, b.outlooks->given[0]);
    return difference(b, a);
  };
  using A = Accumulated;
  using O = Outlook;
  EXPECT_EQ(differs_in([](A& x, O&) { x.cubes[0].first = 1; }), "value of the sum of cubes is 1, expected 0");
  EXPECT_EQ(differs_in([](A& x, O&) { x.cubes[0].second = 0; }),
            "probability that the sum of cubes is 0 is 0, expected 1");
  EXPECT_EQ(differs_in([](A& x, O&) { x.cubes.clear(); }),
            "number of values of the sum of cubes is 0, expected 1");
  EXPECT_EQ(differs_in([](A& x, O&) { x.products.clear(); }), "number of products is 0, expected 1");
  EXPECT_EQ(differs_in([](A& x, O&) { x.products[0][0].first = 2; }),
            "value of the product on event 0 is 2, expected 1");
  EXPECT_EQ(differs_in([](A& x, O&) { x.every_trajectory = false; }),
            "every trajectory is false, expected true");
  EXPECT_EQ(differs_in([](A& x, O&) { x.trajectories.clear(); }), "number of trajectories is 0, expected 1");
  EXPECT_EQ(differs_in([](A& x, O&) { x.trajectories[0].percepts[0].action = 1; }),
            "the percepts of trajectory 0 is false, expected true");
  EXPECT_EQ(differs_in([](A& x, O&) { x.trajectories[0].product[0].second = 0; }),
            "probability that the product on trajectory 0 is 1 is 0, expected 1");
  EXPECT_EQ(differs_in([](A& x, O&) { x.trajectories[0].demonstrator = 0; }),
            "P_dem of trajectory 0 is 0, expected 1");
  EXPECT_EQ(differs_in([](A&, O& o) { o.step = 1; }), "step of outlook 0 is 1, expected 0");
  EXPECT_EQ(differs_in([](A&, O& o) { o.odds.reset(); }), "odds of outlook 0 is none, expected 1");
  EXPECT_EQ(differs_in([](A&, O& o) { o.lost = 1; }), "risk of outlook 0 is 1, expected 0");
  EXPECT_EQ(differs_in([](A&, O& o) { o.cubes = 1; }), "sum of cubes of outlook 0 is 1, expected 0");
  EXPECT_EQ(differs_in([](A&, O& o) { o.cubes_lost = 1; }),
            "sum of cubes without the truth of outlook 0 is 1, expected 0");
  EXPECT_EQ(differs_in([](A&, O& o) { o.probability = 0; }), "probability of outlook 0 is 0, expected 1");
}

}  // namespace
}  // namespace qed::properties
