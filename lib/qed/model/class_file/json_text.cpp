// Documents as text for people: what fits on a line stays on one.
#include <fmt/format.h>

#include "qed/model/class_file/json.hpp"

namespace qed {
namespace {

using Kind = JsonValue::Kind;

constexpr std::size_t line_width = 110;

std::string string_text(std::string_view characters) {
  std::string text = "\"";
  for (const char c : characters) {
    if (c == '"' || c == '\\')
      (text += '\\') += c;
    else if (c == '\n')
      text += "\\n";
    else if (c == '\t')
      text += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20)
      text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      text += c;
  }
  return text += '"';
}

// Appends the value on one line; false where it would not fit into `room` characters (the text is then
// partial).
bool append_inline(std::string& text, const JsonValue& value, std::size_t room) {
  const std::size_t start = text.size();
  if (value.kind != Kind::list && value.kind != Kind::object) {
    text += value.kind == Kind::string ? string_text(value.text) : value.text;
    return text.size() - start <= room;
  }
  const bool is_object = value.kind == Kind::object;
  text += is_object ? '{' : '[';
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (i > 0) text += ", ";
    if (is_object) text += string_text(value.keys[i]) + ": ";
    const std::size_t used = text.size() - start;
    if (used > room || !append_inline(text, value.items[i], room - used)) return false;
  }
  text += is_object ? '}' : ']';
  return text.size() - start <= room;
}

// Appends the value, which starts at column `column` of a line indented by `indent`.
void append(std::string& text, const JsonValue& value, std::size_t indent, std::size_t column) {
  const bool nests = (value.kind == Kind::list || value.kind == Kind::object) && !value.items.empty();
  const std::size_t start = text.size();
  const std::size_t room = column < line_width ? line_width - column : 0;
  if (append_inline(text, value, nests ? room : std::string::npos) && (indent > 0 || !nests)) return;
  text.resize(start);
  const bool is_object = value.kind == Kind::object;
  text += is_object ? '{' : '[';
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    text += i > 0 ? ",\n" : "\n";
    text.append(indent + 2, ' ');
    const std::size_t line = text.size() - (indent + 2);
    if (is_object) text += string_text(value.keys[i]) + ": ";
    append(text, value.items[i], indent + 2, text.size() - line);
  }
  text += '\n';
  text.append(indent, ' ');
  text += is_object ? '}' : ']';
}

}  // namespace

std::string print_json(const JsonValue& value) {
  std::string text;
  append(text, value, 0, 0);
  return text += '\n';
}

}  // namespace qed
