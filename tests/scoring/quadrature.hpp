// Certified integrals, by Taylor's series on panels with the last coefficient enclosed over each: for values that are to be
// confirmed by other means than the closed forms, the error function and the digits of pi that they were made with.
#pragma once

#include <algorithm>
#include <vector>

#include "qed/exact/interval.hpp"
#include "qed/exact/rational.hpp"

namespace qed::quadrature {

inline constexpr unsigned score_bits = 160;

inline Interval number(const Rational& q) { return {q, score_bits}; }

// Taylor coefficients at an enclosed point: c[k] = f^(k)/k!.
using Series = std::vector<Interval>;
inline constexpr std::size_t order = 24;  // even

// The standard normal density: u' = -x u, so (k+1) u_{k+1} = -(x u_k + u_{k-1}).
inline Series density_series(const Interval& x, const Interval& norm) {
  Series u{exp(-(square(x) / number(2))) / norm};
  for (std::size_t k = 0; k < order; ++k) {
    Interval next = x * u[k];
    if (k > 0) next += u[k - 1];
    u.push_back(-next / number(Rational(Integer(k + 1))));
  }
  return u;
}
inline Series integral_series(const Interval& at, const Series& u) {
  Series result{at};
  for (std::size_t k = 1; k <= order; ++k) result.push_back(u[k - 1] / number(Rational(Integer(k))));
  return result;
}
inline Series squared(const Series& u) {
  Series result;
  for (std::size_t k = 0; k <= order; ++k) {
    Interval sum = number(0);
    for (std::size_t i = 0; i <= k; ++i) sum += u[i] * u[k - i];
    result.push_back(sum);
  }
  return result;
}
// The integral over [c, c + h]: Taylor about c, the last coefficient over the whole panel.
inline Interval panel_integral(const Series& at_point, const Series& over_panel, const Rational& h) {
  Interval sum = number(0), power = number(h);
  for (std::size_t k = 0; k < order; ++k) {
    sum += at_point[k] * power / number(Rational(Integer(k + 1)));
    power *= number(h);
  }
  return sum + over_panel[order] * power / number(Rational(Integer(order + 1)));
}

struct Normal {
  Interval mass;  // the integral of exp(-x^2/2) over the line, by quadrature: no value of pi is used
  Interval at_y;  // Phi(y)
  Interval crps;  // -integral over x >= from of (Phi - 1{y <= x})^2
};

// From -14 to 14 in panels of 1/16. Tails: the density beyond T = 14 is below exp(-T^2/2), and so is its
// integral for T >= 1, and that of the squares of Phi on the left and of 1 - Phi on the right.
// `y` and `from` are multiples of 1/16 within the range; mass known from a first pass.
inline Normal normal_by_quadrature(const Rational& y, const Rational& from) {
  const Rational end = 14, h = ratio(1, 16);
  const Rational tail = exp(Interval(Rational(-98), score_bits)).upper();
  const Interval outside(Rational(0), tail, score_bits);
  const auto pass = [&](const Interval& norm, Normal& result) {
    Interval cdf = outside / norm, loss = number(0);
    if (from <= -end) loss += outside;  // (Phi)^2 <= Phi <= tail
    for (Rational c = -end; c < end; c += h) {
      const Series u = density_series(number(c), norm);
      const Series v = density_series(Interval(c, Rational(c + h), score_bits), norm);
      if (c == y) result.at_y = cdf;
      const Interval next = cdf + panel_integral(u, v, h);
      if (c >= from) {
        Series f = integral_series(cdf, u);
        Series g = integral_series(Interval(cdf.lower(), next.upper(), score_bits), v);
        if (c >= y) f[0] -= number(1), g[0] -= number(1);
        loss += panel_integral(squared(f), squared(g), h);
      }
      cdf = next;
    }
    result.mass = cdf + outside / norm;
    result.crps = -(loss + outside);
  };
  Normal result{number(0), number(0), number(0)};
  pass(number(1), result);
  const Interval norm = result.mass;
  pass(norm, result);
  result.mass = norm;
  return result;
}

// The integral of e^(-rate x).
inline Interval decay(const Rational& rate, const Rational& from, const Rational& to) {
  Interval sum = number(0);
  const Rational h = ratio(1, 16);
  const auto series = [&](const Interval& x) {
    Series u{exp(number(-rate) * x)};
    for (std::size_t k = 0; k < order; ++k)
      u.push_back(u[k] * number(-rate) / number(Rational(Integer(k + 1))));
    return u;
  };
  for (Rational c = from; c < to; c += h)
    sum += panel_integral(series(number(c)), series(Interval(c, Rational(c + h), score_bits)), h);
  return sum;
}

// The integral of 4/(1 + x^2) from 0 to 1: the coefficients f about c have (1 + c^2) f_k + 2 c f_{k-1} + f_{k-2} = 0.
inline Interval pi_by_quadrature() {
  const auto series = [](const Interval& x) {
    const Interval below = number(1) + square(x);
    Series f{number(4) / below};
    for (std::size_t k = 1; k <= order; ++k) {
      Interval next = number(2) * x * f[k - 1];
      if (k > 1) next += f[k - 2];
      f.push_back(-next / below);
    }
    return f;
  };
  Interval sum = number(0);
  const Rational h = ratio(1, 32);
  for (Rational c = 0; c < 1; c += h)
    sum += panel_integral(series(number(c)), series(Interval(c, Rational(c + h), score_bits)), h);
  return sum;
}

// -integral (F - 1{y <= x})^2 dx, where F counts the points up to x: constant between neighbours.
inline Rational squared_differences(const std::vector<Rational>& points, const Rational& y) {
  std::vector<Rational> edges = points;
  edges.push_back(y);
  std::ranges::sort(edges);
  Rational sum = 0;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const auto up_to = std::ranges::count_if(points, [&](const Rational& x) { return x <= edges[i]; });
    const Rational off = ratio(Integer(up_to), Integer(points.size())) - (y <= edges[i] ? 1 : 0);
    sum -= off * off * (edges[i + 1] - edges[i]);
  }
  return sum;
}

}  // namespace qed::quadrature
