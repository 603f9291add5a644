// Class files, read and written: every well-formed file of the tests, what the format's words mean, and that
// writing and reading back changes nothing.
#include "qed/model/class_file.hpp"

#include <gtest/gtest.h>

#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

using test::fair;
using test::law;

ModelClass read(const std::string& name) {
  return read_class(test::tests_folder() / "wellformed" / (name + ".json"));
}

TEST(ClassFile, EveryWellFormedFileIsAValidClass) {
  const auto files = test::wellformed_files();
  EXPECT_GE(files.size(), 14u);
  for (const auto& file : files) EXPECT_NO_THROW(read_countable_class(file).validate()) << file;
}

TEST(ClassFile, WritingAndReadingBackChangesNothing) {
  auto classes = std::vector<CountableClass>{{test::two_coins(), {}, ""}, {test::every_kind(), {}, ""}};
  for (const auto& file : test::wellformed_files()) classes.push_back(read_countable_class(file));
  for (const CountableClass& c : classes) {
    const std::string text = write_class(c);
    const CountableClass again = parse_countable_class(text, "written");
    EXPECT_TRUE(again == c) << text;
    EXPECT_EQ(write_class(again), text);
  }
}

// The equality that the round trip rests on is not blind: each of these changes is seen in the class and in
// the text.
TEST(ClassFile, TheRoundTripWouldSeeAChange) {
  const auto changes = std::vector<void (*)(ModelClass&)>{
      [](ModelClass& c) { c.name += "'"; },
      [](ModelClass& c) { c.note = "n"; },
      [](ModelClass& c) { c.alpha = ratio(1, 11); },
      [](ModelClass& c) { c.threshold = Threshold::non_strict; },
      [](ModelClass& c) { c.horizon += 1; },
      [](ModelClass& c) { c.forced_queries += 1; },
      [](ModelClass& c) { c.models[0].prior /= 2; },
      [](ModelClass& c) { std::swap(c.models[0], c.models[1]); },
      [](ModelClass& c) { std::get<Schedule>(c.models[2].policy).then = Schedule::Then::hold; },
      [](ModelClass& c) { std::get<Automaton>(c.models[4].policy).states[0].next[0][0] = 1; },
      [](ModelClass& c) { c.environment.states[0].laws.assign(2, std::vector(2, law(0, 1))); },
      [](ModelClass& c) { c.environment.sees_query = true; },
      [](ModelClass& c) { c.demonstrator = ModelIndex{1}; },
      [](ModelClass& c) {
        c.demonstrator = Model{"", 0, Iid{fair()}};
      },
      [](ModelClass& c) { c.events[2].states[0].accepting = true; },
      [](ModelClass& c) { c.events.pop_back(); },
      [](ModelClass& c) {
        c.counterexample = Provenance{"claim", "imitator", 1, {{true, 0, 1}}};
      },
      [](ModelClass& c) {
        c.counterexample = Provenance{"claim", "imitator", 1, {}, "2*p[y] - sum(p^2)", ratio(3, 2)};
      }};
  const ModelClass original = test::every_kind();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    ModelClass changed = original;
    changes[i](changed);
    EXPECT_FALSE(changed == original) << i;
    EXPECT_NE(write_class(changed), write_class(original)) << i;
    EXPECT_TRUE(parse_class(write_class(changed), "written") == changed) << i;
  }
}

