#include "hunt_report.hpp"

#include <algorithm>

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

Figure trace_figure(const properties::HuntReport& report, const std::string& repeat) {
  Curve best{"best ratio", Curve::Kind::steps, {}};
  for (const auto& i : report.trace) best.points.push_back({Rational(i.evaluation), i.ratio});
  if (!best.points.empty()) best.points.push_back({Rational(report.evaluations), best.points.back().y});
  const Value tight(Rational(1));
  return {
      repeat,
      "evaluations",
      "ratio of value to bound",
      {std::move(best), {"tight", Curve::Kind::bound, {{1, tight}, {Rational(report.evaluations), tight}}}}};
}

}  // namespace qed::tool
