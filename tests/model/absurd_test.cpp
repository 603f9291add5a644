// Absurd inputs are refused in bounded time and memory, with a clear message. They are made when the test
// runs.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

#include "qed/model/class_file.hpp"
#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

namespace fs = std::filesystem;

std::string repeated(std::size_t n, const std::string& text) {
  std::string all;
  all.reserve(n * text.size());
  for (std::size_t i = 0; i < n; ++i) all += text;
  return all;
}

// The file of two coins with one of its texts replaced.
std::string coins_with(const std::string& text, const std::string& replacement) {
  std::string file = write_class(test::two_coins());
  const auto at = file.find(text);
  EXPECT_NE(at, std::string::npos) << text;
  return file.replace(at, text.size(), replacement);
}

// The message for a text, which takes seconds at most: minutes would mean that something is not linear.
std::string refusal(const std::string& text) {
  const auto start = std::chrono::steady_clock::now();
  const std::string message = test::message_of<ClassFileError>([&] { parse_class(text, "f"); });
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60)) << message;
  EXPECT_LT(message.size(), 1000u);
  return message;
}

std::string with_actions(std::size_t n, const std::string& rest) {
  std::string names;
  for (std::size_t i = 0; i < n; ++i) names += (i ? ", \"" : "\"") + std::to_string(i) + '"';
  return R"({"format": "demonstrandum-class/1", "name": "n", "actions": [)" + names + "], " + rest;
}

constexpr const char* one_model_of_many_actions =
    R"("models": [{"name": "m", "prior": 1, "kind": "iid", "probabilities": [1]}],
       "demonstrator": "m", "alpha": "1/2", "horizon": 1})";

TEST(Absurd, NumbersOfAMillionDigits) {
  const std::string digits(1'000'000, '7');
  const std::string shown(40, '7');
  EXPECT_EQ(refusal(coins_with(R"("alpha": "1/10")", "\"alpha\": " + digits)),
            "f: /alpha: found " + shown + "… (1000000 characters), expected an exact number: \"" + shown +
                "…\" (1000000 characters) has 1000000 digits; expected at most 10000");
  EXPECT_EQ(refusal(coins_with("\"1/10\"", "\"1/" + digits + '"')),
            "f: /alpha: found \"1/" + shown.substr(2) +
                "…\" (1000002 bytes), expected an exact number: \"1/" + shown.substr(2) +
                "…\" (1000002 characters) has 1000001 digits; expected at most 10000");
  EXPECT_EQ(refusal(coins_with("\"1/10\"", "\"1e-" + digits + '"')).find("f: /alpha: found \"1e-7777"), 0u);
}

TEST(Absurd, NestingAMillionDeep) {
  for (const char* open : {"[", "{\"a\":"})
    EXPECT_NE(refusal(repeated(1'000'000, open)).find("found nesting deeper than 64, expected a class file"),
              std::string::npos);
}

