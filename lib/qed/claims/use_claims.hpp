// The claims about uses of the imitator, for the catalogue: decided in lib/qed/uses, shown by `qed scenario`.
#pragma once

#include <vector>

#include "qed/claims/claim.hpp"

namespace qed {

std::vector<Claim> use_claims();

}  // namespace qed
