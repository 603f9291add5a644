// The claims about planners, for the catalogue: lib/qed/training/ decides them, and scenarios show them.
#pragma once

#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

std::vector<Claim> planner_claims();

}  // namespace qed
