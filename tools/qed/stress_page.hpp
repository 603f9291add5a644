// What `qed stress` found as a document: rules side by side, then each by itself, with its figures and classes.
#pragma once

#include <vector>

#include "qed/evidence/document.hpp"
#include "stress_report.hpp"

namespace qed::tool {

// asked: the number of rules; where fewer were examined, the run was interrupted, and the document says so.
// Requires  a qed with pages (page.hpp).
evidence::Document stress_document(const std::vector<StressedRule>&, std::size_t asked, Orientation);

}  // namespace qed::tool
