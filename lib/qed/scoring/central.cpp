#include "qed/scoring/central.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "qed/scoring/categorical.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/quadratic_form.hpp"
#include "qed/scoring/report_grid.hpp"
#include "qed/scoring/savage.hpp"

namespace qed {
namespace {

// S(p, a) - S(q, a) for each a, with p in p_0 … and q in p_n ….
std::vector<Expression> score_gaps(std::span<const Expression> scores) {
  std::vector<Expression> shifted, gaps;
  for (std::size_t i = 0; i < scores.size(); ++i) shifted.push_back(Expression::variable(scores.size() + i));
  for (const Expression& score : scores) gaps.push_back(score - substitute(score, shifted));
  return gaps;
}

// F(p, q).
Expression left_side(std::span<const Expression> scores, const Rational& eta) {
  const auto gaps = score_gaps(scores);
  Expression sum = 0;
  for (std::size_t a = 0; a < gaps.size(); ++a)
    sum += Expression::variable(scores.size() + a) * exp(Expression(eta) * gaps[a]);
  return sum;
}

// p and q on their simplexes, in the coordinates x_0 … x_{n-2} and x_{n-1} … x_{2n-3}.
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

bool is_one(std::span<const Expression> scores, const Rational& eta) {
  NormalForms forms(2 * (scores.size() - 1));
  const auto form =
      forms.of(substitute(left_side(scores, eta) - Expression(1), free_coordinates(scores.size())));
  return form && forms.is_zero(*form);
}

// ---- Hoeffding's lemma

// Whether 8 D - eta (X_a - X_b)² - slack ‖p - q‖² >= 0 for all a, b, where D = E_q(S(q) - S(p)) and X = S(p) - S(q): for
// polynomials that depend on p - q alone and are quadratic in it.
bool hoeffding(std::span<const Expression> scores, const Rational& eta, const Rational& slack) {
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

// By Hoeffding F <= exp(-kappa ‖p - q‖²), and ‖p - q‖² <= 2, so that 1 - F >= ‖p - q‖² (1 - e^{-2 kappa})/2.
bool hoeffding_strong(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                      unsigned bits) {
  if (c == 0) return hoeffding(scores, eta, 0);
  if (2 * c >= 1 || !hoeffding(scores, eta, 0)) return false;
  // The least kappa that c needs, from above.
  const Rational kappa = (-log(Interval(Rational(1 - 2 * c), bits)) / Interval(Rational(2), bits)).upper();
  return hoeffding(scores, eta, Rational(8 * kappa / eta));
}

// The log score at eta = 1/2: 1 - F is the squared Hellinger distance, at least ‖p - q‖²/4 for any number of outcomes
// (proofs-notes/central-condition.md#log-at-one-half).
bool log_at_one_half(std::span<const Expression> scores, const Rational& eta, const Rational& c) {
  if (eta != ratio(1, 2) || c > ratio(1, 4)) return false;
  for (std::size_t y = 0; y < scores.size(); ++y)
    if (!is_zero_on_simplex(scores[y] - log(Expression::variable(y)), scores.size())) return false;
  return true;
}

// The spherical score for eta <= 2/sqrt(n): with unit vectors u and v along p and q, D = ‖q‖ (1 - u.v) and (X_a - X_b)² <=
// 4 (1 - u.v), so that 8 D - eta (X_a - X_b)² >= 4 (1 - u.v) (2 ‖q‖ - eta), and ‖q‖ >= 1/sqrt(n).
bool spherical_by_hoeffding(std::span<const Expression> scores, const Rational& eta) {
  if (eta * eta * static_cast<unsigned>(scores.size()) > 4) return false;
  const SphericalScore spherical;
  const auto p = probabilities(scores.size());
  for (std::size_t y = 0; y < scores.size(); ++y)
    if (!is_zero_on_simplex(scores[y] - spherical(std::span<const Expression>(p), y), scores.size()))
      return false;
  return true;
}

// ---- Boxes, for two outcomes

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
    far_.emplace(std::vector{f, by_x[1], derivative(f, 1)});
  }

