#include "qed/scoring/real_valued.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/exact/number.hpp"
#include "qed/scoring/special_functions.hpp"

namespace qed {
namespace {

void require(bool is_in_range, const char* what, const Rational& value, const char* range) {
  if (!is_in_range)
    throw std::invalid_argument(fmt::format("{} = {} is outside {}", what, to_decimal(value), range));
}
void require(const GaussianReport& r) { require(r.variance > 0, "variance", r.variance, "(0, inf)"); }
void require(const SampleReport& r) {
  if (r.points.empty() || r.points.size() != r.weights.size())
    throw std::invalid_argument(
        fmt::format("a sample of {} points with {} weights; expected as many of each, at least one",
                    r.points.size(), r.weights.size()));
  Rational sum = 0;
  for (const Rational& w : r.weights) require(w >= 0, "weight", w, "[0, 1]"), sum += w;
  require(sum == 1, "sum of weights", sum, "{1}");
}

Rational distance(const Rational& a, const Rational& b) { return a < b ? Rational(b - a) : Rational(a - b); }

Interval number(const Rational& q, unsigned bits) { return {q, bits}; }

// The distance of y from the mean in standard deviations, and the standard deviation.
Interval deviation(const GaussianReport& r, unsigned bits) { return root(number(r.variance, bits), 2); }
Interval standard(const GaussianReport& r, const Rational& y, unsigned bits) {
  return number(y - r.mean, bits) / deviation(r, bits);
}

// The integral of Phi^2 up to z: z Phi^2 + 2 phi Phi - Phi(sqrt(2) z)/sqrt(pi), whose derivative is Phi^2.
Interval squared_cdf_integral(const Interval& z) {
  const unsigned bits = z.bits();
  const Interval two = number(2, bits), cdf = normal_cdf(z);
  return z * square(cdf) + two * normal_density(z) * cdf - normal_cdf(root(two, 2) * z) / root(pi(bits), 2);
}

}  // namespace

SampleReport SampleReport::uniform(std::vector<Rational> points) {
  const std::size_t n = points.size();
  if (n == 0) throw std::invalid_argument("a sample has no points; expected at least one");
  return {std::move(points), std::vector<Rational>(n, ratio(Integer(1), Integer(n)))};
}

Interval gaussian_log_score(const GaussianReport& r, const Rational& y, unsigned bits) {
  require(r);
  const Rational off = y - r.mean;
  return -(log(number(2 * r.variance, bits) * pi(bits)) / number(2, bits)) -
         number(off * off / (2 * r.variance), bits);
}

Interval dawid_sebastiani(const GaussianReport& r, const Rational& y, unsigned bits) {
  require(r);
  const Rational off = y - r.mean;
  return -log(number(r.variance, bits)) - number(off * off / r.variance, bits);
}

Interval crps(const GaussianReport& r, const Rational& y, unsigned bits) {
  require(r);
  const Interval z = standard(r, y, bits), one = number(1, bits), two = number(2, bits);
  return -(deviation(r, bits) *
           (z * (two * normal_cdf(z) - one) + two * normal_density(z) - one / root(pi(bits), 2)));
}

Interval crps(const ExponentialReport& r, const Rational& y, unsigned bits) {
  require(r.rate > 0, "rate", r.rate, "(0, inf)");
  if (y < 0) return number(y - 1 / (2 * r.rate), bits);
  return number(3 / (2 * r.rate) - y, bits) - number(2 / r.rate, bits) * exp(number(-r.rate * y, bits));
}

Rational crps(const SampleReport& r, const Rational& y) {
  require(r);
  Rational score = 0;
  for (std::size_t i = 0; i < r.points.size(); ++i) {
    score -= r.weights[i] * distance(r.points[i], y);
    for (std::size_t j = 0; j < i; ++j)  // each pair once: the half of E|X - X'|
      score += r.weights[i] * r.weights[j] * distance(r.points[i], r.points[j]);
  }
  return score;
}

Interval threshold_crps(const GaussianReport& r, const Rational& threshold, const Rational& y,
                        unsigned bits) {
  require(r);
  const Interval from = standard(r, threshold, bits), at = standard(r, std::max(y, threshold), bits);
  return -(deviation(r, bits) *
           (squared_cdf_integral(at) - squared_cdf_integral(from) + squared_cdf_integral(-at)));
}

Rational threshold_crps(const SampleReport& r, const Rational& threshold, const Rational& y) {
  SampleReport above = r;
  for (Rational& x : above.points) x = std::max(x, threshold);
  return crps(above, std::max(y, threshold));
}

Rational quantile_score(const Rational& level, const Rational& report, const Rational& y) {
  require(level > 0 && level < 1, "level", level, "(0, 1)");
  return y <= report ? Rational((level - 1) * (report - y)) : Rational(-level * (y - report));
}

Rational interval_score(const Rational& alpha, const Rational& lower, const Rational& upper,
                        const Rational& y) {
  require(alpha > 0 && alpha < 1, "alpha", alpha, "(0, 1)");
  require(lower <= upper, "width of an interval", upper - lower, "[0, inf)");
  Rational score = lower - upper;
  if (y < lower) score -= 2 / alpha * (lower - y);
  if (y > upper) score -= 2 / alpha * (y - upper);
  return score;
}

Interval energy_score(std::span<const std::vector<Rational>> sample, const std::vector<Rational>& y,
                      unsigned bits) {
  if (sample.empty() || y.empty())
    throw std::invalid_argument("an energy score needs a point of a dimension >= 1");
  for (const auto& x : sample)
    if (x.size() != y.size())
      throw std::invalid_argument(
          fmt::format("a point of dimension {} in a sample about {} dimensions", x.size(), y.size()));
  const auto norm = [&](const std::vector<Rational>& a, const std::vector<Rational>& b) {
    Rational sum = 0;
    for (std::size_t k = 0; k < a.size(); ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
    return root(number(sum, bits), 2);
  };
  Interval near = number(0, bits), apart = near;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    near += norm(sample[i], y);
    for (std::size_t j = 0; j < i; ++j) apart += norm(sample[i], sample[j]);
  }
  const Interval n = number(Rational(Integer(sample.size())), bits);
  return apart / (n * n) - near / n;
}

Rational outcome_weighted_crps(const SampleReport& r, const Weight& w, const Rational& y) {
  require(r);
  const Rational at_y = w(y);
  require(at_y >= 0, "outcome weight", at_y, "[0, inf)");
  if (at_y == 0) return 0;
  SampleReport weighted = r;
  Rational total = 0;
  for (std::size_t i = 0; i < r.points.size(); ++i) {
    const Rational at_x = w(r.points[i]);
    require(at_x >= 0, "outcome weight", at_x, "[0, inf)");
    total += weighted.weights[i] *= at_x;
  }
  require(total > 0, "mean outcome weight under the report", total, "(0, inf)");
  for (Rational& x : weighted.weights) x /= total;
  return at_y * crps(weighted, y);
}

Rational improper_weighted_crps(const SampleReport& r, const Weight& w, const Rational& y) {
  return w(y) * crps(r, y);
}

Interval tail_log_score(const GaussianReport& r, const Rational& threshold, const Rational& y,
                        unsigned bits) {
  require(r);
  if (y < threshold) return number(0, bits);
  return gaussian_log_score(r, y, bits) - log(normal_cdf(-standard(r, threshold, bits)));
}

Interval improper_tail_log_score(const GaussianReport& r, const Rational& threshold, const Rational& y,
                                 unsigned bits) {
  require(r);
  return y < threshold ? number(0, bits) : gaussian_log_score(r, y, bits);
}

}  // namespace qed
