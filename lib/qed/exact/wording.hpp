// Values as messages show them: quoted, shortened, safe for a terminal; and names as the format wants them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace qed {

// One UTF-8 character of `text`. Overlong forms, surrogates and what lies beyond U+10FFFF are invalid.
struct Utf8Character {
  char32_t code;
  std::size_t bytes;  // 0 where the text is not valid UTF-8 here
};
Utf8Character utf8_at(std::string_view text, std::size_t position);

// Appends a character as UTF-8.
void append_utf8(std::string& text, char32_t code);

// What is wrong with a name, or "" where nothing is: "an empty name", "white space", "a control character",
// "bytes that are not UTF-8". Control characters would reach terminals; white space separates a context's
// actions.
std::string name_fault(std::string_view name, bool spaces_allowed);

// "text" in quotes, as JSON would escape it, cut after forty characters: "abc…" (1000000 bytes).
std::string in_quotes(std::string_view text);

// As `in_quotes`, without the quotes: for the digits of a number.
std::string shortened(std::string_view text);

// "a", "b", "c" and 12 more.
// Shape   at least one name.
std::string listed(std::span<const std::string> names);

// `; did you mean "alpha"?`, where `name` looks like a misspelling of one of the candidates, or "".
std::string suggestion(std::string_view name, std::span<const std::string> candidates);

// The text with control characters and bytes that are not UTF-8 escaped: fit for one line of a terminal.
std::string printable(std::string_view text);

}  // namespace qed
