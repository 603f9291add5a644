// The results of `qed hunt`, as text and as a curve.
#pragma once

#include <string>

#include "properties/hunt.hpp"
#include "terminal.hpp"

namespace qed::tool {

// `saved`: where the class was written; empty where it was not. `repeat`: the command line that repeats the run.
std::string hunt_text(const properties::HuntReport&, const std::string& saved, const std::string& repeat,
                      const Style&);

// How the best ratio rose: one line per improvement, tab-separated, with comments after "#" as gnuplot reads them.
std::string trace_table(const properties::HuntReport&, const std::string& repeat);
// The same as steps over the evaluations (a logarithmic axis), from 0 to the bound at ratio 1.
std::string trace_svg(const properties::HuntReport&, const std::string& repeat);

}  // namespace qed::tool