  bool touches_the_diagonal() const { return touches_; }

  bool below_zero(const Interval& x, const Interval& y) const { return near(x, y) || far(x, y); }

 private:
  static Interval middle(const Interval& x) {
    return Interval(Rational((x.lower() + x.upper()) / 2), x.bits());
  }

  bool near(const Interval& x, const Interval& y) const {
    const unsigned bits = x.bits();
    const Interval at = middle(y);
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

  bool far(const Interval& x, const Interval& y) const {
    const Interval mx = middle(x), my = middle(y);
    const auto centre = far_->over(std::array{mx, my}), around = far_->over(std::array{x, y});
    if (around[0] && around[0]->upper() <= 0) return true;
    if (!centre[0] || !around[1] || !around[2]) return false;
    return (*centre[0] + *around[1] * (x - mx) + *around[2] * (y - my)).upper() <= 0;
  }

  bool touches_ = false;
  std::optional<Program> near_, fourth_, far_;
};

void decide_by_boxes(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                     const CentralOptions& options, Central& result) {
  const Square square(scores, eta, c);
  if (!square.touches_the_diagonal()) {
    result.proof = "the normal form does not show that F touches 1 on the diagonal";
    return;
  }
  struct Box {
    Rational x, y, side;
  };
  // Depth first: a region that cannot be decided is left with its boxes, and the others are finished.
  std::vector<Box> open{{0, 0, 1}};
  while (!open.empty() && result.boxes < options.max_boxes) {
    const Box box = open.back();
    open.pop_back();
    ++result.boxes;
    const Interval x(box.x, Rational(box.x + box.side), 64), y(box.y, Rational(box.y + box.side), 64);
    if (square.below_zero(x, y)) continue;
    const Rational half = box.side / 2;
    if (half < ratio(1, 1L << 30)) {
      ++result.left;
      if (result.left > 1000) break;
      continue;
    }
    for (const Rational& dx : {Rational(0), half})
      for (const Rational& dy : {Rational(0), half}) open.push_back({box.x + dx, box.y + dy, half});
  }
  result.left += open.size();
  result.method = Method::certified;
  if (result.left == 0) {
    result.finding = Finding::proved;
    result.proof = fmt::format("{} boxes over (p, q), with the Taylor form near the diagonal", result.boxes);
  } else {
    result.proof = fmt::format("{} of {} boxes over (p, q) are left", result.left, result.boxes);
  }
}

// ---- Refutation

struct LocalLimit {
  std::vector<Rational> truth;
  std::vector<int> direction;
  Interval bend, spread;  // sum v_y dS(y), and E_q (dS)²: F = 1 - (eta bend - eta² spread) t²/2 + …
};

std::vector<LocalLimit> local_limits(std::span<const Expression> scores, unsigned bits) {
  const std::size_t n = scores.size();
  std::vector<Expression> slopes;  // dS(p, y)/dp_i by y, then i
  for (const Expression& score : scores)
    for (std::size_t i = 0; i < n; ++i) slopes.push_back(derivative(score, i));
  const Program program(slopes);
  auto truths = reports_on_grid(n, n == 2 ? 64 : n == 3 ? 12 : 6);
  for (auto& truth : reports_near_boundary(n)) truths.push_back(std::move(truth));
  std::vector<LocalLimit> limits;
  for (const auto& truth : truths) {
    std::vector<Extended> slope;
    try {
      slope = program.at(truth, bits);
    } catch (const UndefinedScore&) {
      continue;
    }
    if (!std::ranges::all_of(slope, [](const Extended& s) { return s.is_finite(); })) continue;
    for (const auto& direction : simplex_directions(n)) {
      bool leaves = false;
      for (std::size_t i = 0; i < n; ++i) leaves = leaves || (truth[i] == 0 && direction[i] != 0);
      if (leaves) continue;
      Interval bend(Rational(0), bits), spread = bend;
      for (std::size_t y = 0; y < n; ++y) {
        Interval along(Rational(0), bits);
        for (std::size_t i = 0; i < n; ++i)
          along += Interval(Rational(direction[i]), bits) * slope[y * n + i].enclosure(bits);
        bend += Interval(Rational(direction[y]), bits) * along;
        spread += Interval(truth[y], bits) * power(along, 2);
      }
      limits.push_back({truth, direction, std::move(bend), std::move(spread)});
    }
  }
  return limits;
}

Rational distance(std::span<const Rational> p, std::span<const Rational> q) {
  Rational sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += (p[i] - q[i]) * (p[i] - q[i]);
  return sum;
}

class Refuter {
 public:
  Refuter(std::span<const Expression> scores, unsigned bits)
      : scores_(scores), program_(scores), bits_(bits), limits_(local_limits(scores, bits)) {
    for (auto& report : reports_on_grid(scores.size(), scores.size() == 2   ? 16
                                                       : scores.size() == 3 ? 6
                                                                            : 4)) {
      try {
        auto values = program_.at(report, bits);
        grid_.emplace_back(std::move(report), std::move(values));
      } catch (const UndefinedScore&) {
        continue;
      }
    }
  }

