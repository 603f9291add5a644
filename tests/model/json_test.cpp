// The JSON reader: what it accepts is what nlohmann accepts, and it is read to the same values.
#include "qed/model/class_file/json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "qed/model/defect.hpp"
#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

// "" where the text is JSON, else what is wrong with it.
std::string fault(const std::string& text) {
  return test::message_of<Defect>([&] { parse_json(text); });
}

// nlohmann's verdict, less its two known departures: it takes a number that overflows a double for an error,
// and a byte order mark or a NUL byte for white space or the end.
bool is_json(const std::string& text) {
  try {
    [[maybe_unused]] const auto value = nlohmann::json::parse(text);
    return text.find('\0') == std::string::npos;
  } catch (const nlohmann::json::out_of_range&) {
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

void expect_agreement(const std::string& text) {
  const std::string ours = fault(text);
  if (ours.find("each key once") != std::string::npos) return;  // RFC 8259 leaves duplicate keys open
  ASSERT_EQ(ours.empty(), is_json(text)) << text << "\n" << ours;
  if (!ours.empty()) return;
  const auto written = nlohmann::json::parse(print_json(parse_json(text)), nullptr, false);
  EXPECT_EQ(written, nlohmann::json::parse(text, nullptr, false)) << text;
}

TEST(Json, EveryEditOfOneByteIsJudgedAsNlohmannDoes) {
  const std::string base =
      "{\"a\\n\\u00e9\":[-0,1.5e+3,\"\\ud83d\\ude00\xc3\xa9\",{}],\"b\": [true,false,null,[ ]]}";
  const std::string bytes =
      std::string("{}[]:,\"\\/-+.eEu019aftnl \t\n\x01\x7f\x80\xc3\xe2\xed\xf4\xff") + '\0';
  ASSERT_EQ(fault(base), "");
  for (std::size_t i = 0; i <= base.size(); ++i) {
    std::string without = base;
    if (i < base.size()) expect_agreement(without.erase(i, 1));
    for (const char byte : bytes) {
      std::string with = base, instead = base;
      expect_agreement(with.insert(i, 1, byte));
      if (i < base.size()) {
        instead[i] = byte;
        expect_agreement(instead);
      }
    }
  }
}

TEST(Json, ScalarsAndEscapes) {
  for (const char* text : {"0",
                           "-0",
                           "10",
                           "-1.0",
                           "1e5",
                           "1E+05",
                           "0.0e-0",
                           "\"\"",
                           "true",
                           "\"\\u0000\"",
                           " [1 ,2 ] ",
                           "[[]]",
                           "\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                           "\"\xf0\x9f\x98\x80\"",
                           "01",
                           "1.",
                           ".5",
                           "+1",
                           "-",
                           "1e",
                           "tru",
                           "nul",
                           "True",
                           "\"\\x\"",
                           "\"\\u12g4\"",
                           "\"\\ud800\"",
                           "\"\\udc00\"",
                           "\"\t\"",
                           "'a'",
                           "[1,]",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{\"a\"}",
                           "[1 2]",
                           "[",
                           "{",
                           "\"",
                           "",
                           " ",
                           "1 1",
                           "//",
                           "\xf0\x80\x80\x80",
                           "\"\xf4\x90\x80\x80\"",
                           "\"\xed\xbf\xbf\"",
                           "\"\xc1\xbf\"",
                           "\"\xe0\x9f\xbf\"",
                           "\"\xef\xbf\xbf\""})
    expect_agreement(text);
}

TEST(Json, KeysKeepTheirOrderAndNumbersTheirText) {
  const JsonValue value = parse_json(R"({"b": 100000000000000000000000000000000000000000, "a": -0.10e5})");
  EXPECT_EQ(value.keys, (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(value.items[0].kind, JsonValue::Kind::integer);
  EXPECT_EQ(value.items[0].text, "100000000000000000000000000000000000000000");
  EXPECT_EQ(value.items[1].kind, JsonValue::Kind::real);
  EXPECT_EQ(value.items[1].text, "-0.10e5");
}

TEST(Json, TheSecondOfTwoEqualKeysIsNamed) {
  EXPECT_EQ(fault(R"({"x": {"c": 1, "b": 2, "a": 3, "b": 4, "a": 5}})"),
            "/x/b: found the key \"b\" again, expected each key once");
}

TEST(Json, PointersAreEscaped) {
  const JsonValue root = parse_json(R"({"a/b": [0, {"~": [], "": {}}]})");
  const JsonValue& inner = root.items[0].items[1];
  EXPECT_EQ(pointer_of(root, root), "");
  EXPECT_EQ(pointer_of(root, inner), "/a~1b/1");
  EXPECT_EQ(pointer_of(root, inner.items[0]), "/a~1b/1/~0");
  EXPECT_EQ(pointer_of(root, inner.items[1]), "/a~1b/1/");
}

TEST(Json, NestingUpToTheLimit) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(fault(nested(64)), "");
  EXPECT_NE(fault(nested(65)).find("found nesting deeper than 64"), std::string::npos);
}

}  // namespace
}  // namespace qed
