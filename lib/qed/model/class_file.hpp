// Class files, demonstrandum-class/1: reading with messages that name the place, and writing back.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "qed/model/model_class.hpp"

namespace qed {

// Bad input: `what()` reads "FILE: POINTER: found VALUE, expected EXPECTATION".
class ClassFileError : public std::runtime_error {
 public:
  ClassFileError(std::string file, std::string pointer, std::string found, std::string expected);
  const std::string& file() const { return file_; }
  const std::string& pointer() const { return pointer_; }    // JSON pointer; "" is the whole document
  const std::string& found() const { return found_; }        // the offending value, shortened
  const std::string& expected() const { return expected_; }

 private:
  std::string file_, pointer_, found_, expected_;
};

// Reads a class from text; `file` is only named in messages.
// Cost    linear in the text; refuses more than 64 MiB, nesting above 64 and numbers above 10,000 digits.
// Throws  ClassFileError for anything that is not exactly a valid class file.
ModelClass parse_class(std::string_view text, const std::string& file);
ModelClass read_class(const std::filesystem::path&);

// The class as a class file (UTF-8 JSON, two-space indent); parse_class reads it back to an equal class.
// Throws  std::invalid_argument where a model is a C++ policy that no file can hold.
std::string write_class(const ModelClass&);

}  // namespace qed
