#include "properties/oracle/top_set.hpp"

namespace qed::oracle {

std::vector<ModelIndex> top_set(const std::vector<Rational>& posterior, const Rational& alpha,
                                Threshold threshold) {
  std::vector<bool> ranked(posterior.size(), false);
  std::vector<ModelIndex> top;
  Rational before = 0;
  for (std::size_t rank = 0; rank < posterior.size(); ++rank) {
    std::size_t best = posterior.size();  // the first of the largest not ranked yet
    for (std::size_t m = 0; m < posterior.size(); ++m)
      if (!ranked[m] && (best == posterior.size() || posterior[m] > posterior[best])) best = m;
    ranked[best] = true;
    const Rational needed = alpha * before;
    const bool collected =
        threshold == Threshold::strict ? posterior[best] > needed : posterior[best] >= needed;
    if (posterior[best] == 0 || !collected) break;
    top.push_back(static_cast<ModelIndex>(best));
    before += posterior[best];
  }
  return top;
}

}  // namespace qed::oracle