  std::optional<CentralWitness> witness(const Rational& eta, const Rational& c) const {
    for (const auto& [truth, at_truth] : grid_)
      for (const auto& [report, at_report] : grid_)
        if (auto found = if_above(truth, at_truth, report, at_report, eta, c)) return found;
    const Interval e(eta, bits_), half(ratio(1, 2), bits_);
    for (const LocalLimit& limit : limits_) {
      Rational length = 0;
      for (const int v : limit.direction) length += v * v;
      const Interval room =
          (e * limit.bend - power(e, 2) * limit.spread) * half - Interval(Rational(c * length), bits_);
      if (room.upper() >= 0) continue;
      for (const int side : {1, -1}) {
        Rational step = ratio(side, 4);
        for (int k = 0; k < 40; ++k, step /= 2) {
          std::vector<Rational> report = limit.truth;
          for (std::size_t i = 0; i < report.size(); ++i) report[i] += step * limit.direction[i];
          if (!std::ranges::all_of(report, [](const Rational& x) { return x >= 0; })) continue;
          try {
            if (auto found = if_above(limit.truth, program_.at(limit.truth, 2 * bits_), report,
                                      program_.at(report, 2 * bits_), eta, c))
              return found;
          } catch (const UndefinedScore&) {
            continue;
          }
        }
      }
    }
    return std::nullopt;
  }

  // The least eta at which F bends above 1 somewhere, from below and above.
  std::optional<Interval> least_eta() const {
    std::optional<Interval> least;
    for (const LocalLimit& limit : limits_) {
      if (limit.spread.lower() <= 0) continue;
      const Interval eta = limit.bend / limit.spread;
      if (!least || eta.upper() < least->upper()) least = eta;
    }
    return least;
  }
  // The largest c that the bend allows at this eta.
  std::optional<Interval> largest_c(const Rational& eta) const {
    std::optional<Interval> largest;
    const Interval e(eta, bits_);
    for (const LocalLimit& limit : limits_) {
      Rational length = 0;
      for (const int v : limit.direction) length += v * v;
      const Interval c =
          (e * limit.bend - power(e, 2) * limit.spread) / Interval(Rational(2 * length), bits_);
      if (!largest || c.upper() < largest->upper()) largest = c;
    }
    for (const auto& [truth, at_truth] : grid_)
      for (const auto& [report, at_report] : grid_) {
        if (truth == report) continue;
        const auto left = left_at(truth, at_truth, at_report, eta);
        if (!left) continue;
        const Interval c = (Interval(Rational(1), bits_) - *left) / Interval(distance(truth, report), bits_);
        if (!largest || c.upper() < largest->upper()) largest = c;
      }
    return largest;
  }

