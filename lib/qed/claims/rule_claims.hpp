// The claims about scoring rules, for the catalogue: `qed stress` decides them (scoring/stress.hpp), rule by rule.
#pragma once

#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

std::vector<Claim> rule_claims();

}  // namespace qed
