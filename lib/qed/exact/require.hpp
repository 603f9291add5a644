// Broken invariants of the program itself. On in every build: a verifier that stops checking in Release
// verifies nothing. Bad input is not this: it throws std::invalid_argument naming the value and the range.
#pragma once

#include <stdexcept>
#include <string>

namespace qed {

class BrokenInvariant : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace qed

#define QED_REQUIRE(condition, message)                                                            \
  do {                                                                                             \
    if (!(condition))                                                                              \
      throw ::qed::BrokenInvariant(std::string(__FILE__) + ":" + std::to_string(__LINE__) + ": " + \
                                   (message) + " [" #condition "]");                               \
  } while (false)
