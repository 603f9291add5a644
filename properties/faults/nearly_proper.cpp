#include "properties/faults/nearly_proper.hpp"

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/savage.hpp"

namespace qed::properties {

namespace {

using Report = std::span<const Expression>;

template <ScoringRule R>
NearlyProperRule near_proper(std::string_view id, std::string_view mistake, R formula) {
  return {id, mistake, Rule(std::string(id), std::move(formula))};
}
NearlyProperRule near_proper(std::string_view id, std::string_view mistake, Rule::ScoresOf formulas) {
  return {id, mistake, Rule::from_formulas(std::string(id), std::move(formulas))};
}

const Expression& millionth() {
  static const Expression small = ratio(1, 1000000);
  return small;
}

Expression squares(Report p) {
  Expression sum = 0;
  for (const Expression& x : p) sum += x * x;
  return sum;
}

Expression near_a_vertex(Report p, const Expression& bonus) {
  return choose(p[0] > Expression(ratio(999, 1000)), bonus, 0);
}

std::vector<NearlyProperRule> near_misses() {
  return {
      near_proper("brier-with-a-wrong-constant", "1.01 times the sum of squares",
                  [](Report p, std::size_t y) {
                    return Expression(2) * p[y] - Expression(ratio(101, 100)) * squares(p);
                  }),
      near_proper("brier-without-its-two", "p(y) in place of 2 p(y)",
                  [](Report p, std::size_t y) { return p[y] - squares(p); }),
      near_proper("brier-with-a-sign-flipped", "the sum of squares is added",
                  [](Report p, std::size_t y) { return Expression(2) * p[y] + squares(p); }),
      near_proper("brier-as-a-loss", "smaller is better, read as larger is better",
                  [](Report p, std::size_t y) { return squares(p) - Expression(2) * p[y]; }),
      near_proper("brier-broken-by-a-millionth", "10^-6 p(y) is added",
                  [](Report p, std::size_t y) { return BrierScore{}(p, y) + millionth() * p[y]; }),
      near_proper("brier-broken-on-one-outcome", "p(0)/100 is added where 0 happens",
                  [](Report p, std::size_t y) {
                    return BrierScore{}(p, y) + (y == 0 ? Expression(ratio(1, 100)) * p[0] : Expression(0));
                  }),
      near_proper("brier-of-two-classes-and-a-trace", "Brier's rule for {0} and the rest, and 10^-6 p(y)",
                  [](Report p, std::size_t y) {
                    const std::vector<Expression> classes{p[0], Expression(1) - p[0]};
                    return BrierScore{}(Report(classes), y == 0 ? 0 : 1) + millionth() * p[y];
                  }),
      near_proper("log-with-a-cap", "no score is below -5",
                  [](Report p, std::size_t y) { return max(log(p[y]), Expression(-5)); }),
      near_proper("log-broken-by-a-millionth", "10^-6 p(y) is added",
                  [](Report p, std::size_t y) { return log(p[y]) + millionth() * p[y]; }),
      near_proper("log-broken-near-a-vertex", "a thousandth is added where p(0) > 0.999",
                  [](Report p, std::size_t y) { return log(p[y]) + near_a_vertex(p, ratio(1, 1000)); }),
      near_proper("log-of-a-smoothed-report", "ln (p(y) + 10^-6)",
                  [](Report p, std::size_t y) { return log(p[y] + millionth()); }),
      near_proper(
          "spherical-truncated", "no score is above 0.99",
          [](Report p, std::size_t y) { return min(SphericalScore{}(p, y), Expression(ratio(99, 100))); }),
      near_proper("spherical-without-its-root", "p(y) over the sum of squares",
                  [](Report p, std::size_t y) { return p[y] / squares(p); }),
      near_proper("spherical-with-a-wrong-root", "the power 0.49 in place of the square root",
                  [](Report p, std::size_t y) { return p[y] * pow(squares(p), ratio(-49, 100)); }),
      near_proper("power-with-a-wrong-constant", "2.01 in place of 2",
                  [](Report p, std::size_t y) {
                    Expression cubes = 0;
                    for (const Expression& x : p) cubes += x * x * x;
                    return Expression(3) * p[y] * p[y] - Expression(ratio(201, 100)) * cubes;
                  }),
      near_proper("ranked-without-a-square", "absolute differences in place of squares",
                  [](Report p, std::size_t y) {
                    Expression score = 0, below = 0;
                    for (std::size_t k = 0; k + 1 < p.size(); ++k) {
                      below += p[k];
                      const Expression gap = below - Expression(y <= k ? 1 : 0);
                      score -= max(gap, -gap);
                    }
                    return score;
                  }),
      near_proper("zero-one-with-ties-for-all", "each of the likeliest scores 1",
                  [](Report p, std::size_t y) {
                    Expression score = 1;
                    for (const Expression& x : p) score = choose(p[y] >= x, score, 0);
                    return score;
                  }),
      near_proper(
          "zero-one-with-a-bonus", "10^-6 is added where p(0) > 0.999",
          [](Report p, std::size_t y) { return ZeroOneScore{}(p, y) + near_a_vertex(p, millionth()); }),
      near_proper("savage-of-a-function-that-is-not-convex", "from a G that bends down near the centre",
                  Rule::ScoresOf([](std::size_t n) {
                    Expression g = 0;
                    for (const Expression& x : probabilities(n))
                      g += pow(x - Expression(ratio(1, static_cast<int>(n))), Rational(4)) -
                           Expression(ratio(1, 1000)) * x * x;
                    return scores_from(g, n);
                  })),
  };
}

}  // namespace

std::span<const NearlyProperRule> nearly_proper_rules() {
  static const std::vector<NearlyProperRule> all = near_misses();
  return all;
}

}  // namespace qed::properties
