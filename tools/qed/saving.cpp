#include "saving.hpp"

#include <cstdlib>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "qed/model/class_file.hpp"
#include "terminal.hpp"

namespace qed::tool {

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  std::ofstream stream(path, std::ios::binary);
  if (!error && stream) stream << text << std::flush;
  if (error || !stream)
    throw std::runtime_error(fmt::format("{}: cannot be written ({})", path.string(),
                                         error ? error.message() : std::generic_category().message(errno)));
}

void require_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::path nearest = std::filesystem::absolute(folder);
  while (std::filesystem::symlink_status(nearest, error).type() == std::filesystem::file_type::not_found &&
         nearest.has_relative_path())
    nearest = nearest.parent_path();
  if (!std::filesystem::is_directory(nearest, error))
    throw std::runtime_error(fmt::format("{}: cannot hold counterexamples ({} is not a folder)",
                                         folder.string(), nearest.string()));
  // Tried, not asked for: who may write anywhere cannot do so in /proc.
  std::string trial = (nearest / ".qed-XXXXXX").string();
  if (!mkdtemp(trial.data()))
    throw std::runtime_error(fmt::format("{}: cannot hold counterexamples ({}: {})", folder.string(),
                                         nearest.string(), std::generic_category().message(errno)));
  std::filesystem::remove(trial, error);
}

std::string saved_as(const std::filesystem::path& path, const ModelClass& mc) {
  try {
    write_file(path, write_class(mc));
    return path.string();
  } catch (const std::exception& e) {
    complain(e.what());
    return {};
  }
}

}  // namespace qed::tool
