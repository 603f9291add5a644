#include "qed/scoring/report_search.hpp"

#include <algorithm>
#include <array>

#include "qed/scoring/normal_form.hpp"
#include "qed/scoring/report_grid.hpp"
#include "qed/scoring/savage.hpp"
#include "qed/scoring/simplest_pair.hpp"

namespace qed {
namespace {

constexpr int finest_step = 80;  // reports as close to the truth as 2^-80
constexpr std::size_t most_equalities = 200;

// The largest common denominator of the grid: 17, 45 and 56 reports on its finest level.
unsigned finest_denominator(std::size_t outcomes) {
  return outcomes == 2 ? 16 : outcomes == 3 ? 8 : outcomes == 4 ? 5 : 3;
}

bool is_inside(std::span<const Rational> report) {
  return std::ranges::all_of(report, [](const Rational& x) { return x > 0; });
}

std::vector<Expression> flattened(const std::vector<std::vector<Expression>>& rows) {
  std::vector<Expression> flat;
  for (const auto& row : rows) flat.insert(flat.end(), row.begin(), row.end());
  return flat;
}

Extended gain_between(std::span<const Extended> at_truth, std::span<const Extended> at_report,
                      std::span<const Rational> truth, unsigned bits) {
  Extended sum = Rational(0);
  for (std::size_t y = 0; y < truth.size(); ++y) {
    if (truth[y] == 0) continue;
    const Extended minus = Extended::product(Rational(-1), at_truth[y], bits);
    sum =
        Extended::sum(sum, Extended::product(truth[y], Extended::sum(at_report[y], minus, bits), bits), bits);
  }
  return sum;
}

}  // namespace

Extended gain(std::span<const Expression> scores, std::span<const Rational> truth,
              std::span<const Rational> report, unsigned bits) {
  const Program program(scores);
  return gain_between(program.at(truth, bits), program.at(report, bits), truth, bits);
}

ReportSearch::ReportSearch(std::span<const Expression> scores, const PropernessOptions& options)
    : scores_(scores.begin(), scores.end()), program_(scores), options_(options), bits_(options.bits) {}

const std::vector<ScoredReport>& ReportSearch::grid() {
  if (grid_.empty())
    grid_ = scored(program_, reports_on_grid(scores_.size(), finest_denominator(scores_.size())), bits_);
  return grid_;
}

std::optional<ReportPair> ReportSearch::better_on_grid() {
  const auto& known = grid();
  // In order of the larger denominator of the two.
  for (std::size_t last = 0; last < known.size() && !options_.stop(); ++last)
    for (std::size_t other = 0; other < last; ++other)
      for (const auto& [truth, report] : {std::pair(last, other), std::pair(other, last)}) {
        try {
          Extended more = gain_between(known[truth].scores, known[report].scores, known[truth].report, bits_);
          if (more.sign() == 1) return ReportPair{known[truth].report, known[report].report, std::move(more)};
        } catch (const UndefinedScore&) {
          continue;
        }
      }
  return std::nullopt;
}

std::optional<ReportPair> ReportSearch::if_better(std::span<const Rational> truth,
                                                  std::span<const Rational> report) {
  try {
    for (unsigned bits = bits_; bits <= 16 * bits_ && !options_.stop(); bits *= 2) {
      Extended more = gain_between(program_.at(truth, bits), program_.at(report, bits), truth, bits);
      const auto sign = more.sign();
      if (sign == 1)
        return ReportPair{{truth.begin(), truth.end()}, {report.begin(), report.end()}, std::move(more)};
      if (sign) return std::nullopt;
    }
  } catch (const UndefinedScore&) {
  }
  return std::nullopt;
}

// Reports truth + 2^-k direction, from far to near.
std::optional<ReportPair> ReportSearch::along(std::span<const Rational> truth,
                                              std::span<const int> direction) {
  Rational step = ratio(1, 2);
  for (int k = 1; k <= finest_step; ++k, step /= 2) {
    std::vector<Rational> report(truth.begin(), truth.end());
    for (std::size_t i = 0; i < report.size(); ++i) report[i] += step * direction[i];
    if (!is_inside(report)) continue;
    if (auto found = if_better(truth, report)) return found;
  }
  return std::nullopt;
}

std::optional<ReportPair> ReportSearch::near(const Program& slopes, const Program& curvature,
                                             std::span<const Rational> truth) {
  const std::size_t n = truth.size();
  std::vector<Extended> slope, bend;
  try {
    slope = slopes.at(truth, bits_);
    bend = curvature.at(truth, bits_);
  } catch (const UndefinedScore&) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const auto sign = slope[i].sign();
    if (!sign || *sign == 0) continue;
    std::vector<int> direction(n, 0);
    direction[i] = *sign, direction[n - 1] = -*sign;
    if (auto found = along(truth, direction)) return found;
  }
  for (const auto& direction : simplex_directions(n)) {
    Extended form = Rational(0);
    for (std::size_t i = 0; i + 1 < n; ++i)
      for (std::size_t j = 0; j + 1 < n; ++j)
        form = Extended::sum(
            form, Extended::product(Rational(direction[i] * direction[j]), bend[i * (n - 1) + j], bits_),
            bits_);
    if (form.sign() == -1)
      if (auto found = along(truth, direction)) return found;
  }
  return std::nullopt;
}

std::optional<ReportPair> ReportSearch::better_nearby() {
  const Program slopes(first_order(scores_)), curvature(flattened(curvature_of(scores_)));
  for (const ScoredReport& known : grid())
    if (is_inside(known.report) && !options_.stop())
      if (auto found = near(slopes, curvature, known.report)) return found;
  for (const auto& truth : reports_near_boundary(scores_.size())) {
    if (options_.stop()) break;
    if (auto found = near(slopes, curvature, truth)) return found;
  }
  return std::nullopt;
}

