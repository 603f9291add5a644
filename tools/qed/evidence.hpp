// What `qed evidence` and `qed ledger` say where they were left out of the build.
#pragma once

#include <string_view>

#include "status.hpp"

namespace qed::tool {

Status refuse_without_evidence(std::string_view command);

}  // namespace qed::tool
