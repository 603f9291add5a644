// Families of models: the order, the mass and the members of each, and what is refused of an enumerator.
#include "qed/model/countable.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "qed/model/class_file.hpp"
#include "qed/model/defect.hpp"
#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

CountableClass with_family(FamilyKind kind, std::size_t actions = 2, Rational prior = 1) {
  ModelClass listed = test::two_coins();
  listed.models.clear();
  listed.actions.clear();
  listed.events.clear();
  for (std::size_t a = 0; a < actions; ++a) listed.actions.push_back("a" + std::to_string(a));
  listed.environment = Environment::silent(actions);
  CountableClass c{std::move(listed), {{"f", std::move(prior), std::move(kind)}}, ""};
  c.demonstrator = Enumeration(c, 0).take().name;
  return c;
}

// The first models, and that priors never rise and the masses add up exactly at each of them.
std::vector<Model> first_models(const CountableClass& c, std::size_t most, const Rational& total) {
  Enumeration models(c, 0);
  std::vector<Model> taken;
  Rational sum = 0;
  std::set<std::string> names;
  EXPECT_EQ(models.remaining(), total);
  while (models.peek() && taken.size() < most) {
    taken.push_back(models.take());
    sum += taken.back().prior;
    EXPECT_EQ(sum + models.remaining(), total) << taken.back().name;
    if (taken.size() > 1) {
      EXPECT_LE(taken.back().prior, taken[taken.size() - 2].prior) << taken.back().name;
    }
    EXPECT_TRUE(names.insert(taken.back().name).second) << taken.back().name;
  }
  return taken;
}

std::vector<std::string> names_of(const std::vector<Model>& models, std::size_t most) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(most, models.size()); ++i) names.push_back(models[i].name);
  return names;
}

TEST(BernoulliGrid, EveryFractionOnceByPriorWithItsExactMass) {
  const auto models = first_models(with_family(BernoulliGrid{}), 400, 1);
  EXPECT_EQ(names_of(models, 7),
            (std::vector<std::string>{"f: 1/2", "f: 1/3", "f: 2/3", "f: 1/4", "f: 3/4", "f: 1/5", "f: 2/5"}));
  EXPECT_EQ(models[0].prior, ratio(1, 2));
  EXPECT_EQ(models[1].prior, ratio(1, 8));   // half of 1/4
  EXPECT_EQ(models[3].prior, ratio(1, 16));  // half of 1/8
  EXPECT_EQ(models[5].prior, ratio(1, 64));  // a quarter of 1/16
  EXPECT_EQ(std::get<Iid>(models[1].policy).law, Distribution({ratio(2, 3), ratio(1, 3)}));
  // Twelfths weigh more than elevenths: 2^-11/4 = 1/8192, 2^-10/10 = 1/10240.
  const auto at = [&](const std::string& name) {
    return std::ranges::find(models, name, &Model::name) - models.begin();
  };
  EXPECT_LT(at("f: 1/12"), at("f: 1/11"));
  EXPECT_LT(at("f: 1/12"), 400);
}

