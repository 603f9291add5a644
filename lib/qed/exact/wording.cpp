#include "qed/exact/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace qed {
namespace {

constexpr std::size_t shown_characters = 40;
constexpr std::size_t shown_names = 12;

// White space as Unicode has it (the property White_Space), and the byte order mark.
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000 || c == 0xfeff;
}
bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

enum class Quoting { none, json };

// Appends the character at `position`, escaped where a terminal or (Quoting::json) a JSON text wants it;
// returns its length.
std::size_t append_escaped(std::string& shown, std::string_view text, std::size_t position, Quoting quoting) {
  const auto [code, bytes] = utf8_at(text, position);
  if (bytes == 0)
    shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[position]));
  else if (quoting == Quoting::json && (code == '"' || code == '\\'))
    (shown += '\\') += static_cast<char>(code);
  else if (code == '\n')
    shown += "\\n";
  else if (code == '\t')
    shown += "\\t";
  else if (is_control(code))
    shown += fmt::format("\\u{:04x}", static_cast<unsigned>(code));
  else
    shown += text.substr(position, bytes);
  return std::max<std::size_t>(bytes, 1);
}

// The first characters of `text`, escaped; `whole` says whether that was all of it.
std::string escaped_start(std::string_view text, bool& whole) {
  std::string shown;
  std::size_t position = 0;
  for (std::size_t n = 0; position < text.size() && n < shown_characters; ++n)
    position += append_escaped(shown, text, position, Quoting::json);
  whole = position == text.size();
  return shown;
}

}  // namespace

Utf8Character utf8_at(std::string_view text, std::size_t position) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[position + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() - position < bytes) return {0, 0};
  char32_t code = lead & (0x7fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) return {0, 0};
    code = (code << 6) | (byte(i) & 0x3fu);
  }
  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (overlong || surrogate || code > 0x10ffff) return {0, 0};
  return {code, bytes};
}

void append_utf8(std::string& text, char32_t code) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | (code >> 6));
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3f));
    put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
  }
}

std::string name_fault(std::string_view name, bool spaces_allowed) {
  if (name.empty()) return "an empty name";
  for (std::size_t position = 0; position < name.size();) {
    const auto [code, bytes] = utf8_at(name, position);
    if (bytes == 0) return "bytes that are not UTF-8";
    if (!spaces_allowed && is_space(code)) return "white space";
    if (is_control(code)) return "a control character";
    position += bytes;
  }
  return "";
}

std::string in_quotes(std::string_view text) {
  bool whole = false;
  const std::string shown = escaped_start(text, whole);
  return whole ? fmt::format("\"{}\"", shown) : fmt::format("\"{}…\" ({} bytes)", shown, text.size());
}

std::string shortened(std::string_view text) {
  bool whole = false;
  const std::string shown = escaped_start(text, whole);
  return whole ? shown : fmt::format("{}… ({} characters)", shown, text.size());
}

std::string listed(std::span<const std::string> names) {
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), shown_names); ++i)
    list += (i ? ", " : "") + in_quotes(names[i]);
  if (names.size() > shown_names) list += fmt::format(" and {} more", names.size() - shown_names);
  return list;
}

std::string suggestion(std::string_view name, std::span<const std::string> candidates) {
  constexpr std::size_t longest = 64;  // the distance costs a product of lengths
  if (name.size() > longest) return "";
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    if (candidate.size() > longest) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance && distance < candidate.size()) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best.empty() ? "" : fmt::format("; did you mean {}?", in_quotes(best));
}

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t position = 0; position < text.size();)
    position += append_escaped(shown, text, position, Quoting::none);
  return shown;
}

}  // namespace qed
