// Imitation through moments: what is learnt has the data's moments of the chosen features, and whatever else it has.
#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "qed/claims/comparison.hpp"
#include "qed/evaluate/sampling/confidence.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/random_stream.hpp"
#include "qed/exact/wording.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/scoring/formula.hpp"
#include "qed/scoring/moment_matching.hpp"
#include "qed/scoring/special_functions.hpp"

namespace qed {

namespace {

using namespace evidence;

// What the data say of a finite outcome set: its outcomes, rising, and how often each was seen.
struct Counted {
  std::vector<Rational> outcomes;
  std::vector<Rational> share;
};

Counted counted(const std::vector<Rational>& data) {
  std::map<Rational, std::uint64_t> times;
  for (const Rational& y : data) ++times[y];
  Counted result;
  for (const auto& [y, n] : times) {
    result.outcomes.push_back(y);
    result.share.push_back(ratio(Integer(n), Integer(data.size())));
  }
  return result;
}

// A vector's entries, or a function's arguments, stay together.
std::vector<std::string> split_outside_brackets(const std::string& separated_by_commas) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : separated_by_commas) {
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    if (c == ',' && depth <= 0)
      parts.emplace_back();
    else if (c != ' ' || !parts.back().empty())
      parts.back() += c;
  }
  return parts;
}

// In one line, with what is wrong of a formula and where.
std::vector<Rational> values_of(const std::string& formula, const std::vector<Rational>& outcomes) {
  try {
    return Formula::parse(formula).values("x", outcomes);
  } catch (const FormulaError& e) {
    const std::string what = e.what();
    throw std::invalid_argument(fmt::format("in {}, at character {}: {}", in_quotes(formula),
                                            e.position() + 1, what.substr(0, what.find('\n'))));
  }
}

struct SeenFeatures {
  std::vector<std::string> names;
  FeatureRows rows;  // one per outcome
};

constexpr std::size_t most_features = 8;

SeenFeatures features_of(const std::string& text, const std::vector<Rational>& outcomes) {
  SeenFeatures result{split_outside_brackets(text), FeatureRows(outcomes.size())};
  if (result.names.size() > most_features)
    throw std::invalid_argument(
        fmt::format("found {} features, expected 1 to {}", result.names.size(), most_features));
  for (const std::string& name : result.names) {
    const std::vector<Rational> values = values_of(name, outcomes);
    for (std::size_t i = 0; i < outcomes.size(); ++i) result.rows[i].push_back(values[i]);
  }
  return result;
}

// How often it is drawn, and from which stream; each range that follows misses with probability `error`.
struct Draws {
  std::uint64_t samples, seed;
  Rational error;

  std::string title() const { return fmt::format("{} draws", samples); }
  Value share(std::uint64_t times) const { return clopper_pearson(times, samples, error); }
};

