// A figure of a command's results: FILE.svg, with its numbers (FILE.dat) and gnuplot's script (FILE.gp) beside it.
#pragma once

#include <string>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/exact/value.hpp"
#include "status.hpp"

namespace qed::tool {

struct Curve {
  struct Point {
    Rational x;
    Value y;
  };
  enum class Kind { steps, points, bound };
  std::string label;
  Kind kind;
  std::vector<Point> points;
};

struct Figure {
  std::string title, x, y;  // x is logarithmic
  std::vector<Curve> curves;
};

// What `--plot FILE.svg` takes.
// Throws  a usage error where the name does not end in .svg, or qed was built without its figures.
std::string plot_file_name(const std::string& text);

// What was computed is printed whatever becomes of the figure, so what goes wrong is said, and told by the status.
Status save_plot(const Figure&, const std::string& file);

}  // namespace qed::tool
