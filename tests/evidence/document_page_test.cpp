#include "qed/evidence/document_page.hpp"

#include <gtest/gtest.h>

#include "qed/claims/comparison.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/evidence/document.hpp"

namespace qed::evidence {
namespace {

constexpr std::string_view hostile_words = "</title><script>alert(1)</script> \" ' & `x`";

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

TEST(DocumentPage, EveryKindOfBlockIsThereAndItsWordsAreText) {
  const std::string words(hostile_words);
  ModelClass c = two_coins(2);
  c.models[0].name = words;
  Plot plot{.id = "x", .title = words, .x = {}, .y = {}, .series = {}};
  Document d{words, {}};
  d.blocks.push_back(Heading{words});
  d.blocks.push_back(words);
  d.blocks.push_back(DataTable{words, {words}, {{words}, {Word{words, Word::Tone::bad}}}});
  d.blocks.push_back(Picture{words, {words}});
  d.blocks.push_back(Check{words, words, at_most(Rational(2), Rational(1))});
  d.blocks.push_back(NotComputed{words});
  d.blocks.push_back(Figure{plot, words});
  d.blocks.push_back(ShownClass{words, c, "class.json"});
  const std::string text = document_html(d, {{words, words}}, {});
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("</title><"), std::string::npos);
  // Title twice, heading and its link, paragraph, table (4), picture (2), check (2), what is not computed, figure (2), class (2), made
  // by (2).
  EXPECT_EQ(times(text, "&lt;script&gt;alert(1)&lt;/script&gt;"), 20u) << text;
  EXPECT_EQ(times(text, "<code>plots/</code>") + times(text, "<code>classes/</code>"), 2u);
}

TEST(DocumentPage, NumbersSayHowTheyWereFound) {
  Document d{"t", {}};
  d.blocks.push_back(DataTable{"",
                               {"n"},
                               {{Value(ratio(1, 3))},
                                {Value(Interval(ratio(1, 3), 64))},
                                {Value(ConfidenceInterval{ratio(1, 4), ratio(1, 2)})}}});
  const std::string text = document_html(d, {}, {});
  EXPECT_NE(text.find("<td>1/3 (0.333333)</td>"), std::string::npos) << text;
  EXPECT_EQ(times(text, ">certified<"), 1u);
  EXPECT_EQ(times(text, ">sampled<"), 1u);
  EXPECT_EQ(times(text, "<code>plots/</code>") + times(text, "<code>classes/</code>"), 0u);  // there are none
}

TEST(DocumentPage, AViolatedCheckIsSaidAndWhatIsNotPromisedToo) {
  Document d{"t", {}};
  d.blocks.push_back(Check{"a", "kept", at_most(Rational(1), Rational(1))});
  d.blocks.push_back(Check{"a", "broken", at_most(Rational(2), Rational(1)), false});
  d.blocks.push_back(Check{"a", "says nothing", probability_at_least(Rational(0), Rational(-1))});
  const std::string text = document_html(d, {}, {});
  EXPECT_EQ(times(text, "class=\"word holds\""), 2u);
  EXPECT_EQ(times(text, "class=\"word violated\""), 1u);
  EXPECT_EQ(times(text, "(not promised)"), 1u);
  EXPECT_EQ(times(text, "(vacuous: the bound says nothing)"), 1u);
  EXPECT_EQ(times(text, "class=\"checks\""), 1u);  // neighbours share a table
}

}  // namespace
}  // namespace qed::evidence
