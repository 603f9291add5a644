#include "junit_report.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "check_report.hpp"
#include "qed/exact/wording.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

std::string counts(std::size_t tests, std::size_t failures, std::size_t errors, std::size_t skipped,
                   std::optional<double> seconds) {
  return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", tests, failures, errors,
                     skipped) +
         (seconds ? fmt::format(R"( time="{:.3f}")", *seconds) : "");
}

std::string case_xml(const TestCase& c, const std::string& suite) {
  std::string xml =
      fmt::format(R"(    <testcase classname="{}" name="{}")", xml_escaped(suite), xml_escaped(c.name));
  const char* tag = c.outcome == TestCase::Outcome::failed    ? "failure"
                    : c.outcome == TestCase::Outcome::error   ? "error"
                    : c.outcome == TestCase::Outcome::skipped ? "skipped"
                                                              : nullptr;
  if (tag == nullptr) return xml + "/>\n";
  return xml + fmt::format(">\n      <{0} message=\"{1}\">{2}</{0}>\n    </testcase>\n", tag,
                           xml_escaped(c.message), xml_escaped(c.body));
}

}  // namespace

std::string junit_document(const std::string& name, const std::vector<TestSuite>& suites,
                           std::optional<double> seconds) {
  using Outcome = TestCase::Outcome;
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  std::string body;
  for (const auto& suite : suites) {
    tests += suite.cases.size();
    failures += suite.count(Outcome::failed);
    errors += suite.count(Outcome::error);
    skipped += suite.count(Outcome::skipped);
    if (suite.seconds) seconds = seconds.value_or(0) + *suite.seconds;
    body += fmt::format("  <testsuite name=\"{}\" {}>\n", xml_escaped(suite.name),
                        counts(suite.cases.size(), suite.count(Outcome::failed), suite.count(Outcome::error),
                               suite.count(Outcome::skipped), suite.seconds));
    if (!suite.properties.empty()) {
      body += "    <properties>\n";
      for (const auto& [key, value] : suite.properties)
        body +=
            fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", xml_escaped(key), xml_escaped(value));
      body += "    </properties>\n";
    }
    for (const auto& c : suite.cases) body += case_xml(c, suite.name);
    body += "  </testsuite>\n";
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" {}>\n{}</testsuites>\n",
      xml_escaped(name), counts(tests, failures, errors, skipped, seconds), body);
}

namespace {

TestCase claim_case(const ClaimResult& r, const ModelClass& mc, bool sampled) {
  using Outcome = TestCase::Outcome;
  TestCase c{.name = std::string(r.claim->id)};
  const Verdict verdict = r.worst.verdict;
  c.message = std::string(to_string(verdict));
  if (verdict == Verdict::not_applicable) {
    c.outcome = Outcome::skipped;
    c.message = r.worst.detail;
    return c;
  }
  if (verdict == Verdict::holds || verdict == Verdict::held_where_visited ||
      r.claim->status == ClaimStatus::refuted)
    return c;
  c.outcome = verdict == Verdict::violated ? Outcome::failed : Outcome::error;
  c.message += fmt::format(": ratio {}", ratio_text(r.worst));
  c.body = "\n" + claim_result_text(r, mc, Style::plain(), 0, sampled);
  return c;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const auto [code, length] = utf8_at(text, 0);
    const std::string_view point = text.substr(0, std::max<std::size_t>(length, 1));
    if (code == '&')
      result += "&amp;";
    else if (code == '<')
      result += "&lt;";
    else if (code == '>')
      result += "&gt;";
    else if (code == '"')
      result += "&quot;";
    // Not characters of XML 1.0, not even as entities.
    else if (length == 0 || (code < 0x20 && code != '\n' && code != '\t') || code == 0xfffe || code == 0xffff)
      result += "\xef\xbf\xbd";
    else
      result += point;
    text.remove_prefix(point.size());
  }
  return result;
}

std::string check_junit(const std::vector<CheckedFile>& files) {
  std::vector<TestSuite> suites;
  for (const auto& checked : files) {
    TestSuite suite{.name = checked.file};
    if (checked.failure) {
      suite.cases.push_back({.name = "can be checked",
                             .outcome = TestCase::Outcome::error,
                             .message = checked.failure->message});
    } else {
      const ModelClass& mc = *checked.model_class;
      suite.seconds = static_cast<double>(checked.nanoseconds()) * 1e-9;
      suite.properties = {{"name", mc.name},
                          {"horizon", std::to_string(checked.horizon())},
                          {"alpha", to_string(mc.alpha)},
                          {"imitator", checked.imitator},
                          {"method", std::string(to_string(checked.method()))}};
      if (const auto& by = checked.learned_by)
        suite.properties.push_back({"rule", fmt::format("{} at eta = {}", by->rule, to_string(by->eta))});
      if (checked.sampled) {
        suite.properties.push_back({"samples", std::to_string(checked.sampled->check.evaluation.samples)});
        suite.properties.push_back({"seed", std::to_string(checked.sampled->seed)});
        suite.properties.push_back({"confidence", to_string(checked.sampled->confidence)});
      }
      for (const auto& claim : checked.claims())
        suite.cases.push_back(claim_case(claim, mc, checked.sampled.has_value()));
      if (const std::string limit = checked.limit(); !limit.empty())
        suite.cases.push_back({.name = checked.sampled ? "draws its samples" : "reaches its horizon",
                               .outcome = TestCase::Outcome::error,
                               .message = limit,
                               .body = ""});
      if (checked.solution_stopped())
        suite.cases.push_back({.name = "is solved for ever",
                               .outcome = TestCase::Outcome::error,
                               .message = in_words(*checked.unsolved),
                               .body = ""});
    }
    suites.push_back(std::move(suite));
  }
  return junit_document("qed check", suites);
}

