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
Figure by_outcome(const GaussianReport<Rational>& normal, const std::string& gauss, Orientation shown) {
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
    const auto report = enclosed(normal, for_a_plot);
    const Interval scores[] = {
        oriented<GaussianLogScore<Interval>>(GaussianLogScore<Interval>{}(report, y), shown),
        oriented<DawidSebastianiScore<Interval>>(DawidSebastianiScore<Interval>{}(report, y), shown),
        oriented<GaussianCrps<Interval>>(GaussianCrps<Interval>{}(report, y), shown)};
    for (std::size_t k = 0; k < std::size(scores); ++k)
      plot.series[k].points.push_back({y, {scores[k].lower(), scores[k].upper()}});
  }
  return {std::move(plot), "All are best at the mean; CRPS forgives what is far off, the others do not."};
}

struct ScoreTable {
  DataTable table{"", {"rule", "report", "score", "unit", "elicits"}, {}};
  Orientation shown = Orientation::gain;

  template <RealValuedRule R>
  void add(const std::string& name, const std::string& report_text, const R& rule,
           const typename R::Report& report, const typename R::Outcome& y) {
    table.rows.push_back({name, report_text, Value(oriented<R>(rule(report, y), shown)),
                          std::string(R::scale.unit), std::string(R::elicits)});
  }
};

using Points = std::vector<std::vector<Interval>>;

// A sample in the plane: x, y, x, y, …
Points points_of_the_plane(const Settings& settings) {
  const std::vector<Rational> numbers = settings.numbers("points");
  if (numbers.size() % 2 != 0)
    throw std::invalid_argument(
        fmt::format("parameter points: found {} numbers, expected two for each point", numbers.size()));
  Points points;
  for (std::size_t i = 0; i < numbers.size(); i += 2)
    points.push_back({Interval(numbers[i], bits), Interval(numbers[i + 1], bits)});
  return points;
}

std::vector<Rational> two_numbers(const Settings& settings, const char* name) {
  std::vector<Rational> numbers = settings.numbers(name);
  if (numbers.size() != 2)
    throw std::invalid_argument(
        fmt::format("parameter {}: found {} numbers, expected two", name, numbers.size()));
  return numbers;
}

// One weight below the threshold, and one from there on.
Weight<Rational> weight_by_threshold(const Settings& settings, const Rational& threshold) {
  const std::vector<Rational> weights = two_numbers(settings, "weights");
  for (const Rational& w : weights)
    if (w < 0)
      throw std::invalid_argument(
          fmt::format("parameter weights: found {}, expected 0 or more", to_string(w)));
  return [weights, threshold](const Rational& x) { return weights[x < threshold ? 0 : 1]; };
}

void add_weighted(ScoreTable& scored, const std::string& drawn, const Settings& settings,
                  const SampleReport<Rational>& sample, const Rational& y) {
  const Weight<Rational> weight = weight_by_threshold(settings, settings.number("threshold"));
  scored.add("CRPS, outcome-weighted", drawn, OutcomeWeightedCrps<Rational>(weight), sample, y);
  scored.add("CRPS times the weight", drawn, ImproperWeightedCrps<Rational>(weight), sample, y);
}

Document run(const Settings& settings) {
  const Rational y = settings.number("outcome");
  const GaussianReport<Rational> normal{settings.number("mean"), settings.number("variance")};
  const ExponentialReport<Rational> decay{settings.number("rate")};
  const SampleReport<Rational> sample = uniform_sample(settings.numbers("sample"));
  const Rational threshold = settings.number("threshold");
  const Rational level = settings.number("level"), alpha = settings.number("alpha");
  const std::vector<Rational> interval = two_numbers(settings, "interval");
  const auto enclosed_normal = enclosed(normal, bits);
  Points points;
  for (const Rational& x : sample.points) points.push_back({Interval(x, bits)});

  const std::string gauss = fmt::format("N({}, {})", to_string(normal.mean), to_string(normal.variance));
  const std::string rate = fmt::format("exponential, rate {}", to_string(decay.rate));
  const std::string drawn = fmt::format("sample of {}", sample.points.size());
  const std::string above = fmt::format(" above {}", to_string(threshold));
  ScoreTable scored;
  scored.shown =
      settings.choice("orientation", {"gain", "loss"}) == 0 ? Orientation::gain : Orientation::loss;
  scored.add("log", gauss, GaussianLogScore<Interval>{}, enclosed_normal, y);
  scored.add("Dawid-Sebastiani", gauss, DawidSebastianiScore<Interval>{}, enclosed_normal, y);
  scored.add("CRPS", gauss, GaussianCrps<Interval>{}, enclosed_normal, y);
  scored.add("CRPS", rate, ExponentialCrps<Interval>{}, enclosed(decay, bits), y);
  scored.add("CRPS", drawn, SampleCrps<Rational>{}, sample, y);
  scored.add("energy", drawn, EnergyScore<Interval>{}, points, {y});
  const Points plane = points_of_the_plane(settings);
  scored.add("energy", fmt::format("sample of {} in the plane", plane.size()), EnergyScore<Interval>{}, plane,
             two_numbers(settings, "place"));
  scored.add("CRPS" + above, gauss, GaussianThresholdCrps<Interval>(threshold), enclosed_normal, y);
  scored.add("CRPS" + above, drawn, SampleThresholdCrps<Rational>(threshold), sample, y);
  add_weighted(scored, drawn, settings, sample, y);
  scored.add("log" + above + ", normalised", gauss, TailLogScore<Interval>(threshold), enclosed_normal, y);
  scored.add("log" + above + ", not normalised", gauss, ImproperTailLogScore<Interval>(threshold),
             enclosed_normal, y);
  scored.add("quantile", fmt::format("{} at level {}", to_string(interval[0]), to_string(level)),
             QuantileScore<Rational>(level), interval[0], y);
  scored.add(
      "interval",
      fmt::format("[{}, {}] at alpha = {}", to_string(interval[0]), to_string(interval[1]), to_string(alpha)),
      IntervalScore<Rational>(alpha), {interval[0], interval[1]}, y);

  Document document{"Rules for real-valued reports", {}};
  document.blocks.push_back(
      fmt::format("{} The outcome is {}. Factors, signs and proofs are in "
                  "proofs-notes/real-valued-rules.md.",
                  scored.shown == Orientation::gain
                      ? "Every score is positively oriented: larger is better."
                      : "Every score is shown as a loss, with the other sign: smaller is better.",
                  to_string(y)));
  document.blocks.push_back(std::move(scored.table));
  document.blocks.push_back(by_outcome(normal, gauss, scored.shown));
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
                     {"weights", "1,3",
                      "of outcomes below the threshold, and from it on, for the weighted CRPS"},
                     {"points", "0,0,3,4,1,1", "the report as a sample in the plane, for the energy score"},
                     {"place", "1,0", "what happened in the plane, two numbers"},
                     {"level", "1/4", "of the quantile, in (0, 1); the report is the interval's lower end"},
                     {"interval", "-1,2", "the reported interval, two numbers"},
                     {"alpha", "1/5", "what the interval may miss, in (0, 1)"},
                     {"orientation", "gain", "how scores are shown: gain, larger is better, or loss"}},
      .run = run};
}

}  // namespace qed
