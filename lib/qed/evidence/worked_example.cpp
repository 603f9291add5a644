#include "qed/evidence/worked_example.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "qed/claims/check.hpp"
#include "qed/claims/cubic_is_needed.hpp"
#include "qed/claims/query_sum_lower.hpp"
#include "qed/claims/trajectories.hpp"
#include "qed/evaluate/forever.hpp"
#include "qed/evidence/html.hpp"
#include "qed/evidence/sampled_run.hpp"
#include "qed/exact/number.hpp"

namespace qed::evidence {

namespace {

constexpr std::string_view with_bounds[] = {"truth-retention", "truth-retention-sharp", "cubic-query-sum",
                                            "cubic-query-sum-sharp"};
constexpr unsigned value_colour = 0, sharp_colour = 1, seed_colour = 2;

Enclosed ends(const Value& v) { return {v.lower(), v.upper()}; }

// The class over its horizon: its quantities, and value and bound of the claims above; none where a limit was reached.
std::optional<CheckResult> checked(const ModelClass& c, const WorkedExampleOptions& options) {
  EvaluateOptions how;
  how.limits.max_states = options.max_states;
  how.interrupted = options.interrupted;
  CheckResult result = check(c, {}, how, with_bounds);
  if (result.evaluation.ended != Ended::horizon) return std::nullopt;
  return result;
}

// Three curves over one parameter: a value, its sharp bound, its seed bound.
struct Curves {
  Series value, sharp, seed;
  static Curves named(std::string value) {
    return {{std::move(value), Series::Kind::line, value_colour, {}},
            {"sharp bound", Series::Kind::bound, sharp_colour, {}},
            {"seed bound", Series::Kind::bound, seed_colour, {}}};
  }
  void add(const Rational& x, const Comparison& of_seed, const Comparison& of_sharp, bool as_risk) {
    const auto put = [&](Series& s, const std::optional<Value>& v) {
      if (!v) return;
      const Enclosed e = ends(*v);
      s.points.push_back({x, as_risk ? Enclosed{1 - e.upper, 1 - e.lower} : e});
    };
    put(value, of_sharp.value);
    put(sharp, of_sharp.bound);
    put(seed, of_seed.bound);
  }
  std::vector<Series> all() && { return {std::move(value), std::move(sharp), std::move(seed)}; }
};

struct BothCurves {
  Curves risk = Curves::named("risk, 1 − P(E)"), cubes = Curves::named("E Σ θ³");
  void add(const Rational& x, const CheckResult& r) {
    risk.add(x, r.claims[0].worst, r.claims[1].worst, true);
    cubes.add(x, r.claims[2].worst, r.claims[3].worst, false);
  }
};

Figure curves_figure(Curves curves, const std::string& id, const std::string& name, const std::string& what,
                     Axis x) {
  std::string caption = fmt::format("{} over {}, with the sharp and the seed bound; exact.",
                                    what.starts_with("risk") ? "Risk" + what.substr(4) : what, x.label);
  return {{.id = id,
           .title = fmt::format("{}: {} over {}", name, what, x.label),
           .x = std::move(x),
           .y = {what, true},
           .series = std::move(curves).all()},
          std::move(caption)};
}

// --- over time

Figure query_figure(const ModelClass& c, const std::string& id, const std::vector<Rational>& S1,
                    const std::vector<SampledStep>& run) {
  Series mean{"E θₜ", Series::Kind::line, 0, {}},
      sampled{"θₜ along the sampled run", Series::Kind::points, 1, {}};
  for (std::size_t t = 0; t < S1.size(); ++t)
    mean.points.push_back({Rational(t), exactly(t == 0 ? S1[0] : Rational(S1[t] - S1[t - 1]))});
  for (std::size_t t = 0; t < run.size(); ++t)
    sampled.points.push_back({Rational(t), exactly(run[t].query_probability)});
  return {{.id = id + "-queries",
           .title = c.name + ": query probability over time",
           .x = {"step t"},
           .y = {"query probability", false, Rational(0)},
           .series = {std::move(mean), std::move(sampled)}},
          "How likely the imitator asks at step t: expected (exact), and along one sampled run."};
}

Figure retention_figure(const ModelClass& c, const std::string& id, const std::vector<CheckResult>& passes) {
  Curves curves = Curves::named("P(E_N)");
  for (const auto& r : passes)
    curves.add(Rational(r.evaluation.quantities.horizon), r.claims[0].worst, r.claims[1].worst, false);
  return {{.id = id + "-retention",
           .title = c.name + ": the truth stays",
           .x = {"horizon N"},
           .y = {"P(E_N)", false, std::nullopt, Rational(1)},
           .series = std::move(curves).all()},
          "Probability that the truth has been in the top set at every step so far, and what is promised; "
          "exact."};
}

Figure product_figure(const ModelClass& c, const std::string& id, const std::vector<CheckResult>& passes) {
  Series product{"E Π (1 + θ)", Series::Kind::line, 0, {}}, square{"N²", Series::Kind::bound, 2, {}};
  const auto forever = solve_forever(c);
  const bool known = forever && forever->product_growth && forever->product_growth->exact();
  Series power{"", Series::Kind::bound, 1, {}};
  if (known) power.label = fmt::format("({})^N", to_string(forever->product_growth->lower));
  Rational grown = 1;
  for (const auto& r : passes) {
    const unsigned n = r.evaluation.quantities.horizon;
    product.points.push_back({Rational(n), exactly(r.evaluation.quantities.expected_product)});
    square.points.push_back({Rational(n), exactly(Rational(n) * n)});
    if (known) power.points.push_back({Rational(n), exactly(grown *= forever->product_growth->lower)});
  }
  std::vector<Series> series{std::move(product), std::move(square)};
  if (known) series.push_back(std::move(power));
  return {{.id = id + "-product",
           .title = c.name + ": growth of the expected product",
           .x = {"horizon N"},
           .y = {"E Π (1 + θ)", true},
           .series = std::move(series)},
          known ? "Expected product of 1 + θ beside N² and its own exact rate of growth; exact."
                : "Expected product of 1 + θ beside N²; exact."};
}

constexpr std::size_t most_curves = 6;

Figure posterior_figure(const ModelClass& c, const std::string& id, const std::vector<SampledStep>& run,
                        std::uint64_t seed) {
  std::vector<std::size_t> order(c.models.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return run.back().posterior[a] > run.back().posterior[b];
  });
  const std::size_t own = order.size() <= most_curves + 1 ? order.size() : most_curves;
  std::vector<Series> series;
  for (std::size_t k = 0; k < own; ++k) {
    const bool truth = c.demonstrator == std::variant<ModelIndex, Model>(static_cast<ModelIndex>(order[k]));
    Series s{
        c.models[order[k]].name + (truth ? " (μ)" : ""), Series::Kind::line, static_cast<unsigned>(k), {}};
    for (std::size_t t = 0; t < run.size(); ++t)
      s.points.push_back({Rational(t), exactly(run[t].posterior[order[k]])});
    series.push_back(std::move(s));
  }
  if (own < order.size()) {
    Series rest{fmt::format("the other {}", order.size() - own), Series::Kind::bound, 7, {}};
    for (std::size_t t = 0; t < run.size(); ++t) {
      Rational sum = 0;
      for (std::size_t k = own; k < order.size(); ++k) sum += run[t].posterior[order[k]];
      rest.points.push_back({Rational(t), exactly(sum)});
    }
    series.push_back(std::move(rest));
  }
  Series asked{"a query", Series::Kind::points, 7, {}};
  for (std::size_t t = 0; t < run.size(); ++t)
    if (run[t].taken.asked) asked.points.push_back({Rational(t), exactly(0)});
  series.push_back(std::move(asked));
  return {
      {.id = id + "-posterior",
       .title = c.name + ": posterior of the models along a sampled run",
       .x = {"step t"},
       .y = {"posterior", false, Rational(0), Rational(1)},
       .series = std::move(series)},
      fmt::format("Posterior of the models along one sampled run (stream 0 of seed {}); exact given the run. "
                  "It moves at queries only.",
                  seed)};
}

std::string id_of(const ModelClass& c, const WorkedExampleOptions& options) {
  return options.id.empty() ? "example-" + slug(c.name) : options.id;
}

ModelClass with_truth_prior(ModelClass c, const Rational& w) {
  const auto truth = std::get<ModelIndex>(c.demonstrator);
  Rational others = 0;
  for (std::size_t m = 0; m < c.models.size(); ++m)
    if (m != truth) others += c.models[m].prior;
  for (std::size_t m = 0; m < c.models.size(); ++m)
    c.models[m].prior = m == truth ? w : Rational(c.models[m].prior * (1 - w) / others);
  return c;
}

}  // namespace

