// What the tests of this folder share.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "qed/exact/distribution.hpp"

namespace qed::testing {

inline Distribution law(std::vector<Rational> p) { return Distribution(std::move(p)); }

// What is said where bad input is refused; "accepted" where it is not.
inline std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "accepted";
}

}  // namespace qed::testing
