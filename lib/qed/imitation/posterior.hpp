// Posterior weights as integers: only their ratios matter, so a posterior is kept as the one integer vector
// without a common factor. Equal posteriors are then equal vectors, which is what lets the engine merge
// states.
#pragma once

#include <span>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/model/history.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// One non-negative weight per model, in order of declaration. All zero where no model of the class can
// explain the queried actions (only possible for a demonstrator outside the class).
using Weights = std::vector<Integer>;

// Divides by the greatest common divisor.   Cost  one gcd per model.
void reduce(Weights&);

// Non-negative rational weights as integers, reduced.
Weights integral_weights(std::span<const Rational>);
// The prior weights, reduced.
Weights prior_weights(const ModelClass&);

// Bayes' rule on one queried action: w(pi) becomes w(pi) pi(a), reduced. The update rule of the paper, and
// the default of CautiousImitator.
struct Bayes {
  // predictions: one law per model; not read where the weight is zero.
  Weights operator()(std::span<const Integer> weights, std::span<const Distribution* const> predictions,
                     ActionIndex action) const;
};

}  // namespace qed