// The count by Moebius inversion is that of the models that are made: otherwise the mass would not come out.
TEST(MarkovGrid, EveryModelOnceByPriorWithItsExactMass) {
  const auto two = first_models(with_family(MarkovGrid{}), 1 + 4 + 8 + 16 + 20 + 36, 1);
  EXPECT_EQ(names_of(two, 3),
            (std::vector<std::string>{"f: 1/2,1/2 1/2,1/2", "f: 2/3,1/3 2/3,1/3", "f: 2/3,1/3 1/3,2/3"}));
  std::map<Rational, std::size_t> by_prior;
  for (const Model& m : two) ++by_prior[m.prior];
  EXPECT_EQ(by_prior[ratio(1, 2)], 1u);
  EXPECT_EQ(by_prior[ratio(1, 16)], 4u);     // 1/4 over 2 * 2
  EXPECT_EQ(by_prior[ratio(1, 64)], 8u);     // 1/8 over 3 * 3 - 1, halves left out
  EXPECT_EQ(by_prior[ratio(1, 256)], 16u);   // 1/16 over 4 * 4
  EXPECT_EQ(by_prior[ratio(1, 640)], 20u);   // 1/32 over 5 * 5 - 4 (thirds) - 1 (halves)
  EXPECT_EQ(by_prior[ratio(1, 2304)], 36u);  // 1/64 over 6 * 6
  const auto three = first_models(with_family(MarkovGrid{}, 3), 1 + 27 + 216, 1);
  EXPECT_EQ(three[0].name, "f: 1/3,1/3,1/3 1/3,1/3,1/3 1/3,1/3,1/3");
  EXPECT_EQ(three[1].prior, ratio(1, 4 * 27));    // quarters: 3 rows of 3
  EXPECT_EQ(three[28].prior, ratio(1, 8 * 216));  // fifths: 3 rows of 6
}