 private:
  std::optional<Interval> left_at(std::span<const Rational> truth, std::span<const Extended> at_truth,
                                  std::span<const Extended> at_report, const Rational& eta) const {
    Interval sum(Rational(0), bits_);
    try {
      for (std::size_t a = 0; a < truth.size(); ++a) {
        if (truth[a] == 0) continue;
        const Extended minus = Extended::product(Rational(-1), at_truth[a], bits_);
        const Extended exponent = Extended::product(eta, Extended::sum(at_report[a], minus, bits_), bits_);
        const Extended factor = Extended::exp(exponent, bits_);
        if (!factor.is_finite()) return std::nullopt;
        sum += Interval(truth[a], bits_) * factor.enclosure(bits_);
      }
    } catch (const UndefinedScore&) {
      return std::nullopt;
    }
    return sum;
  }

  std::optional<CentralWitness> if_above(const std::vector<Rational>& truth,
                                         std::span<const Extended> at_truth,
                                         const std::vector<Rational>& report,
                                         std::span<const Extended> at_report, const Rational& eta,
                                         const Rational& c) const {
    const auto left = left_at(truth, at_truth, at_report, eta);
    const Rational right = 1 - c * distance(truth, report);
    if (!left || left->lower() <= right) return std::nullopt;
    return CentralWitness{truth, report, *left, right};
  }

