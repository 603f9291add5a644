// Text, formulas and files as parts of an HTML page. Whatever comes from a class file passes through `html`.
#pragma once

#include <string>
#include <string_view>

namespace qed::evidence {

// Text that cannot end an element or an attribute: & < > " ' escaped; control characters and bytes that are not
// UTF-8 made visible as \xNN.
std::string html(std::string_view text);

// A statement of the catalogue: as `html`, with x_im, x_{i≤j} lowered and 2^N, x^(1/3) raised.
std::string formula_html(std::string_view statement);

// "data:TYPE;base64,…": a file inside the page.
std::string data_uri(std::string_view media_type, std::string_view content);

// A name for files and anchors: a-z, 0-9 and single hyphens, at most 60 of them; "x" where nothing is left.
std::string slug(std::string_view text);

}  // namespace qed::evidence