TEST(ClassFile, EveryKeyMeansWhatTheFormatSays) {
  const ModelClass c = read("every-kind");
  EXPECT_EQ(c.name, "every kind");
  EXPECT_EQ(c.actions, (std::vector<std::string>{"tails", "heads"}));
  EXPECT_EQ(c.observations, (std::vector<std::string>{"dry", "wet"}));
  EXPECT_EQ(c.environment.states[0].laws, std::vector(2, std::vector{fair(), law(1, 0)}));
  EXPECT_EQ(std::get<Iid>(c.models[0].policy), (Iid{law(ratio(3, 4), ratio(1, 4))}));
  EXPECT_EQ(std::get<Schedule>(c.models[1].policy),
            (Schedule{{fair(), law(ratio(1, 3), ratio(2, 3))}, Schedule::Then::repeat}));
  EXPECT_EQ(
      std::get<Markov>(c.models[2].policy),
      (Markov{1,
              {{{}, fair()}, {{0}, law(ratio(2, 3), ratio(1, 3))}, {{1}, law(ratio(1, 3), ratio(2, 3))}}}));
  EXPECT_EQ(std::get<Automaton>(c.models[3].policy),
            (Automaton{0, {{"0", fair(), {{0, 0}, {1, 1}}}, {"1", law(1, 0), {{0, 1}, {1, 1}}}}}));
  EXPECT_EQ(std::get<ModelIndex>(c.demonstrator), 0u);
  EXPECT_EQ(c.alpha, ratio(1, 10));
  EXPECT_EQ(c.threshold, Threshold::strict);
  EXPECT_EQ(c.horizon, 6u);
  EXPECT_EQ(c.events[0], Event::prefix("starts heads heads", {1, 1}, 2, 2));
  EXPECT_EQ(c.events[1], Event::contains("three heads in a row", {1, 1, 1}, 2, 2));
  EXPECT_EQ(c.events[2], (Event{"custom",
                                Event::Kind::automaton,
                                {},
                                0,
                                {{"a", false, {{0, 0}, {1, 1}}}, {"b", true, {{1, 1}, {1, 1}}}}}));
}

TEST(ClassFile, NumbersAreExactInEveryForm) {
  const ModelClass c = read("numbers");
  const auto third = ratio(1, 3);
  EXPECT_EQ(std::get<Iid>(c.models[0].policy).law, Distribution({third, third, third}));
  EXPECT_EQ(std::get<Iid>(c.models[1].policy).law, Distribution({ratio(1, 2), ratio(1, 4), ratio(1, 4)}));
  EXPECT_EQ(std::get<Iid>(c.models[2].policy).law, Distribution::certain(0, 3));
  EXPECT_EQ(c.models[0].prior, ratio(1, 4));
  // 10^41 + 1 over 10^42: no binary float is near enough to be it.
  EXPECT_EQ(c.alpha - ratio(1, 10), ratio(Integer(1), boost::multiprecision::pow(Integer(10), 42)));
  EXPECT_EQ(c.horizon, 7u);
}

