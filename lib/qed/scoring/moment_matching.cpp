#include "qed/scoring/moment_matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "qed/exact/number.hpp"
#include "qed/exact/require.hpp"
#include "qed/scoring/convex_hull.hpp"
#include "qed/scoring/special_functions.hpp"

namespace qed {
namespace {

using Vector = std::vector<Rational>;
using Matrix = std::vector<Vector>;

Rational magnitude(const Rational& q) { return q < 0 ? Rational(-q) : q; }
Rational middle(const Interval& x) { return (x.lower() + x.upper()) / 2; }
Rational rounded(const Rational& q, unsigned bits) { return Interval(q, bits).lower(); }

void require_shape(const Distribution& p, const FeatureRows& phi, std::size_t y) {
  if (phi.size() != p.size() || y >= p.size())
    throw std::invalid_argument(
        fmt::format("{} rows and outcome {} for a law on {} outcomes", phi.size(), y, p.size()));
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

// The first features that are affinely independent, as functions of the outcome: elimination on (1, phi_1,
// ...).
std::vector<std::size_t> independent_features(const FeatureRows& phi) {
  const std::size_t n = phi.size();
  Matrix kept;  // each with a pivot where the later ones are 0
  std::vector<std::size_t> pivots, result;
  for (std::size_t k = 0; k <= phi.front().size(); ++k) {
    Vector column(n, Rational(1));
    if (k > 0)
      for (std::size_t y = 0; y < n; ++y) column[y] = phi[y][k - 1];
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Rational times = column[pivots[i]] / kept[i][pivots[i]];
      for (std::size_t y = 0; y < n; ++y) column[y] -= times * kept[i][y];
    }
    const auto nonzero = std::find_if(column.begin(), column.end(), [](const Rational& q) { return q != 0; });
    if (nonzero == column.end()) continue;
    pivots.push_back(static_cast<std::size_t>(nonzero - column.begin()));
    kept.push_back(std::move(column));
    if (k > 0) result.push_back(k - 1);
  }
  return result;
}

// By Gauss and Jordan; none where singular.
std::optional<Matrix> inverse(Matrix a) {
  const std::size_t d = a.size();
  for (std::size_t i = 0; i < d; ++i) {
    a[i].resize(2 * d);
    a[i][d + i] = 1;
  }
  for (std::size_t i = 0; i < d; ++i) {
    std::size_t pivot = i;
    while (pivot < d && a[pivot][i] == 0) ++pivot;
    if (pivot == d) return std::nullopt;
    std::swap(a[i], a[pivot]);
    const Rational by = a[i][i];
    for (Rational& entry : a[i]) entry /= by;
    for (std::size_t r = 0; r < d; ++r) {
      if (r == i || a[r][i] == 0) continue;
      const Rational times = a[r][i];
      for (std::size_t j = 0; j < 2 * d; ++j) a[r][j] -= times * a[i][j];
    }
  }
  for (Vector& row : a) row.erase(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(d));
  return a;
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

  struct At {
    std::vector<Interval> probabilities, moments;  // of the law, over all parameters of the box
    std::vector<std::vector<Interval>> covariance;
    Interval log_sum;  // ln sum_y exp <lambda, phi(y)>, which the optimum makes least
  };
  At at(const std::vector<Interval>& box, unsigned bits) const {
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
    At result{{},
              std::vector<Interval>(size(), zero),
              std::vector<std::vector<Interval>>(size(), std::vector<Interval>(size(), zero)),
              shift + log(sum)};
    for (std::size_t y = 0; y < rows_.size(); ++y) {
      const Interval p = weights[y] / sum;
      result.probabilities.push_back(p);
      for (std::size_t k = 0; k < size(); ++k) {
        const Interval part = p * Interval(rows_[y][k], bits);
        result.moments[k] += part;
        for (std::size_t l = 0; l < size(); ++l)
          result.covariance[k][l] += part * Interval(rows_[y][l], bits);
      }
    }
    for (std::size_t k = 0; k < size(); ++k)
      for (std::size_t l = 0; l < size(); ++l)
        result.covariance[k][l] -= result.moments[k] * result.moments[l];
    return result;
  }

 private:
  Matrix rows_;
};

std::vector<Interval> around(const Vector& centre, const Vector& radius, unsigned bits) {
  std::vector<Interval> box;
  for (std::size_t k = 0; k < centre.size(); ++k)
    box.emplace_back(Rational(centre[k] - radius[k]), Rational(centre[k] + radius[k]), bits);
  return box;
}

std::optional<Matrix> middle_inverse(const std::vector<std::vector<Interval>>& covariance) {
  Matrix a;
  for (const auto& row : covariance) {
    a.emplace_back();
    for (const Interval& x : row) a.back().push_back(middle(x));
  }
  return inverse(std::move(a));
}

// A candidate: nothing rests on it. Newton's direction, halved until the sum falls; the last steps are full
// ones.
Vector newton(const Family& family, Vector x, unsigned bits) {
  constexpr int most_steps = 400, most_halvings = 40;
  const Rational tiny = ratio(Integer(1), Integer(1) << (bits / 2));
  const Vector none(x.size());
  for (int step = 0; step < most_steps; ++step) {
    const Family::At here = family.at(around(x, none, bits), bits);
    const auto y = middle_inverse(here.covariance);
    if (!y) return x;
    Vector move(x.size());
    Rational largest = 0;
    for (std::size_t k = 0; k < x.size(); ++k) {
      for (std::size_t l = 0; l < x.size(); ++l) move[k] -= (*y)[k][l] * middle(here.moments[l]);
      largest = std::max(largest, magnitude(move[k]));
    }
    const auto moved = [&](const Rational& by) {
      Vector to = x;
      for (std::size_t k = 0; k < x.size(); ++k) to[k] = rounded(x[k] + by * move[k], bits);
      return to;
    };
    if (largest <= tiny) return moved(1);
    Rational by = 1;
    Vector next = moved(by);
    for (int halving = 0; halving < most_halvings; ++halving, by /= 2, next = moved(by))
      if (middle(family.at(around(next, none, bits), bits).log_sum) <= middle(here.log_sum)) break;
    x = std::move(next);
  }
  return x;
}

// Krawczyk (1969): K(X) = x - Y F(x) + (1 - Y F'(X)) (X - x). If K(X) lies inside X, F has one zero in X, and
// it is in K(X). Here F is the moments and F' the covariance.
std::optional<std::vector<Interval>> krawczyk(const Family& family, const Vector& x, unsigned bits) {
  const std::size_t d = x.size();
  const Vector none(d);
  const Family::At here = family.at(around(x, none, bits), bits);
  const auto y = middle_inverse(here.covariance);
  if (!y) return std::nullopt;
  std::vector<std::vector<Interval>> steps;
  for (const Vector& row : *y) {
    steps.emplace_back();
    for (const Rational& q : row) steps.back().emplace_back(q, bits);
  }
  std::vector<Interval> newton_point;
  Vector radius;
  for (std::size_t k = 0; k < d; ++k) {
    Interval at(x[k], bits);
    for (std::size_t l = 0; l < d; ++l) at -= steps[k][l] * here.moments[l];
    radius.push_back(2 * std::max(magnitude(at.lower() - x[k]), magnitude(at.upper() - x[k])) +
                     (1 + magnitude(x[k])) * ratio(Integer(1), Integer(1) << bits));
    newton_point.push_back(std::move(at));
  }
  for (int inflation = 0; inflation < 8; ++inflation) {
    const std::vector<Interval> box = around(x, radius, bits);
    const Family::At there = family.at(box, bits);
    std::vector<Interval> image;
    bool is_inside = true;
    for (std::size_t k = 0; k < d; ++k) {
      Interval at = newton_point[k];
      for (std::size_t l = 0; l < d; ++l) {
        Interval defect(Rational(k == l ? 1 : 0), bits);
        for (std::size_t i = 0; i < d; ++i) defect -= steps[k][i] * there.covariance[i][l];
        at += defect * (box[l] - Interval(x[l], bits));
      }
      is_inside = is_inside && box[k].lower() < at.lower() && at.upper() < box[k].upper();
      image.push_back(std::move(at));
    }
    if (is_inside) return image;
    for (Rational& r : radius) r *= 4;
  }
  return std::nullopt;
}

// The enclosed law in multiples of 2^-64, each rounded down; what is left goes to the likeliest outcome.
Distribution rounded_law(const std::vector<Interval>& enclosed) {
  const Integer unit = Integer(1) << 64;
  Vector law;
  Rational left = 1;
  std::size_t likeliest = 0;
  for (std::size_t y = 0; y < enclosed.size(); ++y) {
    const Rational scaled = std::max(Rational(0), middle(enclosed[y])) * Rational(unit);
    law.push_back(ratio(Integer(numerator_of(scaled) / denominator_of(scaled)), unit));
    left -= law.back();
    if (law[y] > law[likeliest]) likeliest = y;
  }
  law[likeliest] += left;
  return Distribution(std::move(law));
}

}  // namespace

GaussianReport gaussian_fit(std::span<const Rational> data) {
  const Rational mean = about(Rational(0), data).mean;
  const Rational variance = about(mean, data).spread;
  if (variance == 0)
    throw std::invalid_argument(fmt::format(
        "all data are {}: the score of a Gaussian report rises without bound as its variance falls",
        to_decimal(mean)));
  return {mean, variance};
}

Gradient dawid_sebastiani_gradient(const GaussianReport& r, std::span<const Rational> data) {
  if (r.variance <= 0)
    throw std::invalid_argument(fmt::format("variance = {} is outside (0, inf)", to_decimal(r.variance)));
  const Moments m = about(r.mean, data);
  return {2 * (m.mean - r.mean) / r.variance, (m.spread - r.variance) / (r.variance * r.variance)};
}

std::vector<Rational> moments(const Distribution& p, const FeatureRows& phi) {
  require_shape(p, phi, 0);
  Vector result(phi.front().size());
  for (std::size_t y = 0; y < p.size(); ++y)
    for (std::size_t k = 0; k < result.size(); ++k) result[k] += p[y] * phi[y][k];
  return result;
}

Rational moment_score(const Distribution& p, const FeatureRows& phi, std::size_t y) {
  require_shape(p, phi, y);
  const Vector m = moments(p, phi);
  Rational score = 0;
  for (std::size_t k = 0; k < m.size(); ++k) score -= (m[k] - phi[y][k]) * (m[k] - phi[y][k]);
  return score;
}

Rational kernel_score(const Distribution& p, const std::vector<std::vector<Rational>>& kernel,
                      std::size_t y) {
  require_shape(p, kernel, y);
  if (kernel.front().size() != p.size())
    throw std::invalid_argument(
        fmt::format("a kernel of {} columns for {} outcomes", kernel.front().size(), p.size()));
  Rational score = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    score += p[i] * kernel[i][y];
    for (std::size_t j = 0; j < p.size(); ++j) {
      if (kernel[i][j] != kernel[j][i])
        throw std::invalid_argument(
            fmt::format("a kernel with {} at ({}, {}) and {} at ({}, {}); expected it symmetric",
                        to_decimal(kernel[i][j]), i, j, to_decimal(kernel[j][i]), j, i));
      score -= p[i] * p[j] * kernel[i][j] / 2;
    }
  }
  return score;
}

