#include "qed/evidence/page.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "qed/claims/trajectories.hpp"
#include "qed/evidence/ledger_page.hpp"
#include "qed/evidence/page_text.hpp"
#include "qed/evidence/run.hpp"
#include "qed/model/class_file.hpp"

namespace qed::evidence {
namespace {

constexpr std::string_view hostile_text = "</title><script>alert(1)</script> \" ' & `x` \\";

class PageFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("qed-page-" + std::to_string(getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string text(const std::string& file) const {
    std::ifstream stream(folder_ / file, std::ios::binary);
    std::ostringstream all;
    all << stream.rdbuf();
    return all.str();
  }
  std::filesystem::path folder_;
};

// Two cases of every claim: two coins at horizons 2 and 5.
Digest digest_of_two_coins() {
  Digest digest;
  for (const unsigned horizon : {2u, 5u}) {
    const ModelClass c = two_coins(horizon);
    for (const auto& claim : check(c).claims) digest.add(record_of(c, claim, horizon));
  }
  return digest;
}

Page small_page() {
  Page page;
  page.title = "A page";
  page.claims = claim_parts(digest_of_two_coins());
  return page;
}

const ClaimPart& part(const Page& page, std::string_view id) {
  for (const auto& p : page.claims)
    if (p.claim->id == id) return p;
  throw std::runtime_error("no part " + std::string(id));
}

std::string row_of(const std::string& page, const std::string& id) {
  const auto at = page.find("<tr><td><a href=\"#" + id + "\">");
  return at == std::string::npos ? "" : page.substr(at, page.find("</tr>", at) - at);
}

TEST(PageText, HasARowForEachClaimWithItsCounts) {
  const std::string page = page_html(small_page(), {});
  for (const Claim& c : claims()) EXPECT_NE(row_of(page, std::string(c.id)), "") << c.id;
  const std::string row = row_of(page, "truth-retention-sharp");
  EXPECT_NE(row.find("class=\"word holds\">holds<"), std::string::npos) << row;
  EXPECT_NE(row.find("<td class=\"n\">2</td>"), std::string::npos) << row;
  EXPECT_NE(row_of(page, "product-growth").find(">refuted<"), std::string::npos);
}

TEST(PageText, AViolationOutranksWhatHoldsAndIsUndecidedOutranksIt) {
  Page page = small_page();
  for (auto& p : page.claims) {
    if (p.claim->id == "top-size") p.digest.counts.violated = 1;
    if (p.claim->id == "query-drift") p.digest.counts.undecided = 1;
  }
  const std::string text = page_html(page, {});
  EXPECT_NE(row_of(text, "top-size").find(">violated<"), std::string::npos);
  EXPECT_NE(row_of(text, "query-drift").find(">undecided<"), std::string::npos);
  EXPECT_EQ(row_of(text, "query-drift").find(">holds<"), std::string::npos);
}

TEST(PageText, ATightRatioIsOneAndNothingElseIs) {
  Page page = small_page();
  for (auto& p : page.claims)
    if (p.claim->id == "top-size")
      p.digest.tightest->ratio = exactly(1 - ratio(Integer(1), Integer(1) << 40));
  const std::string text = page_html(page, {});
  EXPECT_NE(row_of(text, "no-query-dominance").find(">1<span"), std::string::npos);
  EXPECT_NE(row_of(text, "top-size").find(">0.999999999999<span"), std::string::npos)
      << row_of(text, "top-size");
}

TEST(PageText, NamesAreText) {
  Page page = small_page();
  page.title = hostile_text;
  page.lead = {std::string(hostile_text)};
  page.warnings = {std::string(hostile_text)};
  page.made_by = {{std::string(hostile_text), std::string(hostile_text)}};
  ModelClass c = two_coins(2);
  c.name = c.note = hostile_text;
  c.models[0].name = hostile_text;
  c.actions[0] = "<script>alert(1)</script>";  // an action has no white space
  WorkedExample example{"example-x", c, {}, std::string(hostile_text)};
  example.figures.push_back({{.id = "x", .title = std::string(hostile_text), .x = {}, .y = {}, .series = {}},
                             std::string(hostile_text)});
  page.examples = {example};
  page.claims[1].tightest = shown_case(*page.claims[1].claim, *page.claims[1].digest.tightest, two_coins(2),
                                       std::string(hostile_text), "file.json");
  page.claims[1].tightest->history = page.claims[1].tightest->detail = hostile_text;
  const std::string text = page_html(page, {});
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("</title><"), std::string::npos);
  EXPECT_NE(text.find("&lt;/title&gt;&lt;script&gt;alert(1)"), std::string::npos);
}

TEST(PageText, WhatIsProvedInPartIsNotCalledProved) {
  const std::string page = page_html(small_page(), {});
  EXPECT_NE(
      page.find(
          "<code>proofs-notes/query-sum.md#cubic-query-sum-lower</code>, machine-checked in part: part "
          "(a); that 3 is the best constant is on paper, as <code>LowerBound.cubic_query_sum_lower</code>;"),
      std::string::npos);
  EXPECT_NE(page.find("#top-prefix</code>, machine-checked as <code>Main.top_prefix</code>;"),
            std::string::npos);
}

TEST(PageText, AFigureThatIsNotThereIsSaidInItsPlace) {
  Page page = small_page();
  const std::string id = part(page, "top-size").figures.front().id();
  Drawings drawings;
  drawings[id].why_not = "gnuplot could not be run";
  EXPECT_NE(page_html(page, drawings).find("Not drawn: gnuplot could not be run"), std::string::npos);
}

TEST_F(PageFolder, APageIsWrittenWithItsClassesAndData) {
  Page page = small_page();
  for (auto& p : page.claims)
    if (p.digest.tightest)
      p.tightest = shown_case(*p.claim, *p.digest.tightest, two_coins(5), "Case 5",
                              std::string(p.claim->id) + ".json");
  const Written written = write_page(folder_, page, "gnuplot-that-is-not-there");
  EXPECT_EQ(written.index, folder_ / "index.html");
  EXPECT_GT(written.figures, 10u);
  EXPECT_EQ(written.not_drawn, written.figures);
  EXPECT_NE(written.why_not.find("could not be run"), std::string::npos);
  EXPECT_EQ(read_class(folder_ / "classes/truth-retention.json"), two_coins(5));
  EXPECT_NE(text("plots/top-size-over-alpha.dat").find("1/10"), std::string::npos);
  EXPECT_NE(text("index.html").find("Not drawn: "), std::string::npos);
  EXPECT_EQ(text("index.html").find("http"), std::string::npos);            // nothing is loaded from anywhere
  EXPECT_NO_THROW(write_page(folder_, page, "gnuplot-that-is-not-there"));  // its own page is replaced
}

TEST_F(PageFolder, WhatIsNotItsOwnIsLeftAlone) {
  std::ofstream(folder_ / "index.html") << "<title>mine</title>";
  EXPECT_THROW(write_page(folder_, small_page(), "true"), std::runtime_error);
  EXPECT_EQ(text("index.html"), "<title>mine</title>");
  std::ofstream(folder_ / "file") << "x";
  EXPECT_THROW(require_page_folder(folder_ / "file"), std::runtime_error);
  EXPECT_NO_THROW(require_page_folder(folder_ / "not there yet"));
}

TEST_F(PageFolder, TheTightestCaseOfALedgerIsItsTightestRow) {
  const Sweep sweep = Sweep::standard();
  const evidence::Run run = run_of(sweep, 3, 20'000, 24);
  {
    Ledger ledger = Ledger::resume(folder_ / "ledger.sqlite", run);
    for (std::uint64_t i = 0; i < 20; ++i) ledger.add({compute(sweep, run, i)});
    ledger.close();
  }
  const Ledger ledger = Ledger::open(folder_ / "ledger.sqlite");
  const Page page = page_of(ledger);
  ASSERT_EQ(page.warnings.size(), 1u);  // 20 of 24
  std::size_t compared = 0;
  for (const auto& p : page.claims) {
    std::uint64_t rows = 0;
    ledger.each([&](const Row& row) { rows += row.result.verdict != Verdict::not_applicable; }, p.claim->id);
    EXPECT_EQ(p.digest.counts.applicable(), rows) << p.claim->id;
    if (!p.tightest) continue;
    const auto row = ledger.tightest(p.claim->id);
    ASSERT_TRUE(row);
    EXPECT_EQ(p.tightest->record.index, row->of.index) << p.claim->id;
    EXPECT_EQ(*p.tightest->model_class, parse_class(ledger.class_text(row->of.class_hash), "x"));
    ++compared;
  }
  EXPECT_GT(compared, 10u);
}

}  // namespace
}  // namespace qed::evidence
