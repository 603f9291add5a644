// The generators keep their promises: every class is valid, a case depends on (seed, index) alone, and
// shrinking ends at a smallest class without ever leaving the valid ones.
#include <gtest/gtest.h>

#include <set>

#include "properties/generators/erase.hpp"
#include "properties/generators/model_class.hpp"
#include "properties/generators/shrink.hpp"
#include "properties/generators/simpler_numbers.hpp"
#include "qed/model/class_file.hpp"
#include "tests/cases.hpp"

namespace qed::gen {
namespace {

TEST(Generators, EveryClassIsValidAndCanBeWritten) {
  for (unsigned i = 0; i < test::cases(2000); ++i) {
    const ModelClass c = case_of(3, i).value();
    ASSERT_NO_THROW(c.validate()) << "case " << i;
    if (i % 10 == 0) {
      ASSERT_EQ(write_class(parse_class(write_class(c), "case")), write_class(c));
    }
  }
}

TEST(Generators, EverySimplerClassIsValid) {
  for (unsigned i = 0; i < test::cases(300); ++i)
    for (const ModelClass& c : simpler(case_of(4, i).value()))
      ASSERT_NO_THROW(c.validate()) << "case " << i << '\n' << write_class(c);
}

TEST(Generators, CaseDependsOnSeedAndIndexAlone) {
  const auto text = [](std::uint64_t seed, std::uint64_t index) {
    ModelClass c = case_of(seed, index).value();
    c.name = "x";
    return write_class(c);
  };
  const std::string seventh = text(1, 7);
  case_of(1, 8), case_of(2, 7);
  EXPECT_EQ(text(1, 7), seventh);
  EXPECT_NE(text(2, 7), seventh);
  std::set<std::string> distinct;
  for (std::uint64_t i = 0; i < 500; ++i) distinct.insert(text(1, i));
  EXPECT_GT(distinct.size(), 495u);
}

// Whatever still fails: every chain of shrinks ends.
TEST(Shrink, EndsAtTheSimplestClass) {
  for (unsigned i = 0; i < 40; ++i) {
    const Shrunk shrunk = shrink(case_of(5, i).value(), [](const ModelClass&) { return true; });
    EXPECT_TRUE(shrunk.finished);
    const ModelClass& c = shrunk.smallest;
    EXPECT_EQ(c.models.size(), 1u);
    EXPECT_EQ(c.actions.size(), 1u);
    EXPECT_EQ(c.observations.size(), 1u);
    EXPECT_EQ(c.horizon, 1u);
    EXPECT_TRUE(c.events.empty());
    EXPECT_EQ(c.models[0].prior, 1);
    EXPECT_EQ(c.alpha, ratio(1, 2));
  }
}

TEST(Shrink, TakesEveryChainToItsEnd) {  // also through the least bold of the candidates
  for (unsigned i = 0; i < test::cases(20); ++i) {
    ModelClass c = case_of(6, i).value();
    unsigned steps = 0;
    for (auto next = simpler(c); !next.empty(); next = simpler(c)) {
      c = next.back();
      ASSERT_LT(++steps, 2000u) << write_class(c);
    }
  }
}

TEST(Shrink, KeepsWhatFails) {
  const auto fails =
      [](const ModelClass& c) {  // three models, the second of which gives less than 1/3 to action 1
        if (c.models.size() < 3 || c.actions.size() < 2) return false;
        const auto* iid = std::get_if<Iid>(&c.models[1].policy);
        return iid && iid->law[1] < ratio(1, 3) && iid->law[1] > 0;
      };
  unsigned found = 0;
  for (unsigned i = 0; i < 300 && found < 5; ++i) {
    const ModelClass c = case_of(7, i).value();
    if (!fails(c)) continue;
    ++found;
    const ModelClass smallest = shrink(c, fails).smallest;
    EXPECT_TRUE(fails(smallest));
    EXPECT_EQ(smallest.models.size(), 3u);
    EXPECT_EQ(smallest.actions.size(), 2u);
    EXPECT_EQ(smallest.horizon, 1u);
    EXPECT_EQ(std::get<Iid>(smallest.models[1].policy).law[1], ratio(1, 4)) << write_class(smallest);
  }
  EXPECT_EQ(found, 5u);
}

TEST(Shrink, StopsWhenTriesRunOut) {
  const Shrunk shrunk = shrink(
      case_of(5, 1).value(), [](const ModelClass&) { return true; }, 3);
  EXPECT_FALSE(shrunk.finished);
  EXPECT_LE(shrunk.steps, 3u);
}

TEST(SimplerNumbers, LawsStayLawsAndGetSimpler) {
  // 3/8 + 5/8: certain, uniform, then thirds (1/3, 2/3) …; quarters round 1.5 + 2.5 to (2, 2)/4, by the first
  // remainder.
  const Distribution law({ratio(3, 8), ratio(5, 8)});
  const auto simpler = simpler_laws(law);
  EXPECT_EQ(simpler[0], Distribution::certain(0, 2));
  EXPECT_EQ(simpler[1], Distribution::certain(1, 2));
  EXPECT_EQ(simpler[2], Distribution::uniform(2));
  EXPECT_EQ(simpler[3], Distribution({ratio(1, 3), ratio(2, 3)}));
  EXPECT_TRUE(simpler_laws(Distribution::certain(0, 2)).empty());
}

TEST(Erase, ActionsLeaveTheirMassAndTheirContexts) {
  ModelClass c;
  c.name = "three actions";
  c.actions = {"a", "b", "c"};
  c.observations = {"-"};
  c.environment = Environment::silent(3);
  const Distribution law({ratio(1, 2), ratio(1, 3), ratio(1, 6)});
  c.models = {{"m", 1, Markov{1, {{{}, law}, {{0}, law}, {{1}, law}, {{2}, Distribution::certain(2, 3)}}}}};
  c.demonstrator = ModelIndex{0};
  c.alpha = ratio(1, 2);
  c.events = {Event::prefix("b", {1}, 3, 1), Event::prefix("c", {2}, 3, 1)};
  const ModelClass d = without_action(c, 1);
  d.validate();
  const auto& markov = std::get<Markov>(d.models[0].policy);
  EXPECT_EQ(markov.laws.size(), 3u);
  EXPECT_EQ(markov.laws.at({}), Distribution({ratio(5, 6), ratio(1, 6)}));  // 1/2 + 1/3
  EXPECT_EQ(markov.laws.at({1}), Distribution::certain(1, 2));              // was the context of action c
  ASSERT_EQ(d.events.size(), 1u);
  EXPECT_EQ(d.events[0].name, "c");
  EXPECT_EQ(d.events[0].actions, std::vector<ActionIndex>{1});
}

}  // namespace
}  // namespace qed::gen
