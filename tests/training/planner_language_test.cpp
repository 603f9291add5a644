#include "qed/training/planner_language.hpp"

#include <gtest/gtest.h>

#include <set>

#include "properties/faults/planner_faults.hpp"
#include "qed/training/workshop.hpp"
#include "tests/training/shared.hpp"

namespace qed {
namespace {

TEST(SimplicityPrior, GammaCodesByHand) {
  EXPECT_EQ(gamma_code(1), "1");
  EXPECT_EQ(gamma_code(2), "010");
  EXPECT_EQ(gamma_code(3), "011");
  EXPECT_EQ(gamma_code(4), "00100");
  EXPECT_EQ(gamma_code(13), "0001101");
  EXPECT_THROW(gamma_code(0), std::invalid_argument);
}

TEST(SimplicityPrior, DescriptionsByHand) {
  EXPECT_EQ(description({}), "000");
  EXPECT_EQ(description({2u, ratio(3, 4), Rational(5)}), "10101010100101");
  EXPECT_EQ(described("0011"), (Planner{std::nullopt, 1, Rational(1)}));
  EXPECT_EQ(in_words(described("101000")), "2 steps, undiscounted, unbounded");
  EXPECT_EQ(in_words(described("0011")), "to the end, undiscounted, bound 1");
}

// No code starts another, and the strings of n bits that start with a code are as many as Kraft's sum says.
bool is_prefix_free(const std::vector<std::string>& codes) {
  for (const std::string& a : codes)
    for (const std::string& b : codes)
      if (&a != &b && b.starts_with(a)) return false;
  return true;
}

TEST(SimplicityPrior, IsPrefixFreeAndKraftsSumIsExact) {
  for (unsigned length = 0; length <= 11; ++length) {
    const auto all = descriptions(length);
    std::vector<std::string> codes;
    for (const Described& d : all) {
      codes.push_back(d.code);
      EXPECT_EQ(description(d.planner), d.code);
      EXPECT_EQ(described(d.code), d.planner);
    }
    EXPECT_TRUE(is_prefix_free(codes));
    unsigned begin_with_one = 0;
    for (unsigned string = 0; string < 1u << length; ++string) {
      std::string text;
      for (unsigned i = length; i-- > 0;) text.push_back((string >> i) % 2 == 1 ? '1' : '0');
      begin_with_one +=
          std::ranges::any_of(codes, [&](const std::string& code) { return text.starts_with(code); });
    }
    EXPECT_EQ(kraft_sum(all), ratio(begin_with_one, 1u << length));
  }
}

TEST(SimplicityPrior, AllDescriptionsWeighOne) {
  // Complete parts: what is left beyond n bits falls by about half every two.
  Rational left = 1;
  for (const unsigned length : {4u, 8u, 12u, 16u, 20u}) {
    const Rational more = 1 - kraft_sum(descriptions(length));
    EXPECT_GT(more, 0);
    EXPECT_LT(more, left);
    left = more;
  }
  EXPECT_LT(left, ratio(1, 20));
}

TEST(SimplicityPrior, PlainBinaryIsNotPrefixFree) {
  std::vector<std::string> gamma, plain;
  Rational gamma_sum = 0, plain_sum = 0;
  for (unsigned n = 1; n < 64; ++n) {
    gamma.push_back(gamma_code(n));
    plain.push_back(properties::GammaWithoutItsZeros::code(n));
    gamma_sum += ratio(Integer(1), Integer(1) << gamma.back().size());
    plain_sum += ratio(Integer(1), Integer(1) << plain.back().size());
  }
  EXPECT_TRUE(is_prefix_free(gamma));
  EXPECT_EQ(gamma_sum, ratio(63, 64));  // 1/2 + 2/8 + 4/32 + …: six of the halves
  EXPECT_FALSE(is_prefix_free(plain));
  EXPECT_EQ(plain_sum, 3);  // six times 2^k / 2^(k + 1)
}

TEST(SimplicityPrior, RefusesWhatIsNotOfTheLanguage) {
  EXPECT_EQ(testing::refusal([] { described("00"); }), "\"00\" ends in the middle of a description");
  EXPECT_EQ(testing::refusal([] { described("0000"); }), "\"0000\" goes on after a description");
  EXPECT_EQ(testing::refusal([] { described("0a0"); }), "\"0a0\" is not made of 0 and 1");
  EXPECT_NE(
      testing::refusal([] { described(std::string(100, '0')); }).find("(100 bytes) is longer than 40 bits"),
      std::string::npos);
  EXPECT_EQ(testing::refusal([] {
              description({std::nullopt, ratio(2, 3), std::nullopt});
            }),
            "discount = 2/3 has no description; expected 1 or 1 - 2^-k");
  EXPECT_EQ(testing::refusal([] {
              description({std::nullopt, 1, ratio(1, 2)});
            }),
            "bound = 1/2 has no description; expected an integer from 1 on");
  EXPECT_EQ(testing::refusal([] { descriptions(21); }), "descriptions of up to 21 bits; expected at most 20");
}

TEST(PlannerModels, WhatDoesTheSameIsOneModel) {
  const Workshop shop = workshop({});
  const auto models = planner_models(shop.world, shop.coins, {2, 24, 8}, shop.days);
  Rational sum = 0;
  std::size_t planners = 0;
  std::set<std::string> names;
  for (std::size_t i = 0; i < models.size(); ++i) {
    sum += models[i].prior;
    planners += models[i].planners.size();
    names.insert(models[i].shortest.code);
    for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(same_policy(shop.world, models[i].plan, models[j].plan));
    for (const Planner& p : models[i].planners)
      EXPECT_TRUE(
          same_policy(shop.world, models[i].plan, noisy_plan(shop.world, shop.coins, {p, 2, 24}, shop.days)));
  }
  const auto all = descriptions(8);
  EXPECT_EQ(sum, kraft_sum(all));
  EXPECT_EQ(planners, all.size());
  EXPECT_EQ(names.size(), models.size());
  EXPECT_LT(models.size(), all.size());  // a bound above the jackpot is none
  EXPECT_EQ(model_of(models, {}), model_of(models, {std::nullopt, 1, Rational(4)}));
  EXPECT_NE(model_of(models, {}), model_of(models, {std::nullopt, 1, Rational(1)}));
  EXPECT_EQ(model_of(models, {1000u, 1, std::nullopt}), std::nullopt);
}

TEST(Workshop, HabitsWeighOne) {
  for (const bool projects : {true, false}) {
    WorkshopOptions options;
    options.projects = projects;
    const auto all = habits(workshop(options), ratio(1, 8));
    Rational sum = 0;
    for (const Habit& h : all) sum += h.prior;
    EXPECT_EQ(sum, 1);
    EXPECT_EQ(all.size(), projects ? 27u : 4u);
  }
  EXPECT_THROW(habits(workshop({}), 0), std::invalid_argument);
  WorkshopOptions late;
  late.door_day = 8;
  EXPECT_THROW(workshop(late), std::invalid_argument);
}

}  // namespace
}  // namespace qed
