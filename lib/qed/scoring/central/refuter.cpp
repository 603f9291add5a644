#include "qed/scoring/central/refuter.hpp"

#include <algorithm>

#include "qed/scoring/report_grid.hpp"
#include "qed/scoring/simplest_pair.hpp"

namespace qed::central_condition {
namespace {

unsigned finest_denominator(std::size_t outcomes) { return outcomes == 2 ? 16 : outcomes == 3 ? 6 : 4; }

Rational distance(std::span<const Rational> p, std::span<const Rational> q) {
  Rational sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += (p[i] - q[i]) * (p[i] - q[i]);
  return sum;
}

}  // namespace

Rational Refuter::LocalLimit::squared_length() const {
  Rational length = 0;
  for (const int v : direction) length += v * v;
  return length;
}

std::vector<Refuter::LocalLimit> Refuter::local_limits(std::span<const Expression> scores,
                                                       const CentralOptions& options) {
  const std::size_t n = scores.size();
  const unsigned bits = options.bits;
  std::vector<Expression> slopes;  // dS(p, y)/dp_i by y, then i
  for (const Expression& score : scores)
    for (std::size_t i = 0; i < n; ++i) slopes.push_back(derivative(score, i));
  const Program program(slopes);
  auto truths = reports_on_grid(n, n == 2 ? 64 : n == 3 ? 12 : 6);
  for (auto& truth : reports_near_boundary(n)) truths.push_back(std::move(truth));
  std::vector<LocalLimit> limits;
  for (const auto& truth : truths) {
    if (options.stop()) break;
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

Refuter::Known Refuter::known_at(std::vector<Rational> report, unsigned bits) const {
  auto scores = program_.at(report, bits);
  return {std::move(report), std::move(scores)};
}

Refuter::Refuter(std::span<const Expression> scores, const CentralOptions& options)
    : program_(scores), options_(options), bits_(options.bits), limits_(local_limits(scores, options)) {
  grid_ = scored(program_, reports_on_grid(scores.size(), finest_denominator(scores.size())), bits_);
  if (scores.size() == 2) return;
  auto edge = reports_on_grid(2, finest_denominator(2));
  for (auto& report : edge) report.resize(scores.size());
  edge_ = scored(program_, std::move(edge), bits_);
}

std::optional<CentralWitness> Refuter::witness(const Rational& eta, const Rational& c) const {
  for (const auto* reports : {&grid_, &edge_})
    for (const Known& truth : *reports) {
      if (options_.stop()) return std::nullopt;
      for (const Known& model : *reports)
        if (auto found = if_above(truth, model, eta, c)) return found;
    }
  const Interval e(eta, bits_), half(ratio(1, 2), bits_);
  for (const LocalLimit& limit : limits_) {
    const Interval room = (e * limit.bend - power(e, 2) * limit.spread) * half -
                          Interval(Rational(c * limit.squared_length()), bits_);
    if (options_.stop()) return std::nullopt;
    if (room.upper() >= 0) continue;
    for (const int side : {1, -1}) {
      Rational step = ratio(side, 4);
      for (int k = 0; k < 40; ++k, step /= 2) {
        std::vector<Rational> report = limit.truth;
        for (std::size_t i = 0; i < report.size(); ++i) report[i] += step * limit.direction[i];
        if (!std::ranges::all_of(report, [](const Rational& x) { return x >= 0; })) continue;
        try {
          const Known truth = known_at(limit.truth, 2 * bits_), model = known_at(report, 2 * bits_);
          if (const auto found = if_above(truth, model, eta, c)) return simpler(*found, eta, c);
        } catch (const UndefinedScore&) {
          continue;
        }
      }
    }
  }
  return std::nullopt;
}

std::optional<Interval> Refuter::least_eta() const {
  std::optional<Interval> least;
  for (const LocalLimit& limit : limits_) {
    if (limit.spread.lower() <= 0) continue;
    const Interval eta = limit.bend / limit.spread;
    if (!least || eta.upper() < least->upper()) least = eta;
  }
  return least;
}

std::optional<Interval> Refuter::largest_c(const Rational& eta) const {
  std::optional<Interval> largest;
  const auto allow = [&](const Interval& c) {
    if (!largest || c.upper() < largest->upper()) largest = c;
  };
  const Interval e(eta, bits_);
  for (const LocalLimit& limit : limits_)
    allow((e * limit.bend - power(e, 2) * limit.spread) /
          Interval(Rational(2 * limit.squared_length()), bits_));
  for (const auto* reports : {&grid_, &edge_})
    for (const Known& truth : *reports)
      for (const Known& model : *reports) {
        if (options_.stop()) return std::nullopt;
        if (truth.report == model.report) continue;
        if (const auto left = left_at(truth, model, eta))
          allow((Interval(Rational(1), bits_) - *left) /
                Interval(distance(truth.report, model.report), bits_));
      }
  return largest;
}

std::optional<Interval> Refuter::left_at(const Known& truth, const Known& model, const Rational& eta) const {
  Interval sum(Rational(0), bits_);
  try {
    for (std::size_t a = 0; a < truth.report.size(); ++a) {
      if (truth.report[a] == 0) continue;
      const Extended minus = Extended::product(Rational(-1), truth.scores[a], bits_);
      const Extended exponent = Extended::product(eta, Extended::sum(model.scores[a], minus, bits_), bits_);
      const Extended factor = Extended::exp(exponent, bits_);
      if (!factor.is_finite()) return std::nullopt;
      sum += Interval(truth.report[a], bits_) * factor.enclosure(bits_);
    }
  } catch (const UndefinedScore&) {
    return std::nullopt;
  }
  return sum;
}

std::optional<CentralWitness> Refuter::if_above(const Known& truth, const Known& model, const Rational& eta,
                                                const Rational& c) const {
  const auto left = left_at(truth, model, eta);
  const Rational right = 1 - c * distance(truth.report, model.report);
  if (!left || left->lower() <= right) return std::nullopt;
  return CentralWitness{truth.report, model.report, *left, right};
}

CentralWitness Refuter::simpler(const CentralWitness& found, const Rational& eta, const Rational& c) const {
  const auto at = [&](const LawPair& pair) -> std::optional<CentralWitness> {
    if (options_.stop()) return std::nullopt;
    try {
      return if_above(known_at(pair.truth, 2 * bits_), known_at(pair.report, 2 * bits_), eta, c);
    } catch (const UndefinedScore&) {
      return std::nullopt;
    }
  };
  const auto excess = [](const CentralWitness& w) { return Rational(w.left.lower() - w.right); };
  const LawPair laws = simplified({found.truth, found.report}, [&](const LawPair& pair) {
    const auto again = at(pair);
    return again && 2 * excess(*again) >= excess(found);
  });
  const auto again = at(laws);
  return again ? *again : found;
}

}  // namespace qed::central_condition