WorkedExample worked_example(const ModelClass& c, const WorkedExampleOptions& options) {
  const std::string id = id_of(c, options);
  WorkedExample example{id, c, {}, {}};
  std::vector<CheckResult> passes;
  std::vector<Rational> S1;
  for (unsigned n = 1; n <= c.horizon; ++n) {
    ModelClass shorter = c;
    shorter.horizon = n;
    auto pass = checked(shorter, options);
    if (!pass) {
      example.cut_short =
          fmt::format("The curves end at step {}: {}.", n - 1,
                      options.interrupted && options.interrupted->load()
                          ? "the run was interrupted"
                          : fmt::format("beyond it more than {} states are needed", options.max_states));
      break;
    }
    S1.push_back(pass->evaluation.quantities.S1);
    passes.push_back(std::move(*pass));
  }
  if (passes.empty()) return example;
  const std::vector<SampledStep> run = sampled_run(c, options.seed);
  example.figures.push_back(query_figure(c, id, S1, run));
  example.figures.push_back(posterior_figure(c, id, run, options.seed));
  if (c.demonstrator_inside()) {
    example.figures.push_back(retention_figure(c, id, passes));
    Curves cubes = Curves::named("E Σ θ³");
    for (const auto& r : passes)
      cubes.add(Rational(r.evaluation.quantities.horizon), r.claims[2].worst, r.claims[3].worst, false);
    example.figures.push_back(
        curves_figure(std::move(cubes), id + "-cubes", c.name, "E Σ θ³", {"horizon N"}));
  }
  example.figures.push_back(product_figure(c, id, passes));
  return example;
}

