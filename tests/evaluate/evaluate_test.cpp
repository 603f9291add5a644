#include "qed/evaluate/evaluate.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include "qed/evaluate/accumulated.hpp"
#include "qed/evaluate/node_graph.hpp"
#include "qed/evaluate/outlook.hpp"
#include "qed/exact/held_bytes.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"
#include "tests/shipped_class.hpp"

namespace qed {
namespace {

using test::shipped;

// Reference values from an independent implementation, by recursion over histories.
TEST(Evaluate, TwoCoinsAtHorizonTwenty) {
  const Quantities q = evaluate(shipped("two-coins", 20)).quantities;
  EXPECT_EQ(q.S3, parse_rational("370433465877390025/288230376151711744"));
  EXPECT_EQ(q.truth_retained, parse_rational("139601481392392271/144115188075855872"));
  EXPECT_EQ(q.expected_product, parse_rational("21529548032969556491079123/37778931862957161709568"));
}

TEST(Evaluate, WeatherAndHabit) {
  const Quantities q = evaluate(shipped("weather-habit")).quantities;
  EXPECT_EQ(q.S3, parse_rational("7836304400489774771041/6400000000000000000000"));
  ASSERT_EQ(q.events.size(), 2u);
  EXPECT_EQ(q.events[1].name, "walks into the rain twice");
  EXPECT_EQ(q.events[1].imitator_and_retained, parse_rational("282317163800426993043/800000000000000000000"));
}

TEST(Evaluate, LoadedDice) {
  const Quantities q = evaluate(shipped("loaded-dice")).quantities;
  EXPECT_EQ(q.S3, parse_rational("297881587094053262212793/331610879581100036849664"));
  EXPECT_EQ(q.S1, parse_rational("44654445153638509763687/9211413321697223245824"));
}

TEST(Evaluate, OccupanciesAddUpToTheHorizonAndTheirMomentsToTheSums) {
  const Quantities q = evaluate(shipped("loaded-dice")).quantities;
  EXPECT_GE(q.occupancy.size(), 3u);  // theta takes several values here
  Rational steps = 0, cubes = 0;
  for (const auto& [theta, count] : q.occupancy) steps += count, cubes += theta * theta * theta * count;
  EXPECT_EQ(steps, 16);
  EXPECT_EQ(cubes, q.S3);
  EXPECT_EQ(q.expected_queries, q.S1);
  EXPECT_EQ(*q.S3_collected + *q.S3_lost, q.S3);
}

TEST(Evaluate, ASettledProcessAsksNoMore) {
  // alpha = 9/10 against equal priors: 1/2 > 9/10 * 1/2 collects both; one query tells the certain models
  // apart.
  ModelClass c = shipped("two-coins", 30);
  c.alpha = ratio(9, 10);
  c.models[0].policy = Iid{Distribution::certain(0, 2)};
  c.models[1].policy = Iid{Distribution::certain(1, 2)};
  const Evaluation e = evaluate(c);
  EXPECT_EQ(e.quantities.S1, 1);
  EXPECT_EQ(e.quantities.truth_retained, 1);
  EXPECT_EQ(e.quantities.expected_product, 2);
  EXPECT_EQ(e.quantities.events[0].imitator, 0);
}

TEST(Evaluate, AForcedStepQueriesWithProbabilityOne) {
  ModelClass c = shipped("two-coins", 5);
  c.models.pop_back();  // one model: never in doubt
  EXPECT_EQ(evaluate(c).quantities.S1, 0);
  c.forced_queries = 3;
  const Quantities q = evaluate(c).quantities;
  EXPECT_EQ(q.S1, 3);
  EXPECT_EQ(q.S3, 3);
  EXPECT_EQ(q.S3_lost, 0);
  EXPECT_EQ(q.expected_product, 8);
  EXPECT_EQ(q.forced_steps, 3u);
}

TEST(Evaluate, WhereNoModelIsLeftEveryStepQueries) {
  ModelClass c = shipped("two-coins", 4);
  c.models[0].policy = Iid{Distribution::certain(0, 2)};
  c.models.pop_back();
  c.demonstrator = Model{"outsider", 0, Iid{Distribution::certain(1, 2)}};
  c.forced_queries = 1;  // the one model dies at step 0
  const Quantities q = evaluate(c).quantities;
  EXPECT_EQ(q.S1, 4);
  EXPECT_EQ(q.max_query_probability, 1);
  EXPECT_EQ(q.expected_product, 16);
  EXPECT_FALSE(q.truth_retained.has_value());
}

TEST(Evaluate, ShowsEveryNodeOnceWithAHistoryThatReachesIt) {
  const ModelClass c = shipped("weather-habit");
  std::set<History, bool (*)(const History&, const History&)> histories(
      [](const History& a, const History& b) {
        return std::lexicographical_compare(
            a.begin(), a.end(), b.begin(), b.end(), [](const HistoryStep& x, const HistoryStep& y) {
              return std::tie(x.asked, x.action, x.observation) < std::tie(y.asked, y.action, y.observation);
            });
      });
  std::size_t shown = 0, last_length = 0;
  const Evaluation e = evaluate(c, {}, {}, [&](const Node& node, const std::function<History()>& history) {
    ++shown;
    const History h = history();
    EXPECT_GE(h.size(), last_length);  // breadth first
    EXPECT_LT(h.size(), c.horizon);
    last_length = h.size();
    EXPECT_TRUE(histories.insert(h).second);
    Rational total = 0;
    for (const auto* part : {&node.law.answered, &node.law.asked})
      for (const Rational& p : *part) total += p;
    EXPECT_EQ(total, 1);
  });
  EXPECT_EQ(shown, e.work.nodes);
  EXPECT_GT(shown, 100u);
}

TEST(Evaluate, AStateLimitKeepsWhatIsExact) {
  const ModelClass c = shipped("house-votes");
  EvaluateOptions options;
  options.limits.max_states = 500;
  const Evaluation part = evaluate(c, {}, options);
  EXPECT_EQ(part.ended, Ended::state_limit);
  ASSERT_GT(part.quantities.horizon, 2u);
  ASSERT_LT(part.quantities.horizon, c.horizon);
  ModelClass shorter = c;
  shorter.horizon = part.quantities.horizon;
  const Quantities whole = evaluate(shorter).quantities;
  EXPECT_EQ(part.quantities.S3, whole.S3);
  EXPECT_EQ(part.quantities.truth_retained, whole.truth_retained);
  EXPECT_EQ(part.quantities.expected_product, whole.expected_product);
  EXPECT_EQ(part.quantities.events[0].imitator, whole.events[0].imitator);
  EXPECT_EQ(part.quantities.max_query_probability, whole.max_query_probability);
}

TEST(Evaluate, AMemoryLimitAndAnInterruptionEndThePass) {
  EvaluateOptions options;
  options.limits.max_bytes = 200'000;
  EXPECT_EQ(evaluate(shipped("three-dice", 200), {}, options).ended, Ended::memory_limit);
  std::atomic<bool> interrupted{true};
  EvaluateOptions interruptible;
  interruptible.interrupted = &interrupted;
  const Evaluation e = evaluate(shipped("three-dice", 200), {}, interruptible);
  EXPECT_EQ(e.ended, Ended::interrupted);
  EXPECT_EQ(e.quantities.horizon, 1u);
}

// n actions and n models, each with probabilities of its own: every child of the root is another, and shown to a visitor
// it holds 2 n posteriors of n weights.
ModelClass wide(std::size_t n) {
  ModelClass c = shipped("two-coins", 3);
  std::mt19937 draw(7);
  c.actions.clear();
  c.models.clear();
  c.events.clear();
  for (std::size_t m = 0; m < n; ++m) {
    c.actions.push_back("a" + std::to_string(m));
    std::vector<Rational> law;
    Rational sum = 0;
    for (std::size_t a = 0; a < n; ++a) {
      law.emplace_back(1 + draw() % 99);
      sum += law.back();
    }
    for (Rational& p : law) p /= sum;
    c.models.push_back({"m" + std::to_string(m), ratio(1, n), Iid{Distribution(law)}});
  }
  c.environment = Environment::silent(n);
  c.demonstrator = ModelIndex{0};
  c.alpha = ratio(1, 1000);
  c.validate();
  return c;
}

TEST(Evaluate, AMemoryLimitHoldsAmongTheChildrenOfANode) {
  const ModelClass c = wide(40);
  EvaluateOptions options;
  std::size_t shown = 0;
  const auto visitor = [&](const Node&, const std::function<History()>&) { ++shown; };
  options.limits.max_bytes = 1;
  evaluate(c, {}, options, visitor);
  EXPECT_EQ(shown, 2u);  // the root, and the child that is too much
  const std::uint64_t limit = 1 << 20, node = 2 * 40 * 40 * 64;
  options.limits.max_bytes = limit;
  const Evaluation part = evaluate(c, {}, options, visitor);
  EXPECT_EQ(part.ended, Ended::memory_limit);
  EXPECT_GE(part.quantities.horizon, 1u);
  EXPECT_GT(part.work.peak_bytes, limit / 2);
  EXPECT_LT(part.work.peak_bytes, limit + 2 * node);
}

TEST(Evaluate, AnInterruptionIsHeardAmongTheChildrenOfANode) {
  const ModelClass c = wide(30);
  std::atomic<bool> interrupted = false;
  EvaluateOptions options;
  options.interrupted = &interrupted;
  std::size_t shown = 0;
  const Evaluation part = evaluate(
      c, {}, options, [&](const Node&, const std::function<History()>&) { interrupted = ++shown == 3; });
  EXPECT_EQ(part.ended, Ended::interrupted);
  EXPECT_EQ(shown, 3u);
  ModelClass shorter = c;
  shorter.horizon = 1;
  EXPECT_EQ(part.quantities.horizon, 1u);
  EXPECT_EQ(part.quantities.S3, evaluate(shorter).quantities.S3);
}

TEST(Evaluate, PassesBeyondSayWhyTheyEnded) {
  const ModelClass c = wide(30);
  EvaluateOptions options;
  options.accumulate = options.outlook = 20;  // the root has thirty children
  const Evaluation few = evaluate(c, {}, options);
  EXPECT_EQ(few.ended, Ended::horizon);
  EXPECT_EQ(few.accumulate_ended, Ended::state_limit);
  EXPECT_EQ(few.outlook_ended, Ended::state_limit);
  options.accumulate = options.outlook = UINT64_MAX;
  options.limits.max_bytes = 300'000;  // by far too little for the thousand nodes of the last step
  const Imitator imitator;
  const StateBudget budget{UINT64_MAX, options.limits};
  Ended accumulated = Ended::horizon, looked_ahead = Ended::horizon;
  EXPECT_FALSE(accumulate(c, imitator, 3, budget, &accumulated));
  EXPECT_FALSE(look_ahead(c, imitator, 3, budget, &looked_ahead));
  EXPECT_EQ(accumulated, Ended::memory_limit);
  EXPECT_EQ(looked_ahead, Ended::memory_limit);
}

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
// What the allocator has given out; 0 throughout where a sanitizer replaces it.
std::uint64_t given_out() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST(NodeGraph, CountsWhatItHolds) {
  if (given_out() == 0) GTEST_SKIP() << "the allocator is not glibc's";
  const auto compare = [](const ModelClass& c, const NodeVisitor& visitor, unsigned steps) {
    const Imitator imitator;
    const std::uint64_t before = given_out();
    NodeGraph graph(c, imitator, visitor);
    const std::uint64_t policies = given_out() - before;
    graph.root();
    for (unsigned t = 0; t < steps; ++t)
      for (NodeIndex n = 0, known = static_cast<NodeIndex>(graph.size()); n < known; ++n) graph.edges(n);
    const double held = static_cast<double>(given_out() - before - policies);
    const double counted = static_cast<double>(graph.bytes());
    EXPECT_GT(counted, 0.8 * held) << c.name << ", " << graph.size() << " nodes";
    EXPECT_LT(counted, 1.2 * held) << c.name << ", " << graph.size() << " nodes";
  };
  const NodeVisitor nobody, visitor = [](const Node&, const std::function<History()>&) {};
  compare(wide(60), nobody, 1);
  compare(wide(60), visitor, 1);
  compare(wide(20), nobody, 2);
  compare(shipped("three-dice"), nobody, 40);
  compare(shipped("three-dice"), visitor, 40);
  compare(shipped("house-votes"), nobody, 5);
}

TEST(HeldBytes, OfNumbersAreThoseOfTheirBlocks) {
  if (given_out() == 0) GTEST_SKIP() << "the allocator is not glibc's";
  const std::uint64_t before = given_out();
  std::vector<Rational> row;
  row.reserve(20000);
  for (unsigned i = 0; i < 20000; ++i) row.push_back(ratio(Integer(3) << i % 300, Integer(2) * i + 1));
  const double given = static_cast<double>(given_out() - before);
  EXPECT_NEAR(static_cast<double>(held_bytes(row)), given, given / 20);
}
#endif

// A user's own policies give what the same policies from a file give.
struct AlternatingPolicy {  // an automaton of two states
  StateIndex start() const { return 0; }
  Distribution law(StateIndex s) const {
    return s == 0 ? Distribution({ratio(1, 4), ratio(3, 4)}) : Distribution::uniform(2);
  }
  StateIndex next(StateIndex s, Percept) const { return 1 - s; }
};
struct CountingPolicy {  // reads the whole history
  Distribution law(std::span<const Percept> h) const {
    return h.size() % 2 == 0 ? Distribution({ratio(1, 4), ratio(3, 4)}) : Distribution::uniform(2);
  }
};
TEST(Evaluate, UsersPoliciesOfBothConceptsAreOneWithTheirFileForm) {
  ModelClass c = shipped("two-coins", 6);
  c.models[1].policy =
      Schedule{{Distribution({ratio(1, 4), ratio(3, 4)}), Distribution::uniform(2)}, Schedule::Then::repeat};
  const Quantities file = evaluate(c).quantities;
  c.models[1].policy = custom_policy(AlternatingPolicy{});
  const Quantities automaton = evaluate(c).quantities;
  c.models[1].policy = custom_policy(CountingPolicy{});
  const Quantities history = evaluate(c).quantities;
  EXPECT_EQ(file.S3, automaton.S3);
  EXPECT_EQ(file.S3, history.S3);
  EXPECT_EQ(file.truth_retained, history.truth_retained);
  EXPECT_EQ(file.expected_product, automaton.expected_product);
}

// An imitator whose step law is not a law is refused by name.
struct PlaysTooMuch : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    StepLaw law = CautiousImitator<>::step(s, top);
    law.answered[0] += 1;
    return law;
  }
};
TEST(Evaluate, RefusesAnImitatorWithoutALaw) {
  try {
    evaluate(shipped("two-coins"), Imitator("greedy", PlaysTooMuch{}));
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "imitator 'greedy': the joint law of (query, action) sums to 2, expected 1");
  }
}

