#include "checked_file.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

namespace qed::tool {

std::string CheckedFile::limit() const {
  if (!result) return {};
  switch (result->evaluation.ended) {
    case Ended::horizon: return {};
    case Ended::state_limit: return "the limit on states was reached";
    case Ended::memory_limit: return "the limit on memory was reached";
    case Ended::interrupted: return "interrupted";
  }
  return {};
}

Status CheckedFile::status() const {
  if (failure) return failure->status;
  if (!result) return Status::undecided;
  Status decided = status_of(result->verdict());
  if (certificate_failure) decided = worse(decided, certificate_failure->status);
  return limit().empty() && !width_missed ? decided : worse(decided, Status::undecided);
}

namespace {

std::string all_of(std::istream& in) {
  // One byte more than a class file may have, so that parse_class can refuse what is longer.
  constexpr std::size_t most = ClassFileLimits::bytes + 1;
  std::string text, chunk(std::size_t{1} << 16, '\0');
  while (text.size() < most && in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())).gcount() > 0)
    text.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace

ModelClass read_class_or_stdin(const std::string& file, std::string* text) {
  if (file != "-" && !text) return read_class(file);
  if (file != "-") read_class(file);  // says what is wrong with the file
  std::ifstream stream;
  if (file != "-") stream.open(file, std::ios::binary);
  std::string read = all_of(file == "-" ? std::cin : stream);
  ModelClass mc =
      parse_class(read, file == "-" ? "standard input" : file);  // of these bytes, whatever happened since
  if (text) *text = std::move(read);
  return mc;
}

}  // namespace qed::tool
