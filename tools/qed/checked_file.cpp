#include "checked_file.hpp"

#include "qed/scoring/properness.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace qed::tool {

namespace {

std::string words(Ended ended) {
  switch (ended) {
    case Ended::horizon: return {};
    case Ended::state_limit: return "the limit on states was reached";
    case Ended::memory_limit: return "the limit on memory was reached";
    case Ended::interrupted: return "interrupted";
    case Ended::undecided: return "it stayed undecided who is collected";
  }
  return {};
}

}  // namespace

std::vector<ConditionOfRule> conditions_of(const RuleFacts& facts) {
  const auto finding = [](bool proved, bool refuted) {
    return to_string(proved ? Finding::proved : refuted ? Finding::refuted : Finding::undecided);
  };
  // What is not central has no constant; a rule that is built in says so where it has none.
  const bool none = facts.refuted || (!facts.strong && !facts.strong_by.empty());
  return {{"central-condition", finding(facts.central, facts.refuted), std::nullopt, facts.central_by},
          {"strong-central", finding(facts.strong.has_value(), none), facts.strong,
           facts.refuted             ? "the rule is not central"
           : facts.strong_by.empty() ? "no constant is known"
                                     : facts.strong_by}};
}

Method CheckedFile::method() const {
  if (sampled) return Method::sampled;
  return result->evaluation.truncation ? Method::certified : Method::exact;
}

unsigned CheckedFile::horizon() const {
  return sampled ? sampled->check.evaluation.mean.horizon : result->evaluation.quantities.horizon;
}

std::uint64_t CheckedFile::nanoseconds() const {
  return sampled ? sampled->check.evaluation.nanoseconds : result->evaluation.work.nanoseconds;
}

std::string CheckedFile::limit() const {
  if (sampled) return sampled->check.evaluation.ended == Sampled::Ended::interrupted ? "interrupted" : "";
  return result ? words(result->evaluation.ended) : "";
}

std::string limit_of(const Expansion& e) { return words(e.ended); }

std::string in_words(Unsolved why) {
  switch (why) {
    case Unsolved::without_flint: return "qed was built without FLINT";
    case Unsolved::too_many_nodes: return fmt::format("more than {} nodes are unsettled", forever_nodes);
    case Unsolved::long_numbers: return "the numbers of its solution are too long to be found within seconds";
    case Unsolved::state_limit: return words(Ended::state_limit);
    case Unsolved::memory_limit: return words(Ended::memory_limit);
    case Unsolved::interrupted: return words(Ended::interrupted);
  }
  return {};
}

bool CheckedFile::solution_stopped() const {
  return unsolved == Unsolved::state_limit || unsolved == Unsolved::memory_limit ||
         unsolved == Unsolved::interrupted;
}

Status CheckedFile::status() const {
  if (failure) return failure->status;
  if (!has_results()) return Status::undecided;
  Status decided = status_of(sampled ? sampled->check.verdict() : result->verdict());
  if (certificate_failure) decided = worse(decided, certificate_failure->status);
  const bool stopped = !limit().empty() || width_missed || solution_stopped();
  return stopped ? worse(decided, Status::undecided) : decided;
}

namespace {

// One byte more than a class file may have, so that parse_class can refuse what is longer.
std::string all_of_stdin() {
  constexpr std::size_t most = ClassFileLimits::bytes + 1;
  std::string text, chunk(std::size_t{1} << 16, '\0');
  while (text.size() < most) {
    const std::size_t n = std::fread(chunk.data(), 1, chunk.size(), stdin);
    text.append(chunk, 0, n);
    if (std::ferror(stdin) != 0)
      throw ClassFileError("standard input", "",
                           fmt::format("what cannot be read ({})", std::strerror(errno)), "a class file");
    if (n == 0) break;
  }
  return text;
}

std::string all_of_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

ModelClass read_class_or_stdin(const std::string& file) {
  if (file.empty()) throw ClassFileError("\"\"", "", "an empty name", "the name of a class file");
  return file == "-" ? parse_class(all_of_stdin(), "standard input") : read_class(file);
}

CountableClass read_countable_or_stdin(const std::string& file, std::string* text) {
  if (file.empty()) throw ClassFileError("\"\"", "", "an empty name", "the name of a class file");
  if (file != "-" && !text) return read_countable_class(file);
  if (file != "-") read_countable_class(file);  // says what is wrong with the file
  std::string read = file == "-" ? all_of_stdin() : all_of_file(file);
  // Of these bytes, whatever happened to the file since.
  CountableClass c = parse_countable_class(read, file == "-" ? "standard input" : file);
  if (text) *text = std::move(read);
  return c;
}

}  // namespace qed::tool
