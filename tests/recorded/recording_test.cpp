// Reading recorded decisions: what is there, as it is there; and what is refused, where.
#include "qed/recorded/recording.hpp"

#include <gtest/gtest.h>

#include "qed/exact/number.hpp"

namespace qed {
namespace {

std::string refusal_of_table(std::string_view text, const std::string& answer = "vote",
                             const std::optional<std::vector<std::string>>& features = {}) {
  try {
    parse_table(text, "t.csv", answer, features);
  } catch (const RecordingError& e) {
    return e.what();
  } catch (const NoTables&) {
    return "no tables";
  }
  return "";
}

#define NEEDS_TABLES()                                               \
  if (!has_tables()) {                                               \
    EXPECT_THROW(parse_table("a,b\n1,2\n", "t.csv", "a"), NoTables); \
    return;                                                          \
  }

TEST(RecordedTable, KeepsCellsAsTheyAre) {
  NEEDS_TABLES();
  // Quotes enclose commas, doubled quotes and new lines; white space stays; CRLF ends lines; blank lines are none.
  const Recording r = parse_table(
      "\xef\xbb\xbfname,vote,\"why, if so\"\r\nAnn,y,\"a \"\"b\"\"\nc\"\r\n\r\nBob, y ,\nAnn,y,\r\n", "t.csv",
      "vote");
  EXPECT_EQ(r.answer.values, (std::vector<std::string>{"y", " y "}));
  ASSERT_EQ(r.features.size(), 2u);
  EXPECT_EQ(r.features[0].name, "name");
  EXPECT_EQ(r.features[1].name, "why, if so");
  EXPECT_EQ(r.features[1].values, (std::vector<std::string>{"a \"b\"\nc", ""}));
  EXPECT_EQ(r.answers, (std::vector<ActionIndex>{0, 1, 0}));
  EXPECT_EQ(r.questions, (std::vector<std::uint32_t>{0, 0, 1, 1, 0, 1}));
}

TEST(RecordedTable, TakesTheFeaturesThatAreNamedInTheirOrder) {
  NEEDS_TABLES();
  const Recording r = parse_table("a,vote,b,c\n1,y,2,3\n4,n,5,6", "t.csv", "vote", {{"c", "a"}});
  EXPECT_EQ(r.features[0].name, "c");
  EXPECT_EQ(r.features[1].values, (std::vector<std::string>{"1", "4"}));
  Recording none = parse_table("a,vote\n1,y\n1,n", "t.csv", "vote", std::vector<std::string>{});
  EXPECT_TRUE(none.features.empty());
  none.keep_first(1);
  EXPECT_EQ(none.size(), 1u);
  EXPECT_EQ(none.actions(), 2u);
}

TEST(RecordedTable, NamesThePlaceOfWhatIsWrong) {
  NEEDS_TABLES();
  EXPECT_EQ(refusal_of_table(""), "t.csv: found nothing, expected a first row of names");
  EXPECT_EQ(refusal_of_table("a,vote\n"), "t.csv: found no rows, expected at least one");
  EXPECT_EQ(refusal_of_table("a,vot\n1,y\n"),
            "t.csv: line 1: found no column \"vote\", expected one of the columns \"a\", \"vot\"; did you "
            "mean \"vot\"?");
  EXPECT_EQ(refusal_of_table("a,a,vote\n"),
            "t.csv: line 1, column 2: found \"a\" for the second time, expected a name for one column");
  EXPECT_EQ(refusal_of_table("a,,vote\n"),
            "t.csv: line 1, column 2: found an empty name, expected a name for every column");
  EXPECT_EQ(refusal_of_table("a,vote\n1,y\n\n\"1\n\",n,3\n"),
            "t.csv: line 4: found 3 cells, expected 2, one for each column");
  EXPECT_EQ(refusal_of_table("a,vote\n1,y\n2,\n"),
            "t.csv: line 3, column \"vote\": found an empty cell, expected an answer");
  EXPECT_EQ(refusal_of_table("a,vote\n1,y\n\xff,n\n"),
            "t.csv: line 3, column \"a\": found \"\\xff\", expected UTF-8");
  EXPECT_EQ(refusal_of_table("a,vote\n1,y\n2,y\n"),
            "t.csv: found \"y\" alone in 2 rows, expected at least two different answers");
  EXPECT_NE(refusal_of_table("a,vote\n1,y\n2,n\"o\n")
                .find("t.csv: line 3: found a quote that does not enclose a whole cell"),
            std::string::npos);
  EXPECT_NE(refusal_of_table("a,vote\n1,y\n2,\"n\n3,y\n").find("t.csv: lines 3 to 4: found a quote"),
            std::string::npos);
  EXPECT_EQ(refusal_of_table("a,vote\n1,y\n2,n\n", "vote", {{"vote"}}),
            "t.csv: line 1: found the answer \"vote\", expected features other than the answer");
  EXPECT_EQ(refusal_of_table("a,vote\n1,y\n2,n\n", "vote", {{"a", "a"}}),
            "t.csv: line 1: found the feature \"a\" for the second time, expected each feature once");
}

TEST(RecordedText, SymbolsAreBytesOrCharacters) {
  const Recording bytes = parse_text("a\xc3\xa9 a", "t.txt", Symbols::bytes);
  EXPECT_EQ(bytes.answer.values, (std::vector<std::string>{"space", "a", "0xa9", "0xc3"}));
  EXPECT_EQ(bytes.answers, (std::vector<ActionIndex>{1, 3, 2, 0, 1}));
  const Recording characters = parse_text("a\xc3\xa9 a", "t.txt", Symbols::characters);
  EXPECT_EQ(characters.answer.values, (std::vector<std::string>{"space", "a", "\xc3\xa9"}));
  EXPECT_EQ(characters.answers, (std::vector<ActionIndex>{1, 2, 0, 1}));
}

TEST(RecordedText, FoldsOnlyWhereAskedTo) {
  EXPECT_EQ(parse_text("A, b!\n", "t.txt", Symbols::bytes).size(), 6u);
  const Recording r = parse_text("A, b!\n", "t.txt", Symbols::bytes, Folding::letters);  // "a b "
  EXPECT_EQ(r.answer.values, (std::vector<std::string>{"space", "a", "b"}));
  EXPECT_EQ(r.answers, (std::vector<ActionIndex>{1, 0, 2, 0}));
}

TEST(RecordedText, NamesThePlaceOfWhatIsNoUtf8) {
  try {
    parse_text("ab\nc\xff", "t.txt", Symbols::characters);
    FAIL();
  } catch (const RecordingError& e) {
    EXPECT_STREQ(e.what(),
                 "t.txt: line 2, character 2: found the byte 0xff, expected UTF-8 (or say that bytes are the "
                 "symbols)");
  }
  EXPECT_THROW(parse_text("", "t.txt", Symbols::bytes), RecordingError);
  EXPECT_THROW(parse_text("aaa", "t.txt", Symbols::bytes), RecordingError);
  EXPECT_THROW(read_text("/no/such/file", Symbols::bytes), RecordingError);
}

}  // namespace
}  // namespace qed
