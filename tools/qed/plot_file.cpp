#include "plot_file.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "options.hpp"
#include "terminal.hpp"

#if QED_WITH_EVIDENCE
#include "qed/evidence/plots.hpp"
#endif

namespace qed::tool {

#if QED_WITH_EVIDENCE

namespace {

constexpr unsigned colours = 8;

evidence::Series::Kind kind_of(Curve::Kind kind) {
  switch (kind) {
    case Curve::Kind::steps: return evidence::Series::Kind::steps;
    case Curve::Kind::points: return evidence::Series::Kind::points;
    case Curve::Kind::bound: break;
  }
  return evidence::Series::Kind::bound;
}

evidence::Plot plot_of(const Figure& figure, const std::string& id) {
  evidence::Plot plot{.id = id, .title = figure.title, .x = {figure.x, true}, .y = {figure.y}, .series = {}};
  plot.y.least = 0;
  for (const Curve& curve : figure.curves) {
    evidence::Series series{
        curve.label, kind_of(curve.kind), static_cast<unsigned>(plot.series.size()) % colours, {}};
    for (const auto& [x, y] : curve.points) series.points.push_back({x, {y.lower(), y.upper()}});
    plot.series.push_back(std::move(series));
  }
  return plot;
}

}  // namespace

std::string plot_file_name(const std::string& text) {
  const std::filesystem::path file = text;
  if (file.extension() != ".svg" || file.stem().empty())
    refuse("--plot", fmt::format("found \"{}\", expected the name of a file that ends in .svg", text));
  return text;
}

Status save_plot(const Figure& figure, const std::string& file) {
  const std::filesystem::path path = file;
  const std::filesystem::path folder = path.parent_path().empty() ? "." : path.parent_path();
  try {
    const evidence::Drawn drawn = evidence::draw(plot_of(figure, path.stem().string()), folder);
    if (drawn.why_not.empty()) return Status::holds;
    complain(fmt::format("{}: not drawn: {}; its numbers are in {}.dat", file, drawn.why_not,
                         (folder / path.stem()).string()));
  } catch (const std::exception& e) {
    complain(e.what());
  }
  return Status::bad_input;
}

#else

std::string plot_file_name(const std::string&) {
  refuse("--plot", "this qed was built without figures (SQLite, oneTBB and toml++ were not there)");
}

Status save_plot(const Figure&, const std::string&) { return Status::bad_input; }

#endif

}  // namespace qed::tool
