#include "qed/evidence/ledger.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace qed::evidence {
namespace {

namespace fs = std::filesystem;

class LedgerTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("ledger-") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path file(const std::string& name) const { return folder_ / name; }
  Run run() const { return {"a sweep", "{}", UINT64_MAX, UINT64_MAX, "1 (x)", 10}; }

  static FinishedCase one(std::uint64_t index, const std::string& value = "1/3") {
    FinishedCase f;
    f.of.index = index;
    f.of.parameters = {"iid", ratio(1, 10), ratio(1, 2), 2, 3, 1, 8};
    f.of.class_hash = "hash " + std::to_string(index);
    f.of.steps = 8;
    f.of.took = std::chrono::nanoseconds(5);
    f.class_text = "text " + std::to_string(index);
    Result exact;
    exact.claim = "truth-retention";
    exact.verdict = Verdict::holds;
    exact.value = Number{value};
    exact.bound = Number{"2/3"};
    exact.ratio = Number{"1/2"};
    exact.interesting = true;
    exact.exercised = 7;
    exact.note = "a \"note\", with\nlines";
    Result certified;
    certified.claim = "unlikeliness";
    certified.method = Method::certified;
    certified.verdict = Verdict::violated;
    certified.value = Number{"0.5 .. 0.75"};
    certified.bound = Number{"0"};
    certified.unbounded_ratio = true;
    certified.vacuous = true;
    f.results = {exact, certified};
    return f;
  }
  static std::vector<Row> rows(const Ledger& ledger, std::string_view claim = {}) {
    std::vector<Row> found;
    ledger.each([&](const Row& row) { found.push_back(row); }, claim);
    return found;
  }
  static void expect_refused(const std::function<void()>& act, const std::string& said) {
    try {
      act();
      ADD_FAILURE() << "not refused: " << said;
    } catch (const LedgerError& e) {
      EXPECT_NE(std::string(e.what()).find(said), std::string::npos) << e.what();
    }
  }

  fs::path folder_;
};

TEST_F(LedgerTest, GivesBackWhatWasAdded) {
  Ledger written = Ledger::resume(file("a"), run());
  written.add({one(3), one(1)});
  written.close();
  const Ledger ledger = Ledger::open(file("a"));
  EXPECT_EQ(ledger.run(), run());
  EXPECT_EQ(ledger.finished_cases(), (std::vector<std::uint64_t>{1, 3}));
  EXPECT_EQ(ledger.claims(), (std::vector<std::string>{"truth-retention", "unlikeliness"}));
  EXPECT_EQ(ledger.class_text("hash 3"), "text 3");
  EXPECT_EQ(ledger.class_hash(1), "hash 1");
  EXPECT_EQ(ledger.class_hash(2), std::nullopt);
  const auto found = rows(ledger);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].of.index, 1u);  // canonical order, whatever the order of adding
  EXPECT_EQ(found[0].of.parameters, one(1).of.parameters);
  EXPECT_EQ(found[0].of.steps, 8u);
  EXPECT_EQ(found[0].of.took, std::chrono::nanoseconds(5));
  EXPECT_EQ(found[0].result, one(1).results[0]);
  EXPECT_EQ(found[3].result, one(3).results[1]);
  EXPECT_EQ(rows(ledger, "unlikeliness").size(), 2u);
  EXPECT_EQ(fs::exists(file("a-wal")), false);  // one file
}

TEST_F(LedgerTest, ACaseIsThereOnceOrNotAtAll) {
  Ledger ledger = Ledger::resume(file("a"), run());
  ledger.add({one(1)});
  EXPECT_THROW(ledger.add({one(2), one(1)}), LedgerError);
  EXPECT_EQ(ledger.finished(), 1u);
  EXPECT_EQ(rows(ledger).size(), 2u);
  ledger.add({one(2)});  // usable after it
  EXPECT_EQ(ledger.finished(), 2u);
}

TEST_F(LedgerTest, ResumesTheSameRunAlone) {
  { Ledger::resume(file("a"), run()).add({one(1)}); }
  EXPECT_EQ(Ledger::resume(file("a"), run()).finished(), 1u);
  Run more = run();
  more.cases = 20;
  EXPECT_EQ(Ledger::resume(file("a"), more).run().cases, 20u);
  EXPECT_EQ(Ledger::resume(file("a"), run()).run().cases, 20u);  // never fewer
  const auto refused = [&](auto change, const std::string& said) {
    Run other = run();
    change(other);
    expect_refused([&] { Ledger::resume(file("a"), other); }, said);
  };
  refused([](Run& r) { r.seed = 2; }, "seed 18446744073709551615, not 2");
  refused([](Run& r) { r.sweep = "b"; }, "the sweep \"a sweep\", not \"b\"");
  refused([](Run& r) { r.spec = "[]"; }, "other parameters");
  refused([](Run& r) { r.max_states = 5; }, "--max-states");
  refused([](Run& r) { r.version = "2 (y)"; }, "1 (x)");
}

TEST_F(LedgerTest, HasOneWriter) {
  Ledger first = Ledger::resume(file("a"), run());
  first.add({one(1)});
  expect_refused([&] { Ledger::resume(file("a"), run()); }, "another process is writing");
}

