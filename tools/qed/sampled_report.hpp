// What sampling found of a class, as text and as JSON: the parts of a check's report that an exact check has in another
// form.
#pragma once

#include <string>

#include "checked_file.hpp"
#include "json_report.hpp"
#include "terminal.hpp"

namespace qed::tool {

// How many paths, of which seed, and what the intervals promise.
std::string sampling_text(const SampledFile&, const Style&);
std::string sampled_quantities_text(const Sampled&, const Style&);
std::string sampled_work_line(const Sampled&);

Json sampling_json(const SampledFile&);
Json sampled_quantities_json(const Sampled&);
Json sampled_work_json(const Sampled&);

}  // namespace qed::tool
