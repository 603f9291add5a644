// What `qed stress` found as a document: rules side by side, then each by itself, with its figures and classes.
#pragma once

#include <string>
#include <vector>

#include "qed/evidence/document.hpp"
#include "stress_report.hpp"

namespace qed::tool {

// asked: the number of rules; where fewer were examined, the run was interrupted, and the document says so.
// feature_options: the features as options of `qed check`, for the commands that show a class.
// Requires  a qed with pages (page.hpp).
evidence::Document stress_document(const std::vector<StressedRule>&, std::size_t asked, Orientation,
                                   const std::string& feature_options);

}  // namespace qed::tool
