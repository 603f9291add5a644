#include "qed/imitation/imitator.hpp"

namespace qed {

std::vector<Rational> minimum_over(const TopSet& top, std::span<const Distribution* const> predictions,
                                   std::size_t actions) {
  std::vector<Rational> minimum(actions, Rational(0));
  for (std::size_t a = 0; a < actions; ++a) {
    bool first = true;
    for (const ModelIndex m : top) {
      const Rational& p = (*predictions[m])[a];
      if (first || p < minimum[a]) minimum[a] = p;
      first = false;
    }
  }
  return minimum;
}

StepLaw ask_with_the_rest(std::vector<Rational> answered, const Distribution& demonstrator) {
  StepLaw law;
  law.query_probability = 1;
  for (const Rational& p : answered) law.query_probability -= p;
  law.answered = std::move(answered);
  law.asked.reserve(demonstrator.size());
  for (const Rational& p : demonstrator) law.asked.push_back(law.query_probability * p);
  return law;
}

}  // namespace qed
