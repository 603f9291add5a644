// The results of `qed check` as text.
#pragma once

#include <string>

#include "checked_file.hpp"
#include "terminal.hpp"

namespace qed::tool {

std::string check_text(const CheckedFile&, const Style&);

// One claim's comparison in full, for counterexamples: verdict, value, bound, ratio, and the history. After sampling
// the nodes that exercised it are counted by visits.
std::string claim_result_text(const ClaimResult&, const ModelClass&, const Style&, std::size_t indent,
                              bool sampled = false);

Tone tone_of(Verdict);

}  // namespace qed::tool
