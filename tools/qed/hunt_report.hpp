// The results of `qed hunt`, as text and as a curve.
#pragma once

#include <string>

#include "plot_file.hpp"
#include "properties/hunt.hpp"
#include "terminal.hpp"

namespace qed::tool {

// `saved`: where the class was written; empty where it was not. `repeat`: the command line that repeats the run.
std::string hunt_text(const properties::HuntReport&, const std::string& saved, const std::string& repeat,
                      const Style&);

// How the best ratio rose: one line per improvement, tab-separated, with comments after "#" as gnuplot reads them.
std::string trace_table(const properties::HuntReport&, const std::string& repeat);
// The same as a figure.
Figure trace_figure(const properties::HuntReport&, const std::string& repeat);

}  // namespace qed::tool
