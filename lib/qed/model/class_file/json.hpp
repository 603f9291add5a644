// JSON text as a tree that keeps what a reader of class files needs: the order of keys, and numbers as
// written.
//
// Why not a library: nlohmann's readers, the SAX one included, pass every number that does not fit 64 bits
// through a binary float and refuse integers of more than 308 digits; its tree keeps the last of duplicate
// keys and overflows the stack on deep nesting. JSON is small enough to read exactly; the tests compare what
// is accepted with nlohmann's verdict.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace qed {

struct JsonValue {
  enum class Kind { null, boolean, integer, real, string, list, object };
  Kind kind = Kind::null;
  std::string text;               // string: its characters; any other scalar: as written
  std::vector<JsonValue> items;   // list: its items; object: the value of each key
  std::vector<std::string> keys;  // object: in the order of the document

  // The value of a key of an object; null where there is no such key.   Cost  linear in the number of keys.
  const JsonValue* find(std::string_view key) const;
};

// Reads one JSON document (RFC 8259) of UTF-8 text without byte order mark, in which no object has a key
// twice.
//
// Cost    linear, but for the keys of an object (n log n); recursion to ClassFileLimits::depth at most.
// Throws  Defect at the pointer of what is being read, with line and column where syntax is broken.
JsonValue parse_json(std::string_view text);

// The document as text, two spaces deeper at each nesting, ending in a new line.
// Shape   texts are valid UTF-8.
std::string print_json(const JsonValue& value);

// The JSON pointer of `value`, a part of `root`.   Cost  linear in the document: for messages.
std::string pointer_of(const JsonValue& root, const JsonValue& value);

// The value as messages show it: "text" in quotes, 17, a list of 3, an object.
std::string shown(const JsonValue&);

}  // namespace qed
