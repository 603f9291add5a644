#include "qed/scoring/central/brier.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/central/boxes.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/savage.hpp"

namespace qed::central_condition {

std::optional<Rational> brier_factor(std::span<const Expression> scores) {
  const std::size_t n = scores.size();
  // The Hessian of G = l sum p^2 + … along e_0 - e_{n-1} is 4 l.
  NormalForms forms(n);
  const auto bend = forms.of(curvature_of(scores)[0][0]);
  if (!bend || !bend->is_constant() || bend->constant() <= 0) return std::nullopt;
  const Rational factor = bend->constant() / 4;
  const std::vector<Expression> brier = formulas_of(BrierScore{}, n);
  for (std::size_t y = 0; y < n; ++y) {
    const Expression rest = scores[y] - Expression(factor) * brier[y];
    for (std::size_t i = 0; i + 1 < n; ++i)
      if (!is_zero_on_simplex(along_simplex(rest, i, n), n)) return std::nullopt;
  }
  return factor;
}

namespace {

// 1 - e^(f w) (1 - f (1 - e^(-2 w))) - (c/eta) f w with w = 2 eta f s, over the unit square of (f, s): what remains to be
// shown not to be negative. Where w is small, known_below shows it.
Expression far_end(const Rational& eta, const Rational& c) {
  const Expression f = Expression::variable(0), s = Expression::variable(1);
  const Expression w = Expression(Rational(2 * eta)) * f * s, fw = f * w;
  return Expression(1) - exp(fw) * (Expression(1) - f * (Expression(1) - exp(Expression(-2) * w))) -
         Expression(Rational(c / eta)) * fw;
}

// The largest of a few w with 1 - e^(-2 w) >= (1 + c/eta) w: then it holds below too.
Rational known_below(const Rational& eta, const Rational& c) {
  for (const Rational& w : {ratio(3, 4), ratio(1, 2), ratio(3, 8), ratio(1, 4), ratio(3, 16), ratio(1, 8),
                            ratio(1, 16), ratio(1, 32), ratio(1, 64)}) {
    const Interval left = Interval(Rational(1), 64) - exp(Interval(Rational(-2 * w), 64));
    if (left.lower() >= (1 + c / eta) * w) return w;
  }
  return 0;
}

}  // namespace

void decide_brier(const Rational& factor, const Rational& eta, const Rational& c,
                  const CentralOptions& options, Central& result) {
  const Rational at = eta * factor;
  const Rational small = known_below(at, c);
  const auto is_known = [&](const Interval& f, const Interval& s) {
    return 2 * at * f.upper() * s.upper() <= small;
  };
  const BoxCover far = never_negative_on_square(far_end(at, c), is_known, options);
  result.boxes = far.boxes;
  result.left = far.left;
  result.method = Method::certified;
  if (far.left > 0) {
    result.proof =
        fmt::format("{} of {} boxes are left of what takes many outcomes to two", far.left, far.boxes);
    return;
  }
  const std::vector<Expression> two = formulas_of(BrierScore{}, 2);
  decide_by_boxes(two, at, c, options, result);
  if (result.finding == Finding::proved)
    result.proof = fmt::format("as at two outcomes: {}; {} boxes take every number of outcomes to two",
                               result.proof, far.boxes);
}

}  // namespace qed::central_condition
