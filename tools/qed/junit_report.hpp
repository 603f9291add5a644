// Results for CI servers: JUnit XML. A claim that is violated fails, one that is undecided is an error, one
// that does not apply is skipped.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checked_file.hpp"
#include "properties/faults.hpp"
#include "properties/verify.hpp"

namespace qed::tool {

// Text and attribute values: markup and quotes as entities, what XML 1.0 cannot hold as U+FFFD.
std::string xml_escaped(std::string_view text);

struct TestCase {
  enum class Outcome { passed, failed, error, skipped };
  std::string name;
  Outcome outcome = Outcome::passed;
  std::string message{};  // one line
  std::string body{};     // what a person needs to see
};

struct TestSuite {
  std::string name;
  std::optional<double> seconds{};  // none where the suite was not timed by itself
  std::vector<std::pair<std::string, std::string>> properties{};
  std::vector<TestCase> cases{};

  std::size_t count(TestCase::Outcome outcome) const {
    return static_cast<std::size_t>(std::count_if(
        cases.begin(), cases.end(), [outcome](const TestCase& c) { return c.outcome == outcome; }));
  }
};

// `seconds`: of all suites, where they were not timed one by one.
std::string junit_document(const std::string& name, const std::vector<TestSuite>&,
                           std::optional<double> seconds = {});

// One test suite per file, one test case per claim.
std::string check_junit(const std::vector<CheckedFile>&);
// One test case per claim.
std::string verify_junit(const properties::VerifyReport&, const std::vector<std::string>& saved,
                         const std::string& repeat);
// Three suites: one test case per fault (is it caught?), per claim (does a fault break it?), and again per
// claim (is the cautious imitator accused of nothing?).
std::string faults_junit(const properties::KillMatrix&, const std::string& repeat);

// A replayed counterexample to "the engine agrees with the slow twin".
std::string twin_junit(const std::string& file, Status, const std::string& difference);

}  // namespace qed::tool
