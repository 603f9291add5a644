#include "qed/evidence/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace qed::evidence {

namespace {

using Parameter = std::function<std::optional<Rational>(const Record&)>;

std::optional<Rational> alpha_of(const Record& r) { return r.alpha; }
std::optional<Rational> prior_of(const Record& r) { return r.prior; }
std::optional<Rational> horizon_of(const Record& r) { return Rational(r.horizon); }

// As decide_truth_retention: the ratio is of risks.
bool is_about_risk(const Claim& c) { return c.id.starts_with("truth-retention"); }

bool shown(const Record& r) { return r.ratio && r.value && r.bound && !r.vacuous; }

std::size_t shown_records(const ClaimDigest& d) {
  return static_cast<std::size_t>(std::count_if(d.drawn.begin(), d.drawn.end(), shown));
}

Enclosed risk(const Enclosed& p) { return {1 - p.upper, 1 - p.lower}; }

// With more different values than this, neighbours are put together.
constexpr std::size_t most_groups = 16;

// Records by the value of a parameter: at most `most_groups` groups of about the same size, each with the median of its
// parameter's values.
std::vector<std::pair<Rational, std::vector<Rational>>> grouped(const ClaimDigest& d,
                                                                const Parameter& parameter) {
  std::vector<std::pair<Rational, Rational>> all;  // (parameter, ratio)
  for (const Record& r : d.drawn)
    if (const auto x = parameter(r); x && shown(r)) all.emplace_back(*x, r.ratio->upper);
  std::sort(all.begin(), all.end());
  std::map<Rational, std::size_t> values;
  for (const auto& [x, ratio] : all) ++values[x];
  const std::size_t least = values.size() <= most_groups ? 1 : (all.size() + most_groups - 1) / most_groups;

  std::vector<std::pair<Rational, std::vector<Rational>>> groups;
  for (std::size_t from = 0; from < all.size();) {
    std::size_t to = from;
    while (to < all.size() && (to - from < least || all[to].first == all[to - 1].first)) ++to;
    std::vector<Rational> ratios;
    for (std::size_t i = from; i < to; ++i) ratios.push_back(all[i].second);
    std::sort(ratios.begin(), ratios.end());
    groups.emplace_back(all[from + (to - from) / 2].first, std::move(ratios));
    from = to;
  }
  return groups;
}

Series largest(const ClaimDigest& d, const Parameter& parameter, std::string label, unsigned colour) {
  Series s{std::move(label), Series::Kind::line, colour, {}};
  for (const auto& [x, ratios] : grouped(d, parameter)) s.points.push_back({x, exactly(ratios.back())});
  return s;
}

Series median(const ClaimDigest& d, const Parameter& parameter, unsigned colour) {
  Series s{"median", Series::Kind::line, colour, {}};
  for (const auto& [x, ratios] : grouped(d, parameter))
    s.points.push_back({x, exactly(ratios[ratios.size() / 2])});
  return s;
}

Series one(const Series& over, unsigned colour) {
  Series s{"bound", Series::Kind::bound, colour, {}};
  for (const auto& p : over.points) s.points.push_back({p.x, exactly(1)});
  return s;
}

// Ratios far below 1 would all lie on the axis.
bool is_small(const Series& s) {
  return std::all_of(s.points.begin(), s.points.end(),
                     [](const auto& p) { return p.y.upper < ratio(1, 20); });
}

Figure over(const Claim& c, const ClaimDigest& d, const Parameter& parameter, const std::string& name,
            const std::string& symbol) {
  const Series most = largest(d, parameter, "largest ratio", 0);
  const bool logarithmic = is_small(most);
  Plot plot{.id = fmt::format("{}-over-{}", c.id, name),
            .title = fmt::format("{}: the ratio over {}", c.id, symbol),
            .x = {symbol},
            .y = {"ratio of value to bound", logarithmic},
            .series = {most, median(d, parameter, 4)}};
  if (!logarithmic) {
    plot.series.push_back(one(most, 1));
    plot.y.least = 0;
  }
  return {std::move(plot),
          fmt::format("Ratio over {}, of {} cases: the largest and the median at each value{}.", symbol,
                      shown_records(d), logarithmic ? "; the bound, at 1, is far above" : "")};
}

Figure value_against_bound(const Claim& c, const ClaimDigest& d) {
  const bool risks = is_about_risk(c);
  Series cases{"cases", Series::Kind::points, 0, {}}, equal{"value = bound", Series::Kind::bound, 1, {}};
  std::optional<Rational> least, most;
  for (const Record& r : d.drawn) {
    if (!shown(r)) continue;
    const Enclosed bound = risks ? risk(*r.bound) : *r.bound, value = risks ? risk(*r.value) : *r.value;
    const Rational x = (bound.lower + bound.upper) / 2;
    cases.points.push_back({x, value});
    if (x <= 0) continue;
    if (!least || x < *least) least = x;
    if (!most || x > *most) most = x;
  }
  if (least && *least < *most) equal.points = {{*least, exactly(*least)}, {*most, exactly(*most)}};
  return {{.id = fmt::format("{}-value-and-bound", c.id),
           .title = fmt::format("{}: value against bound", c.id),
           .x = {risks ? "risk that the bound allows, 1 − bound" : "bound", true},
           .y = {risks ? "risk, 1 − P(E)" : "value", true},
           .series = {std::move(cases), std::move(equal)}},
          fmt::format("Value against bound on {} cases. No point may lie above the line.", shown_records(d))};
}

}  // namespace

std::vector<Figure> case_figures(const Claim& c, const ClaimDigest& d) {
  std::vector<Figure> figures;
  const bool any = std::any_of(d.drawn.begin(), d.drawn.end(),
                               [](const Record& r) { return shown(r) && r.ratio->upper > 0; });
  if (!any) return figures;
  figures.push_back(value_against_bound(c, d));
  figures.push_back(over(c, d, alpha_of, "alpha", "α"));
  if (!grouped(d, prior_of).empty()) figures.push_back(over(c, d, prior_of, "prior", "w(μ)"));
  figures.push_back(over(c, d, horizon_of, "horizon", "horizon N"));
  return figures;
}

std::vector<Figure> side_by_side(const Claim& seed, const ClaimDigest& of_seed, const Claim& sharp,
                                 const ClaimDigest& of_sharp) {
  std::vector<Figure> figures;
  if (shown_records(of_seed) == 0 || shown_records(of_sharp) == 0) return figures;
  const auto add = [&](const Parameter& parameter, const std::string& name, const std::string& symbol) {
    Plot plot{.id = fmt::format("{}-and-sharp-over-{}", seed.id, name),
              .title = fmt::format("{}, seed and sharp: the largest ratio over {}", seed.id, symbol),
              .x = {symbol},
              .y = {"largest ratio", true},
              .series = {largest(of_sharp, parameter, "sharp bound", 0),
                         largest(of_seed, parameter, "seed bound", 2)}};
    plot.series.push_back(one(plot.series[0], 1));
    figures.push_back({std::move(plot), fmt::format("{} and {}: the largest ratio over {}. 1 is tight.",
                                                    seed.id, sharp.id, symbol)});
  };
  add(alpha_of, "alpha", "α");
  add(prior_of, "prior", "w(μ)");
  return figures;
}

}  // namespace qed::evidence
