// Class files, read: the file, the text, its structure, its meaning.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "qed/exact/wording.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/class_file/meaning.hpp"
#include "qed/model/class_file/structure.hpp"
#include "qed/model/defect.hpp"

namespace qed {
namespace {

namespace fs = std::filesystem;

std::string_view kind_of_file(fs::file_type type) {
  switch (type) {
    case fs::file_type::not_found: return "no such file";
    case fs::file_type::directory: return "a directory";
    case fs::file_type::fifo: return "a pipe";
    case fs::file_type::socket: return "a socket";
    case fs::file_type::block:
    case fs::file_type::character: return "a device";
    default: return "something that is not a file";
  }
}

ModelClass all_listed(CountableClass c, const std::string& file) {
  if (c.families.empty()) return std::move(c.listed);
  throw ClassFileError(
      file, "/families",
      c.families.size() == 1 ? "a family of models" : fmt::format("{} families of models", c.families.size()),
      "a class that lists all its models");
}

}  // namespace

ClassFileError::ClassFileError(std::string file, std::string pointer, std::string found, std::string expected)
    : std::runtime_error(fmt::format("{}: {}: found {}, expected {}", printable(file), shown_place(pointer),
                                     found, expected)),
      file_(std::move(file)),
      pointer_(std::move(pointer)),
      found_(std::move(found)),
      expected_(std::move(expected)) {}

CountableClass parse_countable_class(std::string_view text, const std::string& file) {
  if (text.size() > ClassFileLimits::bytes)
    throw ClassFileError(file, "", fmt::format("{} bytes", text.size()),
                         fmt::format("at most {}", ClassFileLimits::bytes));
  try {
    const JsonValue document = parse_json(text);
    check_class_structure(document);
    return class_meaning(document);
  } catch (const Defect& defect) {
    throw ClassFileError(file, defect.place(), defect.found(), defect.expected());
  }
}

ModelClass parse_class(std::string_view text, const std::string& file) {
  return all_listed(parse_countable_class(text, file), file);
}

CountableClass read_countable_class(const fs::path& path) {
  const std::string file = path.string();
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error && status.type() != fs::file_type::not_found)
    throw ClassFileError(file, "", fmt::format("a file that cannot be read ({})", error.message()),
                         "a class file");
  if (status.type() != fs::file_type::regular)
    throw ClassFileError(file, "", std::string(kind_of_file(status.type())), "a class file");
  const auto size = fs::file_size(path, error);
  if (!error && size > ClassFileLimits::bytes)
    throw ClassFileError(file, "", fmt::format("{} bytes", size),
                         fmt::format("at most {}", ClassFileLimits::bytes));

  std::ifstream stream(path, std::ios::binary);
  std::string text(error ? 0 : static_cast<std::size_t>(size), '\0');
  if (stream) stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream || error)
    throw ClassFileError(
        file, "",
        fmt::format("a file that cannot be read ({})", error ? error.message() : std::strerror(errno)),
        "a class file");
  return parse_countable_class(text, file);
}

ModelClass read_class(const fs::path& path) { return all_listed(read_countable_class(path), path.string()); }

void set_horizon(ModelClass& c, unsigned horizon) {
  c.horizon = horizon;
  if (c.counterexample && c.counterexample->history.size() > horizon) c.counterexample.reset();
}

}  // namespace qed