TEST(ClassFile, IntegersOfAnySizeAreReadExactly) {
  std::string text = write_class(test::two_coins());
  const std::string many(9'000, '9');  // far beyond the 308 digits of a binary float
  text.replace(text.find("\"alpha\": \"1/10\""), 15, "\"alpha\": " + many);
  try {
    parse_class(text, "f");
    FAIL() << "alpha is not in (0, 1)";
  } catch (const ClassFileError& error) {
    EXPECT_EQ(error.expected(), "a number above 0 and below 1");
  }
}

TEST(ClassFile, AnEnvironmentMaySeeTheQuery) {
  const ModelClass c = read("query-seeing-environment");
  EXPECT_TRUE(c.environment.sees_query);
  const auto& open = c.environment.states[0];
  EXPECT_EQ(open.laws[0], (std::vector{law(1, 0), fair()}));                         // answered
  EXPECT_EQ(open.laws[1], (std::vector{law(0, 1), law(ratio(1, 3), ratio(2, 3))}));  // asked
  EXPECT_EQ(open.next, (std::vector<std::vector<StateIndex>>{{0, 1}, {0, 0}}));
  EXPECT_EQ(c.threshold, Threshold::non_strict);
  EXPECT_EQ(c.forced_queries, 1u);
}

TEST(ClassFile, ADemonstratorMayBeOutside) {
  const ModelClass unnamed = read("demonstrator-outside");
  EXPECT_EQ(std::get<Model>(unnamed.demonstrator), (Model{"", 0, Schedule{{law(1, 0), law(0, 1)}, {}}}));
  const ModelClass named = read("demonstrator-outside-named");
  EXPECT_EQ(std::get<Model>(named.demonstrator).name, "alternates");
}

TEST(ClassFile, OneObservationWhereNoneIsNamed) {
  const ModelClass c = read("counterexample");
  EXPECT_EQ(c.observations, std::vector<std::string>{"-"});
  EXPECT_EQ(c.environment, Environment::silent(2));
  EXPECT_EQ(read("one-of-everything").environment, Environment::silent(1));  // a name of its own is fine
}

TEST(ClassFile, CounterexamplesKeepTheirProvenance) {
  EXPECT_EQ(read("counterexample").counterexample,
            (Provenance{
                "no-query-dominance", "mean-instead-of-minimum", UINT64_MAX, {{true, 1, 0}, {false, 0, 0}}}));
}

// A history of the file's horizon may be none of a shorter one; the class is still one that can be written.
TEST(ClassFile, AnotherHorizonKeepsACounterexampleThatFits) {
  ModelClass c = read("counterexample");
  set_horizon(c, 3);
  EXPECT_EQ(c.horizon, 3u);
  EXPECT_EQ(c.counterexample->history.size(), 2u);
  set_horizon(c, 1);
  EXPECT_FALSE(c.counterexample);
  EXPECT_NO_THROW(c.validate());
}

TEST(ClassFile, ErrorsNameFilePointerValueAndExpectation) {
  try {
    parse_class(R"({"format": "demonstrandum-class/1", "name": "n", "actions": ["a"], "models": {"m~/": 1}})",
                "folder/file\n.json");
    FAIL();
  } catch (const ClassFileError& error) {
    EXPECT_EQ(error.file(), "folder/file\n.json");
    EXPECT_EQ(error.pointer(), "/models");
    EXPECT_EQ(error.found(), "an object");
    EXPECT_EQ(error.expected(), "a list");
    EXPECT_STREQ(error.what(), "folder/file\\n.json: /models: found an object, expected a list");
  }
}

TEST(ClassFile, TheShortestFormIsWritten) {
  const std::string text = write_class(test::every_kind());
  EXPECT_NE(text.find(R"("next": "sky")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("next": {"tails": {"dry": "0", "wet": "1"}, "heads": "1"})"), std::string::npos)
      << text;
  const std::string plain = write_class(test::two_coins());
  for (const char* key :
       {"observations", "environment", "threshold", "events", "note", "forced_queries", "counterexample"})
    EXPECT_EQ(plain.find(key), std::string::npos) << key;
}

// An editor's key says nothing of the class, and is not written back.
TEST(ClassFile, TheEditorsSchemaIsNoPartOfTheClass) {
  const std::string file = test::read_text(test::tests_folder() / "wellformed" / "known-to-editors.json");
  const std::string line = "  \"$schema\": \"../../tools/schema/demonstrandum-class-1.schema.json\",\n";
  std::string without = file;
  without.erase(file.find(line), line.size());
  EXPECT_TRUE(parse_class(file, "with") == parse_class(without, "without"));
  EXPECT_EQ(write_class(parse_class(file, "with")).find("$schema"), std::string::npos);
}

TEST(ClassFile, WhatNoFileCanHoldIsNotWritten) {
  using test::message_of;
  ModelClass c = test::two_coins();
  c.models[1].policy = Custom{[] { return nullptr; }};
  EXPECT_EQ(message_of<std::invalid_argument>([&] { write_class(c); }),
            "the policy of \"high\" is C++ code, which no class file can hold");
  c = test::two_coins();
  c.alpha = 1;
  EXPECT_EQ(message_of<std::invalid_argument>([&] { write_class(c); }),
            "/alpha: found 1, expected a number above 0 and below 1");
}

}  // namespace
}  // namespace qed
