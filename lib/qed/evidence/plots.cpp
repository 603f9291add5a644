#include "qed/evidence/plots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "qed/evidence/html.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"

extern char** environ;

namespace qed::evidence {

namespace {

// Okabe and Ito's palette, its yellow left out: distinct for every kind of colour vision, and dark enough for print.
constexpr std::array<std::string_view, 8> palette{"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                  "#56b4e9", "#e69f00", "#7a5195", "#666666"};
constexpr std::array<std::string_view, 8> palette_rgb{
    "rgb(  0, 114, 178)", "rgb(213,  94,   0)", "rgb(  0, 158, 115)", "rgb(204, 121, 167)",
    "rgb( 86, 180, 233)", "rgb(230, 159,   0)", "rgb(122,  81, 149)", "rgb(102, 102, 102)"};
constexpr std::string_view grid_rgb = "rgb(190, 190, 190)";

bool drawable(const Plot& plot, const PlotPoint& p) {
  return !(plot.x.logarithmic && p.x <= 0) && !(plot.y.logarithmic && p.y.lower <= 0);
}

std::size_t drawable_points(const Plot& plot, const Series& s) {
  return static_cast<std::size_t>(
      std::count_if(s.points.begin(), s.points.end(), [&](const auto& p) { return drawable(plot, p); }));
}

// Whether an enclosure is wide enough to be seen.
bool visibly_wide(const PlotPoint& p) { return p.y.width() * 500 > abs(p.y.upper); }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string range_text(const Plot& plot, bool horizontal) {
  const Axis& axis = horizontal ? plot.x : plot.y;
  std::optional<Rational> least, most;
  const auto take = [&](const Rational& low, const Rational& high) {
    if (!least || low < *least) least = low;
    if (!most || high > *most) most = high;
  };
  for (const auto& s : plot.series)
    for (const auto& p : s.points)
      if (drawable(plot, p)) horizontal ? take(p.x, p.x) : take(p.y.lower, p.y.upper);
  if (axis.least) take(*axis.least, *axis.least);
  if (axis.most) take(*axis.most, *axis.most);
  const auto end = [](const Rational& q, const std::optional<Rational>& fixed) {
    return fixed && q == *fixed ? to_decimal(q, 9) : "*";
  };
  std::string low = end(*least, axis.least), high = end(*most, axis.most);
  if (*least == *most) {  // gnuplot would widen an empty range as it likes, and complain
    const Rational by = *least == 0 ? Rational(1) : Rational(abs(*least) / 10);
    low = to_decimal(*least - by, 9), high = to_decimal(*most + by, 9);
  }
  return fmt::format("set {}range [{}:{}]\n", horizontal ? "x" : "y", low, high);
}

// "10^-5" as gnuplot's logarithmic axes have it needs enhanced text, which labels must not have: %h writes 1e-05.
std::string axis_text(const Plot& plot, bool horizontal) {
  const Axis& axis = horizontal ? plot.x : plot.y;
  const char* name = horizontal ? "x" : "y";
  return fmt::format("set {}label {}\n", name, gnuplot_text(axis.label)) +
         (axis.logarithmic ? fmt::format("set logscale {0}\nset format {0} '%h'\n", name) : "") +
         range_text(plot, horizontal);
}

std::string style_of(const Series& s, std::size_t drawn) {
  const auto colour = palette[s.colour % palette.size()];
  switch (s.kind) {
    case Series::Kind::line:
      return fmt::format("with linespoints lc rgb '{}' lw 1.8 pt 7 ps {}", colour,
                         drawn > 30 ? "0.2" : "0.4");
    case Series::Kind::steps: return fmt::format("with steps lc rgb '{}' lw 1.8", colour);
    case Series::Kind::bound: return fmt::format("with lines lc rgb '{}' lw 1.8 dt (8,4)", colour);
    case Series::Kind::points: return fmt::format("with points lc rgb '{}' pt 7 ps 0.35", colour);
  }
  return {};
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Runs a command with stdin from nowhere and all output to `log`. The exit status; throws std::system_error where the
// command cannot be started.
int run(const std::vector<std::string>& command, const std::filesystem::path& log) {
  std::vector<char*> arguments;
  for (const auto& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, arguments[0], &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) throw std::system_error(error, std::generic_category());
  int status = 0;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) throw std::system_error(errno, std::generic_category());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// Why gnuplot drew nothing; empty where it did.
std::string run_gnuplot(const std::string& gnuplot, const std::filesystem::path& stem) {
  const auto log = std::filesystem::path(stem).concat(".log");
  std::string why;
  try {
    const std::string there =
        fmt::format("cd {}", gnuplot_text(std::filesystem::absolute(stem).parent_path().string()));
    if (run({gnuplot, "-e", there, stem.filename().string() + ".gp"}, log) != 0)
      why = fmt::format("{} failed: {}", gnuplot, read_text(log));
  } catch (const std::system_error& e) {
    why = fmt::format("{} could not be run ({}); Debian has it in the package gnuplot-nox", gnuplot,
                      e.code().message());
  }
  std::error_code ignored;
  std::filesystem::remove(log, ignored);
  return why;
}

}  // namespace

std::string gnuplot_text(std::string_view text) {
  std::string out = "'";
  for (const char c : printable(text)) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

void write_whole(const std::filesystem::path& path, std::string_view text) {
  const auto fresh = std::filesystem::path(path).concat(".new");
  std::error_code error;
  {
    std::ofstream stream(fresh, std::ios::binary);
    if (stream) stream << text << std::flush;
    if (!stream) error = {errno, std::generic_category()};
  }
  if (!error) std::filesystem::rename(fresh, path, error);
  if (error)
    throw std::runtime_error(fmt::format("{}: cannot be written ({})", path.string(), error.message()));
}

std::string plot_data(const Plot& plot) {
  std::string text =
      fmt::format("# {}\n# columns: x  y  y_upper  x_exact  y_exact  y_upper_exact   (x: {}; y: {})\n",
                  printable(plot.title), printable(plot.x.label), printable(plot.y.label));
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    const Series& s = plot.series[i];
    text += fmt::format("{}# series {}: {}\n", i == 0 ? "" : "\n\n", i, printable(s.label));
    for (const auto& p : s.points)
      text += fmt::format("{} {} {} {} {} {}\n", to_decimal(p.x, 12),
                          p.y.exact() ? to_decimal(p.y.lower, 12) : to_decimal_down(p.y.lower, 12),
                          p.y.exact() ? to_decimal(p.y.upper, 12) : to_decimal_up(p.y.upper, 12),
                          to_string(p.x), to_string(p.y.lower), to_string(p.y.upper));
  }
  return text;
}

std::optional<std::string> plot_script(const Plot& plot) {
  std::string curves;
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    const Series& s = plot.series[i];
    const std::size_t drawn = drawable_points(plot, s);
    if (drawn == 0) continue;
    const std::string data = fmt::format("{} index {}", gnuplot_text(plot.id + ".dat"), i);
    curves += fmt::format("{}{} using 1:2 {} title {}", curves.empty() ? "" : ", \\\n     ", data,
                          style_of(s, drawn), gnuplot_text(s.label));
    if (std::any_of(s.points.begin(), s.points.end(), visibly_wide))
      curves += fmt::format(", \\\n     {} using 1:2:2:3 with yerrorbars lc rgb '{}' lw 0.8 pt 0 notitle",
                            data, palette[s.colour % palette.size()]);
  }
  if (curves.empty()) return std::nullopt;
  return fmt::format(
             "# {}\n# Run beside {}.dat: gnuplot {}.gp\n"
             "set terminal svg size 460,330 dynamic noenhanced font 'sans-serif,13' background '#ffffff' "
             "butt\n"
             "set output {}\n"
             "set key outside top left horizontal Left reverse noenhanced samplen 2 width 1\n"
             "set border 3 lw 0.7\nset tics nomirror scale 0.5\n"
             "set grid back lc rgb '#bebebe' lw 0.5 dt solid\n",
             printable(plot.title), plot.id, plot.id, gnuplot_text(plot.id + ".svg")) +
         axis_text(plot, true) + axis_text(plot, false) + "plot " + curves + "\n";
}

std::string inline_svg(std::string svg, const std::string& id, const std::string& description) {
  const auto start = svg.find("<svg");
  if (start == std::string::npos || !svg.ends_with("</svg>\n\n"))
    throw std::runtime_error(id + ": not a whole SVG");
  svg = svg.substr(start, svg.size() - start - 1);
  for (const std::string_view forbidden : {"<script", "<foreignObject", "<image", "<a ", "<style"})
    if (svg.find(forbidden) != std::string::npos)
      throw std::runtime_error(fmt::format("{}: {} in a figure", id, forbidden));
  for (std::size_t at = 0; (at = svg.find("href=", at)) != std::string::npos; at += 5)
    if (at + 6 >= svg.size() || svg[at + 6] != '#')
      throw std::runtime_error(id + ": a figure refers to something outside");
  // gnuplot's own head: its title would be a tooltip, its filters and its background are not wanted in a page.
  const auto cut = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = svg.find(from, at)) != std::string::npos;) {
      const auto end = svg.find(to, at);
      if (end == std::string::npos) throw std::runtime_error(id + ": not what gnuplot writes");
      svg.erase(at, end + to.size() - at);
    }
  };
  cut("<title>", "</title>");
  cut("<desc>", "</desc>");
  cut("<filter ", "</filter>");
  cut("<rect x=\"0\" y=\"0\"", "/>");
  replace_all(svg, "gnuplot_canvas", id + "-canvas");
  replace_all(svg, "gnuplot_plot", id + "-plot");
  replace_all(svg, "gpPt", id + "-p");
  replace_all(svg, "gpDot", id + "-dot");
  replace_all(svg, " color=\"black\"", "");
  for (const std::string_view black :
       {"'rgb(  0,   0,   0)'", "\"rgb(  0,   0,   0)\"", "\"rgb(0,0,0)\"", "\"black\"", "'black'"})
    replace_all(svg, black, "\"currentColor\"");
  replace_all(svg, grid_rgb, "var(--grid)");
  for (std::size_t i = 0; i < palette.size(); ++i)
    replace_all(svg, palette_rgb[i], fmt::format("var(--series-{})", i));
  // Empty groups: a third of the text.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t at = 0; (at = svg.find("<g ", at)) != std::string::npos;) {
      const auto open = svg.find('>', at);
      const auto next = svg.find_first_not_of(" \t\n", open + 1);
      if (next != std::string::npos && svg.compare(next, 4, "</g>") == 0) {
        svg.erase(at, next + 4 - at);
        changed = true;
      } else {
        at = open;
      }
    }
  }
  for (std::size_t at = 0; (at = svg.find("\n\n", at)) != std::string::npos;) svg.erase(at, 1);
  return svg.insert(4, fmt::format(" role=\"img\" aria-label=\"{}\"", html(description)));
}