// Derived from the cautious one, and changed in one thing: settles() is inherited, and true no more.
struct AlwaysAsks : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet&) const {
    return ask_with_the_rest(std::vector<Rational>(s.demonstrator.size(), Rational(0)), s.demonstrator);
  }
};
struct LearnsFromItself : CautiousImitator<> {
  Weights update(const Situation& s, bool, ActionIndex a) const {
    return Bayes{}(s.weights, s.predictions, a);
  }
};
template <class Rule>
struct Unsettled : Rule {
  bool settles() const { return false; }
};

TEST(Evaluate, RefusesToSettleWhereAnImitatorAsksOrLearns) {
  const auto refused = [](const Imitator& imitator) -> std::string {
    try {
      evaluate(shipped("two-coins"), imitator);
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "";
  };
  EXPECT_EQ(refused(Imitator("asks", AlwaysAsks{})),
            "imitator 'asks' settles, but where model 0 (from 0) alone is collected it states the query "
            "probability 1: override its settles() to return false");
  EXPECT_EQ(refused(Imitator("learns", LearnsFromItself{})),
            "imitator 'learns' settles, but where model 0 (from 0) alone is collected it learns from its own "
            "action 0 (from 0): override its settles() to return false");
}

// With settles() overridden nothing is lost. Of who learns from itself let k be how many more tails than heads there were:
// both are collected, and theta = 1/2, while |k| <= 2; then tails come with 1/4 + 1/2 * 3/4 = 5/8. So |k| = 3 after
// three steps with (5/8)^3 + (3/8)^3 = 19/64, and 4 after four with 19/64 * 3/4 = 57/256: from 3 it comes back with 1/4.
TEST(Evaluate, FollowsWhoNeverSettlesToTheEnd) {
  const Quantities asks =
      evaluate(shipped("two-coins", 20), Imitator("asks", Unsettled<AlwaysAsks>{})).quantities;
  EXPECT_EQ(asks.S1, 20);
  EXPECT_EQ(asks.S3, 20);
  const Quantities learns =
      evaluate(shipped("two-coins", 5), Imitator("learns", Unsettled<LearnsFromItself>{})).quantities;
  EXPECT_EQ(learns.S1, ratio(1, 2) * (3 + ratio(45, 64) + ratio(199, 256)));
}

// Nor may it state a query probability that is none: sums over powers of theta would mean nothing.
struct StatesTheOpposite : CautiousImitator<> {
  StepLaw step(const Situation& s, const TopSet& top) const {
    StepLaw law = CautiousImitator<>::step(s, top);
    law.query_probability = -law.query_probability;
    return law;
  }
};
TEST(Evaluate, RefusesAnImitatorWhoseQueryProbabilityIsNone) {
  try {
    evaluate(shipped("two-coins"), Imitator("contrary", StatesTheOpposite{}));
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "imitator 'contrary' states query probability -1/2, expected 0 to 1");
  }
}

