#include "qed/scoring/real_valued.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/exact/number.hpp"

namespace qed {
namespace {

[[noreturn]] void refuse(const char* what, const std::string& value, const char* range) {
  throw std::invalid_argument(fmt::format("{} = {} is outside {}", what, value, range));
}

void require(bool is_in_range, const char* what, const Rational& value, const char* range) {
  if (!is_in_range) refuse(what, to_decimal(value), range);
}

// An enclosure wholly outside is refused, one across the end is not decided; a formula is what it is.
void require_above_zero(const char* what, const Rational& x) { require(x > 0, what, x, "(0, inf)"); }
void require_above_zero(const char* what, const Interval& x) {
  require(x.upper() > 0, what, x.upper(), "(0, inf)");
  if (x.lower() <= 0) throw DomainUndecided(fmt::format("{} is not known to be in (0, inf)", what));
}
void require_above_zero(const char* what, const Expression& x) {
  if (x.is_constant()) require_above_zero(what, x.number());
}
void require_weight(const char* what, const Rational& x) { require(x >= 0, what, x, "[0, inf)"); }
void require_weight(const char* what, const Interval& x) {
  require(x.upper() >= 0, what, x.upper(), "[0, inf)");
}
void require_weight(const char* what, const Expression& x) {
  if (x.is_constant()) require_weight(what, x.number());
}
void require_one(const Rational& sum) { require(sum == 1, "sum of weights", sum, "{1}"); }
void require_one(const Interval& sum) { require(sum.contains(1), "sum of weights", sum.lower(), "{1}"); }
void require_one(const Expression& sum) {
  if (sum.is_constant()) require_one(sum.number());
}
void require_order(const Rational& width) { require(width >= 0, "width of an interval", width, "[0, inf)"); }
void require_order(const Interval& width) {
  require(width.upper() >= 0, "width of an interval", width.upper(), "[0, inf)");
}
void require_order(const Expression& width) {
  if (width.is_constant()) require_order(width.number());
}
bool is_zero(const Rational& x) { return x == 0; }
bool is_zero(const Interval& x) { return x.lower() == 0 && x.upper() == 0; }

template <class Number>
void require_report(const GaussianReport<Number>& r) {
  require_above_zero("variance", r.variance);
}
template <class Number>
void require_report(const SampleReport<Number>& r) {
  if (r.points.empty() || r.points.size() != r.weights.size())
    throw std::invalid_argument(
        fmt::format("a sample of {} points with {} weights; expected as many of each, at least one",
                    r.points.size(), r.weights.size()));
  Number sum = constant(0, r.weights[0]);
  for (const Number& w : r.weights) require_weight("weight", w), sum += w;
  require_one(sum);
}

// The distance of y from the mean in standard deviations.
template <class Number>
Number standard(const GaussianReport<Number>& r, const Rational& y) {
  return (constant(y, r.mean) - r.mean) / sqrt(r.variance);
}

template <class Number>
Number squared_over_variance(const GaussianReport<Number>& r, const Rational& y) {
  return square(Number(constant(y, r.mean) - r.mean)) / r.variance;
}

// The integral of Phi^2 up to z: z Phi^2 + 2 phi Phi - Phi(sqrt(2) z)/sqrt(pi), whose derivative is Phi^2.
Interval squared_cdf_integral(const Interval& z) {
  const Interval two = constant(2, z), cdf = normal_cdf(z);
  return z * square(cdf) + two * normal_density(z) * cdf - normal_cdf(sqrt(two) * z) / sqrt(pi(z.bits()));
}

std::vector<Interval> enclosed(const std::vector<Rational>& values, unsigned bits) {
  std::vector<Interval> result;
  for (const Rational& q : values) result.emplace_back(q, bits);
  return result;
}

void require_share(const char* what, const Rational& q) { require(q > 0 && q < 1, what, q, "(0, 1)"); }

}  // namespace

SampleReport<Rational> uniform_sample(std::vector<Rational> points) {
  const std::size_t n = points.size();
  if (n == 0) throw std::invalid_argument("a sample has no points; expected at least one");
  return {std::move(points), std::vector<Rational>(n, ratio(Integer(1), Integer(n)))};
}

GaussianReport<Interval> enclosed(const GaussianReport<Rational>& r, unsigned bits) {
  return {Interval(r.mean, bits), Interval(r.variance, bits)};
}
ExponentialReport<Interval> enclosed(const ExponentialReport<Rational>& r, unsigned bits) {
  return {Interval(r.rate, bits)};
}
SampleReport<Interval> enclosed(const SampleReport<Rational>& r, unsigned bits) {
  return {enclosed(r.points, bits), enclosed(r.weights, bits)};
}
IntervalReport<Interval> enclosed(const IntervalReport<Rational>& r, unsigned bits) {
  return {Interval(r.lower, bits), Interval(r.upper, bits)};
}

template <WithNormalLaw Number>
Number GaussianLogScore<Number>::operator()(const GaussianReport<Number>& r, const Rational& y) const {
  require_report(r);
  const Number two = constant(2, r.mean);
  return -(log(two * r.variance * pi(r.mean.bits())) / two) - squared_over_variance(r, y) / two;
}

template <WithLogarithms Number>
Number DawidSebastianiScore<Number>::operator()(const GaussianReport<Number>& r, const Rational& y) const {
  require_report(r);
  return -log(r.variance) - squared_over_variance(r, y);
}

template <WithNormalLaw Number>
Number GaussianCrps<Number>::operator()(const GaussianReport<Number>& r, const Rational& y) const {
  require_report(r);
  const Number z = standard(r, y), one = constant(1, z), two = constant(2, z);
  return -(sqrt(r.variance) *
           (z * (two * normal_cdf(z) - one) + two * normal_density(z) - one / sqrt(pi(z.bits()))));
}

template <WithLogarithms Number>
Number ExponentialCrps<Number>::operator()(const ExponentialReport<Number>& r, const Rational& y) const {
  require_above_zero("rate", r.rate);
  const Number at = constant(y, r.rate), mean = constant(1, r.rate) / r.rate;
  if (y < 0) return at - constant(ratio(1, 2), at) * mean;
  return constant(ratio(3, 2), at) * mean - at - constant(2, at) * mean * exp(-(r.rate * at));
}

template <ScoreNumber Number>
Number SampleCrps<Number>::operator()(const SampleReport<Number>& r, const Rational& y) const {
  require_report(r);
  const Number at = constant(y, r.points[0]);
  Number score = constant(0, at);
  for (std::size_t i = 0; i < r.points.size(); ++i) {
    score -= r.weights[i] * absolute(Number(r.points[i] - at));
    for (std::size_t j = 0; j < i; ++j)  // each pair once: the half of E|X - X'|
      score += r.weights[i] * r.weights[j] * absolute(Number(r.points[i] - r.points[j]));
  }
  return score;
}

template <WithNormalLaw Number>
Number GaussianThresholdCrps<Number>::operator()(const GaussianReport<Number>& r, const Rational& y) const {
  require_report(r);
  const Number from = standard(r, threshold), at = standard(r, std::max(y, threshold));
  return -(sqrt(r.variance) *
           (squared_cdf_integral(at) - squared_cdf_integral(from) + squared_cdf_integral(-at)));
}

template <ScoreNumber Number>
Number SampleThresholdCrps<Number>::operator()(const SampleReport<Number>& r, const Rational& y) const {
  SampleReport<Number> above = r;
  for (Number& x : above.points) x = larger_of(x, constant(threshold, x));
  return SampleCrps<Number>{}(above, std::max(y, threshold));
}

template <ScoreNumber Number>
QuantileScore<Number>::QuantileScore(Rational at) : level(std::move(at)) {
  require_share("level", level);
}

template <ScoreNumber Number>
Number QuantileScore<Number>::operator()(const Number& x, const Rational& y) const {
  const Number above = x - constant(y, x);
  return where_less(x, constant(y, x), constant(level, x) * above, constant(Rational(level - 1), x) * above);
}

template <ScoreNumber Number>
IntervalScore<Number>::IntervalScore(Rational missed) : alpha(std::move(missed)) {
  require_share("alpha", alpha);
}

template <ScoreNumber Number>
Number IntervalScore<Number>::operator()(const IntervalReport<Number>& r, const Rational& y) const {
  require_order(Number(r.upper - r.lower));
  const Number at = constant(y, r.lower), zero = constant(0, at);
  const Number outside = larger_of(Number(r.lower - at), zero) + larger_of(Number(at - r.upper), zero);
  return r.lower - r.upper - constant(Rational(2 / alpha), at) * outside;
}

template <WithLogarithms Number>
Number EnergyScore<Number>::operator()(const std::vector<std::vector<Number>>& sample, const Point& y) const {
  if (sample.empty() || y.empty())
    throw std::invalid_argument("an energy score needs a point of a dimension >= 1");
  for (const auto& x : sample)
    if (x.size() != y.size())
      throw std::invalid_argument(
          fmt::format("a point of dimension {} in a sample about {} dimensions", x.size(), y.size()));
  std::vector<Number> at;
  for (const Rational& q : y) at.push_back(constant(q, sample[0][0]));
  const auto distance = [](const std::vector<Number>& a, const std::vector<Number>& b) {
    Number sum = constant(0, a[0]);
    for (std::size_t k = 0; k < a.size(); ++k) sum += square(Number(a[k] - b[k]));
    return sqrt(sum);
  };
  Number near = constant(0, at[0]), apart = near;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    near += distance(sample[i], at);
    for (std::size_t j = 0; j < i; ++j) apart += distance(sample[i], sample[j]);
  }
  const Number n = constant(Rational(Integer(sample.size())), at[0]);
  return apart / (n * n) - near / n;
}

