#include "qed/model/defect.hpp"

#include <fmt/format.h>

#include "qed/exact/wording.hpp"

namespace qed {

Defect::Defect(std::string place, std::string found, std::string expected)
    : std::invalid_argument(fmt::format("{}: found {}, expected {}", shown_place(place), found, expected)),
      place_(std::move(place)),
      found_(std::move(found)),
      expected_(std::move(expected)) {}

std::string shown_place(std::string_view pointer) {
  return pointer.empty() ? "(document)" : printable(pointer);
}

void extend_pointer(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
}
void extend_pointer(std::string& pointer, std::size_t index) { (pointer += '/') += std::to_string(index); }

std::string pointer_to(std::string_view parent, std::string_view key) {
  std::string pointer(parent);
  extend_pointer(pointer, key);
  return pointer;
}
std::string pointer_to(std::string_view parent, std::size_t index) {
  std::string pointer(parent);
  extend_pointer(pointer, index);
  return pointer;
}

}  // namespace qed