TEST(Evaluate, TablesOfThePastAreForgottenWithoutATrace) {
  // A schedule of 60 laws that never repeats: a few states at each level, and none returns.
  ModelClass c = shipped("two-coins", 60);
  std::vector<Distribution> laws;
  for (int t = 0; t < 60; ++t)
    laws.push_back(t * t % 7 < 3 ? Distribution({ratio(1, 4), ratio(3, 4)}) : Distribution::uniform(2));
  c.models[1].policy = Schedule{laws, Schedule::Then::hold};
  EvaluateOptions often;
  often.sweep_from = 4;
  const Evaluation swept = evaluate(c, {}, often), kept = evaluate(c);
  EXPECT_LT(2 * swept.work.peak_bytes, kept.work.peak_bytes);
  EXPECT_EQ(swept.quantities.S3, kept.quantities.S3);
  EXPECT_EQ(swept.quantities.truth_retained, kept.quantities.truth_retained);
  EXPECT_EQ(swept.quantities.expected_product, kept.quantities.expected_product);
  EXPECT_EQ(swept.quantities.events[0].imitator, kept.quantities.events[0].imitator);
  EXPECT_EQ(swept.work.transitions, kept.work.transitions);
  EXPECT_GT(kept.quantities.S1, 5);  // it does ask, all along
}

}  // namespace
}  // namespace qed
