#include "qed/scoring/report_grid.hpp"

#include <functional>
#include <set>

namespace qed {
namespace {

void compositions(unsigned total, std::size_t parts, std::vector<unsigned>& so_far,
                  const std::function<void()>& found) {
  if (parts == 1) {
    so_far.push_back(total);
    found();
    so_far.pop_back();
    return;
  }
  for (unsigned first = 0; first <= total; ++first) {
    so_far.push_back(first);
    compositions(total - first, parts - 1, so_far, found);
    so_far.pop_back();
  }
}

}  // namespace

std::vector<std::vector<Rational>> reports_on_grid(std::size_t outcomes, unsigned finest) {
  std::vector<std::vector<Rational>> reports;
  std::set<std::vector<Rational>> seen;
  for (unsigned denominator = 1; denominator <= finest; ++denominator) {
    std::vector<unsigned> parts;
    compositions(denominator, outcomes, parts, [&] {
      std::vector<Rational> report;
      for (const unsigned part : parts) report.push_back(ratio(part, denominator));
      if (seen.insert(report).second) reports.push_back(std::move(report));
    });
  }
  return reports;
}

std::vector<std::vector<Rational>> reports_near_boundary(std::size_t outcomes) {
  std::vector<std::vector<Rational>> truths;
  for (const long scale : {50L, 1000L, 1000000L, 1000000000L})
    for (std::size_t likely = 0; likely < outcomes; ++likely)
      for (std::size_t second = 0; second < outcomes; ++second) {
        std::vector<Rational> truth(outcomes, ratio(1L, scale));
        Rational rest = 1;
        for (const Rational& x : truth) rest -= x;
        // At a vertex where both are one, halfway along an edge otherwise.
        truth[likely] += rest / 2;
        truth[second] += rest / 2;
        truths.push_back(std::move(truth));
      }
  return truths;
}

std::vector<std::vector<int>> simplex_directions(std::size_t outcomes) {
  std::vector<std::vector<int>> all;
  for (std::size_t i = 0; i < outcomes; ++i)
    for (std::size_t j = 0; j < i; ++j)
      for (const int sign : {1, -1}) {
        std::vector<int> v(outcomes, 0);
        v[i] = sign, v[j] = -sign;
        all.push_back(v);
      }
  if (outcomes >= 3)
    for (std::size_t i = 0; i < outcomes; ++i)
      for (std::size_t j = 0; j < outcomes; ++j)
        for (std::size_t k = 0; k < j; ++k) {
          if (i == j || i == k) continue;
          std::vector<int> v(outcomes, 0);
          v[i] = 2, v[j] = -1, v[k] = -1;
          all.push_back(v);
        }
  return all;
}

std::vector<ScoredReport> scored(const Program& program, std::vector<std::vector<Rational>> reports,
                                 unsigned bits) {
  std::vector<ScoredReport> result;
  for (auto& report : reports) {
    try {
      auto scores = program.at(report, bits);
      result.push_back({std::move(report), std::move(scores)});
    } catch (const UndefinedScore&) {
      continue;  // no value there: no witness there
    }
  }
  return result;
}

}  // namespace qed
