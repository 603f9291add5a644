#include "text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "qed/exact/limbs.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"

namespace qed::tool {

std::string printable(std::string_view text, bool keep_lines) {
  std::string result;
  while (!text.empty()) {
    const auto c = static_cast<unsigned char>(text[0]);
    const auto [code, length] = utf8_at(text, 0);
    const bool c1 = code >= 0x80 && code < 0xa0;  // control characters too, one of them the same as ESC [
    if (length == 0 || c1 || (c < 0x20 && !(keep_lines && c == '\n')) || c == 0x7f)
      for (const char bad : text.substr(0, std::max<std::size_t>(length, 1)))
        result += fmt::format("\\x{:02x}", static_cast<unsigned char>(bad));
    else
      result += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

namespace {

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

}  // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

std::string prefix(std::string_view text, std::size_t columns) {
  std::size_t taken = 0, end = 0;
  for (; end < text.size(); ++end)
    if (starts_code_point(text[end]) && ++taken > columns) break;
  return std::string(text.substr(0, end));
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t columns) {
  std::string result;
  std::size_t used = columns;  // so that the first word opens a line
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    if (!word.empty()) {
      if (used + 1 + width_of(word) > columns) {
        if (!result.empty()) result += '\n';
        result.append(indent, ' ');
        used = indent;
      } else {
        result += ' ';
        ++used;
      }
      result += word;
      used += width_of(word);
    }
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return result + '\n';
}

namespace {

std::size_t kept_at_an_end(std::size_t columns) { return std::max<std::size_t>(columns / 2, 8) - 6; }

}  // namespace

std::string shortened(const std::string& digits, std::size_t columns) {
  if (digits.size() <= columns) return digits;
  const std::size_t keep = kept_at_an_end(columns);
  return fmt::format("{}...[{} digits]...{}", digits.substr(0, keep), digits.size() - 2 * keep,
                     digits.substr(digits.size() - keep));
}

namespace {

// Whether q in digits is longer than `columns` for certain: each digit is less than four bits. To write a number of
// a million digits only to find that it is long takes a while.
bool surely_longer(const Rational& q, std::size_t columns) {
  return bit_length(numerator_of(q)) + bit_length(denominator_of(q)) > 4 * columns + 8;
}

// shortened(n.str(), columns), by its ends alone where n > 0 is long.
std::string integer_text(const Integer& n, std::size_t columns) {
  if (bit_length(n) <= 4 * columns) return shortened(n.str(), columns);
  const std::size_t keep = kept_at_an_end(columns);
  // "1.234e567", less the zeros that an exact one ends in.
  const std::string lead = to_decimal_down(Rational(n), static_cast<unsigned>(keep));
  const std::size_t e = lead.find('e');
  std::string first = lead.substr(0, 1) + (e > 2 ? lead.substr(2, e - 2) : "");
  first.resize(keep, '0');
  const std::size_t digits = std::stoull(lead.substr(e + 1)) + 1;
  const Integer rest = n % boost::multiprecision::pow(Integer(10), static_cast<unsigned>(keep));
  return fmt::format("{}...[{} digits]...{:0>{}}", first, digits - 2 * keep, rest.str(), keep);
}

}  // namespace

std::string fraction_text(const Rational& q, std::size_t columns) {
  if (!surely_longer(q, columns))
    if (const std::string exact = to_string(q); exact.size() <= columns) return exact;
  const std::string sign = q < 0 ? "-" : "";
  const Integer numerator = abs(numerator_of(q)), denominator = denominator_of(q);
  if (denominator == 1) return sign + integer_text(numerator, columns);
  return sign + integer_text(numerator, columns / 2) + "/" + integer_text(denominator, columns / 2);
}

std::string exact_and_decimal(const Rational& q, std::size_t columns) {
  const std::string exact = fraction_text(q, columns);
  const bool shown_whole = exact.find_first_of("/.") == std::string::npos;
  return shown_whole ? exact : fmt::format("{} ({})", exact, to_decimal(q));
}

std::string brief(const Rational& q) {
  constexpr std::size_t short_fraction = 9;
  if (surely_longer(q, short_fraction)) return to_decimal(q);
  const std::string exact = to_string(q);
  if (exact.size() > short_fraction) return to_decimal(q);
  return exact.find('/') == std::string::npos ? exact : fmt::format("{} ({})", exact, to_decimal(q));
}

std::string brief(const Value& v) {
  if (v.is_exact()) return brief(v.exact());
  const std::string lower = to_decimal_down(v.lower()), upper = to_decimal_up(v.upper());
  return lower == upper ? lower : fmt::format("{} .. {}", lower, upper);
}

std::string ratio_decimal(const Value& v, unsigned digits) {
  const Rational q = v.upper();
  const std::string nearest = v.is_exact() ? to_decimal(q, digits) : to_decimal_up(q, digits);
  if (nearest != "1" || q == 1) return nearest;
  return q < 1 ? to_decimal_down(q, digits) : to_decimal_up(q, digits);
}

std::string tightest_text(const Value& ratio) {
  constexpr std::size_t short_fraction = 13;
  if (!ratio.is_exact() || surely_longer(ratio.exact(), short_fraction)) return ratio_decimal(ratio);
  const std::string exact = to_string(ratio.exact());
  if (exact.size() > short_fraction) return ratio_decimal(ratio);
  return exact.find('/') == std::string::npos ? exact : fmt::format("{} ({})", exact, ratio_decimal(ratio));
}

std::string ratio_text(const Comparison& c, unsigned digits) {
  if (c.unbounded_ratio) return "infinite";
  if (c.ratio && c.ratio->method() == Method::sampled)
    return fmt::format("{} .. {}", to_decimal_down(c.ratio->lower(), digits),
                       to_decimal_up(c.ratio->upper(), digits));
  return c.ratio ? ratio_decimal(*c.ratio, digits) : "-";
}

std::string history_text(const History& history, const ModelClass& mc) {
  constexpr std::size_t shown_whole = 14, ends = 6;
  const auto step = [&](const HistoryStep& s) {
    std::string text = s.asked ? "ask " : "";
    text += printable(mc.actions.at(s.action));
    if (mc.observations.size() > 1) text += "/" + printable(mc.observations.at(s.observation));
    return text;
  };
  if (history.empty()) return "(start)";
  std::string text;
  for (std::size_t t = 0; t < history.size(); ++t) {
    if (history.size() > shown_whole && t == ends) {
      text += fmt::format(", ... [{} steps]", history.size() - 2 * ends);
      t = history.size() - ends;
    }
    text += (t == 0 ? "" : ", ") + step(history[t]);
  }
  return text;
}

std::string_view kind_text(ClaimKind kind) {
  switch (kind) {
    case ClaimKind::per_node: return "per node";
    case ClaimKind::per_class: return "per class";
    case ClaimKind::family: return "family";
    case ClaimKind::rule: return "rule";
    case ClaimKind::system: return "system";
    case ClaimKind::recording: return "recording";
  }
  return "?";
}

std::string_view status_text(ClaimStatus status) {
  return status == ClaimStatus::refuted ? "refuted" : "proved+checked";
}

std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=,+:@%-";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

std::string duration_text(double seconds) {
  const long whole = std::lround(seconds);
  return whole >= 60 ? fmt::format("{} min {} s", whole / 60, whole % 60) : fmt::format("{:.3g} s", seconds);
}

std::string bytes_text(std::uint64_t bytes) {
  const auto b = static_cast<double>(bytes);
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 1000000) return fmt::format("{:.3g} kB", b / 1e3);
  if (bytes < 1000000000) return fmt::format("{:.3g} MB", b / 1e6);
  return fmt::format("{:.3g} GB", b / 1e9);
}

std::string count_text(std::uint64_t n, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", n, n == 1 ? singular : plural);
}

}  // namespace qed::tool