ExponentialFit exponential_fit(const FeatureRows& phi, const std::vector<Rational>& m, unsigned bits) {
  constexpr unsigned most_bits = 4096;
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
  Vector x(kept.size());
  for (;; bits *= 2) {
    x = newton(family, std::move(x), bits);
    const auto box = krawczyk(family, x, bits);
    if (!box && 2 * bits <= most_bits) continue;
    if (!box) throw std::runtime_error(fmt::format("{} bits do not isolate the optimum", bits));
    std::vector<Interval> parameters(m.size(), Interval(Rational(0), bits));
    for (std::size_t i = 0; i < kept.size(); ++i) parameters[kept[i]] = (*box)[i];
    ExponentialFit fit{
        std::move(parameters), family.at(*box, bits).probabilities, Distribution::certain(0, 1), {}, 0};
    fit.law = rounded_law(fit.probabilities);
    const Vector found = moments(fit.law, phi);
    for (std::size_t k = 0; k < m.size(); ++k) fit.moment_error.push_back(magnitude(found[k] - m[k]));
    for (std::size_t y = 0; y < phi.size(); ++y)
      fit.law_error += std::max(magnitude(fit.law[y] - fit.probabilities[y].lower()),
                                magnitude(fit.law[y] - fit.probabilities[y].upper()));
    return fit;
  }
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

}  // namespace qed
