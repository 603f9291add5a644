// The corpus of malformed class files: each is refused with exactly the message of
// tests/malformed/manifest.json. "fault" there is "text" (not JSON as the format wants it), "schema" (the
// JSON Schema refuses it too) or "meaning" (only the reader can see it). When a message changes for the
// better, change the manifest by hand: it is the record.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "qed/model/class_file.hpp"
#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

namespace fs = std::filesystem;

const fs::path& folder() {
  static const fs::path path = test::tests_folder() / "malformed";
  return path;
}

// File name to message.
const std::map<std::string, std::string>& manifest() {
  static const auto messages = [] {
    std::map<std::string, std::string> result;
    for (const auto& entry : nlohmann::json::parse(test::read_text(folder() / "manifest.json")))
      result.emplace(entry.at("file"), entry.at("message"));
    return result;
  }();
  return messages;
}

TEST(Malformed, EachFileIsRefusedWithItsMessage) {
  for (const auto& [name, message] : manifest()) {
    const std::string text = test::read_text(folder() / name);
    EXPECT_EQ(test::message_of<ClassFileError>([&] { parse_class(text, name); }), name + ": " + message);
  }
}

TEST(Malformed, TheManifestIsComplete) {
  EXPECT_GE(manifest().size(), 110u);
  std::set<std::string> listed{"manifest.json"}, there;
  for (const auto& [name, message] : manifest()) listed.insert(name);
  for (const auto& entry : fs::directory_iterator(folder())) there.insert(entry.path().filename());
  EXPECT_EQ(listed, there);
}

// No file's message is another's by accident of a fault that hides behind an earlier one: where the base is
// sound, the message speaks of the place that the file is named after. What can be checked is that they
// differ enough.
TEST(Malformed, MessagesAreOneLineWithFoundAndExpected) {
  for (const auto& [name, message] : manifest()) {
    EXPECT_EQ(message.find('\n'), std::string::npos) << name;
    EXPECT_NE(message.find(": found "), std::string::npos) << name;
    EXPECT_NE(message.find(", expected "), std::string::npos) << name;
    EXPECT_LT(message.size(), 500u) << name;
  }
}

// The command says the same, on standard error, and exits with 2.
TEST(Malformed, TheCommandRefusesEachFile) {
  const fs::path errors = fs::path(testing::TempDir()) / "qed-malformed-errors.txt";
  for (const auto& [name, message] : manifest()) {
    const std::string file = (folder() / name).string();
    const std::string command =
        std::string("\"") + QED_TOOL + "\" check \"" + file + "\" >/dev/null 2>\"" + errors.string() + "\"";
    const int status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 2) << name << ": status " << status;
    EXPECT_NE(test::read_text(errors).find(file + ": " + message), std::string::npos)
        << name << ": " << test::read_text(errors);
  }
  fs::remove(errors);
}

}  // namespace
}  // namespace qed