template <class Number>
requires OneOf<Number, Rational, Interval> Number
OutcomeWeightedCrps<Number>::operator()(const SampleReport<Number>& r, const Rational& y) const {
  require_report(r);
  const Number at_y = weight(constant(y, r.points[0]));
  require_weight("outcome weight", at_y);
  if (is_zero(at_y)) return at_y;
  SampleReport<Number> weighted = r;
  Number total = constant(0, at_y);
  for (std::size_t i = 0; i < r.points.size(); ++i) {
    const Number at_x = weight(r.points[i]);
    require_weight("outcome weight", at_x);
    total += weighted.weights[i] *= at_x;
  }
  require_above_zero("mean outcome weight under the report", total);
  for (Number& x : weighted.weights) x /= total;
  return at_y * SampleCrps<Number>{}(weighted, y);
}

template <class Number>
requires OneOf<Number, Rational, Interval> Number
ImproperWeightedCrps<Number>::operator()(const SampleReport<Number>& r, const Rational& y) const {
  return weight(constant(y, r.points.at(0))) * SampleCrps<Number>{}(r, y);
}

template <WithNormalLaw Number>
Number TailLogScore<Number>::operator()(const GaussianReport<Number>& r, const Rational& y) const {
  require_report(r);
  if (y < threshold) return constant(0, r.mean);
  return GaussianLogScore<Number>{}(r, y) - log(normal_cdf(-standard(r, threshold)));
}

