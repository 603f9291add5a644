// The class files of tests/, for the tests that compute with them.
#pragma once

#include <filesystem>
#include <string>

#include "qed/model/class_file.hpp"

namespace qed::test {

inline std::filesystem::path tests_folder() {
  return std::filesystem::path(DEMONSTRANDUM_SOURCE_DIR) / "tests";
}

// tests/classes/NAME.json; horizon 0: its own.
inline ModelClass shipped(const std::string& name, unsigned horizon = 0) {
  ModelClass c = read_class(tests_folder() / "classes" / (name + ".json"));
  if (horizon != 0) c.horizon = horizon;
  return c;
}

}  // namespace qed::test
