#include "qed/scoring/central/boxes.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "qed/scoring/central/left_side.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"

namespace qed::central_condition {
namespace {

Interval midpoint(const Interval& x) { return {x.middle(), x.bits()}; }

// f <= 0 on boxes, by values and by the mean value form.
class Below {
 public:
  explicit Below(const Expression& f) : program_(std::vector{f, derivative(f, 0), derivative(f, 1)}) {}

  bool zero_on(const Interval& x, const Interval& y) const {
    const Interval mx = midpoint(x), my = midpoint(y);
    const auto centre = program_.over(std::array{mx, my}), around = program_.over(std::array{x, y});
    if (around[0] && around[0]->upper() <= 0) return true;
    if (!centre[0] || !around[1] || !around[2]) return false;
    return (*centre[0] + *around[1] * (x - mx) + *around[2] * (y - my)).upper() <= 0;
  }

 private:
  Program program_;
};

// Depth first: a region that cannot be decided is left with its boxes, and the others are finished.
template <class Decided>
BoxCover cover(const Decided& decided, const CentralOptions& options) {
  struct Box {
    Rational x, y, side;
  };
  BoxCover result;
  const auto leave = [&](const Box& box) {
    ++result.left;
    if (result.first_left.size() < 3)
      result.first_left.push_back({{{box.x, box.x + box.side}, {box.y, box.y + box.side}}});
  };
  std::vector<Box> open{{0, 0, 1}};
  while (!open.empty() && result.boxes < options.max_boxes && !options.stop()) {
    const Box box = open.back();
    open.pop_back();
    ++result.boxes;
    const Interval x(box.x, Rational(box.x + box.side), 64), y(box.y, Rational(box.y + box.side), 64);
    if (decided(x, y)) continue;
    const Rational half = box.side / 2;
    if (half < ratio(1, 1L << 30)) {
      leave(box);
      if (result.left > options.max_left) break;
      continue;
    }
    for (const Rational& dx : {Rational(0), half})
      for (const Rational& dy : {Rational(0), half}) open.push_back({box.x + dx, box.y + dy, half});
  }
  for (const Box& box : open) leave(box);
  return result;
}

// f(x, y) = F + c ‖p - q‖² - 1 with p = (x, 1-x), q = (y, 1-y): is f <= 0 on the unit square? On the diagonal f and df/dx
// vanish, so that f = h² (f_xx(y, y)/2 + f_xxx(y, y) h/6 + f_xxxx(xi, y) h²/24), h = x - y.
class Square {
 public:
  Square(std::span<const Expression> scores, const Rational& eta, const Rational& c) {
    const Expression x = Expression::variable(0), y = Expression::variable(1);
    const std::vector<Expression> pair{x, Expression(1) - x, y, Expression(1) - y};
    const Expression f = substitute(left_side(scores, eta), pair) +
                         Expression(Rational(2 * c)) * (x - y) * (x - y) - Expression(1);
    std::array<Expression, 5> by_x{f};
    for (std::size_t k = 1; k < by_x.size(); ++k) by_x[k] = derivative(by_x[k - 1], 0);
    const std::vector<Expression> diagonal{x, x};
    const auto on_diagonal = [&](const Expression& e) { return substitute(e, diagonal); };
    NormalForms forms(1);
    const auto slope = forms.of(on_diagonal(by_x[1]));
    touches_ = slope && forms.is_zero(*slope);
    const Expression second = on_diagonal(by_x[2]), third = on_diagonal(by_x[3]);
    near_.emplace(std::vector{second, third, derivative(second, 0), derivative(third, 0)});
    fourth_.emplace(std::vector{by_x[4]});
    far_.emplace(f);
  }

  bool touches_the_diagonal() const { return touches_; }

  bool below_zero(const Interval& x, const Interval& y) const { return near(x, y) || far_->zero_on(x, y); }

 private:
  bool near(const Interval& x, const Interval& y) const {
    const unsigned bits = x.bits();
    const Interval at = midpoint(y);
    const auto centre = near_->over(std::array{at}), around = near_->over(std::array{y});
    const Interval path(std::min(x.lower(), y.lower()), std::max(x.upper(), y.upper()), bits);
    const auto fourth = fourth_->over(std::array{path, y});
    if (!centre[0] || !centre[1] || !around[2] || !around[3] || !fourth[0]) return false;
    const Interval h = x - y, aside = y - at;
    const Interval second = *centre[0] + *around[2] * aside, third = *centre[1] + *around[3] * aside;
    const auto over = [&](long n) { return Interval(ratio(1L, n), bits); };
    const Interval k = second * over(2) + third * h * over(6) + *fourth[0] * power(h, 2) * over(24);
    return k.upper() <= 0;
  }

  bool touches_ = false;
  std::optional<Program> near_, fourth_;
  std::optional<Below> far_;
};

}  // namespace

void decide_by_boxes(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                     const CentralOptions& options, Central& result) {
  const Square square(scores, eta, c);
  if (!square.touches_the_diagonal()) {
    result.proof = "the normal form does not show that F touches 1 on the diagonal";
    return;
  }
  const BoxCover found =
      cover([&](const Interval& x, const Interval& y) { return square.below_zero(x, y); }, options);
  result.boxes += found.boxes;
  result.left += found.left;
  result.first_left = found.first_left;
  result.method = Method::certified;
  if (found.left == 0) {
    result.finding = Finding::proved;
    result.proof = fmt::format("{} boxes over (p, q), with the Taylor form near the diagonal", found.boxes);
  } else {
    result.proof = fmt::format("{} boxes over (p, q) are left after {}", found.left, found.boxes);
  }
}

BoxCover never_negative_on_square(const Expression& f,
                                  const std::function<bool(const Interval&, const Interval&)>& known,
                                  const CentralOptions& options) {
  const Below negated(-f);
  return cover([&](const Interval& x, const Interval& y) { return known(x, y) || negated.zero_on(x, y); },
               options);
}

}  // namespace qed::central_condition
