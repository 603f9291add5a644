#include "qed/claims/query_sum_lower.hpp"

#include <stdexcept>

#include "qed/evaluate/evaluate.hpp"

namespace qed {

namespace {

constexpr unsigned most_alternatives = 4096;

void require_inside_unit(const char* name, const Rational& q) {
  if (q <= 0 || q >= 1)
    throw std::invalid_argument(std::string(name) + " = " + to_string(q) + " is outside (0, 1)");
}

std::size_t alternatives(const Rational& alpha, const Rational& w, Threshold threshold) {
  require_inside_unit("alpha", alpha);
  require_inside_unit("w", w);
  const Rational odds = 1 / w - 1, quotient = odds / alpha;
  Integer n = numerator_of(quotient) / denominator_of(quotient);
  if (threshold == Threshold::strict && n == quotient)
    --n;  // ceil(q) - 1, which is floor(q) but at whole numbers
  if (n < 1 || odds > Rational(n) || n > most_alternatives)
    throw std::invalid_argument("alpha = " + to_string(alpha) + ", w = " + to_string(w) + " ask for " +
                                n.str() +
                                " alternatives, expected at least 1, at least 1/w - 1, and at most " +
                                std::to_string(most_alternatives));
  return n.convert_to<std::size_t>();
}

}  // namespace

ModelClass lower_bound_class(const Rational& alpha, const Rational& w, Threshold threshold) {
  const std::size_t n = alternatives(alpha, w, threshold);
  const Distribution zero = Distribution::certain(0, 2), one = Distribution::certain(1, 2);
  ModelClass c;
  c.name = "lower bound of the query sum";
  c.actions = {"0", "1"};
  c.observations = {"-"};
  c.environment = Environment::silent(2);
  c.models.push_back({"truth", w, Iid{zero}});
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Distribution> laws(i, zero);
    laws.push_back(one);
    laws.push_back(zero);
    c.models.push_back({"plays 1 at " + std::to_string(i), (1 - w) / n, Schedule{std::move(laws)}});
  }
  c.demonstrator = ModelIndex{0};
  c.alpha = alpha;
  c.threshold = threshold;
  c.horizon = static_cast<unsigned>(n + 1);
  c.validate();
  return c;
}

LowerBound lower_bound(const Rational& alpha, const Rational& w, Threshold threshold) {
  const ModelClass c = lower_bound_class(alpha, w, threshold);
  const Quantities q = evaluate(c).quantities;
  const Rational scaled = alpha * q.S3 / (1 / w - 1);
  return {alpha, threshold, c.models.size() - 1, q.S3, scaled, scaled / 3, *q.truth_retained};
}

}  // namespace qed
