#include "qed/scoring/central/left_side.hpp"

namespace qed::central_condition {

std::vector<Expression> score_gaps(std::span<const Expression> scores) {
  std::vector<Expression> shifted, gaps;
  for (std::size_t i = 0; i < scores.size(); ++i) shifted.push_back(Expression::variable(scores.size() + i));
  for (const Expression& score : scores) gaps.push_back(score - substitute(score, shifted));
  return gaps;
}

Expression left_side(std::span<const Expression> scores, const Rational& eta) {
  const auto gaps = score_gaps(scores);
  Expression sum = 0;
  for (std::size_t a = 0; a < gaps.size(); ++a)
    sum += Expression::variable(scores.size() + a) * exp(Expression(eta) * gaps[a]);
  return sum;
}

std::vector<Expression> free_coordinates(std::size_t n) {
  std::vector<Expression> values;
  for (const std::size_t from : {std::size_t{0}, n - 1}) {
    Expression rest = 1;
    for (std::size_t i = 0; i + 1 < n; ++i) {
      values.push_back(Expression::variable(from + i));
      rest -= values.back();
    }
    values.push_back(rest);
  }
  return values;
}

}  // namespace qed::central_condition
