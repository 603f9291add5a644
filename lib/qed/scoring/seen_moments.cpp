#include "qed/scoring/seen_moments.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "qed/exact/elimination.hpp"
#include "qed/exact/interval.hpp"
#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"
#include "qed/scoring/report_grid.hpp"

namespace qed {
namespace {

constexpr unsigned slope_bits = 128;

// dS(p, y)/dp_i - dS(p, y)/dp_{n-1} for each y, then each i < n-1, in p_0 … p_{n-2}: the slopes along the
// simplex.
std::vector<Expression> slopes_of(std::span<const Expression> scores) {
  std::vector<Expression> values = probabilities(scores.size());
  Expression rest = 1;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) rest -= values[i];
  values.back() = rest;
  std::vector<Expression> slopes;
  for (const Expression& score : scores) {
    const Expression free = substitute(score, values);
    for (std::size_t i = 0; i + 1 < scores.size(); ++i) slopes.push_back(derivative(free, i));
  }
  return slopes;
}

// Times one monomial in all, which leaves no negative exponent: what is linear in them vanishes where it
// did before.
void clear_together(const NormalForms& forms, std::span<Laurent> polynomials) {
  for (bool negative = true; negative;) {
    Monomial missing;
    for (const Laurent& polynomial : polynomials) {
      const Monomial lowest = polynomial.common_monomial();
      missing.resize(std::max(missing.size(), lowest.size()), 0);
      for (std::size_t g = 0; g < lowest.size(); ++g) missing[g] = std::max(missing[g], -lowest[g]);
    }
    negative = std::ranges::any_of(missing, [](int e) { return e > 0; });
    if (negative)
      for (Laurent& polynomial : polynomials) polynomial = forms.product(polynomial, Laurent::term(missing));
  }
}

// Rows a with: where <a, u> = 0 for all of them, sum_i u_i slope_i = 0 for every outcome, as each
// coefficient of its normal form is 0. None where a slope has no normal form.
std::optional<RationalMatrix> coefficients_of(std::span<const Expression> slopes, std::size_t outcomes) {
  const std::size_t free = outcomes - 1;
  NormalForms forms(free, true);
  RationalMatrix rows;
  for (std::size_t y = 0; y < outcomes; ++y) {
    std::vector<Laurent> polynomials;
    for (const Expression& slope : slopes.subspan(y * free, free)) {
      const auto polynomial = forms.of(slope);
      if (!polynomial) return std::nullopt;
      polynomials.push_back(*polynomial);
    }
    clear_together(forms, polynomials);
    std::map<Monomial, std::vector<Rational>> by_monomial;
    for (std::size_t i = 0; i < free; ++i)
      for (const auto& [monomial, coefficient] : polynomials[i].terms())
        by_monomial.try_emplace(monomial, free, Rational(0)).first->second[i] = coefficient;
    for (auto& [monomial, row] : by_monomial) rows.push_back(std::move(row));
  }
  return rows;
}

// The multiple in whole numbers without a common factor.
std::vector<Rational> in_whole_numbers(std::vector<Rational> row) {
  Integer common = 1, shared = 0;
  for (const Rational& x : row) common = boost::multiprecision::lcm(common, denominator_of(x));
  for (Rational& x : row) {
    x *= common;
    shared = boost::multiprecision::gcd(shared, numerator_of(x));
  }
  if (shared != 0)
    for (Rational& x : row) x /= shared;
  return row;
}

// v from u: v_i = u_i, and the last what makes the sum 0.
std::vector<Rational> direction_of(std::vector<Rational> u) {
  Rational sum = 0;
  for (const Rational& x : u) sum += x;
  u.push_back(-sum);
  return in_whole_numbers(std::move(u));
}

// A basis of the moments that no blind direction changes, modulo (1, …, 1).
RationalMatrix moments_beside(const RationalMatrix& blind, std::size_t outcomes) {
  RationalMatrix moments = kernel(blind, outcomes);
  for (auto& moment : moments) {
    const Rational first = moment.front();
    for (Rational& x : moment) x -= first;
  }
  moments = reduced(std::move(moments)).rows;
  for (auto& moment : moments) moment = in_whole_numbers(std::move(moment));
  return moments;
}

bool is_nonzero(const Interval& x) { return x.lower() > 0 || x.upper() < 0; }

// Whether the columns of every matrix in these enclosures are independent. True is a proof.
bool independent(std::vector<std::vector<Interval>> rows, std::size_t columns) {
  for (std::size_t c = 0; c < columns; ++c) {
    const auto pivot = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(std::min(c, rows.size())),
                                    rows.end(), [&](const auto& row) { return is_nonzero(row[c]); });
    if (pivot == rows.end()) return false;
    std::swap(rows[c], *pivot);
    for (std::size_t r = c + 1; r < rows.size(); ++r) {
      const Interval factor = rows[r][c] / rows[c][c];
      for (std::size_t k = c; k < columns; ++k) rows[r][k] -= factor * rows[c][k];
    }
  }
  return true;
}

// Whether the slopes of these columns alone, at some reports, are independent: then no other direction is
// blind than those that the coefficients leave, since each is one of them and a part in these columns.
bool leave_no_other(std::span<const Expression> slopes, std::span<const std::size_t> columns,
                    std::size_t outcomes) {
  const Program program(slopes);
  std::vector<std::vector<Interval>> rows;
  for (const auto& report : reports_on_grid(outcomes, static_cast<unsigned>(outcomes) + 2)) {
    if (std::ranges::any_of(report, [](const Rational& x) { return x == 0; })) continue;
    std::vector<Interval> box;
    for (std::size_t i = 0; i + 1 < outcomes; ++i) box.emplace_back(report[i], slope_bits);
    const auto values = program.over(box);
    for (std::size_t y = 0; y < outcomes; ++y) {
      std::vector<Interval> row;
      for (const std::size_t c : columns)
        if (const auto& value = values[y * (outcomes - 1) + c]) row.push_back(*value);
      if (row.size() == columns.size()) rows.push_back(std::move(row));
    }
  }
  return independent(std::move(rows), columns.size());
}

}  // namespace

std::optional<SeenMoments> seen_moments(std::span<const Expression> scores) {
  const auto slopes = slopes_of(scores);
  const auto rows = coefficients_of(slopes, scores.size());
  if (!rows) return std::nullopt;
  SeenMoments seen;
  for (auto& u : kernel(*rows, scores.size() - 1)) seen.blind.push_back(direction_of(std::move(u)));
  seen.moments = moments_beside(seen.blind, scores.size());
  seen.needs_all = leave_no_other(slopes, reduced(*rows).pivots, scores.size());
  return seen;
}

}  // namespace qed
