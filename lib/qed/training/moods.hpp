// The smallest imitators with a hidden cause: whoever answers is in one of two moods, equally often, and says yes to each of
// a few questions with the probability of the mood. Only the number of yeses is looked at.
#pragma once

#include <vector>

#include "qed/training/latent_training.hpp"

namespace qed {

struct Moods {
  Rational first, second;  // the probability of a yes in each

  LatentModel answering(unsigned questions) const;  // answers: 0 … questions yeses
};

// All with probabilities 1/grid … (grid - 1)/grid, the second not smaller than the first.
std::vector<Moods> moods_on(unsigned grid);

}  // namespace qed
