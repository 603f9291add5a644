// The claims about ways to train an imitator, for the catalogue: lib/qed/training/ decides them on the laws at hand.
#pragma once

#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

std::vector<Claim> training_claims();

}  // namespace qed
