#include "qed/evidence/rule_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/exact/number.hpp"
#include "qed/scoring/program.hpp"

namespace qed::evidence {

namespace {

constexpr unsigned bits = 96;
constexpr unsigned curve_steps = 64, map_steps = 24;

// What a report scores on each outcome; none where it has no score at all.
std::optional<std::vector<Extended>> scores_at(const Program& rule, std::span<const Rational> report) {
  try {
    return rule.at(report, bits);
  } catch (const UndefinedScore&) {
    return std::nullopt;
  }
}

// The expected score; none where it is not finite.
std::optional<Enclosed> expected(const std::optional<std::vector<Extended>>& scores,
                                 std::span<const Rational> truth) {
  if (!scores) return std::nullopt;
  try {
    Extended sum = Rational(0);
    for (std::size_t y = 0; y < truth.size(); ++y)
      if (truth[y] > 0) sum = Extended::sum(sum, Extended::product(truth[y], (*scores)[y], bits), bits);
    if (!sum.is_finite()) return std::nullopt;
    return Enclosed{sum.value().lower(), sum.value().upper()};
  } catch (const UndefinedScore&) {
    return std::nullopt;
  }
}

std::vector<Rational> coin(const Rational& first) { return {first, Rational(1 - first)}; }

// S as it is shown: a gain, or its negative, a loss.
Program program_of(const ShownRule& shown) {
  std::vector<Expression> scores(shown.scores.begin(), shown.scores.end());
  if (shown.shown_as == Orientation::loss)
    for (Expression& score : scores) score = -score;
  return Program(scores);
}

// The words that turn with the sign.
struct Wording {
  std::string_view score, of_truth, above, below, convex, more;
};
Wording wording_of(const ShownRule& shown) {
  return shown.shown_as == Orientation::gain ? Wording{"score", "G, of the truth itself",     "above",
                                                       "below", "G over the simplex: convex", "more"}
                                             : Wording{"loss",  "−G, of the truth itself",      "below",
                                                       "above", "−G over the simplex: concave", "less"};
}

Series line_of(const Program& rule, const Rational& report, unsigned colour) {
  Series line{fmt::format("report {}", tuple_text(coin(report), 8)), Series::Kind::bound, colour, {}};
  const auto scores = scores_at(rule, coin(report));
  for (const long end : {0L, 1L})
    if (const auto y = expected(scores, coin(Rational(end)))) line.points.push_back({Rational(end), *y});
  return line;
}

}  // namespace

Figure savage_curve(const ShownRule& shown, const std::string& id, const std::optional<ReportPair>& witness) {
  const Program rule = program_of(shown);
  const Wording words = wording_of(shown);
  Plot plot{.id = id,
            .title = fmt::format("{}: expected {}, two outcomes", shown.name, words.score),
            .x = {"probability of outcome 0", false, Rational(0), Rational(1)},
            .y = {fmt::format("expected {}", words.score)},
            .series = {{std::string(words.of_truth), Series::Kind::line, 0, {}}}};
  for (unsigned i = 0; i <= curve_steps; ++i) {
    const Rational q = ratio(i, curve_steps);
    if (const auto y = expected(scores_at(rule, coin(q)), coin(q))) plot.series[0].points.push_back({q, *y});
  }
  std::string caption;
  if (witness) {
    plot.series.push_back(line_of(rule, witness->report[0], 1));
    Series there{"the truth of the witness", Series::Kind::points, 3, {}};
    if (const auto y = expected(scores_at(rule, witness->truth), witness->truth))
      there.points.push_back({witness->truth[0], *y});
    plot.series.push_back(std::move(there));
    caption = fmt::format("The line of the report {} is {} the curve at the truth {}: the rule is improper.",
                          tuple_text(witness->report, 8), words.above, tuple_text(witness->truth, 8));
  } else {
    unsigned colour = 1;
    for (const Rational& p : {ratio(1, 4), ratio(1, 2), ratio(7, 8)})
      plot.series.push_back(line_of(rule, p, colour++));
    caption = fmt::format(
        "Each report has its {} along a line; a proper rule’s lines lie {} the curve and touch it at the "
        "report.",
        words.score, words.below);
  }
  return {std::move(plot), std::move(caption)};
}

Figure savage_map(const ShownRule& shown, const std::string& id, const std::optional<ReportPair>& witness) {
  const Program rule = program_of(shown);
  const Wording words = wording_of(shown);
  SimplexPlot plot{
      .id = id,
      .title = fmt::format("{}: expected {} of the truth, three outcomes", shown.name, words.score),
      .corners = {"outcome 0", "outcome 1", "outcome 2"},
      .values = {}};
  plot.values.resize(map_steps + 1);
  for (std::size_t i = 0; i <= map_steps; ++i)
    for (std::size_t j = 0; j <= map_steps; ++j) {
      const auto law = plot.law(i, j);
      plot.values[i].push_back(expected(scores_at(rule, law), law));
    }
  std::string caption =
      fmt::format("{} where the rule is proper. Lines join laws of equal value.", words.convex);
  if (witness) {
    const auto place = [](const std::vector<Rational>& law) {
      return std::array<Rational, 3>{law[0], law[1], law[2]};
    };
    plot.marks = {{"truth", place(witness->truth)}, {"better report", place(witness->report)}};
    caption += fmt::format(" At the truth {} the {} of the report {} is {}.", tuple_text(witness->truth, 8),
                           words.score, tuple_text(witness->report, 8), words.more);
  }
  return {std::move(plot), std::move(caption)};
}

Figure margin_figure(const std::vector<std::pair<std::string, std::vector<Margin>>>& named,
                     const std::string& id) {
  Plot plot{.id = id,
            .title = "The margin of the central condition, two outcomes",
            .x = {"eta", false, Rational(0)},
            .y = {"largest c"},
            .series = {}};
  // What is far below 0 would leave no room for what is above.
  Rational highest = 0;
  for (const auto& [name, margins] : named)
    for (const Margin& m : margins) highest = std::max(highest, m.above);
  unsigned colour = 0;
  Series zero{"0", Series::Kind::bound, 7, {}};
  for (const auto& [name, margins] : named) {
    Series certified{name + ", certified", Series::Kind::line, colour, {}};
    Series above{name + ", not above", Series::Kind::bound, colour, {}};
    for (const Margin& m : margins) {
      if (m.certified) certified.points.push_back({m.eta, exactly(*m.certified)});
      if (m.above >= -highest) above.points.push_back({m.eta, exactly(m.above)});
    }
    if (!margins.empty()) zero.points = {{0, exactly(0)}, {margins.back().eta, exactly(0)}};
    plot.series.push_back(std::move(certified));
    plot.series.push_back(std::move(above));
    ++colour;
  }
  plot.series.push_back(std::move(zero));
  return {
      std::move(plot),
      "E_q exp(η (S(p, a) − S(q, a))) ≤ 1 − c ‖p − q‖²: the largest c lies between the two lines of a rule. "
      "Below 0 the central condition fails, and with it the proof of retention; above 0 the sum of the cubes "
      "of the query probabilities is bounded. What is further below 0 than the highest is above is not "
      "drawn."};
}

}  // namespace qed::evidence
