#include "qed/scoring/independent_columns.hpp"

#include <algorithm>

namespace qed {

std::vector<std::size_t> independent_columns(const std::vector<std::vector<Rational>>& columns) {
  std::vector<std::vector<Rational>> kept;  // each with a pivot where the later ones are 0
  std::vector<std::size_t> pivots, result;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    std::vector<Rational> column = columns[k];
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Rational times = column[pivots[i]] / kept[i][pivots[i]];
      if (times == 0) continue;
      for (std::size_t y = 0; y < column.size(); ++y) column[y] -= times * kept[i][y];
    }
    const auto nonzero = std::ranges::find_if(column, [](const Rational& q) { return q != 0; });
    if (nonzero == column.end()) continue;
    pivots.push_back(static_cast<std::size_t>(nonzero - column.begin()));
    kept.push_back(std::move(column));
    result.push_back(k);
  }
  return result;
}

}  // namespace qed
