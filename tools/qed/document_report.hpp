// A document (qed/evidence/document.hpp) for people at a terminal, for programs and for CI.
#pragma once

#include <string>

#include "json_report.hpp"
#include "qed/evidence/document.hpp"
#include "status.hpp"
#include "terminal.hpp"

namespace qed::tool {

// 1 where what is promised is violated, 3 where it is undecided or something is not computed.
Status document_status(const evidence::Document&);

std::string document_text(const evidence::Document&, const Style&);
// {"title", "blocks"}: each block with its "kind".
Json document_json(const evidence::Document&);
// One test case per check that is promised, and an error for each thing not computed.
std::string document_junit(const evidence::Document&, const std::string& suite);

// Before hours are spent on it: a folder that cannot hold a page is refused.
// Throws  std::runtime_error naming it, or where qed was built without pages.
void require_document_folder(const std::string& folder);
// The page in a folder; its path. What could not be drawn is a diagnostic.
// Throws  as require_document_folder; std::runtime_error naming a file that cannot be written.
std::string write_document_page(const evidence::Document&, const std::string& folder,
                                const std::string& repeat);

}  // namespace qed::tool
