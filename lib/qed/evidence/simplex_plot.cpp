// Numbers over the laws of three outcomes: a map of a triangle, with lines of equal height.
#include <fmt/format.h>

#include "qed/evidence/plots.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"

namespace qed::evidence {

namespace {

// Half the root of three: how high the triangle is drawn.
const Rational height = parse_rational("0.866025403784");

std::string place(const std::array<Rational, 3>& law, const char* between) {
  return to_decimal(law[1] + law[2] / 2, 9) + between + to_decimal(law[2] * height, 9);
}

}  // namespace

std::string plot_data(const SimplexPlot& plot) {
  std::string text =
      fmt::format("# {}\n# columns: x  y  value  p0  p1  p2  lower  upper   (corners: {}, {}, {})\n",
                  printable(plot.title), printable(plot.corners[0]), printable(plot.corners[1]),
                  printable(plot.corners[2]));
  for (std::size_t i = 0; i < plot.values.size(); ++i) {
    if (i > 0) text += "\n";
    for (std::size_t j = 0; j < plot.values[i].size(); ++j) {
      const auto law = plot.law(i, j);
      const auto& value = plot.values[i][j];
      text += fmt::format("{} {} {} {} {} {} {}\n", place(law, " "),
                          value ? to_decimal_down(value->lower, 9) : "?", to_string(law[0]),
                          to_string(law[1]), to_string(law[2]), value ? to_string(value->lower) : "?",
                          value ? to_string(value->upper) : "?");
    }
  }
  return text;
}

std::optional<std::string> plot_script(const SimplexPlot& plot) {
  std::optional<Rational> least, most;
  for (const auto& row : plot.values)
    for (const auto& value : row) {
      if (!value) continue;
      if (!least || value->lower < *least) least = value->lower;
      if (!most || value->lower > *most) most = value->lower;
    }
  if (!least) return std::nullopt;
  std::string text = fmt::format(
      "# {}\n# Run beside {}.dat: gnuplot {}.gp\n"
      "set terminal svg size 460,380 dynamic noenhanced font 'sans-serif,13' background '#ffffff' butt\n"
      "set output {}\n"
      "unset key\nunset border\nunset xtics\nunset ytics\nset size ratio -1\n"
      "set lmargin at screen 0.02\nset rmargin at screen 0.82\nset bmargin at screen 0.06\n"
      "set tmargin at screen 0.98\n"
      "set xrange [-0.08:1.08]\nset yrange [-0.1:0.96]\n"
      "set datafile missing '?'\n"
      "set palette defined (0 '#f2f7fb', 1 '#0072b2')\nset pm3d map corners2color mean\n"
      "set colorbox user origin 0.86,0.2 size 0.03,0.6\nset cbtics scale 0.5\n",
      printable(plot.title), plot.id, plot.id, gnuplot_text(plot.id + ".svg"));
  if (*least == *most)  // no height, no lines
    text += fmt::format("set cbrange [{}:{}]\n", to_decimal(*least - 1, 9), to_decimal(*most + 1, 9));
  else
    text += "set contour base\nset cntrlabel onecolor\nset cntrparam levels 9\n";
  for (std::size_t y = 0; y < 3; ++y) {
    std::array<Rational, 3> corner{0, 0, 0};
    corner[y] = 1;
    text += fmt::format("set label {} at {} center offset 0,{} front\n", gnuplot_text(plot.corners[y]),
                        place(corner, ","), y == 2 ? 1 : -1);
  }
  for (const auto& mark : plot.marks)
    text += fmt::format("set label {} at {} offset 0.7,0 point pt 7 ps 0.6 lc rgb '#d55e00' front\n",
                        gnuplot_text(mark.label), place(mark.law, ","));
  const std::string data = gnuplot_text(plot.id + ".dat");
  text += fmt::format("splot {} using 1:2:3 with pm3d notitle", data);
  if (*least != *most)
    text +=
        fmt::format(", \\\n      {} using 1:2:3 with lines nosurface lc rgb '#666666' lw 0.6 notitle", data);
  return text + "\n";
}

}  // namespace qed::evidence