std::vector<Figure> bound_sweeps(const ModelClass& c, const WorkedExampleOptions& options) {
  const std::string id = id_of(c, options);
  std::vector<Figure> figures;
  const auto sweep = [&](const std::string& name, Axis axis, const std::vector<Rational>& values,
                         const auto& changed) {
    BothCurves curves;
    for (const Rational& x : values)
      if (const auto r = checked(changed(x), options)) curves.add(x, *r);
    figures.push_back(
        curves_figure(std::move(curves.cubes), id + "-cubes-over-" + name, c.name, "E Σ θ³", axis));
    figures.push_back(
        curves_figure(std::move(curves.risk), id + "-risk-over-" + name, c.name, "risk, 1 − P(E)", axis));
  };
  std::vector<Rational> alphas, priors;
  for (int k = 32; k >= 1; k /= 2)
    for (const int numerator : {2, 3})  // 1/32, 3/64, 1/16, … 3/4
      if (numerator < 2 * k || k > 1) alphas.push_back(ratio(numerator, 2 * k));
  std::erase_if(alphas, [](const Rational& a) { return a >= 1; });
  std::sort(alphas.begin(), alphas.end());
  for (int k = 1; k < 16; ++k) priors.push_back(ratio(k, 16));
  sweep("alpha", {"α", true}, alphas, [&](const Rational& alpha) {
    ModelClass changed = c;
    changed.alpha = alpha;
    return changed;
  });
  sweep("prior", {"w(μ)"}, priors, [&](const Rational& w) { return with_truth_prior(c, w); });
  return figures;
}

Figure lower_bound_figure() {
  Series scaled{"α S₃ / (1/w − 1)", Series::Kind::line, 0, {}},
      best{"3: no constant below it will do", Series::Kind::bound, 1, {}};
  for (int k = 4; k <= 64; k *= 2) {
    scaled.points.push_back({Rational(k), exactly(lower_bound(ratio(1, k), ratio(1, 2)).scaled)});
    best.points.push_back({Rational(k), exactly(3)});
  }
  return {
      {.id = "lower-bound-family",
       .title = "The lower-bound family",
       .x = {"1/α", true},
       .y = {"α S₃ / (1/w − 1)", false, Rational(0)},
       .series = {std::move(scaled), std::move(best)}},
      "Part (a), evaluated exactly at w = 1/2: α S₃ is 3/4, 7/8, … and tends to 1. The proof's other family "
      "reaches 3."};
}

Figure cubic_is_needed_figure() {
  std::vector<Series> series;
  for (unsigned p = 1; p <= 3; ++p)
    series.push_back({fmt::format("p = {}", p), Series::Kind::line, p - 1, {}});
  for (int k = 4; k <= 32; k *= 2) {
    const PowerSums sums = power_sums_of_near_coins(ratio(1, k), ratio(1, 10));
    for (std::size_t p = 0; p < 3; ++p) series[p].points.push_back({Rational(k), sums.S[p]});
  }
  return {{.id = "near-coins",
           .title = "E Σ θ^p on two coins that differ by δ",
           .x = {"1/δ", true},
           .y = {"E Σ θ^p, over all time", true},
           .series = std::move(series)},
          "Coins 1/2 and 1/2 + δ, α = 1/10, equal priors; certified enclosures, narrower than the lines. "
          "Only the sum of "
          "cubes stays bounded."};
}

Figure product_growth_figure() {
  std::vector<unsigned> horizons;
  for (unsigned n = 1; n <= 100; n += n < 20 ? 1 : 5) horizons.push_back(n);
  Series product{"E Π (1 + θ)", Series::Kind::line, 0, {}}, power{"(21/16)^N", Series::Kind::bound, 1, {}},
      square{"N²", Series::Kind::bound, 2, {}};
  for (const auto& line : product_growth_on_two_coins(horizons)) {
    const Rational n = line.horizon;
    product.points.push_back({n, exactly(line.expected_product)});
    power.points.push_back({n, exactly(line.exponential)});
    square.points.push_back({n, exactly(line.quadratic)});
  }
  return {{.id = "product-growth-two-coins",
           .title = "Two coins: the expected product against N²",
           .x = {"horizon N"},
           .y = {"E Π (1 + θ)", true},
           .series = {std::move(product), std::move(power), std::move(square)}},
          "The counterexample, exactly: the expected product grows like (21/16)^N, far beyond N²."};
}

}  // namespace qed::evidence
