#include "qed/imitation/odds.hpp"

#include "qed/exact/require.hpp"

namespace qed {

Rational odds_against(std::span<const Integer> weights, ModelIndex truth) {
  QED_REQUIRE(weights[truth] > 0, "odds against a truth of weight 0");
  Integer others = 0;
  for (ModelIndex m = 0; m < weights.size(); ++m)
    if (m != truth) others += weights[m];
  return ratio(others, weights[truth]);
}

Interval potential(std::span<const Integer> weights, ModelIndex truth, const Rational& alpha, unsigned bits) {
  QED_REQUIRE(weights[truth] > 0, "odds against a truth of weight 0");
  Rational plain = 0, product = 1;  // of what g leaves as it is; of what it takes the logarithm of
  for (ModelIndex m = 0; m < weights.size(); ++m) {
    if (m == truth || weights[m] == 0) continue;
    const Rational odds = ratio(weights[m], weights[truth]);
    if (odds <= alpha) {
      plain += odds;
    } else {
      plain += alpha;
      product *= odds / alpha;
    }
  }
  const Interval constant(plain, bits);
  if (product == 1) return constant;
  return constant + Interval(alpha * ratio(2, 3), bits) * log(Interval(product, bits));
}

}  // namespace qed
