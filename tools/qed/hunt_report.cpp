#include "hunt_report.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "check_report.hpp"
#include "qed/exact/number.hpp"
#include "qed/version.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

std::string headline(const properties::Tightest& t, const Style& style) {
  if (t.violated()) return style(Tone::bad, "the claim is violated");
  if (t.attained()) return style(Tone::good, "the bound is attained: the ratio is exactly 1");
  return style(Tone::strong, "the tightest class found: ratio " + tightest_text(*t.result.worst.ratio));
}

}  // namespace

std::string hunt_text(const properties::HuntReport& report, const std::string& saved,
                      const std::string& repeat, const Style& style) {
  std::string text = style(Tone::strong, fmt::format("hunting {}", report.claim->id)) +
                     fmt::format("  qed {} ({}), seed {}\n\n", version(), commit(), report.seed);
  if (report.tightest) {
    const auto& t = *report.tightest;
    text += "  " + headline(t, style) +
            fmt::format("\n  by evaluation {}, simplified {}:\n", t.evaluation,
                        count_text(t.shrinks, "time", "times")) +
            class_text(t.smallest, 4) + claim_result_text(t.result, t.smallest, style, 4);
    if (!saved.empty()) text += fmt::format("  saved as {}\n", printable(saved));
  } else {
    text += "  " +
            style(Tone::doubtful,
                  "no class was found that exercises the claim with a bound that says something") +
            "\n";
  }
  text += "\n";
  if (report.interrupted)
    text += "  " + style(Tone::doubtful, "interrupted: what is printed is what was done") + "\n";
  const double seconds = report.elapsed.count();
  text += fmt::format("  {} in {}, {:.0f} per second, {} from cold starts\n",
                      count_text(report.evaluations, "evaluation", "evaluations"), duration_text(seconds),
                      seconds > 0 ? static_cast<double>(report.evaluations) / seconds : 0.0,
                      count_text(report.climbs, "climb", "climbs"));
  return text + fmt::format("  repeat: {}\n", repeat);
}

std::string trace_table(const properties::HuntReport& report, const std::string& repeat) {
  std::string text = fmt::format("# {}\n# evaluation\tclimb\tratio\texactly\n", repeat);
  for (const auto& i : report.trace)
    text += fmt::format("{}\t{}\t{}\t{}\n", i.evaluation, i.climb + 1, ratio_decimal(i.ratio, 12),
                        i.ratio.is_exact() ? to_string(i.ratio.exact()) : "enclosed");
  return text;
}

std::string trace_svg(const properties::HuntReport& report, const std::string& repeat) {
  constexpr double width = 640, height = 320, left = 50, right = 20, top = 40, bottom = 40;
  const double decades = std::max(1.0, std::ceil(std::log10(static_cast<double>(report.evaluations))));
  const double highest =
      std::max(1.0, report.trace.empty() ? 1.0 : report.trace.back().ratio.upper().convert_to<double>());
  const auto x = [&](std::uint64_t n) {
    return left +
           (width - left - right) * std::log10(static_cast<double>(std::max<std::uint64_t>(n, 1))) / decades;
  };
  const auto y = [&](double r) { return height - bottom - (height - top - bottom) * r / highest; };

  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
      "font-family=\"sans-serif\" font-size=\"11\">\n"
      "<title>{2}</title>\n<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n"
      "<text x=\"{3}\" y=\"20\">{2}</text>\n",
      width, height, repeat, left);
  const auto line = [&](double x1, double y1, double x2, double y2, std::string_view stroke) {
    svg += fmt::format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\" stroke=\"{}\"/>\n", x1, y1, x2, y2, stroke);
  };
  for (int quarter = 0; quarter <= 4; ++quarter) {
    const double r = quarter / 4.0;
    line(left, y(r), width - right, y(r), quarter == 4 ? "crimson" : "lightgrey");
    svg +=
        fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", left - 6, y(r) + 4, r);
  }
  std::uint64_t power = 1;
  for (int d = 0; d <= static_cast<int>(decades); ++d, power *= 10)
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", x(power),
                       height - bottom + 16, power);
  svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">evaluations</text>\n",
                     width - right, height - 6);
  if (!report.trace.empty()) {
    std::string path;
    for (const auto& i : report.trace) {
      const double at = x(i.evaluation), to = y(i.ratio.upper().convert_to<double>());
      path += path.empty() ? fmt::format("M{:.1f} {:.1f}", at, to) : fmt::format("H{:.1f}V{:.1f}", at, to);
    }
    svg += fmt::format("<path d=\"{}H{:.1f}\" fill=\"none\" stroke=\"steelblue\" stroke-width=\"2\"/>\n",
                       path, x(report.evaluations));
  }
  return svg + "</svg>\n";
}

}  // namespace qed::tool
