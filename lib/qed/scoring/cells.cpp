#include "qed/scoring/cells.hpp"

#include <algorithm>

#include "qed/exact/elimination.hpp"
#include "qed/exact/require.hpp"
#include "qed/scoring/boundary.hpp"
#include "qed/scoring/normal_form.hpp"

namespace qed {
namespace {

constexpr std::size_t most_outcomes = 4, most_forms = 12, most_variants = 64;

// Where the subject has no value, or another than its normal form, the condition is not the form's: p exp(1 - ln p) is 0 at
// p = 0, and e elsewhere.
std::optional<LinearForm> linear_form(const Expression& subject, std::size_t outcomes) {
  if (!why_not_continuous({&subject, 1}, outcomes).empty()) return std::nullopt;
  NormalForms forms(outcomes);
  const auto normal = forms.of(subject);
  if (!normal) return std::nullopt;
  LinearForm form(outcomes, Rational(0));
  for (const auto& [monomial, coefficient] : normal->terms()) {
    if (monomial.empty()) {
      for (Rational& a : form) a += coefficient;
    } else if (const auto variable = lone_generator(monomial); variable && *variable < outcomes) {
      form[*variable] += coefficient;
    } else {
      return std::nullopt;
    }
  }
  return form;
}

// The formula under every answer to the conditions inside it; none where there are too many.
bool add_variants(const Expression& e, std::vector<Expression>& variants) {
  const auto inner = conditions_in(e);
  if (variants.size() > most_variants) return false;
  if (inner.empty()) {
    variants.push_back(e);
    return true;
  }
  // The first is innermost: it has no condition in its own subject.
  return add_variants(assume(e, inner.front(), true), variants) &&
         add_variants(assume(e, inner.front(), false), variants);
}

Rational at(const LinearForm& form, std::span<const Rational> p) {
  Rational sum = 0;
  for (std::size_t i = 0; i < form.size(); ++i) sum += form[i] * p[i];
  return sum;
}

int sign_of(const Rational& q) { return q > 0 ? 1 : q < 0 ? -1 : 0; }

// The same hyperplane has one form: the first coefficient other than 0 is 1. `flipped` where that changed the sign.
LinearForm normalised(LinearForm form, bool& flipped) {
  const auto lead = std::ranges::find_if(form, [](const Rational& a) { return a != 0; });
  if (lead == form.end()) return form;
  const Rational factor = *lead;
  flipped = factor < 0;
  for (Rational& a : form) a /= factor;
  return form;
}

// The corners of {p in the simplex: sign * form >= 0, or = 0 where the sign is 0}.
std::vector<std::vector<Rational>> corners(std::span<const LinearForm> forms, std::span<const int> signs,
                                           std::size_t n) {
  std::vector<LinearForm> walls;
  for (std::size_t i = 0; i < n; ++i) {
    walls.emplace_back(n, Rational(0));
    walls.back()[i] = 1;
  }
  for (std::size_t f = 0; f < signs.size(); ++f) walls.push_back(forms[f]);
  const auto inside = [&](const std::vector<Rational>& p) {
    for (const Rational& x : p)
      if (x < 0) return false;
    for (std::size_t f = 0; f < signs.size(); ++f) {
      const int sign = sign_of(at(forms[f], p));
      if (sign != 0 && sign != signs[f]) return false;
    }
    return true;
  };
  std::vector<std::vector<Rational>> found;
  std::vector<bool> tight(walls.size(), false);
  std::fill(tight.begin(), tight.begin() + static_cast<std::ptrdiff_t>(n) - 1, true);
  do {
    // Where n-1 walls meet sum p = 1.
    RationalMatrix equations{std::vector<Rational>(n, Rational(1))};
    for (std::size_t w = 0; w < walls.size(); ++w)
      if (tight[w]) equations.push_back(walls[w]);
    std::vector<Rational> right(n, Rational(0));
    right.front() = 1;
    const auto p = only_solution(std::move(equations), right);
    if (p && inside(*p) && std::ranges::find(found, *p) == found.end()) found.push_back(*p);
  } while (std::prev_permutation(tight.begin(), tight.end()));
  return found;
}

std::vector<Rational> mean(std::span<const std::vector<Rational>> points, std::size_t n) {
  std::vector<Rational> centre(n, Rational(0));
  for (const auto& point : points)
    for (std::size_t i = 0; i < n; ++i) centre[i] += point[i];
  for (Rational& x : centre) x /= points.size();
  return centre;
}

}  // namespace

std::optional<Cells> Cells::of(std::span<const Expression> scores) {
  Cells result;
  result.outcomes_ = scores.size();
  if (scores.size() > most_outcomes) return std::nullopt;
  for (const Expression& score : scores)
    for (const Condition& condition : conditions_in(score)) {
      std::vector<Expression> subjects;
      if (!add_variants(condition.subject, subjects)) return std::nullopt;
      for (const Expression& subject : subjects) {
        auto form = linear_form(subject, scores.size());
        if (!form) return std::nullopt;
        bool flipped = false;
        *form = normalised(std::move(*form), flipped);
        if (std::ranges::find(result.forms_, *form) == result.forms_.end())
          result.forms_.push_back(std::move(*form));
      }
    }
  if (result.forms_.size() > most_forms) return std::nullopt;

  // One form after the other; what is empty already is not cut further.
  std::vector<std::vector<int>> open{{}};
  for (std::size_t f = 0; f < result.forms_.size(); ++f) {
    std::vector<std::vector<int>> next;
    for (const auto& signs : open)
      for (const int sign : {1, 0, -1}) {
        auto longer = signs;
        longer.push_back(sign);
        if (!corners(result.forms_, longer, scores.size()).empty()) next.push_back(std::move(longer));
      }
    open = std::move(next);
  }
  for (auto& signs : open) {
    Cell cell{signs, corners(result.forms_, signs, scores.size()), {}};
    if (cell.vertices.empty()) continue;
    cell.centre = mean(cell.vertices, scores.size());
    // The mean of the vertices is inside the closure's relative interior: a strict sign that it misses has no point.
    bool inside = true;
    for (std::size_t f = 0; f < signs.size(); ++f)
      inside = inside && sign_of(at(result.forms_[f], cell.centre)) == signs[f];
    if (inside) result.cells_.push_back(std::move(cell));
  }
  return result;
}

Expression Cells::inside(const Cell& cell, const Expression& e) const {
  return resolve(e, [&](const Condition& condition) {
    auto form = linear_form(condition.subject, outcomes_);
    QED_REQUIRE(form, "a condition inside a condition is linear once the inner one is resolved");
    bool flipped = false;
    *form = normalised(std::move(*form), flipped);
    const auto place = std::ranges::find(forms_, *form);
    int sign = 0;
    if (place != forms_.end()) {
      sign = cell.signs[static_cast<std::size_t>(place - forms_.begin())] * (flipped ? -1 : 1);
    } else {
      sign = sign_of(at(*form, cell.centre)) * (flipped ? -1 : 1);  // the zero form
    }
    return is_met(condition.relation, sign);
  });
}

bool Cells::in_closure(const Cell& cell, std::span<const Rational> report) const {
  for (std::size_t f = 0; f < forms_.size(); ++f) {
    const int sign = sign_of(at(forms_[f], report));
    if (sign != 0 && sign != cell.signs[f]) return false;
  }
  return true;
}

}  // namespace qed
