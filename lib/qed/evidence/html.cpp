#include "qed/evidence/html.hpp"

#include "qed/exact/wording.hpp"

namespace qed::evidence {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  return out;
}

bool digit_or_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The bytes after position `at` that a "_" or "^" there moves, and how many characters they take: {…} without its
// braces, (…) with its parentheses, ASCII letters and digits, or one other character.
struct Moved {
  std::string_view text;
  std::size_t taken;
};
Moved moved(std::string_view s, std::size_t at) {
  if (at >= s.size()) return {{}, 0};
  for (const auto& [open, close] : {std::pair{'{', '}'}, {'(', ')'}})
    if (s[at] == open)
      if (const auto end = s.find(close, at); end != std::string_view::npos)
        return open == '{' ? Moved{s.substr(at + 1, end - at - 1), end + 1 - at}
                           : Moved{s.substr(at, end + 1 - at), end + 1 - at};
  std::size_t n = 0;
  while (at + n < s.size() && digit_or_letter(s[at + n])) ++n;
  if (n == 0) n = utf8_at(s, at).bytes;
  return {s.substr(at, n), n};
}

}  // namespace

std::string html(std::string_view text) { return escaped(printable(text)); }

std::string formula_html(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const Moved m = s[i] == '_' || s[i] == '^' ? moved(s, i + 1) : Moved{{}, 0};
    if (m.taken == 0 || m.text == " ") {
      out += escaped(s.substr(i, 1));
      continue;
    }
    const std::string_view tag = s[i] == '_' ? "sub" : "sup";
    out.append("<").append(tag).append(">").append(escaped(m.text)).append("</").append(tag).append(">");
    i += m.taken;
  }
  return out;
}

std::string data_uri(std::string_view media_type, std::string_view content) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "data:" + std::string(media_type) + ";base64,";
  for (std::size_t i = 0; i < content.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, content.size() - i);
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < 3; ++k)
      word = word << 8 | (k < n ? static_cast<unsigned char>(content[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += k <= n ? digits[word >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string slug(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (digit_or_letter(c))
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
    if (out.size() == 60) break;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "x" : out;
}

}  // namespace qed::evidence