namespace {

template <class AnyPlot>
Drawn draw_files(const AnyPlot& plot, std::size_t left_out, const std::filesystem::path& folder,
                 const std::string& gnuplot) {
  Drawn drawn{.data = plot_data(plot), .svg = {}, .why_not = {}, .failed = false, .left_out = left_out};
  const auto file = [&](std::string_view ending) { return folder / (plot.id + std::string(ending)); };
  write_whole(file(".dat"), drawn.data);
  std::error_code ignored;
  std::filesystem::remove(file(".svg"), ignored);  // of an earlier run
  const auto script = plot_script(plot);
  if (!script) {
    drawn.why_not = "there is no point to draw";
    return drawn;
  }
  write_whole(file(".gp"), *script);
  drawn.why_not = run_gnuplot(gnuplot, file(""));
  drawn.failed = !drawn.why_not.empty();
  if (drawn.failed) return drawn;
  try {
    drawn.svg = inline_svg(read_text(file(".svg")), "figure-" + plot.id, plot.title);
  } catch (const std::runtime_error& e) {
    drawn.why_not = e.what();
    drawn.failed = true;
  }
  return drawn;
}

std::size_t left_out_of(const Plot& plot) {
  std::size_t left_out = 0;
  for (const auto& s : plot.series) left_out += s.points.size() - drawable_points(plot, s);
  return left_out;
}

std::size_t left_out_of(const SimplexPlot& plot) {
  std::size_t left_out = 0;
  for (const auto& row : plot.values)
    left_out += static_cast<std::size_t>(std::count(row.begin(), row.end(), std::nullopt));
  return left_out;
}

}  // namespace

Drawn draw(const Plot& plot, const std::filesystem::path& folder, const std::string& gnuplot) {
  return draw_files(plot, left_out_of(plot), folder, gnuplot);
}

Drawn draw(const Figure& figure, const std::filesystem::path& folder, const std::string& gnuplot) {
  return std::visit([&](const auto& plot) { return draw_files(plot, left_out_of(plot), folder, gnuplot); },
                    figure.plot);
}

}  // namespace qed::evidence
