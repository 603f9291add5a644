// Figures: series of exact numbers as a data file, as a gnuplot script, and as vector graphics.
//
// gnuplot runs as a process of its own. Where it is not there, or fails, the data file and the script are kept and
// the figure says why it is not drawn: nothing is lost without a word. Only plotting turns numbers into decimals.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "qed/evidence/plot.hpp"

namespace qed::evidence {

// One block for each series, two empty lines apart, with the columns
//   x  y  y_upper  x_exact  y_exact  y_upper_exact
// of which the first three are decimals (y rounded down, y_upper up, where y is enclosed).
std::string plot_data(const Plot&);
// Rows of the grid, an empty line apart, with the columns  x  y  value  p0  p1  p2  lower  upper  of which the first three
// are decimals: where the law is in a triangle with corners (0, 0), (1, 0) and (1/2, 0.866), and the lower end.
std::string plot_data(const SimplexPlot&);

// The script that draws the data file beside it. None where no point can be drawn (a logarithmic axis has no 0).
std::optional<std::string> plot_script(const Plot&);
std::optional<std::string> plot_script(const SimplexPlot&);

struct Drawn {
  std::string data;      // the data file's text
  std::string svg;       // for use inside a page: colours and ids fit it; empty where nothing was drawn
  std::string why_not;   // why nothing was drawn
  bool failed = false;   // it could not be drawn, though there was something to draw
  std::size_t left_out;  // points that cannot be shown: 0 on a logarithmic axis, an infinity
};

// Writes ID.dat and ID.gp to the folder, which is there, and ID.svg where it can be drawn.
// gnuplot: the command to run.
// Throws  std::runtime_error naming a file that cannot be written.
Drawn draw(const Plot&, const std::filesystem::path& folder, const std::string& gnuplot = "gnuplot");
Drawn draw(const Figure&, const std::filesystem::path& folder, const std::string& gnuplot = "gnuplot");

// Within single quotes gnuplot looks at nothing but a quote, which is doubled. Control characters are spelled out.
std::string gnuplot_text(std::string_view text);

// gnuplot's graphics as part of a page: what is black takes the text's colour, palette colours become var(--series-N),
// ids start with `id`, empty groups and the background are gone.
// Throws  std::runtime_error where the text is not what gnuplot writes, or holds anything that could act or load.
std::string inline_svg(std::string svg, const std::string& id, const std::string& description);

// Writes text to a file whole or not at all.   Throws  std::runtime_error naming the file.
void write_whole(const std::filesystem::path&, std::string_view text);

}  // namespace qed::evidence
