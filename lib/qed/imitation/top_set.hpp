// The top model set T(h): models collected, best first, while each weighs more than alpha times the posterior
// weight collected before it.
//   [claim top-prefix] [claim top-size]
#pragma once

#include <span>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/history.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// Shape   one weight per model; need not sum to 1 (only ratios matter).
// Units   weights and alpha are dimensionless; alpha in (0, 1).
// Ties    equal weights rank by ModelIndex; equality at the threshold drops the model under `strict` and
//         keeps it under `non_strict`.
// Result  empty only where every weight is zero; a model of weight zero is never collected.
// Exact   no rounding, comparisons are decisions.        Cost  O(n log n) integer comparisons.
class TopSet {
 public:
  static TopSet of(std::span<const Integer> weights, const Rational& alpha, Threshold = Threshold::strict);

  // Any set, best first: for imitators with another rule.
  explicit TopSet(std::vector<ModelIndex> members) : members_(std::move(members)) {}

  bool contains(ModelIndex) const;
  std::size_t size() const { return members_.size(); }
  bool empty() const { return members_.empty(); }
  auto begin() const { return members_.begin(); }
  auto end() const { return members_.end(); }
  std::span<const ModelIndex> members() const { return members_; }
  friend bool operator==(const TopSet&, const TopSet&) = default;

 private:
  std::vector<ModelIndex> members_;
};

// All models by weight, descending, ties by ModelIndex.
std::vector<ModelIndex> posterior_order(std::span<const Integer> weights);

}  // namespace qed