std::string verify_junit(const properties::VerifyReport& report, const std::vector<std::string>& saved,
                         const std::string& repeat) {
  using Outcome = TestCase::Outcome;
  TestSuite suite{.name = "qed verify", .seconds = report.elapsed.count()};
  suite.properties = {
      {"seed", std::to_string(report.seed)}, {"cases", std::to_string(report.cases)}, {"repeat", repeat}};
  for (const auto& tally : report.claims) {
    TestCase c{.name = std::string(tally.claim->id)};
    if (tally.violations > 0) {
      c.outcome = Outcome::failed;
      c.message =
          fmt::format("violated on {} of {}", tally.violations, count_text(tally.cases, "class", "classes"));
      for (std::size_t i = 0; i < report.violations.size(); ++i) {
        const auto& v = report.violations[i];
        if (v.result.claim != tally.claim) continue;
        c.body +=
            fmt::format("\ncase {} of seed {}\n{}{}", v.case_index, report.seed, class_text(v.shrunk, 0),
                        claim_result_text(v.result, v.shrunk, Style::plain(), 0));
        if (i < saved.size() && !saved[i].empty()) c.body += fmt::format("saved as {}\n", saved[i]);
      }
    } else if (tally.undecided > 0) {
      c.outcome = Outcome::error;
      c.message =
          fmt::format("undecided on {} of {}", tally.undecided, count_text(tally.cases, "class", "classes"));
    } else if (tally.cases == 0) {
      c.outcome = Outcome::skipped;
      c.message = "no class was drawn to which the claim applies";
    }
    suite.cases.push_back(std::move(c));
  }
  if (report.interrupted)
    suite.cases.push_back(
        {.name = "runs to its end",
         .outcome = Outcome::error,
         .message = fmt::format("interrupted after {}", count_text(report.cases, "case", "cases")),
         .body = ""});
  return junit_document("qed verify", {suite});
}

std::string faults_junit(const properties::KillMatrix& matrix, const std::string& repeat) {
  using Outcome = TestCase::Outcome;
  const std::vector<std::pair<std::string, std::string>> properties = {{"seed", std::to_string(matrix.seed)},
                                                                       {"repeat", repeat}};
  TestSuite caught{.name = "every fault is caught", .properties = properties};
  for (const auto* fault : matrix.faults) {
    const bool survives =
        std::find(matrix.survivors.begin(), matrix.survivors.end(), fault) != matrix.survivors.end();
    const bool seen =
        std::ranges::find(matrix.smallest, fault, &properties::Kill::fault) != matrix.smallest.end();
    caught.cases.push_back({.name = std::string(fault->id),
                            .outcome = survives                      ? Outcome::failed
                                       : matrix.some_claims && !seen ? Outcome::skipped
                                                                     : Outcome::passed,
                            .message = survives ? "caught by no claim and not by the twin"
                                                : "caught by none of the claims that were named",
                            .body = std::string(fault->mistake)});
  }
  TestSuite broken{.name = "every claim is broken by a fault", .properties = properties};
  for (const auto* claim : matrix.claims) {
    const bool whole =
        std::find(matrix.unbroken.begin(), matrix.unbroken.end(), claim) != matrix.unbroken.end();
    broken.cases.push_back({.name = std::string(claim->id),
                            .outcome = whole                  ? Outcome::failed
                                       : claim->pure_calculus ? Outcome::skipped
                                                              : Outcome::passed,
                            .message = whole                  ? "broken by no fault"
                                       : claim->pure_calculus ? "pure calculus: no fault can break it"
                                                              : "",
                            .body = ""});
  }
  TestSuite honest{.name = "the cautious imitator is accused of nothing", .properties = properties};
  for (std::size_t c = 0; c < matrix.false_alarms.size(); ++c) {
    const std::uint64_t alarms = matrix.false_alarms[c];
    honest.cases.push_back(
        {.name = std::string(c < matrix.claims.size() ? matrix.claims[c]->id : properties::twin),
         .outcome = alarms > 0 ? Outcome::failed : Outcome::passed,
         .message = alarms > 0 ? fmt::format("violated on {}", count_text(alarms, "class", "classes")) : ""});
  }
  if (matrix.interrupted)
    caught.cases.push_back({.name = "runs to its end", .outcome = Outcome::error, .message = "interrupted"});
  return junit_document("qed verify --faults", {caught, broken, honest}, matrix.elapsed.count());
}

std::string twin_junit(const std::string& file, Status status, const std::string& difference) {
  using Outcome = TestCase::Outcome;
  TestCase twin{.name = std::string(properties::twin), .message = difference};
  twin.outcome = status == Status::violated ? Outcome::failed
                 : status == Status::holds  ? Outcome::passed
                                            : Outcome::error;
  TestSuite suite{.name = file};
  suite.cases.push_back(std::move(twin));
  return junit_document("qed replay", {suite});
}

}  // namespace qed::tool
