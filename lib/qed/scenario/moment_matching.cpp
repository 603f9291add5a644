// Imitation through moments: what is learnt has the data's moments of the chosen features, and whatever else it has.
#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/random_stream.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/scoring/moment_matching.hpp"

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

FeatureRows powers_of(const std::vector<Rational>& outcomes, std::uint64_t degree) {
  FeatureRows rows;
  for (const Rational& y : outcomes) {
    std::vector<Rational>& row = rows.emplace_back();
    Rational power = 1;
    for (std::uint64_t k = 0; k < degree; ++k) row.push_back(power *= y);
  }
  return rows;
}

void gaussian_part(Document& document, const std::vector<Rational>& data) {
  const GaussianReport<Rational> fit = of_parameter("data", [&] { return gaussian_fit(data); });
  const Gradient there = of_parameter("data", [&] { return dawid_sebastiani_gradient(fit, data); });
  document.blocks.push_back(Heading{"A Gaussian report"});
  document.blocks.push_back(
      "The mean log score over the data, and the Dawid-Sebastiani score, are largest at the data's own mean "
      "and variance: there both derivatives vanish, exactly.");
  document.blocks.push_back(DataTable{"",
                                      {"", "mean", "variance"},
                                      {{"fitted", fit.mean, fit.variance},
                                       {"derivative of the mean score there", there.mean, there.variance}}});
  for (const auto& [what, value] : {std::pair{"derivative in the mean", there.mean},
                                    std::pair{"derivative in the variance", there.variance}})
    document.blocks.push_back(Check{"moment-matching", what, at_most(abs(value), Rational(0))});
}

std::vector<Rational> sampled_shares(const Distribution& law, std::uint64_t samples, std::uint64_t seed) {
  RandomStream random(seed, 0);
  std::vector<std::uint64_t> times(law.size());
  for (std::uint64_t i = 0; i < samples; ++i) ++times[draw(law, random)];
  std::vector<Rational> shares;
  for (const std::uint64_t n : times) shares.push_back(ratio(Integer(n), Integer(samples)));
  return shares;
}

Figure law_figure(const Counted& seen, const ExponentialFit& fit, const std::vector<Rational>& sampled) {
  Plot plot{.id = "moment-matching-laws",
            .title = "The data and what is learnt from their moments",
            .x = {"outcome"},
            .y = {"probability", false, Rational(0)},
            .series = {{"data", Series::Kind::points, 1, {}},
                       {"fitted law", Series::Kind::line, 0, {}},
                       {"samples of it", Series::Kind::points, 2, {}}}};
  for (std::size_t y = 0; y < seen.outcomes.size(); ++y) {
    plot.series[0].points.push_back({seen.outcomes[y], exactly(seen.share[y])});
    plot.series[1].points.push_back(
        {seen.outcomes[y], {fit.probabilities[y].lower(), fit.probabilities[y].upper()}});
    plot.series[2].points.push_back({seen.outcomes[y], exactly(sampled[y])});
  }
  return {std::move(plot), "Equal moments do not make equal laws: what the features do not see is lost."};
}

void exponential_part(Document& document, const std::vector<Rational>& data, std::uint64_t degree,
                      std::uint64_t samples, std::uint64_t seed) {
  const Counted seen = counted(data);
  const FeatureRows phi = powers_of(seen.outcomes, degree);
  const std::vector<Rational> wanted = moments(Distribution(seen.share), phi);
  const ExponentialFit fit = exponential_fit(phi, wanted);
  const std::vector<Rational> sampled = sampled_shares(fit.law, samples, seed);
  const std::vector<Rational> of_samples = moments(Distribution(sampled), phi);

  document.blocks.push_back(Heading{"An exponential family on the outcomes that were seen"});
  document.blocks.push_back(
      fmt::format("Of all laws p(y) proportional to exp(l1 y + … + l{0} y^{0}), the one with the best mean "
                  "log score has the "
                  "data's {0} moments. Newton's method proposes it, the Krawczyk operator proves that it is "
                  "there; what is sampled is "
                  "the law rounded to multiples of 2^-64, whose moments are known exactly.",
                  degree));
  DataTable matched{"Moments", {"feature", "parameter", "data", "off by", "samples"}, {}};
  for (std::size_t k = 0; k < degree; ++k)
    matched.rows.push_back({k == 0 ? "y" : fmt::format("y^{}", k + 1), fit.parameters[k], wanted[k],
                            fit.moment_error[k], of_samples[k]});
  document.blocks.push_back(std::move(matched));
  DataTable laws{"Laws", {"outcome", "data", "fitted law", fmt::format("{} samples", samples)}, {}};
  for (std::size_t y = 0; y < seen.outcomes.size(); ++y)
    laws.rows.push_back({seen.outcomes[y], seen.share[y], fit.probabilities[y], sampled[y]});
  document.blocks.push_back(std::move(laws));

  Rational apart = 0;
  for (std::size_t y = 0; y < seen.outcomes.size(); ++y) apart += abs(fit.law[y] - seen.share[y]);
  document.blocks.push_back(fmt::format("Total variation distance from the data, which no moment shows: {}.",
                                        to_decimal(apart / 2, 6)));
  for (std::size_t k = 0; k < degree; ++k) {
    Rational largest = 0;
    for (const auto& row : phi) largest = std::max(largest, abs(row[k]));
    Check check{"moment-matching", fmt::format("moment {}: |E - data| against what rounding may do", k + 1),
                at_most(fit.moment_error[k], Rational(fit.law_error * largest))};
    check.comparison.interesting = true;
    document.blocks.push_back(std::move(check));
  }
  document.blocks.push_back(law_figure(seen, fit, sampled));
}

Document run(const Settings& settings) {
  const std::vector<Rational> data = settings.numbers("data");
  const std::uint64_t degree = settings.count("moments", 1, 8);
  const std::uint64_t samples = settings.count("samples", 1, 10'000'000);
  const std::uint64_t seed = settings.count("seed", 0, ~std::uint64_t{0});
  Document document{"Imitation through moments", {}};
  gaussian_part(document, data);
  exponential_part(document, data, degree, samples, seed);
  return document;
}

}  // namespace

Scenario moment_matching_scenario() {
  return {
      .name = "moment-matching",
      .summary = "Gaussian and exponential-family imitators, fitted to data: matched moments, certified",
      .source = "seed material: training by scoring rules that see moments",
      .parameters = {{"data", "0,1,1,1,2,2,3,6", "what the demonstrator did, numbers separated by commas"},
                     {"moments", "2", "how many powers of the outcome are features, 1 to 8"},
                     {"samples", "10000", "draws from the fitted law"},
                     {"seed", "1", "of the draws"}},
      .run = run};
}

}  // namespace qed
