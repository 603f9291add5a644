#include "qed/scoring/convexity.hpp"

#include <algorithm>
#include <deque>

#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/program.hpp"

namespace qed {
namespace {

// The determinant of the rows and columns in `chosen`, by expansion along the first row: at most 3 x 3 here.
template <class Entry, class Multiply>
Entry minor_of(const std::vector<std::vector<Entry>>& rows, std::vector<std::size_t> chosen_rows,
               const std::vector<std::size_t>& chosen_columns, const Multiply& multiply) {
  if (chosen_rows.size() == 1) return rows[chosen_rows[0]][chosen_columns[0]];
  const std::size_t row = chosen_rows.front();
  chosen_rows.erase(chosen_rows.begin());
  std::optional<Entry> sum;
  for (std::size_t c = 0; c < chosen_columns.size(); ++c) {
    std::vector<std::size_t> rest = chosen_columns;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(c));
    Entry term = multiply(rows[row][chosen_columns[c]], minor_of(rows, chosen_rows, rest, multiply));
    if (!sum)
      sum = std::move(term);
    else if (c % 2 == 0)
      *sum += term;
    else
      *sum -= term;
  }
  return *sum;
}

Curvature by_coefficients(std::span<const std::vector<Expression>> rows, std::size_t variables) {
  NormalForms forms(variables);
  std::vector<std::vector<Laurent>> matrix;
  for (const auto& row : rows) {
    auto& entries = matrix.emplace_back();
    for (const Expression& entry : row) {
      const auto form = forms.of(entry);
      if (!form) return {};
      entries.push_back(*form);
    }
  }
  const auto multiply = [&](const Laurent& a, const Laurent& b) { return forms.product(a, b); };
  bool definite = true;
  // Leading minors positive: definite. Otherwise every principal minor must be 0 or positive: semidefinite.
  for (std::size_t subset = 1; subset < (std::size_t{1} << rows.size()); ++subset) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (subset >> i & 1U) chosen.push_back(i);
    switch (forms.sign(minor_of(matrix, chosen, chosen, multiply))) {
      case SimplexSign::positive: break;
      case SimplexSign::zero: definite = definite && chosen.size() != rows.size(); break;
      case SimplexSign::negative:
      case SimplexSign::unknown: return {};
    }
  }
  return {definite ? Curvature::Kind::definite : Curvature::Kind::semidefinite, Method::exact, {}, 0};
}

// The box as enclosures of p_0 … p_{n-1}; none where it does not meet the simplex.
std::optional<std::vector<Interval>> enclosures(const ReportBox& box, unsigned bits) {
  Rational lower = 1, upper = 1;
  std::vector<Interval> p;
  for (const auto& [from, to] : box.sides) {
    p.emplace_back(from, to, bits);
    lower -= to, upper -= from;
  }
  if (upper < 0) return std::nullopt;
  p.emplace_back(std::max(lower, Rational(0)), upper, bits);
  return p;
}

std::pair<ReportBox, ReportBox> halves(const ReportBox& box) {
  std::size_t widest = 0;
  for (std::size_t i = 1; i < box.sides.size(); ++i)
    if (box.sides[i].second - box.sides[i].first > box.sides[widest].second - box.sides[widest].first)
      widest = i;
  std::pair<ReportBox, ReportBox> both{box, box};
  const Rational middle = (box.sides[widest].first + box.sides[widest].second) / 2;
  both.first.sides[widest].second = middle;
  both.second.sides[widest].first = middle;
  return both;
}

// Leading minors positive on every box of a cover.
Curvature by_boxes(std::span<const std::vector<Expression>> rows, std::size_t variables,
                   const PropernessOptions& options) {
  std::vector<Expression> flat;
  for (const auto& row : rows) flat.insert(flat.end(), row.begin(), row.end());
  const Program program(flat);
  const auto definite_on = [&](const std::vector<Interval>& p) {
    const auto values = program.over(p);
    if (!std::ranges::all_of(values, [](const auto& v) { return v.has_value(); })) return false;
    std::vector<std::vector<Interval>> matrix;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto& row = matrix.emplace_back();
      for (std::size_t j = 0; j < rows.size(); ++j) row.push_back(*values[i * rows.size() + j]);
    }
    std::vector<std::size_t> leading;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      leading.push_back(i);
      if (minor_of(matrix, leading, leading, std::multiplies<Interval>{}).lower() <= 0) return false;
    }
    return true;
  };
  Curvature result{Curvature::Kind::unknown, Method::certified, {}, 0};
  std::deque<ReportBox> open{ReportBox{std::vector<std::pair<Rational, Rational>>(variables - 1, {0, 1})}};
  while (!open.empty() && result.boxes < options.max_boxes && !options.stop()) {
    const ReportBox box = std::move(open.front());
    open.pop_front();
    const auto p = enclosures(box, 64);
    if (!p) continue;
    ++result.boxes;
    if (definite_on(*p)) continue;
    auto [one, other] = halves(box);
    open.push_back(std::move(one));
    open.push_back(std::move(other));
  }
  result.left.assign(open.begin(), open.end());
  if (result.left.empty()) result.kind = Curvature::Kind::definite;
  return result;
}

}  // namespace

Curvature curvature_on_simplex(std::span<const std::vector<Expression>> rows, std::size_t variables,
                               const PropernessOptions& options) {
  const Curvature exact = by_coefficients(rows, variables);
  return exact.kind != Curvature::Kind::unknown ? exact : by_boxes(rows, variables, options);
}

}  // namespace qed
