// The page as one HTML text. Figures are drawn before, so that this is a function of its arguments alone.
#pragma once

#include <string>

#include "qed/evidence/page.hpp"
#include "qed/evidence/page_parts.hpp"

namespace qed::evidence {

std::string page_html(const Page&, const Drawings&);

}  // namespace qed::evidence