template <WithNormalLaw Number>
Number ImproperTailLogScore<Number>::operator()(const GaussianReport<Number>& r, const Rational& y) const {
  require_report(r);
  return y < threshold ? constant(0, r.mean) : GaussianLogScore<Number>{}(r, y);
}

template struct GaussianLogScore<Interval>;
template struct DawidSebastianiScore<Interval>;
template struct DawidSebastianiScore<Expression>;
template struct GaussianCrps<Interval>;
template struct ExponentialCrps<Interval>;
template struct ExponentialCrps<Expression>;
template struct SampleCrps<Rational>;
template struct SampleCrps<Interval>;
template struct SampleCrps<Expression>;
template struct GaussianThresholdCrps<Interval>;
template struct SampleThresholdCrps<Rational>;
template struct SampleThresholdCrps<Interval>;
template struct SampleThresholdCrps<Expression>;
template struct QuantileScore<Rational>;
template struct QuantileScore<Interval>;
template struct QuantileScore<Expression>;
template struct IntervalScore<Rational>;
template struct IntervalScore<Interval>;
template struct IntervalScore<Expression>;
template struct EnergyScore<Interval>;
template struct EnergyScore<Expression>;
template struct OutcomeWeightedCrps<Rational>;
template struct OutcomeWeightedCrps<Interval>;
template struct ImproperWeightedCrps<Rational>;
template struct ImproperWeightedCrps<Interval>;
template struct TailLogScore<Interval>;
template struct ImproperTailLogScore<Interval>;

}  // namespace qed
