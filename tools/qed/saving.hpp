// Files that the commands leave behind.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "qed/model/model_class.hpp"

namespace qed::tool {

// Writes text to a file, its folder made where it is not there.   Throws  std::runtime_error naming the file.
void write_file(const std::filesystem::path&, std::string_view text);

// A folder for counterexamples that cannot be one is refused before hours are spent on finding them. Nothing is
// left there yet: the nearest folder that is there must take what is missing.
// Throws  std::runtime_error naming the folder.
void require_folder(const std::filesystem::path&);

// Where a class was written; empty, with a diagnostic, where that failed.
std::string saved_as(const std::filesystem::path&, const ModelClass&);

}  // namespace qed::tool
