// How many random cases a test tries.
#pragma once

namespace qed::test {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif

// All of them; a fifth under the address sanitizer, which looks for another kind of mistake and takes ten times as long.
constexpr unsigned cases(unsigned all) { return sanitized ? all / 5 : all; }

}  // namespace qed::test
