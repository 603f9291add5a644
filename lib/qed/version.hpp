// Which Demonstrandum this is: for `qed --version`, and for the head of every report that must be repeatable.
#pragma once

#include <string_view>

namespace qed {

// The version of the project, "MAJOR.MINOR.PATCH".
std::string_view version();

// The first twelve digits of the git commit that was built, followed by "-modified" where the tree had
// changes of its own; "unknown" where it was not built from a git checkout.
std::string_view commit();

}  // namespace qed
