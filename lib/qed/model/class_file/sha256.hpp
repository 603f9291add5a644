// The SHA-256 digest of a text (FIPS 180-4): by which a certificate names the class file that it is about.
#pragma once

#include <string>
#include <string_view>

namespace qed {

// 64 lower-case hexadecimal digits.     Cost  linear in the text.
std::string sha256(std::string_view text);

}  // namespace qed
