#include "qed/training/moods.hpp"

#include "qed/exact/binomial.hpp"

namespace qed {

LatentModel Moods::answering(unsigned questions) const {
  return {Distribution::uniform(2), {binomial_law(questions, first), binomial_law(questions, second)}};
}

std::vector<Moods> moods_on(unsigned grid) {
  std::vector<Moods> all;
  for (unsigned i = 1; i < grid; ++i)
    for (unsigned j = i; j < grid; ++j) all.push_back({ratio(i, grid), ratio(j, grid)});
  return all;
}

}  // namespace qed