TEST_F(LedgerTest, TheTightestIsByExactRatio) {
  Ledger ledger = Ledger::resume(file("a"), run());
  const auto with = [](std::uint64_t index, const std::string& text, bool vacuous = false) {
    FinishedCase f = one(index);
    f.results.resize(1);
    f.results[0].ratio = Number{text};
    f.results[0].vacuous = vacuous;
    return f;
  };
  // 0.333 < 1/3 = 2/6; the first of equal ones; what is vacuous does not count.
  ledger.add(
      {with(0, "333/1000"), with(1, "1/3"), with(2, "2/6"), with(3, "9", true), with(4, "0.1 .. 0.3")});
  EXPECT_EQ(ledger.tightest("truth-retention")->of.index, 1u);
  FinishedCase open = with(8, "1/2");
  open.results[0].verdict = Verdict::undecided;  // of the first steps only: does not count
  ledger.add({with(5, "0.3 .. 0.334"), open});   // by the upper end
  EXPECT_EQ(ledger.tightest("truth-retention")->of.index, 5u);
  FinishedCase infinite = with(6, "0");
  infinite.results[0].ratio = std::nullopt;
  infinite.results[0].unbounded_ratio = true;
  ledger.add({infinite, with(7, "100")});
  EXPECT_EQ(ledger.tightest("truth-retention")->of.index, 6u);
  EXPECT_FALSE(ledger.tightest("nothing"));
}

TEST_F(LedgerTest, MergesShardsAndWhatBothHave) {
  { Ledger::resume(file("a"), run()).add({one(1), one(2)}); }
  Run more = run();
  more.cases = 12;
  Ledger b = Ledger::resume(file("b"), more);
  FinishedCase slower = one(2);
  slower.of.took = std::chrono::seconds(9);  // times may differ
  b.add({slower, one(3)});
  b.close();
  Ledger merged = Ledger::resume(file("a"), run());
  merged.merge(Ledger::open(file("b")));
  EXPECT_EQ(merged.finished_cases(), (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_EQ(rows(merged).size(), 6u);
  EXPECT_EQ(merged.class_text("hash 3"), "text 3");
  EXPECT_EQ(merged.run().cases, 12u);
}

TEST_F(LedgerTest, AConflictIsNamedAndNothingIsCopied) {
  { Ledger::resume(file("b"), run()).add({one(2, "1/4"), one(3)}); }
  Ledger a = Ledger::resume(file("a"), run());
  a.add({one(2)});
  expect_refused([&] { a.merge(Ledger::open(file("b"))); }, "differ in case 2, claim truth-retention");
  EXPECT_EQ(a.finished(), 1u);
  FinishedCase elsewhere = one(2);
  elsewhere.of.parameters.alpha = ratio(1, 3);
  { Ledger::resume(file("c"), run()).add({elsewhere}); }
  expect_refused([&] { a.merge(Ledger::open(file("c"))); }, "differ in case 2");
  FinishedCase fewer = one(2);
  fewer.results.pop_back();
  { Ledger::resume(file("d"), run()).add({fewer}); }
  expect_refused([&] { a.merge(Ledger::open(file("d"))); }, "differ in case 2, claim unlikeliness");
  Run other = run();
  other.seed = 7;
  { Ledger::resume(file("e"), other); }
  expect_refused([&] { a.merge(Ledger::open(file("e"))); }, "cannot be merged");
}

TEST_F(LedgerTest, WhatIsNoLedgerIsRefusedAndLeftAlone) {
  expect_refused([&] { Ledger::open(file("none")); }, "there is no such file");
  EXPECT_FALSE(fs::exists(file("none")));
  const std::string words(5000, 'x');
  std::ofstream(file("text")) << words;
  expect_refused([&] { Ledger::open(file("text")); }, "no SQLite database");
  expect_refused([&] { Ledger::resume(file("text"), run()); }, "no SQLite database");
  EXPECT_EQ(fs::file_size(file("text")), words.size());
  { std::ofstream empty(file("empty")); }
  expect_refused([&] { Ledger::open(file("empty")); }, "nothing has been written yet");
}

TEST_F(LedgerTest, ADamagedLedgerIsRefused) {
  {
    Ledger ledger = Ledger::resume(file("a"), run());
    for (std::uint64_t i = 0; i < 50; ++i) ledger.add({one(i)});
    ledger.close();
  }
  fs::resize_file(file("a"), fs::file_size(file("a")) / 2);
  EXPECT_THROW(Ledger::open(file("a")), LedgerError);
}

TEST(Number, ReadsBothKinds) {
  EXPECT_TRUE(Number{"-3/4"}.exact());
  EXPECT_EQ(Number{"-3/4"}.lower(), ratio(-3, 4));
  EXPECT_EQ(Number{"7"}.upper(), Rational(7));
  EXPECT_FALSE(Number{"0.25 .. 1e-1"}.exact());
  EXPECT_EQ(Number{"0.25 .. 0.5"}.lower(), ratio(1, 4));
  EXPECT_EQ(Number{"0.25 .. 0.5"}.upper(), ratio(1, 2));
  EXPECT_EQ(Number{"1/" + std::string(20000, '3')}.lower() * 3,
            1 / Rational(Integer(std::string(20000, '1'))));
  for (const char* text : {"", "x", "1/", "/2", "1/-2", "1 / 2", "1/0", "0x1"})
    EXPECT_THROW(Number{text}.lower(), std::invalid_argument) << text;
}

}  // namespace
}  // namespace qed::evidence
