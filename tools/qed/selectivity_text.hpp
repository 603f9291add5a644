// What a rule sees and what hides from it, as a sentence and for programs.
#pragma once

#include <string>

#include "json_report.hpp"
#include "qed/scoring/selective.hpp"

namespace qed::tool {

// "the scores depend on the report only through the moment (0, 1, 3); the reports … and … score the same whatever
// happens: total variation 1, the most there is"; "" where no pair was found.
std::string selectivity_sentence(const Selectivity&);

// Adds moments_seen with all_moments_needed, where they are known; and where there is a pair indistinguishable, its
// total_variation, and most_total_variation: null where no bound is proved.
void add_selectivity(Json& examination, const Selectivity&);

}  // namespace qed::tool