TEST(SmallAutomata, EveryAutomatonOnceAndKraftsSum) {
  // 3 laws of 3 bits; 9 x 12 of 2 + 2 (2 + 2) bits; 27 x 216 of 3 + 3 (2 + 4).
  const Rational mass = ratio(3, 8) + ratio(9 * 12, 1 << 10) + ratio(27 * 216, 1 << 21);
  const auto models = first_models(with_family(SmallAutomata{3}), 100'000, mass);
  ASSERT_EQ(models.size(), 3u + 9 * 12 + 27 * 216);
  EXPECT_LE(mass, 1);
  EXPECT_EQ(names_of(models, 4),
            (std::vector<std::string>{"f: a0(0,0)", "f: a1(0,0)", "f: (0,0)", "f: a0(0,1) a0(0,0)"}));
  EXPECT_EQ(models[0].prior, ratio(1, 8));
  EXPECT_EQ(models[3].prior, ratio(1, 1024));
  // Connected tables of four states, two letters: 5248.
  const Rational four = mass + ratio(81 * 5248, 1 << 28);
  EXPECT_EQ(Enumeration(with_family(SmallAutomata{4}), 0).remaining(), four);
}

TEST(Family, ThePriorScalesEveryModel) {
  first_models(with_family(BernoulliGrid{}, 2, ratio(1, 3)), 50, ratio(1, 3));
  EXPECT_EQ(Enumeration(with_family(MarkovGrid{}, 2, ratio(1, 3)), 0).take().prior, ratio(1, 6));
}

// --- a user's own

// The prior of the k-th model, and what remains after it, as given.
struct Given {
  std::vector<Rational> priors, left;
  std::size_t k = 0;
  std::optional<Model> next() {
    if (k == priors.size()) return std::nullopt;
    const Rational prior = priors[k++];
    return Model{std::to_string(k), prior, Iid{Distribution::uniform(2)}};
  }
  Rational remaining() const { return k == 0 ? Rational(1) : left[k - 1]; }
};
static_assert(ModelEnumerator<Given>);

std::string refusal(std::vector<Rational> priors, std::vector<Rational> left, Rational total = 1) {
  CountableClass c = with_family(BernoulliGrid{}, 2, std::move(total));
  c.families[0].kind = custom_family(Given{std::move(priors), std::move(left)});
  Enumeration models(c, 0);
  return test::message_of<Defect>([&] {
    while (models.peek()) models.take();
  });
}

TEST(Enumeration, ChecksWhatAnEnumeratorSays) {
  const Rational half = ratio(1, 2), quarter = ratio(1, 4), eighth = ratio(1, 8);
  EXPECT_EQ(refusal({half, quarter, quarter}, {half, quarter, 0}), "");
  EXPECT_EQ(refusal({half, quarter}, {half, half / 2 + eighth}, ratio(9, 8)),
            "");  // what remains may be a bound
  EXPECT_EQ(
      refusal({quarter, half}, {half, quarter}),
      "/families/0: found model 2 (\"2\") with prior 1/2, after one of 1/4, expected priors that never rise");
  EXPECT_EQ(refusal({half, 0}, {half, half}),
            "/families/0: found model 2 (\"2\") with prior 0, expected a positive prior");
  EXPECT_EQ(
      refusal({half, half}, {half, quarter}),
      "/families/0: found priors up to model 2 (\"2\") that sum to 1, and 1/4 said to remain, expected at "
      "most 1 in all, the family's prior");
  EXPECT_EQ(
      refusal({half, quarter, quarter}, {quarter, eighth, 0}),
      "/families/0: found priors up to model 3 (\"3\") that sum to 1, expected at most 3/4: the family's "
      "prior, or what was said to remain");
  EXPECT_EQ(
      refusal({half}, {-quarter}),
      "/families/0: found -1/4 said to remain after model 1 (\"1\"), expected a mass that is not negative");
}

TEST(Enumeration, StartsAnewEachTime) {
  CountableClass c = with_family(BernoulliGrid{});
  c.families[0].kind = custom_family(Given{{ratio(1, 2), ratio(1, 4)}, {ratio(1, 2), ratio(1, 4)}});
  for (int i = 0; i < 2; ++i) {
    Enumeration models(c, 0);
    EXPECT_EQ(models.take().name, "f: 1");
    EXPECT_EQ(models.take().name, "f: 2");
    EXPECT_FALSE(models.peek());
    EXPECT_EQ(models.remaining(), 0);
    EXPECT_EQ(models.taken(), 2u);
  }
}

// --- members and class files

TEST(CountableClass, AMemberIsFoundByItsName) {
  const CountableClass c = with_family(BernoulliGrid{});
  const Member third = member(c, "f: 1/3");
  EXPECT_EQ(third.family, 0u);
  EXPECT_EQ(third.model.prior, ratio(1, 8));
  EXPECT_EQ(test::message_of<Defect>([&] { member(c, "g: 1/3"); }),
            "/demonstrator: found the unknown model \"g: 1/3\", expected a model that is listed, or "
            "\"FAMILY: MODEL\" "
            "with FAMILY one of \"f\"");
  EXPECT_NE(test::message_of<Defect>([&] { member(c, "f: 2/6"); }).find("named like \"f: 1/2\", \"f: 1/3\""),
            std::string::npos);
}

TEST(CountableClass, FilesAreReadAndWrittenBack) {
  for (const char* name : {"bernoulli-grid", "markov-grid", "automata"}) {
    const CountableClass c =
        read_countable_class(test::tests_folder() / "classes" / (std::string(name) + ".json"));
    EXPECT_TRUE(parse_countable_class(write_class(c), "again") == c) << name;
    EXPECT_NE(
        test::message_of<ClassFileError>([&] {
          parse_class(write_class(c), "file");
        }).find("file: /families: found a family of models, expected a class that lists all its models"),
        std::string::npos);
  }
  CountableClass own = with_family(BernoulliGrid{});
  own.families[0].kind = custom_family(Given{{ratio(1, 2)}, {0}});
  own.demonstrator = "f: 1";
  EXPECT_EQ(test::message_of<std::invalid_argument>([&] { write_class(own); }),
            "the family \"f\" is C++ code, which no class file can hold");
}

TEST(CountableClass, MoreFamiliesThanTheLimitAreRefused) {
  CountableClass c = with_family(BernoulliGrid{}, 2, ratio(1, 200));
  for (std::size_t i = c.families.size(); i <= ClassFileLimits::families; ++i)
    c.families.push_back({"f" + std::to_string(i), ratio(1, 200), BernoulliGrid{}});
  EXPECT_EQ(test::message_of<ClassFileError>([&] { parse_countable_class(write_class(c), "many"); }),
            "many: /families: found 101 families, expected at most 100");
  c.families.pop_back();
  EXPECT_TRUE(parse_countable_class(write_class(c), "enough") == c);
}

}  // namespace
}  // namespace qed