void gaussian_part(Document& document, const std::vector<Rational>& data, const Counted& seen,
                   const Draws& draws) {
  const GaussianReport<Rational> fit = of_parameter("data", [&] { return gaussian_fit(data); });
  const Gradient there = of_parameter("data", [&] { return dawid_sebastiani_gradient(fit, data); });
  RandomStream random(draws.seed, 1);
  Rational sum = 0, squares = 0;  // of the distances from the fitted mean
  std::vector<std::uint64_t> up_to(seen.outcomes.size() +
                                   1);  // draws above the outcome before, up to this one
  for (std::uint64_t i = 0; i < draws.samples; ++i) {
    const Rational drawn = draw(fit, random), off = drawn - fit.mean;
    sum += off, squares += off * off;
    ++up_to[static_cast<std::size_t>(std::ranges::lower_bound(seen.outcomes, drawn) - seen.outcomes.begin())];
  }
  const Rational n = Integer(draws.samples), shift = sum / n;
  const GaussianIntervals drawn =
      gaussian_intervals(fit.mean + shift, squares / n - shift * shift, draws.samples, draws.error);
  document.blocks.push_back(Heading{"A Gaussian report"});
  document.blocks.push_back(
      "The mean log score over the data, and the Dawid-Sebastiani score, are largest at the data's own mean "
      "and variance: there both derivatives vanish, exactly. The imitator draws from that law, whatever the "
      "data's is: what is below an outcome is another share of its draws than of the data.");
  document.blocks.push_back(DataTable{"",
                                      {"", "mean", "variance"},
                                      {{"fitted", fit.mean, fit.variance},
                                       {"derivative of the mean score there", there.mean, there.variance},
                                       {draws.title(), Value(drawn.mean), Value(drawn.variance)}}});
  DataTable shares{"Shares", {"at most", "data", "fitted Gaussian", draws.title()}, {}};
  constexpr unsigned bits = 64;
  Rational below = 0;
  std::uint64_t times = 0;
  for (std::size_t i = 0; i < seen.outcomes.size(); ++i) {
    const Interval standard =
        Interval(Rational(seen.outcomes[i] - fit.mean), bits) / sqrt(Interval(fit.variance, bits));
    shares.rows.push_back(
        {seen.outcomes[i], below += seen.share[i], normal_cdf(standard), draws.share(times += up_to[i])});
  }
  document.blocks.push_back(std::move(shares));
  for (const auto& [what, value] : {std::pair{"derivative in the mean", there.mean},
                                    std::pair{"derivative in the variance", there.variance}})
    document.blocks.push_back(Check{"moment-matching", what, at_most(abs(value), Rational(0))});
}

std::vector<std::uint64_t> drawn_times(const Distribution& law, const Draws& draws) {
  RandomStream random(draws.seed, 0);
  std::vector<std::uint64_t> times(law.size());
  for (std::uint64_t i = 0; i < draws.samples; ++i) ++times[draw(law, random)];
  return times;
}

// The least mean of a feature under the laws within these ranges: what they leave open goes to its smallest values.
Rational least_mean(const std::vector<Value>& shares, const std::vector<Rational>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t y) -> const Rational& { return values[y]; });
  Rational open = 1, mean = 0;
  for (const Value& share : shares) open -= share.lower();
  for (const std::size_t y : order) {
    const Rational more = std::min(open, Rational(shares[y].upper() - shares[y].lower()));
    open -= more;
    mean += (shares[y].lower() + more) * values[y];
  }
  return mean;
}

// Where the shares are not missed, this mean is not either.
Value sampled_mean(const std::vector<Value>& shares, std::vector<Rational> values) {
  const Rational least = least_mean(shares, values);
  for (Rational& value : values) value = -value;
  return ConfidenceInterval{least, Rational(-least_mean(shares, values))};
}

Interval certified_mean(const std::vector<Interval>& law, const std::vector<Rational>& values) {
  Interval mean = law[0] * Interval(values[0], law[0].bits());
  for (std::size_t y = 1; y < law.size(); ++y) mean += law[y] * Interval(values[y], law[y].bits());
  return mean;
}

Figure law_figure(const Counted& seen, const ExponentialFit& fit, const std::vector<std::uint64_t>& times,
                  const Draws& draws) {
  Plot plot{.id = "moment-matching-laws",
            .title = "The data and what is learnt from their moments",
            .x = {"outcome"},
            .y = {"probability", false, Rational(0)},
            .series = {{"data", Series::Kind::points, 1, {}},
                       {"fitted law", Series::Kind::line, 0, {}},
                       {draws.title(), Series::Kind::points, 2, {}}}};
  for (std::size_t y = 0; y < seen.outcomes.size(); ++y) {
    plot.series[0].points.push_back({seen.outcomes[y], exactly(seen.share[y])});
    plot.series[1].points.push_back(
        {seen.outcomes[y], {fit.probabilities[y].lower(), fit.probabilities[y].upper()}});
    plot.series[2].points.push_back(
        {seen.outcomes[y], exactly(ratio(Integer(times[y]), Integer(draws.samples)))});
  }
  return {std::move(plot), "Equal moments do not make equal laws: what the features do not see is lost."};
}

