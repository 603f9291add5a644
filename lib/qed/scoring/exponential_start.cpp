#include "qed/scoring/exponential_start.hpp"

#if QED_WITH_NLOPT

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace qed {
namespace {

constexpr int most_evaluations = 500;

using Floats = std::vector<double>;

// ln sum exp <x, row>, with its gradient, the mean of the rows under the law.
double log_sum_of_exponentials(unsigned dimension, const double* x, double* gradient, void* family) {
  const auto& rows = *static_cast<const std::vector<Floats>*>(family);
  Floats exponents;
  for (const Floats& row : rows) {
    double exponent = 0;
    for (unsigned k = 0; k < dimension; ++k) exponent += x[k] * row[k];
    exponents.push_back(exponent);
  }
  const double highest = *std::max_element(exponents.begin(), exponents.end());
  double sum = 0;
  if (gradient) std::fill_n(gradient, dimension, 0.0);
  for (std::size_t y = 0; y < rows.size(); ++y) {
    const double weight = std::exp(exponents[y] - highest);
    sum += weight;
    for (unsigned k = 0; gradient && k < dimension; ++k) gradient[k] += weight * rows[y][k];
  }
  for (unsigned k = 0; gradient && k < dimension; ++k) gradient[k] /= sum;
  return highest + std::log(sum);
}

}  // namespace

bool has_exponential_start() { return true; }

std::optional<std::vector<Rational>> exponential_start(std::span<const std::vector<Rational>> rows) {
  if (rows.empty() || rows[0].empty()) return std::nullopt;
  const auto dimension = static_cast<unsigned>(rows[0].size());
  std::vector<Floats> family;
  for (const auto& row : rows) {
    auto& floats = family.emplace_back();
    for (const Rational& q : row) floats.push_back(q.convert_to<double>());
  }
  const std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> search(nlopt_create(NLOPT_LD_SLSQP, dimension),
                                                                      &nlopt_destroy);
  if (!search) return std::nullopt;
  nlopt_set_min_objective(search.get(), &log_sum_of_exponentials, &family);
  nlopt_set_xtol_rel(search.get(), 1e-10);
  nlopt_set_maxeval(search.get(), most_evaluations);
  Floats x(dimension, 0.0);
  double least = 0;
  const nlopt_result end = nlopt_optimize(search.get(), x.data(), &least);
  if (end < 0 && end != NLOPT_ROUNDOFF_LIMITED) return std::nullopt;
  std::vector<Rational> start;
  for (const double at : x) {
    if (!std::isfinite(at)) return std::nullopt;
    start.emplace_back(at);
  }
  return start;
}

}  // namespace qed

#else

namespace qed {

bool has_exponential_start() { return false; }
std::optional<std::vector<Rational>> exponential_start(std::span<const std::vector<Rational>>) {
  return std::nullopt;
}

}  // namespace qed

#endif
