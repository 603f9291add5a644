#include "qed/scoring/convex_minimum.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/exact/elimination.hpp"

namespace qed {
namespace {

using Vector = std::vector<Rational>;

Rational rounded(const Rational& q, unsigned bits) { return Interval(q, bits).lower(); }

std::vector<Interval> around(const Vector& centre, const Vector& radius, unsigned bits) {
  std::vector<Interval> box;
  for (std::size_t k = 0; k < centre.size(); ++k)
    box.emplace_back(Rational(centre[k] - radius[k]), Rational(centre[k] + radius[k]), bits);
  return box;
}

std::optional<RationalMatrix> middle_inverse(const std::vector<std::vector<Interval>>& hessian) {
  RationalMatrix a;
  for (const auto& row : hessian) {
    a.emplace_back();
    for (const Interval& x : row) a.back().push_back(x.middle());
  }
  return inverse(std::move(a));
}

// Whether the value at x is about so low; where it is too large to be enclosed it is not.
bool is_at_most(const ConvexFunction& f, const Vector& x, const Rational& value, unsigned bits) {
  try {
    return f(around(x, Vector(x.size()), bits), bits).value.middle() <= value;
  } catch (const std::overflow_error&) {
    return false;
  }
}

// A candidate: nothing rests on it. Newton's direction, halved until the value is seen to fall; the last steps
// are full ones.
Vector newton(const ConvexFunction& f, Vector x, unsigned bits) {
  constexpr int most_steps = 400, most_halvings = 100;
  const Rational tiny = ratio(Integer(1), Integer(1) << (bits / 2));
  const Vector none(x.size());
  for (int step = 0; step < most_steps; ++step) {
    const ConvexEnclosure here = f(around(x, none, bits), bits);
    const auto y = middle_inverse(here.hessian);
    if (!y) return x;
    Vector move(x.size());
    Rational largest = 0, fall = 0;  // of the value, to first order
    for (std::size_t k = 0; k < x.size(); ++k) {
      for (std::size_t l = 0; l < x.size(); ++l) move[k] -= (*y)[k][l] * here.gradient[l].middle();
      largest = std::max(largest, abs(move[k]));
      fall -= here.gradient[k].middle() * move[k];
    }
    const auto moved = [&](const Rational& by) {
      Vector to = x;
      for (std::size_t k = 0; k < x.size(); ++k) to[k] = rounded(x[k] + by * move[k], bits);
      return to;
    };
    if (largest <= tiny) return moved(1);
    Rational by = 1;
    Vector next = moved(by);
    // Too small a fall to be seen at this precision: no halving would find it, and the step is taken as it is.
    if (fall <= here.value.upper() - here.value.lower()) {
      x = std::move(next);
      continue;
    }
    for (int halving = 0; halving < most_halvings; ++halving, by /= 2, next = moved(by))
      if (is_at_most(f, next, here.value.middle(), bits)) break;
    x = std::move(next);
  }
  return x;
}

// Krawczyk (1969): K(X) = x - Y F(x) + (1 - Y F'(X)) (X - x). If K(X) lies inside X, F has one zero in X, and
// it is in K(X). Here F is the gradient and F' the Hessian.
std::optional<std::vector<Interval>> krawczyk(const ConvexFunction& f, const Vector& x, unsigned bits) {
  const std::size_t d = x.size();
  const Vector none(d);
  const ConvexEnclosure here = f(around(x, none, bits), bits);
  const auto y = middle_inverse(here.hessian);
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
    for (std::size_t l = 0; l < d; ++l) at -= steps[k][l] * here.gradient[l];
    radius.push_back(2 * std::max(abs(at.lower() - x[k]), abs(at.upper() - x[k])) +
                     (1 + abs(x[k])) * ratio(Integer(1), Integer(1) << bits));
    newton_point.push_back(std::move(at));
  }
  for (int inflation = 0; inflation < 8; ++inflation) {
    const std::vector<Interval> box = around(x, radius, bits);
    const ConvexEnclosure there = f(box, bits);
    std::vector<Interval> image;
    bool is_inside = true;
    for (std::size_t k = 0; k < d; ++k) {
      Interval at = newton_point[k];
      for (std::size_t l = 0; l < d; ++l) {
        Interval defect(Rational(k == l ? 1 : 0), bits);
        for (std::size_t i = 0; i < d; ++i) defect -= steps[k][i] * there.hessian[i][l];
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

}  // namespace

ConvexMinimum convex_minimum(const ConvexFunction& f, std::size_t dimension, unsigned bits,
                             std::optional<Vector> start) {
  constexpr unsigned most_bits = 4096;
  Vector x = start.value_or(Vector(dimension));
  for (;; bits *= 2) {
    try {
      x = newton(f, std::move(x), bits);
      if (auto box = krawczyk(f, x, bits)) return {std::move(*box), bits};
    } catch (const DomainUndecided&) {  // so far off that an enclosure says nothing: afresh, with more bits
      x = Vector(dimension);
    }
    if (2 * bits > most_bits)
      throw std::runtime_error(fmt::format("{} bits do not isolate the optimum", bits));
  }
}

}  // namespace qed
