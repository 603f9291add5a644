// A scoring rule as it is typed: a name from the catalogue (categorical.hpp), or a formula (formula.hpp).
#pragma once

#include <string>

#include "qed/scoring/formula.hpp"
#include "qed/scoring/rule.hpp"

namespace qed {

// A word alone or before the first colon is meant to be a name, unless it is a letter of a formula.
// Throws  as rule_named, or as Formula::parse.
Rule rule_from_text(const std::string& text, const Features& = {});

}  // namespace qed
