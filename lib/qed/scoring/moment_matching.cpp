#include "qed/scoring/moment_matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "qed/exact/elimination.hpp"
#include "qed/exact/number.hpp"
#include "qed/exact/require.hpp"
#include "qed/scoring/convex_hull.hpp"
#include "qed/scoring/convex_minimum.hpp"
#include "qed/scoring/exponential_start.hpp"
#include "qed/scoring/program.hpp"

namespace qed {
namespace {

using Vector = std::vector<Rational>;
using Matrix = std::vector<Vector>;

void require_shape(const Distribution& p, const FeatureRows& phi) {
  if (phi.size() != p.size())
    throw std::invalid_argument(fmt::format("{} rows for a law on {} outcomes", phi.size(), p.size()));
  for (const Vector& row : phi)
    if (row.size() != phi.front().size())
      throw std::invalid_argument(
          fmt::format("rows of {} and of {} entries; expected as many", phi.front().size(), row.size()));
}

struct Moments {
  Rational mean, spread;  // spread about the report's mean
};
Moments about(const Rational& centre, std::span<const Rational> data) {
  if (data.empty()) throw std::invalid_argument("no data; expected at least one number");
  Moments result;
  for (const Rational& x : data) result.mean += x, result.spread += (x - centre) * (x - centre);
  const Rational n = Integer(data.size());
  result.mean /= n, result.spread /= n;
  return result;
}

// A derivative at the data's own mean and variance.
const Rational& exactly(const Value& slope) {
  if (!slope.is_exact())  // Extended::power
    throw std::invalid_argument(
        "the variance is too long a number for exact derivatives; expected shorter data");
  return slope.exact();
}

// The first features that are affinely independent, as functions of the outcome.
std::vector<std::size_t> independent_features(const FeatureRows& phi) {
  Matrix columns(phi.front().size() + 1, Vector(phi.size(), Rational(1)));  // 1, phi_1, …
  for (std::size_t k = 0; k < phi.front().size(); ++k)
    for (std::size_t y = 0; y < phi.size(); ++y) columns[k + 1][y] = phi[y][k];
  std::vector<std::size_t> result = independent_columns(columns);
  result.erase(result.begin());
  for (std::size_t& k : result) --k;
  return result;
}

// The family in features that are affinely independent and have m = 0 (the law does not change with m
// subtracted).
class Family {
 public:
  Family(const FeatureRows& phi, const Vector& m, const std::vector<std::size_t>& kept) {
    for (const Vector& row : phi) {
      rows_.emplace_back();
      for (const std::size_t k : kept) rows_.back().push_back(row[k] - m[k]);
    }
  }

  std::size_t size() const { return rows_.front().size(); }
  const Matrix& rows() const { return rows_; }

  // Of ln sum_y exp <lambda, phi(y)>, which the optimum makes least: its gradient is the moments, its Hessian
  // the covariance.
  ConvexEnclosure at(const std::vector<Interval>& box, unsigned bits) const {
    const auto [probabilities, log_sum] = law(box, bits);
    const Interval zero(Rational(0), bits);
    ConvexEnclosure result{log_sum, std::vector<Interval>(size(), zero),
                           std::vector<std::vector<Interval>>(size(), std::vector<Interval>(size(), zero))};
    for (std::size_t y = 0; y < rows_.size(); ++y)
      for (std::size_t k = 0; k < size(); ++k) {
        const Interval part = probabilities[y] * Interval(rows_[y][k], bits);
        result.gradient[k] += part;
        for (std::size_t l = 0; l < size(); ++l) result.hessian[k][l] += part * Interval(rows_[y][l], bits);
      }
    for (std::size_t k = 0; k < size(); ++k)
      for (std::size_t l = 0; l < size(); ++l)
        result.hessian[k][l] -= result.gradient[k] * result.gradient[l];
    return result;
  }

  // The probabilities of the law and that logarithm, over all parameters of the box.
  std::pair<std::vector<Interval>, Interval> law(const std::vector<Interval>& box, unsigned bits) const {
    const Interval zero(Rational(0), bits);
    std::vector<Interval> weights;
    Rational highest;
    for (std::size_t y = 0; y < rows_.size(); ++y) {
      Interval exponent = zero;
      for (std::size_t k = 0; k < size(); ++k) exponent += box[k] * Interval(rows_[y][k], bits);
      if (y == 0 || exponent.upper() > highest) highest = exponent.upper();
      weights.push_back(exponent);
    }
    const Interval shift(highest, bits);
    Interval sum = zero;
    for (Interval& w : weights) sum += w = exp(w - shift);
    for (Interval& w : weights) w /= sum;
    return {std::move(weights), shift + log(sum)};
  }

