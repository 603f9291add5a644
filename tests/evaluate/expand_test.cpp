// A countable class evaluated by the models that can be collected: the same numbers as with many more models, and other
// numbers with one model fewer. Where there are too many, enclosures of these numbers.
#include "qed/evaluate/expand.hpp"

#include <gtest/gtest.h>

#include <random>

#include "properties/oracle/enumerate.hpp"
#include "properties/oracle/policy.hpp"
#include "properties/twin.hpp"
#include "qed/claims/check.hpp"
#include "qed/evaluate/forever.hpp"

namespace qed {
namespace {

Distribution coin(const Rational& heads) { return Distribution({Rational(1 - heads), heads}); }

// Two actions; no model yet, and no demonstrator.
CountableClass empty_class() {
  ModelClass listed;
  listed.name = "countable";
  listed.actions = {"tails", "heads"};
  listed.observations = {"-"};
  listed.environment = Environment::silent(2);
  listed.alpha = ratio(1, 10);
  listed.horizon = 4;
  listed.events = {Event::contains("two heads", {1, 1}, 2, 1)};
  return {std::move(listed), {}, ""};
}

// The i-th of many classes with one family or two, listed models or none, and demonstrators of either kind.
CountableClass random_class(unsigned i) {
  std::mt19937_64 random(1000 + i);
  const auto draw = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
  CountableClass c = empty_class();
  c.listed.alpha = std::vector{ratio(1, 2), ratio(1, 3), ratio(1, 4), ratio(1, 10), ratio(2, 7)}[draw(5)];
  if (draw(2)) c.listed.threshold = Threshold::non_strict;
  const unsigned kind = draw(4);
  c.listed.horizon = kind == 0 ? 1 + draw(6) : 1 + draw(4);
  if (draw(4) == 0) c.listed.forced_queries = draw(3);
  const Rational prior = std::vector{ratio(3, 8), ratio(1, 3), ratio(1, 4)}[draw(3)];
  if (kind == 0 || kind == 3) c.families.push_back({"coin", prior, BernoulliGrid{}});
  if (kind == 1) c.families.push_back({"habit", prior, MarkovGrid{}});
  if (kind == 2 || kind == 3) c.families.push_back({"machine", prior, SmallAutomata{2}});
  if (draw(2)) c.listed.models.push_back({"listed", ratio(1, 4), Iid{coin(ratio(2, 5))}});
  if (!c.listed.models.empty() && draw(2)) {
    c.listed.demonstrator = ModelIndex{0};
    return c;
  }
  Enumeration models(c, draw(static_cast<unsigned>(c.families.size())));
  for (unsigned skip = draw(12); skip > 0; --skip) models.take();
  c.demonstrator = models.take().name;
  return c;
}

// The first models of each family, as a class; the demonstrator among them.
ModelClass first_models(const CountableClass& c, std::size_t most) {
  ModelClass all = c.listed;
  for (std::size_t f = 0; f < c.families.size(); ++f) {
    Enumeration models(c, f);
    while (models.peek() && models.taken() < most) all.models.push_back(models.take());
  }
  for (ModelIndex m = 0; m < all.models.size(); ++m)
    if (all.models[m].name == c.demonstrator) all.demonstrator = m;
  return all;
}

std::string difference(const ModelClass& a, const ModelClass& b) {
  return properties::difference(evaluate(a).quantities, evaluate(b).quantities);
}

// What is found by mistake: with the threshold 2 alpha, or with the rule's other comparison.
ModelClass found_with_twice_alpha(CountableClass c) {
  const Rational alpha = c.listed.alpha;
  c.listed.alpha = std::min<Rational>(2 * alpha, ratio(99, 100));
  ModelClass found = expand(c).found;
  found.alpha = alpha;
  return found;
}
ModelClass found_as_if_strict(CountableClass c) {
  const Threshold threshold = c.listed.threshold;
  c.listed.threshold = Threshold::strict;
  ModelClass found = expand(c).found;
  found.threshold = threshold;
  return found;
}

// Without the last model of the families, where that is not the demonstrator.
std::optional<ModelClass> without_the_last(const Expansion& e) {
  ModelClass c = e.found;
  const auto last = static_cast<ModelIndex>(c.models.size() - 1);
  if (e.from_families == 0 || c.demonstrator == std::variant<ModelIndex, Model>(last)) return std::nullopt;
  c.models.pop_back();
  return c;
}

TEST(Expand, GivesTheNumbersOfManyMoreModels) {
  unsigned larger = 0, one_too_few = 0, tried = 0, twice_alpha = 0, as_if_strict = 0;
  for (unsigned i = 0; i < 300; ++i) {
    const CountableClass c = random_class(i);
    const Expansion e = expand(c);
    ASSERT_TRUE(e.complete) << i;
    const ModelClass more = first_models(c, std::max<std::size_t>(3 * e.from_families, 40));
    larger += more.models.size() > e.found.models.size();
    ASSERT_EQ(difference(e.found, more), "") << i;
    if (const auto fewer = without_the_last(e)) {
      ++tried;
      one_too_few += !difference(*fewer, more).empty();
    }
    twice_alpha += !difference(found_with_twice_alpha(c), more).empty();
    as_if_strict += !difference(found_as_if_strict(c), more).empty();
  }
  EXPECT_GE(larger, 250u);
  EXPECT_GE(one_too_few, 30u) << "of " << tried;
  EXPECT_GE(twice_alpha, 40u);
  EXPECT_GE(as_if_strict, 8u);
}

// The least of the largest weights, from its definition: over all histories, and models beyond those that matter.
TEST(Expand, FindsTheLeastLargestWeightThatCanBeReached) {
  for (unsigned i = 0; i < 100; ++i) {
    CountableClass c = random_class(i);
    c.listed.horizon = std::min(c.listed.horizon, 4u);
    const Expansion e = expand(c);
    const ModelClass more = first_models(c, std::max<std::size_t>(e.from_families + 5, 20));
    std::optional<Rational> least;
    oracle::enumerate(oracle::process_of(more), [&](const oracle::Visit& v) {
      Rational largest = 0;
      for (const Model& m : more.models) {
        Rational weight = m.prior;
        History before;
        for (const HistoryStep& step : v.history) {
          if (step.asked) weight *= oracle::prediction(m.policy, before)[step.action];
          before.push_back(step);
        }
        largest = std::max(largest, weight);
      }
      least = least ? std::min<Rational>(*least, largest) : largest;
    });
    ASSERT_EQ(*least, e.least_largest) << i;
    // No prior that is left reaches alpha times that; one of those found does, or there are none.
    const Rational threshold = c.listed.alpha * *least;
    if (c.listed.threshold == Threshold::strict) {
      EXPECT_LE(e.largest_left, threshold) << i;
    } else {
      EXPECT_TRUE(e.largest_left < threshold || e.whole()) << i;
    }
  }
}

struct Priors {
  std::vector<Rational> priors;
  std::size_t k = 0;
  std::optional<Model> next() {
    if (k == priors.size()) return std::nullopt;
    const Rational prior = priors[k++];
    return Model{std::to_string(k), prior, Iid{coin(1)}};  // always heads
  }
  Rational remaining() const {
    Rational sum = 0;
    for (std::size_t i = k; i < priors.size(); ++i) sum += priors[i];
    return sum;
  }
};

// A fair coin of prior 1/2, and models that always play heads, of the priors given.
CountableClass fair_against_heads(std::vector<Rational> priors, unsigned horizon) {
  CountableClass c = empty_class();
  c.listed.models = {{"fair", ratio(1, 2), Iid{coin(ratio(1, 2))}}};
  c.listed.demonstrator = ModelIndex{0};
  c.listed.alpha = ratio(1, 4);
  c.listed.horizon = horizon;
  c.families = {{"heads", ratio(1, 2), custom_family(Priors{std::move(priors)})}};
  return c;
}

// At the start W = 1/2, and alpha W = 1/8: a model of prior 1/8 is collected exactly under the non-strict rule.
TEST(Expand, TheThresholdItselfIsStrictOrNot) {
  CountableClass c = fair_against_heads({ratio(1, 8), ratio(1, 16)}, 1);
  const Expansion strict = expand(c);
  EXPECT_EQ(strict.from_families, 0u);
  EXPECT_EQ(strict.least_largest, ratio(1, 2));
  EXPECT_EQ(strict.largest_left, ratio(1, 8));
  EXPECT_EQ(strict.remaining, ratio(3, 16));
  EXPECT_EQ(evaluate(strict.found).quantities.S1, 0);
  c.listed.threshold = Threshold::non_strict;
  const Expansion non_strict = expand(c);
  EXPECT_EQ(non_strict.from_families, 1u);
  EXPECT_EQ(evaluate(non_strict.found).quantities.S1, ratio(1, 2));  // tails are only the fair coin's
}

// Prior 1/5 for heads: collected, theta = 1/2. After a query that shows heads the fair coin weighs 1/4 and heads 1/5, so
// alpha W = 1/16 and the second model, 1/15, matters; after one more that shows tails the fair coin is left with 1/8:
// alpha W = 1/32, which the third, 1/33, does not reach.
TEST(Expand, LaterStepsNeedMoreModels) {
  const std::vector priors{ratio(1, 5), ratio(1, 15), ratio(1, 33)};
  EXPECT_EQ(expand(fair_against_heads(priors, 1)).from_families, 1u);
  const Expansion two = expand(fair_against_heads(priors, 2));
  EXPECT_EQ(two.from_families, 2u);
  EXPECT_EQ(two.least_largest, ratio(1, 4));
  const Expansion three = expand(fair_against_heads(priors, 3));
  EXPECT_EQ(three.from_families, 2u);
  EXPECT_EQ(three.least_largest, ratio(1, 8));
  EXPECT_FALSE(three.whole());
  EXPECT_TRUE(expand(fair_against_heads({ratio(1, 5), ratio(1, 15)}, 3)).whole());
}

// A demonstrator that is too unlikely to be collected is in the class all the same, and what remains is without it.
TEST(Expand, TheDemonstratorIsAlwaysFound) {
  CountableClass c = empty_class();
  c.listed.horizon = 1;
  c.families = {{"coin", 1, BernoulliGrid{}}};
  c.demonstrator = "coin: 7/19";
  const Expansion e = expand(c);
  EXPECT_EQ(e.found.models.back().name, "coin: 7/19");
  EXPECT_EQ(std::get<ModelIndex>(e.found.demonstrator), e.found.models.size() - 1);
  Rational sum = 0;
  for (const Model& m : e.found.models) sum += m.prior;
  EXPECT_EQ(e.remaining, 1 - sum);
  EXPECT_EQ(difference(e.found, first_models(c, 200)), "");
  EXPECT_EQ(evaluate(e.found).quantities.truth_retained, Rational(0));
}

// --- too many models

struct Ends {
  unsigned wide = 0, low = 0;
  void expect(const Rational& exact, const Rational& lower, const Rational& slack, unsigned i) {
    EXPECT_LE(lower, exact) << i;
    EXPECT_GE(lower + slack, exact) << i;
    wide += slack > 0;
    low += lower < exact;
  }
};

TEST(Expand, EnclosesWhereThereAreTooManyModels) {
  Ends ends;
  unsigned incomplete = 0;
  for (unsigned i = 0; i < 300; ++i) {
    const CountableClass c = random_class(i);
    const Expansion whole = expand(c);
    ExpandOptions few;
    few.max_models = whole.from_families / 2;
    const Expansion part = expand(c, few);
    EXPECT_LE(part.from_families, few.max_models + 1);
    if (part.complete) continue;
    ++incomplete;
    EvaluateOptions how;
    how.unknown = part.unknown;
    const Evaluation enclosed = evaluate(part.found, {}, how);
    const Quantities exact = evaluate(whole.found).quantities, &q = enclosed.quantities;
    const Truncation& t = *enclosed.truncation;
    ends.expect(exact.S1, q.S1, t.steps, i);
    ends.expect(exact.S2, q.S2, t.steps, i);
    ends.expect(exact.S3, q.S3, t.steps, i);
    ends.expect(*exact.S3_collected, *q.S3_collected, t.steps, i);
    ends.expect(*exact.S3_lost, *q.S3_lost, t.steps, i);
    ends.expect(*exact.truth_retained, *q.truth_retained, t.mass, i);
    ends.expect(exact.expected_product, q.expected_product, t.product, i);
    ends.expect(exact.events[0].imitator, q.events[0].imitator, t.mass, i);
    ends.expect(*exact.events[0].imitator_and_retained, *q.events[0].imitator_and_retained, t.mass, i);
    EXPECT_EQ(exact.events[0].demonstrator, q.events[0].demonstrator);
    EXPECT_LE(q.max_query_probability, exact.max_query_probability);
    EXPECT_LE(q.max_top_size, exact.max_top_size);
  }
  EXPECT_GE(incomplete, 100u);
  EXPECT_GE(ends.wide, 500u);
  EXPECT_GE(ends.low, 200u);  // the lower end alone would be wrong
}

TEST(Expand, ClaimsThatNeedEveryNodeAreLeftOutOfEnclosures) {
  CountableClass c = random_class(0);
  c.listed.horizon = 4;
  ExpandOptions few;
  few.max_models = 1;
  const Expansion part = expand(c, few);
  ASSERT_FALSE(part.complete);
  EvaluateOptions how;
  how.unknown = part.unknown;
  const CheckResult result = check(part.found, {}, how);
  EXPECT_FALSE(result.claims.empty());
  for (const ClaimResult& r : result.claims) EXPECT_TRUE(r.claim->by_ends) << r.claim->id;
}

TEST(Expand, LimitsAreSaid) {
  CountableClass c = random_class(0);
  c.listed.horizon = 6;
  ExpandOptions options;
  options.limits.max_states = 2;
  EXPECT_EQ(expand(c, options).ended, Ended::state_limit);
  const std::atomic<bool> interrupted = true;
  options = {};
  options.interrupted = &interrupted;
  EXPECT_EQ(expand(c, options).ended, Ended::interrupted);
}

// --- for ever

// From horizon N: what holds at every longer horizon, of which the models are found anew.
TEST(Expand, EnclosesTheInfiniteHorizon) {
  for (unsigned i = 0; i < 60; ++i) {
    CountableClass c = random_class(i);
    if (std::holds_alternative<MarkovGrid>(c.families[0].kind)) continue;
    c.listed.horizon = 2;
    const Expansion e = expand(c);
    EvaluateOptions how;
    how.unspent = true;
    const Forever forever =
        enclose_forever(e.found, evaluate(e.found, {}, how), e.remaining / e.found.demonstrator_prior());
    c.listed.horizon = 7;
    const Quantities later = evaluate(expand(c).found).quantities;
    EXPECT_LE(forever.S3->lower, later.S3) << i;
    EXPECT_GE(forever.S3->upper, later.S3) << i;
    EXPECT_LE(forever.truth_retained->lower, *later.truth_retained) << i;
    EXPECT_GE(forever.truth_retained->upper, *later.truth_retained) << i;
  }
}

// The i-th takes tails, but heads at step i; 30 of them, 1/64 each.
struct HeadsOnce {
  std::size_t k = 0;
  std::optional<Model> next() {
    if (k == 30) return std::nullopt;
    std::vector laws(++k, coin(0));
    laws.push_back(coin(1));
    laws.push_back(coin(0));
    return Model{std::to_string(k), ratio(1, 64), Schedule{std::move(laws)}};
  }
  Rational remaining() const { return ratio(30 - k, 64); }
};

// The truth (1/16) starts with a fair coin, a rival (1/32) with heads, and then both take tails. At step 0 the family's
// models weigh alpha w(mu) exactly, and are not collected; theta = 1/2. If a query shows tails, the rival is gone and the
// truth weighs no more than twice each of them: each asks once, at its step. So S3 = 1/8 + 30/4, but of the two models that
// step 0 needs, (3/alpha) Phi = 3 (1 + (2/3) ln 2) < 5.
TEST(Expand, WhatIsLeftOutCountsForEver) {
  CountableClass c = empty_class();
  const auto first = [](const Rational& heads) { return Schedule{{coin(heads), coin(0)}}; };
  c.listed.models = {{"truth", ratio(1, 16), first(ratio(1, 2))}, {"rival", ratio(1, 32), first(1)}};
  c.listed.demonstrator = ModelIndex{0};
  c.listed.alpha = ratio(1, 4);
  c.listed.horizon = 1;
  c.families = {{"once", ratio(30, 64), custom_family(HeadsOnce{})}};
  const Expansion e = expand(c);
  ASSERT_EQ(e.from_families, 0u);
  EvaluateOptions how;
  how.unspent = true;
  const Evaluation start = evaluate(e.found, {}, how);
  c.listed.horizon = 40;
  const Rational later = evaluate(expand(c).found).quantities.S3;
  EXPECT_EQ(later, ratio(1, 8) + ratio(30, 4));
  EXPECT_LT(enclose_forever(e.found, start).S3->upper, 5);
  EXPECT_GE(enclose_forever(e.found, start, e.remaining / ratio(1, 16)).S3->upper, later);
}

}  // namespace
}  // namespace qed
