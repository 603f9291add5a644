// Rules that are nearly proper, each a plausible mistake: what an examination must refute or leave undecided, and never
// call proved.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "qed/scoring/rule.hpp"

namespace qed::properties {

struct NearlyProperRule {
  std::string_view id;
  std::string_view mistake;  // in a few words, for the table of `qed stress --faults`
  Rule rule;
};

std::span<const NearlyProperRule> nearly_proper_rules();

}  // namespace qed::properties