 private:
  Matrix rows_;
};

// The enclosed law in multiples of 2^-64, each rounded down; what is left goes to the likeliest outcome.
Distribution rounded_law(const std::vector<Interval>& enclosed) {
  const Integer unit = Integer(1) << 64;
  Vector law;
  Rational left = 1;
  std::size_t likeliest = 0;
  for (std::size_t y = 0; y < enclosed.size(); ++y) {
    const Rational scaled = std::max(Rational(0), enclosed[y].middle()) * Rational(unit);
    law.push_back(ratio(Integer(numerator_of(scaled) / denominator_of(scaled)), unit));
    left -= law.back();
    if (law[y] > law[likeliest]) likeliest = y;
  }
  law[likeliest] += left;
  return Distribution(std::move(law));
}

}  // namespace

GaussianReport<Rational> gaussian_fit(std::span<const Rational> data) {
  const Rational mean = about(Rational(0), data).mean;
  const Rational variance = about(mean, data).spread;
  if (variance == 0)
    throw std::invalid_argument(fmt::format(
        "all data are {}: the score of a Gaussian report rises without bound as its variance falls",
        to_decimal(mean)));
  return {mean, variance};
}

Gradient dawid_sebastiani_gradient(const GaussianReport<Rational>& r, std::span<const Rational> data) {
  if (r.variance <= 0)
    throw std::invalid_argument(fmt::format("variance = {} is outside (0, inf)", to_decimal(r.variance)));
  if (data.empty()) throw std::invalid_argument("no data; expected at least one number");
  const GaussianReport<Expression> report{Expression::variable(0), Expression::variable(1)};
  Gradient sum{0, 0};
  for (const Rational& y : data) {
    const Expression score = DawidSebastianiScore<Expression>{}(report, y);
    const std::array<Expression, 2> slopes{derivative(score, 0), derivative(score, 1)};
    const std::vector<Extended> there = Program(slopes).at(std::array{r.mean, r.variance}, 64);
    sum.mean += exactly(there[0].value());
    sum.variance += exactly(there[1].value());
  }
  const Rational n = Integer(data.size());
  return {sum.mean / n, sum.variance / n};
}

std::vector<Rational> moments(const Distribution& p, const FeatureRows& phi) {
  require_shape(p, phi);
  Vector result(phi.front().size());
  for (std::size_t y = 0; y < p.size(); ++y)
    for (std::size_t k = 0; k < result.size(); ++k) result[k] += p[y] * phi[y][k];
  return result;
}

ExponentialFit exponential_fit(const FeatureRows& phi, const std::vector<Rational>& m, unsigned bits) {
  const HullPosition position = position_in_hull(m, phi);
  if (position != HullPosition::relative_interior) {
    std::string text;
    for (const Rational& q : m) text += (text.empty() ? "" : ", ") + to_decimal(q);
    throw std::invalid_argument(fmt::format(
        "the moments ({}) lie {} the convex hull of the features: no law of the exponential family has them",
        text, position == HullPosition::boundary ? "on the boundary of" : "outside"));
  }
  const std::vector<std::size_t> kept = independent_features(phi);
  const Family family(phi, m, kept);
  const ConvexMinimum optimum = convex_minimum(
      [&](const std::vector<Interval>& box, unsigned precision) { return family.at(box, precision); },
      kept.size(), bits, exponential_start(family.rows()));
  std::vector<Interval> parameters(m.size(), Interval(Rational(0), optimum.bits));
  for (std::size_t i = 0; i < kept.size(); ++i) parameters[kept[i]] = optimum.box[i];
  ExponentialFit fit{
      std::move(parameters), family.law(optimum.box, optimum.bits).first, Distribution::certain(0, 1), {}, 0};
  fit.law = rounded_law(fit.probabilities);
  const Vector found = moments(fit.law, phi);
  for (std::size_t k = 0; k < m.size(); ++k) fit.moment_error.push_back(abs(found[k] - m[k]));
  for (std::size_t y = 0; y < phi.size(); ++y)
    fit.law_error += std::max(abs(fit.law[y] - fit.probabilities[y].lower()),
                              abs(fit.law[y] - fit.probabilities[y].upper()));
  return fit;
}

std::size_t draw(const Distribution& law, RandomStream& random) {
  const Rational unit = Integer(1) << 64;
  for (const Rational& p : law)
    if (denominator_of(p * unit) != 1)
      throw std::invalid_argument(fmt::format("probability {} is no multiple of 2^-64", to_decimal(p)));
  const Rational point = Rational(Integer(random.bits())) / unit;
  Rational below = 0;
  for (std::size_t y = 0; y < law.size(); ++y)
    if (point < (below += law[y])) return y;
  QED_REQUIRE(false, "a law sums to 1");
  return 0;
}

namespace {

constexpr unsigned drawn_bits = 96;

// Uniform on the odd multiples of 2^-64 in (-1, 1), which 0 is not.
Rational uniform_between_signs(RandomStream& random) {
  return ratio(2 * Integer(random.bits()) + 1, Integer(1) << 64) - 1;
}

}  // namespace

Rational draw(const GaussianReport<Rational>& law, RandomStream& random) {
  if (law.variance <= 0)
    throw std::invalid_argument(fmt::format("variance = {} is outside (0, inf)", to_decimal(law.variance)));
  Rational u, squares;
  do {
    u = uniform_between_signs(random);
    squares = u * u + square(uniform_between_signs(random));
  } while (squares >= 1);
  // Uniform in the unit disc: squares is uniform, and u / sqrt(squares) the cosine of a uniform angle.
  const Interval s(squares, drawn_bits);
  const Interval standard = Interval(u, drawn_bits) * sqrt(Interval(-2, drawn_bits) * log(s) / s);
  return (Interval(law.mean, drawn_bits) + sqrt(Interval(law.variance, drawn_bits)) * standard).lower();
}

}  // namespace qed
