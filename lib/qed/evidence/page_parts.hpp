// What pages are made of, beside their words (html.hpp): numbers, figures and classes; and the page around them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "qed/evidence/plots.hpp"
#include "qed/exact/value.hpp"
#include "qed/model/model_class.hpp"

namespace qed::evidence {

// By the id of the plot.
using Drawings = std::map<std::string, Drawn, std::less<>>;

// By this a page of qed's own is known again.
inline constexpr std::string_view page_generator = "qed, Demonstrandum";

// What can be opened.
std::string folded(const std::string& summary, const std::string& content);
// In decimals, with everything that is known on demand.
std::string number_html(const Enclosed&);
std::string number_html(const Value&);
// A verdict or a finding, in its colour.
std::string word(std::string_view);

std::string figures_html(const std::vector<Figure>&, const Drawings&);

// At most 24 characters of a fraction, otherwise decimals.
std::string short_number(const Rational&);
std::string class_html(const ModelClass&);
// command: what to run on the file.
std::string download_html(const ModelClass&, const std::string& file,
                          const std::string& command = "qed check");

// From <!DOCTYPE> to the title in <header>, which stays open; and from </main> on.
std::string page_head(std::string_view title);
std::string page_foot();
// Program and commit, then the pairs: the rows of a table.
std::string made_by_rows(const std::vector<std::pair<std::string, std::string>>&);

}  // namespace qed::evidence
