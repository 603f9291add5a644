// The rules for reports about one real number, side by side, at values of one's own.
#include <algorithm>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/scoring/real_valued.hpp"

namespace qed {

namespace {

using namespace evidence;

constexpr unsigned bits = 160;

// Each rule's score of the Gaussian report, to both sides of its mean.
Figure by_outcome(const GaussianReport& normal, const std::string& gauss) {
  Plot plot{.id = "real-valued-rules",
            .title = "Scores of " + gauss,
            .x = {"outcome"},
            .y = {"score"},
            .series = {{"log", Series::Kind::line, 0, {}},
                       {"Dawid-Sebastiani", Series::Kind::line, 1, {}},
                       {"CRPS", Series::Kind::line, 2, {}}}};
  constexpr unsigned for_a_plot = 64;
  const Rational reach = std::max(Rational(1), normal.variance);  // no root: an x is exact
  for (int i = -12; i <= 12; ++i) {
    const Rational y = normal.mean + reach * ratio(i, 4);
    const Interval scores[] = {gaussian_log_score(normal, y, for_a_plot),
                               dawid_sebastiani(normal, y, for_a_plot), crps(normal, y, for_a_plot)};
    for (std::size_t k = 0; k < std::size(scores); ++k)
      plot.series[k].points.push_back({y, {scores[k].lower(), scores[k].upper()}});
  }
  return {std::move(plot), "All are largest at the mean; CRPS forgives what is far off, the others do not."};
}

Document run(const Settings& settings) {
  const Rational y = settings.number("outcome");
  const GaussianReport normal{settings.number("mean"), settings.number("variance")};
  const ExponentialReport decay{settings.number("rate")};
  const SampleReport sample = SampleReport::uniform(settings.numbers("sample"));
  const Rational threshold = settings.number("threshold");
  const Rational level = settings.number("level"), alpha = settings.number("alpha");
  const std::vector<Rational> interval = settings.numbers("interval");
  if (interval.size() != 2)
    throw std::invalid_argument(
        fmt::format("parameter interval: found {} numbers, expected two", interval.size()));
  std::vector<std::vector<Rational>> points;
  for (const Rational& x : sample.points) points.push_back({x});

  const std::string gauss = fmt::format("N({}, {})", to_string(normal.mean), to_string(normal.variance));
  const std::string rate = fmt::format("exponential, rate {}", to_string(decay.rate));
  const std::string drawn = fmt::format("sample of {}", sample.points.size());
  DataTable table{"", {"rule", "report", "score", "elicits"}, {}};
  const auto add = [&](const std::string& rule, const std::string& report, Value score,
                       const std::string& elicits) {
    table.rows.push_back({rule, report, std::move(score), elicits});
  };
  add("log", gauss, gaussian_log_score(normal, y, bits), "the law, among Gaussians");
  add("Dawid-Sebastiani", gauss, dawid_sebastiani(normal, y, bits), "mean and variance");
  add("CRPS", gauss, crps(normal, y, bits), "the law");
  add("CRPS", rate, crps(decay, y, bits), "the law");
  add("CRPS", drawn, crps(sample, y), "the law");
  add("energy", drawn, energy_score(points, {y}, bits), "the law");
  const std::string above = fmt::format(" above {}", to_string(threshold));
  add("CRPS" + above, gauss, threshold_crps(normal, threshold, y, bits), "the law" + above);
  add("CRPS" + above, drawn, threshold_crps(sample, threshold, y), "the law" + above);
  add("log" + above + ", normalised", gauss, tail_log_score(normal, threshold, y, bits), "the law" + above);
  add("log" + above + ", not normalised", gauss, improper_tail_log_score(normal, threshold, y, bits),
      "nothing: improper");
  add("quantile", fmt::format("{} at level {}", to_string(interval[0]), to_string(level)),
      quantile_score(level, interval[0], y), "the quantile");
  add("interval",
      fmt::format("[{}, {}] at alpha = {}", to_string(interval[0]), to_string(interval[1]), to_string(alpha)),
      interval_score(alpha, interval[0], interval[1], y), "quantiles alpha/2 and 1 - alpha/2");

  Document document{"Rules for real-valued reports", {}};
  document.blocks.push_back(
      fmt::format("Every score is positively oriented: larger is better. The outcome is {}. Factors, signs "
                  "and proofs are in "
                  "proofs-notes/real-valued-rules.md.",
                  to_string(y)));
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(by_outcome(normal, gauss));
  return document;
}

}  // namespace

Scenario real_valued_rules_scenario() {
  return {
      .name = "real-valued-rules",
      .summary =
          "Log, Dawid-Sebastiani, CRPS, energy, quantile, interval and weighted scores at values of your own",
      .source = "literature: T. Gneiting, A. E. Raftery, Strictly Proper Scoring Rules, JASA 102 (2007)",
      .parameters = {{"outcome", "1/2", "what happened"},
                     {"mean", "0", "of the Gaussian report"},
                     {"variance", "1", "of the Gaussian report, above 0"},
                     {"rate", "2", "of the exponential report, above 0"},
                     {"sample", "-1,0,1/2,4", "the report as a sample, numbers separated by commas"},
                     {"threshold", "0", "what counts is at or above it, for the weighted scores"},
                     {"level", "1/4", "of the quantile, in (0, 1); the report is the interval's lower end"},
                     {"interval", "-1,2", "the reported interval, two numbers"},
                     {"alpha", "1/5", "what the interval may miss, in (0, 1)"}},
      .run = run};
}

}  // namespace qed
