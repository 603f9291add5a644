#include "qed/scoring/central/lemmas.hpp"

#include <algorithm>

#include "qed/exact/interval.hpp"
#include "qed/scoring/categorical.hpp"
#include "qed/scoring/central/left_side.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/quadratic_form.hpp"

namespace qed::central_condition {

bool is_one(std::span<const Expression> scores, const Rational& eta) {
  NormalForms forms(2 * (scores.size() - 1));
  const auto form =
      forms.of(substitute(left_side(scores, eta) - Expression(1), free_coordinates(scores.size())));
  return form && forms.is_zero(*form);
}

namespace {

// Sums, products and whole powers. In the coordinates below variables may be negative, which a root could not have.
bool is_polynomial(const Expression& e) {
  using Kind = Expression::Kind;
  switch (e.kind()) {
    case Kind::constant:
    case Kind::variable: return true;
    case Kind::power:
      if (e.number() < 0 || denominator_of(e.number()) != 1) return false;
      break;
    case Kind::sum:
    case Kind::product: break;
    case Kind::log:
    case Kind::exp:
    case Kind::choice: return false;
  }
  return std::ranges::all_of(e.operands(), is_polynomial);
}

// Whether 8 D - eta (X_a - X_b)² - slack ‖p - q‖² >= 0 for all a, b, where D = E_q(S(q) - S(p)) and X = S(p) - S(q): for
// polynomials that depend on p - q alone and are quadratic in it.
bool hoeffding(std::span<const Expression> scores, const Rational& eta, const Rational& slack) {
  if (!std::ranges::all_of(scores, is_polynomial)) return false;
  const std::size_t n = scores.size();
  // p = q + d: d in x_0 … x_{n-2}, q in x_{n-1} ….
  std::vector<Expression> values = free_coordinates(n);
  Expression last = 0;
  for (std::size_t i = 0; i + 1 < n; ++i) last -= Expression::variable(i);
  Expression distance = last * last;
  for (std::size_t i = 0; i + 1 < n; ++i) distance += Expression::variable(i) * Expression::variable(i);
  for (std::size_t i = 0; i < n; ++i)
    values[i] = (i + 1 < n ? Expression::variable(i) : last) + values[n + i];
  std::vector<Expression> gaps;
  for (const Expression& gap : score_gaps(scores)) gaps.push_back(substitute(gap, values));
  Expression regret = 0;
  for (std::size_t a = 0; a < n; ++a) regret -= values[n + a] * gaps[a];
  NormalForms forms(2 * (n - 1));
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const Expression apart = gaps[a] - gaps[b];
      const auto form =
          forms.of(Expression(8) * regret - Expression(eta) * apart * apart - Expression(slack) * distance);
      const auto matrix = form ? quadratic_form(*form, n - 1) : std::nullopt;
      if (!matrix || !is_semidefinite(*matrix)) return false;
    }
  return true;
}

}  // namespace

// By Hoeffding F <= exp(-kappa ‖p - q‖²), and ‖p - q‖² <= 2, so that 1 - F >= ‖p - q‖² (1 - e^{-2 kappa})/2.
bool by_hoeffding(std::span<const Expression> scores, const Rational& eta, const Rational& c, unsigned bits) {
  if (c == 0) return hoeffding(scores, eta, 0);
  if (2 * c >= 1 || !hoeffding(scores, eta, 0)) return false;
  // The least kappa that c needs, from above.
  const Rational kappa = (-log(Interval(Rational(1 - 2 * c), bits)) / Interval(Rational(2), bits)).upper();
  return hoeffding(scores, eta, Rational(8 * kappa / eta));
}

bool log_at_one_half(std::span<const Expression> scores, const Rational& eta, const Rational& c) {
  if (eta != ratio(1, 2) || c > ratio(1, 4)) return false;
  for (std::size_t y = 0; y < scores.size(); ++y)
    if (!is_zero_on_simplex(scores[y] - log(Expression::variable(y)), scores.size())) return false;
  return true;
}

bool spherical_by_hoeffding(std::span<const Expression> scores, const Rational& eta) {
  if (eta * eta * static_cast<unsigned>(scores.size()) > 4) return false;
  const SphericalScore spherical;
  const auto p = probabilities(scores.size());
  for (std::size_t y = 0; y < scores.size(); ++y)
    if (!is_zero_on_simplex(scores[y] - spherical(std::span<const Expression>(p), y), scores.size()))
      return false;
  return true;
}

namespace {

// The logarithm of p_y among the summands, and what is beside it. Products with constants are multiplied out.
struct Summands {
  std::size_t y;
  Rational log = 0;
  Expression others = 0;

  void add(const Expression& e, const Rational& times) {
    using Kind = Expression::Kind;
    const auto operands = e.operands();
    if (e.kind() == Kind::sum)
      for (const Expression& operand : operands) add(operand, times);
    else if (e.kind() == Kind::log && operands[0].kind() == Kind::variable && operands[0].index() == y)
      log += times;
    else if (e.kind() == Kind::product && operands.size() == 2 && operands[0].is_constant())
      add(operands[1], times * operands[0].number());
    else if (e.kind() == Kind::product && operands.size() == 2 && operands[1].is_constant())
      add(operands[0], times * operands[1].number());
    else
      others += Expression(times) * e;
  }
};

}  // namespace

std::optional<LogAndRest> log_and_rest(std::span<const Expression> scores) {
  LogAndRest parts;
  for (std::size_t y = 0; y < scores.size(); ++y) {
    Summands found{y};
    found.add(scores[y], 1);
    if (found.log <= 0 || (y > 0 && found.log != parts.weight)) return std::nullopt;
    parts.weight = found.log;
    parts.rest.push_back(std::move(found.others));
  }
  return parts;
}

}  // namespace qed::central_condition