void exponential_part(Document& document, const Counted& seen, const SeenFeatures& features,
                      const Draws& draws) {
  const FeatureRows& phi = features.rows;
  const std::vector<Rational> wanted = moments(Distribution(seen.share), phi);
  const ExponentialFit fit = exponential_fit(phi, wanted);
  const std::vector<std::uint64_t> times = drawn_times(fit.law, draws);
  std::vector<Value> shares;
  for (const std::uint64_t n : times) shares.push_back(draws.share(n));

  document.blocks.push_back(Heading{"An exponential family on the outcomes that were seen"});
  document.blocks.push_back(
      fmt::format("Of all laws p(x) proportional to exp(sum of l f(x)) over the features f = {}, the one "
                  "with the best mean "
                  "log score has the data's moments of them. Newton's method proposes it, the Krawczyk "
                  "operator proves that "
                  "it is there; what is sampled is the law rounded to multiples of 2^-64, whose moments are "
                  "known exactly.",
                  fmt::join(features.names, "; ")));
  DataTable matched{"Moments", {"feature", "parameter", "data", "fitted law", "off by", draws.title()}, {}};
  DataTable laws{"Laws", {"outcome", "data", "fitted law", draws.title()}, {}};
  std::vector<Check> checks;
  for (std::size_t k = 0; k < features.names.size(); ++k) {
    std::vector<Rational> values;
    Rational largest = 0;
    for (const auto& row : phi) values.push_back(row[k]), largest = std::max(largest, abs(row[k]));
    matched.rows.push_back({features.names[k], fit.parameters[k], wanted[k],
                            certified_mean(fit.probabilities, values), fit.moment_error[k],
                            sampled_mean(shares, values)});
    checks.push_back({"moment-matching",
                      fmt::format("moment of {}: |E - data| against what rounding may do", features.names[k]),
                      at_most(fit.moment_error[k], Rational(fit.law_error * largest))});
    checks.back().comparison.interesting = true;
  }
  Rational apart = 0;
  for (std::size_t y = 0; y < seen.outcomes.size(); ++y) {
    laws.rows.push_back({seen.outcomes[y], seen.share[y], fit.probabilities[y], shares[y]});
    apart += abs(fit.law[y] - seen.share[y]);
  }
  document.blocks.push_back(std::move(matched));
  document.blocks.push_back(std::move(laws));
  document.blocks.push_back(fmt::format("Total variation distance from the data, which no moment shows: {}.",
                                        to_decimal(apart / 2, 6)));
  for (Check& check : checks) document.blocks.push_back(std::move(check));
  document.blocks.push_back(law_figure(seen, fit, times, draws));
}

Document run(const Settings& settings) {
  const std::vector<Rational> data = settings.numbers("data");
  const Counted seen = counted(data);
  const SeenFeatures features =
      of_parameter("features", [&] { return features_of(settings.text("features"), seen.outcomes); });
  const Rational miss = ratio(1, 1000);  // the probability that any of the sampled ranges does
  // Of the Gaussian law a mean, a variance and as many shares as there are outcomes; of the other as many.
  const Draws draws{settings.count("samples", 2, 1'000'000), settings.count("seed", 0, ~std::uint64_t{0}),
                    Rational(miss / Rational(Integer(2 + 2 * seen.outcomes.size())))};
  Document document{"Imitation through moments", {}};
  document.blocks.push_back(fmt::format(
      "The imitators draw {} times with seed {}. Ranges from draws are sampled: any of them misses with "
      "probability at most {}.",
      draws.samples, draws.seed, to_string(miss)));
  gaussian_part(document, data, seen, draws);
  exponential_part(document, seen, features, draws);
  return document;
}

}  // namespace

Scenario moment_matching_scenario() {
  return {.name = "moment-matching",
          .summary = "Gaussian and exponential-family imitators, fitted to data: matched moments, certified",
          .source = "seed material: training by scoring rules that see moments",
          .parameters =
              {{"data", "0,1,1,1,2,2,3,6", "what the demonstrator did, numbers separated by commas"},
               {"features", "x,x^2",
                "1 to 8 formulas in the outcome x, or vectors of a value per outcome from the smallest on: "
                "x,[0,1,0,0,2]"},
               {"samples", "10000", "draws from each fitted law, 2 to 1000000"},
               {"seed", "1", "of the draws"}},
          .run = run};
}

}  // namespace qed