std::optional<ReportPair> ReportSearch::better_across(const Cells& cells,
                                                      std::span<const std::vector<Expression>> pieces) {
  const auto all = cells.all();
  for (const Cell& truth : all)
    for (const Cell& report : all)
      if (&truth != &report)
        if (auto found = if_better(truth.centre, report.centre)) return found;
  // Near a corner of the truth's cell, against the centre of another; and on either side of a common border.
  for (const Cell& truth : all)
    for (const Cell& report : all) {
      if (&truth == &report) continue;
      std::vector<std::vector<Rational>> border;
      for (const auto& vertex : truth.vertices)
        if (cells.in_closure(report, vertex)) border.push_back(vertex);
      std::vector<std::vector<Rational>> corners = truth.vertices;
      if (!border.empty()) {
        std::vector<Rational> middle(scores_.size(), Rational(0));
        for (const auto& vertex : border)
          for (std::size_t i = 0; i < middle.size(); ++i) middle[i] += vertex[i] / border.size();
        corners.push_back(middle);
      }
      const auto towards = [](std::span<const Rational> from, std::span<const Rational> to,
                              const Rational& step) {
        std::vector<Rational> point;
        for (std::size_t i = 0; i < from.size(); ++i) point.push_back(from[i] + (to[i] - from[i]) * step);
        return point;
      };
      Rational step = ratio(1, 2);
      for (int k = 1; k <= finest_step / 4; ++k, step /= 4) {
        for (const auto& corner : corners) {
          const auto q = towards(corner, truth.centre, step);
          if (auto found = if_better(q, report.centre)) return found;
        }
        if (border.empty()) continue;
        const auto q = towards(corners.back(), truth.centre, step);
        if (auto found = if_better(q, towards(corners.back(), report.centre, step))) return found;
      }
    }
  for (std::size_t c = 0; c < all.size() && !options_.stop(); ++c) {
    if (!is_inside(all[c].centre) || std::ranges::find(all[c].signs, 0) != all[c].signs.end()) continue;
    const Program slopes(first_order(pieces[c])), curvature(flattened(curvature_of(pieces[c])));
    if (auto found = near(slopes, curvature, all[c].centre)) return found;
  }
  return std::nullopt;
}

ReportPair ReportSearch::simpler(const ReportPair& found) {
  const auto is_enough = [&](const Extended& more) {
    if (!more.is_finite() || !found.gain.is_finite()) return !more.is_finite();
    return 2 * more.value().lower() >= found.gain.value().lower();
  };
  const LawPair laws = simplified({found.truth, found.report}, [&](const LawPair& pair) {
    const auto again = if_better(pair.truth, pair.report);
    return again && is_enough(again->gain);
  });
  const auto again = if_better(laws.truth, laws.report);
  return again ? *again : found;  // after an interruption it says no to everything
}

std::optional<ReportPair> ReportSearch::as_good_as_truth(const Cells* cells) {
  const auto if_equal = [&](const std::vector<Rational>& truth, const std::vector<Rational>& report,
                            const Extended& more) -> std::optional<ReportPair> {
    if (more.sign() == 0) return ReportPair{truth, report, more};
    if (more.sign()) return std::nullopt;
    // The enclosure holds 0: is it 0 in normal form?
    std::vector<Expression> q(truth.begin(), truth.end()), p(report.begin(), report.end());
    Expression sum = 0;
    try {
      for (std::size_t y = 0; y < truth.size(); ++y)
        if (truth[y] != 0)
          sum += Expression(truth[y]) * (substitute(scores_[y], p) - substitute(scores_[y], q));
    } catch (const std::invalid_argument&) {
      return std::nullopt;
    }
    NormalForms forms(0);
    const auto form = forms.of(sum);
    if (!form || !forms.is_zero(*form)) return std::nullopt;
    return ReportPair{truth, report, Extended(Rational(0))};
  };
  const auto& known = grid();
  std::size_t tried = 0;
  for (std::size_t last = 0; last < known.size() && !options_.stop(); ++last)
    for (std::size_t other = 0; other < last; ++other)
      for (const auto& [truth, report] : {std::pair(last, other), std::pair(other, last)}) {
        try {
          const Extended more =
              gain_between(known[truth].scores, known[report].scores, known[truth].report, bits_);
          const auto sign = more.sign();
          if (sign && *sign != 0) continue;
          if (++tried > most_equalities) return std::nullopt;
          if (auto found = if_equal(known[truth].report, known[report].report, more)) return found;
        } catch (const UndefinedScore&) {
          continue;
        }
      }
  const auto equal_at = [&](const LawPair& pair) -> std::optional<ReportPair> {
    if (pair.truth == pair.report) return std::nullopt;
    try {
      return if_equal(
          pair.truth, pair.report,
          gain_between(program_.at(pair.truth, bits_), program_.at(pair.report, bits_), pair.truth, bits_));
    } catch (const UndefinedScore&) {
      return std::nullopt;
    }
  };
  for (const Cell& cell : cells ? cells->all() : std::span<const Cell>{}) {
    if (cell.vertices.size() < 2) continue;
    LawPair pair{cell.centre, {}};
    for (std::size_t i = 0; i < cell.centre.size(); ++i)
      pair.report.push_back((cell.centre[i] + cell.vertices[0][i]) / 2);
    if (equal_at(pair))
      return equal_at(simplified(pair, [&](const LawPair& p) { return equal_at(p).has_value(); }));
  }
  return std::nullopt;
}

}  // namespace qed
