#include "checked_file.hpp"

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
  const Status decided = status_of(result->verdict());
  return limit().empty() && !width_missed ? decided : worse(decided, Status::undecided);
}

ModelClass read_class_or_stdin(const std::string& file) {
  if (file != "-") return read_class(file);
  // One byte more than a class file may have, so that parse_class can refuse what is longer.
  constexpr std::size_t most = ClassFileLimits::bytes + 1;
  std::string text, chunk(std::size_t{1} << 16, '\0');
  while (text.size() < most &&
         std::cin.read(chunk.data(), static_cast<std::streamsize>(chunk.size())).gcount() > 0)
    text.append(chunk, 0, static_cast<std::size_t>(std::cin.gcount()));
  return parse_class(text, "standard input");
}

}  // namespace qed::tool
