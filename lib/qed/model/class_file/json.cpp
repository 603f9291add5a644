#include "qed/model/class_file/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "qed/exact/wording.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/defect.hpp"

namespace qed {
namespace {

using Kind = JsonValue::Kind;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_json_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_json_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  JsonValue document() {
    if (text_.starts_with(byte_order_mark)) fail("a byte order mark", "UTF-8 text without one");
    JsonValue value = read_value();
    skip_space();
    if (!at_end()) fail_here("nothing after the document");
    return value;
  }

 private:
  bool at_end() const { return position_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[position_]; }
  bool take(char c) {
    if (at_end() || text_[position_] != c) return false;
    ++position_;
    return true;
  }
  void skip_space() {
    while (!at_end() && std::string_view(" \t\n\r").find(text_[position_]) != std::string_view::npos)
      ++position_;
  }

  [[noreturn]] void fail(std::string found, std::string expected) const {
    throw Defect(pointer_, std::move(found), std::move(expected));
  }

  // "X at line L, column C", where X is the word, the character or the byte that comes next.
  std::string here() const {
    if (at_end()) return "the end of the text";
    const std::string_view read = text_.substr(0, position_);
    const auto line_start = read.rfind('\n') + 1;  // npos + 1 is 0
    const auto line = 1 + std::count(read.begin(), read.end(), '\n');
    const auto column =
        1 + std::count_if(read.begin() + static_cast<std::ptrdiff_t>(line_start), read.end(),
                          [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; });
    return fmt::format("{} at line {}, column {}", next_token(), line, column);
  }
  std::string next_token() const {
    const std::string_view rest = text_.substr(position_);
    const auto character = utf8_at(rest, 0);
    const auto byte = static_cast<unsigned char>(rest[0]);
    if (character.bytes == 0) return fmt::format("the byte 0x{:02x}, which is not UTF-8,", byte);
    if (character.code < 0x20 || character.code == 0x7f) return fmt::format("the byte 0x{:02x}", byte);
    const auto word = std::find_if_not(rest.begin(), rest.end(), is_word) - rest.begin();
    return in_quotes(rest.substr(0, std::max(static_cast<std::size_t>(word), character.bytes)));
  }
  [[noreturn]] void fail_here(std::string expected) const { fail(here(), std::move(expected)); }

  // Reads what the pointer extended by `step` is the place of.
  template <class Step, class Read>
  auto at(const Step& step, Read read) {
    const std::size_t length = pointer_.size();
    extend_pointer(pointer_, step);
    auto result = read();
    pointer_.resize(length);
    return result;
  }

  JsonValue read_value() {
    skip_space();
    if (++values_ > ClassFileLimits::values)
      fail(fmt::format("more than {} values", ClassFileLimits::values), "at most so many in a class file");
    if (peek() == '{') return nested([this] { return read_object(); });
    if (peek() == '[') return nested([this] { return read_list(); });
    if (peek() == '"') return JsonValue{Kind::string, read_string(), {}, {}};
    if (is_json_digit(peek()) || peek() == '-') return read_number();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (!text_.substr(position_).starts_with(word)) continue;
      if (position_ + word.size() < text_.size() && is_word(text_[position_ + word.size()])) continue;
      position_ += word.size();
      return JsonValue{word == "null" ? Kind::null : Kind::boolean, std::string(word), {}, {}};
    }
    fail_here("a JSON value");
  }

  template <class Read>
  JsonValue nested(Read read) {
    if (++depth_ > ClassFileLimits::depth)
      fail(fmt::format("nesting deeper than {}", ClassFileLimits::depth),
           "a class file, which is never so deep");
    ++position_;
    JsonValue value = read();
    --depth_;
    return value;
  }

  JsonValue read_list() {
    JsonValue list{Kind::list, {}, {}, {}};
    skip_space();
    if (take(']')) return list;
    while (true) {
      list.items.push_back(at(list.items.size(), [this] { return read_value(); }));
      skip_space();
      if (take(']')) return list;
      if (!take(',')) fail_here("\",\" or \"]\"");
    }
  }

