// Counting models against closed forms, and the classes that are made of them.
#include "qed/recorded/models.hpp"

#include <functional>

#include <gtest/gtest.h>

#include "qed/recorded/recorded_class.hpp"
#include "tests/recorded/recordings.hpp"

namespace qed {
namespace {

// The probability that a source's only model gives to answers, all of them revealed and each the next one's context.
Rational probability_of(ModelSource& source, const std::vector<ActionIndex>& answers, std::size_t m) {
  Rational product = 1;
  std::vector<ActionIndex> before;
  for (const ActionIndex a : answers) {
    Prediction p;
    source.look({{}, before}, std::span(&p, 1));
    product *= p.probability(a, m);
    source.reveal(a);
    before.push_back(a);
    source.go_on(a);
  }
  return product;
}

TEST(CountingModels, KrichevskyTrofimovOfOneSymbolIsCentralBinomial) {
  // KT(0^n) = (1/2 · 3/2 · … · (n - 1/2)) / n! = binomial(2n, n) / 4^n.
  Integer binomial = 1, power = 1;
  for (unsigned n = 1; n <= 12; ++n) {
    binomial = binomial * 2 * (2 * n - 1) / n;
    power *= 4;
    ContextTree kt(2, {ContextOf::Kind::before}, {{0, 1}});
    EXPECT_EQ(probability_of(kt, std::vector<ActionIndex>(n), 2), ratio(binomial, power));
  }
}

TEST(CountingModels, LaplaceOfOneSymbolOfThree) {
  // 1/3 · 2/4 · 3/5 · 4/6 = 1/15.
  ContextTree laplace(3, {ContextOf::Kind::before}, {{0, 2}});
  EXPECT_EQ(probability_of(laplace, {2, 2, 2, 2}, 3), ratio(1, 15));
}

TEST(CountingModels, OrderDoesNotMatterWithoutContext) {
  // KT(0, 1, 0, 1) = KT(0, 0, 1, 1) = (1/2 · 1/4 · 3/6 · 3/8) = 3/128.
  for (const auto& answers :
       std::vector<std::vector<ActionIndex>>{{0, 1, 0, 1}, {0, 0, 1, 1}, {1, 0, 0, 1}}) {
    ContextTree kt(2, {ContextOf::Kind::before}, {{0, 1}});
    EXPECT_EQ(probability_of(kt, answers, 2), ratio(3, 128));
  }
}

TEST(CountingModels, AContextIsCountedByItself) {
  // Before 0 1 0 1 0 1 stand: nothing, 0, 1, 0, 1, 0. Nothing: 1/2. After 0, three times 1: 1/2 · 3/4 · 5/6 = 5/16.
  // After 1, twice 0: 1/2 · 3/4 = 3/8.
  ContextTree kt(2, {ContextOf::Kind::before}, {{1, 1}});
  EXPECT_EQ(probability_of(kt, {0, 1, 0, 1, 0, 1}, 2), ratio(1, 2) * ratio(5, 16) * ratio(3, 8));
}

TEST(CountingModels, WhatIsNotRevealedIsNotCounted) {
  ContextTree kt(2, {ContextOf::Kind::before}, {{0, 1}, {1, 1}});
  std::vector<Prediction> p(2);
  std::vector<ActionIndex> before;
  for (int t = 0; t < 5; ++t) {
    kt.look({{}, before}, p);
    before.push_back(1);
    kt.go_on(1);
  }
  EXPECT_EQ(p[0].probability(1, 2), ratio(1, 2));
  EXPECT_EQ(p[1].probability(1, 2), ratio(1, 2));
}

TEST(CountingModels, ADecisionListCountsWhereItsFirstTrueTestIs) {
  DecisionList list(2, {{0, 1}, {1, 0}});
  const std::vector<std::uint32_t> both{1, 0}, second{0, 0}, neither{0, 1};
  Prediction p;
  for (const auto& features : {both, both, second}) {
    list.look({features, {}}, std::span(&p, 1));
    list.reveal(1);
  }
  list.look({both, {}}, std::span(&p, 1));
  EXPECT_EQ(p.probability(1, 2), ratio(5, 6));
  list.look({second, {}}, std::span(&p, 1));
  EXPECT_EQ(p.probability(1, 2), ratio(3, 4));
  list.look({neither, {}}, std::span(&p, 1));
  EXPECT_EQ(p.probability(1, 2), ratio(1, 2));
}

TEST(CountingModels, ALawIsItsCounts) {
  const Distribution law({ratio(1, 2), ratio(1, 3), ratio(1, 6)});
  for (ActionIndex a = 0; a < 3; ++a) EXPECT_EQ(in_counts(law)->prediction().probability(a, 3), law[a]);
  const Rational small = ratio(Integer(1), Integer(1) << 40);
  EXPECT_FALSE(in_counts(Distribution({small, 1 - small})));
}

TEST(CountingModels, DefiniteLawsAreChosenByValue) {
  DefiniteLaws laws({*in_counts(Distribution::certain(0, 2)), *in_counts(Distribution::certain(1, 2))}, 0, 2);
  std::vector<Prediction> p(4);
  for (std::uint32_t value = 0; value < 2; ++value) {
    laws.look({std::span(&value, 1), {}}, p);
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_EQ(p[k].probability(1, 2), Rational(value == 0 ? k % 2 : k / 2));
  }
}

// ---- classes

Recording binary_text() { return {"t", {"symbol", {"0", "1"}}, {}, {}, {0, 1, 1, 0, 1, 0, 0, 1, 1, 1}}; }

Rational prior_of(const RecordedClass& c) {
  Rational sum = 0;
  for (const auto& m : c.models) sum += m.prior;
  return sum;
}

TEST(RecordedClass, PriorsAreOfPrefixFreeCodes) {
  const Recording table = recorded_tests::drawn_table(10, 1);
  EXPECT_EQ(prior_of(recorded_class({"kt:2"}, table)), ratio(7, 8));  // 1/2 + 1/4 + 1/8
  EXPECT_EQ(prior_of(recorded_class({"features"}, table)), 1);        // 1/2 + 2 · 1/4
  EXPECT_EQ(prior_of(recorded_class({"trees:2"}, table)), 1);         // Kraft's equality
  EXPECT_EQ(recorded_class({"trees:2"}, table).models.size(), 9u);    // 1 + (1 + 1)^3
  const RecordedClass leaning = recorded_class({"leaning:9/10"}, table);
  EXPECT_EQ(leaning.models.size(), 3u + 2 * 27);  // (2 + 1) laws; at each of three values
  EXPECT_EQ(prior_of(leaning), 1);
  EXPECT_EQ(leaning.models[3].name, "by a: 0 even, 1 even, 2 even");
  EXPECT_EQ(leaning.models[4].name, "by a: 0 no, 1 even, 2 even");
  const RecordedClass lists = recorded_class({"lists:2"}, table);
  EXPECT_EQ(lists.models.size(), 1u + 6 + 6 * 5);
  EXPECT_EQ(prior_of(lists), ratio(7, 8));
  EXPECT_EQ(lists.models[1].name, "if a is 0");
  EXPECT_EQ(lists.models[1].prior, ratio(1, 4 * 6));
  EXPECT_EQ(lists.models.back().prior, ratio(1, 8 * 6 * 5));
  EXPECT_EQ(prior_of(recorded_class({"kt:2", "ngram:1"}, table)), ratio(7, 16) + ratio(1, 4));
}

TEST(RecordedClass, TheMixtureOfAllTreesIsContextTreeWeighting) {
  // P_w(s) = (KT(s) + product of P_w of the children)/2, and KT(s) at the greatest depth: the recursion of Willems,
  // Shtarkov and Tjalkens (1995). The first two answers are context alone.
  const Recording r = binary_text();
  const RecordedClass trees = recorded_class({"trees:2"}, r);
  ASSERT_EQ(trees.models.size(), 5u);  // 1 + (1 + 1)^2
  const auto source = trees.parts[0].make();
  std::vector<Rational> likelihoods(5, Rational(1));
  std::vector<Prediction> p(5);
  std::vector<ActionIndex> before{r.answers[0], r.answers[1]};
  for (std::size_t t = 2; t < r.size(); ++t) {
    source->look({{}, before}, p);
    for (std::size_t m = 0; m < 5; ++m) likelihoods[m] *= p[m].probability(r.answers[t], 2);
    source->reveal(r.answers[t]);
    before.push_back(r.answers[t]);
  }
  Rational mixture = 0;
  for (std::size_t m = 0; m < 5; ++m) mixture += trees.models[m].prior * likelihoods[m];

  const std::function<Rational(const std::vector<ActionIndex>&)> recursion =
      [&](const std::vector<ActionIndex>& context) {
        std::vector<std::uint32_t> counts(2);
        Rational kt = 1, below = 1;
        for (std::size_t t = 2; t < r.size(); ++t) {
          bool here = true;
          for (std::size_t i = 0; i < context.size(); ++i) here = here && r.answers[t - 1 - i] == context[i];
          if (!here) continue;
          kt *= ratio(2 * counts[r.answers[t]] + 1, 2 * (counts[0] + counts[1]) + 2);
          ++counts[r.answers[t]];
        }
        if (context.size() == 2) return kt;
        for (const ActionIndex a : {0u, 1u}) {
          auto longer = context;
          longer.push_back(a);
          below *= recursion(longer);
        }
        return Rational((kt + below) / 2);
      };
  EXPECT_EQ(mixture, recursion({}));
}

TEST(RecordedClass, RefusesWhatItCannotMake) {
  const Recording table = recorded_tests::drawn_table(10, 1), text = binary_text();
  const auto refusal = [](const std::string& name, const Recording& r) -> std::string {
    try {
      recorded_class({name}, r);
    } catch (const std::exception& e) {
      return e.what();
    }
    return "";
  };
  EXPECT_EQ(refusal("kt:3", table),
            "class \"kt:3\": found \"3\" after the colon, expected a whole number from 0 to 2");
  EXPECT_EQ(refusal("kt", text),
            "class \"kt\": found \"\" after the colon, expected a whole number from 0 to 32");
  EXPECT_EQ(refusal("features", text), "class \"features\": a text has no features");
  EXPECT_EQ(refusal("lists:1", text), "class \"lists:1\": a text has no features");
  EXPECT_EQ(refusal("trees:5", text), "class \"trees:5\": more models than 20000");
  EXPECT_NE(refusal("trees", table), "");
  EXPECT_NE(refusal("leaning:1/2", table).find("expected a number above 1/2"), std::string::npos);
  EXPECT_NE(refusal("leaning:x", table), "");
  EXPECT_NE(refusal("bayes", table).find("expected kt:DEPTH"), std::string::npos);
  EXPECT_NE(refusal("/no/such.json", table), "");
  EXPECT_THROW(recorded_class({"kt:1", "kt:1"}, text), std::invalid_argument);
  EXPECT_THROW(recorded_class({}, text), std::invalid_argument);
}

TEST(RecordedClass, AClassFilesActionsAreTheAnswersInAnyOrder) {
  const std::string file =
      std::string(DEMONSTRANDUM_SOURCE_DIR) + "/tests/classes/two-coins.json";  // tails, heads
  const Recording r{"t", {"coin", {"heads", "tails"}}, {}, {}, {0, 1}};
  const RecordedClass c = recorded_class({file}, r);
  ASSERT_EQ(c.models.size(), 2u);
  Prediction p;
  EXPECT_EQ(c.models[0].prior, ratio(1, 2));
  const auto source = c.parts[0].make();
  source->look({{}, {}}, std::span(&p, 1));
  EXPECT_EQ(p.probability(0, 2), ratio(1, 4));  // heads, of the coin named low
  EXPECT_THROW(recorded_class({file}, binary_text()), std::invalid_argument);
}

}  // namespace
}  // namespace qed
