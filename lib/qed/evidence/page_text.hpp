// The page as one HTML text. Figures are drawn before, so that this is a function of its arguments alone.
#pragma once

#include <map>
#include <string>

#include "qed/evidence/page.hpp"

namespace qed::evidence {

// By the id of the plot.
using Drawings = std::map<std::string, Drawn, std::less<>>;

inline constexpr std::string_view page_generator = "qed, Demonstrandum";

std::string page_html(const Page&, const Drawings&);

}  // namespace qed::evidence