  std::span<const Expression> scores_;
  Program program_;
  unsigned bits_;
  std::vector<LocalLimit> limits_;
  std::vector<std::pair<std::vector<Rational>, std::vector<Extended>>> grid_;
};

Central decide(std::span<const Expression> scores, const Rational& eta, const Rational& c,
               const CentralOptions& options, const Refuter& refuter, bool boxes) {
  Central result;
  if (std::ranges::any_of(scores, [](const Expression& s) { return !conditions_in(s).empty(); }))
    boxes = false;
  if ((result.witness = refuter.witness(eta, c))) {
    result.finding = Finding::refuted;
    result.method = Method::certified;
    result.proof = "F > 1 at a pair of reports";
    return result;
  }
  if (c == 0)
    for (const Rational& from : {eta, Rational(1), ratio(1, 2), Rational(2)})
      if (from >= eta && is_one(scores, from)) {
        result.finding = Finding::proved;
        result.proof = from == eta
                           ? "F = 1 as an identity"
                           : fmt::format("F = 1 as an identity at eta = {}, and Jensen below", from.str());
        return result;
      }
  if (c > 0 && log_at_one_half(scores, eta, c)) {
    result.finding = Finding::proved;
    result.proof = "1 - F is the squared Hellinger distance, at least a quarter of the squared distance";
    return result;
  }
  if (hoeffding_strong(scores, eta, c, options.bits)) {
    result.finding = Finding::proved;
    result.method = c == 0 ? Method::exact : Method::certified;
    result.proof = "Hoeffding's lemma; the quadratic forms are semidefinite";
    return result;
  }
  if (c == 0 && spherical_by_hoeffding(scores, eta)) {
    result.finding = Finding::proved;
    result.proof = "Hoeffding's lemma, for the spherical score";
    return result;
  }
  if (boxes && scores.size() == 2)
    decide_by_boxes(scores, eta, c, options, result);
  else
    result.proof = scores.size() == 2 ? "not looked at by boxes" : "boxes are for two outcomes";
  return result;
}

// Down to a multiple of the step, up to one.
Rational multiple_below(const Rational& value, const Rational& step) {
  const Rational times = value / step;
  Integer whole = numerator_of(times) / denominator_of(times);
  if (Rational(whole) > times) whole -= 1;
  return step * whole;
}
Rational multiple_above(const Rational& value, const Rational& step) {
  return multiple_below(value, step) + step;
}

// From a bound that cannot be passed down to what is certified.
template <class DecideAt>
std::pair<Rational, Central> largest_certified(const Rational& limit, const Rational& step,
                                               const DecideAt& at) {
  // What needs no boxes may reach the limit itself; boxes need room that shrinks with the margin.
  if (const Rational top = multiple_below(limit, step); top > 0)
    if (Central found = at(top, false); found.finding == Finding::proved) return {top, found};
  std::vector<Rational> tries{multiple_below(limit - 3 * step / 5, step / 10)};
  for (const long percent : {99L, 95L, 90L, 75L, 50L, 25L, 10L})
    tries.push_back(multiple_below(limit * ratio(percent, 100L), step));
  for (Rational low : tries) {
    if (low <= 0) continue;
    Central best = at(low, true);
    if (best.finding != Finding::proved) continue;
    for (Rational high = limit; high - low > step;) {  // what needs no boxes may go on from here
      const Rational middle = multiple_below((low + high) / 2, step / 10);
      Central found = at(middle, false);
      if (found.finding == Finding::proved)
        low = middle, best = std::move(found);
      else
        high = middle;
    }
    return {low, best};
  }
  return {Rational(0), Central{}};
}

}  // namespace

Interval central_left_side(std::span<const Expression> scores, const Rational& eta,
                           std::span<const Rational> report, std::span<const Rational> truth, unsigned bits) {
  std::vector<Rational> both(report.begin(), report.end());
  both.insert(both.end(), truth.begin(), truth.end());
  const std::array<Expression, 1> f{left_side(scores, eta)};
  return Program(f).at(both, bits)[0].enclosure(bits);
}

Central central(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                const CentralOptions& options) {
  if (eta <= 0) throw std::invalid_argument("eta = " + eta.str() + " is not above 0");
  if (c < 0) throw std::invalid_argument("c = " + c.str() + " is below 0");
  if (scores.size() < 2) throw std::invalid_argument("a scoring rule needs two outcomes or more");
  return decide(scores, eta, c, options, Refuter(scores, options.bits), true);
}

CentralRange central_range(std::span<const Expression> scores, const Rational& step,
                           const CentralOptions& options) {
  const Refuter refuter(scores, options.bits);
  CentralRange range;
  // Where F bends above 1; or, where a pair far apart is worse, what bisection finds on the grid.
  const auto bend = refuter.least_eta();
  Rational limit = bend ? std::max(bend->upper(), step) : Rational(16);
  const auto refuted_at = [&](const Rational& eta) {
    Central found = decide(scores, eta, 0, options, refuter, false);
    if (found.finding != Finding::refuted) return false;
    range.refuted = eta;
    range.at_refuted = std::move(found);
    return true;
  };
  for (Rational eta = multiple_above(limit, step / 2); eta <= 2 * limit + 4 * step;
       eta += step / 2 + limit / 64)
    if (refuted_at(eta)) break;
  if (range.refuted && refuted_at(multiple_below(limit * ratio(99, 100), step) > 0
                                      ? multiple_below(limit * ratio(99, 100), step)
                                      : step)) {
    Rational low = 0;
    while (*range.refuted - low > step) {
      const Rational middle = (*range.refuted + low) / 2;
      if (!refuted_at(middle)) low = middle;
    }
    limit = low;
    if (limit == 0) return range;
  }
  std::tie(range.certified, range.at_certified) = largest_certified(
      limit, step,
      [&](const Rational& eta, bool boxes) { return decide(scores, eta, 0, options, refuter, boxes); });
  return range;
}

StrongRange strong_range(std::span<const Expression> scores, const Rational& eta, const Rational& step,
                         const CentralOptions& options) {
  const Refuter refuter(scores, options.bits);
  StrongRange range;
  const auto limit = refuter.largest_c(eta);
  if (!limit || limit->upper() <= 0) return range;
  const auto at = [&](const Rational& c, bool boxes) {
    return decide(scores, eta, c, options, refuter, boxes);
  };
  for (Rational c = multiple_above(limit->upper(), step / 10); c <= 2 * limit->upper() + step;
       c += step / 2) {
    range.at_refuted = at(c, false);
    if (range.at_refuted.finding == Finding::refuted) {
      range.refuted = c;
      break;
    }
  }
  std::tie(range.certified, range.at_certified) = largest_certified(limit->upper(), step / 10, at);
  return range;
}

}  // namespace qed
