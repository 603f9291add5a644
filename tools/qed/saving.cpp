#include "saving.hpp"

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
