// The claims about scoring rules, for the catalogue: `qed stress` decides them (scoring/stress.hpp), rule by rule; and
// about the imitator that learns by one: `qed check --rule` decides these (by_rule.hpp), class by class.
#pragma once

#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

std::vector<Claim> rule_claims();

}  // namespace qed