  JsonValue read_object() {
    JsonValue object{Kind::object, {}, {}, {}};
    skip_space();
    if (take('}')) return object;
    while (true) {
      skip_space();
      if (peek() != '"') fail_here("a key in double quotes");
      std::string key = read_string();
      if (key.size() > ClassFileLimits::key_bytes)
        fail(fmt::format("the key {}", in_quotes(key)),
             fmt::format("keys of at most {} bytes", ClassFileLimits::key_bytes));
      JsonValue value = at(key, [this] {
        skip_space();
        if (!take(':')) fail_here("\":\" after the key");
        return read_value();
      });
      object.keys.push_back(std::move(key));
      object.items.push_back(std::move(value));
      skip_space();
      if (take('}')) break;
      if (!take(',')) fail_here("\",\" or \"}\"");
    }
    refuse_duplicates(object.keys);
    return object;
  }

  void refuse_duplicates(const std::vector<std::string>& keys) const {
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return keys[a] != keys[b] ? keys[a] < keys[b] : a < b; });
    std::size_t first = keys.size();
    for (std::size_t i = 1; i < order.size(); ++i)
      if (keys[order[i]] == keys[order[i - 1]]) first = std::min(first, order[i]);
    if (first < keys.size())
      throw Defect(pointer_to(pointer_, keys[first]), fmt::format("the key {} again", in_quotes(keys[first])),
                   "each key once");
  }

  JsonValue read_number() {
    const std::size_t start = position_;
    const auto digits = [this] {
      if (!is_json_digit(peek())) fail_here("a digit");
      while (is_json_digit(peek())) ++position_;
    };
    Kind kind = Kind::integer;
    take('-');
    if (take('0')) {
      if (is_json_digit(peek())) fail_here("no digit after a leading 0");
    } else {
      digits();
    }
    if (take('.')) {
      kind = Kind::real;
      digits();
    }
    if (take('e') || take('E')) {
      kind = Kind::real;
      if (!take('-')) take('+');
      digits();
    }
    return JsonValue{kind, std::string(text_.substr(start, position_ - start)), {}, {}};
  }

  std::string read_string() {
    ++position_;
    std::string result;
    while (!take('"')) {
      if (at_end()) fail_here("a closing double quote");
      const auto [code, bytes] = utf8_at(text_, position_);
      if (bytes == 0) fail_here("UTF-8 text");
      if (code < 0x20) fail_here("control characters to be escaped, as \\n or \\u0000");
      if (take('\\')) {
        append_utf8(result, read_escape());
      } else {
        result += text_.substr(position_, bytes);
        position_ += bytes;
      }
    }
    return result;
  }

  char32_t read_escape() {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (const auto i = letters.find(peek()); i != std::string_view::npos) {
      ++position_;
      return static_cast<unsigned char>(meanings[i]);
    }
    if (!take('u')) fail_here("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
    const char32_t unit = read_hex4();
    if (unit < 0xd800 || unit > 0xdfff) return unit;
    const auto lone = [&] {
      fail(fmt::format("half of a surrogate pair, \\u{:04x}", static_cast<unsigned>(unit)), "both halves");
    };
    if (unit > 0xdbff || !take('\\') || !take('u')) lone();
    const char32_t low = read_hex4();
    if (low < 0xdc00 || low > 0xdfff) lone();
    return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }

  char32_t read_hex4() {
    char32_t code = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const int digit = is_json_digit(c)       ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) fail_here("four hexadecimal digits after \\u");
      code = code * 16 + static_cast<char32_t>(digit);
      ++position_;
    }
    return code;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t depth_ = 0;
  std::size_t values_ = 0;
  std::string pointer_;
};

bool find_pointer(const JsonValue& from, const JsonValue& value, std::string& pointer) {
  if (&from == &value) return true;
  for (std::size_t i = 0; i < from.items.size(); ++i) {
    const std::size_t length = pointer.size();
    if (from.kind == Kind::object)
      extend_pointer(pointer, from.keys[i]);
    else
      extend_pointer(pointer, i);
    if (find_pointer(from.items[i], value, pointer)) return true;
    pointer.resize(length);
  }
  return false;
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

JsonValue parse_json(std::string_view text) { return JsonReader(text).document(); }

std::string pointer_of(const JsonValue& root, const JsonValue& value) {
  std::string pointer;
  find_pointer(root, value, pointer);
  return pointer;
}

std::string shown(const JsonValue& value) {
  switch (value.kind) {
    case Kind::string: return in_quotes(value.text);
    case Kind::list:
      return value.items.empty() ? "an empty list" : fmt::format("a list of {}", value.items.size());
    case Kind::object: return value.items.empty() ? "an empty object" : "an object";
    default: return shortened(value.text);
  }
}

}  // namespace qed