TEST(Absurd, AMillionActions) {
  EXPECT_EQ(refusal(with_actions(1'000'000, one_model_of_many_actions)),
            "f: /actions: found 1000000 actions, expected at most 4096");
  EXPECT_EQ(refusal(coins_with(R"("models")",
                               "\"observations\": [" + repeated(9'999, "\"o\", ") + "\"o\"], \"models\"")),
            "f: /observations: found 10000 observations, expected at most 4096");
}

TEST(Absurd, AMillionModelsOrStatesOrValues) {
  const std::string model = R"({"name": "m", "prior": 1, "kind": "iid", "probabilities": [1, 0]}, )";
  EXPECT_EQ(refusal(coins_with(R"("models": [)", "\"models\": [" + repeated(100'000, model))),
            "f: /models: found 100002 models, expected at most 100000");
  EXPECT_EQ(refusal("[" + repeated(3'000'000, "0,") + "0]"),
            "f: /1999999: found more than 2000000 values, expected at most so many in a class file");
  std::string states;
  for (int i = 0; i < 400'000; ++i)
    states += (i ? ", \"s" : "\"s") + std::to_string(i) + R"(": {"tails": "s0"})";
  const std::string event =
      R"({"name": "e", "kind": "automaton", "start": "s0", "accept": [], "states": {)" + states + "}}";
  EXPECT_EQ(refusal(coins_with(R"("horizon": 6)", "\"horizon\": 6, \"events\": [" + event + "]")),
            "f: /events/0/states/s0: found nothing for the action \"heads\", expected one entry for each of "
            "\"tails\", "
            "\"heads\"");
}

// A short text may stand for a table of 4096 × 4096 transitions.
TEST(Absurd, TransitionsThatAShorthandStandsFor) {
  std::string observations, emits;
  for (int i = 0; i < 4096; ++i) observations += (i ? ", \"" : "\"") + std::to_string(i) + '"';
  const std::string text = with_actions(
      4096,
      "\"observations\": [" + observations +
          R"(], "environment": {"kind": "automaton", "start": "s", "states": {"s": {"emits": {}, "next": "s"}}}, )" +
          one_model_of_many_actions);
  EXPECT_EQ(refusal(text),
            "f: /environment/states: found 16777216 transitions (state, action, observation) of automata so "
            "far, expected at "
            "most 4000000");
}

TEST(Absurd, EventsOfAMillionActions) {
  const std::string sequence = repeated(1'200'000, "\"heads\", ") + "\"heads\"";
  EXPECT_EQ(refusal(coins_with(R"("horizon": 6)",
                               R"("horizon": 6, "events": [{"name": "e", "kind": "contains", "actions": [)" +
                                   sequence + "]}]")),
            "f: /events/0: found 1200003 states of automata so far, expected at most 1000000");
}

// Few characters, many digits: each number is within its limit, all together are not.
TEST(Absurd, ExponentsThatStandForManyDigits) {
  const std::string model = R"({"name": "m", "prior": "1e-10000", "kind": "iid", "probabilities": [1, 0]}, )";
  const std::string message =
      refusal(coins_with(R"("models": [)", "\"models\": [" + repeated(50'000, model)));
  EXPECT_EQ(message.substr(0, 11), "f: /models/");
  EXPECT_NE(
      message.find("/prior: found numbers of more than 67108864 digits in all, expected at most so many"),
      std::string::npos)
      << message;
}

// Denominators without common factors: the sum would need as many digits as all of them together.
TEST(Absurd, LawsWithoutCommonDenominator) {
  std::string law = "[";
  for (int i = 1; i <= 100; ++i)
    law += "\"1/1" + std::string(9'900, '0') + std::to_string(1000 + 2 * i + 1) + "\", ";
  const std::string message =
      refusal(with_actions(101, R"("models": [{"name": "m", "prior": 1, "kind": "iid", "probabilities": )" +
                                    law + R"(1]}], "demonstrator": "m", "alpha": "1/2", "horizon": 1})"));
  EXPECT_EQ(message,
            "f: /models/0/probabilities: found a common denominator of more than 100000 digits, expected at "
            "most so many");
}

TEST(Absurd, LongNamesAndKeys) {
  const std::string name(1'000'000, 'n');
  EXPECT_EQ(refusal(coins_with("\"horizon\"", '"' + name + '"')),
            "f: (document): found the key \"" + name.substr(0, 40) +
                "…\" (1000000 bytes), expected keys of at most 10000 bytes");
  EXPECT_EQ(refusal(coins_with(R"("demonstrator": "low")", R"("demonstrator": ")" + name + '"')),
            "f: /demonstrator: found the unknown model \"" + name.substr(0, 40) +
                "…\" (1000000 bytes), expected one of \"low\", \"high\"");
}

TEST(Absurd, NulBytes) {
  EXPECT_EQ(refusal(std::string(1'000'000, '\0')),
            "f: (document): found the byte 0x00 at line 1, column 1, expected a JSON value");
}

TEST(Absurd, TextsBeyondTheLimit) {
  EXPECT_EQ(refusal(std::string(ClassFileLimits::bytes + 1, ' ')),
            "f: (document): found 67108865 bytes, expected at most 67108864");
  EXPECT_EQ(refusal(std::string(ClassFileLimits::bytes, ' ')),
            "f: (document): found the end of the text, expected a JSON value");
}

class AbsurdFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "qed-absurd-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string refusal(const fs::path& path) const {
    return test::message_of<ClassFileError>([&] { read_class(path); });
  }
  fs::path folder_;
};

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST_F(AbsurdFile, OfTwoGigabytesIsNotEvenRead) {
  const fs::path file = folder_ / "huge.json";
  std::ofstream(file).put('{');
  fs::resize_file(file, std::uintmax_t{2} << 30);  // sparse: it takes no space on the disk
  const long before = peak_kilobytes();
  EXPECT_EQ(refusal(file), file.string() + ": (document): found 2147483648 bytes, expected at most 67108864");
  EXPECT_LT(peak_kilobytes() - before, 64 * 1024);
}

TEST_F(AbsurdFile, ThatIsNoRegularFile) {
  const fs::path pipe = folder_ / "pipe", missing = folder_ / "missing.json";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(refusal(folder_), folder_.string() + ": (document): found a directory, expected a class file");
  EXPECT_EQ(refusal(pipe), pipe.string() + ": (document): found a pipe, expected a class file");
  EXPECT_EQ(refusal(missing), missing.string() + ": (document): found no such file, expected a class file");
  EXPECT_EQ(refusal("/dev/zero"), "/dev/zero: (document): found a device, expected a class file");
  EXPECT_EQ(refusal(folder_ / "missing.json" / "below"),
            (missing / "below").string() + ": (document): found no such file, expected a class file");
}

TEST_F(AbsurdFile, ThatMayNotBeRead) {
  const fs::path file = folder_ / "secret.json";
  std::ofstream(file) << "{}";
  fs::permissions(file, fs::perms::none);
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  EXPECT_EQ(refusal(file),
            file.string() +
                ": (document): found a file that cannot be read (Permission denied), expected a class file");
}

TEST_F(AbsurdFile, OfSoundContentIsRead) {
  const fs::path file = folder_ / "sound.json";
  std::ofstream(file) << write_class(test::two_coins());
  EXPECT_TRUE(read_class(file) == test::two_coins());
}

}  // namespace
}  // namespace qed
