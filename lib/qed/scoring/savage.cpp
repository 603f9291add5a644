#include "qed/scoring/savage.hpp"

#include <algorithm>

#include "qed/scoring/normal_form.hpp"

namespace qed {

Expression savage_function(std::span<const Expression> scores) {
  Expression g = 0;
  for (std::size_t y = 0; y < scores.size(); ++y) g += Expression::variable(y) * scores[y];
  return g;
}

std::vector<Expression> scores_from(const Expression& g, std::size_t outcomes) {
  std::vector<Expression> slopes, scores;
  Expression mean = 0;
  for (std::size_t i = 0; i < outcomes; ++i) {
    slopes.push_back(derivative(g, i));
    mean += Expression::variable(i) * slopes[i];
  }
  for (std::size_t y = 0; y < outcomes; ++y) scores.push_back(g + slopes[y] - mean);
  return scores;
}

Expression along_simplex(const Expression& e, std::size_t i, std::size_t outcomes) {
  return derivative(e, i) - derivative(e, outcomes - 1);
}

std::vector<Expression> first_order(std::span<const Expression> scores) {
  std::vector<Expression> sums;
  for (std::size_t i = 0; i + 1 < scores.size(); ++i) {
    Expression sum = 0;
    for (std::size_t y = 0; y < scores.size(); ++y)
      sum += Expression::variable(y) * along_simplex(scores[y], i, scores.size());
    sums.push_back(sum);
  }
  return sums;
}

bool first_order_vanishes(std::span<const Expression> scores) {
  return std::ranges::all_of(first_order(scores),
                             [&](const Expression& sum) { return is_zero_on_simplex(sum, scores.size()); });
}

std::vector<std::vector<Expression>> curvature_of(std::span<const Expression> scores) {
  const std::size_t n = scores.size();
  std::vector<std::vector<Expression>> rows(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i)
    for (std::size_t j = 0; j + 1 < n; ++j)
      rows[i].push_back(along_simplex(scores[i], j, n) - along_simplex(scores[n - 1], j, n));
  return rows;
}

}  // namespace qed
