// What `qed stress` found as a document: rules side by side, then each by itself, with its figures and classes.
#pragma once

#include <vector>

#include "qed/evidence/document.hpp"
#include "stress_report.hpp"

namespace qed::tool {

// Requires  a qed with pages (page.hpp).
evidence::Document stress_document(const std::vector<StressedRule>&, Orientation);

}  // namespace qed::tool
